"""Filing rules: add one, try it on what waits, take it back."""

from dataclasses import dataclass
from itertools import chain

from ledger.domain import rule as checking
from ledger.domain.digest import new_id
from ledger.domain.document import Document
from ledger.domain.errors import AlreadyThereError
from ledger.domain.errors import BadInputError
from ledger.domain.event import Event
from ledger.domain.event import EventKind
from ledger.domain.project import Project
from ledger.domain.rule import Match
from ledger.domain.rule import Rule
from ledger.domain.sentence import said
from ledger.opened import Ledger
from ledger.services import belonging
from ledger.services import filing
from ledger.store import filing as filed
from ledger.store import projects
from ledger.store import rules
from ledger.store import tray
from ledger.store.database import Tx


@dataclass(frozen=True, slots=True)
class Wanted:
    """A rule as somebody wants it."""

    match: Match
    value: str
    files: bool = True


@dataclass(frozen=True, slots=True)
class Stated:
    """A rule with its project, and how much of the tray it fits now."""

    rule: Rule
    project: Project
    waiting: int


def add(ledger: Ledger, actor: str, project_key: str, wanted: Wanted) -> Rule:
    """Add a rule; it is tried on whatever comes in from now on.

    Raises:
        NotFoundError: there is no such project.
        BadInputError: the value is nothing that such a rule could look for.
        AlreadyThereError: there is such a rule for the project.
    """
    value = checking.checked(wanted.match, wanted.value)
    with ledger.db.writing() as tx:
        project = projects.find(tx, project_key)
        made = Rule(new_id("f"), wanted.match, value, project.id, wanted.files)
        if any(_same(each, made) for each in rules.every(tx)):
            raise AlreadyThereError("filing rule", value)
        ledger.record(tx, _added(actor, made))
    return made


def remove(ledger: Ledger, actor: str, key: str, why: str) -> Rule:
    """Let a rule be tried no more; what it filed stays where it is.

    Raises:
        NotFoundError: there is no such rule.
        BadInputError: no reason is given.
    """
    if not why.strip():
        raise BadInputError(said("Say why the rule is removed."))
    with ledger.db.writing() as tx:
        rule = rules.find(tx, key)
        removed = Event(
            kind=EventKind.RULE_REMOVED,
            subject=rule.id,
            actor=actor,
            projects=(rule.project,),
            fields={**_told(rule), "why": why.strip()},
        )
        ledger.record(tx, removed)
    return rule


def put_back(ledger: Ledger, actor: str, rule: Rule) -> Rule:
    """Add a rule again that was removed just now."""
    again = Wanted(rule.match, rule.value, rule.files)
    return add(ledger, actor, rule.project, again)


def apply(ledger: Ledger, actor: str, key: str) -> list[str]:
    """File what waits in the tray and fits a rule; return what was filed.

    Raises:
        NotFoundError: there is no such rule.
    """
    with ledger.db.reading() as tx:
        rule = rules.find(tx, key)
        found = _fitting(tx, rule)
        keys = [each.id for each in found if not _is_out(tx, each, rule)]
    why = belonging.reason(rule)
    return filing.file(ledger, actor, keys, rule.project, why)


def preview(ledger: Ledger, wanted: Wanted, most: int) -> tuple[int, list[Document]]:
    """Return how much of the tray a rule would fit, and the newest of it.

    Raises:
        BadInputError: the value is nothing that such a rule could look for.
    """
    value = checking.checked(wanted.match, wanted.value)
    with ledger.db.reading() as tx:
        found = _fitting(tx, Rule("", wanted.match, value, "", wanted.files))
    return len(found), found[::-1][:most]


def every(ledger: Ledger) -> list[Stated]:
    """Return all rules, in the order in which they were added."""
    with ledger.db.reading() as tx:
        known = {project.id: project for project in projects.every(tx)}
        return [
            Stated(rule, known[rule.project], len(_fitting(tx, rule)))
            for rule in rules.every(tx)
        ]


def _fitting(tx: Tx, rule: Rule) -> list[Document]:
    found = (belonging.fitting(tx, rule, some) for some in tray.oldest_first(tx))
    return list(chain.from_iterable(found))


def _is_out(tx: Tx, document: Document, rule: Rule) -> bool:
    """Tell whether somebody took a document out of the project of a rule."""
    return rule.project in filed.taken_out(tx, document.id)


def _added(actor: str, rule: Rule) -> Event:
    return Event(
        kind=EventKind.RULE_ADDED,
        subject=rule.id,
        actor=actor,
        projects=(rule.project,),
        fields={**_told(rule), "files": rule.files},
    )


def _same(one: Rule, other: Rule) -> bool:
    first = one.match, one.value, one.project
    return first == (other.match, other.value, other.project)


def _told(rule: Rule) -> dict[str, str]:
    return {"match": str(rule.match), "value": rule.value}
