"""What keeps a quote of a scan from being taken for what the page says."""

from ledger.domain.errors import LedgerError
from ledger.domain.sentence import said


class QuoteDoubtfulError(LedgerError):
    """Words of a quote were read doubtfully from a scan, and nobody looked."""

    code = "quote-doubtful"

    def __init__(self, words: str) -> None:
        super().__init__(
            said(
                "These words of a scan may have been misread: %(words)s. Compare "
                "them with the page, and say that you did.",
                words=words,
            )
        )
