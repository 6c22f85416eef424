"""Unfiled: what came in and belongs to no project yet."""

from dataclasses import replace
from http import HTTPStatus

from flask import Blueprint
from flask import flash
from flask import redirect
from flask import request
from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from ledger.domain import rule
from ledger.domain.filing import Code
from ledger.domain.filing import Reason
from ledger.domain.filing import Why
from ledger.domain.reading import Participant
from ledger.services import filing
from ledger.services import projects
from ledger.web import citing
from ledger.web.context import actor
from ledger.web.context import page
from ledger.web.context import the_ledger

pages = Blueprint("filing", __name__)

_AT_ONCE = 25


@pages.get("/unfiled")
def tray() -> str:
    """Show what waits for a project, newest first, each with a guess."""
    ledger = the_ledger()
    total = filing.tray_size(ledger)
    last = max(1, -(-total // _AT_ONCE))
    number = max(1, min(request.args.get("page", 1, type=int), last))
    listed = filing.tray(ledger, _AT_ONCE, (number - 1) * _AT_ONCE)
    guesses = filing.guesses(ledger, listed)
    authors = filing.authors(ledger, listed)
    return page(
        "filing/tray.html",
        listed=listed,
        guesses=guesses,
        sure=sum(len(found) == 1 for found in guesses.values()),
        authors=authors,
        rule_for=_rule_for,
        problems={each.id: citing.in_words(each.problem) for each in listed},
        time_source=citing.time_source,
        projects=projects.every(ledger),
        total=total,
        number=number,
        pages=last,
        turned=lambda to: url_for("filing.tray", page=to if to > 1 else None),
    )


@pages.post("/unfiled")
def file() -> ResponseReturnValue:
    """Put what was chosen to a project; a button of a guess names one document."""
    keys, key, why = _wanted()
    back = redirect(_back(), HTTPStatus.SEE_OTHER)
    if not keys or not key:
        flash(_("Tick what is to be filed, and choose a project."), "error")
        return back
    project = projects.find(the_ledger(), key)
    done = filing.file(the_ledger(), actor(), keys, project.id, why)
    if done:
        text = ngettext(
            "%(num)d document filed to %(title)s.",
            "%(num)d documents filed to %(title)s.",
            len(done),
            title=project.title,
        )
        undo = url_for("filing.undo", document=done, project=project.key)
        flash({"text": text, "url": undo}, "undo")  # type: ignore[arg-type]
    return back


@pages.post("/unfiled/guesses")
def file_guesses() -> ResponseReturnValue:
    """Put each document of a page of the tray to the one project that is guessed."""
    ledger = the_ledger()
    done = 0
    for key in request.form.getlist("listed")[:_AT_ONCE]:
        found = filing.guess(ledger, key)
        if len(found) == 1:
            why = replace(found[0].why, confirmed=True)
            done += len(filing.file(ledger, actor(), [key], found[0].project.key, why))
    text = ngettext(
        "%(num)d document was filed where it was guessed to belong.",
        "%(num)d documents were filed where they were guessed to belong.",
        done,
    )
    flash(text, "success")
    return redirect(_back(), HTTPStatus.SEE_OTHER)


@pages.post("/unfiled/undo")
def undo() -> ResponseReturnValue:
    """Take documents out of a project again; the log keeps both acts."""
    keys = request.args.getlist("document")
    project = projects.find(the_ledger(), request.args.get("project", ""))
    done = filing.unfile(the_ledger(), actor(), keys, project.id, Reason(Code.UNDONE))
    text = ngettext(
        "%(num)d document is without a project again.",
        "%(num)d documents are without a project again.",
        len(done),
    )
    flash(text, "success")
    return redirect(url_for("filing.tray"), HTTPStatus.SEE_OTHER)


def _rule_for(author: Participant) -> str:
    """Return the address of the form for a rule about somebody's mail."""
    match, value = rule.about(author.address)
    return url_for("rules.listed", match=match, value=value)


def _wanted() -> tuple[list[str], str, Why]:
    """Return which documents go to which project, and why."""
    guess = request.form.get("guess", "")
    if not guess:
        keys = request.form.getlist("document")[:_AT_ONCE]
        return keys, request.form.get("project", ""), Reason(Code.CHOSEN)
    document, _space, project = guess.partition(" ")
    return [document], project, _reason(document, project)


def _reason(document: str, project: str) -> Reason:
    """Return the reason of a guess, looked up again and not taken from the form."""
    for guess in filing.guess(the_ledger(), document):
        if guess.project.key == project:
            return replace(guess.why, confirmed=True)
    return Reason(Code.CHOSEN)


def _back() -> str:
    number = request.form.get("page", 1, type=int)
    return url_for("filing.tray", page=number if number > 1 else None)
