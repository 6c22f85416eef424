"""Oddities: what a reader of a message should know of its head."""

from collections.abc import Iterator
from collections.abc import Sequence

from ledger.domain.document import Document
from ledger.domain.reading import Participant
from ledger.domain.sentence import said
from ledger.domain.sentence import Sentence

_TWICE = said(
    "a line of its head that may stand once stands twice; mail programs may show "
    "another sender, subject or date."
)
_DATE = said("the date that it claims cannot be.")
_FLAGS = {
    "duplicate-header": _TWICE,
    "date-impossible": _DATE,
    "impossible-date": _DATE,
    "unreadable-date": said("the date that it claims cannot be read."),
    "date-without-zone": said("the date that it claims names no time zone."),
    "bare-cr": said(
        "its head has bare carriage returns; mail programs may read other lines."
    ),
    "nul-in-head": said("its head has zero bytes; mail programs may read other lines."),
    "named-as-another": said(
        "the name of its sender holds an address that is not the one behind it."
    ),
    "answers-elsewhere": said(
        "answers to it go to another domain than that of its sender."
    ),
    "several-boundaries": said(
        "it says in two ways where its parts begin; mail programs may show other parts."
    ),
}


def of_head(document: Document, people: Sequence[Participant]) -> Iterator[Sentence]:
    """Yield what is odd about the head of a message, each once, to follow a colon."""
    told = [_FLAGS[flag] for flag in document.flags if flag in _FLAGS]
    yield from dict.fromkeys(told)
    senders = [each.address or each.name for each in people if each.role == "from"]
    if len(set(senders)) > 1:
        names = ", ".join(dict.fromkeys(senders))
        yield said("it names several senders: %(names)s.", names=names)
    if document.sent_at and document.sent_at > document.provenance.taken_in_at:
        yield said("by the date that it claims it was here before it was sent.")
