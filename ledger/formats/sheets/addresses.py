"""Addresses of cells, as people call them: ``B2``."""

import re

from ledger.domain.sheet import column_name

A1 = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
LETTERS = 26


def place(address: str) -> tuple[int, int] | None:
    """Return the row and the column of an address, from 1; None where it is none."""
    found = A1.fullmatch(address.strip())
    if found is None:
        return None
    column = 0
    for letter in found[1].upper():
        column = column * LETTERS + ord(letter) - ord("A") + 1
    return int(found[2]), column


def address(row: int, column: int) -> str:
    """Return what a cell is called."""
    return f"{column_name(column)}{row}"
