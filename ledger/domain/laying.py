"""Which round each request falls in, by the definition of a round in force.

A delivery starts a window; what the client asks for in it answers that delivery. What a
round is, the contract says: all changes of one window, each message that brings one, or
each delivery that is answered. Where no term says it, nothing is laid, and the reason
is given. Rounds that people opened stand as they are; a request that was put to one, or
that stands in a message from which one was opened, is a point of that one. A round that
the client confirmed takes only the requests that were put to it.

Nothing is dropped: every point comes out, with its round or with the reason why it has
none.
"""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from datetime import timedelta

from ledger.domain.confirmed import holding
from ledger.domain.contract import in_force
from ledger.domain.contract import Term
from ledger.domain.laid import Laid
from ledger.domain.laid import Layout
from ledger.domain.laid import Place
from ledger.domain.point import Delivery
from ledger.domain.point import Late
from ledger.domain.point import Point
from ledger.domain.point import PointGround
from ledger.domain.provision import RoundDefinition
from ledger.domain.provision import TermName
from ledger.domain.revision import Ground
from ledger.domain.revision import RevisionRound

Ends = Callable[[Delivery], date | None]
"""What tells the last day of the window of a delivery; None where no term names one."""


def lay(
    terms: Sequence[Term],
    deliveries: Iterable[Delivery],
    points: Iterable[Point],
    entered: Iterable[RevisionRound],
    ends: Ends,
) -> Layout:
    """Return the rounds of a project, and the place of every point.

    Args:
        terms: all terms of the project.
        deliveries: those that stand.
        points: the requests that stand.
        entered: the rounds that people opened.
        ends: the last day of the window of a delivery.
    """
    opened = {each.id: each for each in entered}
    handed = sorted(deliveries, key=lambda each: (each.on, each.position))
    laid = [
        _place(terms, handed, _ruled(terms, each), opened, ends)
        for each in sorted(points, key=_said_at)
    ]
    found = _without_empty([_joined(each, opened, handed) for each in laid], opened)
    groups: dict[str, list[Laid]] = {}
    for each in found:
        if each.round is not None:
            groups.setdefault(each.round, []).append(each)
    made = [_round(key, some) for key, some in groups.items() if key not in opened]
    filled = [_filled(each, groups.get(each.id, [])) for each in opened.values()]
    return Layout(rounds=(*filled, *made), points=tuple(found))


def _ruled(terms: Sequence[Term], point: Point) -> Point:
    """Return rework with the term in force on its day that says what it is."""
    if point.ground is not PointGround.REWORK or point.day is None:
        return point
    return replace(point, ruling=in_force(terms, TermName.REWORK, point.day))


def _place(
    terms: Sequence[Term],
    handed: Sequence[Delivery],
    point: Point,
    opened: dict[str, RevisionRound],
    ends: Ends,
) -> Laid:
    """Return where a point falls; a round that is made is named by what makes it."""
    there = _entered(point, opened)
    if there is not None:
        delivery = _confirmed_for(there, handed) or _answered(
            handed, replace(point, deliverable=there.deliverable)
        )
        return Laid(point=point, place=Place.ENTERED, delivery=delivery, round=there.id)
    delivery = _answered(handed, point)
    if delivery is None:
        return Laid(point=point, place=_missing(point))
    definition = in_force(terms, TermName.ROUND_DEFINITION, delivery.on)
    window = ends(delivery)
    found = Laid(
        point=point,
        place=Place.LAID if definition else Place.NO_DEFINITION,
        delivery=delivery,
        window=window,
        definition=definition,
    )
    if definition is None:
        return found
    rule = RoundDefinition(definition.provision.value)
    return _fallen(found, rule, holding(rule, delivery, point, opened.values()))


def _fallen(found: Laid, rule: RoundDefinition, fixed: RevisionRound | None) -> Laid:
    """Return where a point falls by the rule, beside the round that was confirmed."""
    point, window, delivery = found.point, found.window, found.delivery
    if point.day is None or delivery is None:
        return found
    if fixed and fixed.confirmation:
        if point.late is Late.ACCEPTED:
            return replace(found, place=Place.ADDED, round=fixed.id)
        found = replace(found, confirmed=fixed.confirmation.on)
    bound = rule is not RoundDefinition.EACH_DELIVERY
    late = bound and window is not None and window < point.day
    if late and point.late is None:
        return replace(found, place=Place.LATE if point.counts else Place.GROUND)
    if fixed:
        return replace(found, place=Place.CONFIRMED if point.counts else Place.GROUND)
    if late and point.late is Late.ACCEPTED:
        found = replace(found, place=Place.ACCEPTED)
    return replace(found, round=_made(rule, delivery, point))


def _missing(point: Point) -> Place:
    """Return what is missing to say which delivery a point answers."""
    if point.deliverable is None:
        return Place.NO_DELIVERABLE
    if point.day is None:
        return Place.NO_DAY
    return Place.WAITING if point.late is Late.NEXT else Place.NO_DELIVERY


def _entered(point: Point, opened: dict[str, RevisionRound]) -> RevisionRound | None:
    """Return the round that a person opened for a point; None where none is."""
    if point.round in opened:
        return opened[point.round]
    return next(
        (
            each
            for each in opened.values()
            if point.document in each.documents
            and not each.fixed
            and point.deliverable in {None, each.deliverable}
        ),
        None,
    )


def _confirmed_for(
    opened: RevisionRound, handed: Sequence[Delivery]
) -> Delivery | None:
    """Return the delivery that a round was confirmed for, whatever came between."""
    return next((each for each in handed if each.id == opened.delivery), None)


def _answered(handed: Sequence[Delivery], point: Point) -> Delivery | None:
    """Return the delivery that a point answers: the last one, or the next."""
    own = [each for each in handed if each.deliverable == point.deliverable]
    if point.day is None:
        return None
    before = [each for each in own if each.on <= point.day]
    after = [each for each in own if each.on > point.day]
    if point.late is Late.NEXT:
        return after[0] if after else None
    return before[-1] if before else None


def _made(rule: RoundDefinition, delivery: Delivery, point: Point) -> str:
    if rule is RoundDefinition.EACH_MESSAGE:
        return f"{delivery.id}/{point.message}"
    return delivery.id


def _joined(
    laid: Laid, opened: dict[str, RevisionRound], handed: Sequence[Delivery]
) -> Laid:
    """Put a point to the round that was opened for its window, if one was.

    Where all changes of a delivery are one round, one that a person opened within its
    window is that round.
    """
    if (
        laid.place not in {Place.LAID, Place.ACCEPTED}
        or laid.delivery is None
        or not laid.definition
    ):
        return laid
    rule = laid.definition.provision.value
    if rule == RoundDefinition.EACH_MESSAGE:
        return laid
    last = laid.window or laid.point.day or date.max
    if rule == RoundDefinition.EACH_DELIVERY:
        last = _day_before_next(handed, laid.delivery)
    inside = [
        each
        for each in opened.values()
        if each.deliverable == laid.delivery.deliverable
        and each.ground is Ground.WISH
        and each.excluded is None
        and not each.fixed
        and laid.delivery.on <= each.opened_on <= last
    ]
    first = min(inside, key=lambda each: (each.opened_on, each.position), default=None)
    return replace(laid, round=first.id) if first else laid


def _day_before_next(handed: Sequence[Delivery], delivery: Delivery) -> date:
    """Return the last day on which nothing newer of the deliverable is there."""
    later = (
        each.on
        for each in handed
        if each.deliverable == delivery.deliverable and each.on > delivery.on
    )
    following = min(later, default=None)
    return following - timedelta(days=1) if following else date.max


def _without_empty(
    laid: Sequence[Laid], opened: dict[str, RevisionRound]
) -> list[Laid]:
    """Take points out of rounds that nobody opened and that hold no wish."""
    wished = {each.round for each in laid if each.point.counts} | opened.keys()
    return [
        each
        if each.round is None or each.round in wished
        else replace(each, place=Place.GROUND, round=None)
        for each in laid
    ]


def _round(key: str, found: Sequence[Laid]) -> RevisionRound:
    """Return the round that some points make."""
    first = next((each for each in found if each.point.counts), found[0])
    delivery = first.delivery
    if delivery is None or first.point.day is None:
        raise ValueError(key)
    messages = dict.fromkeys(each.point.document for each in found)
    day = max(first.point.day, delivery.on)
    return RevisionRound(
        id=key,
        project=delivery.project,
        deliverable=delivery.deliverable,
        opened_on=day,
        ground=Ground.WISH,
        position=first.point.position,
        documents=tuple(messages),
        points=tuple(each.point for each in found),
        delivery=delivery.id,
        computed=True,
    )


def _filled(opened: RevisionRound, found: Sequence[Laid]) -> RevisionRound:
    """Return an opened round with its points.

    Among rounds of one day it keeps the place of its first request, so that to enter
    something of a round changes no number.
    """
    points = tuple(each.point for each in found)
    first = min((each.position for each in points), default=opened.position)
    return replace(opened, points=points, position=min(first, opened.position))


def _said_at(point: Point) -> tuple[date, int, str]:
    return (point.day or date.max, point.position, point.request)
