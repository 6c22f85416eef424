"""What a thing of Outlook's says, as members and a reading.

A message is told as a mail. What is no message (an appointment, a contact, a note)
keeps its words, with what its own properties say before them.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from ledger.domain import problems
from ledger.domain.headers import Headers
from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from ledger.formats import eml
from ledger.formats.mail import parts
from ledger.formats.outlook import letter as letters
from ledger.formats.outlook import others
from ledger.formats.outlook.item import Attachment
from ledger.formats.outlook.item import Item
from ledger.formats.text import UNSTORABLE

RECEIVED = 0x0E06
LOCKED = re.compile(r"(?i)IPM\.Note\.(?:SMIME\b(?!\.MultipartSigned)|Secure\b)")


def told(item: Item) -> Iterator[Member | Reading]:
    """Yield what hangs on a message, then what it says."""
    budget = parts.Budget()
    letter = letters.letter(item, budget)
    yield from map(_member, letter.apart)
    rich = None
    for found in letter.rich:
        if isinstance(found, Member):
            yield replace(found, place=f"body, {found.place}")
        else:
            rich = found
    for found in eml.told(letter.root, budget):
        if isinstance(found, Member):
            yield found
        else:
            yield others.told(_told(found, item, rich), item)


def _told(reading: Reading, item: Item, rich: Reading | None) -> Reading:
    """Return the reading of a mail with what only Outlook's properties say."""
    headers = _headers(reading.headers or Headers(), item)
    traces, flags = reading.traces, [*reading.flags, *item.flags]
    if rich is not None:
        flags += rich.flags
        if rich.text == reading.text:
            traces = rich.traces
    kind = item.properties.line(letters.CLASS)
    locked = LOCKED.match(kind) and not reading.text.strip()
    return replace(
        reading,
        traces=traces,
        headers=headers,
        flags=tuple(dict.fromkeys((*flags, *_lacks(reading, headers, item)))),
        facts={**({"class": kind} if kind else {}), **_elsewhere(item)},
        problem=problems.ENCRYPTED_MAIL if locked else reading.problem,
    )


def _headers(headers: Headers, item: Item) -> Headers:
    """Return what the head claims, and the times that only properties tell.

    A property is a moment of the world's clock: it names no zone of the sender's. What
    was signed is not here any more: Outlook keeps the words, and not the bytes.
    """
    sent = item.properties.moment(letters.SENT)
    if sent and headers.sent_raw == sent.isoformat(timespec="seconds"):
        headers = replace(headers, sent_zone="")
    received = headers.received_at
    if received is None and letters.was_sent(item):
        received = item.properties.moment(RECEIVED)
    return replace(headers, received_at=received, signs=())


def _lacks(reading: Reading, headers: Headers, item: Item) -> Iterator[str]:
    """Yield what a message should have and has not."""
    if not letters.was_sent(item):
        yield "never-sent"
        return
    if not any(person.role == "from" for person in reading.people):
        yield "no-sender"
    if not headers.sent_raw:
        yield "no-date"


def _elsewhere(item: Item) -> dict[str, str]:
    """Return where files stood that the message only points to."""
    paths = [one.path or one.name for one in item.attachments if one.data is None]
    return {"attachments elsewhere": "; ".join(paths)} if any(paths) else {}


def _member(one: Attachment) -> Member:
    return Member(
        name=UNSTORABLE.sub("\ufffd", one.name),
        media_type=one.media_type,
        place=letters.place_of(one),
        data=one.data or b"",
    )
