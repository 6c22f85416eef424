"""What of an entry tantivy keeps, and under which terms: its schema, written down.

Tantivy is handed finished terms with spaces between them and cuts at the spaces, so it
never decides what a word is. Exact forms, in order, make the positions of a field;
compounds as a whole and stems have fields of their own, for they need none. All other
properties are single terms, and columns where something is counted or sorted by them.
"""

import json
import os
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from sys import intern
from typing import Any

from tantivy import Document
from tantivy import Schema
from tantivy import SchemaBuilder

from index.entry import Entry
from index.paragraphs import in_languages
from index.people import sounds_of
from index.pieces import chunks_of
from index.schema import EXACT
from index.schema import GAP
from index.schema import PEOPLE
from index.schema import TEXTS
from index.tantivy_words import term
from index.tantivy_words import Vocabulary

NEVER = (1 << 63) - 1
"""Comes after every moment, as what has none does."""

_PROJECT = 5
_FILLER = "\x1e" * 3
"""Stands between two names, so that no phrase reaches from one to the next.

It is too long for any word to be it with two slips.
"""

_VALUES = ("id", "mark", "fold", "client", "thread", "has", "months")
_COUNTED = ("kind", "language", "project", "author", "month")


@dataclass(frozen=True, slots=True)
class Facts:
    """What of a document is told, and counted where it is one of several places."""

    id: str
    fold: str
    order: int
    kind: str
    language: str
    project: tuple[str, ...]
    author: str
    day: str
    moment: int | None


def schema() -> Schema:
    """Return the fields of the index."""
    fields = SchemaBuilder()
    for name in EXACT:
        fields.add_text_field(name, tokenizer_name="whitespace")
        fields.add_text_field(
            whole_field(name), tokenizer_name="whitespace", index_option="freq"
        )
    for name in PEOPLE:
        fields.add_text_field(sound_field(name), tokenizer_name="whitespace")
    for name in TEXTS:
        fields.add_text_field(
            stem_field(name), tokenizer_name="whitespace", index_option="freq"
        )
    for name in _VALUES:
        fields.add_text_field(
            value_field(name), tokenizer_name="raw", index_option="basic"
        )
    for name in _COUNTED:
        fields.add_text_field(
            value_field(name), tokenizer_name="raw", index_option="basic", fast=True
        )
    fields.add_boolean_field("again", indexed=True)
    for name in ("day", "serial"):
        fields.add_unsigned_field(name, fast=True)
    for name in ("newest", "oldest"):
        fields.add_integer_field(name, fast=True)
    fields.add_bytes_field("facts", stored=True)
    return fields.build()


def whole_field(field: str) -> str:
    """Return the name of the field that holds a field's compounds as a whole."""
    return f"{field}_whole"


def stem_field(field: str) -> str:
    """Return the name of the field that holds the stems of a field's words."""
    return f"{field}_stems"


def sound_field(field: str) -> str:
    """Return the name of the field that holds what the names of a field sound like."""
    return f"{field}_sounds"


def value_field(name: str) -> str:
    """Return the name of the field that holds the values of a property."""
    return f"{name}_is"


def value(plain: str) -> str:
    """Return the term of a property; also of none, and of what is no proper text."""
    try:
        plain.encode()
    except UnicodeEncodeError:
        return "~" + json.dumps(plain)
    return "=" + plain


def plain(value: str) -> str:
    """Return the property of a term."""
    return str(json.loads(value[1:])) if value[0] == "~" else value[1:]


def number_of_day(day: str) -> int:
    """Return a day, or the beginning of one, as a number in the order of days."""
    digits = "".join(filter(str.isdigit, day))
    return int(digits.ljust(8, "0")[:8])


def day_of_number(number: int) -> str:
    """Return the day of a number; empty for that of none."""
    digits = f"{number:08}"
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}" if number else ""


def document(entry: Entry, vocabulary: Vocabulary, *, again: bool) -> Document:
    """Return an entry as tantivy keeps it.

    Args:
        entry: to keep.
        vocabulary: what becomes of words.
        again: whether another document has its fold already.
    """
    made = Document()
    for name in TEXTS:
        text: str = getattr(entry, name)
        if text:
            cut = [
                (spoken, chunks_of(text, start, end))
                for start, end, spoken in in_languages(text, entry.language)
            ]
            whole = [chunk for _, found in cut for chunk in found]
            _add_words(made, vocabulary, name, [whole])
            stems = (vocabulary.stems(found, spoken) for spoken, found in cut)
            made.add_text(stem_field(name), " ".join(stems))
    people = (entry.authors, entry.recipients, entry.others)
    for name, names in zip(PEOPLE, people, strict=True):
        if names:
            _add_words(made, vocabulary, name, list(map(chunks_of, names)))
            _add_sounds(made, name, names)
    _add_values(made, entry)
    made.add_boolean("again", again)
    made.add_unsigned("day", number_of_day(entry.day))
    made.add_unsigned("serial", int.from_bytes(os.urandom(8)))
    known = entry.moment is not None
    made.add_integer("newest", entry.moment if known else -NEVER)  # type: ignore[arg-type]
    made.add_integer("oldest", entry.moment if known else NEVER)  # type: ignore[arg-type]
    made.add_bytes("facts", _facts(entry))
    return made


def marked(position: int) -> Document:
    """Return what keeps the position of the log, and is no document."""
    made = Document()
    made.add_text(value_field("mark"), value("position"))
    made.add_bytes("facts", json.dumps(position).encode())
    return made


def facts_of(packed: bytes) -> Facts:
    """Return the properties of a document."""
    row: list[Any] = json.loads(packed.decode())
    row[_PROJECT] = tuple(map(intern, row[_PROJECT]))
    return Facts(*row)


def _add_values(made: Document, entry: Entry) -> None:
    author = entry.authors[0] if entry.authors else ""
    values: dict[str, Iterable[str]] = {
        "id": [entry.id],
        "fold": [entry.fold],
        "kind": [entry.kind],
        "language": [entry.language],
        "project": dict.fromkeys(entry.projects) or [""],
        "client": entry.clients or [""],
        "thread": [entry.thread],
        "has": entry.has or [""],
        "author": [author],
        "month": [entry.day[:7]],
        "months": {entry.day[:4], entry.day[:7]},
    }
    for name, several in values.items():
        for one in several:
            made.add_text(value_field(name), value(one))


def _facts(entry: Entry) -> bytes:
    return json.dumps(
        [
            entry.id,
            entry.fold,
            entry.order,
            entry.kind,
            entry.language,
            entry.projects,
            entry.authors[0] if entry.authors else "",
            entry.day,
            entry.moment,
        ],
        separators=(",", ":"),
    ).encode()


def _add_words(
    made: Document, vocabulary: Vocabulary, field: str, texts: Sequence[list[str]]
) -> None:
    """Add the terms of some texts that are cut into chunks."""
    between = " ".join(["", *[_FILLER] * GAP, ""])
    made.add_text(field, between.join(map(vocabulary.pieces, texts)))
    if wholes := " ".join(filter(None, map(vocabulary.wholes, texts))):
        made.add_text(whole_field(field), wholes)


def _add_sounds(made: Document, field: str, names: Iterable[str]) -> None:
    """Add what some names sound like, in every way that each of them may be meant."""
    rows = [" ".join(map(term, row)) for name in names for row in sounds_of(name)]
    if rows:
        made.add_text(sound_field(field), f" {_FILLER} ".join(rows))
