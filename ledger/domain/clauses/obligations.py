"""Obligations of the client: what he hands over, and by which day."""

import re
from collections.abc import Iterator

from ledger.domain.clauses.dates import Day
from ledger.domain.clauses.dates import days
from ledger.domain.clauses.folding import folded
from ledger.domain.clauses.proposal import Doubt
from ledger.domain.clauses.proposal import Draft
from ledger.domain.clauses.statement import Statement
from ledger.domain.provision import TermName

_LONGEST = 200
_EDGES = " ,;:.-–—*(\t\n\"'“”"
_JOINS = re.compile(
    r"^(?:and|und|sowie|и|а также|și|si|iar|the following|all|,)\s+", re.IGNORECASE
)
_TRAILS = re.compile(r"[\s,]+(?:and|und|sowie|и|și|si|iar)$", re.IGNORECASE)


def obligations(statement: Statement) -> Iterator[Draft]:
    """Yield what a sentence says that the client hands over."""
    if statement.has("hypothetical", "third"):
        return
    start = _begins(statement)
    if start is None:
        return
    listed = [day for day in days(statement) if day.start > start]
    if not listed:
        yield from _owed(statement, start, _ends(statement, start), None)
        return
    ends = [_before(statement, day) for day in listed]
    starts = [start, *(day.end for day in listed)]
    if list(_owed(statement, start, ends[0], listed[0])):
        stretches = zip(starts, ends, listed, strict=False)
    else:  # the day stands before the things: ``by 3 March the texts``
        stretches = zip(
            starts[1:], [*ends[1:], len(statement.text)], listed, strict=True
        )
    for first, last, day in stretches:
        yield from _owed(statement, first, last, day)


def _begins(statement: Statement) -> int | None:
    """Return where the things begin that the client hands over; None for nothing."""
    lexicon = statement.lexicon
    lead = folded(statement.lead)
    if lead and lexicon.has("supplies", lead) and _client_first(statement, lead):
        return None if lexicon.has("negation", lead) else 0
    if not statement.has("material") or not _client_first(statement, statement.text):
        return None
    client = next(statement.find("client")).start()
    verb = next((v for v in statement.find("supplies") if v.start() > client), None)
    own = statement.text[slice(*statement.piece(verb.start()))] if verb else ""
    if (
        verb is None
        or lexicon.has("silence", own)
        or statement.denied(*statement.piece(verb.start()), "until_day", "within")
    ):
        return None
    between = statement.text[client : verb.start()]
    if lexicon.has("contractor", between) or lexicon.has("pay", between):
        return None
    return verb.end()


def _client_first(statement: Statement, text: str) -> bool:
    lexicon = statement.lexicon
    client = next(lexicon.find("client", text), None)
    ours = next(lexicon.find("contractor", text), None)
    return client is not None and (ours is None or client.start() < ours.start())


def _before(statement: Statement, day: Day) -> int:
    """Return where the things end that are due on a day."""
    until = statement.lexicon.any_of("until_day")
    words = statement.text[: day.start]
    found = re.search(rf"(?<!\w)(?:{until})(?:\s\w+)?\s?$", words)
    return found.start() if found else day.start


def _ends(statement: Statement, start: int) -> int:
    """Return where the things end: before the period in which they are due."""
    within = re.compile(rf"(?<!\w)(?:{statement.lexicon.any_of('within')})\s")
    for numeral in statement.numbers:
        before = statement.text[start : numeral.start]
        found = list(within.finditer(before))
        if numeral.start > start and found:
            return start + found[-1].start()
    return len(statement.text)


def _owed(
    statement: Statement, start: int, end: int, day: Day | None
) -> Iterator[Draft]:
    if start >= end or not statement.lexicon.has("material", statement.text[start:end]):
        return
    own = statement.text[start:end]
    again = re.match(rf"\W*(?:{statement.lexicon.any_of('supplies')})(?!\w)", own)
    begin = start + (again.end() if again else 0)
    words = " ".join(statement.original(begin, end).split()).strip(_EDGES)
    words = _JOINS.sub("", _TRAILS.sub("", words))
    if not words or len(words) > _LONGEST:
        return
    unsure = () if day is None or day.value else (Doubt.YEAR_UNSAID,)
    yield Draft(
        name=TermName.CLIENT_OBLIGATION,
        value=words,
        due=day.value if day else None,
        doubts=unsure,
    )
