"""How a document is cited: who, when, what, where in it, and its digest."""

import re
from collections.abc import Iterable

from flask import Flask
from flask_babel import format_datetime
from flask_babel import gettext as _

from ledger.domain import receipt
from ledger.domain.document import Document
from ledger.domain.reading import Participant
from ledger.domain.reading import SENT
from ledger.domain.request import KnownBy
from ledger.domain.request import Passage
from ledger.domain.sentence import Sentence
from ledger.domain.spot import Spot
from ledger.services import spots
from ledger.services.requests import Looked
from ledger.web.context import the_ledger
from ledger.web.sentences import translated

_CLAIMED = re.compile(
    r"(?:D:)?(\d{4}):?(\d\d):?(\d\d)"
    r"(?: ?(\d\d):?(\d\d)(?::?\d\d)?(Z|[+-]\d\d'?\d\d'?)?)?"
)

_LONGEST = 60
"""How many letters are cited of what a document says of its time."""


def register(app: Flask) -> None:
    """Let templates say where words stand, and when a file says that it was made."""
    app.jinja_env.globals["spot_of"] = spot_of
    app.jinja_env.filters["claimed"] = claimed


def claimed(text: str) -> str:
    """Return a moment that a PDF or a picture says of itself as people write it.

    Examples:
        >>> claimed("D:20250310141530+02'00'"), claimed("2025:03:10 14:15:30")
        ('2025-03-10 14:15 +0200', '2025-03-10 14:15')
        >>> claimed("in spring")
        'in spring'
    """
    found = _CLAIMED.fullmatch(text.strip())
    if not found:
        return text
    year, month, day, hour, minute, zone = (each or "" for each in found.groups())
    time = f"{hour}:{minute}" if hour else ""
    zone = zone.replace("'", "").replace("Z", "UTC")
    return " ".join(filter(None, (f"{year}-{month}-{day}", time, zone)))


def citation(
    document: Document, author: Participant | None, spot: Spot | None = None
) -> str:
    """Return a citation that another person can check: a line of plain text."""
    who = name_of(author) if author else ""
    when = format_datetime(document.sorted_at, "d MMM y, HH:mm ('UTC'xxx)")
    if document.dated_at is None:
        when = _undated(document, when)
    title = document.title or _("Without a title")
    what = f"“{title}”" + (f", {translated(spot.said)}" if spot else "")
    proof = f"SHA-256 {document.digest.hex}"
    parts = (who, when, what, document.id, proof)
    return ", ".join(" ".join(part.split()) for part in parts if part)


def _undated(document: Document, when: str) -> str:
    """Return when a document without a sure date was taken in, and what it says."""
    if not document.sent_raw.strip():
        return str(_("no date, taken in %(when)s", when=when))
    said = " ".join(document.sent_raw.split())[:_LONGEST]
    return str(
        _("no sure date, “%(said)s” by itself, taken in %(when)s", said=said, when=when)
    )


def words(
    document: Document,
    author: Participant | None,
    looked: Looked,
    remarks: Iterable[Sentence] = (),
) -> str:
    """Return the citation of words in a document: whose they are, and where they stand.

    What the file says of them (that they are deleted in it) is said with them.
    """
    passage, writer = looked.passage, looked.writer
    whole = citation(document, author, spot_of(document, passage))
    if document.kind in SENT and writer is None:
        whole = _("words of several writers in: %(citation)s", citation=whole)
    elif writer and writer.known_by is KnownBy.QUOTATION:
        name = writer.name or writer.address or _("somebody who is not named")
        whole = _("%(name)s, as quoted by: %(citation)s", name=name, citation=whole)
    told = " ".join(translated(each) for each in remarks)
    quoted = " ".join(passage.quote.split())
    return f"“{quoted}” {whole}" + (f" ({told})" if told else "")


def spot_of(document: Document, passage: Passage) -> Spot | None:
    """Return where the words of a passage stand, by the names of its file."""
    return spots.of_passage(the_ledger(), document, passage)


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
