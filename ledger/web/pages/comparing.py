"""Two papers beside each other: choose them, and see what differs, word by word."""

from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint
from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ledger.domain.document import Document
from ledger.domain.errors import LedgerError
from ledger.domain.project import Project
from ledger.services import collating
from ledger.services import contracts
from ledger.services import papers
from ledger.services import projects
from ledger.services.collated import Collation
from ledger.services.collated import Row
from ledger.web.context import page
from ledger.web.context import the_ledger
from ledger.web.forms import Form
from ledger.web.pages.spec_items import called

pages = Blueprint("comparing", __name__)

_FOLDED = 3
"""More passages in a row that are the same are folded."""


@dataclass(frozen=True, slots=True)
class Fold:
    """Passages in a row: shown, or folded since nothing differs in them."""

    rows: tuple[Row, ...]
    folded: bool


@pages.get("/compare")
def show() -> ResponseReturnValue:
    """Ask for two papers; show what differs between them, once both are chosen."""
    form = Form(request.args)
    sent, returned = form.typed("sent"), form.typed("returned")
    project = _project(form.typed("project"), sent or returned)
    found = None
    if sent and returned:
        with form.blame(), form.blame("returned", only=LedgerError):
            found = collating.compare(the_ledger(), sent, returned)
    elif returned or (sent and "returned" in request.args):
        form.needed("sent", _("Choose the paper that was sent."))
        form.needed("returned", _("Choose the paper that came back."))
    return page(
        "comparing/show.html",
        form=form,
        project=project,
        projects=[(e.key, e.title) for e in projects.every(the_ledger())],
        documents=_choices(project, found),
        found=found,
        folds=list(_folds(found.rows)) if found else [],
    ), form.status


def _project(key: str, document: str) -> Project | None:
    """Return the project whose papers there are to choose from."""
    if key:
        return projects.find(the_ledger(), key)
    if document:
        return papers.project_of(the_ledger(), document)
    return None


def _choices(project: Project | None, found: Collation | None) -> list[tuple[str, str]]:
    """Return the papers to choose from, contracts first, with what they are called."""
    listed: list[Document] = []
    if project:
        listed += [each for _c, each in contracts.contracts_of(the_ledger(), project)]
        listed += papers.of_project(the_ledger(), project)
    if found:
        listed += [found.sent.document, found.returned.document]
    return list({each.id: called(each) for each in listed}.items())


def _folds(rows: Sequence[Row]) -> Iterator[Fold]:
    """Yield passages, those that are the same folded where there are many in a row."""
    waiting: list[Row] = []
    for each in [*rows, None]:
        if each is not None and not each.differs:
            waiting.append(each)
            continue
        if len(waiting) > _FOLDED:
            yield Fold(tuple(waiting), folded=True)
        elif waiting:
            yield Fold(tuple(waiting), folded=False)
        waiting = []
        if each is not None:
            yield Fold((each,), folded=False)
