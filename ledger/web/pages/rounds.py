"""Rounds: which ones count, what is left, what the next one costs, and why."""

import re
from collections.abc import Callable
from collections.abc import Sequence
from datetime import date
from http import HTTPStatus

from flask import Blueprint
from flask import flash
from flask import redirect
from flask import request
from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ledger.domain.errors import NotFoundError
from ledger.domain.errors import RoundStateError
from ledger.domain.project import Project
from ledger.domain.revision import RevisionRound
from ledger.opened import Ledger
from ledger.services import overview
from ledger.services import projects
from ledger.services import revisions
from ledger.services import showing
from ledger.services import supposing
from ledger.services import timeline
from ledger.services.revisions import Standing
from ledger.web import meters
from ledger.web.context import actor
from ledger.web.context import page
from ledger.web.context import the_ledger
from ledger.web.forms import Form

pages = Blueprint("rounds", __name__, url_prefix="/projects/<key>")

_MAILS = 10


@pages.get("/rounds")
def listed(key: str) -> ResponseReturnValue:
    """Show the account of each deliverable as it stood on a day."""
    return _page(projects.find(the_ledger(), key), Form({}))


@pages.route("/rounds/new", methods=["GET", "POST"])
def add(key: str) -> ResponseReturnValue:
    """Ask for a round, and open it."""
    project = projects.find(the_ledger(), key)
    if request.method == "GET":
        return _form(project, Form(request.args, ground="wish"))
    form = Form(request.form)
    deliverable = form.needed("deliverable", _("Choose what it is about."))
    day = form.day("on")
    if form.right:
        with (
            form.blame("on"),
            form.blame("others", only=NotFoundError),
        ):
            opened = revisions.open_round(
                the_ledger(),
                actor(),
                project.key,
                deliverable,
                on=day,
                ground=form.typed("ground"),
                document_keys=_chosen(),
                note=form.typed("note"),
            )
            return _opened(project, opened)
    return _form(project, form)


@pages.post("/rounds/<number>/exclude")
def exclude(key: str, number: str) -> ResponseReturnValue:
    """Take a round out of the count, with a reason."""
    project = projects.find(the_ledger(), key)
    return _change(project, number, revisions.exclude, "rounds.reinstate")


@pages.post("/rounds/<number>/reinstate")
def reinstate(key: str, number: str) -> ResponseReturnValue:
    """Let an excluded round count again, with a reason."""
    project = projects.find(the_ledger(), key)
    return _change(project, number, revisions.reinstate, "rounds.exclude")


@pages.post("/rounds/<path:number>/hours")
def worked(key: str, number: str) -> ResponseReturnValue:
    """Write down how many hours a round took."""
    project = projects.find(the_ledger(), key)
    form = Form(request.form)
    why = form.needed("why", _("Say where the figure comes from."))
    typed = form.typed("hours").strip().replace(",", ".")
    if form.right:
        with form.blame():
            changed = revisions.worked(the_ledger(), actor(), number, typed, why)
            flash(_("The hours are entered."), "success")
            return _seen(project, changed)
    flash(form.error("why") or form.summary, "error")
    return redirect(url_for("rounds.listed", key=project.key), HTTPStatus.SEE_OTHER)


Act = Callable[[Ledger, str, str, str], RevisionRound]


def _change(project: Project, number: str, act: Act, back: str) -> ResponseReturnValue:
    """Do something to a round, and offer the counter-entry that takes it back."""
    form = Form(request.values)
    why = form.needed("why", _("Say why; the reason is shown with the round."))
    if form.right:
        with form.blame("why", only=RoundStateError):
            changed = act(the_ledger(), actor(), number, why)
            counts = (
                _("%(round)s counts again.", round=_name(project, changed))
                if changed.excluded is None
                else _("%(round)s is out of the count.", round=_name(project, changed))
            )
            return _done(project, changed, str(counts), back)
    return _page(project, form, number)


def _opened(project: Project, opened: RevisionRound) -> ResponseReturnValue:
    name = _name(project, opened)
    if not opened.counts:
        text = _("Recorded as %(round)s; it does not count.", round=name)
        flash(text, "success")
        return _seen(project, opened)
    text = _("Counted as %(round)s.", round=name)
    return _done(project, opened, str(text), "rounds.exclude")


def _done(
    project: Project, changed: RevisionRound, text: str, back: str
) -> ResponseReturnValue:
    why = _("Taken back at once.")
    undo = url_for(back, key=project.key, number=changed.id, why=why)
    flash({"text": text, "url": undo}, "undo")  # type: ignore[arg-type]
    return _seen(project, changed)


def _seen(project: Project, changed: RevisionRound) -> ResponseReturnValue:
    on = revisions.today(the_ledger(), project)
    day = changed.opened_on.isoformat() if changed.opened_on > on else None
    anchor = f"r-{changed.id}"
    address = url_for("rounds.listed", key=project.key, on=day, _anchor=anchor)
    return redirect(address, HTTPStatus.SEE_OTHER)


def _name(project: Project, changed: RevisionRound) -> str:
    """Return how a round is called: its number, and what it is about."""
    for each in revisions.standings(the_ledger(), project, date.max):
        for line in each.account.lines:
            if line.round.id == changed.id:
                title = each.deliverable.title
                return str(_("%(title)s, round %(n)s", title=title, n=line.number))
    raise NotFoundError("round", changed.id)


def _chosen() -> list[str]:
    """Return the documents that were ticked, then those that were named."""
    ticked = request.form.getlist("document")
    named = re.split(r"[\s,;]+", request.form.get("others", ""))
    return list(dict.fromkeys(key for key in [*ticked, *named] if key))


def _form(project: Project, form: Form) -> ResponseReturnValue:
    ledger = the_ledger()
    ticked = [key for key in request.values.getlist("document") if key]
    mails = timeline.messages(ledger, project, _MAILS)
    there = {mail.document.id for mail in mails if mail.document}
    return page(
        "rounds/add.html",
        project=project,
        form=form,
        deliverables=[
            (each.key, each.title) for each in projects.deliverables(ledger, project)
        ],
        ticked=ticked,
        others=[showing.show(ledger, k).document for k in ticked if k not in there],
        mails=mails,
    ), form.status


def _page(project: Project, form: Form, number: str = "") -> ResponseReturnValue:
    ledger = the_ledger()
    asked = Form(request.args)
    today = revisions.today(ledger, project)
    day = asked.day("on") or today
    found = overview.of(ledger, project, day)
    whole = revisions.standings(ledger, project, date.max)
    sources, _terms = revisions.sources(ledger, found.standings)
    return page(
        "rounds/listed.html",
        "accounts",
        project=project,
        asked=asked,
        day=day,
        today=today,
        meters=meters.of(found),
        later=_number_of(whole) - _number_of(found.standings),
        sources=sources,
        undecided=supposing.undecided(ledger, project),
        form=form,
        faulty=number,
    ), max(form.status, asked.status)


def _number_of(standings: Sequence[Standing]) -> int:
    return sum(len(each.account.lines) for each in standings)
