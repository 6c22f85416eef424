"""``winmail.dat``: what only Outlook understands comes out for everybody."""

from collections.abc import Callable
from datetime import datetime
from datetime import UTC
from email.message import EmailMessage

import pytest
from compressed_rtf import compress
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from ledger.domain import problems
from ledger.domain.reading import Kind
from ledger.domain.reading import Member
from ledger.domain.reading import Participant
from ledger.domain.reading import Reading
from ledger.formats import safe_html
from tests.formats import outlooks as o

Read = Callable[..., tuple[list[Member], Reading]]

SENT = datetime(2025, 3, 3, 10, 0, tzinfo=UTC)
PRICE = b"item;price\nlogo;130\n"
RICH = b"{\\rtf1\\ansi\\ansicpg1251 \\'c1\\'ee\\'eb\\'fc\\'f8\\'e5, please.}"
TYPE = "application/ms-tnef"


def sent(stream: bytes, words: str = "") -> bytes:
    """Return a mail to which Outlook attached such a stream."""
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "ann@client.example", "Price"
    mail["Date"] = "Mon, 3 Mar 2025 12:00:00 +0200"
    mail.set_content(words)
    mail.add_attachment(stream, "application", "ms-tnef", filename="winmail.dat")
    return mail.as_bytes()


def test_what_hangs_on_a_mail_comes_out_of_it_to_the_byte(read: Read) -> None:
    attached = {**o.file("price.csv", PRICE), o.MEDIA_TYPE: "text/csv"}
    stream = o.tnef({o.SUBJECT: "Price"}, [attached, o.file("Смета.pdf", b"%PDF")])
    [wrapped], _ = read(sent(stream), "a.eml")
    members, reading = read(wrapped.data, wrapped.name, media_type=wrapped.media_type)

    assert wrapped.data == stream
    assert [(m.name, m.media_type, m.data) for m in members] == [
        ("price.csv", "text/csv", PRICE),
        ("Смета.pdf", "application/pdf", b"%PDF"),
    ]
    assert (reading.kind, reading.parser) == (Kind.ARCHIVE, "winmail")
    assert reading.headers is None
    assert (reading.people, reading.flags, reading.problem) == ((), (), None)


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ({o.BODY: "Больше, пожалуйста."}, "Больше, пожалуйста."),
        ({o.BODY: ("cp1251", "Больше, пожалуйста.")}, "Больше, пожалуйста."),
        ({o.RICH: compress(RICH)}, "Больше, please."),
        ({o.HTML: "<p>Больше</p>".encode()}, "Больше"),
    ],
)
def test_a_mail_without_words_has_those_that_outlook_sent_apart(
    read: Read, said: o.Properties, text: str
) -> None:
    _, mail = read(sent(o.tnef(said)), "a.eml")
    _, wrapped = read(o.tnef(said), "winmail.dat", media_type=TYPE)

    assert mail.text.strip() == text
    assert wrapped.text.strip() == text
    assert "".join(mail.text[s.start : s.end] for s in mail.segments) == mail.text


def test_a_mail_with_words_keeps_its_own(read: Read) -> None:
    _, mail = read(sent(o.tnef({o.BODY: "Other words."}), "Own words.\n"), "a.eml")

    assert mail.text == "Own words.\n"


def test_a_message_that_hangs_in_it_is_a_mail_of_its_own(read: Read) -> None:
    inner = o.tnef(
        {**o.author("Ann", "ann@client.example"), o.SUBJECT: "Brief", o.SENT: SENT},
        [o.file("price.csv", PRICE)],
        [o.person("Studio", "studio@agency.example")],
    )
    [member], _ = read(
        o.tnef({}, [{o.NAME: "Brief", o.DATA: inner}]), "winmail.dat", media_type=TYPE
    )
    [price], brief = read(member.data, member.name, media_type=member.media_type)

    assert member.data == inner
    assert member.name == "Brief.tnef"
    assert (brief.kind, brief.title) == (Kind.MAIL, "Brief")
    assert brief.people == (
        Participant("from", "Ann", "ann@client.example"),
        Participant("to", "Studio", "studio@agency.example"),
    )
    assert brief.headers is not None
    assert brief.headers.sent_at == SENT
    assert price.data == PRICE


def test_one_that_came_alone_is_a_mail_if_it_says_who_sent_it(read: Read) -> None:
    said = {**o.author("Ann", "ann@client.example"), o.BODY: "Words."}
    _, mail = read(o.tnef(said), "winmail.dat")
    _, shell = read(o.tnef({o.BODY: "Words."}), "winmail.dat")

    assert (mail.kind, shell.kind) == (Kind.MAIL, Kind.ARCHIVE)
    assert (mail.text, shell.text) == ("Words.", "Words.")
    assert "Words." in safe_html.sanitise(o.tnef(said))


def test_one_that_breaks_off_gives_what_came_before_and_says_so(read: Read) -> None:
    whole = o.tnef({o.BODY: "Words."}, [o.file("price.csv", PRICE)])
    _, reading = read(whole[:-30], "winmail.dat", media_type=TYPE)

    assert reading.text == "Words."
    assert "cut-off" in reading.flags


@settings(deadline=None, max_examples=80)
@given(at=st.integers(4, 2000), bits=st.integers(1, 255), end=st.integers(6, 2000))
def test_damage_anywhere_ends_in_a_reading(
    read: Read, at: int, bits: int, end: int
) -> None:
    data = bytearray(o.tnef({o.BODY: "Words."}, [o.file("price.csv", PRICE)]))
    at = 4 + at % (len(data) - 4)
    data[at] ^= bits

    for damaged in (bytes(data), bytes(data[:end])):
        _, reading = read(damaged, "winmail.dat")
        assert reading.parser == "winmail"
        assert reading.problem != problems.FAILED
