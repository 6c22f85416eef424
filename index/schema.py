"""The fields of the index. Change one, and raise `VERSION`: the index is rebuilt.

Words are put into two kinds of fields. *Exact* fields hold folded forms with positions,
for phrases; *stem* fields hold what the forms of a word have in common, without. A
document's other properties are one column, which is read into memory; the text itself
is not kept here.
"""

import json
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from sys import intern

from index import analysis
from index.entry import Entry
from index.shelf import Columns

VERSION = 6

TEXTS = ("own", "quoted", "title")
PEOPLE = ("author", "recipient", "other")
EXACT = (*TEXTS, *PEOPLE)
STEMS = tuple(f"{name}_stems" for name in TEXTS)

GAP = 10
"""How far apart two names stand, so that no phrase reaches from one to the next."""

NO_DOCUMENT = ("", "", 0, "", "", (), (), "", "", "", None, (), 0)
"""The properties of what keeps the position of the log, and is no document."""

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


def unpack_positions(packed: bytes) -> Sequence[int]:
    """Return the positions that a posting holds."""
    return array("I", packed)


def columns_of(packed: list[bytes]) -> Columns:
    """Return the properties of a segment's documents; equal words are kept once.

    Raises:
        ValueError: if they are not what was put in.
    """
    rows: list[list[object]] = json.loads(b"[" + b",".join(packed) + b"]")
    if any(len(row) != len(NO_DOCUMENT) for row in rows):
        sentence = "These are not the properties of documents."
        raise ValueError(sentence)
    columns = Columns()
    for name, column in zip(Columns.__slots__, zip(*rows, strict=True), strict=False):
        getattr(columns, name).extend(map(_shared, column))
    return columns


def _shared(value: object) -> object:
    """Return a property so that equal ones are the same object."""
    if isinstance(value, list):
        return tuple(map(intern, value))
    return intern(value) if isinstance(value, str) else value


def _facts(entry: Entry, length: int) -> bytes:
    """Pack the properties of a document, in the order of `Columns`."""
    return pack(
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


def pack(*row: object) -> bytes:
    """Pack the properties of a document."""
    return json.dumps(row, separators=(",", ":")).encode()


def _exact(positions: dict[str, "array[int]"]) -> list[Posting]:
    """Return the postings of an exact field."""
    return [
        (
            term.encode("utf-8", "surrogatepass"),
            len(places),
            float(len(places)),
            places.tobytes(),
        )
        for term, places in positions.items()
    ]


def _names(names: tuple[str, ...]) -> dict[str, "array[int]"]:
    """Return the words of names and addresses with their positions."""
    positions: dict[str, array[int]] = {}
    base = 0
    for name in names:
        found = analysis.terms(name, "")
        for term, places in found.positions.items():
            kept = positions.setdefault(term, array("I"))
            kept.extend(base + place for place in places)
        if all(len(word.pieces) == 1 for word in analysis.words(name)):
            _sounds(name, base, positions)
        base += found.length + GAP
    return positions


def _sounds(name: str, base: int, positions: dict[str, "array[int]"]) -> None:
    """Put what the words of a name sound like where they stand."""
    for token in analysis.tokens(name):
        for term in analysis.name_sounds(token.compound):
            kept = positions.setdefault(term, array("I"))
            kept.append(base + token.position)
