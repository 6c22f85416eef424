"""What can be wrong with an act upon a term, or upon a delivery."""

from ledger.domain.errors import LedgerError


class TermStateError(LedgerError):
    """The term is in that state already."""

    code = "term-state"


class DeliveryStateError(LedgerError):
    """The delivery is in that state already."""

    code = "delivery-state"
