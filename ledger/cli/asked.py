"""The JSON of requests, and their lines: words, writers, what warns and confirms."""

from collections.abc import Sequence

from ledger.cli import account
from ledger.cli.shapes import at
from ledger.cli.shapes import day
from ledger.cli.shapes import Json
from ledger.cli.shapes import money
from ledger.domain.point import PointGround
from ledger.domain.reading import Participant
from ledger.domain.request import Passage
from ledger.domain.request import Request
from ledger.domain.request import Support
from ledger.domain.request import SupportKind
from ledger.domain.revision import Line
from ledger.services import telling
from ledger.services.asking import ALL
from ledger.services.asking import Asked
from ledger.services.asking import Filters
from ledger.services.reversing import Reversal
from ledger.services.stories import Part
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
        "round": _round(line) if line else None,
        "note": found.note,
        **_classified(found),
        "state": value.state,
        "withdrawn": found.withdrawn,
        "warnings": [support(each) for each in found.standing(SupportKind.WARNING)],
        "confirmations": [
            support(each) for each in found.standing(SupportKind.CONFIRMATION)
        ],
    }


def _round(line: Line) -> Json:
    return {
        "id": line.round.id,
        "number": line.number,
        "opened_on": day(line.round.opened_on),
        "counts": line.round.counts,
        "free": line.free,
        "price": money(line.price.money) if line.price else None,
        "why": account.why(line),
    }


def _classified(found: Request) -> Json:
    """Return what a request is in the account, what it can be, and its hours."""
    return {
        "ground": found.ground or PointGround.WISH,
        "grounds": list(PointGround),
        "hours": account.hours(found.hours),
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
        "reversal": account.reversal(value.reversal),
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


def line(found: Asked) -> str:
    """Return a request in one line."""
    when = found.at.date().isoformat() if found.at else "no date"
    who = f"  {found.writer}" if found.writer else ""
    words = " ".join(found.request.passage.quote.split())
    return f"{found.request.label}  {when}{who}  {found.state}  “{words[:160]}”"


def none(filters: Filters, every: Sequence[Asked]) -> str:
    """Return why a list of requests is empty."""
    if not every:
        return "Nothing is recorded; add one with: request add"
    if filters == ALL:
        return "All that was recorded is withdrawn: request list --state withdrawn"
    return "Nothing that is recorded fits."


def story_lines(value: Story) -> list[str]:
    """Return a request with its story in lines, and what is to be known of it."""
    hours = value.asked.request.hours
    lines = [line(value.asked)]
    lines += [f"{hours} h"] if hours is not None else []
    lines += _reversal_lines(value.reversal) if value.reversal else []
    lines += [""]
    lines += [_scene_line(value, each) for each in value.scenes]
    remarks = [str(each) for each in value.remarks]
    return [*lines, "", *remarks] if remarks else lines


def _reversal_lines(value: Reversal) -> list[str]:
    """Return what rework reverses, what that took, and why it counts or not."""
    took = value.reversed.hours
    spent = f"{took} h spent on {value.reversed.label}"
    unknown = f"the hours of {value.reversed.label} are not known"
    return [str(value.told), spent if took is not None else unknown, str(value.why)]


def _scene_line(value: Story, scene: Scene) -> str:
    when = at(scene.at) or day(scene.day) or "no date"
    author = called(scene.author)
    who = f"  {author}" if author else ""
    words = scene.words[:200]
    if scene.part is Part.ROUND and value.asked.line:
        words = telling.round_told(value.asked.line)
    return f"{when}  {scene.part}{who}  {words}".rstrip()
