"""Querying: a list of queries at once, each with the documents that answer best.

For the points of a letter, or the lines of a list: what is there for each of them.
"""

import csv
import io
import re
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace

from ledger.domain import cells
from ledger.domain.errors import BadInputError
from ledger.domain.sentence import counted
from ledger.domain.sentence import said
from ledger.domain.sentence import Sentence
from ledger.opened import Ledger
from ledger.services import accesses
from ledger.services import exporting
from ledger.services import searching
from ledger.services.accesses import By
from ledger.services.narrowing import EVERYWHERE
from ledger.services.narrowing import Narrowed
from ledger.services.saved import Wanted
from ledger.services.searching import Results

MOST = 500
"""So many queries are answered at once."""

LONGEST = 1000
"""So many letters one of them has at most."""

LARGEST = 1 << 20
"""So many bytes a list has at most."""

CANDIDATES = 5
MOST_CANDIDATES = 20

COLUMNS = (
    "line",
    "query",
    "found",
    "answers",
    "remarks",
    "candidate",
    *exporting.COLUMNS[1:],
)

TABLES = frozenset({".csv", ".tsv", ".tab"})
"""How the names of files end that are tables; others have a query a line."""

_PARTS = "\t;,"
_HEADS = {"query", "queries", "words", "search", "запрос", "запросы", "слова"}
_HEADS |= {"căutare", "cuvinte", "търсене", "заявка", "думи", "anfrage", "suche"}
_NAMED = re.compile(r"\Asep=.\r?\n")
"""How Excel names the delimiter in a line of its own."""

_ENCODINGS = ("utf-8-sig", "utf-16")

Told = Callable[[int], None]
"""Is told how many lines are answered by now."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One line of a list, and what was found for it."""

    number: int
    """Which of the queries it is, from 1 on."""

    words: str
    results: Results

    @property
    def answers(self) -> str:
        """Return what the candidates have of the words: all, most, or none."""
        if self.results.total:
            return "all words"
        return "most words" if self.results.loosened else "nothing"

    @property
    def remarks(self) -> list[Sentence]:
        """Return what is to be said of the query."""
        return [said(each.sentence, part=each.part) for each in self.results.remarks]


def lines(text: str) -> list[str]:
    """Return the queries of a text, one a line; empty lines are none.

    Raises:
        BadInputError: there is none, there are too many, or one is too long.
    """
    return _checked(" ".join(line.split()) for line in text.splitlines())


def table(data: bytes) -> list[str]:
    """Return the queries of a CSV file: the column called “query”, else the first one.

    Raises:
        BadInputError: it cannot be read, or its queries are as in `lines`.
    """
    text = _NAMED.sub("", decoded(data))
    first = text.partition("\n")[0]
    mark = max(_PARTS, key=lambda each: (first.count(each), -_PARTS.index(each)))
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=mark))
    except csv.Error as error:
        raise BadInputError(said("This file cannot be read as a table.")) from error
    heads = [cell.strip().casefold() for cell in rows[0]] if rows else []
    at = next((number for number, each in enumerate(heads) if each in _HEADS), None)
    body = rows if at is None else rows[1:]
    column = at or 0
    return _checked(" ".join(row[column].split()) for row in body if len(row) > column)


def decoded(data: bytes) -> str:
    """Return the text of a list that was brought as a file.

    Raises:
        BadInputError: it is too large, or no text.
    """
    if len(data) > LARGEST:
        raise BadInputError(
            said("This list is too large; it may have %(size)s kB.", size=LARGEST >> 10)
        )
    marked = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    try:
        text = data.decode(_ENCODINGS[marked])
    except UnicodeDecodeError as error:
        message = said("This file is no text in UTF-8; save it as “CSV UTF-8”.")
        raise BadInputError(message) from error
    if "\0" in text:
        raise BadInputError(said("This file is no text; save the list as CSV."))
    return text


def answer(
    ledger: Ledger,
    by: By,
    asked: Sequence[str],
    narrowed: Narrowed = EVERYWHERE,
    *,
    limit: int = CANDIDATES,
    told: Told = lambda _number: None,
) -> list[Answer]:
    """Return the best documents for each query; each is noted as a search."""
    found = answer_again(ledger, asked, narrowed, limit=limit, told=told)
    wanted = Wanted(narrowed=narrowed)
    accesses.listed(
        ledger,
        by,
        [(replace(wanted, words=each.words), each.results.total) for each in found],
    )
    return found


def answer_again(
    ledger: Ledger,
    asked: Sequence[str],
    narrowed: Narrowed = EVERYWHERE,
    *,
    limit: int = CANDIDATES,
    told: Told = lambda _number: None,
) -> list[Answer]:
    """Return the best documents for each query of a list that is noted already."""
    found = []
    for number, words in enumerate(asked, 1):
        results = searching.search(ledger, words, narrowed, limit=limit)
        found.append(Answer(number, words, results))
        told(number)
    return found


def sheet(answers: Sequence[Answer], base: str = "") -> Iterator[str]:
    """Yield the lines of a CSV file: one for each candidate, or for a query without."""
    return cells.written(_rows(answers, base))


def _rows(answers: Sequence[Answer], base: str) -> Iterator[tuple[object, ...]]:
    yield COLUMNS
    for each in answers:
        remarks = " ".join(map(str, each.remarks)) or None
        head = (each.number, each.words, each.results.total, each.answers, remarks)
        if not each.results.findings:
            yield (*head, *([None] * (len(COLUMNS) - len(head))))
        for place, found in enumerate(each.results.findings, 1):
            yield (*head, place, *exporting.columns(found, base))


def _checked(given: Iterator[str]) -> list[str]:
    found = [each for each in given if each]
    if not found:
        raise BadInputError(said("The list has no queries: write one a line."))
    if len(found) > MOST:
        raise BadInputError(
            counted(
                "The list has %(num)s query; %(most)s are answered at once.",
                "The list has %(num)s queries; %(most)s are answered at once.",
                len(found),
                most=MOST,
            )
        )
    for number, each in enumerate(found, 1):
        if len(each) > LONGEST:
            raise BadInputError(
                said(
                    "Query %(number)s is too long; it may have %(most)s characters.",
                    number=number,
                    most=LONGEST,
                )
            )
    return found
