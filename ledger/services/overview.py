"""Overview: where every project stands, and what needs somebody's attention."""

from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import timedelta
from enum import StrEnum

from ledger.domain import revision
from ledger.domain.contract import in_force
from ledger.domain.contract import Term
from ledger.domain.labels import natural
from ledger.domain.obligation import Obligation
from ledger.domain.project import Deliverable
from ledger.domain.project import Project
from ledger.domain.provision import TermName
from ledger.domain.receipt import Receipt
from ledger.domain.request import Request
from ledger.domain.request import SupportKind
from ledger.domain.revision import RevisionRound
from ledger.domain.source import Source
from ledger.opened import Ledger
from ledger.services import laying
from ledger.services import linking
from ledger.services import owing
from ledger.services import siding
from ledger.services.revisions import day_of
from ledger.services.revisions import Standing
from ledger.store import agreed
from ledger.store import chats
from ledger.store import obligations
from ledger.store import projects
from ledger.store import receipts
from ledger.store import requests
from ledger.store import tray
from ledger.store.database import Tx

_RECENT = timedelta(days=14)
_RECEIPTS = 20
_PATIENCE = timedelta(days=2)
"""How long a request may wait for a written yes before somebody is told."""

_TOLD = 3
"""How many of such requests are told one by one."""


@dataclass(frozen=True, slots=True)
class Overview:
    """A project with the account of each of its deliverables."""

    project: Project
    standings: tuple[Standing, ...]
    known: bool
    """True where a term in force says how many rounds are free."""


class Matter(StrEnum):
    """Why something needs attention."""

    UNCONFIRMED = "unconfirmed"
    """A request has waited some days for a written yes."""

    SUSPECT = "suspect"
    """An item of a specification reads otherwise than what rests on it supposes."""

    OVERDUE = "overdue"
    """What the client owes was due, and is not all there."""

    USED_UP = "used-up"
    """No free round is left of those that were granted."""

    UNREACHED = "unreached"
    """Nothing comes from a source just now."""

    SET_ASIDE = "set-aside"
    """Work in the background failed and waits for somebody."""

    UNREAD = "unread"
    """Something that came in lately is kept and cannot be read."""

    UNDATED = "undated"
    """An export of a chat does not say when its messages were written."""

    UNFILED = "unfiled"
    """Something waits for a project."""

    UNKNOWN = "unknown"
    """Nobody has entered how many rounds a contract grants."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One thing that somebody should look at."""

    matter: Matter
    project: Project | None = None
    standing: Standing | None = None
    receipt: Receipt | None = None
    request: Request | None = None
    number: int = 0
    """Of how many documents or requests, where it is not about a single one."""

    items: tuple[str, ...] = ()
    """The labels of the items of a specification that read otherwise now."""

    owed: tuple[Obligation, ...] = ()
    """What the client owes and has not all given, the one due first at the head."""

    days: int = 0
    """For how many days a request has waited, or the first of what is owed is late."""

    source: Source | None = None
    error: str = ""
    """Why nothing comes from the source, as it was said at the last look."""


@dataclass(frozen=True, slots=True)
class Whole:
    """Where everything stands."""

    projects: tuple[Overview, ...]
    """Each as it stands today, in its own zone; oldest first."""

    needs: tuple[Need, ...]
    """What needs attention, the most pressing first."""

    waiting: int
    """How many documents wait for a project."""


def whole(ledger: Ledger) -> Whole:
    """Return where every project stands, and what needs attention."""
    now = ledger.now()
    with ledger.db.reading() as tx:
        listed = _every(tx, now)
        found = [need for each in listed for need in needs_of(each)]
        found += _unread(tx, now)
        found += _unconfirmed(tx, now, [each.project for each in listed])
        found += _suspect(tx, now, [each.project for each in listed])
        found += _overdue(tx, now, [each.project for each in listed])
        waiting = tray.size(tx)
        undated = len(chats.unanswered(tx))
    if undated:
        found.append(Need(matter=Matter.UNDATED, number=undated))
    if waiting:
        found.append(Need(matter=Matter.UNFILED, number=waiting))
    order = list(Matter)
    needs = sorted(found, key=lambda need: order.index(need.matter))
    return Whole(tuple(listed), tuple(needs), waiting)


def needs_of(overview: Overview) -> list[Need]:
    """Return what needs attention in one project."""
    found = [
        Need(matter=Matter.USED_UP, project=overview.project, standing=each)
        for each in _used_up(overview.standings)
    ]
    if not overview.known:
        found.append(Need(matter=Matter.UNKNOWN, project=overview.project))
    return found


def needs_in(ledger: Ledger, overview: Overview) -> list[Need]:
    """Return what needs attention in one project, its requests too."""
    with ledger.db.reading() as tx:
        now = ledger.now()
        waiting = _unconfirmed(tx, now, [overview.project])
        suspects = _suspect(tx, now, [overview.project])
        overdue = _overdue(tx, now, [overview.project])
        return [*waiting, *suspects, *overdue, *needs_of(overview)]


def of(ledger: Ledger, project: Project, day: date | None = None) -> Overview:
    """Return where one project stands at the end of a day, or today."""
    when = day or day_of(project, ledger.now())
    with ledger.db.reading() as tx:
        terms = agreed.of_project(tx, project.id)
        rounds = laying.rounds(tx, project)
        listed = projects.deliverables(tx, project.id)
    return _overview(project, terms, rounds, listed, when)


def _every(tx: Tx, now: datetime) -> list[Overview]:
    terms = agreed.every(tx)
    listed = projects.every(tx)
    rounds = laying.every(tx, listed)
    deliverables = projects.every_deliverable(tx)
    return [
        _overview(
            project,
            terms.get(project.id, []),
            rounds[project.id],
            deliverables.get(project.id, []),
            day_of(project, now),
        )
        for project in listed
    ]


def _overview(
    project: Project,
    terms: Sequence[Term],
    rounds: Sequence[RevisionRound],
    listed: Sequence[Deliverable],
    day: date,
) -> Overview:
    accounts = [revision.account(each.id, terms, rounds, day) for each in listed]
    standings = tuple(map(Standing, listed, accounts))
    known = in_force(terms, TermName.FREE_ROUNDS, day) is not None
    return Overview(project, standings, known)


def _used_up(standings: Sequence[Standing]) -> Iterator[Standing]:
    """Yield where nothing free is left; what is shared is said once."""
    for each in standings:
        if each.account.left == 0 and each.account.used:
            yield each
            if each.account.allowance.shared:
                return


def _unconfirmed(tx: Tx, now: datetime, listed: Sequence[Project]) -> Iterator[Need]:
    """Yield the requests that wait for a yes: those against our advice first.

    A yes of our own people is none.
    """
    known = {project.id: project for project in listed}
    given = [each for each in requests.with_confirmation(tx) if each.project in known]
    ours = siding.ours(tx, given, {key: each.zone for key, each in known.items()})
    waiting = [
        (bool(each.standing(SupportKind.WARNING)), at, each)
        for each, at in requests.unconfirmed(tx, ours)
        if each.project in known and at <= now - _PATIENCE
    ]
    waiting.sort(key=lambda found: (found[0], found[1], found[2].position))
    newest = waiting[::-1]
    for _warned, at, each in newest[:_TOLD]:
        yield Need(
            matter=Matter.UNCONFIRMED,
            project=known[each.project],
            request=each,
            days=(now - at).days,
        )
    if len(newest) > _TOLD:
        only = listed[0] if len(listed) == 1 else None
        number = len(newest) - _TOLD
        yield Need(matter=Matter.UNCONFIRMED, project=only, number=number)


def _suspect(tx: Tx, now: datetime, listed: Sequence[Project]) -> Iterator[Need]:
    """Yield for each project how many of its links are suspect, and to which items."""
    found = linking.waiting(tx, now)
    for project in listed:
        if suspects := found.get(project.id):
            labels = sorted({item.label for _link, item in suspects}, key=natural)
            yield Need(
                matter=Matter.SUSPECT,
                project=project,
                number=len(suspects),
                items=tuple(labels),
            )


def _overdue(tx: Tx, now: datetime, listed: Sequence[Project]) -> Iterator[Need]:
    """Yield for each project what its client owes and was due."""
    owed: dict[str, list[Obligation]] = {}
    for each in obligations.every(tx):
        owed.setdefault(each.project, []).append(each)
    for project in listed:
        day = day_of(project, now)
        if late := owing.late(tx, project, day, owed.get(project.id, ())):
            yield Need(
                matter=Matter.OVERDUE,
                project=project,
                owed=tuple(late),
                days=max((day - each.due).days for each in late if each.due),
            )


def _unread(tx: Tx, now: datetime) -> list[Need]:
    listed = [
        receipt
        for receipt in receipts.newest(tx, _RECEIPTS)
        if receipt.opened_at > now - _RECENT
    ]
    numbers = receipts.unreadable_in_each(tx, [receipt.id for receipt in listed])
    return [
        Need(matter=Matter.UNREAD, receipt=receipt, number=numbers[receipt.id])
        for receipt in listed
        if receipt.id in numbers
    ]
