"""Find quoted words in a text: after NFC and folding of white space (DATA.md)."""

import unicodedata
from dataclasses import dataclass

_SOFT_HYPHEN = "\u00ad"


@dataclass(frozen=True, slots=True)
class Found:
    """Where quoted words stand: code points ``start`` to ``end``, as they stand."""

    start: int
    end: int
    words: str


def find(text: str, quote: str) -> Found | None:
    """Return where a quote first stands in a text; None where it does not.

    It matches across line and page ends and soft hyphens.
    """
    wanted = _folded(quote)[0].strip()
    if not wanted:
        return None
    folded, places = _folded(text)
    at = folded.find(wanted)
    if at < 0:
        return None
    start = places[at][0]
    end = places[at + len(wanted) - 1][1]
    return Found(start, end, text[start:end])


def _folded(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the text to compare, and for each of its letters where it came from."""
    letters: list[str] = []
    places: list[tuple[int, int]] = []
    for start, end in _clusters(text):
        part = text[start:end]
        if part == _SOFT_HYPHEN:
            continue
        if part.isspace():
            if not letters or letters[-1] != " ":
                letters.append(" ")
                places.append((start, end))
            continue
        for letter in unicodedata.normalize("NFC", part):
            letters.append(letter)
            places.append((start, end))
    return "".join(letters), places


def _clusters(text: str) -> list[tuple[int, int]]:
    """Return ranges of a letter with the marks that combine with it."""
    starts = [
        index
        for index, letter in enumerate(text)
        if index == 0 or not unicodedata.combining(letter)
    ]
    return list(zip(starts, [*starts[1:], len(text)], strict=True))
