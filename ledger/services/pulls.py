"""Pull: hand out the originals of a story, with what proves them."""

import hashlib
import tempfile
from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from datetime import tzinfo
from functools import partial
from pathlib import Path
from typing import Any
from typing import IO

from ledger.domain import moment
from ledger.domain import seal
from ledger.domain.contract import Term
from ledger.domain.digest import Digest
from ledger.domain.document import Document
from ledger.domain.errors import ReadOnlyError
from ledger.domain.event import Event
from ledger.domain.event import EventKind
from ledger.domain.event import SealedEvent
from ledger.domain.sentence import said
from ledger.domain.sentence import Sentence
from ledger.opened import Ledger
from ledger.packing import pull as packing
from ledger.packing.archive import Packed
from ledger.packing.pull import Contents
from ledger.packing.pull import Original
from ledger.packing.pull import Proven
from ledger.proof.checkpoint import CheckpointError
from ledger.proof.proof import inclusion_text
from ledger.services import checkpoints
from ledger.services import filing
from ledger.services import stories
from ledger.services import telling
from ledger.services.stories import Part
from ledger.services.stories import Scene
from ledger.services.stories import Story
from ledger.store import checkpoints as kept
from ledger.store import contracts
from ledger.store import documents
from ledger.store import events
from ledger.store.database import Tx


@dataclass(frozen=True, slots=True)
class Pulled:
    """A zip that was made, and what is in it."""

    name: str
    file: IO[bytes]
    """Open at its beginning; it is gone when it is closed."""

    size: int
    digest: Digest
    files: tuple[Packed, ...]


def pull(ledger: Ledger, actor: str, key: str) -> Pulled:
    """Make the zip of a request's story; the log says that it was handed out.

    In it are the originals of the words, warnings, confirmations and contract terms,
    a page to read, a manifest, the events with their proofs and the newest checkpoint.

    Raises:
        NotFoundError: there is no request with that id or label.
        BlobMissingError: an original is missing.
    """
    story = stories.story(ledger, key)
    note = _note(ledger)
    with ledger.db.reading() as tx:
        papers = _papers(tx, story)
        contents = _contents(ledger, tx, story, papers, note)
    file = tempfile.TemporaryFile(dir=_scratch(ledger))  # noqa: SIM115 - given away
    files = packing.write(file, contents)
    size = file.tell()
    file.seek(0)
    digest = Digest(hashlib.file_digest(file, "sha256").hexdigest())
    file.seek(0)
    _tell(ledger, actor, story, digest, len(files))
    name = f"{story.asked.project.key}-{story.asked.request.label}.zip"
    return Pulled(name, file, size, digest, tuple(files))


def _tell(
    ledger: Ledger, actor: str, story: Story, digest: Digest, number: int
) -> None:
    """Say in the log what was handed out; a log that may not grow stays as it is."""
    request = story.asked.request
    event = Event(
        kind=EventKind.STORY_PULLED,
        subject=request.id,
        actor=actor,
        projects=(request.project,),
        fields={"digest": digest.hex, "files": number},
    )
    with suppress(ReadOnlyError), ledger.db.writing() as tx:
        ledger.record(tx, event)


def _note(ledger: Ledger) -> str:
    """Return the newest checkpoint, signed now where that is possible.

    Raises:
        ReadOnlyError: nothing can be signed, and nothing was.
    """
    try:
        return checkpoints.sign(ledger)
    except ReadOnlyError:
        with ledger.db.reading() as tx:
            note = kept.newest(tx)
        if note is None:
            raise
        return note


def _papers(tx: Tx, story: Story) -> list[Document]:
    """Return the originals that a story rests on, each with the mail it came with.

    A message that came several times is there with all its originals.
    """
    found: dict[Digest, Document] = {}
    for document in [*story.documents, *_agreed(tx, story)]:
        head = filing.head_of(tx, document)
        copies = documents.of_message(tx, head.message) if head.message else [head]
        for each in (head, *copies, document):
            found.setdefault(each.digest, each)
    return list(found.values())


def _agreed(tx: Tx, story: Story) -> list[Document]:
    """Return the documents whose terms say how the round counts, and its price."""
    return documents.get_many(tx, {term.document for term in _terms(tx, story)})


def _terms(tx: Tx, story: Story) -> list[Term]:
    line = story.asked.line
    if line is None:
        return []
    named = [line.allowance.term]
    if line.price:
        named += [line.price.rate, line.price.minimum]
    wanted = {term.id for term in named if term}
    listed = contracts.terms_of(tx, story.asked.project.id)
    return [term for term in listed if term.id in wanted]


def _contents(
    ledger: Ledger, tx: Tx, story: Story, papers: list[Document], note: str
) -> Contents:
    request = story.asked.request
    title = said(
        "%(label)s: what was asked for in %(project)s",
        label=request.label,
        project=story.asked.project.title,
    )
    return Contents(
        title=title,
        page=_page(story, title, _terms(tx, story), ledger.now()),
        originals=[
            Original(
                document=each.id,
                title=each.title,
                name=each.name,
                media_type=each.media_type,
                open=partial(ledger.blobs.open, each.digest),
            )
            for each in papers
        ],
        events=list(_proven(ledger, tx, _happened(tx, story, papers), note)),
        checkpoint=note,
        vkey=_vkey(ledger, note),
    )


def _happened(tx: Tx, story: Story, papers: Iterable[Document]) -> list[SealedEvent]:
    """Return the events of a story, in the order of the log."""
    request = story.asked.request
    subjects = [request.id, *(each.id for each in request.supports)]
    subjects += [document.id for document in papers]
    subjects += [term.id for term in _terms(tx, story)]
    if request.round:
        subjects.append(request.round)
    found = {event.position: event for key in subjects for event in events.of(tx, key)}
    return [found[position] for position in sorted(found)]


def _proven(
    ledger: Ledger, tx: Tx, happened: Iterable[SealedEvent], note: str
) -> Iterator[Proven]:
    size = ledger.epochs.signed(note).size
    nodes = events.nodes_of(tx)
    for event in happened:
        proof = None
        if event.position < size:
            path = seal.inclusion_proof(event.position, size, nodes)
            proof = inclusion_text(event.position, path, note)
        yield Proven(
            position=event.position,
            kind=event.kind,
            body=event.body,
            disclosures=events.disclosures(tx, event.position),
            proof=proof,
        )


def _vkey(ledger: Ledger, note: str) -> str:
    """Return the key that signed a checkpoint; that of a former epoch, maybe."""
    for epoch in reversed(ledger.epochs.listed):
        with suppress(CheckpointError):
            epoch.key.signed(note)
            return str(epoch.key)
    raise ReadOnlyError(said("its newest checkpoint was changed; run an audit."))


def _page(
    story: Story, title: Sentence, terms: Iterable[Term], now: datetime
) -> dict[str, Any]:
    """Return what the page of a pull shows."""
    asked = story.asked
    zone = moment.zone(asked.project.zone)
    around = None
    if story.earlier or story.later:
        around = said(
            "The thread has %(earlier)s more messages before and %(later)s after.",
            earlier=story.earlier,
            later=story.later,
        )
    return {
        "title": title,
        "project": asked.project.title,
        "client": asked.project.client.name,
        "made_at": now.astimezone(zone),
        "deliverable": asked.deliverable.title if asked.deliverable else "",
        "round": telling.round_told(asked.line) if asked.line else "",
        "note": asked.request.note,
        "scenes": [_told(scene, story, zone) for scene in story.scenes],
        "terms": list(terms),
        "around": around,
        "remarks": story.remarks,
    }


def _told(scene: Scene, story: Story, zone: tzinfo) -> dict[str, Any]:
    line = story.asked.line
    author = scene.author
    note = scene.support.note if scene.support else ""
    if scene.part is Part.ROUND and line:
        note = telling.round_told(line)
    return {
        "part": str(scene.part),
        "heading": telling.heading(scene),
        "at": scene.at.astimezone(zone) if scene.at else None,
        "day": scene.day,
        "author": (author.name or author.address) if author else "",
        "page": scene.passage.page if scene.passage else None,
        "document": scene.document.id if scene.document else None,
        "title": scene.document.title if scene.document else "",
        "words": scene.words,
        "note": note,
    }


def _scratch(ledger: Ledger) -> Path:
    folder = ledger.home / "cache"
    folder.mkdir(exist_ok=True)
    return folder
