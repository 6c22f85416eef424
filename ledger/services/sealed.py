"""Whether a stored event is what was sealed: its bytes, its form, its fields.

An event has one spelling (RFC 8785), holds no fractions, and names its own place and
log. Its fields are those whose digests it holds. The bytes may be anybody's: whatever
is wrong with them is said in words, and nothing breaks off.
"""

import json
from collections.abc import Iterator
from typing import Any

import rfc8785

from ledger.domain.sentence import said
from ledger.store import events
from ledger.store.auditing import Row

_LARGEST = 2**53 - 1


def faults(row: Row, leaf: bytes, origin: str) -> Iterator[str]:
    """Yield what is wrong with a stored event; nothing where all is in order."""
    if leaf != row.leaf:
        yield said("the event is not the one that was sealed")
    try:
        body = _parsed(row.body)
        canonical = _canonical(body)
        fits = (body["position"], body["log"]) == (row.position, origin)
        wanted = body["sd"]
    except (ValueError, KeyError, TypeError, RecursionError):
        yield said("the event cannot be understood")
        return
    if canonical != row.body:
        yield said("the event is not in its one canonical form")
    if not fits:
        yield said("the event belongs to another place or log")
    if row.disclosures is None or _digests(row.disclosures) != wanted:
        yield said("the event's fields are not those that were sealed")


def blobs(row: Row) -> list[str]:
    """Return the digests that a stored event names; none of one nobody understands."""
    try:
        return [str(blob["sha256"]) for blob in _parsed(row.body)["blobs"]]
    except (ValueError, KeyError, TypeError, RecursionError):
        return []


def _parsed(body: bytes) -> Any:
    return json.loads(
        body.decode(), parse_float=_refused, parse_constant=_refused, parse_int=_whole
    )


def _canonical(body: object) -> bytes:
    """Return the canonical bytes; of plain ASCII, Python's own are the same."""
    quick = json.dumps(body, sort_keys=True, separators=(",", ":"))  # ASCII only
    plain = "\\" not in quick
    return quick.encode() if plain else rfc8785.dumps(body)  # type: ignore[arg-type]


def _refused(text: str) -> float:
    message = f"an event holds no fractions, but {text}"
    raise ValueError(message)


def _whole(text: str) -> int:
    number = int(text)
    if abs(number) > _LARGEST:
        message = f"an event holds no number as large as {text}"
        raise ValueError(message)
    return number


def _digests(disclosures: str) -> list[str]:
    texts = disclosures.split("~") if disclosures else []
    try:
        return sorted(events.digest_of(text) for text in texts)
    except UnicodeEncodeError:
        return []
