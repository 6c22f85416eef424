"""Acts upon a term: its end, its entry taken back, how it counts the rounds before."""

from datetime import date
from http import HTTPStatus

from flask import Blueprint
from flask import flash
from flask import redirect
from flask import request
from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ledger.domain.project import Project
from ledger.services import projects
from ledger.services import terms
from ledger.web.context import actor
from ledger.web.context import the_ledger
from ledger.web.forms import Form

pages = Blueprint("term_acts", __name__, url_prefix="/projects/<key>/terms/<number>")

_ACTS = {
    "resume": terms.resume,
    "withdraw": terms.withdraw,
    "restore": terms.restore,
}
_BACK = {"end": "resume", "withdraw": "restore", "restore": "withdraw"}


@pages.post("/count")
def count(key: str, number: str) -> ResponseReturnValue:
    """Record how a later allowance counts the rounds before it."""
    project = projects.find(the_ledger(), key)
    form = Form(request.form)
    chosen = form.needed("counting", _("Choose what was meant."))
    why = form.needed("why", _("Say on what ground; it is shown with the term."))
    if form.right:
        with form.blame():
            terms.choose_counting(the_ledger(), actor(), number, chosen, why)
            flash(_("The choice is recorded; the account is counted so."), "success")
    _blamed(form, "counting", "why")
    address = url_for("rounds.listed", key=project.key)
    return redirect(address, HTTPStatus.SEE_OTHER)


@pages.post("/remark")
def remark(key: str, number: str) -> ResponseReturnValue:
    """Record what stands on the paper beside a term; an empty field takes it back."""
    project = projects.find(the_ledger(), key)
    form = Form(request.form)
    why = form.needed("why", _("Say why; the reason is shown with the term."))
    if form.right:
        with form.blame():
            terms.remark(the_ledger(), actor(), number, form.typed("remark"), why)
            flash(_("The remark is recorded; it is shown with the term."), "success")
    _blamed(form, "why")
    address = url_for("terms.listed", key=project.key, _anchor=f"t-{number}")
    return redirect(address, HTTPStatus.SEE_OTHER)


@pages.post("/<any(end, resume, withdraw, restore):act>")
def turn(key: str, number: str, act: str) -> ResponseReturnValue:
    """End a term, take back its entry, or undo that; always with a reason."""
    project = projects.find(the_ledger(), key)
    form = Form(request.values)
    why = form.needed("why", _("Say why; the reason is shown with the term."))
    if act == "end":
        form.needed("on", _("Enter its last day."))
    day = form.day("on")
    if form.right:
        with form.blame():
            _turned(act, number, day, why)
            _offer_back(project, act, number)
    _blamed(form, "why", "on")
    address = url_for("terms.listed", key=project.key, _anchor=f"t-{number}")
    return redirect(address, HTTPStatus.SEE_OTHER)


def _turned(act: str, number: str, day: date | None, why: str) -> None:
    if act == "end" and day:
        terms.end(the_ledger(), actor(), number, day, why)
    else:
        _ACTS[act](the_ledger(), actor(), number, why)


def _offer_back(project: Project, act: str, number: str) -> None:
    """Say what was done, and offer the counter-entry that takes it back."""
    text = str(_("It is recorded; the term stays in the list."))
    if act not in _BACK:
        flash(text, "success")
        return
    why = str(_("Taken back at once."))
    undo = url_for(
        "term_acts.turn", key=project.key, number=number, act=_BACK[act], why=why
    )
    flash({"text": text, "url": undo}, "undo")  # type: ignore[arg-type]


def _blamed(form: Form, *names: str) -> None:
    """Say at the head of the next page what was wrong with a form."""
    for sentence in [form.summary, *map(form.error, names)]:
        if sentence:
            flash(sentence, "error")
