"""The JSON of the command line: a contract that people script against (CLI.md)."""

from datetime import date
from datetime import datetime
from decimal import Decimal
from typing import Any

from ledger.domain import moment
from ledger.domain.contract import Term
from ledger.domain.contract import UNLIMITED
from ledger.domain.document import Document
from ledger.domain.event import SealedEvent
from ledger.domain.money import Money
from ledger.domain.project import Person
from ledger.domain.project import Project
from ledger.domain.receipt import Item
from ledger.domain.revision import Line
from ledger.domain.revision import Price
from ledger.domain.revision import RevisionRound
from ledger.services.contracts import InForce
from ledger.services.revisions import Standing
from ledger.services.searching import Finding
from ledger.services.searching import Results
from ledger.services.showing import Shown
from ledger.services.showing import Thread

Json = dict[str, Any]


def at(value: datetime | None) -> str | None:
    """Return a moment as text; null where there is none."""
    return moment.written(value) if value else None


def day(value: date | None) -> str | None:
    """Return a day as text; null where there is none."""
    return value.isoformat() if value else None


def money(value: Money | None) -> Json | None:
    """Return an amount."""
    return {"minor": value.minor, "currency": value.currency} if value else None


def project(value: Project) -> Json:
    """Return a project."""
    return {
        "id": value.id,
        "key": value.key,
        "title": value.title,
        "client": value.client.name,
        "zone": value.zone,
    }


def person(value: Person) -> Json:
    """Return a person."""
    return {
        "id": value.id,
        "name": value.name,
        "side": value.side,
        "client": value.client.name if value.client else None,
        "role": value.role,
        "addresses": [
            {
                "address": each.address,
                "from": day(each.from_day),
                "until": day(each.until_day),
            }
            for each in value.addresses
        ],
    }


def event(value: SealedEvent) -> Json:
    """Return an event that was written."""
    return {
        "position": value.position,
        "at": at(value.at),
        "kind": value.kind,
        "subject": value.subject,
        "projects": list(value.projects),
        "actor": value.actor,
        "fields": value.fields,
    }


def document(value: Document, path: str) -> Json:
    """Return a line of a receipt for a document."""
    return {
        "id": value.id,
        "digest": str(value.digest),
        "kind": value.kind,
        "title": value.title,
        "parent": value.parent,
        "path": path,
    }


def set_aside(value: Item) -> Json:
    """Return a file that could not be kept."""
    return {"path": value.path, "reason": value.reason}


def unread(value: Item) -> Json:
    """Return what was kept and cannot be read."""
    return {"path": value.path, "id": value.document, "reason": value.reason}


def again(value: Item) -> Json:
    """Return a file or message that was there before."""
    return {"path": value.path, "id": value.document, "first": value.first}


def results(value: Results, *, facets: bool) -> Json:
    """Return the answer to a search."""
    found: Json = {
        "total": value.total,
        "took_ms": value.took_ms,
        "hits": [hit(each) for each in value.findings],
        "suggestion": value.suggestion,
        "remarks": [str(remark) for remark in value.remarks],
        "behind": value.lag,
    }
    return {**found, "facets": value.facets} if facets else found


def hit(value: Finding) -> Json:
    """Return a hit."""
    found = value.document
    author = value.author
    return {
        "id": found.message or found.id,
        "message": found.message,
        "kind": found.kind,
        "title": found.title,
        "author": (author.name or author.address) if author else None,
        "author_address": author.address if author else None,
        "sent_at": at(found.sent_at),
        "projects": [each.key for each in value.projects],
        "page": value.page,
        "snippet": value.snippet,
        "marks": [list(mark) for mark in value.marks],
        "score": round(value.score, 4),
        "places": value.places,
        "others": list(value.others),
        "quoted_only": value.quoted_only,
        "digest": str(found.digest),
    }


def shown(value: Shown) -> Json:
    """Return a document with its text."""
    found = value.document
    text = value.text
    return {
        "id": found.id,
        "message": found.message,
        "originals": [each.id for each in value.originals],
        "kind": found.kind,
        "title": found.title,
        "name": found.name,
        "digest": str(found.digest),
        "size": found.size,
        "media_type": found.media_type,
        "parent": found.parent,
        "place": found.place,
        "children": [each.id for each in value.children],
        "projects": [each.key for each, _why in value.projects],
        "people": [
            {"role": each.role, "name": each.name, "address": each.address}
            for each in value.people
        ],
        "sent_at": at(found.sent_at),
        "sent_raw": found.sent_raw,
        "sent_zone": found.sent_zone,
        "received_at": at(found.received_at),
        "taken_in_at": at(found.provenance.taken_in_at),
        "language": found.language,
        "read": found.reading is not None,
        "problem": found.problem,
        "flags": list(found.flags),
        "same_message_id": list(value.namesakes),
        "text": text.text,
        "pages": [
            {
                "number": number,
                "label": label,
                "start": start,
                "end": end,
                "width": width,
                "height": height,
            }
            for number, label, start, end, width, height in text.pages
        ],
        "segments": [
            {
                "kind": kind,
                "author": author,
                "start": start,
                "end": end,
                "text": text.text[start:end],
                "altered": False,
            }
            for kind, start, end, author in text.segments
        ],
        "authenticity": {"checked": False},
        "provenance": {
            "custodian": found.provenance.custodian,
            "channel": found.provenance.channel,
            "taken_in_at": at(found.provenance.taken_in_at),
            "receipt": found.provenance.receipt,
            "position": found.position,
        },
    }


def thread(value: Thread) -> Json:
    """Return a thread with the reason of each joint, and its gaps."""
    return {
        "messages": [
            {
                "id": line.document.id,
                "title": line.document.title,
                "sent_at": at(line.document.sent_at),
                "author": (line.author.name or line.author.address)
                if line.author
                else None,
                "joined_by": line.joined_by,
                "joined_to": line.joined_to,
            }
            for line in value.lines
        ],
        "gaps": [
            {"message_id": gap.message_id, "named_by": list(gap.named_by)}
            for gap in value.gaps
        ],
    }


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
        "clause": found.clause,
        "quote": found.quote,
        "start": found.start,
        "end": found.end,
        "page": found.page,
        "document": found.document,
        "from": day(found.from_day),
        "until": day(value.until),
    }


def _value(found: Term) -> int | float | str:
    if found.provision.value == UNLIMITED:
        return UNLIMITED
    number = found.provision.number or Decimal(0)
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
        "requests": 0,
        "documents": list(found.documents),
    }


def why(line: Line) -> str:
    """Return in a sentence why a round counts as it does."""
    found = line.round
    if found.excluded is not None:
        return f"excluded: {found.excluded}"
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
    return f", clause {found.clause}" if found and found.clause else ""


def revision_round(value: RevisionRound) -> Json:
    """Return a round as it stands in the log."""
    return {
        "id": value.id,
        "opened_on": day(value.opened_on),
        "ground": value.ground,
        "counts": value.counts,
        "excluded": value.excluded,
        "note": value.note,
        "documents": list(value.documents),
        "position": value.position,
    }
