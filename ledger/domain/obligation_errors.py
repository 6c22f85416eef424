"""What can go wrong with obligations, each as one sentence."""

from ledger.domain.errors import LedgerError


class ObligationStateError(LedgerError):
    """The obligation, or what is recorded about it, is in that state already."""

    code = "obligation-state"
