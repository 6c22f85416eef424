"""Reversing: what rework undoes, when and by whom that was accepted, what it took.

Day and person are taken from the document with the words of the acceptance. Nothing is
said of them that it does not say.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from ledger.domain import moment
from ledger.domain.document import Document
from ledger.domain.point import Point
from ledger.domain.point import PointGround
from ledger.domain.project import Project
from ledger.domain.project import Side
from ledger.domain.request import Passage
from ledger.domain.request import Request
from ledger.domain.sentence import said
from ledger.domain.sentence import Sentence
from ledger.domain.sentence import to_say
from ledger.opened import Ledger
from ledger.services import laying
from ledger.services import siding
from ledger.services import writers
from ledger.services.siding import Sent
from ledger.store import documents
from ledger.store import requests
from ledger.store.database import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """Words that accepted what was done, with what their document says of them."""

    passage: Passage
    document: Document
    day: date | None
    """On which they were written, in the zone of the project; None if nobody says."""

    by: str
    """Who wrote them; empty where nobody is named."""

    ours: bool
    """Whether our own people wrote them: then they accept nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reversal:
    """The request whose result is reversed, and its acceptance if one is recorded."""

    point: Point
    reversed: Request
    acceptance: Acceptance | None

    @property
    def told(self) -> Sentence:
        """Return in a sentence what is reversed, and when and by whom it was taken."""
        label, how = self.reversed.label, _how(self.acceptance)
        return said("reversal of %(label)s (%(how)s)", label=label, how=how)

    @property
    def why(self) -> Sentence | None:
        """Return why it makes a round, or none."""
        return ruled(self.point)


def of_project(ledger: Ledger, project: Project) -> dict[str, Reversal]:
    """Return what the rework of a project reverses, by the ids of its requests."""
    with ledger.db.reading() as tx:
        points = laying.of_project(tx, project).points
        return told(tx, project, [each.point for each in points])


def of_request(tx: Tx, project: Project, request: Request) -> Reversal | None:
    """Return what a request reverses; None where it is no rework, or taken back."""
    if request.ground is not PointGround.REWORK:
        return None
    points = laying.of_project(tx, project).points
    own = [each.point for each in points if each.point.request == request.id]
    return told(tx, project, own).get(request.id)


def told(tx: Tx, project: Project, points: Iterable[Point]) -> dict[str, Reversal]:
    """Return what each rework among the points of a project reverses."""
    rework = [each for each in points if each.ground is PointGround.REWORK]
    if not rework:
        return {}
    known = {each.id: each for each in requests.of_project(tx, project.id)}
    named = [known[each.request].accepted for each in rework]
    keys = {each.document for each in named if each}
    papers = {each.id: each for each in documents.get_many(tx, keys)}
    return {
        each.request: Reversal(
            point=each,
            reversed=known[each.of],
            acceptance=_acceptance(tx, project, passage, papers),
        )
        for each, passage in zip(rework, named, strict=True)
        if each.of
    }


def ruled(point: Point) -> Sentence | None:
    """Return why rework makes a round or none; None for any other request."""
    if point.ground is not PointGround.REWORK:
        return None
    if point.ruling is None:
        return said("no term says that rework is new scope; it counts as a wish")
    if not point.ruling.clause:
        return _UNNUMBERED[point.new_scope]
    told = _NEW_SCOPE if point.new_scope else _AS_A_WISH
    return said(told, clause=point.ruling.clause)


_NEW_SCOPE = to_say("rework of accepted work: new scope, clause %(clause)s")
_AS_A_WISH = to_say("rework of accepted work: it counts as a wish, clause %(clause)s")
_UNNUMBERED = {
    True: said("rework of accepted work: new scope, as a term says"),
    False: said("rework of accepted work: it counts as a wish, as a term says"),
}


def _acceptance(
    tx: Tx,
    project: Project,
    passage: Passage | None,
    papers: Mapping[str, Document],
) -> Acceptance | None:
    if passage is None:
        return None
    document = papers[passage.document]
    writer = writers.of(tx, document, passage)
    if writer is None:
        return Acceptance(
            passage=passage, document=document, day=None, by="", ours=False
        )
    at = writers.dated(document, writer)
    [person] = siding.persons(tx, [Sent(writer.address, at, project.zone)])
    return Acceptance(
        passage=passage,
        document=document,
        day=at.astimezone(moment.zone(project.zone)).date() if at else None,
        by=person.name if person else writer.name or writer.address,
        ours=person is not None and person.side is Side.PROVIDER,
    )


def _how(found: Acceptance | None) -> Sentence:
    if found is None:
        return said("acceptance not recorded")
    if found.ours:
        return said("acceptance not recorded: the words are of our own side")
    who = found.by or said("somebody whom the document does not name")
    if found.day is None:
        return said("accepted by %(who)s, on a day that is not known", who=who)
    day = format_date(found.day, "d MMM y", locale="en")
    return said("accepted %(day)s by %(who)s", day=day, who=who)
