"""Viewing: in which form a document is shown, from where on, and what is marked.

The address of the page says it: ``view``, ``q`` (the words of a search), ``at`` (a
range that is pointed at), ``from`` (where a part of a long text begins), ``page``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import request

from ledger.domain.reading import Kind
from ledger.domain.rereading import UNLOCKED
from ledger.domain.trace import Trace
from ledger.services import grids
from ledger.services import quotes
from ledger.services import recognising
from ledger.services import scans
from ledger.services import searching
from ledger.services import showing
from ledger.services.showing import Shown
from ledger.web import marking
from ledger.web import passages
from ledger.web import sheets
from ledger.web.context import the_ledger
from ledger.web.marking import Mark
from ledger.web.marking import Used
from ledger.web.passages import Stretch
from ledger.web.tables import Marker
from ledger.web.tables import Table

_MARKED = 1_000_000
"""How many letters of a file with pages are looked through for the words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What somebody wants to see of a document."""

    form: str
    """``pages``, ``table``, ``text``, ``mail`` or ``none``."""

    forms: list[str]
    """In which forms it can be shown, the usual one first."""

    words: str
    cited: Mark | None
    """The range that is pointed at."""

    part: Stretch
    marks: list[Mark]

    @property
    def first(self) -> int | None:
        """Return the letter to open it at: of what is pointed at, or the first hit."""
        places = [self.cited] if self.cited else self.marks
        return places[0][0] if places else None


def asked_for(shown: Shown) -> View:
    """Return what the address asks for."""
    words = request.args.get("q", "").strip()
    pointed = cited(len(shown.text.text))
    forms = _forms(shown)
    wanted = request.args.get("view", "")
    form = wanted if wanted in forms else next(iter(forms), "none")
    most = passages.IN_TABLES if form == "table" else passages.MOST
    found = _marks(shown, words, 0, _MARKED) if form in {"pages", "table"} else []
    first = [pointed] if pointed else found if form == "table" else []
    start = _start(first[0] if first else None, most)
    part = passages.stretch(shown.text, start, most)
    if form == "table":
        marks = marking.within(found, part.start, part.end)
    else:
        marks = found or _marks(shown, words, part.start, part.end)
    return View(
        form=form, forms=forms, words=words, cited=pointed, part=part, marks=marks
    )


def body(shown: Shown, view: View, used: list[Used]) -> dict[str, Any]:
    """Return what of a document is shown: its text or its pages, and its claims."""
    ledger, document = the_ledger(), shown.document
    claims = showing.claims(ledger, document)
    form, marked = view.form, (view.marks, view.cited)
    return {
        "claims": claims,
        "scan": scans.progress(ledger, document),
        "tongues": recognising.tongues(ledger, document),
        "changes": marking.changes(shown.text.text, claims.traces),
        "passages": passages.passages(
            shown.text,
            view.part,
            *marked,
            used,
            claims.traces,
            quotes.of(ledger, document, shown.text),
        )
        if form == "text"
        else [],
        "tables": _tables(shown, view, used, claims.traces) if form == "table" else [],
        "window": sheets.window(ledger, shown, *marked, _number())
        if form == "pages"
        else None,
        "cell": grids.cell_of(ledger, document, view.cited[0]) if view.cited else None,
    }


def _tables(
    shown: Shown, view: View, used: list[Used], traces: Sequence[Trace]
) -> list[Table]:
    """Return the sheets of a spreadsheet as tables with their words marked."""
    low, high = view.part.start, view.part.end
    here = [each for each in traces if each.start < high and each.end > low]
    marker = Marker(shown.text, view.marks, view.cited, used, here)
    found = grids.of(the_ledger(), shown.document, low, high)
    return [marker.table(each) for each in found]


def _forms(shown: Shown) -> list[str]:
    document, text = shown.document, shown.text
    paged = document.media_type == "application/pdf" or document.kind is Kind.IMAGE
    drawn = paged and UNLOCKED not in document.flags
    possible = {
        "pages": drawn and bool(text.pages),
        "table": document.kind is Kind.SPREADSHEET and bool(text.pages),
        "text": bool(text.text),
        "mail": document.kind is Kind.MAIL and document.problem is None,
    }
    return [form for form, can in possible.items() if can]


def cited(length: int) -> Mark | None:
    """Return the range that the address points at, if it lies in the text."""
    start, _dash, end = request.args.get("at", "").partition("-")
    if not (start.isdecimal() and end.isdecimal()):
        return None
    low, high = int(start), int(end)
    return (low, high) if low < high <= length else None


def _marks(shown: Shown, words: str, low: int, high: int) -> list[Mark]:
    """Return where the words of a search stand in a stretch of a text."""
    stretch = shown.text.text[low:high]
    found = searching.marks_in(the_ledger(), shown.document, stretch, words)
    return [(start + low, end + low) for start, end in found]


def _start(wanted: Mark | None, most: int) -> int:
    """Return from which letter on the text is shown."""
    if "from" in request.args:
        return request.args.get("from", 0, type=int)
    return wanted[0] // most * most if wanted else 0


def _number() -> int:
    return request.args.get("page", 1, type=int)
