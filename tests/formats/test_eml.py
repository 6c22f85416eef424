"""Mail: what it says, who says it, and all that hangs on it, byte for byte."""

from base64 import b64encode
from collections.abc import Callable
from datetime import datetime
from datetime import UTC
from email.message import EmailMessage

import pytest

from ledger.domain.reading import Kind
from ledger.domain.reading import Member
from ledger.domain.reading import Participant
from ledger.domain.reading import Reading
from ledger.domain.reading import SegmentKind
from ledger.domain.trace import TraceKind

Read = Callable[..., tuple[list[Member], Reading]]


def mail(*, html: str = "", **headers: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Client <client@shop.example>"
    message["To"] = "Studio <Studio@Desk.example>"
    message["Subject"] = "Logo"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content("Bigger, please.\n")
    if html:
        message.add_alternative(html, subtype="html")
    return message


def parted(kind: str, *parts: bytes) -> bytes:
    head = b"From: a@b.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
    head += b"Content-Type: multipart/" + kind.encode() + b"; boundary=cut\r\n\r\n"
    body = b"".join(b"--cut\r\n" + part + b"\r\n" for part in parts)
    return head + body + b"--cut--\r\n"


MIXED = b"Content-Type: multipart/mixed"
PLAIN = b"Content-Type: text/plain\r\n\r\nhello"
HTML = b"Content-Type: text/html\r\n\r\n<p>he<b>ll</b>o <i>you</i></p>"


def test_the_head_says_who_what_and_when(read: Read) -> None:
    message = mail(
        Date="Mon, 3 Mar 2025 10:00:00 +0200",
        Message_ID="<1@shop.example>",
        References="<a@shop.example> <b@shop.example> <a@shop.example>",
        In_Reply_To="<b@shop.example>",
        Received="from a by b; Mon, 3 Mar 2025 10:00:07 +0200",
    )

    _, reading = read(message.as_bytes(), "x.eml")

    headers = reading.headers
    assert headers is not None
    assert (reading.title, reading.kind) == ("Logo", Kind.MAIL)
    assert reading.people == (
        Participant("from", "Client", "client@shop.example"),
        Participant("to", "Studio", "studio@desk.example"),
    )
    assert headers.message_id == "1@shop.example"
    assert headers.references == ("a@shop.example", "b@shop.example")
    assert headers.in_reply_to == ("b@shop.example",)
    assert str(headers.sent_at) == "2025-03-03 08:00:00+00:00"
    assert headers.sent_zone == "+0200"
    assert str(headers.received_at) == "2025-03-03 08:00:07+00:00"
    assert reading.text == "Bigger, please.\n"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Сделайте логотип больше", "windows-1251"),
        ("Сделайте логотип больше", "koi8-r"),
        ("Сделайте логотип больше", "cp866"),
        ("Măriți sigla, vă rugăm", "iso-8859-16"),
        ("Направете логото по-голямо", "iso-8859-5"),
        ("ロゴを大きく", "shift_jis"),
        ("把标志放大", "gb2312"),
    ],
)
@pytest.mark.parametrize("encoding", ["8bit", "base64", "quoted-printable"])
def test_a_body_is_read_in_its_charset(
    read: Read, text: str, name: str, encoding: str
) -> None:
    message = EmailMessage()
    message["Subject"] = "x"
    message["From"] = "a@b.example"
    message.set_content(text, charset=name, cte=encoding)

    _, reading = read(message.as_bytes(), "x.eml")

    assert reading.text == text + "\n"
    assert reading.flags == ()


@pytest.mark.parametrize(
    ("name", "flag"),
    [
        ("", "charset-guessed"),
        ("us-ascii", "wrong-charset"),
        ("utf-8", "wrong-charset"),
        ("x-unknown", "unknown-charset"),
        ("utf-7", "unknown-charset"),
    ],
)
def test_a_body_without_a_true_charset_is_guessed_and_flagged(
    read: Read, name: str, flag: str
) -> None:
    text = "Сделайте логотип больше, пожалуйста"
    head = f"From: a@b.example\nSubject: x\nContent-Type: text/plain; charset={name}"

    _, reading = read(head.encode() + b"\n\n" + text.encode("cp1251"), "x.eml")

    assert reading.text == text
    assert reading.flags == (flag,)


def test_plain_text_is_the_body_and_its_twin_no_member(read: Read) -> None:
    members, reading = read(parted("alternative", PLAIN, HTML))

    assert reading.text == "hello"
    assert members == []


@pytest.mark.parametrize(
    "plain", [b"", b" \r\n", b"Your mail program does not support HTML messages."]
)
def test_a_stand_in_yields_to_the_html(read: Read, plain: bytes) -> None:
    part = b"Content-Type: text/plain\r\n\r\n" + plain

    _, reading = read(parted("alternative", part, HTML))

    assert reading.text.strip() == "hello you"


def test_every_inline_text_is_part_of_the_body(read: Read) -> None:
    _, reading = read(parted("mixed", PLAIN, HTML, PLAIN))

    assert reading.text == "hello\nhello you\n\nhello"


def test_an_invitation_beside_the_text_is_a_member(read: Read) -> None:
    invitation = b"Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR"

    members, _ = read(parted("alternative", PLAIN, HTML, invitation))

    assert [(m.media_type, m.place) for m in members] == [("text/calendar", "3")]


def test_a_mail_that_claims_two_days_shows_both(read: Read) -> None:
    first, second = "Mon, 2 Jun 2025 09:00:00 +0300", "Tue, 3 Jun 2025 09:00:00 +0300"

    _, found = read(f"From: a@b.example\nDate: {first}\nDate: {second}\n\nx".encode())

    assert found.headers
    assert found.headers.sent_raw == f"{first} · {second}"
    assert found.headers.sent_at == datetime(2025, 6, 2, 6, tzinfo=UTC)
    assert "duplicate-header" in found.flags


def test_an_attachment_comes_out_decoded_under_its_own_name(read: Read) -> None:
    message = mail()
    message.add_attachment(
        b"\0\1contract", maintype="application", subtype="pdf", filename="Договор.pdf"
    )

    [member], _ = read(message.as_bytes(), "x.eml")

    assert (member.data, member.name) == (b"\0\1contract", "Договор.pdf")
    assert (member.place, member.inline) == ("2", False)


def test_an_image_of_the_body_is_marked_inline(read: Read) -> None:
    image = b"Content-Type: image/png\r\nContent-ID: <logo@x>\r\n\r\n\x89PNG"

    [member], _ = read(parted("related", HTML, image))

    assert (member.content_id, member.inline) == ("logo@x", True)


def test_an_attached_message_is_the_slice_of_its_parent(read: Read) -> None:
    inner = (
        b"Subject: =?utf-8?q?inner?=\r\nFrom:  odd   spacing\r\n\r\nBody\n\rodd \r\n"
    )

    [member], _ = read(
        parted("mixed", PLAIN, b"Content-Type: message/rfc822\r\n\r\n" + inner)
    )

    assert member.data == inner
    assert member.media_type == "message/rfc822"


def test_an_attached_message_in_base64_is_decoded(read: Read) -> None:
    inner = b"Subject: inner\r\n\r\nBody\r\n"
    part = b"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n"

    [member], _ = read(parted("mixed", PLAIN, part + b64encode(inner)))

    assert member.data == inner


def test_the_parts_of_a_digest_are_messages(read: Read) -> None:
    members, _ = read(parted("digest", b"\r\nSubject: 1\r\n\r\na", b"\r\nSubject: 2"))

    assert [(m.media_type, m.data[:10]) for m in members] == [
        ("message/rfc822", b"Subject: 1"),
        ("message/rfc822", b"Subject: 2"),
    ]


def test_parts_without_a_boundary_are_the_body_as_it_stands(read: Read) -> None:
    _, reading = read(
        b"From: a@b.example\nSubject: x\nContent-Type: multipart/mixed\n\nall of it\n"
    )

    assert reading.text == "all of it\n"
    assert reading.flags == ("no-boundary",)


@pytest.mark.parametrize(
    ("data", "flag"),
    [
        (b"Content-Transfer-Encoding: base64\n\naGVsbG8!gd29ybGQ", "bad-base64"),
        (b"Content-Transfer-Encoding: base64\n\naGVsbG8gd29ybGQ", "bad-base64"),
        (
            b"Content-Transfer-Encoding: quoted-printable\n\nhello world=4",
            "bad-quoted-printable",
        ),
        (b"Content-Transfer-Encoding: strange\n\nhello world", "unknown-encoding"),
        (b"Subject: again\n\nhello world", "duplicate-header"),
        (
            b"Content-Type: text/plain\nContent-Type: text/html\n\nhello world",
            "duplicate-header",
        ),
        (b"X-A: b\rBcc: c\n\nhello world", "bare-cr"),
        (b"Date: yesterday\n\nhello world", "unreadable-date"),
        (
            MIXED + b"; boundary=a; boundary=b\n\n--a\n\nhello world\n--a--",
            "several-boundaries",
        ),
        (
            b"Content-Type: multipart/mixed; boundary=a\n\n--a\n\nhello world",
            "unterminated-parts",
        ),
        (
            MIXED + b"; boundary=a\n\n--a\n\nhello world\n--a--\nmore",
            "text-after-parts",
        ),
    ],
)
def test_what_is_odd_is_read_loosely_and_flagged(
    read: Read, data: bytes, flag: str
) -> None:
    _, reading = read(b"From: a@b.example\nSubject: x\n" + data)

    assert reading.text.startswith("hello world")
    assert flag in reading.flags


def test_a_uuencoded_part_is_decoded(read: Read) -> None:
    part = b"Content-Type: image/gif; name=a.gif\r\n"
    part += b"Content-Transfer-Encoding: x-uuencode\r\n\r\n"
    part += b"begin 644 a.gif\r\n#0V%T\r\n`\r\nend"

    [member], _ = read(parted("mixed", PLAIN, part))

    assert member.data == b"Cat"


def test_an_encrypted_mail_says_so(read: Read) -> None:
    part = b"Content-Type: application/pgp-encrypted\r\n\r\nVersion: 1"

    members, reading = read(parted("encrypted", part))

    assert len(members) == 1
    assert reading.problem is not None
    assert "encrypted" in reading.problem


def test_blank_lines_before_the_head_do_not_hide_it(read: Read) -> None:
    _, reading = read(b" " * 255 + b"\r\nFrom: a@b.example\r\nSubject: x\r\n\r\nhi")

    assert (reading.title, reading.text) == ("x", "hi")


def test_a_mail_above_the_limit_is_kept_unread(read: Read) -> None:
    data = mail().as_bytes() + b"x" * 2_000_000

    members, reading = read(data, "x.eml", most=1024 * 1024)

    assert (members, reading.kind) == ([], Kind.MAIL)
    assert reading.problem == (
        "This message is larger than 1 MB and was not read; the original is kept."
    )


def test_a_mail_above_the_limit_tells_its_head(read: Read) -> None:
    sent = mail(Message_ID="<large@mail.example>")
    data = sent.as_bytes() + b"words " * 300_000

    _, reading = read(data, "x.eml", most=1024 * 1024)
    _, other = read(data + b"more", "x.eml", most=2 * 1024 * 1024)

    assert "larger than 1 MB" in str(reading.problem)
    assert (reading.text, reading.segments) == ("", ())
    assert reading.title == "Logo"
    assert [each.role for each in reading.people] == ["from", "to"]
    assert reading.headers
    assert other.headers
    assert reading.headers.message_id == "large@mail.example"
    assert reading.headers.fingerprint != other.headers.fingerprint


def nested(depth: int) -> bytes:
    data = b"From: a@b.example\nSubject: x\n"
    for level in range(depth):
        data += b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (
            level,
            level,
        )
    return data + b"\nhello\n"


@pytest.mark.parametrize(
    ("data", "flag"),
    [
        (nested(3000), "too-many-levels"),
        (
            b"From: a@b.example\n"
            + MIXED
            + b"; boundary=b\n\n"
            + b"--b\n\nx\n" * 200_000,
            "too-many-parts",
        ),
        (b"Subject: x\nFrom: " + b'"\\' * 30_000 + b"\n\nx", "header-too-long"),
        (
            b"From: a@b.example\nSubject: x\nContent-Type: text/plain"
            + b"".join(b"; a*%d*=x" % n for n in range(20_000))
            + b"\n\nx",
            "header-too-long",
        ),
        (
            b"From: a@b.example\nSubject: x\n" + b"X-A: b\n" * 100_000 + b"\nx",
            "too-many-headers",
        ),
    ],
    ids=["levels", "parts", "quotes", "parameters", "headers"],
)
def test_a_mail_made_to_cost_time_is_read_within_the_caps(
    read: Read, data: bytes, flag: str
) -> None:
    _, reading = read(data, "x.eml")

    assert flag in reading.flags
    assert reading.problem is None


def fingerprint(read: Read, data: bytes) -> str:
    _, reading = read(data, "x.eml")
    assert reading.headers is not None
    return reading.headers.fingerprint


def test_copies_from_two_mailboxes_have_one_fingerprint(read: Read) -> None:
    message = mail(html="<p>Bigger</p>", Date="Mon, 3 Mar 2025 10:00:00 +0200")
    message.add_attachment(b"pdf", maintype="application", subtype="pdf", filename="a")
    ours = message.as_bytes()
    theirs = b"Received: by theirs\nX-Spam: no\nDelivered-To: c@d.example\n" + ours
    refolded = ours.replace(b"Subject: Logo", b"Subject:\n Logo")
    recoded = ours.replace(b"Content-Transfer-Encoding: 7bit", b"X-Was: 7bit", 1)

    expected = fingerprint(read, ours)

    assert fingerprint(read, theirs) == expected
    assert fingerprint(read, ours.replace(b"\n", b"\r\n")) == expected
    assert fingerprint(read, recoded) == expected
    assert fingerprint(read, refolded) == expected


def test_a_line_that_a_mailbox_escaped_changes_no_fingerprint(read: Read) -> None:
    head = b"From: a@b.example\nSubject: x\n\n"

    plain = fingerprint(read, head + b"From here on\n")

    assert fingerprint(read, head + b">From here on\n") == plain


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"Client <", b"Cliente <"),
        (b"client@", b"client2@"),
        (b"Studio@", b"studio2@"),
        (b"Subject: Logo", b"Subject: Logos"),
        (b"10:00:00", b"10:00:01"),
        (b"Bigger, please", b"Smaller, please"),
        (b"<p>Bigger</p>", b"<p>Smaller</p>"),
        (b"cGRm", b"cGRn"),
        (b'filename="a"', b'filename="b"'),
    ],
)
def test_whatever_is_said_otherwise_changes_the_fingerprint(
    read: Read, old: bytes, new: bytes
) -> None:
    message = mail(html="<p>Bigger</p>", Date="Mon, 3 Mar 2025 10:00:00 +0200")
    message.add_attachment(b"pdf", maintype="application", subtype="pdf", filename="a")
    data = message.as_bytes()
    assert old in data

    assert fingerprint(read, data) != fingerprint(read, data.replace(old, new))


def test_quoted_lines_and_html_quotes_are_segments(read: Read) -> None:
    html = (
        b"Content-Type: text/html\r\n\r\n<p>No.</p><div>On 3 Mar, a@b.example wrote:"
        b"</div><blockquote><p>Bigger?<blockquote>Small</blockquote></blockquote>Bye"
    )

    _, reading = read(parted("mixed", html))

    own, quote, inner, last = reading.segments
    assert reading.text[quote.start : quote.end].split()[-2:] == ["wrote:", "Bigger?"]
    assert reading.text[inner.start : inner.end].split() == ["Small"]
    assert [s.author for s in reading.segments] == [None, "a@b.example", None, None]
    assert (own.kind, last.kind) == (SegmentKind.OWN, SegmentKind.OWN)
    assert (quote.kind, inner.kind) == (SegmentKind.QUOTE, SegmentKind.QUOTE)
    assert reading.text.split()[0] == "No."
    assert reading.text.split()[-1] == "Bye"


def test_a_second_subject_is_shown_beside_the_first(read: Read) -> None:
    mail = b"From: a@b.example\nSubject: one\nSubject: two\nSubject: one\n\nwords\n"

    _members, reading = read(mail, "mail.eml")

    assert reading.title == "one · two"
    assert "duplicate-header" in reading.flags


@pytest.mark.parametrize(
    ("html", "kind", "words"),
    [
        ("<p hidden>free</p>", TraceKind.HIDDEN, "free"),
        ('<p style="display:none">free</p>', TraceKind.HIDDEN, "free"),
        ('<p style="font-size:0px">free</p>', TraceKind.HIDDEN, "free"),
        ('<p style="mso-hide:all">free</p>', TraceKind.HIDDEN, "free"),
        ('<p style="color:#fff">free</p>', TraceKind.HIDDEN, "free"),
        ('<p style="Color: White">free</p>', TraceKind.HIDDEN, "free"),
        ('<font color="#FFFFFF">free</font>', TraceKind.HIDDEN, "free"),
        ("<s>three</s>", TraceKind.STRUCK, "three"),
        ("<strike>three</strike>", TraceKind.STRUCK, "three"),
        ("<del>three</del>", TraceKind.DELETED, "[-three-]"),
        ("<ins>five</ins>", TraceKind.INSERTED, "five"),
    ],
)
def test_what_a_mail_hides_or_strikes_is_kept_and_marked(
    read: Read, html: str, kind: TraceKind, words: str
) -> None:
    part = f"Content-Type: text/html\r\n\r\nseen {html} seen".encode()

    _, reading = read(parted("mixed", PLAIN, part))

    [trace] = reading.traces
    assert trace.kind is kind
    assert reading.text[trace.start : trace.end].strip() == words
    assert ("hidden-text" in reading.flags) == (kind is TraceKind.HIDDEN)


@pytest.mark.parametrize(
    "html",
    [
        '<td style="background:#c00"><b style="color:white">Pay</b></td>',
        '<table bgcolor="#cc0000"><tr><td><font color="white">Pay</font></table>',
        '<p class="dark" style="color:white">Pay</p>',
        '<p style="background-color:#fff; font-size:0.9em">Pay</p>',
        '<p style="color:whitesmoke; border-color: white">Pay</p>',
    ],
)
def test_white_letters_on_another_ground_are_not_called_hidden(
    read: Read, html: str
) -> None:
    part = f"Content-Type: text/html\r\n\r\n<table><tr>{html}".encode()

    _, reading = read(parted("mixed", part))

    assert (reading.traces, reading.flags) == ((), ())
