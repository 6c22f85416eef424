"""A statement of account as a PDF: set by Typst, from plain values alone.

What somebody wrote comes in as data and is set as text; none of it is ever read as
markup or as a path.
"""

import json
from collections.abc import Mapping
from typing import Any

import typst

from ledger.domain.money import Money
from ledger.paths import templates_folder


def pdf(content: Mapping[str, Any]) -> bytes:
    """Return the PDF of what a statement says."""
    source = templates_folder() / "statements" / "statement.typ"
    told = json.dumps(_with_amounts(content), ensure_ascii=False)
    made = typst.compile(
        source.read_bytes(),
        sys_inputs={"told": told.encode("utf-8", "replace").decode()},
    )
    if not isinstance(made, bytes):
        raise TypeError(type(made))
    return made


def _with_amounts(value: Any) -> Any:
    """Return values in which each amount of money has its text beside it."""
    if isinstance(value, Mapping):
        found = {name: _with_amounts(each) for name, each in value.items()}
        if value.keys() == {"minor", "currency"}:
            found["text"] = str(Money(value["minor"], value["currency"]))
        return found
    return [_with_amounts(each) for each in value] if isinstance(value, list) else value
