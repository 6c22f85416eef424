"""How letters are compared: in lower case, in one spelling, without diacritics.

``ё`` is ``е``, ``ş`` and ``ș`` are ``s``; but ``й`` stays, it is a letter of its own,
and so do the vowels that Indian scripts write as signs on a consonant.
"""

import re
import sys
import unicodedata
from functools import lru_cache
from itertools import groupby

from index.numbers import MONEY_SIGNS

LONGEST = 100
"""A token is cut after so many letters, in documents and in queries alike."""

_INVISIBLE = re.compile("[\u00ad\u0640\u200b-\u200d\u2060]")
_LETTERS = str.maketrans(
    {
        "ё": "е",
        "ß": "ss",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "ى": "ي",
    }
)
_PLAINLY = re.compile("[\x00-\x7fА-Яа-я]*")
"""Letters that have one spelling and no diacritics; most words have no others."""

_ONE_SPELLING = str.maketrans("şţё‐‑", "șțе--")
_DIACRITICS = (
    (0x0300, 0x036F),
    (0x0591, 0x05C7),
    (0x0610, 0x061A),
    (0x064B, 0x065F),
    (0x0670, 0x0670),
)
"""Signs that people leave out as they please: accents, and the points of vowels."""


def signs() -> str:
    """Return what may stand inside a word and be no letter, for a class of a pattern.

    Those are all marks of Unicode that combine with a letter, soft hyphens and joiners.
    """
    marks = [
        point
        for point in range(0x300, sys.maxunicode >> 4)
        if unicodedata.category(chr(point)) in {"Mn", "Mc"}
    ]
    runs = groupby(enumerate(marks), key=lambda pair: pair[1] - pair[0])
    spans = [[point for _number, point in run] for _key, run in runs]
    listed = "".join(f"{chr(span[0])}-{chr(span[-1])}" for span in spans)
    return f"{listed}\u00ad\u0640\u200b-\u200d\u2060"


def fold(word: str) -> str:
    """Return the exact form of a word, by which it is found and compared."""
    if word in MONEY_SIGNS:
        return MONEY_SIGNS[word]
    if _PLAINLY.fullmatch(word):
        return word.lower()[:LONGEST]
    return "".join(map(_plain, form(word)))[:LONGEST]


def form(word: str) -> str:
    """Return a word in lower case and one spelling, its diacritics kept."""
    if _PLAINLY.fullmatch(word):
        return word.lower()
    word = unicodedata.normalize("NFKC", _INVISIBLE.sub("", word)).lower()
    return unicodedata.normalize("NFC", word).translate(_ONE_SPELLING)


@lru_cache(maxsize=1 << 12)
def _plain(letter: str) -> str:
    """Return a letter without its diacritics; ``й`` is no ``и`` with a mark."""
    if letter == "й":
        return letter
    parts = unicodedata.normalize("NFD", letter)
    bare = "".join(part for part in parts if not _is_diacritic(part))
    return bare.translate(_LETTERS)


def _is_diacritic(sign: str) -> bool:
    return any(first <= ord(sign) <= last for first, last in _DIACRITICS)
