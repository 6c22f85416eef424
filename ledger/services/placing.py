"""Placing: to which project, deliverable and round a wish may belong.

What is proposed is a guess with its reason; nothing is put anywhere by itself.
"""

import re
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from index import answers
from index import parse
from ledger.domain import revision
from ledger.domain.document import Document
from ledger.domain.project import Deliverable
from ledger.domain.project import Person
from ledger.domain.project import Project
from ledger.domain.project import Side
from ledger.domain.revision import Line
from ledger.domain.sentence import said
from ledger.domain.sentence import Sentence
from ledger.opened import Ledger
from ledger.services import filing
from ledger.services import laying
from ledger.store import agreed
from ledger.store import documents
from ledger.store import filing as filed
from ledger.store import projects
from ledger.store.database import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A round to choose, with what it is about."""

    deliverable: Deliverable
    line: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A project with what a wish in it can be put to."""

    project: Project
    deliverables: tuple[Deliverable, ...]
    rounds: tuple[Round, ...]
    """The newest first."""

    people: tuple[Person, ...]
    """Those of its client."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """What is proposed, and why; empty where nothing suggests anything."""

    project: str = ""
    deliverable: str = ""
    round: str = ""
    why: Sentence | None = None


@dataclass(frozen=True, slots=True)
class Places:
    """Where a wish of a document can be put, and where it most likely belongs."""

    choices: tuple[Choice, ...]
    filed: bool
    """True where the document belongs to these projects; else they are all."""

    guess: Guess


def of(ledger: Ledger, key: str, words: str = "") -> Places:
    """Return where a wish in a document can be put.

    Raises:
        NotFoundError: there is no document with that id.
    """
    with ledger.db.reading() as tx:
        document = documents.find(tx, key)
        head = filing.head_of(tx, document)
        there = filed.projects_of(tx, [document.id])[document.id]
        listed = projects.every(tx)
        mine = [each for each in listed if each.id in there]
        choices = tuple(_choice(tx, each) for each in mine or listed[::-1])
        guess = Guess(project=mine[0].id) if mine else Guess()
        if len(choices) == 1:
            text = f"{head.title}\n{words}"
            guess = _guess(tx, choices[0], head, text)
    return Places(choices, bool(mine), guess)


def of_project(ledger: Ledger, project: Project) -> Choice:
    """Return what a wish in a project can be put to."""
    with ledger.db.reading() as tx:
        return _choice(tx, project)


def _choice(tx: Tx, project: Project) -> Choice:
    deliverables = projects.deliverables(tx, project.id)
    return Choice(
        project=project,
        deliverables=tuple(deliverables),
        rounds=tuple(_rounds(tx, project, deliverables)),
        people=tuple(
            each
            for each in projects.people(tx)
            if each.side is Side.CLIENT and each.client == project.client
        ),
    )


def _rounds(tx: Tx, project: Project, listed: Sequence[Deliverable]) -> Iterable[Round]:
    terms = agreed.of_project(tx, project.id)
    rounds = laying.rounds(tx, project)
    found = [
        Round(deliverable=each, line=line)
        for each in listed
        for line in revision.account(each.id, terms, rounds, date.max).lines
        if not line.round.computed
    ]
    return sorted(found, key=_newest, reverse=True)


def _newest(each: Round) -> tuple[date, int]:
    return each.line.round.opened_on, each.line.round.position


def _guess(tx: Tx, choice: Choice, head: Document, text: str) -> Guess:
    project = choice.project.id
    opened = _opened_from(tx, choice, head)
    if opened:
        return Guess(
            project=project,
            deliverable=opened.deliverable.id,
            round=opened.line.round.id,
            why=said("A round was opened from this message, or from its thread."),
        )
    if len(choice.deliverables) == 1:
        [only] = choice.deliverables
        why = said("It is the only deliverable of the project.")
        return Guess(project=project, deliverable=only.id, why=why)
    named = [
        each
        for each in choice.deliverables
        if _names(each.title, text, head.language or "")
    ]
    if len(named) == 1:
        why = said("The message names it.")
        return Guess(project=project, deliverable=named[0].id, why=why)
    return Guess(project=project)


def _opened_from(tx: Tx, choice: Choice, head: Document) -> Round | None:
    """Return the newest round that was opened from a message, or from its thread."""
    copies = documents.of_message(tx, head.message) if head.message else [head]
    thread = documents.of_thread(tx, head.thread) if head.thread else []
    for listed in (copies, thread):
        keys = {each.id for each in listed}
        for each in choice.rounds:
            fixed = each.line.round.fixed
            if not fixed and keys & set(each.line.round.documents):
                return each
    return None


def _names(title: str, text: str, language: str) -> bool:
    """Tell whether a text holds the words of a title, in any form of them."""
    plain = " ".join(re.findall(r"\w+", title.lower()))
    return bool(plain) and answers(text, parse(plain).tree, language)
