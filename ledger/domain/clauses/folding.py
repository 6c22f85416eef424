"""Folding: words as rules compare them, and the way back to the letters on the page.

Capitals, accents, ligatures and hyphens at the end of a line make no difference to what
a contract says, so the rules never see them. Every folded letter knows its place.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_SILENT = {"\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "*", "_"}
_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
_QUOTES = dict.fromkeys("\u2018\u2019\u02bc\u00b4", "'")
_SIGNS = {**_DASHES, **_QUOTES}
_ADDRESS = re.compile(r"\S+@\S+\.\w+|https?://\S+|www\.\S+")
_BLOT = "\u2402"
_BROKEN = re.compile(r"(?<=[^\W\d_])-[ \t]*\r?\n[ \t]*(?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class Folded:
    """A stretch of a text as rules read it."""

    text: str
    places: tuple[int, ...]
    """Where each letter stands in the document, and where the stretch ends."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where folded letters stand in the document."""
        if start >= end:
            return self.places[start], self.places[start]
        return self.places[start], self.places[end - 1] + 1


def fold(text: str, start: int = 0, end: int | None = None) -> Folded:
    """Return a stretch of a text without what makes no difference to its words.

    White space becomes one space, but one with a tab in it, which parts the cells of a
    table, becomes a tab.
    """
    stop = len(text) if end is None else end
    letters: list[str] = []
    places: list[int] = []
    for place, letter in _joined(text, start, stop):
        for each in _plain(letter):
            if each in " \t" and (not letters or letters[-1] in " \t"):
                if letters and each == "\t":
                    letters[-1] = each
                continue
            letters.append(each)
            places.append(place)
    while letters and letters[-1] in " \t":
        letters.pop()
        places.pop()
    places.append(stop)
    return Folded("".join(letters), tuple(places))


def without_addresses(stretch: Folded) -> Folded:
    """Return a stretch with its addresses blotted out, letter for letter.

    They are no words: nobody means an example by ``mail@client.example``.
    """
    blotted = _ADDRESS.sub(lambda found: _BLOT * len(found[0]), stretch.text)
    return Folded(blotted, stretch.places)


def folded(words: str) -> str:
    """Return words alone, folded."""
    return fold(words).text


def _joined(text: str, start: int, stop: int) -> Iterator[tuple[int, str]]:
    """Yield letters with their places, without hyphens that break a word at a line."""
    place = start
    for broken in _BROKEN.finditer(text, start, stop):
        yield from ((at, text[at]) for at in range(place, broken.start()))
        place = broken.end()
    yield from ((at, text[at]) for at in range(place, stop))


def _plain(letter: str) -> str:
    if letter in _SILENT or letter in _SIGNS:
        return _SIGNS.get(letter, "")
    if letter.isspace():
        return "\t" if letter == "\t" else " "
    if letter.isascii():
        return letter.lower()
    kind = unicodedata.category(letter)
    if kind == "No":  # a raised figure is a footnote, a fraction no whole number
        return letter
    if kind.startswith(("C", "Mn")):
        return ""
    parts = unicodedata.normalize("NFKD", letter.casefold())
    return "".join(each for each in parts if unicodedata.category(each) != "Mn")
