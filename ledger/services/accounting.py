"""Accounting: what a statement of account says of a period, as plain values.

Everything in it can be traced: a term by its clause and words, a round by its requests,
a request by its label and the words that were quoted.
"""

from collections import Counter
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ledger.domain import revision
from ledger.domain.contract import every_in_force
from ledger.domain.contract import Term
from ledger.domain.document import Document
from ledger.domain.laid import Laid
from ledger.domain.laid import Layout
from ledger.domain.money import Money
from ledger.domain.point import Point
from ledger.domain.project import Deliverable
from ledger.domain.project import Project
from ledger.domain.request import Passage
from ledger.domain.revision import Line
from ledger.services import altered
from ledger.services import bearing
from ledger.services import correcting
from ledger.services import laying
from ledger.services import reversing
from ledger.services import telling
from ledger.services.reversing import Reversal
from ledger.store import agreed
from ledger.store import documents
from ledger.store import projects
from ledger.store import requests
from ledger.store.database import Tx

Json = dict[str, Any]
VERSION = 3


def content(
    tx: Tx,
    project: Project,
    first: date,
    last: date,
    issued: Iterable[Mapping[str, Any]] = (),
) -> Json:
    """Return what a statement says of the days from ``first`` to ``last``.

    Rounds are those opened on these days; what is used and left is as it stood at the
    end of the last one. Earlier rounds that are counted otherwise than ``issued``, the
    earlier statements, said stand apart.
    """
    terms = agreed.of_project(tx, project.id)
    layout = laying.of_project(tx, project)
    asked = _asked(tx, project, layout)
    told = [
        _deliverable(each, terms, layout, asked, (first, last))
        for each in projects.deliverables(tx, project.id)
    ]
    parts = _since(told, first)
    return {
        "version": VERSION,
        "project": project.key,
        "title": project.title,
        "client": project.client.name,
        "zone": project.zone,
        "from": first.isoformat(),
        "to": last.isoformat(),
        "terms": _terms(tx, every_in_force(terms, last)),
        "deliverables": parts,
        "apart": _nowhere(layout, asked, first, last),
        **correcting.told(issued, told, first),
        "totals": _totals(parts),
        "unpriced": sum(_unpriced(each) for part in parts for each in part["rounds"]),
        **bearing.of(layout.points, first, last),
    }


@dataclass(frozen=True, slots=True)
class _Said:
    """The words of a request, and what it reverses, of rework."""

    passage: Passage
    reversal: Reversal | None


def _asked(tx: Tx, project: Project, layout: Layout) -> dict[str, _Said]:
    points = [each.point for each in layout.points]
    reverses = reversing.told(tx, project, points)
    listed = requests.of_project(tx, project.id)
    return {each.id: _Said(each.passage, reverses.get(each.id)) for each in listed}


def _since(told: Sequence[Json], first: date) -> list[Json]:
    """Return deliverables with their rounds from a day on alone."""
    day = first.isoformat()
    return [
        {**part, "rounds": [each for each in part["rounds"] if each["day"] >= day]}
        for part in told
    ]


def rows(found: Mapping[str, Any]) -> Iterable[list[object]]:
    """Yield a statement as the rows of a sheet: one for each request of each round."""
    yield [
        *("deliverable", "round", "day", "counts", "free", "price", "currency", "why"),
        *("request", "said on", "what it is", "words", "hours", "request hours"),
    ]
    for part in found["deliverables"]:
        for each in part["rounds"]:
            price = each["price"] or {}
            money = Money(**price) if price else None
            head = [
                *(part["key"], each["number"], each["day"], _yes(each["counts"])),
                _yes(each["free"]),
                *(str(money.amount) if money else "", price.get("currency", "")),
                each["why"],
            ]
            for point in each["points"] or [{}]:
                yield [*head, *_asked_for(point, each.get("hours"))]
        for point in part["apart"]:
            yield _apart(part["key"], point)
    for point in found.get("apart", []):
        yield _apart("", point)
    for each in found.get("corrections", ()):
        yield _corrected(each)
    if told := bearing.told(found):
        yield ["", "", "", "no", "", "", "", str(told), "", "", "", "", "", ""]
    yield from altered.rows(found)


def _corrected(each: Mapping[str, Any]) -> list[object]:
    """Return the row of an earlier round that is counted otherwise now."""
    now = each["now"] or {}
    price = now.get("price") or {}
    money = Money(**price) if price else None
    return [
        *(each["key"], each["number"], each["day"], _yes(now.get("counts"))),
        *(_yes(now.get("free")), str(money.amount) if money else ""),
        *(price.get("currency", ""), now.get("why", "")),
        *(each["statement"], "", "correction", (each["was"] or {}).get("why", "")),
        *("", ""),
    ]


def _apart(deliverable: str, point: Mapping[str, Any]) -> list[object]:
    """Return the row of a request that is in no round."""
    head = [deliverable, "", "", "no", "", "", "", point["place"]]
    return [*head, *_asked_for(point)]


def _asked_for(point: Mapping[str, Any], hours: str | None = None) -> list[object]:
    """Return the cells of a request, then the hours of its round and its own."""
    named = [point.get(name, "") for name in ("label", "day", "ground", "quote")]
    return [*named, hours or "", point.get("hours") or ""]


def _deliverable(
    deliverable: Deliverable,
    terms: Sequence[Term],
    layout: Layout,
    asked: Mapping[str, _Said],
    period: tuple[date, date],
) -> Json:
    """Return a deliverable with all its rounds up to the end of a period."""
    account = revision.account(deliverable.id, terms, layout.rounds, period[1])
    laid = _within(layout, deliverable.id, *period)
    allowed = account.allowance
    return {
        "key": deliverable.key,
        "title": deliverable.title,
        "allowed": "unlimited" if allowed.unlimited else allowed.number,
        "shared": allowed.shared,
        "used": account.used,
        "left": account.left,
        "rounds": [_round(each, asked) for each in account.lines],
        "apart": [
            {**_point(each.point, asked), "place": str(each.place)}
            for each in laid
            if each.round is None
        ],
    }


def _round(line: Line, asked: Mapping[str, _Said]) -> Json:
    found = line.round
    money = line.price.money if line.price else None
    return {
        "id": found.id,
        "number": line.number,
        "day": found.opened_on.isoformat(),
        "counts": found.counts,
        "free": line.free,
        "why": str(telling.round_told(line)),
        "hours": str(found.worked) if found.worked is not None else None,
        "price": {"minor": money.minor, "currency": money.currency} if money else None,
        "at_least": bool(line.price and line.price.at_least),
        "points": [_point(each, asked) for each in found.points],
    }


def _point(point: Point, asked: Mapping[str, _Said]) -> Json:
    said = asked[point.request]
    passage, reverses = said.passage, said.reversal
    return {
        "label": point.label,
        "day": point.day.isoformat() if point.day else None,
        "ground": str(point.ground),
        "quote": passage.quote,
        "why": point.why,
        "hours": str(point.hours) if point.hours is not None else None,
        "rework": str(reverses.told) if reverses else "",
        "ruling": str(reverses.why) if reverses else "",
        **_place(passage),
    }


def _place(found: Passage | Term) -> Json:
    """Return where words stand."""
    return {"document": found.document, "start": found.start, "end": found.end}


def _nowhere(
    layout: Layout, asked: Mapping[str, _Said], first: date, last: date
) -> list[Json]:
    """Return the requests of a period that belong to none of its accounts."""
    return [
        {**_point(each.point, asked), "place": str(each.place)}
        for each in layout.points
        if _is_nowhere(each.point, first, last)
    ]


def _is_nowhere(point: Point, first: date, last: date) -> bool:
    """Tell whether a request may belong to a period, and to none of its accounts."""
    if point.day is None:
        return True
    return point.deliverable is None and first <= point.day <= last


def _within(layout: Layout, deliverable: str, first: date, last: date) -> list[Laid]:
    """Return the requests of a deliverable that were said in a period."""
    return [
        each
        for each in layout.points
        if each.point.deliverable == deliverable
        and each.point.day is not None
        and first <= each.point.day <= last
    ]


def _totals(parts: Sequence[Json]) -> list[Json]:
    """Return what the paid rounds come to, in each currency."""
    found: Counter[str] = Counter()
    for part in parts:
        for each in part["rounds"]:
            if each["price"]:
                found[each["price"]["currency"]] += each["price"]["minor"]
    return [{"minor": minor, "currency": code} for code, minor in sorted(found.items())]


def _unpriced(each: Json) -> bool:
    return each["free"] is False and (each["price"] is None or each["at_least"])


def _terms(tx: Tx, held: Sequence[Term]) -> list[Json]:
    keys = {each.document for each in held}
    papers = {each.id: each for each in documents.get_many(tx, keys)}
    return [_term(each, papers) for each in held]


def _term(term: Term, papers: Mapping[str, Document]) -> Json:
    said = term.provision
    paper = papers.get(term.document)
    return {
        "name": str(said.name),
        "value": said.value,
        "per": str(said.per) if said.per else None,
        "unit": str(said.unit) if said.unit else None,
        "currency": said.currency,
        "counting": str(said.counting) if said.counting else None,
        "from": term.from_day.isoformat(),
        "clause": term.clause,
        "quote": term.quote,
        "remark": term.remark,
        **_place(term),
        "paper": paper.title if paper else "",
        "digest": str(paper.digest) if paper else "",
    }


def _yes(value: bool | None) -> str:  # noqa: FBT001 - it is what is written
    return {True: "yes", False: "no", None: ""}[value]
