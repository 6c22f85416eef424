"""The story of a request: what was said and done about it, in the order of time.

Every line rests on a document at its words, or on the revision account. What speaks for
the client, and what is missing, stands beside it: nothing is said that the log does not
show.
"""

from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from datetime import datetime
from datetime import time
from enum import StrEnum

from ledger.domain import moment
from ledger.domain import spot
from ledger.domain.document import Document
from ledger.domain.project import Project
from ledger.domain.reading import Participant
from ledger.domain.request import KnownBy
from ledger.domain.request import Passage
from ledger.domain.request import Support
from ledger.domain.request import SupportKind
from ledger.domain.request import Writer
from ledger.domain.sentence import Sentence
from ledger.opened import Ledger
from ledger.services import asking
from ledger.services import filing
from ledger.services import observations
from ledger.services import oddities
from ledger.services import passages
from ledger.services import repeating
from ledger.services import reversing
from ledger.services import siding
from ledger.services import timeline
from ledger.services import writers
from ledger.services.asking import Asked
from ledger.services.observations import Supporting
from ledger.services.reversing import Reversal
from ledger.services.siding import Sent
from ledger.store import agreed
from ledger.store import documents
from ledger.store import events
from ledger.store import requests
from ledger.store.database import Tx

_AROUND = 4
"""How many messages of the thread are told on each side of the request."""


class Part(StrEnum):
    """What a line of a story is."""

    BEFORE = "before"
    """A message of the thread, before the words."""

    WORDS = "words"
    WARNING = "warning"
    CONFIRMATION = "confirmation"
    ROUND = "round"
    AFTER = "after"


_ORDER = list(Part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A line of a story."""

    part: Part
    at: datetime | None
    """When it was written; None where nothing says so."""

    day: date | None = None
    """Of a round, which has a day and no moment."""

    document: Document | None = None
    passage: Passage | None = None
    author: Participant | None = None
    words: str = ""
    """The words that count, or the first ones of a message."""

    support: Support | None = None
    quoted: bool = False
    """True where the words are known only from somebody else, who quotes them."""

    @property
    def spot(self) -> Sentence | None:
        """Return on which page the words stand, if the file has pages."""
        page = self.passage.page if self.passage else None
        found = spot.on_page(self.document, page) if self.document else None
        return found.said if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A request with all that belongs to it."""

    asked: Asked
    scenes: tuple[Scene, ...]
    earlier: int
    """How many more messages of the thread there are before the first that is told."""

    later: int
    """How many more there are after the last one."""

    remarks: tuple[Sentence, ...]
    """What is missing, or speaks for the client."""

    reversal: Reversal | None = None
    """What it reverses, of rework."""

    @property
    def documents(self) -> list[Document]:
        """Return what the story rests on: the words, warnings and confirmations."""
        found = [scene.document for scene in self.scenes if scene.part in _PROOFS]
        listed = {each.id: each for each in found if each}
        return list(listed.values())


_PROOFS = {Part.WORDS, Part.WARNING, Part.CONFIRMATION}


def story(ledger: Ledger, key: str) -> Story:
    """Return the story of a request.

    Raises:
        NotFoundError: there is none with that id or label.
    """
    with ledger.db.reading() as tx:
        asked = asking.told(tx, [requests.find(tx, key)])[0]
        proofs = [_words(asked), *_supports(tx, asked)]
        earlier, later = _around(tx, asked, proofs)
        scenes = [*earlier[-_AROUND:], *proofs, *_round(asked), *later[:_AROUND]]
        scenes = _with_authors(tx, scenes)
        ordered = sorted(scenes, key=lambda scene: _order(asked.project, scene))
        beside = _beside(ledger, tx, asked, ordered)
        reversal = reversing.of_request(tx, asked.project, asked.request)
    return Story(
        asked=asked,
        scenes=tuple(ordered),
        earlier=max(0, len(earlier) - _AROUND),
        later=max(0, len(later) - _AROUND),
        remarks=tuple(observations.of(asked, beside)),
        reversal=reversal,
    )


def _words(asked: Asked) -> Scene:
    passage = asked.request.passage
    return Scene(
        part=Part.WORDS,
        author=_participant(asked.request.writer),
        at=asked.at,
        document=asked.document,
        passage=passage,
        words=passage.quote,
    )


def _supports(tx: Tx, asked: Asked) -> list[Scene]:
    standing = [each for kind in SupportKind for each in asked.request.standing(kind)]
    found = documents.get_many(tx, {each.passage.document for each in standing})
    known = {document.id: document for document in found}
    return [_support(tx, each, known[each.passage.document]) for each in standing]


def _support(tx: Tx, support: Support, document: Document) -> Scene:
    """Return the line of a warning or a confirmation: its words are their writer's.

    A document that is meant as a whole is the word of who sent it.
    """
    writer = None
    if support.passage.quote:
        writer = writers.of(tx, document, support.passage)
    quoted = writer is not None and writer.known_by is KnownBy.QUOTATION
    return Scene(
        part=Part(str(support.kind)),
        at=writers.dated(document, writer) if writer else document.dated_at,
        document=document,
        passage=support.passage,
        author=_participant(writer) if writer else None,
        words=support.passage.quote,
        support=support,
        quoted=quoted,
    )


def _participant(writer: Writer) -> Participant | None:
    if not (writer.name or writer.address):
        return None
    return Participant("from", writer.name, writer.address)


def _round(asked: Asked) -> list[Scene]:
    if asked.line is None:
        return []
    return [Scene(part=Part.ROUND, at=None, day=asked.line.round.opened_on)]


def _around(
    tx: Tx, asked: Asked, proofs: Iterable[Scene]
) -> tuple[list[Scene], list[Scene]]:
    """Return what came before and after in the thread of the request's message."""
    mail = filing.head_of(tx, asked.document)
    if mail.thread is None or mail.dated_at is None:
        return [], []
    told = {scene.document.message for scene in proofs if scene.document}
    told |= {mail.message}
    listed = [
        each
        for each in documents.of_thread(tx, mail.thread)
        if each.message not in told
    ]
    texts = documents.texts(tx, listed)
    scenes: tuple[list[Scene], list[Scene]] = ([], [])
    for each in listed:
        after = each.sorted_at > mail.sorted_at
        scenes[after].append(
            Scene(
                part=Part.AFTER if after else Part.BEFORE,
                at=each.dated_at,
                document=each,
                passage=Passage(document=each.id),
                words=timeline.first_words(texts[each.id]) if each.id in texts else "",
            )
        )
    return scenes


def _with_authors(tx: Tx, scenes: Sequence[Scene]) -> list[Scene]:
    """Return scenes with who wrote each document that is told as a whole."""
    keys = [scene.document.id for scene in scenes if scene.document]
    people = documents.people_of(tx, keys)
    return [_with_author(scene, people) for scene in scenes]


def _with_author(scene: Scene, people: dict[str, list[Participant]]) -> Scene:
    if scene.document is None or (scene.passage and scene.passage.quote):
        return scene
    listed = people.get(scene.document.id, [])
    author = next((each for each in listed if each.role == "from"), None)
    return replace(scene, author=author)


def _beside(
    ledger: Ledger, tx: Tx, asked: Asked, ordered: Iterable[Scene]
) -> observations.Beside:
    """Return what the record says beside the lines of a story."""
    listed = [scene for scene in ordered if scene.support and scene.document]
    papers = [scene.document for scene in listed if scene.document]
    heads = documents.people_of(tx, [each.id for each in (*papers, asked.document)])
    sent = [
        Sent(each.author.address if each.author else "", each.at, asked.project.zone)
        for each in listed
    ]
    request, passage = asked.request, asked.request.passage
    return observations.Beside(
        supporting=tuple(
            Supporting(
                support=scene.support,
                at=scene.at,
                author=scene.author,
                quoted=scene.quoted,
                person=person,
                marks=tuple(passages.remarks(ledger, document, scene.support.passage)),
                odd=tuple(oddities.of_head(document, heads[document.id])),
            )
            for scene, document, person in zip(
                listed, papers, siding.persons(tx, sent), strict=True
            )
            if scene.support
        ),
        marks=(
            *passages.remarks(ledger, asked.document, passage),
            *repeating.remarks(tx, asked.document, passage, request),
        ),
        odd=tuple(oddities.of_head(asked.document, heads[asked.document.id])),
        acts=tuple(events.of(tx, request.id)),
        terms=tuple(agreed.of_project(tx, asked.project.id)),
    )


def _order(project: Project, scene: Scene) -> tuple[bool, datetime, int]:
    """Return where a scene stands: a round at the end of its day, no date at the end.

    What has no date follows the parts that it belongs to, in the order of the parts.
    """
    at = scene.at
    if scene.day is not None:
        at = datetime.combine(scene.day, time.max, moment.zone(project.zone))
    never = datetime.max.replace(tzinfo=moment.zone("UTC"))
    return at is None, at or never, _ORDER.index(scene.part)
