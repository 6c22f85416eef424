"""Which terms the words of a text become, kept for the next text."""

from collections.abc import Iterable
from functools import partial
from itertools import filterfalse

from index import analysis
from index.known import Known

MOST_KNOWN = 1 << 17
"""Of so many words at least it is kept what becomes of them, in each of the lists."""

_SPACES = str.maketrans(dict.fromkeys(" \t\n\x0b\x0c\r", "\x1f"))


class Vocabulary:
    """The terms of chunks: runs of characters without a space, as texts are cut."""

    def __init__(self, most: int = MOST_KNOWN) -> None:
        self._pieces = Known(_pieces, most)
        self._wholes = Known(_wholes, most)
        self._most = most
        self._stems: dict[str, Known[str]] = {}

    def pieces(self, chunks: Iterable[str]) -> str:
        """Return the exact forms of the pieces of some chunks, in order."""
        return _listed(self._pieces, chunks)

    def wholes(self, chunks: Iterable[str]) -> str:
        """Return what in some chunks is kept whole, too; no plain word is."""
        return _listed(self._wholes, filterfalse(str.isalpha, chunks))

    def stems(self, chunks: Iterable[str], language: str) -> str:
        """Return the stems and sounds of some chunks of a document in a language."""
        known = self._stems.get(language)
        if known is None:
            make = partial(_stems, language=language)
            known = self._stems[language] = Known(make, self._most)
        return _listed(known, chunks)


def term(form: str) -> str:
    """Return the term of a form: it never has a space, and never is empty."""
    return form.translate(_SPACES) or "\x1d"


def _listed(known: Known[str], chunks: Iterable[str]) -> str:
    return " ".join(filter(None, map(known.__getitem__, chunks)))


def _pieces(chunk: str) -> str:
    found = analysis.compounds(analysis.unpunctuated(chunk))
    return " ".join(term(piece.text) for one in found for piece in one.pieces)


def _wholes(chunk: str) -> str:
    found = analysis.compounds(analysis.unpunctuated(chunk))
    return " ".join(term(whole) for one in found for whole in one.whole)


def _stems(chunk: str, language: str) -> str:
    found = analysis.chunk_stems(analysis.unpunctuated(chunk), language)
    return " ".join(term(one) for one, _ in found)
