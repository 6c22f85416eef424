"""Mailboxes: take what is new in the folders of a mailbox, by UIDVALIDITY and UID.

The steps of one look, each of which leaves the ledger sound if the next one fails:

1. open each folder to look into it (nothing is ever marked, moved or deleted there);
2. list the UIDs from the last one on of which something is known, in their order;
   once a day, and when the server counts anew, all of them;
3. fetch a batch; the bytes are kept, then sealed together with the UIDs they had: that
   is the place from which the next look goes on;
4. say in the log of what was left out, why; and once a day, what each folder held.

A message that was fetched before, from wherever, is sealed as received again.
"""

import threading
from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from dataclasses import field
from datetime import datetime

from ledger.domain.completeness import Rule
from ledger.domain.event import Event
from ledger.domain.event import EventKind
from ledger.domain.event import Json
from ledger.domain.source import Mailbox
from ledger.domain.source import Source
from ledger.domain.uids import Uids
from ledger.opened import Ledger
from ledger.services import fetched
from ledger.services import intake
from ledger.services.fetched import Looked
from ledger.store import credentials
from ledger.store import sightings
from ledger.store import sources
from ledger.store.database import Tx
from ledger.wire import imap
from ledger.wire import tokens
from ledger.wire.imap import Connection

SYSTEM = "system"
CHANNEL = "imap"


@dataclass(slots=True)
class Haul:
    """What one look at a source has brought."""

    taken: int = 0
    receipts: list[str] = field(default_factory=list)
    left_out: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a folder held when it was looked into as a whole."""

    folder: str
    validity: int
    next: int
    uids: Uids


def opened(ledger: Ledger, source: Source) -> AbstractContextManager[Connection]:
    """Return a connection to a mailbox, signed in.

    Raises:
        LedgerError: the password is not here, or the server does not let us in.
    """
    known = credentials.find(ledger.home, source.id)
    login = tokens.login(source.name, known)
    if login.renewed and known:
        oauth = {**known.oauth, "refresh_token": login.renewed}
        kept = type(known)(known.how, known.value, oauth)
        credentials.keep(ledger.home, source.id, kept)
    return imap.connect(source.mailbox, login)


def sync(
    ledger: Ledger,
    source: Source,
    stop: threading.Event,
    haul: Haul,
    *,
    again: bool = False,
) -> None:
    """Take what is new in a mailbox; with ``again`` also what was set aside before.

    Raises:
        LedgerError: the mailbox cannot be looked into, or nothing can be kept; what
            was sealed by then is safe, and the next look goes on behind it.
    """
    seen: list[Held] = []
    whole = again or _is_time_for_all(ledger, source)
    with opened(ledger, source) as box:
        for name in source.mailbox.folders:
            if stop.is_set():
                return
            folder, held = _look(ledger, source, box, name, whole=whole, again=again)
            seen += [held] if held else []
            _take(ledger, source, box, folder, haul, stop)
            if stop.is_set():
                return
            _exclude(ledger, source, folder, haul)
    if seen:
        record_snapshot(ledger, source, seen)


def _is_time_for_all(ledger: Ledger, source: Source) -> bool:
    """Tell whether the last look at everything was on another day."""
    with ledger.db.reading() as tx:
        last = sightings.last_snapshot_at(tx, source.id)
    return last is None or last.date() != ledger.now().date()


def _look(
    ledger: Ledger,
    source: Source,
    box: Connection,
    name: str,
    *,
    whole: bool,
    again: bool,
) -> tuple[Looked, Held | None]:
    """Return what is new in a folder, and what it holds where all of it is listed."""
    look = box.examine(name)
    with ledger.db.reading() as tx:
        last = sightings.last_uid(tx, source.id, name, look.validity)
        whole = whole or not sightings.was_seen(tx, source.id, name, look.validity)
    seen = None
    if whole:
        there = box.uids() if look.messages else Uids()
        next_one = look.next or there.last + 1
        seen = Held(folder=name, validity=look.validity, next=next_one, uids=there)
        with ledger.db.reading() as tx:
            new = there - _done(tx, source, name, look.validity, again=again)
    elif look.next == last + 1 or not look.messages:
        new = Uids()
    else:
        new = box.uids(last + 1)
    left_out = _left_out(box, source.mailbox, new)
    for uids in left_out.values():
        new = new - uids
    folder = Looked(name=name, validity=look.validity, new=new, left_out=left_out)
    return folder, seen


def _done(tx: Tx, source: Source, folder: str, validity: int, *, again: bool) -> Uids:
    """Return the UIDs of which something is known, so that they are not fetched."""
    place = (tx, source.id, folder, validity)
    done = sightings.uids(*place, kept=True)
    if not again:
        done = done | sightings.uids(*place, kept=False)
    for each in sightings.left_out_of(*place):
        done = done | each.uids
    return done


def _left_out(box: Connection, mailbox: Mailbox, new: Uids) -> dict[str, Uids]:
    """Return what of the new messages is to be left out, by the rule that says so."""
    found: dict[str, Uids] = {}
    if new and mailbox.since:
        found[Rule.SINCE] = new - box.received_since(mailbox.since)
    if new and mailbox.leave_out:
        theirs = Uids()
        for address in mailbox.leave_out:
            theirs = theirs | (new & box.written_by(address))
        found[Rule.LEAVE_OUT] = theirs
    return {rule: uids for rule, uids in found.items() if uids}


def _take(
    ledger: Ledger,
    source: Source,
    box: Connection,
    folder: Looked,
    haul: Haul,
    stop: threading.Event,
) -> None:
    """Fetch what is new in a folder, in batches, under one receipt of this look."""
    _note_progress(ledger, source, 0, len(folder.new))
    done = 0
    for entries in fetched.batches(box, folder):
        if stop.is_set():
            return
        if not haul.receipts:
            haul.receipts.append(_open_receipt(ledger, source))
        files = fetched.files(box, source, folder, entries)
        for _number in intake.receive(ledger, haul.receipts[0], files):
            pass
        haul.taken += len(files)
        done += len(entries)
        _note_progress(ledger, source, done, len(folder.new))


def close(ledger: Ledger, haul: Haul) -> None:
    """Let the receipts of a look close, however it ended."""
    for receipt in haul.receipts:
        intake.let_close(ledger, receipt)


def _open_receipt(ledger: Ledger, source: Source) -> str:
    return intake.open_receipt(
        ledger,
        SYSTEM,
        custodian=source.custodian,
        channel=CHANNEL,
        project=source.project,
    )


def _exclude(ledger: Ledger, source: Source, folder: Looked, haul: Haul) -> None:
    """Say in the log which messages of a folder were left out, and why.

    It is said when the others are sealed: the next look goes on behind all of them.
    """
    events = [
        exclusion(source, SYSTEM, folder.name, folder.validity, uids, rule)
        for rule, uids in folder.left_out.items()
    ]
    if events:
        with ledger.db.writing() as tx:
            ledger.record(tx, *events)
        haul.left_out += sum(map(len, folder.left_out.values()))


def record_snapshot(ledger: Ledger, source: Source, seen: Iterable[Held]) -> None:
    """Seal what the folders held when all of it was listed."""
    folders: list[Json] = [
        {
            "folder": each.folder,
            "uidvalidity": each.validity,
            "uidnext": each.next,
            "messages": len(each.uids),
            "uids": str(each.uids),
        }
        for each in seen
    ]
    snapshot = Event(
        kind=EventKind.MAILBOX_SNAPSHOT,
        subject=source.id,
        actor=SYSTEM,
        fields={"name": source.name, "folders": folders},
    )
    with ledger.db.writing() as tx:
        ledger.record(tx, snapshot)


def _note_progress(ledger: Ledger, source: Source, fetched: int, of: int) -> None:
    if of:
        with ledger.db.writing() as tx:
            sources.note(tx, source.id, fetched=fetched, of=of)


def received(facts: dict[str, Json]) -> datetime | None:
    """Return when the server received a message, as it said."""
    try:
        return datetime.strptime(str(facts.get("received")), "%d-%b-%Y %H:%M:%S %z")
    except ValueError:
        return None


def exclusion(
    source: Source,
    actor: str,
    folder: str,
    validity: int,
    uids: Uids,
    rule: str,
    why: str = "",
) -> Event:
    """Return the event that says why messages were left out."""
    return Event(
        kind=EventKind.MESSAGE_EXCLUDED,
        subject=source.id,
        actor=actor,
        fields={
            "folder": folder,
            "uidvalidity": validity,
            "uids": str(uids),
            "rule": str(rule),
            "why": why,
        },
    )
