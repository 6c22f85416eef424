"""Cells of a sheet: text from outside that no spreadsheet takes for a formula."""

import csv
import io
from collections.abc import Iterable
from collections.abc import Iterator

_BEGINNINGS = frozenset("=+-@\t\r\n|%＝＋－＠")
_NOTHING = dict.fromkeys(range(0x20), " ") | {0: None}


def safe(value: object) -> str:
    """Return what stands in a cell: a formula is text there, as OWASP says.

    Examples:
        >>> safe("=1+1"), safe(" @SUM(A1)"), safe(-3), safe(None)
        ("'=1+1", "' @SUM(A1)", '-3', '')
    """
    if value is None:
        return ""
    if isinstance(value, int):
        return str(int(value))
    text = str(value)
    harmful = text.lstrip()[:1] in _BEGINNINGS or text[:1] in _BEGINNINGS
    text = text.translate(_NOTHING)
    return f"'{text}" if harmful and text else text


def written(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """Yield the lines of a CSV file (RFC 4180), every cell quoted and safe.

    It begins with the mark by which spreadsheets know that it is UTF-8.
    """
    yield "\N{ZERO WIDTH NO-BREAK SPACE}"
    for row in rows:
        line = io.StringIO()
        csv.writer(line, quoting=csv.QUOTE_ALL).writerow(safe(cell) for cell in row)
        yield line.getvalue()
