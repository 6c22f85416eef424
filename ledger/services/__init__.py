"""The verbs: each module is one kind of act, each function takes the ledger first."""
