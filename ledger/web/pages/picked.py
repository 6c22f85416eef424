"""What was picked among hits: cite it, put it to a project, open a round of it."""

from http import HTTPStatus

from flask import Blueprint
from flask import flash
from flask import redirect
from flask import request
from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from ledger.domain.filing import Code
from ledger.domain.filing import Reason
from ledger.services import filing
from ledger.services import projects
from ledger.services import searching
from ledger.services import spots
from ledger.web import citing
from ledger.web.context import actor
from ledger.web.context import page
from ledger.web.context import the_ledger
from ledger.web.security import next_page

pages = Blueprint("picked", __name__, url_prefix="/search/picked")

_MOST = 100


@pages.post("")
def act() -> ResponseReturnValue:
    """Do with what was picked what the button says."""
    picked = dict(map(_parted, request.form.getlist("document")[:_MOST]))
    if not picked:
        return _refused(_("Tick what it is about."))
    match request.form.get("act", ""):
        case "file":
            return _file(list(picked))
        case "round":
            return _round(list(picked))
        case _:
            return _citations(picked)


@pages.post("/undo")
def undo() -> ResponseReturnValue:
    """Take documents out of a project again; the log keeps both acts."""
    project = projects.find(the_ledger(), request.args.get("project", ""))
    keys = request.args.getlist("document")
    done = filing.unfile(the_ledger(), actor(), keys, project.id, Reason(Code.UNDONE))
    text = ngettext(
        "%(num)d document was taken out of %(title)s again.",
        "%(num)d documents were taken out of %(title)s again.",
        len(done),
        title=project.title,
    )
    flash(text, "success")
    return _back()


def _citations(picked: dict[str, int | None]) -> ResponseReturnValue:
    listed = searching.cited(the_ledger(), list(picked))
    where = spots.on_pages(the_ledger(), picked)
    return page(
        "search/citations.html",
        citations=[
            citing.citation(document, author, where.get(document.id))
            for document, author in listed
        ],
        back=_address(),
    )


def _file(keys: list[str]) -> ResponseReturnValue:
    key = request.form.get("project", "")
    if not key:
        return _refused(_("Choose the project."))
    project = projects.find(the_ledger(), key)
    done = filing.file(the_ledger(), actor(), keys, project.id, Reason(Code.CHOSEN))
    if not done:
        flash(_("All of that is in %(title)s already.", title=project.title), "info")
        return _back()
    text = ngettext(
        "%(num)d document filed to %(title)s.",
        "%(num)d documents filed to %(title)s.",
        len(done),
        title=project.title,
    )
    again = url_for("picked.undo", document=done, project=project.key, next=_address())
    flash({"text": text, "url": again}, "undo")  # type: ignore[arg-type]
    return _back()


def _round(keys: list[str]) -> ResponseReturnValue:
    key = request.form.get("project", "")
    if not key:
        return _refused(_("Choose the project."))
    project = projects.find(the_ledger(), key)
    address = url_for("rounds.add", key=project.key, document=keys)
    return redirect(address, HTTPStatus.SEE_OTHER)


def _refused(sentence: str) -> ResponseReturnValue:
    flash(sentence, "error")
    return _back()


def _parted(value: str) -> tuple[str, int | None]:
    """Return the document that was picked, and at which page it was found."""
    key, _sign, number = value.partition(":")
    return key, int(number) if number.isascii() and number.isdigit() else None


def _address() -> str:
    return next_page(request.values.get("next", ""))


def _back() -> ResponseReturnValue:
    return redirect(_address(), HTTPStatus.SEE_OTHER)
