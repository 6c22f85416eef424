"""How a document is cited: who, when, what, where in it, and its digest."""

from flask_babel import format_datetime
from flask_babel import gettext as _

from ledger.domain import receipt
from ledger.domain.document import Document
from ledger.domain.reading import Participant
from ledger.web.sentences import translated


def citation(
    document: Document, author: Participant | None, page: int | None = None
) -> str:
    """Return a citation that another person can check: a line of plain text."""
    who = name_of(author) if author else ""
    when = format_datetime(document.sorted_at, "d MMM y, HH:mm ('UTC'xxx)")
    if document.dated_at is None:
        when = _("no date, taken in %(when)s", when=when)
    title = document.title or _("Without a title")
    what = f"“{title}”" + (_(", page %(number)s", number=page) if page else "")
    proof = f"SHA-256 {document.digest.hex}"
    parts = (who, when, what, document.id, proof)
    return ", ".join(" ".join(part.split()) for part in parts if part)


def name_of(person: Participant) -> str:
    """Return what somebody in the head of a message is called."""
    if person.name and person.address:
        return f"{person.name} <{person.address}>"
    return person.name or person.address


def time_source(document: Document) -> str:
    """Return where the time of a document is known from, as a phrase."""
    if document.sorted_at == document.sent_at:
        return str(_("as the sender’s clock says"))
    if document.sorted_at == document.received_at:
        return str(_("as the receiving server says"))
    if document.sorted_at == document.provenance.taken_in_at:
        return str(_("when it was taken in"))
    return str(_("as the message says that it came with"))


def in_words(reason: str | None) -> str:
    """Return why something has no text or was not kept, in the viewer's language.

    It was sealed in English, and may hold names: a template escapes it.
    """
    return translated(receipt.said_of(reason)) if reason else ""
