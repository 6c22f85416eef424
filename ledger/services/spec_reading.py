"""Reading a specification: from a document to items that a person confirms.

1. read: the items that the newest reading seems to hold, each with the item that it
   is, if it was there before;
2. a person looks, takes rows out, says which item is which;
3. record: one event with all of them. Nothing is saved before that.
"""

from collections.abc import Sequence
from datetime import date

from ledger.domain.digest import new_id
from ledger.domain.errors import BadInputError
from ledger.domain.event import BlobRef
from ledger.domain.event import Event
from ledger.domain.event import EventKind
from ledger.domain.event import Json
from ledger.domain.filing import Code
from ledger.domain.filing import Reason
from ledger.domain.quote_errors import QuoteDoubtfulError
from ledger.domain.sentence import said
from ledger.domain.specification import Baseline
from ledger.domain.specification import Specification
from ledger.domain.specification_errors import SpecificationStateError
from ledger.opened import Ledger
from ledger.services import filing
from ledger.services import spec_entries
from ledger.services import spec_preview
from ledger.services.spec_preview import ALL
from ledger.services.spec_preview import Choices
from ledger.services.spec_preview import Preview
from ledger.services.spec_preview import Row
from ledger.store import specifications
from ledger.store.database import Tx


def preview(
    ledger: Ledger,
    project_key: str,
    document_key: str,
    from_day: date | None = None,
    choices: Choices = ALL,
) -> Preview:
    """Return what a document seems to hold, and what recording it would change.

    Without a day it is compared with what is in force on the newest day of all.

    Raises:
        BadInputError: the document has no words, or nothing in it is an item.
    """
    with ledger.db.reading() as tx:
        return spec_preview.of(ledger, tx, project_key, document_key, from_day, choices)


def record(
    ledger: Ledger,
    actor: str,
    project_key: str,
    document_key: str,
    from_day: date,
    choices: Choices = ALL,
) -> Baseline:
    """Record a document as the specification from a day on.

    Raises:
        SpecificationStateError: it is recorded already, or was read anew since.
        QuoteDoubtfulError: words of a scan are doubtful, and nobody looked.
    """
    with ledger.db.writing() as tx:
        seen = spec_preview.of(ledger, tx, project_key, document_key, from_day, choices)
        if choices.reading and choices.reading != seen.reading:
            message = said("The document was read anew; look at its items again.")
            raise SpecificationStateError(message)
        rows = [e for n, e in enumerate(seen.rows) if n not in choices.left_out]
        if not rows:
            raise BadInputError(said("Choose at least one item."))
        doubtful = [word for each in rows for word in each.doubtful]
        if doubtful and not choices.looked:
            raise QuoteDoubtfulError(", ".join(doubtful[:20]))
        found = specifications.of_project(tx, seen.project.id)
        _must_be_free(found, seen)
        event = _event(tx, actor, seen, rows, choices)
        reason = Reason(Code.SPECIFICATION)
        filings = filing.along(tx, actor, seen.project, [seen.document], reason)
        ledger.record(tx, *filings, event)
        return specifications.find(tx, event.subject)[1]


def _event(
    tx: Tx, actor: str, seen: Preview, rows: Sequence[Row], choices: Choices
) -> Event:
    document = seen.document
    origin = spec_entries.origin(tx, seen.project, choices.asked)
    items: list[Json] = [_told(each) for each in rows]
    missing = {item.id for item, _state in seen.missing}
    kept: list[Json] = [*sorted(choices.kept & missing)]
    return Event(
        kind=EventKind.SPECIFICATION_RECORDED,
        subject=new_id("s"),
        actor=actor,
        projects=(seen.project.id,),
        blobs=(BlobRef("source", document.digest, document.size),),
        fields={
            "document": document.id,
            "from": seen.from_day.isoformat(),
            "whole": choices.whole,
            "kept": kept,
            "origin": origin,
            "items": items,
        },
    )


def _told(row: Row) -> Json:
    found = row.found
    return {
        "id": new_id("v"),
        "item": row.item.id if row.item else new_id("i"),
        "label": None if row.item else row.label,
        "number": found.number,
        "heading": found.heading,
        "words": found.words,
        "start": found.start,
        "end": found.end,
        "page": found.page,
        "pieces": [[low, high] for low, high in found.pieces],
    }


def _must_be_free(found: Specification, seen: Preview) -> None:
    """Refuse a second specification from one day: it would be a matter of order."""
    for each in found.baselines:
        if each.withdrawn is None and each.from_day == seen.from_day:
            message = said(
                "A specification from %(day)s is recorded already; take it back first.",
                day=seen.from_day.isoformat(),
            )
            raise SpecificationStateError(message)
