"""The JSON of the revision account: terms, standings, rounds, with their reasons."""

from decimal import Decimal

from ledger.cli.shapes import day
from ledger.cli.shapes import Json
from ledger.cli.shapes import money
from ledger.domain.contract import Term
from ledger.domain.laid import Laid
from ledger.domain.laid import Place
from ledger.domain.point import Point
from ledger.domain.pricing import Price
from ledger.domain.provision import UNLIMITED
from ledger.domain.revision import Confirmation
from ledger.domain.revision import Line
from ledger.domain.revision import RevisionRound
from ledger.services import reversing
from ledger.services.contracts import InForce
from ledger.services.handing import Handed
from ledger.services.reversing import Reversal
from ledger.services.revisions import Standing
from ledger.services.supposing import Readings


def term(value: InForce) -> Json:
    """Return a term with its words and its days in force."""
    found = value.term
    return {
        "id": found.id,
        "term": found.provision.name,
        "value": _value(found),
        "money": money(found.provision.money),
        "per": found.provision.per,
        "unit": found.provision.unit,
        "currency": found.provision.currency,
        "counting": found.provision.counting,
        "chosen_by": found.chosen_by or None,
        "due": day(found.provision.due),
        "limit": money(found.provision.limit),
        "clause": found.clause,
        "quote": found.quote,
        "remark": found.remark or None,
        "remarked_why": found.remarked_why or None,
        "start": found.start,
        "end": found.end,
        "page": found.page,
        "document": found.document,
        "from": day(found.from_day),
        "until": day(value.until),
        "ended": found.ended_why or None,
        "withdrawn": found.withdrawn,
    }


def _value(found: Term) -> int | float | str:
    number = found.provision.number
    if number is None:
        return found.provision.value
    whole = number == number.to_integral_value()
    return int(number) if whole else float(number)


def standing(value: Standing) -> Json:
    """Return where a deliverable stands."""
    account = value.account
    allowance = account.allowance
    number = account.next_round
    return {
        "key": value.deliverable.key,
        "title": value.deliverable.title,
        "allowed": UNLIMITED if allowance.unlimited else allowance.number,
        "used": account.used,
        "left": UNLIMITED if allowance.unlimited else account.left,
        "shared": allowance.shared,
        "term": allowance.term.id if allowance.term else None,
        "next_round": {
            "number": number.number,
            "free": number.free,
            "price": None if number.free else money(number.price.money),
            "at_least": bool(not number.free and number.price.at_least),
            "basis": basis(value),
        },
        "rounds": [_line(line) for line in account.lines],
    }


def _line(line: Line) -> Json:
    found = line.round
    return {
        "id": found.id,
        "number": line.number,
        "opened_on": day(found.opened_on),
        "ground": found.ground,
        "counts": found.counts,
        "free": line.free,
        "price": money(line.price.money) if line.price else None,
        "why": why(line),
        "note": found.note,
        "hours": hours(found.worked),
        "hours_of": _hours_of(found),
        "computed": found.computed,
        "delivery": found.delivery,
        "confirmed": confirmation(found.confirmation),
        "requests": len(found.points),
        "points": [_point(each) for each in found.points],
        "documents": list(found.documents),
    }


def confirmation(value: Confirmation | None) -> Json | None:
    """Return on what a round rests; None where nobody confirmed it."""
    if value is None:
        return None
    return {
        "on": day(value.on),
        "document": value.passage.document,
        "quote": value.passage.quote,
        "page": value.passage.page,
        "known_by": value.writer.known_by,
        "by": value.writer.name or None,
        "by_address": value.writer.address or None,
    }


def _point(value: Point) -> Json:
    return {
        "request": value.label,
        "said_on": day(value.day),
        "ground": value.ground,
        "counts": value.counts,
        "why": value.why or None,
        "hours": hours(value.hours),
        "rework": _text(reversing.ruled(value)),
    }


def hours(value: Decimal | None) -> str | None:
    """Return hours as they were entered; None where they are not known."""
    return str(value) if value is not None else None


def _hours_of(found: RevisionRound) -> str | None:
    """Return whose the hours of a round are: its own, or those of its requests."""
    if found.worked is None:
        return None
    return "round" if found.hours is not None else "requests"


def _text(value: str | None) -> str | None:
    return str(value) if value is not None else None


_PLACES = {
    Place.ENTERED: "somebody put it there",
    Place.LAID: "the definition of a round puts it there",
    Place.ACCEPTED: "it came after the window and was accepted late",
    Place.GROUND: "it is no wish, so it makes no round",
    Place.LATE: "it came after the window; decide: accepted or next-round",
    Place.CONFIRMED: "the round was confirmed on {day}; decide: accepted or next-round",
    Place.ADDED: "it came after its round was confirmed and was accepted into it",
    Place.NO_DAY: "unknown: nothing tells on which day it was said",
    Place.NO_DELIVERABLE: "unknown: nobody said which deliverable it is about",
    Place.NO_DELIVERY: "unknown: no delivery is recorded before it",
    Place.WAITING: "it answers the next delivery, and none is recorded yet",
    Place.NO_DEFINITION: "unknown: no term in force says what a round is",
}


def reversal(value: Reversal | None) -> Json | None:
    """Return what rework reverses, and when and by whom that was accepted."""
    if value is None:
        return None
    found = value.acceptance
    return {
        "of": value.reversed.label,
        "hours": hours(value.reversed.hours),
        "accepted_on": day(found.day) if found else None,
        "accepted_by": (found.by or None) if found else None,
        "document": found.passage.document if found else None,
        "quote": found.passage.quote if found else None,
        "start": found.passage.start if found else None,
        "end": found.passage.end if found else None,
        "page": found.passage.page if found else None,
        "told": str(value.told),
        "why": _text(value.why),
    }


def laid(value: Laid, reverses: Reversal | None = None) -> Json:
    """Return where a request falls, and why."""
    definition = value.definition
    return {
        **_point(value.point),
        "id": value.point.request,
        "of": value.point.of,
        "late": value.point.late,
        "round": value.round,
        "place": value.place,
        "basis": basis_of(value),
        "reversal": reversal(reverses),
        "delivery": value.delivery.id if value.delivery else None,
        "window_ends": day(value.window),
        "confirmed_on": day(value.confirmed),
        "clause": definition.clause if definition else None,
    }


def basis_of(value: Laid) -> str:
    """Return why a request is in its round, or in none."""
    if value.place is Place.GROUND and value.point.new_scope:
        return str(reversing.ruled(value.point))
    told = _PLACES[value.place]
    if value.place is Place.CONFIRMED:
        return told.format(day=day(value.confirmed))
    return told


def readings(value: Readings) -> Json:
    """Return what each way to read a later allowance comes to."""
    return {
        "term": value.term.id,
        "outcomes": [
            {
                "counting": each.counting,
                "deliverables": [standing(one) for one in each.standings],
            }
            for each in value.outcomes
        ],
    }


def delivery(value: Handed) -> Json:
    """Return a delivery with the ends of its windows."""
    found = value.delivery
    return {
        "id": found.id,
        "deliverable": value.deliverable.key,
        "on": day(found.on),
        "window_ends": day(value.window.end if value.window else None),
        "accepted_after": day(value.accepted.end if value.accepted else None),
        "note": found.note,
        "withdrawn": found.withdrawn,
        "documents": list(found.documents),
    }


def why(line: Line) -> str:
    """Return in a sentence why a round counts as it does."""
    found = line.round
    if found.excluded is not None:
        return f"excluded: {found.excluded}"
    if found.pointless:
        return "no request in it is a wish; it does not count"
    if not found.counts:
        return {
            "defect": "our defect; it does not count",
            "change-order": "a change order with its own price; it does not count",
            "goodwill": "goodwill; it does not count",
        }[found.ground]
    if line.free is None:
        return "it counts; no term says how many rounds are free"
    allowed = line.allowance.number
    if line.free:
        total = "any number" if allowed is None else allowed
        return f"it counts: {line.ordinal} of {total} free rounds"
    return f"it counts: {line.ordinal}, with {allowed} free rounds, so it is paid"


def basis(value: Standing) -> str:
    """Return in a sentence what the next round's price rests on."""
    account = value.account
    if not account.allowance.known:
        return "unknown: no term in force says how many rounds are free"
    clause = _clause(account.allowance.term)
    if account.next_round.free:
        if account.allowance.unlimited:
            return f"free: rounds are not limited{clause}"
        return f"free: {account.left} of {account.allowance.number} left{clause}"
    return _priced(account.next_round.price)


def _priced(price: Price) -> str:
    if price.rate is None:
        return "unknown: no term in force says what a further round costs"
    rate = price.rate.provision
    text = f"{rate.money} per {rate.unit}{_clause(price.rate)}"
    if price.minimum is None:
        if rate.unit == "hour":
            text += "; the hours are not known"
        return text
    least = price.minimum.provision
    amount = f"{least.value} h" if least.currency is None else str(least.money)
    return f"{text}; at least {amount}{_clause(price.minimum)}"


def _clause(found: Term | None) -> str:
    if found is None:
        return ""
    clause = f", clause {found.clause}" if found.clause else ""
    return f"{clause} (on the paper: {found.remark})" if found.remark else clause
