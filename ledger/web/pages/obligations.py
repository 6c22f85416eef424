"""Obligations: what the client owes, what came of it, by how much it is late."""

from datetime import date
from http import HTTPStatus

from flask import Blueprint
from flask import flash
from flask import redirect
from flask import request
from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ledger.domain.access import Of
from ledger.domain.delay import Assessment
from ledger.domain.errors import NotFoundError
from ledger.domain.errors import QuoteNotFoundError
from ledger.domain.errors import QuoteNotInForceError
from ledger.domain.obligation import Obligation
from ledger.domain.project import Project
from ledger.services import delay_lists
from ledger.services import facts
from ledger.services import holidays
from ledger.services import notices
from ledger.services import obligations
from ledger.services import owing
from ledger.services import projects
from ledger.services import revisions
from ledger.services.accesses import Apart
from ledger.services.obligations import NewObligation
from ledger.services.owing import Owing
from ledger.services.passages import Words
from ledger.services.tongues import LANGUAGES
from ledger.web import downloads
from ledger.web import noting
from ledger.web import spans
from ledger.web.choosing import documents_of
from ledger.web.choosing import number as typed_number
from ledger.web.context import actor
from ledger.web.context import page
from ledger.web.context import the_ledger
from ledger.web.forms import Form

pages = Blueprint("obligations", __name__, url_prefix="/projects/<key>/obligations")

SHOWN = ("all", "open", "late")


@pages.get("")
def listed(key: str) -> ResponseReturnValue:
    """Show what the client owes as of a day."""
    return shown(projects.find(the_ledger(), key), Form({}))


@pages.route("/new", methods=["GET", "POST"])
def add(key: str) -> ResponseReturnValue:
    """Ask for an obligation, and record it."""
    project = projects.find(the_ledger(), key)
    if request.method == "GET":
        return _form(project, Form(request.args))
    form = Form(request.form)
    term = form.typed("term")
    if not term:
        form.needed("what", _("Say what the client owes."))
        form.needed("document", _("Choose the document that says so."))
        form.needed("quote", _("Copy the words that say so from the document."))
    due = form.day("due")
    expected = typed_number(form, "expected")
    if form.right:
        words = Words(document=form.typed("document"), quote=form.typed("quote"))
        new = NewObligation(
            what=form.typed("what"),
            due=due,
            expected=expected,
            clause=form.typed("clause"),
            term=term,
            words=words if words.quote.strip() else None,
        )
        with (
            form.blame("document"),
            form.blame("quote", only=QuoteNotFoundError),
            form.blame("quote", only=QuoteNotInForceError),
        ):
            made = obligations.record(the_ledger(), actor(), project.key, new)
            why = _("Taken back at once.")
            undo = url_for(".withdraw", key=project.key, number=made.id, why=why)
            text = _("%(label)s is recorded.", label=made.label)
            flash({"text": text, "url": undo}, "undo")  # type: ignore[arg-type]
            return seen(project, made)
    return _form(project, form)


@pages.post("/<number>/withdraw")
def withdraw(key: str, number: str) -> ResponseReturnValue:
    """Take an obligation back, with a reason."""
    project = projects.find(the_ledger(), key)
    form = Form(request.values)
    why = form.needed("why", _("Say why; the reason is shown with it."))
    if not form.right:
        return shown(project, form, number)
    owed = one(project, number).obligations[0].obligation
    made = obligations.withdraw(the_ledger(), actor(), owed.id, why)
    again = _("Taken back at once.")
    undo = url_for(".restore", key=project.key, number=made.id, why=again)
    text = _("%(label)s is withdrawn.", label=made.label)
    flash({"text": text, "url": undo}, "undo")  # type: ignore[arg-type]
    return seen(project, made)


@pages.post("/<number>/restore")
def restore(key: str, number: str) -> ResponseReturnValue:
    """Let an obligation stand again, with a reason."""
    project = projects.find(the_ledger(), key)
    form = Form(request.values)
    why = form.needed("why", _("Say why; the reason is shown with it."))
    if not form.right:
        return shown(project, form, number)
    owed = one(project, number).obligations[0].obligation
    made = obligations.restore(the_ledger(), actor(), owed.id, why)
    flash(_("%(label)s stands again.", label=made.label), "success")
    return seen(project, made)


@pages.post("/entries/<entry>/take-back")
def take_back(key: str, entry: str) -> ResponseReturnValue:
    """Take an entry of an obligation back, with a reason."""
    project = projects.find(the_ledger(), key)
    form = Form(request.values)
    why = form.needed("why", _("Say why; the reason is shown with it."))
    if not form.right:
        return shown(project, form, entry)
    made = facts.take_back(the_ledger(), actor(), entry, why)
    flash(_("It does not count any more; the log keeps it."), "success")
    return seen(project, made)


@pages.get("/sheet")
def sheet(key: str) -> ResponseReturnValue:
    """Hand out the statement of delays as a sheet."""
    project = projects.find(the_ledger(), key)
    found = owing.of(the_ledger(), project, Form(request.args).day("on"))
    given = {"on": request.args.get("on", "")}
    noting.exported(Apart(of=Of.DELAYS, key=project.key, given=given))
    name = f"delays-{project.key}-{found.on}.csv"
    return downloads.sheet([delay_lists.sheet(found)], name)


@pages.get("/statement")
def statement(key: str) -> str:
    """Show the statement of delays: facts only, to be printed."""
    project = projects.find(the_ledger(), key)
    found = owing.of(the_ledger(), project, Form(request.args).day("on"))
    return page("obligations/statement.html", owing=found, edition=holidays.edition())


@pages.get("/<number>/draft")
def draft(key: str, number: str) -> str:
    """Show a draft that tells the client the facts; nothing is sent."""
    project = projects.find(the_ledger(), key)
    found = one(project, number, Form(request.args).day("on"))
    asked = request.args.get("language", "")
    language = asked if asked in LANGUAGES else notices.language_of(found)
    return page(
        "obligations/draft.html",
        owing=found,
        obligation=found.obligations[0].obligation,
        draft=notices.draft(found, language),
        languages=LANGUAGES,
    )


def one(project: Project, number: str, on: date | None = None) -> Owing:
    """Return an obligation of a project.

    Raises:
        NotFoundError: the project has none of that id or label.
    """
    found = owing.find(the_ledger(), number, on)
    if found.project != project:
        raise NotFoundError("obligation", number)
    return found


def shown(project: Project, form: Form, faulty: str = "") -> ResponseReturnValue:
    """Show the list; ``faulty`` is whose form was wrong."""
    ledger = the_ledger()
    asked = Form(request.args)
    found = owing.of(ledger, project, asked.day("on"))
    show = asked.typed("show")
    show = show if show in SHOWN else "all"
    return page(
        "obligations/listed.html",
        "owed",
        project=project,
        owing=found,
        spans={each.obligation.id: spans.of(each) for each in found.obligations},
        show=show,
        listed=_listed(found, show),
        asked=asked,
        today=revisions.today(ledger, project),
        proposed=obligations.proposed(ledger, project, found.on),
        edition=holidays.edition(),
        form=form,
        faulty=faulty,
    ), max(form.status, asked.status)


def seen(project: Project, made: Obligation) -> ResponseReturnValue:
    """Go back to the list, to an obligation in it."""
    address = url_for("obligations.listed", key=project.key, _anchor=made.label)
    return redirect(address, HTTPStatus.SEE_OTHER)


def _listed(found: Owing, show: str) -> list[Assessment]:
    if show == "open":
        return found.open
    return found.late if show == "late" else list(found.obligations)


def _form(project: Project, form: Form) -> ResponseReturnValue:
    ledger = the_ledger()
    today = revisions.today(ledger, project)
    return page(
        "obligations/add.html",
        project=project,
        form=form,
        terms=obligations.proposed(ledger, project, today),
        documents=documents_of(project, form.typed("document")),
    ), form.status
