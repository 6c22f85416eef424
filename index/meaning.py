"""What the value of a field means: whoever owns the documents tells it."""

from collections.abc import Callable
from dataclasses import dataclass

from index.query import Filter
from index.query import Tree
from index.remarks import Remark


@dataclass(frozen=True, slots=True)
class Meant:
    """What somebody asked for with a field."""

    tree: Tree | None
    """None where the value means nothing, and the field is left out."""

    remark: Remark | None = None
    """What is to be said of it; nothing is known by that name, unless told."""


UNKNOWN = Meant(None)


Resolve = Callable[[str, str], Meant]
"""Given a field by its name in English and what was typed, tell what is meant."""

_COLUMNS = {
    "kind": "kind",
    "lang": "language",
    "has": "has",
    "is": "has",
    "project": "project",
    "client": "client",
    "in": "thread",
}


def literally(field: str, typed: str) -> Meant:
    """Take what was typed after a field for what the index holds."""
    if field not in _COLUMNS:
        return UNKNOWN
    value = typed if field in {"project", "client", "in"} else typed.lower()
    return Meant(Filter(_COLUMNS[field], (value,)))
