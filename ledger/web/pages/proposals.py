"""Proposals: what a contract seems to say, each beside its words, for one to judge."""

from collections.abc import Sequence
from http import HTTPStatus

from flask import Blueprint
from flask import flash
from flask import redirect
from flask import request
from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from flask_babel import gettext as _

from ledger.domain.clauses.proposal import Proposal
from ledger.domain.document import Document
from ledger.domain.project import Contract
from ledger.domain.project import Project
from ledger.domain.provision import TermName
from ledger.domain.provision import UNLIMITED
from ledger.services import contracts
from ledger.services import projects
from ledger.services import proposing
from ledger.web import choosing
from ledger.web.context import actor
from ledger.web.context import page
from ledger.web.context import the_ledger
from ledger.web.forms import Form

_PERIODS = {TermName.REVIEW_WINDOW, TermName.DEEMED_ACCEPTANCE}

pages = Blueprint("proposals", __name__, url_prefix="/projects/<key>/proposals")


@pages.get("")
def listed(key: str) -> ResponseReturnValue:
    """Show what a document seems to say, what was accepted of it and what refused."""
    project = projects.find(the_ledger(), key)
    known = contracts.contracts_of(the_ledger(), project)
    form = Form(request.args, **_proposed(known, request.args.get("document", "")))
    return _page(project, form)


@pages.post("/accept")
def accept(key: str) -> ResponseReturnValue:
    """Record a proposal as a term, as it stands."""
    project = projects.find(the_ledger(), key)
    form = Form(request.form)
    form.needed("from", _("Enter the first day on which the contract holds."))
    day = form.day("from")
    if form.right and day:
        with form.blame(form.typed("proposal")):
            proposing.accept(
                the_ledger(),
                actor(),
                project.key,
                form.typed("document"),
                form.typed("proposal"),
                from_day=day,
                looked=bool(form.typed("looked")),
                per=form.typed("per") or None,
                unit=form.typed("unit") or None,
                remark=form.typed("remark"),
            )
            since = format_date(day, "d MMM y")
            flash(
                _("The term is recorded; it holds from %(day)s.", day=since), "success"
            )
            return _seen(project, form)
    return _page(project, form)


@pages.post("/refuse")
def refuse(key: str) -> ResponseReturnValue:
    """Say that a proposal is no term; it is not offered again."""
    project = projects.find(the_ledger(), key)
    form = Form(request.form)
    document, proposal = form.typed("document"), form.typed("proposal")
    with form.blame(proposal):
        made = proposing.refuse(the_ledger(), actor(), project.key, document, proposal)
        undo = url_for("proposals.offer_again", key=project.key, refusal=made.id)
        text = _("Refused; it is not offered again.")
        flash({"text": text, "url": undo}, "undo")  # type: ignore[arg-type]
        return _seen(project, form)
    return _page(project, form)


@pages.post("/<refusal>/again")
def offer_again(key: str, refusal: str) -> ResponseReturnValue:
    """Take a refusal back."""
    project = projects.find(the_ledger(), key)
    made = proposing.offer_again(the_ledger(), actor(), refusal)
    flash(_("It is offered again."), "success")
    return _seen(project, Form({"document": made.document}))


def _proposed(
    known: Sequence[tuple[Contract, Document]], document: str
) -> dict[str, str]:
    """Return what is read first: the newest contract, and its first day."""
    days = {each.document: each.from_day.isoformat() for each, _document in known}
    chosen = document or next(reversed(days), "")
    return {"document": chosen, "from": days.get(chosen, "")}


def _page(project: Project, form: Form) -> ResponseReturnValue:
    ledger = the_ledger()
    document = form.typed("document")
    judged = proposing.judged(ledger, project, document) if document else None
    return page(
        "terms/proposed.html",
        project=project,
        form=form,
        judged=judged,
        documents=choosing.documents_of(project, document),
        correction=lambda found: _correction(project, form, found),
    ), form.status


def _correction(project: Project, form: Form, found: Proposal) -> str:
    """Return the address of the form of a term, filled in with what was read."""
    filled = {
        "name": found.name,
        **_fields(found),
        "currency": found.limit.currency if found.limit else found.currency,
        "due": found.due.isoformat() if found.due else None,
        "limit": str(found.limit.amount) if found.limit else None,
        "document": form.typed("document"),
        "quote": found.quote,
        "clause": found.clause,
        "from": form.typed("from"),
    }
    told = {name: str(part) for name, part in filled.items() if part}
    return url_for("terms.record", key=project.key, **told)  # type: ignore[arg-type]


def _fields(found: Proposal) -> dict[str, str | None]:
    """Return the fields of the form in which the value of a kind stands."""
    unit = str(found.unit) if found.unit else None
    if found.name is TermName.FREE_ROUNDS:
        unlimited = found.value == UNLIMITED
        return {
            "number": None if unlimited else found.value,
            "unlimited": "1" if unlimited else None,
            "per": str(found.per) if found.per else None,
        }
    if found.name is TermName.FURTHER_ROUND_RATE:
        return {"amount": found.value, "unit": unit}
    if found.name is TermName.FURTHER_ROUND_MINIMUM:
        return {"least": found.value, "measure": unit}
    if found.name is TermName.ROUND_DEFINITION:
        return {"definition": found.value}
    if found.name in _PERIODS:
        return {"days": found.value, "period": unit}
    return {"words": found.value, "period": unit}


def _seen(project: Project, form: Form) -> ResponseReturnValue:
    address = url_for(
        "proposals.listed",
        key=project.key,
        document=form.typed("document"),
        **{"from": form.typed("from") or None},  # type: ignore[arg-type]
    )
    return redirect(address, HTTPStatus.SEE_OTHER)
