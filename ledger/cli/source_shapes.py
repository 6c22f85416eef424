"""The JSON of sources, and the lines that people read."""

from collections.abc import Iterable
from collections.abc import Iterator

from ledger.cli.shapes import at
from ledger.cli.shapes import event
from ledger.cli.shapes import Json
from ledger.domain import source
from ledger.domain.completeness import FolderAccount
from ledger.domain.event import SealedEvent
from ledger.domain.source import Mailbox
from ledger.services.connecting import Tried
from ledger.services.sources import Known


def known(value: Known) -> Json:
    """Return a source and how it goes with it; nothing that opens it."""
    settings = {
        name: each
        for name, each in source.fields_of(value.source.settings).items()
        if name != "certificate"
    }
    standing = value.standing
    return {
        "id": value.source.id,
        "kind": value.source.kind,
        "name": value.source.name,
        "place": value.source.place,
        "project": value.project.key if value.project else None,
        "custodian": value.source.custodian,
        "state": value.source.state,
        "settings": settings,
        "number": value.number,
        "tried_at": at(standing.tried_at),
        "synced_at": at(standing.done_at),
        "next_at": at(standing.next_at),
        "failures": standing.failures,
        "error": standing.error or None,
        "newest_receipt": standing.receipt,
        "busy": value.busy,
    }


def act(value: Known, written: SealedEvent) -> Json:
    """Return the event that was written about a source, and the source."""
    return {**event(written), "source": known(value)}


def account(value: FolderAccount) -> Json:
    """Return what became of the messages of a folder."""
    return {
        "folder": value.folder,
        "uidvalidity": value.validity,
        "current": value.current,
        "taken_in": str(value.taken_in),
        "set_aside": str(value.set_aside),
        "explained": [
            {"uids": str(each.uids), "rule": each.rule, "why": str(each.why)}
            for each in value.exclusions
        ],
        "unexplained": [
            {"uids": str(gap.uids), "number": len(gap.uids), "known": gap.why}
            for gap in value.gaps
        ],
    }


def tried(value: Tried) -> Json:
    """Return what was found by trying a connection."""
    return {
        "folders": list(value.folders),
        "proposed": list(value.proposed),
        "idle": value.idle,
    }


def tried_lines(value: Tried) -> Iterator[str]:
    """Yield what was found by trying a connection, for people."""
    yield "The connection works. Folders:"
    for name in value.folders:
        yield f"{'*' if name in value.proposed else ' '} {name}"
    yield "Those with a star are proposed; choose others with --folder."


def line(value: Known) -> str:
    """Return a source on one line."""
    told = value.standing.error or f"{value.number} so far"
    when = at(value.standing.done_at) or "not yet looked into"
    parts = (value.source.id, value.source.name, value.source.state, when, told)
    return "  ".join(map(str, parts))


def lines(value: Known, accounts: Iterable[FolderAccount]) -> Iterator[str]:
    """Yield a source with its folders, for people."""
    yield line(value)
    yield value.source.place
    if isinstance(value.source.settings, Mailbox):
        for each in accounts:
            counts = f"{len(each.taken_in)} taken in, {len(each.set_aside)} set aside"
            yield f"{each.folder} (UIDVALIDITY {each.validity}): {counts}"
            for left in each.exclusions:
                yield f"  {left.uids}: left out, {left.why}"
            for gap in each.gaps:
                yield f"  {gap.uids}: nothing says why they are not here ({gap.why})"
