"""Our own slips, and the days of a project that are other than their list says."""

from http import HTTPStatus

from flask import Blueprint
from flask import flash
from flask import redirect
from flask import request
from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ledger.domain.errors import QuoteNotFoundError
from ledger.domain.project import Project
from ledger.services import calendars
from ledger.services import projects
from ledger.services import slips
from ledger.services.passages import Words
from ledger.services.slips import NewSlip
from ledger.web.choosing import documents_of
from ledger.web.context import actor
from ledger.web.context import page
from ledger.web.context import the_ledger
from ledger.web.forms import Form
from ledger.web.pages.obligations import shown

pages = Blueprint("slips", __name__, url_prefix="/projects/<key>")


@pages.route("/slips/new", methods=["GET", "POST"])
def add(key: str) -> ResponseReturnValue:
    """Ask for a delivery of ours that was late, and record it."""
    project = projects.find(the_ledger(), key)
    if request.method == "GET":
        return _form(project, Form(request.args))
    form = Form(request.form)
    what = form.needed("what", _("Say which delivery of ours was late."))
    why = form.needed("why", _("Say why it was late; the reason is shown with it."))
    form.needed("due", _("Enter the day on which it was due."))
    due = form.day("due")
    done = form.day("done")
    if form.right and due:
        new = NewSlip(
            what=what,
            due=due,
            done=done,
            why=why,
            deliverable=form.typed("deliverable"),
            words=Words(document=form.typed("document"), quote=form.typed("quote")),
        )
        with form.blame("done"), form.blame("quote", only=QuoteNotFoundError):
            made = slips.record(the_ledger(), actor(), project.key, new)
            undo = url_for(
                ".withdraw",
                key=project.key,
                slip=made.id,
                why=_("Taken back at once."),
            )
            text = _("%(label)s is recorded.", label=made.label)
            flash({"text": text, "url": undo}, "undo")  # type: ignore[arg-type]
            return _seen(project, "slips")
    return _form(project, form)


@pages.post("/slips/<slip>/withdraw")
def withdraw(key: str, slip: str) -> ResponseReturnValue:
    """Take a slip back, with a reason."""
    project = projects.find(the_ledger(), key)
    form = Form(request.values)
    why = form.needed("why", _("Say why; the reason is shown with it."))
    if not form.right:
        return shown(project, form, slip)
    made = slips.withdraw(the_ledger(), actor(), slip, why)
    flash(_("%(label)s is withdrawn.", label=made.label), "success")
    return _seen(project, "slips")


@pages.post("/days")
def enter_day(key: str) -> ResponseReturnValue:
    """Enter a day off, or a day off on which is worked."""
    project = projects.find(the_ledger(), key)
    form = Form(request.form)
    form.needed("day", _("Enter the day."))
    day = form.day("day")
    why = form.needed("reason", _("Say why: what is closed, or what day it was for."))
    if form.right and day:
        with form.blame("day"):
            works = form.typed("works") == "yes"
            made = calendars.enter_day(
                the_ledger(), actor(), project.key, day, why, works=works
            )
            taken = _("Taken back at once.")
            undo = url_for(".withdraw_day", key=project.key, day=made.id, why=taken)
            text = _("The day is entered; what is counted follows it.")
            flash({"text": text, "url": undo}, "undo")  # type: ignore[arg-type]
            return _seen(project, "days")
    return shown(project, form, "days")


@pages.post("/days/<day>/withdraw")
def withdraw_day(key: str, day: str) -> ResponseReturnValue:
    """Take a day back that was entered, with a reason."""
    project = projects.find(the_ledger(), key)
    form = Form(request.values)
    why = form.needed("why", _("Say why; the reason is shown with it."))
    if not form.right:
        return shown(project, form, day)
    calendars.withdraw_day(the_ledger(), actor(), day, why)
    flash(_("The day is as its list says again."), "success")
    return _seen(project, "days")


def _seen(project: Project, anchor: str) -> ResponseReturnValue:
    address = url_for("obligations.listed", key=project.key, _anchor=anchor)
    return redirect(address, HTTPStatus.SEE_OTHER)


def _form(project: Project, form: Form) -> ResponseReturnValue:
    ledger = the_ledger()
    deliverables = projects.deliverables(ledger, project)
    return page(
        "obligations/slip.html",
        project=project,
        form=form,
        deliverables=[(each.key, each.title) for each in deliverables],
        documents=documents_of(project, form.typed("document")),
    ), form.status
