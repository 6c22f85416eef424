"""The JSON of the command line: a contract that people script against (CLI.md)."""

from collections.abc import Mapping
from datetime import date
from datetime import datetime
from typing import Any

from ledger.domain import filing
from ledger.domain import moment
from ledger.domain.account import Account
from ledger.domain.document import Document
from ledger.domain.event import SealedEvent
from ledger.domain.money import Money
from ledger.domain.project import Person
from ledger.domain.project import Project
from ledger.domain.receipt import Item
from ledger.domain.saved import SavedSearch
from ledger.services.findings import Finding
from ledger.services.narrowing import WITHOUT
from ledger.services.searching import Results

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
        "merged": list(value.merged),
    }


def account(value: Account) -> Json:
    """Return an account of somebody who may sign in."""
    return {
        "id": value.id,
        "email": value.email,
        "name": value.name,
        "role": value.role,
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
        "fields": _fields(value),
    }


def _fields(value: SealedEvent) -> Json:
    """Return the fields, the program's own reason in words as well."""
    if isinstance(value.fields.get("reason"), dict):
        return {**value.fields, "why": str(filing.why_of(value.fields))}
    return dict(value.fields)


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


def results(value: Results) -> Json:
    """Return the answer to a search; facets are empty where nobody asked for them."""
    return {
        "total": value.total,
        "took_ms": value.took_ms,
        "hits": [hit(each) for each in value.findings],
        "loosened": value.loosened,
        "suggestion": value.suggestion,
        "remarks": [str(remark) for remark in value.remarks],
        "behind": value.lag,
        "facets": facets(value),
    }


def facets(value: Results) -> dict[str, dict[str, int]]:
    """Return the counts of facets; an author is called by name, the rest by code."""
    return {
        name: {
            each.name if name == "author" else each.value: each.number
            for each in counts
            if each.value not in {"", WITHOUT}
        }
        for name, counts in value.facets.items()
    }


def saved(value: SavedSearch, emails: Mapping[str, str]) -> Json:
    """Return a saved search with the address of who made it."""
    return {
        "id": value.id,
        "name": value.name,
        "query": value.query,
        "team": value.shared,
        "by": emails.get(value.account, value.account),
        "made_at": at(value.made_at),
    }


def hit(value: Finding) -> Json:
    """Return a hit."""
    found = value.document
    author = value.author
    return {
        "id": found.message or found.id,
        "message": found.message,
        "originals": list(value.originals),
        "kind": found.kind,
        "title": found.title,
        "author": (author.name or author.address) if author else None,
        "author_address": author.address if author else None,
        "sent_at": at(found.sent_at),
        "projects": [each.key for each in value.projects],
        "page": value.page,
        "spot": str(value.spot.said) if value.spot else None,
        "snippet": value.snippet,
        "marks": [list(mark) for mark in value.marks],
        "score": round(value.score, 4),
        "places": value.places,
        "others": list(value.others),
        "quoted_only": value.quoted_only,
        "also": [
            {"asked": each.asked, "found": each.found, "why": each.why.value}
            for each in value.also
        ],
        "scan": value.scan,
        "digest": str(found.digest),
    }
