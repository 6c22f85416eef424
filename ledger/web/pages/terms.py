"""Terms: what was agreed, from which day, and the words that say so."""

from collections.abc import Sequence
from datetime import date
from http import HTTPStatus

from flask import Blueprint
from flask import flash
from flask import redirect
from flask import request
from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from flask_babel import gettext as _

from ledger.domain import paper
from ledger.domain.document import Document
from ledger.domain.errors import QuoteNotFoundError
from ledger.domain.errors import QuoteNotInForceError
from ledger.domain.project import Contract
from ledger.domain.project import Project
from ledger.domain.provision import Provision
from ledger.domain.provision import TermName
from ledger.domain.quote_errors import QuoteDoubtfulError
from ledger.services import contracts
from ledger.services import projects
from ledger.services import revisions
from ledger.services import supposing
from ledger.services.contracts import InForce
from ledger.services.cutouts import Cutout
from ledger.services.supposing import Readings
from ledger.web import choosing
from ledger.web import term_form
from ledger.web import term_spans
from ledger.web.context import actor
from ledger.web.context import page
from ledger.web.context import the_ledger
from ledger.web.forms import Form

pages = Blueprint("terms", __name__, url_prefix="/projects/<key>")


@pages.get("/terms")
def listed(key: str) -> ResponseReturnValue:
    """Show the terms in force on a day, and all of them."""
    project = projects.find(the_ledger(), key)
    return _page(project, Form(request.args))


@pages.post("/contracts")
def add_contract(key: str) -> ResponseReturnValue:
    """Say that a document is a contract of the project."""
    project = projects.find(the_ledger(), key)
    form = Form(request.form)
    document = form.needed("document", _("Choose the document."))
    form.needed("from", _("Enter the first day on which it holds."))
    day = form.day("from")
    if form.right and day:
        with form.blame("document"):
            contracts.add_contract(the_ledger(), actor(), project.key, document, day)
            flash(_("The contract is recorded."), "success")
            return _seen(project)
    return _page(project, form)


@pages.route("/terms/new", methods=["GET", "POST"])
def record(key: str) -> ResponseReturnValue:
    """Ask for a term at the words that say so, and record it."""
    project = projects.find(the_ledger(), key)
    known = contracts.contracts_of(the_ledger(), project)
    if request.method == "GET":
        form = Form(request.args, **_proposed(known, request.args.get("document", "")))
        return _form(project, form)
    form = Form(request.form)
    provision = term_form.provision(form)
    document = form.needed("document", _("Choose the document that says so."))
    quote = form.needed("quote", _("Copy the words that say so from the document."))
    form.needed("from", _("Enter the first day on which it holds."))
    day = form.day("from")
    remark = _remark(form)
    readings = _unread(project, form, provision, day)
    if form.right and provision and day and not readings:
        with (
            form.blame("document"),
            form.blame("quote", only=QuoteNotFoundError),
            form.blame("quote", only=QuoteNotInForceError),
            form.blame("quote", only=QuoteDoubtfulError),
        ):
            contracts.add_term(
                the_ledger(),
                actor(),
                project.key,
                provision,
                document_key=document,
                words=quote,
                from_day=day,
                clause=form.typed("clause"),
                looked=bool(form.typed("looked")),
                remark=remark,
            )
            _say_recorded(day)
            return _seen(project)
    piece = contracts.piece(the_ledger(), document, quote)
    return _form(project, form, piece, readings)


def _remark(form: Form) -> str:
    """Return what somebody saw on the paper of the term."""
    with form.blame("remark"):
        return paper.remark(form.typed("remark"))
    return ""


def _say_recorded(day: date) -> None:
    since = format_date(day, "d MMM y")
    flash(_("The term is recorded; it holds from %(day)s.", day=since), "success")


def _unread(
    project: Project, form: Form, provision: Provision | None, day: date | None
) -> Readings | None:
    """Return what each way to read later free rounds comes to, where none is chosen."""
    free = provision is not None and provision.name is TermName.FREE_ROUNDS
    if not form.right or not free or day is None or provision is None:
        return None
    if provision.counting is not None:
        return None
    return supposing.readings_of(the_ledger(), project, provision, day)


def _proposed(
    known: Sequence[tuple[Contract, Document]], document: str
) -> dict[str, str]:
    """Return what a new term starts from: the contract, and its first day."""
    days = {each.document: each.from_day.isoformat() for each, _document in known}
    chosen = document or next(iter(days), "")
    return {
        "name": TermName.FREE_ROUNDS,
        "per": "deliverable",
        "unit": "hour",
        "measure": "hour",
        "period": "working-day",
        "definition": "consolidated-list",
        "input": "usable",
        "currency": "EUR",
        "document": chosen,
        "from": days.get(chosen, ""),
    }


def _form(
    project: Project,
    form: Form,
    cutout: Cutout | None = None,
    readings: Readings | None = None,
) -> ResponseReturnValue:
    return page(
        "terms/record.html",
        project=project,
        form=form,
        cutout=cutout,
        readings=readings,
        names=[str(each) for each in TermName],
        documents=choosing.documents_of(project, form.typed("document")),
    ), form.status


def _page(project: Project, form: Form) -> ResponseReturnValue:
    ledger = the_ledger()
    today = revisions.today(ledger, project)
    asked = Form(request.args)
    day = asked.day("on") or today
    terms = contracts.terms(ledger, project)
    return page(
        "terms/listed.html",
        "in_force",
        project=project,
        asked=asked,
        day=day,
        today=today,
        in_force=_newest_first(contracts.terms(ledger, project, day)),
        terms=_newest_first(terms),
        term_spans=term_spans.of(terms, day, today),
        contracts=contracts.contracts_of(ledger, project),
        form=form,
        undecided=supposing.undecided(ledger, project),
        documents=choosing.documents_of(project, form.typed("document")),
    ), max(form.status, asked.status)


def _newest_first(listed: Sequence[InForce]) -> list[InForce]:
    """Return terms by their kind, of each kind the newest first."""
    order = list(TermName)
    newest = listed[::-1]
    return sorted(newest, key=lambda each: order.index(each.term.provision.name))


def _seen(project: Project) -> ResponseReturnValue:
    return redirect(url_for("terms.listed", key=project.key), HTTPStatus.SEE_OTHER)
