"""Viewing: in which form a document is shown, from where on, and what is marked.

The address of the page says it: ``view``, ``q`` (the words of a search), ``place`` (the
first letter of the place to open at), ``at`` (a range that is pointed at), ``from``
(where a part of a long text begins), ``page``; in a very long text also ``seek`` and
``until`` (the first place from a letter on, and the last one before it).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import request
from flask import url_for

from ledger.domain.document import Document
from ledger.domain.reading import Kind
from ledger.domain.rereading import UNLOCKED
from ledger.domain.trace import Trace
from ledger.services import grids
from ledger.services import quotes
from ledger.services import recognising
from ledger.services import scans
from ledger.services import searching
from ledger.services import showing
from ledger.services.showing import Claims
from ledger.services.showing import Shown
from ledger.web import looking
from ledger.web import marking
from ledger.web import passages
from ledger.web import places
from ledger.web import sheets
from ledger.web import stepping
from ledger.web.context import the_ledger
from ledger.web.layouts import Layout
from ledger.web.layouts import Part
from ledger.web.looking import Looked
from ledger.web.marking import Mark
from ledger.web.marking import Piece
from ledger.web.marking import Used
from ledger.web.passages import Passage
from ledger.web.passages import Stretch
from ledger.web.places import Places
from ledger.web.sheets import Window
from ledger.web.tables import Marker
from ledger.web.tables import Table

KEPT = (*stepping.KEPT, "view", "at")
"""What of its address stays when something else of a document is shown."""

DRAWN = frozenset({"pages", "beside"})
"""The forms in which its pages are shown as pictures."""

_WRITTEN = ("wordprocessingml", "ms-word.", "opendocument.text")
"""What the types of texts of word processors have in their names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What somebody wants to see of a document."""

    form: str
    """``pages``, ``beside``, ``table``, ``text``, ``mail`` or ``none``."""

    forms: list[str]
    """In which forms it can be shown, the usual one first."""

    words: str
    cited: Mark | None
    """The range that is pointed at."""

    part: Stretch
    looked: Looked
    """What was looked through for the words, and the places that were found there."""

    first: int | None
    """The letter to open it at: of what is pointed at, or of a place."""

    @property
    def drawn(self) -> bool:
        """Tell whether its pages are shown as pictures."""
        return self.form in DRAWN

    @property
    def marks(self) -> list[Mark]:
        """Return the places of the search, in order."""
        return self.looked.marks

    @property
    def here(self) -> list[Mark]:
        """Return the places in the part of the text that is shown."""
        return marking.within(self.marks, self.part.start, self.part.end)


def asked_for(shown: Shown) -> View:
    """Return what the address asks for."""
    words = request.args.get("q", "").strip()
    pointed = cited(len(shown.text.text))
    forms = _forms(shown)
    wanted = request.args.get("view", "")
    form = wanted if wanted in forms else next(iter(forms), "none")
    most = passages.IN_TABLES if form == "table" else passages.MOST
    looked = _looked(shown, words, pointed)
    first = _first(shown, pointed, looked.marks)
    return View(
        form=form,
        forms=forms,
        words=words,
        cited=pointed,
        part=passages.stretch(shown.text, _start(first, most), most),
        looked=looked,
        first=first,
    )


def address(key: str, **changes: object) -> str:
    """Return the address of a document that keeps what the viewer asked for."""
    kept = {name: request.args[name] for name in KEPT if name in request.args}
    values = {"key": key, **kept, **changes}
    return url_for("documents.show", **values)  # type: ignore[arg-type]


def opening(key: str, view: View, page: int) -> str:
    """Return the address at which a document opens on a later page."""
    anchor = "at" if view.cited else places.anchor(view.first or 0)
    return address(key, page=page, _anchor=anchor)


def lead(shown: Shown, start: int) -> str:
    """Return the address at which a place of a document is seen."""
    return address(
        shown.document.id, place=start, at=None, _anchor=places.anchor(start)
    )


def body(shown: Shown, view: View, used: list[Used]) -> dict[str, Any]:
    """Return what of a document is shown: its text or its pages, and its claims."""
    ledger, document = the_ledger(), shown.document
    claims = showing.claims(ledger, document)
    window = _window(shown, view) if view.drawn else None
    return {
        "claims": claims,
        "scan": scans.progress(ledger, document),
        "tongues": recognising.tongues(ledger, document),
        "changes": marking.changes(shown.text.text, claims.traces),
        "passages": _passages(shown, view, window, used, claims.traces),
        "layout": _layout(shown, view, used, claims),
        "tables": _tables(shown, view, used, claims.traces)
        if view.form == "table"
        else [],
        "window": window,
        "places": _places(shown, view, window),
        "cell": grids.cell_of(ledger, document, view.cited[0]) if view.cited else None,
    }


def heading(document: Document, view: View) -> list[Piece]:
    """Return the title of a document with the words of the search marked."""
    found = searching.marks_in(the_ledger(), document, document.title, view.words)
    return marking.pieces(document.title, found)


def _passages(
    shown: Shown,
    view: View,
    window: Window | None,
    used: list[Used],
    traces: Sequence[Trace],
) -> list[Passage]:
    """Return the words that stand on the page, or beside its pages."""
    if view.form not in {"text", "beside"}:
        return []
    part = view.part
    if window:
        part = Stretch(window.start, window.end, len(shown.text.text))
    marks = marking.within(view.marks, part.start, part.end)
    compared = quotes.of(the_ledger(), shown.document, shown.text)
    return passages.passages(
        shown.text, part, marks, view.cited, used, traces, compared
    )


def _layout(shown: Shown, view: View, used: list[Used], claims: Claims) -> list[Part]:
    """Return a text of a word processor with its headings and tables."""
    written = any(each in shown.document.media_type for each in _WRITTEN)
    if view.form != "text" or not written or shown.text.pages:
        return []
    laid = Layout(
        shown.text.text, claims.blocks, view.here, view.cited, used, claims.traces
    )
    return laid.parts(view.part.start, view.part.end)


def _window(shown: Shown, view: View) -> Window:
    """Return the pages to show: around the one that is asked for, or of the place."""
    number = request.args.get("page", 0, type=int)
    if not number and view.first is not None:
        number = shown.text.page_at(view.first) or 0
    return sheets.window(the_ledger(), shown, view.marks, view.cited, number)


def _places(shown: Shown, view: View, window: Window | None) -> Places | None:
    """Return where the words of the search stand; None where nothing is searched."""
    if not view.words or view.form in {"none", "mail"}:
        return None
    if not (view.marks or searching.asks_for_words(the_ledger(), view.words)):
        return None
    part = view.part
    low, high = (window.start, window.end) if window else (part.start, part.end)
    found = places.of(shown.text, view.marks, low, high, partial(lead, shown))
    if view.looked.whole:
        return found
    return places.part(found, view.looked, partial(address, shown.document.id, at=None))


def _tables(
    shown: Shown, view: View, used: list[Used], traces: Sequence[Trace]
) -> list[Table]:
    """Return the sheets of a spreadsheet as tables with their words marked."""
    low, high = view.part.start, view.part.end
    here = [each for each in traces if each.start < high and each.end > low]
    marker = Marker(shown.text, view.here, view.cited, used, here)
    found = grids.of(the_ledger(), shown.document, low, high)
    return [marker.table(each) for each in found]


def _forms(shown: Shown) -> list[str]:
    document, text = shown.document, shown.text
    paged = document.media_type == "application/pdf" or document.kind is Kind.IMAGE
    drawn = paged and UNLOCKED not in document.flags
    possible = {
        "pages": drawn and bool(text.pages),
        "beside": drawn and bool(text.text.strip()),
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


def _looked(shown: Shown, words: str, pointed: Mark | None) -> Looked:
    """Look for the words of a search in a text: around what is asked for."""
    text = shown.text.text
    find = partial(searching.marks_in, the_ledger(), shown.document, words=words)
    if (seek := request.args.get("seek", -1, type=int)) >= 0:
        return looking.onwards(text, find, seek)
    if (until := request.args.get("until", -1, type=int)) >= 0:
        return looking.back(text, find, until)
    return looking.through(text, find, _asked(shown, pointed))


def _asked(shown: Shown, pointed: Mark | None) -> int | None:
    """Return the letter that the address asks for, in whatever way."""
    asked = request.args.get("place", -1, type=int)
    if 0 <= asked < len(shown.text.text):
        return asked
    if pointed:
        return pointed[0]
    if (begin := request.args.get("from", -1, type=int)) >= 0:
        return begin
    page = request.args.get("page", 0, type=int)
    return next((each[2] for each in shown.text.pages if each[0] == page), None)


def _first(shown: Shown, pointed: Mark | None, found: list[Mark]) -> int | None:
    """Return the letter to open a document at; None where nothing says one."""
    asked = request.args.get("place", -1, type=int)
    if 0 <= asked < len(shown.text.text):
        return asked
    if pointed:
        return pointed[0]
    page = request.args.get("page", 0, type=int)
    begin = next((each[2] for each in shown.text.pages if each[0] == page), 0)
    behind = (start for start, _end in found if start >= begin)
    return next(behind, found[0][0] if found else None)


def _start(wanted: int | None, most: int) -> int:
    """Return from which letter on the text is shown."""
    if "from" in request.args:
        return request.args.get("from", 0, type=int)
    return wanted // most * most if wanted else 0
