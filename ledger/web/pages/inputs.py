"""What happened to an obligation: what came, what we noticed, what we wrote."""

from flask import Blueprint
from flask import flash
from flask import request
from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ledger.domain.errors import QuoteNotFoundError
from ledger.domain.obligation import FactKind
from ledger.domain.obligation import Obligation
from ledger.domain.obligation import SENT_BY_US
from ledger.domain.project import Project
from ledger.services import inputs
from ledger.services import projects
from ledger.services import reminders
from ledger.services.facts import Told
from ledger.services.inputs import Parts
from ledger.services.passages import Words
from ledger.web.choosing import documents_of
from ledger.web.choosing import number as typed_number
from ledger.web.context import actor
from ledger.web.context import page
from ledger.web.context import the_ledger
from ledger.web.forms import Form
from ledger.web.pages.obligations import one
from ledger.web.pages.obligations import seen

pages = Blueprint("inputs", __name__, url_prefix="/projects/<key>/obligations")


@pages.route("/<number>/tell", methods=["GET", "POST"])
def tell(key: str, number: str) -> ResponseReturnValue:
    """Ask what happened to an obligation, and record it."""
    project = projects.find(the_ledger(), key)
    found = one(project, number).obligations[0].obligation
    if request.method == "GET":
        return _form(project, found, Form(request.args, what=FactKind.RECEIVED))
    form = Form(request.form)
    kind = form.typed("what")
    if kind in SENT_BY_US:
        form.needed("document", _("Choose the message that we sent."))
    told = Told(
        on=form.day("on"),
        words=Words(document=form.typed("document"), quote=form.typed("quote")),
        note=form.typed("note"),
    )
    parts = Parts(
        number=typed_number(form, "parts"),
        unusable=typed_number(form, "unusable"),
        replaced=typed_number(form, "replaced") or 0,
        all_of_it=bool(form.typed("all")),
    )
    if form.right:
        with form.blame("on"), form.blame("quote", only=QuoteNotFoundError):
            made = _act(kind, found, told, parts, form.typed("about"))
            text, undo = _undo(project, found, made)
            flash({"text": text, "url": undo}, "undo")  # type: ignore[arg-type]
            return seen(project, made)
    return _form(project, found, form)


def _act(
    kind: str, found: Obligation, told: Told, parts: Parts, about: str
) -> Obligation:
    ledger, by, key = the_ledger(), actor(), found.id
    match kind:
        case FactKind.COMPLETED:
            return inputs.complete(ledger, by, key, told)
        case FactKind.FOUND_USABLE:
            return inputs.find_usable(ledger, by, key, told)
        case FactKind.NOTICED:
            unusable = parts.unusable
            return inputs.notice(ledger, by, key, told, about=about, unusable=unusable)
        case FactKind.REMINDED:
            return reminders.remind(ledger, by, key, told, as_notice=False)
        case FactKind.NOTIFIED:
            return reminders.remind(ledger, by, key, told, as_notice=True)
    return inputs.receive(ledger, by, key, told, parts)


def _undo(project: Project, before: Obligation, made: Obligation) -> tuple[str, str]:
    """Return what was done, and the address that takes it back."""
    known = {each.id for each in before.facts}
    new = [each for each in made.facts if each.id not in known]
    undo = url_for(
        "obligations.take_back",
        key=project.key,
        entry=new[0].id,
        why=_("Taken back at once."),
    )
    return str(_("Recorded for %(label)s.", label=made.label)), undo


def _form(project: Project, found: Obligation, form: Form) -> ResponseReturnValue:
    return page(
        "obligations/tell.html",
        project=project,
        obligation=found,
        came=found.standing(FactKind.RECEIVED),
        form=form,
        documents=documents_of(project, form.typed("document")),
    ), form.status
