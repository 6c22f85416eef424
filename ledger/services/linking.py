"""Linking: what rests on an item of a specification, and whether it still reads so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from datetime import datetime

from ledger.domain import moment
from ledger.domain import suspect
from ledger.domain.digest import new_id
from ledger.domain.event import Event
from ledger.domain.event import EventKind
from ledger.domain.event import Json
from ledger.domain.folding import fingerprint
from ledger.domain.project import Project
from ledger.domain.request import Request
from ledger.domain.sentence import said
from ledger.domain.specification import Item
from ledger.domain.specification import Specification
from ledger.domain.specification import State
from ledger.domain.specification_errors import SpecificationStateError
from ledger.domain.suspect import Link
from ledger.domain.suspect import Look
from ledger.opened import Ledger
from ledger.services import asking
from ledger.services import likeness
from ledger.services import passages
from ledger.services.asking import Asked
from ledger.services.likeness import Piece
from ledger.services.revisions import day_of
from ledger.store import accounts
from ledger.store import projects
from ledger.store import requests
from ledger.store import spec_links
from ledger.store import specifications
from ledger.store.database import Tx

REQUEST = "request"


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """A link with what it leads from and to."""

    link: Link
    project: Project
    item: Item
    request: Request
    now: State
    """How the item stands today."""

    suspect: bool
    seen_by: tuple[tuple[Look, str], ...]
    """Who looked at it, with the name; the newest last."""

    @property
    def differs(self) -> bool:
        """Tell whether the item reads otherwise today than on the day of the link."""
        return fingerprint(self.now.words) != self.link.fingerprint

    @property
    def pieces(self) -> list[Piece]:
        """Return the words of today, with what was left out and put in since."""
        return likeness.pieces(self.link.words, self.now.words or "")


def link(ledger: Ledger, actor: str, request_key: str, item_key: str) -> Linked:
    """Say that a request is about an item: its words on the day of the request.

    Raises:
        NotFoundError: there is no such request, or no such item in its project.
        SpecificationStateError: they are linked already, or the item never held.
    """
    with ledger.db.writing() as tx:
        asked = asking.told(tx, [requests.find(tx, request_key)])[0]
        project = asked.project
        _owner, item = specifications.find_item(tx, item_key, project.id)
        for each in spec_links.of_target(tx, asked.request.id):
            if each.item == item.id:
                message = said(
                    "%(request)s is linked to %(item)s already.",
                    request=asked.request.label,
                    item=item.label,
                )
                raise SpecificationStateError(message)
        found = specifications.of_project(tx, project.id)
        today = day_of(project, ledger.now())
        tied = suspect.tied(found, item.id, _day(project, asked.at), today)
        if tied is None:
            message = said("%(item)s was never in force.", item=item.label)
            raise SpecificationStateError(message)
        key = _record(ledger, tx, actor, asked, item, tied)
        return _one(tx, ledger.now(), key)


def _record(
    ledger: Ledger,
    tx: Tx,
    actor: str,
    asked: Asked,
    item: Item,
    tied: tuple[date, str],
) -> str:
    """Record a link to the words of a day, and return its id."""
    day, words = tied
    event = Event(
        kind=EventKind.LINK_RECORDED,
        subject=new_id("l"),
        actor=actor,
        projects=(asked.project.id,),
        fields={
            "kind": REQUEST,
            "target": asked.request.id,
            "item": item.id,
            "on": day.isoformat(),
            "fingerprint": fingerprint(words),
            "words": words,
        },
    )
    ledger.record(tx, event)
    return event.subject


def unlink(ledger: Ledger, actor: str, key: str, why: str) -> Linked:
    """Take a link back, with a reason; the log keeps it.

    Raises:
        SpecificationStateError: it is taken back already.
    """
    reason = passages.reason(why)
    with ledger.db.writing() as tx:
        project, found = spec_links.find(tx, key)
        _must_stand(found)
        _happen(ledger, tx, actor, project, found, EventKind.LINK_WITHDRAWN, why=reason)
        return _one(tx, ledger.now(), key)


def look(ledger: Ledger, actor: str, key: str) -> Linked:
    """Note that somebody looked at a link and at how the item reads today.

    Raises:
        SpecificationStateError: nothing changed since somebody looked.
    """
    with ledger.db.writing() as tx:
        project, found = spec_links.find(tx, key)
        _must_stand(found)
        now = _one(tx, ledger.now(), key)
        if not now.suspect:
            message = said("The item reads as it did when somebody last looked.")
            raise SpecificationStateError(message)
        seen = fingerprint(now.now.words)
        kind = EventKind.LINK_LOOKED_AT
        _happen(ledger, tx, actor, project, found, kind, fingerprint=seen)
        return _one(tx, ledger.now(), key)


def unlook(ledger: Ledger, actor: str, key: str) -> Linked:
    """Take the newest look at a link back; the log keeps both.

    Raises:
        SpecificationStateError: nobody looked.
    """
    with ledger.db.writing() as tx:
        project, found = spec_links.find(tx, key)
        standing = [each for each in found.looks if not each.withdrawn]
        if not standing:
            message = said("Nobody looked at this link yet.")
            raise SpecificationStateError(message)
        newest = standing[-1].position
        kind = EventKind.LINK_LOOK_WITHDRAWN
        _happen(ledger, tx, actor, project, found, kind, look=newest)
        return _one(tx, ledger.now(), key)


def find(ledger: Ledger, key: str) -> Linked:
    """Return a link by its id.

    Raises:
        NotFoundError: there is none.
    """
    with ledger.db.reading() as tx:
        return _one(tx, ledger.now(), key)


def of_request(ledger: Ledger, request: Request) -> list[Linked]:
    """Return the items that a request is about."""
    with ledger.db.reading() as tx:
        project = projects.find(tx, request.project)
        found = specifications.of_project(tx, project.id)
        listed = spec_links.of_target(tx, request.id)
        return _told(tx, project, found, listed, day_of(project, ledger.now()))


def told(tx: Tx, project: Project, found: Specification, today: date) -> list[Linked]:
    """Return the links of a project with what they lead from and to."""
    return _told(tx, project, found, spec_links.of_project(tx, project.id), today)


def waiting(tx: Tx, now: datetime) -> dict[str, list[tuple[Link, Item]]]:
    """Return the links that are suspect today, by the id of their project."""
    links = spec_links.every(tx)
    if not links:
        return {}
    known = {project.id: project for project in projects.every(tx)}
    found = {}
    for key, listed in links.items():
        specification = specifications.of_project(tx, key)
        items = {each.id: each for each in specification.items}
        today = day_of(known[key], now)
        suspects = [
            (each, items[each.item])
            for each in listed
            if each.is_suspect(specification.state(each.item, today))
        ]
        if suspects:
            found[key] = suspects
    return found


def _one(tx: Tx, now: datetime, key: str) -> Linked:
    owner, link = spec_links.find(tx, key)
    project = projects.find(tx, owner)
    found = specifications.of_project(tx, owner)
    return _told(tx, project, found, [link], day_of(project, now))[0]


def _told(
    tx: Tx, project: Project, found: Specification, links: Sequence[Link], today: date
) -> list[Linked]:
    items = {each.id: each for each in found.items}
    names = {account.id: account.name for account in accounts.every(tx)}
    states = {each.item: found.state(each.item, today) for each in links}
    return [
        Linked(
            link=each,
            project=project,
            item=items[each.item],
            request=requests.find(tx, each.target),
            now=states[each.item],
            suspect=each.is_suspect(states[each.item]),
            seen_by=tuple(
                (look, names.get(look.actor, look.actor))
                for look in each.looks
                if not look.withdrawn
            ),
        )
        for each in links
    ]


def _day(project: Project, at: datetime | None) -> date | None:
    return at.astimezone(moment.zone(project.zone)).date() if at else None


def _must_stand(found: Link) -> None:
    if found.withdrawn is not None:
        message = said("This link is taken back already.")
        raise SpecificationStateError(message)


def _happen(
    ledger: Ledger,
    tx: Tx,
    actor: str,
    project: str,
    link: Link,
    kind: EventKind,
    **fields: Json,
) -> None:
    ledger.record(
        tx,
        Event(
            kind=kind,
            subject=link.id,
            actor=actor,
            projects=(project,),
            fields={"item": link.item, "target": link.target, **fields},
        ),
    )
