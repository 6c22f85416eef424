"""Repeating: words of one message that were recorded as a request before."""

from collections.abc import Iterator

from ledger.domain.document import Document
from ledger.domain.errors import BadInputError
from ledger.domain.point import PointGround
from ledger.domain.request import Passage
from ledger.domain.request import Request
from ledger.domain.sentence import said
from ledger.domain.sentence import Sentence
from ledger.domain.sentence import to_say
from ledger.store import documents
from ledger.store import requests
from ledger.store.database import Tx


def remarks(
    tx: Tx, document: Document, passage: Passage, recorded: Request | None = None
) -> Iterator[Sentence]:
    """Yield for each other request that stands at the same words which one it is.

    The originals of one message, and all places of the same bytes, hold the same words.
    """
    copies = {each.id for each in documents.with_digest(tx, document.digest)}
    copies |= {document.id}
    alike = set(copies)
    if document.message:
        alike |= {each.id for each in documents.of_message(tx, document.message)}
    for each in requests.of_documents(tx, alike):
        if each.withdrawn is not None or (recorded and each.id == recorded.id):
            continue
        elsewhere = each.passage.start != passage.start
        if elsewhere and each.passage.document in copies:
            continue
        if _folded(each.passage.quote) != _folded(passage.quote):
            continue
        if recorded and each.position > recorded.position:
            yield said(
                "The same words are recorded as %(label)s too.", label=each.label
            )
        else:
            yield said(
                "The same words are recorded as %(label)s already.", label=each.label
            )


def _folded(quote: str) -> str:
    return " ".join(quote.split())


_REPEATS = to_say("%(label)s is entered as repeating this one.")
_REVERSES = to_say("%(label)s is entered as reversing this one.")


def must_not_turn_back(tx: Tx, found: Request, first: Request) -> None:
    """Refuse a first mention that itself repeats this request, at any remove.

    Raises:
        BadInputError: it does.
    """
    step, seen = first, {first.id}
    while step.of is not None and step.of not in seen:
        if step.of == found.id:
            reverses = first.ground is PointGround.REWORK
            message = _REVERSES if reverses else _REPEATS
            raise BadInputError(said(message, label=first.label))
        step = requests.find(tx, step.of)
        seen.add(step.id)
