"""Completeness: what of a mailbox is not here, and whether anything says why."""

from collections.abc import Iterator

from ledger.domain.completeness import FolderAccount
from ledger.domain.completeness import Missing
from ledger.domain.completeness import Rule
from ledger.domain.errors import BadInputError
from ledger.domain.errors import DatabaseDamagedError
from ledger.domain.errors import NotFoundError
from ledger.domain.sentence import counted
from ledger.domain.sentence import said
from ledger.domain.source import Source
from ledger.domain.source import SourceKind
from ledger.domain.uids import Uids
from ledger.opened import Ledger
from ledger.services import mailboxes
from ledger.services.audit import Finding
from ledger.services.audit import Report
from ledger.store import sightings
from ledger.store import sources
from ledger.store.database import Tx
from ledger.store.sightings import Snapshot

_LONGEST = 120
"""Letters of a list of UIDs that a finding shows."""


def of_source(ledger: Ledger, source: Source) -> list[FolderAccount]:
    """Return what became of the messages of each folder, as far as numbers go."""
    with ledger.db.reading() as tx:
        return list(_accounts(tx, source))


def with_gaps(ledger: Ledger, report: Report) -> Report:
    """Return the report of an audit with the messages that nothing is known of.

    They break no seal, so the verdict stays as it is.
    """
    try:
        with ledger.db.reading() as tx:
            known = [s for s in sources.all_ever(tx) if s.kind is SourceKind.IMAP]
            found = [f for each in known for f in _findings(each, _accounts(tx, each))]
    except DatabaseDamagedError:
        return report  # which says so already
    findings = (*report.findings, *found)
    return Report(report.events, report.blobs, report.verdict, findings)


def explain(
    ledger: Ledger, actor: str, source: Source, folder: str, uids: Uids, why: str
) -> None:
    """Say why messages of a folder are not here; the log keeps it.

    Raises:
        BadInputError: no reason is given, or there is nothing to explain.
        NotFoundError: there is no such folder.
    """
    if not why.strip():
        raise BadInputError(said("Say why; it is kept with the log."))
    with ledger.db.writing() as tx:
        accounts = [each for each in _accounts(tx, source) if each.folder == folder]
        current = next((each for each in accounts if each.current), None)
        if current is None:
            raise NotFoundError("folder", folder)
        open_ones = Uids()
        for gap in current.gaps:
            open_ones = open_ones | gap.uids
        if not uids or uids - open_ones:
            raise BadInputError(
                said(
                    "Of UIDs %(uids)s something is known already, or they were never "
                    "given.",
                    uids=uids - open_ones if uids else "–",
                )
            )
        validity = current.validity
        event = mailboxes.exclusion(
            source, actor, folder, validity, uids, Rule.BY_HAND, why.strip()
        )
        ledger.record(tx, event)


def _accounts(tx: Tx, source: Source) -> Iterator[FolderAccount]:
    """Yield an account for each folder and each count of it, in the order of looks."""
    held: dict[tuple[str, int], list[Snapshot]] = {}
    newest: dict[str, int] = {}
    for snapshot in sightings.taken_snapshots(tx, source.id):
        held.setdefault((snapshot.folder, snapshot.validity), []).append(snapshot)
        newest[snapshot.folder] = snapshot.validity
    for (folder, validity), looks in held.items():
        place = (tx, source.id, folder, validity)
        yield FolderAccount(
            folder=folder,
            validity=validity,
            current=newest[folder] == validity,
            taken_in=sightings.uids(*place, kept=True),
            set_aside=sightings.uids(*place, kept=False),
            exclusions=tuple(sightings.left_out_of(*place)),
            first=looks[0].uids,
            first_next=looks[0].next,
            there=looks[-1].uids,
            next=looks[-1].next,
        )


def _findings(source: Source, accounts: Iterator[FolderAccount]) -> Iterator[Finding]:
    for each in accounts:
        for gap in each.gaps:
            where = said(
                "%(source)s, folder %(folder)s, UIDs %(uids)s",
                source=source.name,
                folder=each.folder,
                uids=_short(gap.uids),
            )
            yield Finding(_what(gap.why, len(gap.uids)), where, broken=False)


def _what(why: Missing, number: int) -> str:
    match why:
        case Missing.BEFORE:
            return counted(
                "%(num)s message was gone before the mailbox was connected",
                "%(num)s messages were gone before the mailbox was connected",
                number,
            )
        case Missing.BETWEEN:
            return counted(
                "%(num)s message came and went between two looks; nothing says why",
                "%(num)s messages came and went between two looks; nothing says why",
                number,
            )
        case Missing.WAITING:
            return counted(
                "%(num)s message is on the server and was not taken in",
                "%(num)s messages are on the server and were not taken in",
                number,
            )


def _short(uids: Uids) -> str:
    text = str(uids)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rpartition(',')[0]}…"
