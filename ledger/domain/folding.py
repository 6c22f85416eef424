"""Words as they are compared: neither line ends nor the form of letters count."""

import re
import unicodedata

from ledger.domain.digest import Digest

_SILENT = re.compile("\u00ad(?:[ \t]*[\r\n\f]\\s*)?")


def fold(words: str) -> str:
    r"""Return words as they are compared: NFC, white space and soft hyphens folded.

    Examples:
        >>> fold(" one\n  still pho\u00ad\ntograph ")
        'one still photograph'
    """
    return " ".join(unicodedata.normalize("NFC", _SILENT.sub("", words)).split())


def fingerprint(words: str | None) -> str:
    """Return the digest of words as they are compared; of none, that of nothing."""
    return str(Digest.of(fold(words or "").encode()))
