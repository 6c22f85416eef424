"""Framed: the words of a search, marked in a mail as it was meant to look.

What is marked was cleaned in the box. Its tags stay as they are; only letters between
them are cut, and each piece is escaped anew, so that none of them becomes a tag.
"""

import html
import re
from bisect import bisect_right
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence

from markupsafe import escape

from ledger.web import marking
from ledger.web.looking import PART
from ledger.web.marking import Mark

FIRST = "found"
"""The name of the first mark in its page; words of others bring no names along."""

_TAG = re.compile(r"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_NAME = re.compile(r"</?(\w*)")
_WITHIN = frozenset(
    re.findall(
        r"\w+",
        "a abbr b bdo big cite code del em font i ins kbd q s samp small span strike"
        " strong sub sup tt u var wbr",
    )
)
"""Tags within which, and over whose edges, a word may stand."""


def marked(cleaned: str, find: Callable[[str], list[Mark]]) -> str:
    """Return cleaned HTML with the words that are found in it marked."""
    letters = list(_letters(cleaned))
    text = "".join(said for _raw, said, _tag in letters)
    marks = find(text[:PART])
    ends = [end for _start, end in marks]
    made, at = [], 0
    for raw, said, tag in letters:
        near = marks[bisect_right(ends, at) : bisect_right(ends, at + len(said)) + 1]
        here = [] if tag else marking.within(near, at, at + len(said))
        made.append(_cut(text, here, at, at + len(said), marks) if here else raw)
        at += len(said)
    return "".join(made)


def _letters(cleaned: str) -> Iterator[tuple[str, str, bool]]:
    """Yield letters and tags: as written, what they say, and whether it is a tag."""
    at = 0
    for tag in _TAG.finditer(cleaned):
        between = cleaned[at : tag.start()]
        yield between, html.unescape(between), False
        name = _NAME.match(tag[0])
        within = name is not None and name[1] in _WITHIN
        yield tag[0], "" if within else "\n", True
        at = tag.end()
    yield cleaned[at:], html.unescape(cleaned[at:]), False


def _cut(
    text: str, here: Sequence[Mark], start: int, end: int, marks: Sequence[Mark]
) -> str:
    """Return a stretch with its marks; the first of all has a name."""
    first = marks[0][0]
    made = []
    for piece in marking.pieces(text, here, start=start, end=end):
        name = f' id="{FIRST}"' if piece.marked and piece.place == first else ""
        said = escape(piece.text)
        made.append(f"<mark{name}>{said}</mark>" if piece.marked else said)
    return "".join(made)
