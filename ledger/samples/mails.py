"""Make of each mail of a story the bytes that its program would send.

Ids and boundaries come from the keys of the story, so the bytes are always the same.
Mails to the agency carry the trace of the mailbox they were found in; those that the
agency sent are taken from its own sent folder and carry none.
"""

from base64 import encodebytes
from binascii import b2a_qp
from collections.abc import Iterator
from datetime import timedelta
from email.header import Header
from email.utils import encode_rfc2231
from email.utils import format_datetime
from email.utils import formataddr
from hashlib import sha256

from ledger.samples.charsets import fits
from ledger.samples.charsets import fitted
from ledger.samples.charsets import kept
from ledger.samples.contracts import pdf
from ledger.samples.pictures import png
from ledger.samples.quoting import html
from ledger.samples.quoting import plain
from ledger.samples.story import Attachment
from ledger.samples.story import Letter
from ledger.samples.story import Mail
from ledger.samples.story import Paper
from ledger.samples.story import Person
from ledger.samples.story import Side
from ledger.samples.story import Story

ENCODED_NAMES = ("Microsoft Outlook", "The Bat!")
"""Programs that write a file name as an encoded word, against the standard."""


def original(story: Story, mail: Mail) -> bytes:
    """Return the mail as it lies in the mailbox of whom it was first sent to."""
    if mail.sender.side is Side.PROVIDER:
        return sent(story, mail)
    return _trace(story, mail, _colleagues(mail)[0]) + sent(story, mail)


def copies(story: Story, mail: Mail) -> Iterator[tuple[str, bytes]]:
    """Yield the same message as other mailboxes of the agency hold it.

    Each comes with the key of its holder.
    """
    for person in _colleagues(mail):
        if person.key in mail.copies:
            yield person.key, _trace(story, mail, person) + sent(story, mail)


def sent(story: Story, mail: Mail) -> bytes:
    """Return the mail as it left its author, without any trace of its way."""
    head = "".join(f"{name}: {value}\r\n" for name, value in _headers(story, mail))
    return head.encode("ascii") + _content(story, mail)


def said_in(mail: Mail, words: str) -> str:
    """Return words of a mail in the letters that its program has."""
    return kept(words, mail.charset)


def message_id(story: Story, mail: Mail) -> str:
    """Return the id that the mail's program gives it; empty where it gives none."""
    if not mail.identified:
        return ""
    domain = mail.address.partition("@")[2]
    return f"<{_digest(story, mail.key)[:24]}@{domain}>"


def _headers(story: Story, mail: Mail) -> Iterator[tuple[str, str]]:
    charset = mail.charset
    yield "Date", format_datetime(mail.sent_at)
    yield "From", _address(mail.sender.name, mail.address, charset)
    yield "To", _addresses(mail.to, charset)
    if mail.cc:
        yield "Cc", _addresses(mail.cc, charset)
    yield "Subject", _words(mail.subject, charset, "Subject")
    if identity := message_id(story, mail):
        yield "Message-ID", identity
    if ancestors := _ancestors(story, mail):
        yield "In-Reply-To", ancestors[-1]
        yield "References", "\r\n ".join(ancestors)
    yield "X-Mailer", mail.sender.program
    yield "X-Sample-Data", "yes"
    yield "MIME-Version", "1.0"


def _ancestors(story: Story, mail: Mail) -> list[str]:
    if not mail.answers:
        return []
    parent = story.mail(mail.answers)
    own = message_id(story, parent)
    return [*_ancestors(story, parent), *([own] if own else [])]


def _colleagues(mail: Mail) -> list[Person]:
    return [person for person in (*mail.to, *mail.cc) if person.side is Side.PROVIDER]


def _trace(story: Story, mail: Mail, holder: Person) -> bytes:
    address = holder.addresses[0]
    domain = mail.address.partition("@")[2]
    queue = _digest(story, mail.key, address)[:12]
    arrived = mail.sent_at + timedelta(seconds=3 + int(queue[:1], 16))
    host = 10 + int(_digest(story, domain)[:2], 16) % 200
    return (
        f"Return-Path: <{mail.address}>\r\n"
        f"Delivered-To: {address}\r\n"
        f"Received: from mail.{domain} (mail.{domain} [203.0.113.{host}])\r\n"
        f"\tby mx.lumen.example with ESMTPS id {queue}\r\n"
        f"\tfor <{address}>; {format_datetime(arrived)}\r\n"
    ).encode("ascii")


def _addresses(people: tuple[Person, ...], charset: str) -> str:
    return ",\r\n ".join(
        _address(person.name, person.addresses[0], charset) for person in people
    )


def _address(name: str, address: str, charset: str) -> str:
    return formataddr((name, address), charset if fits(name, charset) else "utf-8")


def _words(text: str, charset: str, header: str) -> str:
    if text.isascii():
        return text
    known = charset if fits(text, charset) else "utf-8"
    return Header(text, known, header_name=header).encode(linesep="\r\n")


def _content(story: Story, mail: Mail) -> bytes:
    body = _text("plain", plain(story, mail), mail)
    if mail.html:
        page = _text("html", html(story, mail), mail)
        body = _multipart("alternative", _digest(story, mail.key, "a"), [body, page])
    if not mail.attachments:
        return body
    parts = (_attached(story, mail, part) for part in mail.attachments)
    return _multipart("mixed", _digest(story, mail.key, "m"), [body, *parts])


def _text(subtype: str, text: str, mail: Mail) -> bytes:
    head = (
        f"Content-Type: text/{subtype}; charset={mail.charset}\r\n"
        f"Content-Transfer-Encoding: {mail.transfer}\r\n\r\n"
    )
    return head.encode("ascii") + _lines(fitted(text, mail.charset), mail.transfer)


def _lines(data: bytes, transfer: str) -> bytes:
    if transfer == "base64":
        data = encodebytes(data.replace(b"\n", b"\r\n"))
    elif transfer == "quoted-printable":
        data = b2a_qp(data, istext=True)
    return data.replace(b"\n", b"\r\n")


def _multipart(subtype: str, digest: str, parts: list[bytes]) -> bytes:
    boundary = f"=_{digest[:28]}"
    head = f'Content-Type: multipart/{subtype};\r\n boundary="{boundary}"\r\n\r\n'
    mark = f"--{boundary}\r\n".encode("ascii")
    body = b"".join(mark + part + b"\r\n" for part in parts)
    return head.encode("ascii") + body + f"--{boundary}--\r\n".encode("ascii")


def _attached(story: Story, mail: Mail, part: Attachment) -> bytes:
    name = _filename(part.name, mail)
    if part.mail:
        forwarded = sent(story, story.mail(part.mail))
        return _part("message/rfc822", name, "7bit", forwarded)
    if part.text:
        data = fitted(part.text.lstrip("\n"), part.charset).replace(b"\n", b"\r\n")
        media_type = f"text/plain; charset={part.charset}"
    elif part.drawing:
        media_type, data = "image/png", png(part.drawing)
    else:
        media_type, data = "application/pdf", pdf(_paper(story, part.paper))
    return _part(media_type, name, "base64", _lines_of_base64(data))


def _paper(story: Story, key: str) -> Paper | Letter:
    known: dict[str, Paper | Letter] = {each.key: each for each in story.papers}
    return known[key] if key in known else story.letter(key)


def _lines_of_base64(data: bytes) -> bytes:
    return encodebytes(data).replace(b"\n", b"\r\n")


def _part(media_type: str, name: str, transfer: str, body: bytes) -> bytes:
    head = (
        f"Content-Type: {media_type}\r\n"
        f"Content-Disposition: attachment;\r\n {name}\r\n"
        f"Content-Transfer-Encoding: {transfer}\r\n\r\n"
    )
    return head.encode("ascii") + body


def _filename(name: str, mail: Mail) -> str:
    if name.isascii():
        return f'filename="{name}"'
    if mail.sender.program.startswith(ENCODED_NAMES):
        return f'filename="{_words(name, mail.charset, "filename")}"'
    return f"filename*={encode_rfc2231(name, 'utf-8')}"


def _digest(story: Story, *words: str) -> str:
    return sha256("/".join((story.key, *words)).encode()).hexdigest()
