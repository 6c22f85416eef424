"""Filing rules: what goes to which project by itself."""

from http import HTTPStatus

from flask import Blueprint
from flask import flash
from flask import redirect
from flask import request
from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from ledger.domain.errors import LedgerError
from ledger.domain.rule import Match
from ledger.services import projects
from ledger.services import rules
from ledger.services.rules import Wanted
from ledger.web.context import actor
from ledger.web.context import page
from ledger.web.context import the_ledger
from ledger.web.forms import Form

pages = Blueprint("rules", __name__, url_prefix="/rules")

_LONGEST = 200


@pages.get("")
def listed() -> ResponseReturnValue:
    """Show the rules, and a form for one that an address may propose."""
    given = {
        name: request.args.get(name, "")[:_LONGEST]
        for name in ("match", "value", "project")
    }
    return _page(Form({}, **(given | {"match": given["match"] or Match.DOMAIN})))


@pages.post("")
def add() -> ResponseReturnValue:
    """Add a rule; what waits and fits it is filed by a further click."""
    form = Form(request.form)
    value = form.needed("value", _("Say what the rule looks for."))
    key = form.needed("project", _("Choose the project."))
    with form.blame("match"):
        match = _match(form)
    if form.right:
        wanted = Wanted(match, value, form.typed("files") != "no")
        with form.blame("value", only=LedgerError):
            made = rules.add(the_ledger(), actor(), key, wanted)
            flash(_("The rule is added. It is tried on all that comes in."), "success")
            return _seen(made.id)
    return _page(form)


@pages.post("/<key>/apply")
def apply(key: str) -> ResponseReturnValue:
    """File what waits in the tray and fits a rule."""
    rule = next(each for each in rules.every(the_ledger()) if each.rule.id == key)
    done = rules.apply(the_ledger(), actor(), key)
    text = ngettext(
        "%(num)d document filed to %(title)s.",
        "%(num)d documents filed to %(title)s.",
        len(done),
        title=rule.project.title,
    )
    undo = url_for("filing.undo", document=done, project=rule.project.key)
    flash({"text": text, "url": undo}, "undo")  # type: ignore[arg-type]
    return _seen(key)


@pages.post("/<key>/remove")
def remove(key: str) -> ResponseReturnValue:
    """Let a rule be tried no more."""
    form = Form(request.form)
    why = form.needed("why", _("Say why the rule is removed."))
    if not form.right:
        return _page(form, faulty=key)
    rule = rules.remove(the_ledger(), actor(), key, why)
    undo = url_for(
        "rules.put_back",
        match=rule.match,
        value=rule.value,
        project=rule.project,
        files=None if rule.files else "no",
    )
    text = _("The rule is removed. What it filed stays where it is.")
    flash({"text": text, "url": undo}, "undo")  # type: ignore[arg-type]
    return _seen()


@pages.post("/put-back")
def put_back() -> ResponseReturnValue:
    """Add a rule again that was removed just now."""
    form = Form(request.args)
    wanted = Wanted(_match(form), form.typed("value"), form.typed("files") != "no")
    made = rules.add(the_ledger(), actor(), form.typed("project"), wanted)
    flash(_("The rule is there again."), "success")
    return _seen(made.id)


def _match(form: Form) -> Match:
    typed = form.typed("match")
    return Match(typed) if typed in set(Match) else Match.DOMAIN


def _seen(key: str = "") -> ResponseReturnValue:
    return redirect(url_for("rules.listed", _anchor=key or None), HTTPStatus.SEE_OTHER)


def _page(form: Form, faulty: str = "") -> ResponseReturnValue:
    ledger = the_ledger()
    answer = page(
        "rules/listed.html",
        rules=rules.every(ledger),
        choices=[
            (each.key, f"{each.title} ({each.key})") for each in projects.every(ledger)
        ],
        form=form,
        faulty=faulty,
    )
    return answer, form.status
