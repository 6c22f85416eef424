"""Stream an mbox of any size: threads of plausible mail in four languages.

Memory stays flat: only the newest mail of each open thread is remembered. The seed
alone decides what is written, to the last byte.
"""

from base64 import encodebytes
from binascii import b2a_qp
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from email.header import Header
from email.utils import format_datetime
from email.utils import formataddr
from random import Random
from typing import IO

from ledger.samples.charsets import fitted
from ledger.samples.pictures import png
from ledger.samples.sentences import Language
from ledger.samples.sentences import language
from ledger.samples.story import Drawing
from ledger.samples.told import read

BEGIN = datetime(2015, 1, 5, 8, tzinfo=UTC)
LANGUAGES = ("ru", "ro", "bg", "en")
OPEN_THREADS = 300
"""How many threads can be answered at a time."""

ANCESTORS = 12
"""How many ids a mail refers to at most."""

QUOTED_LINES = 30
"""How many lines of the answered mail are quoted at most."""

ANSWERED = 0.7
ATTACHED = 0.04
PICTURES = 0.5
"""The share of mails with an attachment, and of pictures among them."""

COLOURS = ("#14406b", "#2f78b7", "#e10600", "#35602f", "#4a2f12", "#6b3a10")


@dataclass(frozen=True, slots=True)
class _Letter:
    """What a later mail must know of this one to answer it."""

    tongue: Language
    subject: str
    author: tuple[str, str]
    reader: tuple[str, str]
    lines: tuple[str, ...]
    ids: tuple[str, ...]
    """Its own id last, those of the mails before it first."""

    day: str


def write_archive(stream: IO[bytes], messages: int, seed: int = 1) -> None:
    """Write an mbox of so many mails; ``From `` lines inside are marked by ``>``."""
    for number, (sender, moment, data) in enumerate(_mails(messages, seed)):
        divider = b"" if number == 0 else b"\n"
        head = f"From {sender} {moment.ctime()}\n"
        stream.write(divider + head.encode("ascii"))
        stream.write(data.replace(b"\nFrom ", b"\n>From "))


def _mails(messages: int, seed: int) -> Iterator[tuple[str, datetime, bytes]]:
    chance = Random(seed)  # noqa: S311 - words for samples, not secrets
    values = read("archive.toml")
    people = [(row["name"], row["address"]) for row in values["people"]]
    tongues = [language(code, values[code]) for code in LANGUAGES]
    pictures = [png(Drawing("#ffffff", colour, 0.4)) for colour in COLOURS]
    threads: list[_Letter] = []
    moment = BEGIN
    for _ in range(messages):
        moment += timedelta(seconds=chance.randrange(5, 1200))
        if threads and chance.random() < ANSWERED:
            place = chance.randrange(len(threads))
            letter = _answer(threads[place], chance, moment)
            threads[place] = letter
        else:
            letter = _opening(chance.choice(tongues), people, chance, moment)
            if len(threads) < OPEN_THREADS:
                threads.append(letter)
            else:
                threads[chance.randrange(OPEN_THREADS)] = letter
        yield letter.author[1], moment, _bytes(letter, chance, moment, pictures)


def _opening(
    tongue: Language, people: list[tuple[str, str]], chance: Random, moment: datetime
) -> _Letter:
    author, reader = chance.sample(people, 2)
    return _Letter(
        tongue=tongue,
        subject=tongue.filled(tongue.subjects.draw(chance, 1)[0], chance),
        author=author,
        reader=reader,
        lines=tuple(_written(tongue, author, chance)),
        ids=(_identity(author, chance),),
        day=f"{moment:%d.%m.%Y %H:%M}",
    )


def _answer(parent: _Letter, chance: Random, moment: datetime) -> _Letter:
    author, reader = parent.reader, parent.author
    lead = parent.tongue.wrote.format(day=parent.day, name=parent.author[0])
    quoted = [
        f">{line}" if line.startswith(">") else f"> {line}".rstrip()
        for line in parent.lines[:QUOTED_LINES]
    ]
    subject = parent.subject
    return _Letter(
        tongue=parent.tongue,
        subject=subject if subject.startswith("Re: ") else f"Re: {subject}",
        author=author,
        reader=reader,
        lines=(*_written(parent.tongue, author, chance), "", lead, *quoted),
        ids=(*parent.ids[-ANCESTORS:], _identity(author, chance)),
        day=f"{moment:%d.%m.%Y %H:%M}",
    )


def _written(tongue: Language, author: tuple[str, str], chance: Random) -> list[str]:
    """Return the author's own lines; most mails are short and a few are long."""
    count = min(120, int(2 + 3 * chance.paretovariate(1.1)))
    return [
        *tongue.greetings.draw(chance, 1),
        "",
        *tongue.sentences(chance, count),
        "",
        *tongue.closings.draw(chance, 1),
        author[0],
    ]


def _identity(author: tuple[str, str], chance: Random) -> str:
    domain = author[1].partition("@")[2]
    return f"<{chance.getrandbits(80):020x}@{domain}>"


def _bytes(
    letter: _Letter, chance: Random, moment: datetime, pictures: list[bytes]
) -> bytes:
    charset = chance.choice(letter.tongue.charsets)
    body = _body(letter, charset, chance)
    if chance.random() < ATTACHED:
        body = _mixed(body, letter, chance, pictures)
    return _head(letter, moment) + body


def _head(letter: _Letter, moment: datetime) -> bytes:
    lines = [
        f"Date: {format_datetime(moment)}",
        f"From: {formataddr(letter.author)}",
        f"To: {formataddr(letter.reader)}",
        f"Subject: {_words(letter.subject)}",
        f"Message-ID: {letter.ids[-1]}",
    ]
    if len(letter.ids) > 1:
        lines.append(f"In-Reply-To: {letter.ids[-2]}")
        lines.append("References: " + "\n ".join(letter.ids[:-1]))
    lines += ["X-Sample-Data: yes", "MIME-Version: 1.0", ""]
    return "\n".join(lines).encode("ascii")


def _words(text: str) -> str:
    return text if text.isascii() else Header(text, "utf-8", header_name="x").encode()


def _body(letter: _Letter, charset: str, chance: Random) -> bytes:
    data = fitted("\n".join(letter.lines), charset) + b"\n"
    transfer = chance.choice(("base64", "quoted-printable", "8bit"))
    if transfer == "base64":
        data = encodebytes(data)
    elif transfer == "quoted-printable":
        data = b2a_qp(data, istext=True)
    head = (
        f"Content-Type: text/plain; charset={charset}\n"
        f"Content-Transfer-Encoding: {transfer}\n\n"
    )
    return head.encode("ascii") + data


def _mixed(
    body: bytes, letter: _Letter, chance: Random, pictures: list[bytes]
) -> bytes:
    boundary = f"=_{chance.getrandbits(96):024x}"
    if chance.random() < PICTURES:
        media_type, name, data = "image/png", "logo.png", chance.choice(pictures)
    else:
        lines = letter.tongue.sentences(chance, 20)
        media_type, name = "text/plain; charset=utf-8", "notes.txt"
        data = "\n".join(lines).encode()
    head = f'Content-Type: multipart/mixed; boundary="{boundary}"\n\n--{boundary}\n'
    part = (
        f"--{boundary}\nContent-Type: {media_type}\n"
        f'Content-Disposition: attachment; filename="{name}"\n'
        "Content-Transfer-Encoding: base64\n\n"
    )
    return b"".join(
        (
            head.encode("ascii"),
            body,
            part.encode("ascii"),
            encodebytes(data),
            f"--{boundary}--\n".encode("ascii"),
        )
    )
