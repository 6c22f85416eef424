"""A document as the specification: its items are looked at before they are recorded."""

from collections.abc import Mapping
from datetime import date
from http import HTTPStatus

from flask import Blueprint
from flask import flash
from flask import redirect
from flask import request
from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from ledger.domain import labels as rules
from ledger.domain.project import Project
from ledger.domain.quote_errors import QuoteDoubtfulError
from ledger.domain.specification_errors import SpecificationStateError
from ledger.services import papers
from ledger.services import projects
from ledger.services import spec_reading
from ledger.services import specifications
from ledger.services.spec_entries import Asking
from ledger.services.spec_preview import Choices
from ledger.services.spec_preview import Preview
from ledger.web.context import actor
from ledger.web.context import page
from ledger.web.context import the_ledger
from ledger.web.forms import Form
from ledger.web.pages import spec_items

pages = Blueprint("spec_import", __name__, url_prefix="/projects/<key>/specification")

_MOST = 10_000


@pages.get("/import")
def look(key: str) -> ResponseReturnValue:
    """Show what a document seems to hold, beside what is there; nothing is saved."""
    project = projects.find(the_ledger(), key)
    form = Form(request.args, prefix=rules.PREFIX, whole="1")
    if not form.typed("document"):
        return _page(project, form, None)
    form.needed("from", _("Enter the first day on which it holds."))
    day = form.day("from")
    return _page(project, form, _preview(project, form, day) if day else None)


@pages.post("/import")
def record(key: str) -> ResponseReturnValue:
    """Record the items that somebody looked at and chose."""
    project = projects.find(the_ledger(), key)
    form = Form(request.form)
    document = form.needed("document", _("Choose the document."))
    form.needed("from", _("Enter the first day on which it holds."))
    day = form.day("from")
    if form.right and day:
        with (
            form.blame(),
            form.blame("from", only=SpecificationStateError),
            form.blame("looked", only=QuoteDoubtfulError),
        ):
            choices = _choices(request.form)
            made = spec_reading.record(
                the_ledger(), actor(), project.key, document, day, choices
            )
            undo = url_for(
                "spec_items.take_back",
                key=project.key,
                entry=made.id,
                why=_("Taken back at once."),
            )
            number = _rows(request.form) - len(choices.left_out)
            told = ngettext(
                "%(num)d item is recorded.", "%(num)d items are recorded.", number
            )
            flash({"text": told, "url": undo}, "undo")  # type: ignore[arg-type]
            address = url_for("specification.listed", key=project.key, on=day)
            return redirect(address, HTTPStatus.SEE_OTHER)
    return _page(project, form, _preview(project, form, day) if day else None)


def _choices(form: Mapping[str, str]) -> Choices:
    """Return what was chosen on the preview."""
    number = _rows(form)
    return Choices(
        whole=bool(form.get("whole")),
        prefix=form.get("prefix", ""),
        left_out=frozenset(at for at in range(number) if not form.get(f"take-{at}")),
        items={at: form[f"as-{at}"] for at in range(number) if form.get(f"as-{at}")},
        kept=frozenset(
            name.removeprefix("keep-") for name in form if name.startswith("keep-")
        ),
        looked=bool(form.get("looked")),
        reading=form.get("reading", ""),
        asked=Asking(
            request=form.get("request", ""),
            document=form.get("asked_in", ""),
            person=form.get("person", ""),
            note=form.get("note", ""),
        ),
    )


def _rows(form: Mapping[str, str]) -> int:
    """Return how many rows the preview had."""
    number = form.get("rows", "")
    return min(int(number), _MOST) if number.isdecimal() else 0


def _preview(project: Project, form: Form, day: date) -> Preview | None:
    """Return what there is to look at; None, with the reason at the field."""
    choices = Choices(whole=bool(form.typed("whole")), prefix=form.typed("prefix"))
    with form.blame("document"):
        return spec_reading.preview(
            the_ledger(), project.key, form.typed("document"), day, choices
        )
    return None


def _page(project: Project, form: Form, seen: Preview | None) -> ResponseReturnValue:
    origins = spec_items.origins(project)
    listed = papers.of_project(the_ledger(), project)
    documents = [(each.id, spec_items.called(each)) for each in listed]
    chosen = form.typed("document")
    if chosen and chosen not in dict(documents):
        documents.insert(0, (chosen, seen.document.title if seen else chosen))
    return page(
        "specification/import.html",
        **{**origins, "documents": documents},
        project=project,
        form=form,
        seen=seen,
        posted=request.method == "POST",
        typed=request.form,
        pieces=specifications.pieces,
    ), form.status
