"""Fill a home with the sample projects, through the same acts that people do.

A home that holds sample data says so by a file; sample data never mix with one's own.
"""

import io
from collections.abc import Callable
from collections.abc import Iterator
from typing import IO

from ledger.domain import contract as rules
from ledger.domain import money
from ledger.domain.account import Account
from ledger.domain.errors import BadInputError
from ledger.domain.project import Person as Known
from ledger.domain.sentence import said
from ledger.opened import Ledger
from ledger.samples import folder
from ledger.samples import told
from ledger.samples.contracts import pdf
from ledger.samples.story import PaperKind
from ledger.samples.story import Person
from ledger.samples.story import Side
from ledger.samples.story import Story
from ledger.samples.story import Term
from ledger.services import accounts
from ledger.services import contracts
from ledger.services import history
from ledger.services import indexing
from ledger.services import intake
from ledger.services import projects
from ledger.services import receipts
from ledger.services import revisions
from ledger.services import working
from ledger.services.projects import NewPerson

MANAGER = "maria@lumen.example"
_MARK = "SAMPLE-DATA"
_CUSTODIAN = "Lumen Studio"
_ACTOR = "sample-data"
_DONE = "filled\n"


def visitor(ledger: Ledger) -> Account:
    """Return the sample manager, filling the home on first use.

    Raises:
        BadInputError: the home holds somebody's own data.
    """
    mark = ledger.home / _MARK
    if not mark.exists():
        if history.size(ledger):
            message = said(
                "The ledger in %(home)s holds your own data; sample data go into "
                "a home of their own. Choose an empty folder with --home.",
                home=ledger.home,
            )
            raise BadInputError(message)
        mark.write_text("being filled\n")
    if mark.read_text() != _DONE:
        _fill(ledger)
        mark.write_text(_DONE)
    return next(each for each in accounts.every(ledger) if each.email == MANAGER)


def _fill(ledger: Ledger) -> None:
    """Do what was not done yet: an interrupted filling goes on where it broke off."""
    if not accounts.every(ledger):
        name = "Maria Popescu"
        accounts.add(ledger, _ACTOR, MANAGER, name, "sample-ledger-for-trying")
    there = {project.key for project in projects.every(ledger)}
    for story in told.load():
        if story.key not in there:
            _agree(ledger, story)
    paths = _take_in(ledger)
    for story in told.load():
        _tell(ledger, story, paths)
    indexing.catch_up(ledger)


def _agree(ledger: Ledger, story: Story) -> None:
    """Add a project with its people and deliverables."""
    known = {address for p in projects.people(ledger) for address in _addresses(p)}
    for person in story.people:
        if not known & set(person.addresses):
            projects.add_person(ledger, _ACTOR, _new_person(story, person))
    projects.add_project(
        ledger,
        _ACTOR,
        story.key,
        client=story.client,
        title=story.title,
        zone=story.zone,
    )
    for each in story.deliverables:
        projects.add_deliverable(ledger, _ACTOR, story.key, each.key, each.title)


def _addresses(person: Known) -> set[str]:
    return {each.address for each in person.addresses}


def _new_person(story: Story, person: Person) -> NewPerson:
    client = person.side is Side.CLIENT
    return NewPerson(
        name=person.name,
        side="client" if client else "provider",
        client=story.client if client else "",
        role=person.role,
        addresses=person.addresses,
    )


def _take_in(ledger: Ledger) -> dict[str, str]:
    """Take in every sample and return the document of each path.

    The papers of a project are brought to it; mails are filed by their addresses.
    """
    found: dict[str, str] = {}
    for story in told.load():
        papers = [(f"contracts/{p.filename}", pdf(p)) for p in story.papers]
        found |= _receipt(ledger, iter(papers), story.key)
    mails = (each for each in folder.files() if each[0].endswith(".eml"))
    return found | _receipt(ledger, mails, None)


def _receipt(
    ledger: Ledger, files: Iterator[tuple[str, bytes]], project: str | None
) -> dict[str, str]:
    chosen = projects.find(ledger, project).id if project else None
    receipt = intake.open_receipt(
        ledger, _ACTOR, custodian=_CUSTODIAN, channel="sample data", project=chosen
    )
    brought = (intake.File(path, _opener(data)) for path, data in files)
    for _number in intake.receive(ledger, receipt, brought):
        pass
    intake.let_close(ledger, receipt)
    working.run(ledger, lambda _number: None, receipt)
    made = {path: document.id for document, path in receipts.made(ledger, receipt)}
    again = {item.path: str(item.first) for item in receipts.again(ledger, receipt)}
    return again | made


def _opener(data: bytes) -> Callable[[], IO[bytes]]:
    return lambda: io.BytesIO(data)


def _tell(ledger: Ledger, story: Story, paths: dict[str, str]) -> None:
    """Record the terms of a story's papers and its rounds, where they are missing."""
    project = projects.find(ledger, story.key)
    if not contracts.terms(ledger, project):
        for paper in story.papers:
            if paper.kind is not PaperKind.SPECIFICATION:
                for term in paper.terms:
                    _add_term(ledger, story, term, paths[f"contracts/{paper.filename}"])
    opened = [
        line
        for each in revisions.standings(ledger, project)
        for line in each.account.lines
    ]
    if not opened:
        _open_rounds(ledger, story, paths)


def _add_term(ledger: Ledger, story: Story, term: Term, document: str) -> None:
    value = str(term.value)
    if term.currency:
        value = str(money.Money(term.value, term.currency).amount)
    contracts.add_term(
        ledger,
        _ACTOR,
        story.key,
        rules.provision(term.name, value, term.per, term.unit, term.currency),
        document_key=document,
        words=term.quote,
        from_day=term.from_day,
        clause=term.clause,
    )


def _open_rounds(ledger: Ledger, story: Story, paths: dict[str, str]) -> None:
    numbers = {mail.key: number for number, mail in enumerate(story.mails, start=1)}
    for each in story.rounds:
        path = f"mail/{story.key}/{numbers[each.mail]:02d}-{each.mail}.eml"
        made = revisions.open_round(
            ledger,
            _ACTOR,
            story.key,
            each.deliverable,
            on=each.opened_on,
            ground=each.ground,
            document_keys=[paths[path]],
        )
        if each.excluded:
            revisions.exclude(ledger, _ACTOR, made.id, each.excluded)
