"""Where documents may belong, and why: rules, threads, people, what was filed before.

A guess is certain, and acted upon, in three cases only: a rule says so; the message
answers messages of one project, and the people we know in its head do not speak for
others; there is no such thread, and those people are all of one project. Every other
guess is shown beside its reason, and waits for a person.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ledger.domain import rule as rules
from ledger.domain.document import Document
from ledger.domain.filing import Code
from ledger.domain.filing import Reason
from ledger.domain.people import AddressBook
from ledger.domain.project import Project
from ledger.domain.reading import Participant
from ledger.domain.rule import Head
from ledger.domain.rule import Match
from ledger.domain.rule import Rule
from ledger.services import days
from ledger.store import documents
from ledger.store import filing
from ledger.store import people
from ledger.store import projects
from ledger.store import rules as kept
from ledger.store.database import Tx

_SHORTEST = 3
"""Keys of projects below this length say nothing in a subject."""

_CODES = {
    Match.ADDRESS: Code.RULE_ADDRESS,
    Match.DOMAIN: Code.RULE_DOMAIN,
    Match.REFERENCE: Code.RULE_REFERENCE,
    Match.FOLDER: Code.RULE_FOLDER,
}


@dataclass(frozen=True, slots=True)
class Guess:
    """A project that a document may belong to."""

    project: Project
    why: Reason
    certain: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What is known of some documents, asked for once."""

    heads: Mapping[str, Sequence[Participant]]
    paths: Mapping[str, str]
    on: Mapping[str, date | None]
    threads: Mapping[str, Sequence[str]]
    """The projects in which other messages of a thread are."""

    book: AddressBook
    rules: Sequence[Rule]
    projects: Mapping[str, Project]


def guesses(tx: Tx, listed: Sequence[Document], zone: str) -> dict[str, list[Guess]]:
    """Return where documents may belong, each project once, the certain ones first.

    Whose an address was on the day of a document depends on the zone of the home.
    """
    known = _known(tx, listed, zone)
    return {
        each.id: _each_once(_of(tx, each, known) or _before(tx, each, known))
        for each in listed
    }


def certain(tx: Tx, listed: Sequence[Document], zone: str) -> dict[str, list[Guess]]:
    """Return where documents certainly belong: those of which anything is certain."""
    known = _known(tx, listed, zone)
    found = {each.id: _each_once(_of(tx, each, known)) for each in listed}
    sure = {key: [each for each in said if each.certain] for key, said in found.items()}
    return {key: said for key, said in sure.items() if said}


def fitting(tx: Tx, rule: Rule, listed: Sequence[Document]) -> list[Document]:
    """Return the documents that a rule fits."""
    heads = documents.people_of(tx, [each.id for each in listed])
    paths = filing.paths(tx, [each.id for each in listed])
    return [each for each in listed if rules.fits(rule, _head(each, heads, paths))]


def reason(rule: Rule) -> Reason:
    """Return why a rule files what it fits."""
    if rule.match in {Match.ADDRESS, Match.DOMAIN}:
        return Reason(_CODES[rule.match], address=rule.value)
    return Reason(_CODES[rule.match], name=rule.value)


def _known(tx: Tx, listed: Sequence[Document], zone: str) -> _Known:
    keys = [each.id for each in listed]
    heads = documents.people_of(tx, keys)
    addresses = {each.address for head in heads.values() for each in head}
    return _Known(
        heads=heads,
        paths=filing.paths(tx, keys),
        on=days.written_on(tx, listed, zone),
        threads=filing.projects_of_threads(tx, {e.thread for e in listed if e.thread}),
        book=people.book(tx, addresses - {""}),
        rules=kept.every(tx),
        projects={project.id: project for project in projects.every(tx)},
    )


def _of(tx: Tx, document: Document, known: _Known) -> list[Guess]:
    """Return what speaks for a project in a document itself, and in its thread."""
    head = _head(document, known.heads, known.paths)
    told = [
        Guess(known.projects[each.project], reason(each), certain=each.files)
        for each in known.rules
        if rules.fits(each, head)
    ]
    thread = [
        Guess(known.projects[key], Reason(Code.THREAD))
        for key in known.threads.get(document.thread or "", ())
    ]
    persons = _by_people(tx, document, known)
    said = [
        Guess(project, Reason(Code.KEY, name=project.key))
        for project in known.projects.values()
        if len(project.key) >= _SHORTEST and rules.names(document.title, project.key)
    ]
    if not any(guess.certain for guess in told):
        thread, persons = _sure(thread, persons)
    return [*told, *thread, *persons, *said]


def _sure(thread: list[Guess], persons: list[Guess]) -> tuple[list[Guess], list[Guess]]:
    """Make the one project certain that the thread, or else the people, speak for."""
    speaking = {guess.project.id for guess in persons}
    if len(thread) == 1 and (not speaking or thread[0].project.id in speaking):
        return [Guess(thread[0].project, thread[0].why, certain=True)], persons
    if not thread and len(speaking) == 1:
        return thread, [Guess(persons[0].project, persons[0].why, certain=True)]
    return thread, persons


def _each_once(found: Iterable[Guess]) -> list[Guess]:
    """Return the guesses with the strongest reason of each project."""
    order = sorted(found, key=lambda guess: not guess.certain)
    once: dict[str, Guess] = {}
    for guess in order:
        once.setdefault(guess.project.id, guess)
    return list(once.values())


def _head(
    document: Document,
    heads: Mapping[str, Sequence[Participant]],
    paths: Mapping[str, str],
) -> Head:
    addresses = (each.address for each in heads[document.id] if each.address)
    return Head(
        addresses=frozenset(addresses),
        subject=document.title,
        path=paths.get(document.id, ""),
    )


def _by_people(tx: Tx, document: Document, known: _Known) -> list[Guess]:
    """Return the projects of the clients whose addresses stand in a head.

    An address counts for who had it on that day, and for the client under whom it was
    entered: a person who was merged may have worked for two.
    """
    uses = [
        (person.address, use)
        for person in known.heads[document.id]
        for use in known.book.uses(person.address, known.on[document.id])
    ]
    if not uses:
        return []
    clients = people.clients_of(tx, {use.entered for _address, use in uses})
    names = {p.id: p.name for p in projects.people(tx, {u.person for _a, u in uses})}
    return [
        Guess(project, Reason(Code.ADDRESS, address, names[use.person]))
        for address, use in uses
        for project in known.projects.values()
        if project.client.id == clients[use.entered]
    ]


def _before(tx: Tx, document: Document, known: _Known) -> list[Guess]:
    """Return where other messages of the same author were put."""
    authors = [each for each in known.heads[document.id] if each.role == "from"]
    if not authors or not authors[0].address:
        return []
    address = authors[0].address
    return [
        Guess(known.projects[key], Reason(Code.BEFORE, address, str(number)))
        for key, number in filing.projects_of_author(tx, address).items()
    ]
