"""Reenact a sample project: do in a ledger what its story tells, as people would.

Each step looks at what is there first, so an interrupted telling goes on where it broke
off:

1. agree: the project with its people and deliverables;
2. bring: papers to their project, mails as a mailbox brings them;
3. record: terms and rounds, then the requests with their warnings and confirmations,
   and the specifications that they are about.
"""

import io
from collections.abc import Callable
from collections.abc import Iterator
from itertools import chain
from typing import IO

from ledger.domain import chat
from ledger.domain import money
from ledger.domain import provision_rules as rules
from ledger.domain.filing import Code
from ledger.domain.filing import Reason
from ledger.domain.project import Person as Known
from ledger.domain.project import Project
from ledger.domain.request import Request
from ledger.domain.request import SupportKind
from ledger.opened import Ledger
from ledger.samples import chats
from ledger.samples import folder
from ledger.samples import story as tale
from ledger.samples.contracts import pdf
from ledger.samples.mails import said_in
from ledger.samples.story import PaperKind
from ledger.samples.story import Side
from ledger.samples.story import Story
from ledger.samples.story import Wish
from ledger.services import contracts
from ledger.services import filing
from ledger.services import handing
from ledger.services import handlers
from ledger.services import intake
from ledger.services import people
from ledger.services import projects
from ledger.services import receipts
from ledger.services import requests
from ledger.services import revisions
from ledger.services import specifying_samples
from ledger.services import statements
from ledger.services import supports
from ledger.services import working
from ledger.services.passages import Words
from ledger.services.projects import NewPerson
from ledger.services.requests import Place
from ledger.store import contracts as opened
from ledger.store import documents
from ledger.store import requests as recorded

ACTOR = "sample-data"
_CUSTODIAN = "Lumen Studio"
_SERVICE = "telegram"


def agree(ledger: Ledger, story: Story) -> None:
    """Add a project with its people and deliverables, where it is missing."""
    if story.key in {project.key for project in projects.every(ledger)}:
        return
    known = {address for p in projects.people(ledger) for address in _addresses(p)}
    for person in story.people:
        if not known & set(person.addresses):
            projects.add_person(ledger, ACTOR, _new_person(story, person))
    projects.add_project(
        ledger,
        ACTOR,
        story.key,
        client=story.client,
        title=story.title,
        zone=story.zone,
    )
    for each in story.deliverables:
        projects.add_deliverable(ledger, ACTOR, story.key, each.key, each.title)


def bring(ledger: Ledger, stories: tuple[Story, ...]) -> dict[str, str]:
    """Take in every sample and return the document of each path.

    The papers of a project are brought to it; mails are filed by their addresses, and
    those that colleagues wrote to each other by hand.
    """
    found: dict[str, str] = {}
    for story in stories:
        papers = [(f"contracts/{p.filename}", pdf(p)) for p in story.papers]
        brought = chain(papers, folder.others(story))
        found |= _receipt(ledger, brought, story.key)
        _say_who(ledger, story)
    mails = (each for each in folder.files() if each[0].endswith(".eml"))
    found |= _receipt(ledger, mails, None)
    for story in stories:
        _file_by_hand(ledger, story, found)
    return found


def record(ledger: Ledger, story: Story, paths: dict[str, str]) -> None:
    """Record terms, rounds and requests of a story, where they are missing."""
    project = projects.find(ledger, story.key)
    if not contracts.terms(ledger, project):
        for paper in story.papers:
            if paper.kind is not PaperKind.SPECIFICATION:
                for term in paper.terms:
                    _add_term(ledger, story, term, paths[f"contracts/{paper.filename}"])
    if not handing.listed(ledger, project):
        _hand_over(ledger, story, paths)
    if not _rounds(ledger, project):
        _open_rounds(ledger, story, paths)
    _record_wishes(ledger, story, paths)
    if story.stated and not statements.listed(ledger, project):
        statements.issue(ledger, ACTOR, story.key, *story.stated)


def _addresses(person: Known) -> set[str]:
    return {each.address for each in person.addresses}


def _new_person(story: Story, person: tale.Person) -> NewPerson:
    client = person.side is Side.CLIENT
    return NewPerson(
        name=person.name,
        side="client" if client else "provider",
        client=story.client if client else "",
        role=person.role,
        addresses=person.addresses,
    )


def _receipt(
    ledger: Ledger, files: Iterator[tuple[str, bytes]], project: str | None
) -> dict[str, str]:
    chosen = projects.find(ledger, project).id if project else None
    receipt = intake.open_receipt(
        ledger, ACTOR, custodian=_CUSTODIAN, channel="sample data", project=chosen
    )
    brought = (intake.File(path, _opener(data)) for path, data in files)
    for _number in intake.receive(ledger, receipt, brought):
        pass
    intake.let_close(ledger, receipt)
    working.run(ledger, lambda _number: None, receipt, kinds=handlers.QUICK)
    made = {path: document.id for document, path in receipts.made(ledger, receipt)}
    again = {item.path: str(item.first) for item in receipts.again(ledger, receipt)}
    return again | made


def _say_who(ledger: Ledger, story: Story) -> None:
    """Say whose names in the chat of a project are, where nobody said so yet."""
    users = chats.users(story)
    listed = projects.people(ledger)
    taken = {address for each in listed for address in _addresses(each)}
    for person in story.people:
        handle = chat.handle(_SERVICE, users.get(person.key, ""))
        if handle and handle not in taken:
            known = next(
                each for each in listed if _addresses(each) & set(person.addresses)
            )
            people.add_address(ledger, ACTOR, known.id, handle)


def _opener(data: bytes) -> Callable[[], IO[bytes]]:
    return lambda: io.BytesIO(data)


def _file_by_hand(ledger: Ledger, story: Story, paths: dict[str, str]) -> None:
    """File the mails that no address of the client leads to its project."""
    names = folder.paths(story)
    inside = [
        paths[names[mail.key]]
        for mail in story.mails
        if not any(p.side is Side.CLIENT for p in (mail.sender, *mail.to, *mail.cc))
    ]
    filing.file(ledger, ACTOR, inside, story.key, Reason(Code.CHOSEN))


def _add_term(ledger: Ledger, story: Story, term: tale.Term, document: str) -> None:
    value = str(term.value)
    if term.currency and isinstance(term.value, int):
        value = str(money.Money(term.value, term.currency).amount)
    contracts.add_term(
        ledger,
        ACTOR,
        story.key,
        rules.provision(
            term.name,
            value,
            term.per,
            term.unit,
            term.currency,
            counting=term.counting,
        ),
        document_key=document,
        words=term.quote,
        from_day=term.from_day,
        clause=term.clause,
    )


def _rounds(ledger: Ledger, project: Project) -> dict[str, str]:
    """Return the round that was opened from each document."""
    with ledger.db.reading() as tx:
        listed = opened.rounds_of(tx, project.id)
    return {key: each.id for each in listed for key in each.documents}


def _hand_over(ledger: Ledger, story: Story, paths: dict[str, str]) -> None:
    names = folder.paths(story)
    for each in story.deliveries:
        keys = [paths[names[each.mail]]]
        handing.record(
            ledger, ACTOR, story.key, each.deliverable, on=None, document_keys=keys
        )


def _open_rounds(ledger: Ledger, story: Story, paths: dict[str, str]) -> None:
    names = folder.paths(story)
    for each in story.rounds:
        made = revisions.open_round(
            ledger,
            ACTOR,
            story.key,
            each.deliverable,
            on=each.opened_on,
            ground=each.ground,
            document_keys=[paths[names[each.mail]]],
        )
        if each.excluded:
            revisions.exclude(ledger, ACTOR, made.id, each.excluded)


def _record_wishes(ledger: Ledger, story: Story, paths: dict[str, str]) -> None:
    project = projects.find(ledger, story.key)
    mails = {key: paths[name] for key, name in folder.paths(story).items()}
    rounds = _rounds(ledger, project)
    with ledger.db.reading() as tx:
        there = recorded.of_project(tx, project.id)
    known = {_folded(each.passage.quote): each for each in there}
    made: dict[str, str] = {}
    for wish in story.wishes:
        words = _words(story, wish.at, mails)
        found = known.get(_folded(words.quote))
        if found is None:
            place = Place(
                deliverable=wish.deliverable,
                round=rounds[mails[wish.round]] if wish.round else "",
                note=wish.at.note,
            )
            found = requests.record(ledger, ACTOR, story.key, words, place)
        made[wish.key] = found.id
        _warn(ledger, story, found, wish, mails)
        _confirm(ledger, story, found, wish, mails)
        if wish.withdrawn and found.withdrawn is None:
            requests.withdraw(ledger, ACTOR, found.id, wish.withdrawn)
    specifying_samples.specify(ledger, ACTOR, story, paths, made)


def _warn(
    ledger: Ledger, story: Story, request: Request, wish: Wish, mails: dict[str, str]
) -> None:
    """Attach the warnings that are not attached yet."""
    for place in wish.warnings[_number(request, SupportKind.WARNING) :]:
        supports.warn(ledger, ACTOR, request.id, _words(story, place, mails))


def _confirm(
    ledger: Ledger, story: Story, request: Request, wish: Wish, mails: dict[str, str]
) -> None:
    """Attach the confirmations that are not attached yet."""
    for place in wish.confirmations[_number(request, SupportKind.CONFIRMATION) :]:
        words = _words(story, place, mails)
        if place.file:
            key = _attachment(ledger, words.document, place.file)
            words = Words(document=key, quote=place.quote)
        supports.confirm(ledger, ACTOR, request.id, words, place.strength)


def _number(request: Request, kind: SupportKind) -> int:
    return len([each for each in request.supports if each.kind is kind])


def _words(story: Story, place: tale.Place, mails: dict[str, str]) -> Words:
    said = said_in(story.mail(place.mail), place.quote)
    return Words(document=mails[place.mail], quote=said)


def _attachment(ledger: Ledger, mail: str, name: str) -> str:
    """Return the document of a file on a mail."""
    with ledger.db.reading() as tx:
        listed = documents.children(tx, mail)
    return next(each.id for each in listed if each.name == name)


def _folded(words: str) -> str:
    return " ".join(words.split())
