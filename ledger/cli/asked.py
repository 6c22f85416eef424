"""The JSON of requests: the words, who wrote them, what warns of and confirms them."""

from ledger.cli.shapes import at
from ledger.cli.shapes import day
from ledger.cli.shapes import Json
from ledger.domain.reading import Participant
from ledger.domain.request import Passage
from ledger.domain.request import Support
from ledger.domain.request import SupportKind
from ledger.services.asking import Asked
from ledger.services.stories import Scene
from ledger.services.stories import Story


def request(value: Asked) -> Json:
    """Return a request with its words, sources, confirmations and round."""
    found = value.request
    line = value.line
    return {
        "id": found.id,
        "label": found.label,
        "project": value.project.key,
        **_passage(found.passage),
        "title": value.document.title,
        "digest": str(value.document.digest),
        "author": {
            "name": found.writer.name,
            "address": found.writer.address,
            "person": value.person.id if value.person else None,
            "known_by": found.writer.known_by,
        },
        "written_at": at(value.at),
        "deliverable": value.deliverable.key if value.deliverable else None,
        "round": {
            "id": line.round.id,
            "number": line.number,
            "opened_on": day(line.round.opened_on),
            "counts": line.round.counts,
            "free": line.free,
        }
        if line
        else None,
        "note": found.note,
        "state": value.state,
        "withdrawn": found.withdrawn,
        "warnings": [support(each) for each in found.standing(SupportKind.WARNING)],
        "confirmations": [
            support(each) for each in found.standing(SupportKind.CONFIRMATION)
        ],
    }


def support(value: Support) -> Json:
    """Return a warning or a confirmation."""
    return {
        "id": value.id,
        "kind": value.kind,
        "strength": value.strength,
        **_passage(value.passage),
        "note": value.note,
    }


def story(value: Story) -> Json:
    """Return a request with its story in the order of time."""
    return {
        **request(value.asked),
        "story": [_scene(each) for each in value.scenes],
        "earlier": value.earlier,
        "later": value.later,
        "remarks": [str(each) for each in value.remarks],
    }


def _passage(value: Passage) -> Json:
    return {
        "document": value.document,
        "quote": value.quote,
        "start": value.start,
        "end": value.end,
        "page": value.page,
    }


def _scene(value: Scene) -> Json:
    return {
        "part": value.part,
        "at": at(value.at),
        "day": day(value.day),
        "document": value.document.id if value.document else None,
        "title": value.document.title if value.document else None,
        "author": called(value.author),
        "words": value.words,
        "page": value.passage.page if value.passage else None,
    }


def called(value: Participant | None) -> str | None:
    """Return what somebody in a head is called; null for nobody."""
    return (value.name or value.address or None) if value else None
