"""Bringing: what is logged of files that somebody brought, whatever became of them.

A file is a new document, one that was there before, or one that could not be kept; it
has its line in the receipt in each case.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path

from ledger.domain.digest import new_id
from ledger.domain.event import BlobRef
from ledger.domain.event import Event
from ledger.domain.event import EventKind
from ledger.domain.event import Json
from ledger.domain.filing import Code
from ledger.domain.filing import fields_of
from ledger.domain.filing import Reason
from ledger.domain.maildir import holds_mail
from ledger.domain.maildir import MAIL
from ledger.domain.receipt import BROKEN_OFF
from ledger.domain.receipt import Outcome
from ledger.domain.receipt import Receipt
from ledger.opened import Ledger
from ledger.store import documents
from ledger.store import jobs
from ledger.store import receipts
from ledger.store import waiting
from ledger.store.blobs import Kept
from ledger.store.database import Tx
from ledger.store.jobs import Priority

_FEW = 50
"""How many files somebody waits for before the page; more are an import."""


@dataclass(frozen=True, slots=True)
class Brought:
    """A file after it was looked at: kept, or set aside with a reason."""

    path: str
    kept: Kept | None
    reason: str = ""
    arrival: dict[str, Json] = field(default_factory=dict)

    @property
    def came(self) -> dict[str, Json]:
        """Return the field of an event that says from which source it came."""
        return {"arrival": self.arrival} if self.arrival else {}


@dataclass(frozen=True, slots=True)
class TooMuch(Brought):
    """A file for which the disk has no room; smaller ones may still fit."""


def log(ledger: Ledger, tx: Tx, receipt: Receipt, brought: list[Brought]) -> None:
    """Log files that were brought, and queue the reading of those that are new."""
    kept = [each.kept.digest for each in brought if each.kept]
    known = documents.roots_with(tx, kept)
    said_before = _set_aside_before(tx, receipt, brought)
    new: list[str] = []
    happened: list[Event] = []
    for each in brought:
        if each.kept is None:
            if (each.path, each.reason) not in said_before:
                happened.append(_set_aside(receipt, each))
        elif each.kept.digest in known:
            first = known[each.kept.digest]
            happened += _again(receipt, first, each, each.kept)
        else:
            key = known[each.kept.digest] = new_id("d")
            new.append(key)
            happened += _taken_in(receipt, key, each, each.kept)
    ledger.record(tx, *happened)
    jobs.add(
        tx,
        jobs.READ,
        new,
        ledger.now(),
        receipt=receipt.id,
        priority=_priority(tx, receipt, len(new)),
    )


def break_off(ledger: Ledger, tx: Tx, key: str, paths: Iterable[str]) -> None:
    """Say in a receipt that nobody brought the rest of what lies at some paths."""
    receipt = receipts.find(tx, key)
    left = [Brought(path, None, BROKEN_OFF) for path in paths]
    ledger.record(tx, *(_set_aside(receipt, each) for each in left))


def _priority(tx: Tx, receipt: Receipt, more: int) -> Priority:
    """Return how urgent the reading of new files is: a few are waited for."""
    few = more <= _FEW and not waiting.is_more_than(tx, receipt.id, _FEW - more)
    return Priority.NOW if few else Priority.IMPORT


def _set_aside_before(
    tx: Tx, receipt: Receipt, brought: list[Brought]
) -> set[tuple[str, str | None]]:
    """Return what was set aside before an act was broken off: it is said once."""
    if all(each.kept for each in brought):
        return set()
    lines = receipts.lines(tx, receipt.id, Outcome.SET_ASIDE)
    return {(line.path, line.reason) for line in lines}


def _set_aside(receipt: Receipt, file: Brought) -> Event:
    return Event(
        kind=EventKind.FILE_SET_ASIDE,
        subject=receipt.id,
        actor=receipt.actor,
        fields={"path": file.path, "reason": file.reason, **file.came},
    )


def _again(receipt: Receipt, first: str, file: Brought, kept: Kept) -> list[Event]:
    again = Event(
        kind=EventKind.DOCUMENT_RECEIVED_AGAIN,
        subject=first,
        actor=receipt.actor,
        blobs=(BlobRef("raw", kept.digest, kept.size),),
        fields={
            "receipt": receipt.id,
            "path": file.path,
            "custodian": receipt.custodian,
            "channel": receipt.channel,
            **file.came,
        },
    )
    return [again, *_filed(receipt, first)]


def _taken_in(receipt: Receipt, key: str, file: Brought, kept: Kept) -> list[Event]:
    taken_in = Event(
        kind=EventKind.DOCUMENT_TAKEN_IN,
        subject=key,
        actor=receipt.actor,
        projects=(receipt.project,) if receipt.project else (),
        blobs=(BlobRef("raw", kept.digest, kept.size),),
        fields={
            "receipt": receipt.id,
            "path": file.path,
            "name": Path(file.path).name or file.path,
            "custodian": receipt.custodian,
            "channel": receipt.channel,
            **file.came,
            **({"media_type": MAIL} if holds_mail(file.path) else {}),
        },
    )
    return [taken_in, *_filed(receipt, key)]


def _filed(receipt: Receipt, key: str) -> list[Event]:
    if not receipt.project:
        return []
    filed = Event(
        kind=EventKind.DOCUMENT_FILED,
        subject=key,
        actor=receipt.actor,
        projects=(receipt.project,),
        fields=fields_of(Reason(Code.TAKEN_IN)),
    )
    return [filed]
