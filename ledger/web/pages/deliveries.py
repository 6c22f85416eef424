"""Deliveries: what was handed over, which requests answer it, and what if."""

from collections.abc import Callable
from http import HTTPStatus

from flask import Blueprint
from flask import flash
from flask import redirect
from flask import request
from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ledger.domain.errors import NotFoundError
from ledger.domain.point import Delivery
from ledger.domain.point import Late
from ledger.domain.point import PointGround
from ledger.domain.project import Project
from ledger.domain.provision import Provision
from ledger.domain.provision import UNLIMITED
from ledger.domain.provision_rules import provision
from ledger.opened import Ledger
from ledger.services import classifying
from ledger.services import handing
from ledger.services import projects
from ledger.services import reversing
from ledger.services import revisions
from ledger.services import supposing
from ledger.services.classifying import Classified
from ledger.services.passages import Words
from ledger.web import choosing
from ledger.web.context import actor
from ledger.web.context import page
from ledger.web.context import the_ledger
from ledger.web.forms import Form

pages = Blueprint("deliveries", __name__, url_prefix="/projects/<key>")

Act = Callable[[Ledger, str, str, str], Delivery]


@pages.get("/deliveries")
def listed(key: str) -> ResponseReturnValue:
    """Show the deliveries of a project, and which round each request falls in."""
    return _page(projects.find(the_ledger(), key), Form(request.args))


@pages.post("/deliveries")
def record(key: str) -> ResponseReturnValue:
    """Record that something was handed over."""
    project = projects.find(the_ledger(), key)
    form = Form(request.form)
    deliverable = form.needed("deliverable", _("Choose what was handed over."))
    day = form.day("on")
    named = [form.typed("message"), *form.typed("documents").replace(",", " ").split()]
    if form.right:
        with form.blame("on"), form.blame("documents", only=NotFoundError):
            made = handing.record(
                the_ledger(),
                actor(),
                project.key,
                deliverable,
                on=day,
                document_keys=list(dict.fromkeys(filter(None, named))),
                note=form.typed("note"),
            )
            return _done(project, made, _("The delivery is recorded."), "withdraw")
    return _page(project, form)


@pages.post("/deliveries/<number>/withdraw")
def withdraw(key: str, number: str) -> ResponseReturnValue:
    """Take the entry of a delivery back."""
    text = _("The entry is taken back; it stays in the list.")
    return _turn(key, number, handing.withdraw, text, "restore")


@pages.post("/deliveries/<number>/restore")
def restore(key: str, number: str) -> ResponseReturnValue:
    """Let a delivery stand again."""
    return _turn(
        key, number, handing.restore, _("The delivery stands again."), "withdraw"
    )


@pages.post("/deliveries/classify")
def classify(key: str) -> ResponseReturnValue:
    """Say what a request is in the account."""
    project = projects.find(the_ledger(), key)
    form = Form(request.form)
    why = form.needed("why", _("Say why; the reason is shown with the request."))
    ground, _space, late = form.typed("ground").partition(" ")
    if form.right and ground in set(PointGround):
        kind = Classified(
            ground=PointGround(ground),
            of=form.typed("of"),
            late=Late(late) if late in set(Late) else None,
            accepted=Words(document=form.typed("document"), quote=form.typed("quote")),
        )
        key, who = form.typed("request"), actor()
        with form.blame(), form.blame(only=NotFoundError):
            classifying.classify(the_ledger(), who, key, kind, why)
            flash(_("It is recorded; the account is counted anew."), "success")
            return _seen(project)
    return _page(project, form, form.typed("request"))


@pages.post("/deliveries/hours")
def worked(key: str) -> ResponseReturnValue:
    """Write down how many hours a request took."""
    project = projects.find(the_ledger(), key)
    form = Form(request.form)
    why = form.needed("why", _("Say where the figure comes from."))
    hours = form.typed("hours").strip().replace(",", ".")
    label = form.typed("request")
    if form.right:
        with form.blame():
            classifying.worked(the_ledger(), actor(), label, hours, why)
            flash(_("The hours are entered."), "success")
    if not form.right:
        flash(form.error("why") or form.summary, "error")
    if form.typed("back") == "request":
        return redirect(url_for("requests.show", key=label), HTTPStatus.SEE_OTHER)
    return _seen(project)


@pages.get("/what-if")
def what_if(key: str) -> ResponseReturnValue:
    """Show the same facts under other terms; nothing of it is saved."""
    project = projects.find(the_ledger(), key)
    form = Form(request.args, per="deliverable", unit="working-day")
    supposed = _supposed(form)
    found = None
    if supposed and form.right:
        found = supposing.suppose(the_ledger(), project, supposed)
    return page(
        "deliveries/what_if.html",
        project=project,
        form=form,
        supposed=supposed,
        found=found,
    ), form.status


def _supposed(form: Form) -> list[Provision]:
    found: list[Provision] = []
    number = UNLIMITED if form.typed("unlimited") else form.typed("number").strip()
    if number:
        with form.blame("number"):
            found.append(provision("free-rounds", number, form.typed("per")))
    if form.typed("definition"):
        with form.blame("definition"):
            found.append(provision("round-definition", form.typed("definition")))
    if form.typed("days").strip():
        with form.blame("days"):
            days, unit = form.typed("days"), form.typed("unit")
            found.append(provision("review-window", days, None, unit))
    return found


def _turn(key: str, number: str, act: Act, text: str, back: str) -> ResponseReturnValue:
    project = projects.find(the_ledger(), key)
    form = Form(request.values)
    why = form.needed("why", _("Say why; the reason is shown with the delivery."))
    if form.right:
        with form.blame("why"):
            return _done(project, act(the_ledger(), actor(), number, why), text, back)
    return _page(project, form, number)


def _page(project: Project, form: Form, faulty: str = "") -> ResponseReturnValue:
    ledger = the_ledger()
    laid = handing.laid(ledger, project)
    return page(
        "deliveries/listed.html",
        project=project,
        form=form,
        faulty=faulty,
        messages=choosing.documents_of(project, form.typed("message")),
        handed=handing.listed(ledger, project),
        laid=laid,
        reverses=reversing.of_project(ledger, project),
        labels={each.point.request: each.point.label for each in laid},
        names={each.id: each.title for each in projects.deliverables(ledger, project)},
        deliverables=[
            (each.key, each.title) for each in projects.deliverables(ledger, project)
        ],
        lines={
            line.round.id: line
            for each in revisions.standings(ledger, project)
            for line in each.account.lines
        },
    ), form.status


def _done(
    project: Project, made: Delivery, text: str, back: str
) -> ResponseReturnValue:
    why = _("Taken back at once.")
    undo = url_for(f"deliveries.{back}", key=project.key, number=made.id, why=why)
    flash({"text": str(text), "url": undo}, "undo")  # type: ignore[arg-type]
    return _seen(project)


def _seen(project: Project) -> ResponseReturnValue:
    address = url_for("deliveries.listed", key=project.key)
    return redirect(address, HTTPStatus.SEE_OTHER)
