"""What keeps a quote of a scan from being taken for what the page says."""

from ledger.domain.errors import LedgerError
from ledger.domain.sentence import said


class QuoteDoubtfulError(LedgerError):
    """Words of a quote were read doubtfully from a scan, and nobody looked.

    Without words it is the number of the term that was not read there at all.
    """

    code = "quote-doubtful"

    def __init__(self, words: str) -> None:
        if not words:
            super().__init__(
                said(
                    "This number was not read in these words of a scan. Compare them "
                    "with the page, and say that you did."
                )
            )
            return
        super().__init__(
            said(
                "These words of a scan may have been misread: %(words)s. Compare "
                "them with the page, and say that you did.",
                words=words,
            )
        )
