"""Clauses of a scan that grant rounds, and whose number nobody could read.

Where a number is struck out, written over or lost, the words around it still speak of
free rounds. They are shown as open instead of being passed over; nothing is guessed.
"""

import re
from collections.abc import Iterator
from collections.abc import Sequence

from ledger.domain.clauses.prices import priced
from ledger.domain.clauses.proposal import Doubt
from ledger.domain.clauses.proposal import Draft
from ledger.domain.clauses.proposal import Proposal
from ledger.domain.clauses.raising import per_what
from ledger.domain.clauses.reading import placed
from ledger.domain.clauses.reading import statements
from ledger.domain.clauses.rounds import about_revisions
from ledger.domain.clauses.rounds import imagined
from ledger.domain.clauses.rounds import thing
from ledger.domain.clauses.statement import Statement
from ledger.domain.provision import TermName
from ledger.domain.reading import Page

_BEFORE = re.compile(r"(?:^|\s)(\S+)$")
_SCRAP = 2
"""So many letters may be what is left of a figure; more are a word."""


def unread(
    text: str, pages: Sequence[Page], found: Sequence[Proposal]
) -> list[Proposal]:
    """Return an open proposal for each such clause of the pages that were recognised.

    ``found`` is what could be read. Where it has an allowance, a clause is open only if
    something illegible stands before its rounds; where it has none, one that grants.
    """
    known = [each for each in found if each.name is TermName.FREE_ROUNDS]
    made = [
        placed(text, pages, each, _draft(each))
        for each in statements(text)
        if _page(pages, each.start) is not None
        and not any(one.start < each.end and each.start < one.end for one in known)
        and _is_unread(each, pages, alone=not known)
    ]
    return list({each.key: each for each in made}.values())


def _draft(statement: Statement) -> Draft:
    per, _unsure = per_what(statement)
    return Draft(name=TermName.FREE_ROUNDS, value=None, per=per, doubts=(Doubt.UNREAD,))


def _is_unread(statement: Statement, pages: Sequence[Page], *, alone: bool) -> bool:
    if not about_revisions(statement) or imagined(statement):
        return False
    whole = len(statement.text)
    grants = statement.has("free") or statement.has("included")
    if not grants or statement.denied(0, whole) or priced(statement, 0, whole):
        return False
    if any(_is_scrap(statement, pages, *each) for each in _before_rounds(statement)):
        return True
    return alone and not _is_title(statement) and not statement.has("further")


def _is_title(statement: Statement) -> bool:
    """Tell whether it is the heading of a clause, which grants nothing by itself."""
    own = statement.raw[statement.start : statement.end].strip()
    return own == statement.heading.strip() and per_what(statement)[0] is None


def _before_rounds(statement: Statement) -> Iterator[tuple[int, int]]:
    """Yield the words after which a number of rounds would be expected to end."""
    rounds = thing(statement.lexicon)
    for gap in re.finditer(r"\s", statement.text):
        if rounds.match(statement.text, gap.start()):
            word = _BEFORE.search(statement.text, 0, gap.start())
            if word:
                yield word.start(1), word.end(1)


def _is_scrap(
    statement: Statement, pages: Sequence[Page], start: int, end: int
) -> bool:
    """Tell whether a word is none: what is left of a figure that was written over."""
    word = statement.text[start:end].strip("()[]\"'“”„«».,:;-")
    lexicon = statement.lexicon
    if any(lexicon.has(each, word) for each in ("common", "qualities", "free")):
        return False
    letters = sum(each.isalpha() for each in word)
    if letters < len(word) or not word:
        return True
    return letters <= _SCRAP and _is_doubtful(statement, pages, start, end)


def _is_doubtful(
    statement: Statement, pages: Sequence[Page], start: int, end: int
) -> bool:
    first, last = statement.folded.span(start, end)
    page = _page(pages, first)
    return page is not None and any(
        each.doubtful and each.start < last and first < each.end for each in page.words
    )


def _page(pages: Sequence[Page], place: int) -> Page | None:
    """Return the recognised page on which a place of the text is."""
    for each in pages:
        if each.start <= place < max(each.end, each.start + 1):
            return each if each.scan is not None and each.scan.recognised else None
    return None
