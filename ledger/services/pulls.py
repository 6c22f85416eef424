"""Pull: hand out the originals of a story, with what proves them.

Making comes first, telling the log second: what could not be handed out was not.
"""

import hashlib
import tempfile
from collections.abc import Iterator
from collections.abc import Sequence
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
from ledger.domain.digest import Digest
from ledger.domain.document import Document
from ledger.domain.errors import ReadOnlyError
from ledger.domain.event import Event
from ledger.domain.event import EventKind
from ledger.domain.event import SealedEvent
from ledger.domain.reading import Kind
from ledger.domain.request import Request
from ledger.domain.sentence import counted
from ledger.domain.sentence import said
from ledger.domain.sentence import Sentence
from ledger.domain.worth import name
from ledger.domain.worth import shows
from ledger.domain.worth import shows_not
from ledger.opened import Ledger
from ledger.packing import pull as packing
from ledger.packing.archive import Packed
from ledger.packing.pull import Contents
from ledger.packing.pull import Original
from ledger.packing.pull import Proven
from ledger.proof.checkpoint import CheckpointError
from ledger.proof.proof import inclusion_text
from ledger.services import authenticity
from ledger.services import checkpoints
from ledger.services import proving
from ledger.services import stories
from ledger.services import telling
from ledger.services.proving import Papers
from ledger.services.stories import Part
from ledger.services.stories import Scene
from ledger.services.stories import Story
from ledger.store import checkpoints as kept
from ledger.store import events
from ledger.store.database import Tx

_AROUND = {Part.BEFORE, Part.AFTER}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulled:
    """A zip that was made, and what is in it."""

    name: str
    file: IO[bytes]
    """Open at its beginning; it is gone when it is closed."""

    size: int
    digest: Digest
    files: tuple[Packed, ...]
    events: int
    withheld: int
    """How many fields of these events stay in the house."""

    request: Request


def originals(ledger: Ledger, story: Story) -> list[Document]:
    """Return what would leave the house with a story, before anything does."""
    with ledger.db.reading() as tx:
        return [same[0] for same in proving.papers(tx, story).values()]


def make(ledger: Ledger, key: str) -> Pulled:
    """Make the zip of a request's story; the log does not know of it yet.

    In it are the originals of the words, warnings, confirmations, of the round and of
    its terms, a page to read, a manifest, the events with their proofs and the newest
    checkpoint.

    Raises:
        NotFoundError: there is no request with that id or label.
        BlobMissingError: an original is missing.
    """
    story = stories.story(ledger, key)
    ledger.look_again()
    note = _note(ledger)
    with ledger.db.reading() as tx:
        papers = proving.papers(tx, story)
        contents = _contents(ledger, tx, story, papers, note)
    file = tempfile.TemporaryFile(dir=_scratch(ledger))  # noqa: SIM115 - given away
    files = packing.write(file, contents)
    size = file.tell()
    file.seek(0)
    digest = Digest(hashlib.file_digest(file, "sha256").hexdigest())
    file.seek(0)
    request = story.asked.request
    return Pulled(
        name=f"{story.asked.project.key}-{request.label}.zip",
        file=file,
        size=size,
        digest=digest,
        files=tuple(files),
        events=len(contents.events),
        withheld=sum(each.withheld for each in contents.events),
        request=request,
    )


def tell(ledger: Ledger, actor: str, made: Pulled) -> None:
    """Say in the log what was handed out; a log that may not grow stays as it is."""
    event = Event(
        kind=EventKind.STORY_PULLED,
        subject=made.request.id,
        actor=actor,
        projects=(made.request.project,),
        fields={"digest": made.digest.hex, "files": len(made.files)},
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


def _contents(
    ledger: Ledger, tx: Tx, story: Story, papers: Papers, note: str
) -> Contents:
    request = story.asked.request
    title = said(
        "%(label)s: what was asked for in %(project)s",
        label=request.label,
        project=story.asked.project.title,
    )
    listed = proving.happened(tx, ledger.epochs, story, papers)
    page = _page(story, title, ledger.now())
    page["terms"] = proving.terms(tx, story)
    page["senders"] = _senders(tx, story)
    page["around"] = _around(story, papers)
    page["counted"] = _counted(len(proving.rounds(tx, story)))
    return Contents(
        title=title,
        page=page,
        originals=[
            Original(
                documents=[each.id for each in same],
                title=same[0].title,
                name=same[0].name,
                media_type=same[0].media_type,
                open=partial(ledger.blobs.open, digest),
            )
            for digest, same in papers.items()
        ],
        events=list(_proven(ledger, tx, listed, story, note)),
        checkpoint=note,
        vkey=_vkey(ledger, note),
    )


def _proven(
    ledger: Ledger, tx: Tx, listed: Sequence[SealedEvent], story: Story, note: str
) -> Iterator[Proven]:
    size = ledger.epochs.signed(note).size
    nodes = events.nodes_of(tx)
    names = proving.shown(listed, story)
    for event in listed:
        proof = None
        if event.position < size:
            path = seal.inclusion_proof(event.position, size, nodes)
            proof = inclusion_text(event.position, path, note)
        fields = events.disclosures(tx, event.position)
        wanted = names[event.position]
        shown = [text for text in fields if events.opened(text)[0] in wanted]
        yield Proven(
            position=event.position,
            kind=event.kind,
            body=event.body,
            disclosures=shown,
            withheld=len(fields) - len(shown),
            proof=proof,
        )


def _vkey(ledger: Ledger, note: str) -> str:
    """Return the key that signed a checkpoint; that of a former epoch, maybe."""
    for epoch in reversed(ledger.epochs.listed):
        with suppress(CheckpointError):
            epoch.key.signed(note)
            return str(epoch.key)
    raise ReadOnlyError(said("its newest checkpoint was changed; run an audit."))


def _around(story: Story, papers: Papers) -> Sentence | None:
    """Return how much of the thread is not handed out; its words stay in the house."""
    here = {each.id for same in papers.values() for each in same}
    told = [each.document for each in story.scenes if each.part in _AROUND]
    number = story.earlier + story.later
    number += sum(each is not None and each.id not in here for each in told)
    if not number:
        return None
    return counted(
        "%(num)s more message of the thread is not in this folder.",
        "%(num)s more messages of the thread are not in this folder.",
        number,
    )


def _counted(number: int) -> Sentence | None:
    """Return what the number of a round rests on."""
    if not number:
        return None
    return counted(
        "The count rests on %(num)s round; its entry in the log is here.",
        "The count rests on %(num)s rounds; their entries in the log are here, but "
        "only the documents of this one.",
        number,
    )


def _page(story: Story, title: Sentence, now: datetime) -> dict[str, Any]:
    """Return what the page of a pull shows of a story."""
    asked = story.asked
    zone = moment.zone(asked.project.zone)
    return {
        "title": title,
        "project": asked.project.title,
        "client": asked.project.client.name,
        "made_at": now.astimezone(zone),
        "deliverable": asked.deliverable.title if asked.deliverable else "",
        "round": telling.round_told(asked.line) if asked.line else "",
        "note": asked.request.note,
        "scenes": [
            _told(scene, story, zone)
            for scene in story.scenes
            if scene.part not in _AROUND
        ],
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
        "spot": scene.spot,
        "document": scene.document.id if scene.document else None,
        "title": scene.document.title if scene.document else "",
        "words": scene.words,
        "note": note,
    }


def _senders(tx: Tx, story: Story) -> dict[str, list[Sentence]]:
    """Return what is known of who sent each message, and what that does not show."""
    mails = [each for each in story.documents if each.kind is Kind.MAIL]
    return {
        key: [
            said("Class %(grade)s: %(name)s.", grade=found.grade, name=name(found)),
            *shows(found),
            *shows_not(found),
        ]
        for key, found in authenticity.known(tx, mails).items()
    }


def _scratch(ledger: Ledger) -> Path:
    folder = ledger.home / "cache"
    folder.mkdir(exist_ok=True)
    return folder
