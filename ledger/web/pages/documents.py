"""Documents: what one says, where it came from, its pages and its original.

A page shows the text with its marks, the pages of a PDF as pictures, or a mail as it
was meant to look, in a frame that can do nothing.
"""

from http import HTTPStatus
from typing import Any

from flask import Blueprint
from flask import current_app
from flask import flash
from flask import redirect
from flask import request
from flask import Response
from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from ledger.domain.document import Document
from ledger.domain.errors import BoxError
from ledger.domain.filing import Code
from ledger.domain.filing import Reason
from ledger.domain.project import Project
from ledger.domain.reading import Kind
from ledger.domain.rereading import PASSWORD
from ledger.domain.rereading import PasswordWrongError
from ledger.domain.rereading import ReadWorseError
from ledger.domain.rereading import UNLOCKED
from ledger.services import asking
from ledger.services import filing
from ledger.services import projects
from ledger.services import quotes
from ledger.services import recognising
from ledger.services import rereading
from ledger.services import scans
from ledger.services import searching
from ledger.services import showing
from ledger.services import trail
from ledger.services.showing import Shown
from ledger.web import citing
from ledger.web import downloads
from ledger.web import marking
from ledger.web import passages
from ledger.web import sheets
from ledger.web import threads
from ledger.web.context import actor
from ledger.web.context import page
from ledger.web.context import the_ledger
from ledger.web.marking import Mark
from ledger.web.marking import Used
from ledger.web.passages import Stretch
from ledger.web.sentences import translated

pages = Blueprint("documents", __name__)

SAFE_VIEW = "; ".join(  # noqa: FLY002 - one rule a line is what a reader can check
    (
        "sandbox",
        "default-src 'none'",
        "img-src data:",
        "style-src 'unsafe-inline'",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
    )
)
SCALES = {"page": 1.5, "thumb": 0.25}
_MARKED = 1_000_000
"""How many letters of a file with pages are looked through for the words."""

_YEAR = 365 * 24 * 60 * 60


@pages.get("/documents/<key>")
def show(key: str) -> ResponseReturnValue:
    """Show a document, with the words of ``q`` marked and it opened at them."""
    ledger = the_ledger()
    shown = showing.show(ledger, key)
    document, text = shown.document, shown.text
    words = request.args.get("q", "").strip()
    cited = _cited(len(text.text))
    view = _view(shown)
    part = passages.stretch(text, _start(cited))
    marks = _marks(shown, words, part, view)
    first = _first_page(shown, marks, cited) if view == "pages" else None
    if first and first > 1 and "page" not in request.args:
        return redirect(_address(key, page=first, _anchor=f"page-{first}"))
    author = next((each for each in shown.people if each.role == "from"), None)
    asked = asking.about(ledger, [each.id for each in (document, *shown.originals)])
    return page(
        "documents/show.html",
        shown=shown,
        document=document,
        author=author,
        view=view,
        views=_views(shown),
        words=words,
        hits=len(marks),
        part=part,
        asked=asked,
        **_body(shown, part, marks, cited, passages.used(asked, key), view),
        problem=citing.in_words(document.problem),
        badge=_badge(document),
        **threads.around(document),
        citation=citing.citation(document, author, first),
        time_source=citing.time_source(document),
        happenings=trail.of(ledger, shown.history),
        all_projects=projects.every(ledger),
        address=_address,
        name_of=citing.name_of,
        round_address=lambda project: _round_address(project, key),
    )


def _body(
    shown: Shown,
    part: Stretch,
    marks: list[Mark],
    cited: Mark | None,
    used: list[Used],
    view: str,
) -> dict[str, Any]:
    """Return what of a document is shown: its text or its pages, and its claims."""
    ledger, document = the_ledger(), shown.document
    claims = showing.claims(ledger, document)
    return {
        "claims": claims,
        "scan": scans.progress(ledger, document),
        "tongues": recognising.tongues(ledger, document),
        "changes": marking.changes(shown.text.text, claims.traces),
        "passages": passages.passages(
            shown.text,
            part,
            marks,
            cited,
            used,
            claims.traces,
            quotes.of(ledger, document, shown.text),
        )
        if view == "text"
        else [],
        "window": sheets.window(ledger, shown, marks, cited, _number())
        if view == "pages"
        else None,
    }


@pages.get("/documents/<key>/original")
def original(key: str) -> ResponseReturnValue:
    """Hand out the bytes as they came."""
    return downloads.send(*showing.raw(the_ledger(), key))


@pages.get("/documents/<key>/safe")
def safe(key: str) -> ResponseReturnValue:
    """Show a mail as it was meant to look, for a frame that can do nothing."""
    try:
        cleaned, problem = showing.safe_view(the_ledger(), key), ""
    except BoxError as error:
        cleaned, problem = "", error.sentence
    body = Markup(cleaned)  # noqa: S704 - cleaned in the box, shown in a sandbox
    answer = Response(page("documents/safe.html", body=body, problem=problem))
    answer.headers["Content-Security-Policy"] = SAFE_VIEW
    answer.headers["X-Frame-Options"] = "SAMEORIGIN"
    return answer


@pages.get("/documents/<key>/pages/<int:number>.jpg", endpoint="page")
def picture(key: str, number: int) -> ResponseReturnValue:
    """Show a page of a document as a picture."""
    scale = SCALES["thumb" if request.args.get("size") == "thumb" else "page"]
    image = showing.page_image(the_ledger(), key, number, scale)
    answer = Response(image.data, content_type=image.media_type)
    answer.add_etag()
    answer.cache_control.private = True
    answer.cache_control.immutable = True
    answer.cache_control.max_age = _YEAR
    return answer.make_conditional(request)


@pages.post("/documents/<key>/read-again")
def read_again(key: str) -> ResponseReturnValue:
    """Read a document again, with the password that was entered, if one was."""
    options = {PASSWORD: request.form.get("password", "")}
    try:
        found = rereading.read_again(the_ledger(), actor(), key, options)
    except (PasswordWrongError, ReadWorseError) as error:
        flash(translated(error.sentence), "error")
    else:
        if rereading.needs_password(found):
            flash(_("It was read again; it still needs a password."), "error")
        else:
            flash(_("It was read again."), "success")
    return redirect(_address(key), HTTPStatus.SEE_OTHER)


@pages.post("/documents/<key>/file")
def file(key: str) -> ResponseReturnValue:
    """Put a document to a project."""
    project = request.form.get("project", "")
    if not project:
        flash(_("Choose a project first."), "error")
        return redirect(_address(key), HTTPStatus.SEE_OTHER)
    found = projects.find(the_ledger(), project)
    if filing.file(the_ledger(), actor(), [key], found.id, Reason(Code.CHOSEN)):
        undo = url_for("documents.unfile", key=key, project=found.key)
        text = _("Filed to %(title)s.", title=found.title)
        flash({"text": text, "url": undo}, "undo")  # type: ignore[arg-type]
    return redirect(_address(key), HTTPStatus.SEE_OTHER)


@pages.post("/documents/<key>/unfile")
def unfile(key: str) -> ResponseReturnValue:
    """Take a document out of a project again; the log keeps both."""
    found = projects.find(the_ledger(), request.values.get("project", ""))
    if filing.unfile(the_ledger(), actor(), [key], found.id, Reason(Code.TAKEN_BACK)):
        flash(_("Taken out of %(title)s.", title=found.title), "success")
    return redirect(_address(key), HTTPStatus.SEE_OTHER)


def _address(key: str, **changes: object) -> str:
    """Return the address of a document that keeps what the viewer asked for."""
    kept = {
        name: request.args[name] for name in ("q", "view", "at") if name in request.args
    }
    values = {"key": key, **kept, **changes}
    return url_for("documents.show", **values)  # type: ignore[arg-type]


def _round_address(project: Project, document: str) -> str:
    """Return where a round is opened from a document."""
    if "rounds.add" in current_app.view_functions:
        return url_for("rounds.add", key=project.key, document=document)
    return url_for("projects.show", key=project.key, document=document)


def _views(shown: Shown) -> list[str]:
    """Return in which forms a document can be shown, the usual one first."""
    found = []
    document = shown.document
    paged = document.media_type == "application/pdf" or document.kind is Kind.IMAGE
    drawn = paged and UNLOCKED not in document.flags
    if drawn and shown.text.pages:
        found.append("pages")
    if shown.text.text:
        found.append("text")
    if shown.document.kind is Kind.MAIL and shown.document.problem is None:
        found.append("mail")
    return found


def _view(shown: Shown) -> str:
    possible = _views(shown)
    wanted = request.args.get("view", "")
    return wanted if wanted in possible else next(iter(possible), "none")


def _cited(length: int) -> Mark | None:
    """Return the range that the address points at, if it lies in the text."""
    start, _dash, end = request.args.get("at", "").partition("-")
    if not (start.isdecimal() and end.isdecimal()):
        return None
    low, high = int(start), int(end)
    return (low, high) if low < high <= length else None


def _marks(shown: Shown, words: str, part: Stretch, view: str) -> list[Mark]:
    """Return where the words of a search stand in what is shown of a text."""
    low, high = (0, _MARKED) if view == "pages" else (part.start, part.end)
    stretch = shown.text.text[low:high]
    found = searching.marks_in(the_ledger(), shown.document, stretch, words)
    return [(start + low, end + low) for start, end in found]


def _start(cited: Mark | None) -> int:
    """Return from which letter on the text is shown."""
    if "from" in request.args:
        return request.args.get("from", 0, type=int)
    return cited[0] // passages.MOST * passages.MOST if cited else 0


def _first_page(shown: Shown, marks: list[Mark], cited: Mark | None) -> int | None:
    """Return the page to open: of the range pointed at, or of the first hit."""
    places = [cited] if cited else marks
    return shown.text.page_at(places[0][0]) if places else None


def _number() -> int:
    return request.args.get("page", 1, type=int)


def _badge(document: Document) -> str:
    if rereading.needs_password(document):
        return "locked"
    return "unread" if document.problem else ""
