"""Specifying: enter an item by hand, change it, remove it, rename it; take it back."""

from datetime import date

from ledger.domain import labels as rules
from ledger.domain.digest import new_id
from ledger.domain.errors import AlreadyThereError
from ledger.domain.event import Event
from ledger.domain.event import EventKind
from ledger.domain.event import Json
from ledger.domain.folding import fold
from ledger.domain.project import Project
from ledger.domain.sentence import said
from ledger.domain.specification import Item
from ledger.domain.specification import Specification
from ledger.domain.specification_errors import SpecificationStateError
from ledger.opened import Ledger
from ledger.services import passages
from ledger.services import spec_entries
from ledger.services.spec_entries import Entry
from ledger.store import projects
from ledger.store import specifications
from ledger.store.database import Tx


def add(
    ledger: Ledger, actor: str, project_key: str, entry: Entry, label: str = ""
) -> Item:
    """Enter a new item; without a label it gets the next one.

    Raises:
        AlreadyThereError: the label is taken.
        QuoteNotFoundError: the words do not stand in the document.
    """
    with ledger.db.writing() as tx:
        project = projects.find(tx, project_key)
        found = specifications.of_project(tx, project.id)
        wanted = (
            spec_entries.label_of(label)
            if label.strip()
            else rules.free_label("", _taken(found))
        )
        _must_be_free(found, wanted)
        event = Event(
            kind=EventKind.SPEC_ITEM_RECORDED,
            subject=new_id("i"),
            actor=actor,
            projects=(project.id,),
            fields={"label": wanted},
        )
        spec_entries.record(
            ledger, tx, event, project, spec_entries.said_of(ledger, tx, project, entry)
        )
        return Item(event.subject, wanted)


def change(
    ledger: Ledger, actor: str, item_key: str, entry: Entry, project: str | None = None
) -> Item:
    """Let an item read otherwise from a day on.

    Raises:
        SpecificationStateError: it reads so already, or was entered from that day.
    """
    with ledger.db.writing() as tx:
        owner, item, found = _item(tx, item_key, project)
        _must_be_first(found, item, entry.from_day)
        told = spec_entries.said_of(ledger, tx, owner, entry)
        there = found.state(item.id, entry.from_day).words
        if there is not None and fold(there) == fold(told.words):
            message = said(
                "%(item)s reads so already on %(day)s.",
                item=item.label,
                day=entry.from_day.isoformat(),
            )
            raise SpecificationStateError(message)
        event = Event(
            kind=EventKind.SPEC_ITEM_CHANGED,
            subject=item.id,
            actor=actor,
            projects=(owner.id,),
        )
        spec_entries.record(ledger, tx, event, owner, told)
        return item


def remove(
    ledger: Ledger, actor: str, item_key: str, entry: Entry, project: str | None = None
) -> Item:
    """Let an item hold no more from a day on; its words stay.

    Raises:
        SpecificationStateError: it does not hold on that day.
    """
    with ledger.db.writing() as tx:
        owner, item, found = _item(tx, item_key, project)
        _must_be_first(found, item, entry.from_day)
        if found.state(item.id, entry.from_day).words is None:
            message = said(
                "%(item)s does not hold on %(day)s.",
                item=item.label,
                day=entry.from_day.isoformat(),
            )
            raise SpecificationStateError(message)
        ledger.record(
            tx,
            Event(
                kind=EventKind.SPEC_ITEM_REMOVED,
                subject=item.id,
                actor=actor,
                projects=(owner.id,),
                fields={
                    "wording": new_id("v"),
                    "from": entry.from_day.isoformat(),
                    "words": None,
                    "origin": spec_entries.origin(tx, owner, entry.asked),
                },
            ),
        )
        return item


def rename(
    ledger: Ledger, actor: str, item_key: str, label: str, project: str | None = None
) -> Item:
    """Let an item have another label.

    Raises:
        AlreadyThereError: another item of the project has it.
    """
    with ledger.db.writing() as tx:
        owner, item, found = _item(tx, item_key, project)
        wanted = spec_entries.label_of(label)
        if wanted == item.label:
            return item
        _must_be_free(found, wanted, item.id)
        ledger.record(
            tx,
            Event(
                kind=EventKind.SPEC_ITEM_RENAMED,
                subject=item.id,
                actor=actor,
                projects=(owner.id,),
                fields={"label": wanted, "was": item.label},
            ),
        )
        return Item(item.id, wanted)


def take_back(ledger: Ledger, actor: str, key: str, why: str) -> None:
    """Take an entry, or a whole specification, back; the log keeps it.

    Raises:
        SpecificationStateError: it is taken back already, or belongs to a document.
    """
    reason = passages.reason(why)
    with ledger.db.writing() as tx:
        if key.startswith("s_"):
            project, baseline = specifications.find(tx, key)
            gone, kind = baseline.withdrawn, EventKind.SPECIFICATION_WITHDRAWN
            fields: dict[str, Json] = {"document": baseline.document}
        else:
            project, wording = specifications.find_wording(tx, key)
            gone, kind = wording.withdrawn, EventKind.WORDING_WITHDRAWN
            fields = {"item": wording.item}
            if wording.specification:
                message = said(
                    "This wording came with a document; change the item, or take "
                    "the whole specification back."
                )
                raise SpecificationStateError(message)
        if gone is not None:
            message = said("This is taken back already.")
            raise SpecificationStateError(message)
        event = Event(
            kind=kind,
            subject=key,
            actor=actor,
            projects=(project,),
            fields={**fields, "why": reason},
        )
        ledger.record(tx, event)


def newest_entry(ledger: Ledger, item: str) -> str | None:
    """Return the id of the entry that was made last of an item by itself."""
    with ledger.db.reading() as tx:
        owner, found = specifications.find_item(tx, item)
        listed = specifications.of_project(tx, owner).wordings
    own = [e for e in listed if e.item == found.id and e.specification is None]
    standing = [each for each in own if each.withdrawn is None]
    return max(standing, key=lambda each: each.position).id if standing else None


def _item(tx: Tx, key: str, project: str | None) -> tuple[Project, Item, Specification]:
    wanted = projects.find(tx, project).id if project else None
    owner, item = specifications.find_item(tx, key, wanted)
    return projects.find(tx, owner), item, specifications.of_project(tx, owner)


def _must_be_first(found: Specification, item: Item, day: date) -> None:
    """Refuse a second entry of one item from one day: it would be a matter of order."""
    for each in found.wordings:
        own = each.specification is None and each.withdrawn is None
        if own and each.item == item.id and each.from_day == day:
            message = said(
                "%(item)s has an entry from %(day)s already; take that back first.",
                item=item.label,
                day=day.isoformat(),
            )
            raise SpecificationStateError(message)


def _taken(found: Specification) -> list[str]:
    return [each.label for each in found.items]


def _must_be_free(found: Specification, label: str, but: str = "") -> None:
    for each in found.items:
        if each.id != but and each.label.casefold() == label.casefold():
            raise AlreadyThereError("item of a specification", label)
