"""Whether the two forms of one mail say the same: its plain text, and its HTML.

Only one of them is read, and the other may be what the receiver saw. Where links lead,
signs of quoting, pictures and white space are no difference; neither are a few words
more on one side, as newsletters have them. Another number is one, however small.
"""

import re
from collections import Counter
from unicodedata import normalize

from ledger.formats import html_text
from ledger.formats.mail.phrases import TELLING

NO_WORDS = re.compile(
    r"(?:https?|mailto|ftp|tel|cid)(?::|://)[^\s<>\[\])\"]*"
    r"|\[(?:image|cid|bild|картинка)\b[^\]\n]{0,300}\]"
    r"|^[ \t>|*•·-]*\(?\d{1,3}[.)](?!\S)"  # the number of an item: HTML counts itself
    r"|&\#?\w{1,8};",
    re.IGNORECASE | re.MULTILINE,
)
WITHIN = re.compile(r"(?<=\d)[ \xa0\u202f'’](?=\d{3}(?!\d))")
"""A space amid a number."""

WORD = re.compile(r"[^\W_]+")
FEW = 12
"""So many words more on one side are what programs add."""

MOST_DIFFERENT = 0.2
MOST_LETTERS = 1024 * 1024
"""Longer ones are not compared: no letter is so long."""


def differ(plain: str, html: str) -> bool:
    """Tell whether a plain text and an HTML page say something else."""
    if max(len(plain), len(html)) > MOST_LETTERS:
        return False
    ours, theirs = _words(plain), _words(html_text.read(html).text)
    if not ours or not theirs:
        return False
    if {w for w in ours if _tells(w)} ^ {w for w in theirs if _tells(w)}:
        return True
    missing = (ours - theirs).total(), (theirs - ours).total()
    if not all(missing) and max(missing) <= FEW:
        return False
    return max(missing) > MOST_DIFFERENT * max(ours.total(), theirs.total())


def _tells(word: str) -> bool:
    return word.isdecimal() or word in TELLING


def _words(text: str) -> "Counter[str]":
    said = normalize("NFKC", NO_WORDS.sub(" ", text)).replace("\xad", "")
    return Counter(WORD.findall(WITHIN.sub("", said).casefold()))
