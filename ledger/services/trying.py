"""Trying: the four steps of the sample ledger, and which of them were really done.

What somebody looked at is noted beside the log, a file a sight, so that it survives a
restart and two threads never get into each other's way; what he made stands in the log.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ledger.domain.contract import Term
from ledger.domain.digest import Digest
from ledger.domain.errors import NotFoundError
from ledger.domain.event import EventKind
from ledger.domain.project import Project
from ledger.domain.provision import TermName
from ledger.opened import Ledger
from ledger.samples import chats
from ledger.samples import scanned
from ledger.samples import told
from ledger.samples.contracts import pdf
from ledger.samples.mails import original
from ledger.samples.mails import said_in
from ledger.samples.story import Story
from ledger.services import contracts
from ledger.services import projects
from ledger.services import sampling
from ledger.store import documents
from ledger.store import events
from ledger.store import requests

PROJECT = "NORD"
DELIVERABLE = "LOGO"
WORDS = "логотип больше"
_STEM = "логотип"
_COMPLAINT = "complaint"
_WISHES = ("red-background", "pale-cards", "back-to-blue", "trial-version")
"""The requests that answer the points of the complaint, in their order."""

_RIGHT = 4
"""The point in which the client is right."""

_FOLDER = "tried"
_CLOSED = "closed"


class Sight(StrEnum):
    """Something that was looked at."""

    HIT = "hit"
    ROUNDS = "rounds"
    CLAUSE = "clause"
    LETTER = "letter"
    POINT = "point-"
    PULLED = "pulled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A point of the complaint, and the request whose story answers it."""

    number: int
    words: str
    label: str
    right: bool
    """True where the client is right."""

    done: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """What there is to try, and how far it is."""

    hit: bool
    rounds: bool
    clause: bool
    letter: bool
    pulled: bool
    term: Term
    complaint: str
    """The document of the letter."""

    points: tuple[Point, ...]
    chat: str | None
    scan: str | None
    altered: str | None
    """The mail in which a quote was changed."""

    @property
    def done(self) -> tuple[bool, ...]:
        """Tell of each of the four steps whether it was done."""
        answered = self.letter and all(point.done for point in self.points)
        return (self.hit, self.rounds and self.clause, answered, self.pulled)


def steps(ledger: Ledger) -> Steps | None:
    """Return the four steps; None where they were put away, or lack their data."""
    if is_closed(ledger):
        return None
    try:
        project = projects.find(ledger, PROJECT)
        term, letters = _term(ledger, project), _letters(ledger)
        labels = _labels(ledger, project)
    except (NotFoundError, StopIteration):
        return None
    if not letters or len(labels) < len(_WISHES):
        return None
    seen = {path.name for path in _folder(ledger).glob("*")}
    return Steps(
        hit=Sight.HIT in seen,
        rounds=Sight.ROUNDS in seen,
        clause=Sight.CLAUSE in seen,
        letter=Sight.LETTER in seen,
        pulled=_pulled(ledger),
        term=term,
        complaint=letters[0],
        points=tuple(_points(labels, seen)),
        chat=_first(ledger, *chats.exports(_story())),
        scan=_first(ledger, *scanned.papers(_story())),
        altered=_first(ledger, *_altered()),
    )


def saw_document(ledger: Ledger, key: str, words: str, cited: str) -> None:
    """Note that a document was opened: by which words, or at which place."""
    if _STEM in words.casefold():
        _note(ledger, Sight.HIT)
    if cited:
        term = _term(ledger, projects.find(ledger, PROJECT))
        if (key, cited) == (term.document, f"{term.start}-{term.end}"):
            _note(ledger, Sight.CLAUSE)
    elif key in _letters(ledger):
        _note(ledger, Sight.LETTER)


def saw_rounds(ledger: Ledger, key: str) -> None:
    """Note that the rounds of a project were looked at."""
    if key.casefold() == PROJECT.casefold():
        _note(ledger, Sight.ROUNDS)


def saw_request(ledger: Ledger, key: str) -> None:
    """Note that the story of a request was opened."""
    with ledger.db.reading() as tx:
        label = requests.find(tx, key).label
    labels = _labels(ledger, projects.find(ledger, PROJECT))
    if label in labels:
        _note(ledger, f"{Sight.POINT}{labels.index(label) + 1}")


def close(ledger: Ledger) -> None:
    """Put the steps away."""
    _note(ledger, _CLOSED)


def bring_back(ledger: Ledger) -> None:
    """Show the steps again, with what was done."""
    (_folder(ledger) / _CLOSED).unlink(missing_ok=True)


def is_closed(ledger: Ledger) -> bool:
    """Tell whether the steps were put away."""
    return (_folder(ledger) / _CLOSED).exists()


def _points(labels: list[str], seen: set[str]) -> Iterator[Point]:
    letter = _story().letter(_COMPLAINT)
    for number, words in enumerate(letter.points, start=1):
        yield Point(
            number=number,
            words=words,
            label=labels[number - 1],
            right=number == _RIGHT,
            done=f"{Sight.POINT}{number}" in seen,
        )


def _pulled(ledger: Ledger) -> bool:
    """Tell whether the log has a pull; it is looked for behind what was filled in."""
    with ledger.db.reading() as tx:
        later = events.since(tx, sampling.filled_up_to(ledger))
        return any(each.kind == EventKind.STORY_PULLED for each in later)


def _term(ledger: Ledger, project: Project) -> Term:
    """Return the term that grants the free rounds, as the contract has it."""
    return next(
        each.term
        for each in contracts.terms(ledger, project)
        if each.term.provision.name == TermName.FREE_ROUNDS
    )


def _letters(ledger: Ledger) -> list[str]:
    """Return the complaint, and the mail that brought it."""
    digest = Digest.of(pdf(_story().letter(_COMPLAINT)))
    with ledger.db.reading() as tx:
        listed = documents.with_digest(tx, digest)
    return [key for each in listed for key in (each.id, each.parent) if key]


def _altered() -> Iterator[tuple[str, bytes]]:
    """Yield the mails in which a quote was changed, each with its key."""
    story = _story()
    for mail in story.mails:
        if mail.altered:
            yield mail.key, original(story, mail)


def _first(ledger: Ledger, *files: tuple[str, bytes]) -> str | None:
    """Return the document of the first of some samples, where it is there."""
    with ledger.db.reading() as tx:
        for _path, data in files:
            for found in documents.with_digest(tx, Digest.of(data)):
                return found.id
    return None


def _labels(ledger: Ledger, project: Project) -> list[str]:
    """Return the labels of the requests that answer the complaint."""
    story = _story()
    with ledger.db.reading() as tx:
        listed = requests.of_project(tx, project.id)
    known = {_folded(each.passage.quote): each.label for each in listed}
    wishes = [story.wish(key) for key in _WISHES]
    wanted = [said_in(story.mail(wish.at.mail), wish.at.quote) for wish in wishes]
    return [known[_folded(words)] for words in wanted if _folded(words) in known]


def _story() -> Story:
    return next(story for story in told.load() if story.key == PROJECT)


def _note(ledger: Ledger, name: str) -> None:
    folder = _folder(ledger)
    folder.mkdir(exist_ok=True)
    (folder / name).touch()


def _folder(ledger: Ledger) -> Path:
    return ledger.home / _FOLDER


def _folded(words: str) -> str:
    return " ".join(words.split())
