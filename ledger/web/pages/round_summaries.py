"""The summary of a round for the client, and his confirmation that fixes it."""

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
from ledger.domain.errors import QuoteNotFoundError
from ledger.domain.errors import RoundStateError
from ledger.domain.project import Project
from ledger.domain.revision import RevisionRound
from ledger.services import authorising
from ledger.services import confirming
from ledger.services import projects
from ledger.services import showing
from ledger.services import summaries
from ledger.services.passages import Words
from ledger.services.tongues import LANGUAGES
from ledger.web.choosing import documents_of
from ledger.web.context import actor
from ledger.web.context import page
from ledger.web.context import the_ledger
from ledger.web.forms import Form

pages = Blueprint(
    "round_summaries", __name__, url_prefix="/projects/<key>/rounds/<path:number>"
)


@pages.get("/summary")
def show(key: str, number: str) -> ResponseReturnValue:
    """Show what we understood of a round; nothing is sent."""
    return _page(projects.find(the_ledger(), key), number, Form({}))


@pages.post("/summary")
def fix(key: str, number: str) -> ResponseReturnValue:
    """Fix a round by the client's confirmation."""
    project = projects.find(the_ledger(), key)
    form = Form(request.form)
    document = form.needed("document", _("Choose the message that confirms it."))
    day = form.day("on")
    if form.right:
        words = Words(document=document, quote=form.typed("quote"))
        with (
            form.blame(),
            form.blame("document", only=NotFoundError),
            form.blame("quote", only=QuoteNotFoundError),
        ):
            made = confirming.fix_by_id(
                the_ledger(), actor(), project, number, words, day
            )
            return _fixed(project, made)
    return _page(project, number, form)


@pages.post("/unfix")
def unfix(key: str, number: str) -> ResponseReturnValue:
    """Take the confirmation of a round back, with a reason."""
    project = projects.find(the_ledger(), key)
    form = Form(request.values)
    why = form.needed("why", _("Say why; the reason is shown with the round."))
    if form.right:
        with form.blame("why", only=RoundStateError):
            made = confirming.take_back(the_ledger(), actor(), number, why)
            flash(_("It is not confirmed any more; the round stays open."), "success")
            return _seen(project, made)
    return _page(project, number, form)


def _page(project: Project, number: str, form: Form) -> ResponseReturnValue:
    ledger = the_ledger()
    asked = Form(request.args)
    by: date | None = asked.day("by")
    found = summaries.of_round(ledger, project, number, by)
    wanted = asked.typed("language")
    language = wanted if wanted in LANGUAGES else summaries.language_of(found)
    confirmation = found.found.line.round.confirmation
    paper = confirmation and showing.show(ledger, confirmation.passage.document)
    return page(
        "rounds/summary.html",
        project=project,
        summary=found,
        draft=summaries.draft(found, language),
        languages=LANGUAGES,
        asked=asked,
        form=form,
        paper=paper.document if paper else None,
        remarks=authorising.of_round(ledger, found.found),
        messages=documents_of(project, form.typed("document")),
    ), max(form.status, asked.status)


def _fixed(project: Project, made: RevisionRound) -> ResponseReturnValue:
    why = _("Taken back at once.")
    undo = url_for(".unfix", key=project.key, number=made.id, why=why)
    text = _("The round is fixed as the client confirmed it.")
    flash({"text": str(text), "url": undo}, "undo")  # type: ignore[arg-type]
    return _seen(project, made)


def _seen(project: Project, made: RevisionRound) -> ResponseReturnValue:
    address = url_for(".show", key=project.key, number=made.id)
    return redirect(address, HTTPStatus.SEE_OTHER)
