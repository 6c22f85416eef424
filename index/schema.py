"""The fields of the index. Change one, and raise `VERSION`: the index is rebuilt.

Words are put into two kinds of fields. *Exact* fields hold folded forms with positions,
for phrases; *stem* fields hold what the forms of a word have in common, without. A
document's other properties are one column, which is read into memory; the text itself
is not kept here.
"""

import json
from array import array
from dataclasses import dataclass

from index import analysis
from index.entry import Entry

VERSION = 1

TEXTS = ("own", "quoted", "title")
PEOPLE = ("author", "recipient", "other")
EXACT = (*TEXTS, *PEOPLE)
STEMS = tuple(f"{name}_stems" for name in TEXTS)

GAP = 10
"""How far apart two names stand, so that no phrase reaches from one to the next."""

_PROPERTIES = 13

Posting = tuple[bytes, int, float, bytes]
"""A term of a document: its bytes, how often, its weight, its packed positions."""


@dataclass(frozen=True, slots=True)
class Record:
    """A document as an engine keeps it."""

    id: str
    facts: bytes
    postings: dict[str, list[Posting]]
    """By the name of the field."""


def record(entry: Entry) -> Record:
    """Return what of an entry is kept."""
    postings: dict[str, list[Posting]] = {}
    length = 0
    for name in TEXTS:
        text: str = getattr(entry, name)
        if text:
            found = analysis.terms(text, entry.language)
            length += found.length
            postings[name] = _exact(found.positions)
            postings[f"{name}_stems"] = [
                (term.encode("utf-8", "surrogatepass"), 1, weight, b"")
                for term, weight in found.stems.items()
            ]
    people = (entry.authors, entry.recipients, entry.others)
    for name, names in zip(PEOPLE, people, strict=True):
        if names:
            postings[name] = _exact(_names(names))
    return Record(entry.id, _facts(entry, length), postings)


def unpack_positions(packed: bytes) -> frozenset[int]:
    """Return the positions that a posting holds."""
    return frozenset(array("I", packed))


def facts_of(packed: list[bytes]) -> list[list[object]]:
    """Return the properties of documents, in the order of `Columns`.

    Raises:
        ValueError: if they are not what was put in.
    """
    rows: list[list[object]] = json.loads(b"[" + b",".join(packed) + b"]")
    if any(len(row) not in {0, _PROPERTIES} for row in rows):
        raise ValueError
    return rows


def _facts(entry: Entry, length: int) -> bytes:
    """Pack the properties of a document, in the order of `Columns`."""
    row = (
        entry.id,
        entry.fold,
        entry.order,
        entry.kind,
        entry.language,
        entry.projects,
        entry.clients,
        entry.authors[0] if entry.authors else "",
        entry.thread,
        entry.day,
        entry.moment,
        sorted(entry.has),
        length,
    )
    return json.dumps(row, separators=(",", ":")).encode()


def _exact(positions: dict[str, list[int]]) -> list[Posting]:
    """Return the postings of an exact field."""
    return [
        (
            term.encode("utf-8", "surrogatepass"),
            len(places),
            float(len(places)),
            array("I", places).tobytes(),
        )
        for term, places in positions.items()
    ]


def _names(names: tuple[str, ...]) -> dict[str, list[int]]:
    """Return the words of names and addresses with their positions."""
    positions: dict[str, list[int]] = {}
    base = 0
    for name in names:
        found = analysis.terms(name, "")
        for term, places in found.positions.items():
            positions.setdefault(term, []).extend(base + place for place in places)
        base += found.length + GAP
    return positions
