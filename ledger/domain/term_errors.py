"""What can be wrong with an act upon a term."""

from ledger.domain.errors import LedgerError


class TermStateError(LedgerError):
    """The term is in that state already."""

    code = "term-state"
