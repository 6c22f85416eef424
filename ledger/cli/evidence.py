"""The JSON of documents and threads: the words, whose they are, and where from."""

from collections.abc import Mapping

from ledger.cli.shapes import at
from ledger.cli.shapes import Json
from ledger.domain import remarks
from ledger.domain import worth as words
from ledger.domain.document import Text
from ledger.domain.reading import Participant
from ledger.domain.trace import Trace
from ledger.domain.worth import Worth
from ledger.services.joints import Gap
from ledger.services.joints import Thread
from ledger.services.quotes import Compared
from ledger.services.showing import Claims
from ledger.services.showing import Shown


def shown(
    value: Shown, claims: Claims, worth: Worth, quotes: Mapping[int, Compared]
) -> Json:
    """Return a document with its text, and what the file says beside it."""
    found = value.document
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
        "people": [_participant(each) for each in value.people],
        "sent_at": at(found.sent_at),
        "sent_raw": found.sent_raw,
        "sent_zone": found.sent_zone,
        "received_at": at(found.received_at),
        "taken_in_at": at(found.provenance.taken_in_at),
        "language": found.language,
        "read": found.reading is not None,
        "reading": str(found.reading) if found.reading else None,
        "problem": found.problem,
        "flags": list(found.flags),
        "same_message_id": list(value.namesakes),
        **_text(value.text, _writer(value), quotes),
        "traces": [_trace(each, value.text) for each in claims.traces],
        "facts": dict(claims.facts),
        "authenticity": authenticity(worth),
        "provenance": _provenance(value),
    }


def authenticity(value: Worth) -> Json:
    """Return what is known of who sent a document, in words and as it was found."""
    finding = value.finding
    return {
        "checked": value.state == "checked",
        "state": value.state,
        "class": value.grade,
        "says": str(words.name(value)),
        "shows": [str(each) for each in words.shows(value)],
        "shows_not": [str(each) for each in words.shows_not(value)],
        "remarks": [str(each) for each in remarks.of(value)],
        "position": value.position,
        "checked_at": finding.checked_at if finding else None,
        "checks": value.checks,
        "asked_again_at": at(value.asked_again_at),
        "finding": finding.plain() if finding else None,
    }


def _trace(value: Trace, text: Text) -> Json:
    return {
        "kind": value.kind,
        "author": value.author,
        "at": value.at,
        "start": value.start,
        "end": value.end,
        "text": text.text[value.start : value.end],
    }


def _participant(value: Participant) -> Json:
    return {"role": value.role, "name": value.name, "address": value.address}


def _writer(value: Shown) -> str | None:
    """Return the address (else the name) of who wrote a message, as its head says."""
    found = next((each for each in value.people if each.role == "from"), None)
    return (found.address or found.name) if found else None


def _text(value: Text, writer: str | None, quotes: Mapping[int, Compared]) -> Json:
    """Return a text with its pages and segments; all offsets are code points of it.

    Own words and the signature are the writer's; a quote is his whom the text names.
    """
    pages = ("number", "label", "start", "end", "width", "height")
    return {
        "text": value.text,
        "pages": [
            {
                **dict(zip(pages, page, strict=True)),
                "scan": value.scans.get(page[0]),
            }
            for page in value.pages
        ],
        "segments": [
            {
                "kind": kind,
                "author": writer if kind in {"own", "signature"} else author,
                "start": start,
                "end": end,
                "text": value.text[start:end],
                **_compared(quotes.get(start) if kind == "quote" else None),
            }
            for kind, start, end, author in value.segments
        ],
    }


def _compared(value: Compared | None) -> Json:
    """Return what came of comparing a quote, and which message it quotes."""
    if value is None:
        nothing = dict.fromkeys(("verdict", "original", "found_by"))
        return {"altered": False, **nothing, "changes": []}
    return {
        "altered": value.altered,
        "verdict": value.quote.verdict,
        "original": value.quote.original,
        "found_by": value.quote.how,
        "changes": [
            {"change": piece.change, "text": piece.text}
            for piece in value.pieces
            if value.altered
        ],
    }


def _provenance(shown: Shown) -> Json:
    value = shown.document
    return {
        "custodian": value.provenance.custodian,
        "channel": value.provenance.channel,
        "taken_in_at": at(value.provenance.taken_in_at),
        "receipt": value.provenance.receipt,
        "position": value.position,
        "arrivals": [
            {
                "source": each.source.id,
                "name": each.source.name,
                "kind": each.source.kind,
                "at": at(each.at),
                **each.facts,
            }
            for each in shown.arrivals
        ],
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
                "parted": line.parted,
            }
            for line in value.lines
        ],
        "gaps": [_gap(gap) for gap in value.gaps],
    }


def _gap(value: Gap) -> Json:
    """Return a message that is missing, and by whom it is known."""
    return {
        "message_id": value.message_id or None,
        "named_by": list(value.named_by),
        "author": value.author,
        "quoted_by": [
            {"id": each.document, "start": each.start, "end": each.end}
            for each in value.quoted_by
        ],
        "text": value.words,
        "before": value.before,
    }
