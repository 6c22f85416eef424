"""An item of a specification: enter it, change it, remove it, take an entry back."""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

from flask import Blueprint
from flask import flash
from flask import redirect
from flask import request
from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from flask_babel import gettext as _

from ledger.domain.document import Document
from ledger.domain.errors import AlreadyThereError
from ledger.domain.errors import LedgerError
from ledger.domain.errors import QuoteNotFoundError
from ledger.domain.errors import QuoteNotInForceError
from ledger.domain.project import Project
from ledger.domain.quote_errors import QuoteDoubtfulError
from ledger.domain.specification import Item
from ledger.domain.specification_errors import SpecificationStateError
from ledger.services import asking
from ledger.services import contracts
from ledger.services import projects
from ledger.services import specifications
from ledger.services import specifying
from ledger.services.cutouts import Cutout
from ledger.services.passages import Words
from ledger.services.spec_entries import Asking
from ledger.services.spec_entries import Entry
from ledger.web.context import actor
from ledger.web.context import page
from ledger.web.context import the_ledger
from ledger.web.forms import Form
from ledger.web.sentences import translated

pages = Blueprint("spec_items", __name__, url_prefix="/projects/<key>/specification")

_REQUESTS = 200
_SHORT = 70


@pages.route("/new", methods=["GET", "POST"])
def add(key: str) -> ResponseReturnValue:
    """Ask for an item, by hand or with the words of a document, and enter it."""
    project = projects.find(the_ledger(), key)
    if request.method == "GET":
        return _form(project, Form(request.args), None)
    form = Form(request.form)
    entry = _entry(form)
    if form.right and entry:
        with _blamed(form):
            label = form.typed("label")
            made = specifying.add(the_ledger(), actor(), project.key, entry, label)
            told = _("%(label)s is recorded.", label=made.label)
            return _done(project, made, told)
    return _form(project, form, None)


@pages.get("/items/<item>")
def show(key: str, item: str) -> ResponseReturnValue:
    """Show an item with all that it ever read like, and what rests on it."""
    return _page(key, item, Form({}))


@pages.route("/items/<item>/change", methods=["GET", "POST"])
def change(key: str, item: str) -> ResponseReturnValue:
    """Ask how an item reads from a day on, and enter that."""
    project = projects.find(the_ledger(), key)
    found = specifications.history(the_ledger(), item, project.id)
    if request.method == "GET":
        words, wording = found.now.words or "", found.now.wording
        heading = wording.heading if wording else ""
        form = Form(request.args, words=words, heading=heading)
        return _form(project, form, found.item)
    form = Form(request.form)
    entry = _entry(form)
    if form.right and entry:
        with _blamed(form):
            made = specifying.change(
                the_ledger(), actor(), found.item.id, entry, project.id
            )
            told = _("%(label)s reads otherwise from that day on.", label=made.label)
            return _done(project, made, told)
    return _form(project, form, found.item)


@pages.post("/items/<item>/remove")
def remove(key: str, item: str) -> ResponseReturnValue:
    """Let an item hold no more from a day on."""
    form = Form(request.form)
    form.needed("from", _("Enter the first day on which it does not hold."))
    day = form.day("from")
    if form.right and day:
        with form.blame("from"):
            entry = Entry(from_day=day, asked=_asking(form))
            made = specifying.remove(the_ledger(), actor(), item, entry, key)
            told = _("%(label)s holds no more from that day on.", label=made.label)
            return _done(projects.find(the_ledger(), key), made, told)
    return _page(key, item, form, "remove")


@pages.post("/items/<item>/rename")
def rename(key: str, item: str) -> ResponseReturnValue:
    """Let an item have another label."""
    form = Form(request.values)
    label = form.needed("label", _("Enter a short label, such as TS-7."))
    if form.right:
        with form.blame("label"):
            before = specifications.history(the_ledger(), item, key).item
            made = specifying.rename(the_ledger(), actor(), before.id, label, key)
            undo = url_for(
                "spec_items.rename", key=key, item=made.id, label=before.label
            )
            told = _("It is %(label)s now.", label=made.label)
            flash({"text": told, "url": undo}, "undo")  # type: ignore[arg-type]
            return _seen(key, made.label)
    return _page(key, item, form, "rename")


@pages.post("/entries/<entry>/take-back")
def take_back(key: str, entry: str) -> ResponseReturnValue:
    """Take a wrong entry, or a whole specification, back."""
    why = request.values.get("why", "")
    item = request.values.get("item", "")
    try:
        specifying.take_back(the_ledger(), actor(), entry, why)
        flash(_("Taken back; the log keeps it."), "success")
    except LedgerError as error:
        flash(translated(error.sentence), "error")
    if item and not _is_gone(key, item):
        return _seen(key, item)
    return redirect(url_for("specification.listed", key=key), HTTPStatus.SEE_OTHER)


def _is_gone(key: str, item: str) -> bool:
    """Tell whether nothing is left of an item."""
    found = specifications.history(the_ledger(), item, key)
    return not found.stages


def _entry(form: Form) -> Entry | None:
    """Return what was entered; None where it is wrong."""
    form.needed("from", _("Enter the first day on which it holds."))
    day = form.day("from")
    document = form.typed("document")
    field = "quote" if document else "words"
    form.needed(field, _("Enter the words of the item."))
    if not form.right or day is None:
        return None
    quote = Words(document=document, quote=form.typed("quote")) if document else None
    return Entry(
        from_day=day,
        words=form.typed("words"),
        quote=quote,
        heading=form.typed("heading"),
        looked=bool(form.typed("looked")),
        asked=_asking(form),
    )


def _asking(form: Form) -> Asking:
    return Asking(
        request=form.typed("request"),
        document=form.typed("asked_in"),
        person=form.typed("person"),
        note=form.typed("note"),
    )


@contextmanager
def _blamed(form: Form) -> Iterator[None]:
    """Put what goes wrong inside the block at the field of an entry."""
    with (
        form.blame(),
        form.blame("from", only=SpecificationStateError),
        form.blame("label", only=AlreadyThereError),
        form.blame("quote", only=QuoteNotFoundError),
        form.blame("quote", only=QuoteNotInForceError),
        form.blame("quote", only=QuoteDoubtfulError),
    ):
        yield


def _done(project: Project, made: Item, told: str) -> ResponseReturnValue:
    """Say what was done, with a way back, and show the item."""
    entry = specifying.newest_entry(the_ledger(), made.id)
    undo = url_for(
        "spec_items.take_back",
        key=project.key,
        entry=entry,
        item=made.id,
        why=_("Taken back at once."),
    )
    flash({"text": told, "url": undo}, "undo")  # type: ignore[arg-type]
    return _seen(project.key, made.label)


def _seen(key: str, item: str) -> ResponseReturnValue:
    found = specifications.history(the_ledger(), item, key).item
    address = url_for("spec_items.show", key=key, item=found.label)
    return redirect(address, HTTPStatus.SEE_OTHER)


def _form(project: Project, form: Form, item: Item | None) -> ResponseReturnValue:
    """Show the form of an entry: a new item, or another wording of one."""
    return page(
        "specification/entry.html",
        project=project,
        form=form,
        item=item,
        cutout=_cutout(form),
        **origins(project),
    ), form.status


def _cutout(form: Form) -> Cutout | None:
    """Return the piece of a scan on which the words stand."""
    document = form.typed("document")
    found = bool(document and form.typed("quote"))
    return (
        contracts.piece(the_ledger(), document, form.typed("quote")) if found else None
    )


def origins(project: Project) -> dict[str, Any]:
    """Return what there is to choose from for who asked, and where."""
    ledger = the_ledger()
    listed = asking.listed(ledger, project)[:_REQUESTS]
    papers = contracts.citable(ledger, project)
    return {
        "documents": [(each.id, called(each)) for each in papers],
        "requests": [
            (
                each.request.id,
                f"{each.request.label} {_short(each.request.passage.quote)}",
            )
            for each in listed
        ],
        "persons": [
            (each.id, each.name)
            for each in projects.people(ledger)
            if each.client in {None, project.client}
        ],
    }


def called(document: Document) -> str:
    """Return what a document is called where one is chosen."""
    title = document.title or document.name or str(_("Without a title"))
    day = format_date(document.sorted_at, "d MMM y")
    if document.message:
        return str(_("%(title)s (email, %(day)s)", title=title, day=day))
    return title


def _short(words: str) -> str:
    folded = " ".join(words.split())
    return folded if len(folded) <= _SHORT else f"{folded[:_SHORT]}…"


def _page(key: str, item: str, form: Form, faulty: str = "") -> ResponseReturnValue:
    """Show an item; ``faulty`` names the form that was wrong."""
    ledger = the_ledger()
    found = specifications.history(ledger, item, key)
    before = [None, *(each.state.words for each in found.stages[:-1])]
    linked = {each.request.id for each in found.links}
    return page(
        "specification/item.html",
        project=found.project,
        found=found,
        stages=list(zip(found.stages, before, strict=True))[::-1],
        pieces=specifications.pieces,
        form=form,
        faulty=faulty,
        free=[
            (
                each.request.id,
                f"{each.request.label} {_short(each.request.passage.quote)}",
            )
            for each in asking.listed(ledger, found.project)[:_REQUESTS]
            if each.request.id not in linked
        ],
    ), form.status
