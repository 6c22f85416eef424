"""What keeps an entry out of a specification."""

from ledger.domain.errors import LedgerError


class SpecificationStateError(LedgerError):
    """A specification, an item of it or a link to one is in that state already."""

    code = "specification-state"
