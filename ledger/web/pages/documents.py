"""Documents: what one says, where it came from, its pages and its original.

A page shows the text with its marks, the pages of a PDF as pictures, or a mail as it
was meant to look, in a frame that can do nothing.
"""

from functools import partial
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

from ledger.domain import spot
from ledger.domain.document import Document
from ledger.domain.errors import BoxError
from ledger.domain.filing import Code
from ledger.domain.filing import Reason
from ledger.domain.project import Project
from ledger.domain.rereading import PASSWORD
from ledger.domain.rereading import PasswordWrongError
from ledger.domain.rereading import ReadWithWholeError
from ledger.domain.rereading import ReadWorseError
from ledger.services import asking
from ledger.services import blind
from ledger.services import chatting
from ledger.services import filing
from ledger.services import projects
from ledger.services import rereading
from ledger.services import searching
from ledger.services import showing
from ledger.services import spots
from ledger.services import trail
from ledger.services import uses
from ledger.services.showing import Shown
from ledger.web import citing
from ledger.web import downloads
from ledger.web import framed
from ledger.web import passages
from ledger.web import stepping
from ledger.web import threads
from ledger.web import viewing
from ledger.web.context import actor
from ledger.web.context import page
from ledger.web.context import the_ledger
from ledger.web.context import who
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
_OPENED = {"page", "place", "from"}
"""What of an address says where a document opens."""

_SOUGHT = {"seek", "until"}
"""What of an address asks for the next place, or the last one, wherever it is."""

_YEAR = 365 * 24 * 60 * 60


@pages.get("/documents/<key>")
def show(key: str) -> ResponseReturnValue:
    """Show a document, with the words of ``q`` marked and it opened at them."""
    ledger = the_ledger()
    shown = blind.show(ledger, who(), key)
    document, view = shown.document, viewing.asked_for(shown)
    leaf = None if view.first is None else shown.text.page_at(view.first)
    if elsewhere := _elsewhere(shown, view, leaf):
        return redirect(elsewhere)
    author = next((each for each in shown.people if each.role == "from"), None)
    asked = asking.about(ledger, [each.id for each in (document, *shown.originals)])
    return page(
        "documents/show.html",
        shown=shown,
        document=document,
        heading=viewing.heading(document, view),
        author=author,
        view=view.form,
        views=view.forms,
        words=view.words,
        leaf=spot.leaf_of(document).value,
        part=view.part,
        asked=asked,
        **_rests(shown),
        **viewing.body(shown, view, passages.used(asked, key, shown.text.text)),
        **_chat(key),
        problem=citing.in_words(document.problem),
        badge=_badge(document),
        **threads.around(document),
        citation=citing.citation(
            document, author, spots.at(ledger, document, shown.text, view.first)
        ),
        time_source=citing.time_source(document),
        happenings=trail.of(ledger, shown.history),
        all_projects=projects.every(ledger),
        address=viewing.address,
        steps=stepping.around(key),
        name_of=citing.name_of,
        round_address=lambda project: _round_address(project, key),
    )


def _elsewhere(shown: Shown, view: viewing.View, leaf: int | None) -> str:
    """Return the address at which a document opens instead, where there is one."""
    asked = request.args.keys()
    if wanted := request.args.get("go", 0, type=int):
        number = max(1, min(wanted, len(shown.text.pages)))
        document = shown.document.id
        return viewing.address(document, page=number, _anchor=f"page-{number}")
    if view.looked.at is not None and asked & _SOUGHT:
        return viewing.lead(shown, view.looked.at)
    if asked & _OPENED:
        return ""
    if view.drawn and leaf and leaf > 1:
        return viewing.opening(shown.document.id, view, leaf)
    if view.first and view.part.start and not view.drawn and not view.cited:
        return viewing.lead(shown, view.first)
    return ""


def _rests(shown: Shown) -> dict[str, Any]:
    """Return what rests on a document, and what stands beside it."""
    ledger = the_ledger()
    return {"uses": uses.of(ledger, shown), "beside": uses.beside(ledger, shown)}


def _chat(key: str) -> dict[str, Any]:
    """Return whether a document is of a chat, and what is asked of it."""
    ledger = the_ledger()
    asked = chatting.asked_of(ledger, key)
    return {"chat": chatting.holds(ledger, key), "asked_of_chat": asked}


@pages.get("/documents/<key>/original")
def original(key: str) -> ResponseReturnValue:
    """Hand out the bytes as they came."""
    blind.check(the_ledger(), who(), key)
    return downloads.send(*showing.raw(the_ledger(), key))


@pages.get("/documents/<key>/safe")
def safe(key: str) -> ResponseReturnValue:
    """Show a mail as it was meant to look, for a frame that can do nothing."""
    try:
        cleaned, problem = _safe(key), ""
    except BoxError as error:
        cleaned, problem = "", error.sentence
    body = Markup(cleaned)  # noqa: S704 - cleaned in the box, shown in a sandbox
    answer = Response(page("documents/safe.html", body=body, problem=problem))
    answer.headers["Content-Security-Policy"] = SAFE_VIEW
    answer.headers["X-Frame-Options"] = "SAMEORIGIN"
    return answer


def _safe(key: str) -> str:
    """Return a mail as it looked, with the words of ``q`` marked."""
    ledger = the_ledger()
    document, cleaned = showing.safe_view(ledger, key)
    words = request.args.get("q", "").strip()
    find = partial(searching.marks_in, ledger, document, words=words)
    return framed.marked(cleaned, find) if words else cleaned


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
    except (PasswordWrongError, ReadWithWholeError, ReadWorseError) as error:
        flash(translated(error.sentence), "error")
    else:
        if rereading.needs_password(found):
            flash(_("It was read again; it still needs a password."), "error")
        else:
            flash(_("It was read again."), "success")
    return redirect(viewing.address(key), HTTPStatus.SEE_OTHER)


@pages.post("/documents/<key>/file")
def file(key: str) -> ResponseReturnValue:
    """Put a document to a project."""
    project = request.form.get("project", "")
    if not project:
        flash(_("Choose a project first."), "error")
        return redirect(viewing.address(key), HTTPStatus.SEE_OTHER)
    found = projects.find(the_ledger(), project)
    if filing.file(the_ledger(), actor(), [key], found.id, Reason(Code.CHOSEN)):
        undo = url_for("documents.unfile", key=key, project=found.key)
        text = _("Filed to %(title)s.", title=found.title)
        flash({"text": text, "url": undo}, "undo")  # type: ignore[arg-type]
    return redirect(viewing.address(key), HTTPStatus.SEE_OTHER)


@pages.post("/documents/<key>/unfile")
def unfile(key: str) -> ResponseReturnValue:
    """Take a document out of a project again; the log keeps both."""
    found = projects.find(the_ledger(), request.values.get("project", ""))
    if filing.unfile(the_ledger(), actor(), [key], found.id, Reason(Code.TAKEN_BACK)):
        flash(_("Taken out of %(title)s.", title=found.title), "success")
    return redirect(viewing.address(key), HTTPStatus.SEE_OTHER)


def _round_address(project: Project, document: str) -> str:
    """Return where a round is opened from a document."""
    if "rounds.add" in current_app.view_functions:
        return url_for("rounds.add", key=project.key, document=document)
    return url_for("projects.show", key=project.key, document=document)


def _badge(document: Document) -> str:
    if rereading.needs_password(document):
        return "locked"
    return "unread" if document.problem else ""
