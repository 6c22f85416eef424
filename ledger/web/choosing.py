"""Choosing: the documents of a project in a list to choose from, and numbers typed."""

from flask_babel import format_date
from flask_babel import gettext as _

from ledger.domain.document import Document
from ledger.domain.errors import BadInputError
from ledger.domain.project import Project
from ledger.services import contracts
from ledger.web.context import the_ledger
from ledger.web.forms import Form

_DIGITS = 7


def documents_of(project: Project, chosen: str = "") -> list[tuple[str, str]]:
    """Return the documents of a project to choose from, with what they are called."""
    listed = contracts.citable(the_ledger(), project)
    choices = [(each.id, called(each)) for each in listed]
    if chosen and chosen not in dict(choices):
        choices.insert(0, (chosen, chosen))
    return choices


def called(document: Document) -> str:
    """Return what a document is called in a list: its title, a message its day too."""
    title = document.title or document.name or str(_("Without a title"))
    if not document.message:
        return title
    day = format_date(document.sorted_at, "d MMM y")
    return str(_("%(title)s (email, %(day)s)", title=title, day=day))


def number(form: Form, name: str) -> int | None:
    """Return the whole number in a field; None where it is empty or wrong."""
    typed = form.typed(name).strip()
    if not typed:
        return None
    with form.blame(name):
        if not (typed.isascii() and typed.isdigit()) or len(typed) > _DIGITS:
            raise BadInputError(_("Write a whole number, such as 11."))
        return int(typed)
    return None
