"""For a reader without a ledger: files that say themselves how to check them."""
