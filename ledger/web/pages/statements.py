"""Statements of account: drawn up, looked at, issued; frozen from then on."""

from datetime import date
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from flask import Blueprint
from flask import flash
from flask import redirect
from flask import request
from flask import Response
from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ledger.domain.access import Of
from ledger.domain.errors import NotFoundError
from ledger.domain.money import Money
from ledger.domain.project import Project
from ledger.domain.statement import Statement
from ledger.services import bearing
from ledger.services import projects
from ledger.services import revisions
from ledger.services import statements
from ledger.services.accesses import Apart
from ledger.web import noting
from ledger.web.context import actor
from ledger.web.context import page
from ledger.web.context import the_ledger
from ledger.web.forms import Form

pages = Blueprint("statements", __name__, url_prefix="/projects/<key>/statements")

_DAYS = {"day", "from", "to"}
"""What a statement calls its days."""

_TYPES = {"pdf": "application/pdf", "csv": "text/csv; charset=utf-8"}


@pages.get("")
def listed(key: str) -> ResponseReturnValue:
    """Show the statements that were issued, and one of a period as a draft."""
    project = projects.find(the_ledger(), key)
    first, last = _month_before(revisions.today(the_ledger(), project))
    proposed = {"from": first.isoformat(), "to": last.isoformat()}
    return _page(project, Form(request.args, **proposed))


@pages.post("")
def issue(key: str) -> ResponseReturnValue:
    """Number a statement and freeze it."""
    project = projects.find(the_ledger(), key)
    form = Form(request.form)
    first, last = form.day("from"), form.day("to")
    if form.right and first and last:
        with form.blame("to"):
            made = statements.issue(the_ledger(), actor(), project.key, first, last)
            flash(_("%(label)s is issued.", label=made.label), "success")
            address = url_for("statements.show", key=project.key, label=made.label)
            return redirect(address, HTTPStatus.SEE_OTHER)
    return _page(project, form)


@pages.get("/<label>")
def show(key: str, label: str) -> ResponseReturnValue:
    """Show a statement as it was frozen."""
    project, found = _found(key, label)
    return page(
        "statements/show.html",
        project=project,
        statement=found,
        content=_shown(statements.content(the_ledger(), found)),
        own_cost=bearing.told,
    )


@pages.get("/<label>.<any(pdf, csv):kind>")
def file(key: str, label: str, kind: str) -> ResponseReturnValue:
    """Hand out a file of a statement as it was frozen."""
    _project, found = _found(key, label)
    data = statements.file(the_ledger(), found.pdf if kind == "pdf" else found.csv)
    given = {"project": key, "file": kind}
    noting.exported(Apart(of=Of.STATEMENT, key=found.label, given=given))
    answer = Response(data, content_type=_TYPES[kind])
    name = f"{key}-{found.label}.{kind}"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def _found(key: str, label: str) -> tuple[Project, Statement]:
    """Return a project and a statement of its own.

    Raises:
        NotFoundError: the statement is of another project, or there is none.
    """
    project = projects.find(the_ledger(), key)
    found = statements.find(the_ledger(), label)
    if found.project != project.id:
        raise NotFoundError("statement", label)
    return project, found


def _page(project: Project, form: Form) -> ResponseReturnValue:
    content = None
    first, last = form.day("from"), form.day("to")
    if form.right and first and last:
        with form.blame("to"):
            content = _shown(statements.draft(the_ledger(), project, first, last))
    return page(
        "statements/listed.html",
        project=project,
        form=form,
        content=content,
        own_cost=bearing.told,
        listed=statements.listed(the_ledger(), project),
    ), form.status


def _month_before(day: date) -> tuple[date, date]:
    """Return the first and the last day of the month before that of a day."""
    last = day.replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last


def _shown(value: Any) -> Any:
    """Return values in which amounts are Money and days are dates, as pages write."""
    if isinstance(value, list):
        return [_shown(each) for each in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"minor", "currency"}:
        return Money(value["minor"], value["currency"])
    return {
        name: date.fromisoformat(each) if name in _DAYS and each else _shown(each)
        for name, each in value.items()
    }
