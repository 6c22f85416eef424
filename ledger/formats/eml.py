"""Mail (.eml): headers, body, quotes, and everything that was attached.

The steps: cut the parts, sort them into body and members, make the text and its
segments, read the head. Nothing raises on a broken mail; oddities become flags.
"""

import re
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import replace

from ledger.domain import problems
from ledger.domain.headers import Headers
from ledger.domain.reading import Kind
from ledger.domain.reading import Member
from ledger.domain.reading import Participant
from ledger.domain.reading import Reading
from ledger.domain.reading import Segment
from ledger.domain.reading import SegmentKind
from ledger.formats import language
from ledger.formats.mail import addresses
from ledger.formats.mail import body
from ledger.formats.mail import dates
from ledger.formats.mail import odd
from ledger.formats.mail import parts
from ledger.formats.mail import signs
from ledger.formats.mail import words
from ledger.formats.mail.fingerprint import fingerprint
from ledger.formats.mail.head import begin
from ledger.formats.mail.head import cut
from ledger.formats.mail.head import Head
from ledger.formats.mail.quotes import segments
from ledger.formats.outlook import wrapped
from ledger.formats.source import Source
from ledger.formats.source import TooLargeError

KIND = Kind.MAIL
MEDIA_TYPES = ("message/rfc822",)
SUFFIXES = frozenset({".eml", ".mail"})
PARSER = "eml"
VERSION = 7

ROLES = ("from", "sender", "reply-to", "to", "cc", "bcc")
FIRST_LINE = re.compile(rb"(?:>?From [^\n]*\n)?[!-9;-~]{1,76}[ \t]*:")
TELLING = re.compile(
    rb"^(from|to|cc|subject|date|message-id|received|return-path|delivered-to|reply-to"
    rb"|mime-version|content-type|sender|in-reply-to|references|x-[\w-]+"
    rb"|content-transfer-encoding|content-disposition|list-[\w-]+|resent-[\w-]+"
    rb"|dkim-signature)[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
ENOUGH = 2
"""So many fields of a mail make a head; a text file needs one more."""

IDENTIFIER = re.compile(r"<\s*([^<>]*?)\s*>")


def sniff(source: Source) -> int:
    """Bid for a head with the fields of a mail in it."""
    start = begin(source.head)
    if not FIRST_LINE.match(start):
        return 0
    head, _ = cut(start)
    names = b"\n".join(name.encode() + b":" for name, _ in head.fields)
    telling = len({name.lower() for name in TELLING.findall(names)})
    if "message/rfc822" in source.media_type or source.suffix in SUFFIXES:
        return 70 if telling else 0
    return 70 if telling >= ENOUGH + (source.suffix == ".txt") else 0


def read(source: Source) -> Iterator[Member | Reading]:
    """Read a mail: its attachments first, then what it says."""
    budget = parts.Budget()
    try:
        data = source.whole(source.most, problems.MAIL_TOO_LARGE)
    except TooLargeError as error:
        yield _head_of(parts.parse(source.head, budget), error)
        return
    yield from told(parts.parse(data, budget), budget)


def _head_of(root: parts.Part, error: TooLargeError) -> Reading:
    """Return what the head of a mail says that is too large to be read.

    Its fingerprint is that of the bytes: nobody compared what it says.
    """
    headers = _headers(root, parts.Budget())
    return Reading(
        parser=PARSER,
        version=VERSION,
        kind=KIND,
        media_type=MEDIA_TYPES[0],
        title=_every(root.head, "subject"),
        people=_people(root.head),
        headers=replace(headers, fingerprint=error.begun),
        problem=str(error),
    )


def told(root: parts.Part, budget: parts.Budget) -> Iterator[Member | Reading]:
    """Yield what hangs on a mail whose parts are known, then what it says."""
    content = body.sort(root)
    if content.differing:
        budget.flag("alternatives-differ")
    for part in content.members:
        yield _member(part, content, budget)
    said = body.said_in(content.body, budget)
    if not said.text.strip() and content.members:  # Outlook may have sent it apart
        said = body.said_in(wrapped.body(content.members, budget), budget)
    head = root.head
    headers = replace(_headers(root, budget), signs=signs.of(root, said.text))
    budget.flag(*odd.of(head))
    whose = segments(
        said.text, (*said.quoted, *said.nested), opened=said.opened, names=_names(head)
    )
    yield Reading(
        parser=PARSER,
        version=VERSION,
        kind=KIND,
        media_type=MEDIA_TYPES[0],
        title=_every(head, "subject"),
        text=said.text,
        language=language.of_own(_own(said.text, whose), said.text),
        segments=whose,
        people=_people(head),
        headers=headers,
        traces=tuple(said.traces),
        flags=tuple(budget.flags),
        problem=_problem(root, said.text),
    )


def _own(text: str, whose: Iterable[Segment]) -> str:
    """Return the sender's own words; those that he quotes may be otherwise."""
    own = (
        text[each.start : each.end] for each in whose if each.kind is SegmentKind.OWN
    )
    return "\n".join(own)


def _member(part: parts.Part, content: body.Content, budget: parts.Budget) -> Member:
    inline = part.place in content.shown or (
        bool(part.content_id) and part.disposition != "attachment"
    )
    return Member(
        name=part.file_name,
        media_type=part.media_type,
        place=part.place,
        data=part.data(budget),
        content_id=part.content_id,
        inline=inline,
    )


def _people(head: Head) -> tuple[Participant, ...]:
    return tuple(
        Participant(role, name, address)
        for role in ROLES
        for value in head.all(role)
        for name, address in addresses.parse(value)
    )


def _names(head: Head) -> tuple[str, ...]:
    """Return how the sender is called: by his name, and before the @."""
    senders = (addresses.parse(value) for value in head.all("from"))
    return tuple(
        called
        for sender in senders
        for name, address in sender
        for called in (name, address.partition("@")[0], address)
        if called
    )


def _every(head: Head, name: str) -> str:
    """Return a field; where a mail has several, all: programs show either."""
    found = (words.decoded(value) for value in head.all(name))
    return " · ".join(dict.fromkeys(each for each in found if each))


def _headers(root: parts.Part, budget: parts.Budget) -> Headers:
    head = root.head
    sent_at, zone, flag = dates.sent(head.text("date"))
    if flag:
        budget.flag(flag)
    return Headers(
        message_id=next(iter(_identifiers(head, "message-id")), ""),
        in_reply_to=_identifiers(head, "in-reply-to"),
        references=_identifiers(head, "references"),
        subject=head.text("subject"),
        sent_at=sent_at,
        sent_raw=_every(head, "date"),
        sent_zone=zone,
        received_at=dates.received([_plain(raw) for raw in head.all("received")]),
        fingerprint=fingerprint(root),
    )


def _identifiers(head: Head, name: str) -> tuple[str, ...]:
    """Return the ids of a header, each once; bare words count if none is in <>."""
    text = " ".join(_plain(value) for value in head.all(name))
    found = IDENTIFIER.findall(text)
    if not found:
        found = [word for word in text.split() if "@" in word]
    return tuple(dict.fromkeys("".join(one.split()) for one in found if one))


def _plain(value: bytes) -> str:
    return value.decode("utf-8", errors="replace").replace("\0", " ")


def _problem(root: parts.Part, text: str) -> str | None:
    encrypted = root.media_type == "multipart/encrypted" or (
        root.media_type in {"application/pkcs7-mime", "application/x-pkcs7-mime"}
        and "signed" not in _plain(root.head.first("content-type"))
    )
    return problems.ENCRYPTED_MAIL if encrypted and not text.strip() else None
