"""The words of a text as they are compared, and where its sentences end.

White space, line ends, the shapes of quotation marks and dashes, and what mail programs
lay round words (links, stars) count for nothing.
"""

import re
import unicodedata
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

_WIDE = 55
"""A line that ends before this many letters was ended by its writer."""

_WRAPPING = re.compile(
    r"<(?:https?|mailto|tel):[^>\s]*>|\[(?:cid|image|bild)\b[^\]\n]{0,200}\]",
    re.IGNORECASE,
)
CUT = re.compile(r"\[(?:\.\.\.|…)\]|\((?:\.\.\.|…)\)|<snip>|\[snip\]", re.IGNORECASE)
LETTERS = r"[^\W_](?:[^\W_]|[\u0300-\u036f])*"
"""Letters and digits, with accents that are written apart."""

_TOKEN = re.compile(rf"{LETTERS}(?:['’.,:/@-]{LETTERS})*|[.?!%€$£]")
_SHAPES = tuple(zip("’ŞşŢţ", "'ȘșȚț", strict=True))
_MARKED = re.compile(r"[À-ÖØ-öø-ɏḀ-ỿ]")
"""Latin letters that are none of the twenty-six."""

_ENDS = frozenset(".?!")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, where it stands, and whether a sentence or a paragraph ends with it."""

    key: str
    start: int
    end: int
    ends: bool


class Words:
    """A text with its words, taken apart once however often it is compared."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._keys: dict[bool, list[str]] = {}

    def keys(self, *, bare: bool = False) -> list[str]:
        """Return the words as they are compared; bare ones have no marked letters."""
        bare = bare and not self.bare
        if bare not in self._keys:
            self._keys[bare] = _words(self.text, bare=bare)
        return self._keys[bare]

    @cached_property
    def bare(self) -> bool:
        """Tell whether a program without marks on Latin letters may have written it."""
        return not _MARKED.search(unicodedata.normalize("NFC", self.text))

    def ends(self, number: int) -> bool:
        """Tell whether a sentence or a paragraph ends with a word."""
        return _ends(self.text, self._spans, number)

    @cached_property
    def _spans(self) -> list[tuple[int, int]]:
        return _spans(self.text)


def _words(text: str, *, bare: bool = False) -> list[str]:
    """Return the keys of a text's tokens: most texts need no more to be compared."""
    if not unicodedata.is_normalized("NFC", text):
        return [each.key for each in tokens(text, bare=bare)]
    shaped = _shaped(_blanked(text))
    return _TOKEN.findall(_MARKED.sub(_plain, shaped) if bare else shaped)


def tokens(text: str, *, bare: bool = False) -> list[Token]:
    """Return the words of a text, with where sentences and paragraphs end.

    Where they are bare, no Latin letter has a mark.
    """
    return list(_tokens(text, bare=bare))


def _tokens(text: str, *, bare: bool) -> Iterator[Token]:
    spans = _spans(text)
    for number, (start, end) in enumerate(spans):
        key = _shaped(unicodedata.normalize("NFC", text[start:end]))
        key = _MARKED.sub(_plain, key) if bare else key
        yield Token(key, start, end, _ends(text, spans, number))


def _spans(text: str) -> list[tuple[int, int]]:
    return [found.span() for found in _TOKEN.finditer(_blanked(text))]


def _ends(text: str, spans: Sequence[tuple[int, int]], number: int) -> bool:
    """Tell whether a sentence or a paragraph ends with one of the words."""
    start, end = spans[number]
    behind = spans[number + 1][0] if number + 1 < len(spans) else len(text)
    return text[start:end] in _ENDS or _line_ends(text, end, behind)


def _blanked(text: str) -> str:
    """Return a text with blanks where programs laid something round its words."""
    return CUT.sub(_blank, _WRAPPING.sub(_blank, text))


def _shaped(text: str) -> str:
    """Return a text with one shape of each letter; quicker than ``translate``."""
    for shape, ours in _SHAPES:
        text = text.replace(shape, ours)
    return text


def _plain(found: "re.Match[str]") -> str:
    """Return a letter without its marks, if it is more than them."""
    return unicodedata.normalize("NFD", found[0])[0]


def _blank(found: "re.Match[str]") -> str:
    return " " * len(found[0])


def _line_ends(text: str, start: int, end: int) -> bool:
    """Tell whether somebody ended a line there, and no program that wraps it."""
    between = text[start:end]
    breaks = between.count("\n")
    if breaks != 1:
        return breaks > 1
    begin = text.rfind("\n", 0, start) + 1
    return start - begin < _WIDE
