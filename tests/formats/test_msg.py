"""Outlook's messages: what they say, who says it, and all that hangs on them."""

from collections.abc import Callable
from datetime import datetime
from datetime import UTC
from email.message import EmailMessage
from hashlib import sha256

import pytest
from compressed_rtf import compress
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from msgforge import Message

from ledger.domain import problems
from ledger.domain.reading import Kind
from ledger.domain.reading import Member
from ledger.domain.reading import Participant
from ledger.domain.reading import Reading
from ledger.domain.reading import SegmentKind
from ledger.domain.trace import TraceKind
from ledger.formats import safe_html
from ledger.formats.outlook import compound
from ledger.formats.outlook import richtext
from tests.formats import outlooks as o

Read = Callable[..., tuple[list[Member], Reading]]

SENT = datetime(2025, 3, 3, 10, 0, tzinfo=UTC)
PDF = b"%PDF-1.4 a small one"


def usual(**more: object) -> bytes:
    made = Message(
        subject="Logo, second round",
        text_body="Please make the logo bigger.\n",
        to=[("studio@agency.example", "The Studio")],
        cc=[("boss@client.example", "Boss, The")],
        bcc=[("archive@client.example", "Archive")],
        sender=("ann@client.example", "Ann Client"),
        sent=SENT,
        **more,  # type: ignore[arg-type]  # a test names the fields it needs
    )
    made.attach_bytes("Spec – final.pdf", PDF, "application/pdf")
    return bytes(made.as_bytes())


def test_a_message_is_a_mail_with_its_words_people_and_times(read: Read) -> None:
    _, reading = read(usual(), "logo.msg")

    assert (reading.kind, reading.parser) == (Kind.MAIL, "msg")
    assert reading.title == "Logo, second round"
    assert reading.text == "Please make the logo bigger.\n"
    assert reading.people == (
        Participant("from", "Ann Client", "ann@client.example"),
        Participant("to", "The Studio", "studio@agency.example"),
        Participant("cc", "Boss, The", "boss@client.example"),
        Participant("bcc", "Archive", "archive@client.example"),
    )
    assert reading.headers is not None
    assert reading.headers.sent_at == SENT
    assert reading.headers.sent_zone == ""  # the property is UTC; nobody said a zone
    assert reading.headers.received_at == SENT
    assert reading.flags == ()
    assert reading.problem is None


def test_what_is_attached_comes_out_to_the_byte(read: Read) -> None:
    members, _ = read(usual(), "logo.msg")

    assert [(m.name, m.media_type, m.place, m.data) for m in members] == [
        ("Spec – final.pdf", "application/pdf", "attachment 1", PDF)
    ]


def test_it_is_known_by_its_bytes_whatever_it_is_called(read: Read) -> None:
    _, reading = read(usual(), "no ending at all")

    assert reading.parser == "msg"


def test_a_quotation_is_nobody_elses_word(read: Read) -> None:
    body = "Bigger, please.\n\nOn 1 March 2025, Studio wrote:\n> Here it is.\n"
    _, reading = read(o.msg({o.BODY: body, o.SUBJECT: "Re: x"}), "x.msg")

    kinds = {reading.text[s.start : s.end].strip(): s.kind for s in reading.segments}
    assert kinds["Bigger, please."] is SegmentKind.OWN
    assert SegmentKind.QUOTE in kinds.values()


HEADERS = (
    "Received: from a by b; Mon, 3 Mar 2025 12:00:07 +0200\r\n"
    "From: =?utf-8?q?Ann_Cli=C3=A8nt?= <ann@client.example>\r\n"
    "To: studio@agency.example\r\nSubject: As it was sent\r\n"
    "Date: Mon, 3 Mar 2025 12:00:00 +0200\r\nMessage-ID: <1@client.example>\r\n"
    "In-Reply-To: <0@agency.example>\r\nContent-Type: text/plain\r\n"
    "Content-Transfer-Encoding: base64\r\n\r\n"
)


def test_the_head_that_came_with_it_says_more_than_properties(read: Read) -> None:
    said: o.Properties = {
        o.HEAD: HEADERS,
        o.SUBJECT: "As it was filed",
        o.BODY: "Yes.\n",
        o.SENT: SENT,
    }
    _, reading = read(o.msg(said, [o.person("", "hidden@client.example", 3)]), "x.msg")

    assert reading.title == "As it was sent"
    assert reading.text == "Yes.\n"
    assert [(p.role, p.name, p.address) for p in reading.people] == [
        ("from", "Ann Cliènt", "ann@client.example"),
        ("to", "", "studio@agency.example"),
        ("bcc", "", "hidden@client.example"),
    ]
    headers = reading.headers
    assert headers is not None
    assert headers.message_id == "1@client.example"
    assert headers.in_reply_to == ("0@agency.example",)
    assert (headers.sent_at, headers.sent_zone) == (SENT, "+0200")
    assert headers.received_at == datetime(2025, 3, 3, 10, 0, 7, tzinfo=UTC)


def test_it_has_the_fingerprint_of_the_same_mail_as_it_was_sent(read: Read) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"] = "Ann <ann@client.example>", "studio@agency.example"
    mail["Subject"], mail["Message-ID"] = "Ваш логотип", "<1@client.example>"
    mail["Date"] = "Mon, 3 Mar 2025 12:00:00 +0200"
    head = mail.as_bytes().partition(b"\n\n")[0].decode()
    mail.set_content("Больше, пожалуйста.\n")
    mail.add_attachment(PDF, "application", "pdf", filename="spec.pdf")
    body = {o.HEAD: head, o.BODY: "Больше, пожалуйста.\r\n"}
    attached = {**o.file("spec.pdf", PDF), o.MEDIA_TYPE: "application/pdf"}

    _, sent = read(mail.as_bytes(), "a.eml")
    _, saved = read(o.msg(body, [], [attached]), "a.msg")

    assert sent.headers is not None
    assert saved.headers is not None
    assert saved.headers.fingerprint == sent.headers.fingerprint


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ({o.PAGE: 1251}, ("cp1251", "Сделайте логотип больше")),
        ({o.LOCALE: 0x0419}, ("cp1251", "Сделайте логотип больше")),
        ({o.LOCALE: 0x0402, o.BODY_PAGE: 65001}, ("cp1251", "Уголемете логото")),
        ({o.LOCALE: 0x0404}, ("big5", "格式測試")),
        ({o.LOCALE: 0x0804}, ("gbk", "格式测试")),
        ({o.LOCALE: 0x0C1A}, ("cp1251", "Повећајте логотип")),
        ({o.PAGE: 1250}, ("cp1250", "Măriţi sigla, vă rog")),
        ({o.LOCALE: 0x0418}, ("cp1250", "Măriţi sigla, vă rog")),
        ({o.BODY_PAGE: 28592}, ("iso8859-2", "Măriţi sigla, vă rog")),
        ({o.LOCALE: 0x0407, o.BODY_PAGE: 1251}, ("cp1252", "Größer, bitte")),
        ({o.PAGE: 1251, o.BODY_PAGE: 65001}, ("utf-8", "Сделайте логотип больше")),
        ({o.PAGE: 20866}, ("koi8-r", "Сделайте логотип больше")),
    ],
)
def test_strings_of_eight_bits_are_read_in_the_page_of_the_message(
    read: Read, said: o.Properties, text: tuple[str, str]
) -> None:
    data = o.msg(
        {**said, o.SUBJECT: text, o.BODY: text},
        [{**o.person("", "a@b.example"), o.NAME: text}],
    )
    _, reading = read(data, "x.msg")

    assert (reading.title, reading.text) == (text[1], text[1])
    assert reading.people[0].name == text[1]
    assert "charset-guessed" not in reading.flags


def test_a_page_that_nobody_names_is_guessed_and_that_is_said(read: Read) -> None:
    text = ("cp1251", "Сделайте, пожалуйста, логотип больше")
    _, reading = read(o.msg({o.BODY: text}), "x.msg")

    assert reading.text == text[1]
    assert "charset-guessed" in reading.flags


def test_html_alone_is_read_in_the_page_that_the_body_names(read: Read) -> None:
    html = "<html><body><p>Сделайте <b>больше</b></p></body></html>"
    said: o.Properties = {o.HTML: html.encode("cp1251"), o.BODY_PAGE: 1251}
    _, reading = read(o.msg(said), "x.msg")

    assert reading.text.strip() == "Сделайте больше"


RICH = (
    b"{\\rtf1\\ansi\\ansicpg1251\\deff0{\\fonttbl{\\f0\\fcharset204 Arial;}}"
    b"\\f0 \\'c1\\'ee\\'eb\\'fc\\'f8\\'e5, {\\strike not} please.\\par Two.}"
)


def test_rich_text_alone_is_the_body_with_what_was_struck(read: Read) -> None:
    _, reading = read(o.msg({o.RICH: compress(RICH)}), "x.msg")

    assert reading.text == "Больше, not please.\nTwo."
    [struck] = reading.traces
    assert struck.kind is TraceKind.STRUCK
    assert reading.text[struck.start : struck.end] == "not"


WRAPPED = (
    b"{\\rtf1\\ansi\\ansicpg1251\\fromhtml1 \\deff0"
    b"{\\fonttbl{\\f0\\fcharset204 Arial;}{\\f1\\fcharset238 Arial;}}"
    b"{\\*\\htmltag64 <html>}{\\*\\htmltag50 <body>}{\\*\\htmltag64 <p>}"
    b"\\htmlrtf {\\f0 \\htmlrtf0 \\'c1\\'ee\\'eb\\'fc\\'f8\\'e5 {\\*\\htmltag84 &amp;}"
    b"\\htmlrtf &\\htmlrtf0  {\\f1 m\\'e3ri\\'fei}\\htmlrtf }\\htmlrtf0"
    b'{\\*\\mhtmltag84 <img src=x>}{\\*\\htmltag84 <b\\par class="a">}\\u8364?5'
    b"{\\*\\htmltag92 </b>}\\htmlrtf\\par\\htmlrtf0{\\*\\htmltag72 </p>}}"
)


def test_html_is_taken_out_of_the_rich_text_that_it_is_wrapped_in(read: Read) -> None:
    assert richtext.html(WRAPPED) == (
        '<html><body><p>Больше &amp; măriţi<b\nclass="a">€5</b></p>'
    )
    _, reading = read(o.msg({o.RICH: compress(WRAPPED)}), "x.msg")
    assert reading.text.strip() == "Больше & măriţi€5"


@given(st.binary(max_size=3000) | st.text("ab{}\\", max_size=3000).map(str.encode))
def test_packed_rich_text_comes_out_as_it_went_in(text: bytes) -> None:
    assert richtext.unpacked(compress(text)) == (text, True)
    assert richtext.unpacked(compress(text, compressed=False)) == (text, True)


def test_damaged_rich_text_gives_what_is_left_of_it_and_says_so(read: Read) -> None:
    packed = compress(RICH)
    _, reading = read(o.msg({o.RICH: packed[: len(packed) // 2]}), "x.msg")

    assert reading.text.startswith("Больше") or reading.text == ""
    assert "damaged-part" in reading.flags


def test_a_receipt_says_what_its_report_says(read: Read) -> None:
    said = {o.CLASS: "REPORT.IPM.Note.IPNRN", o.SUBJECT: "Read: Offer"}

    _, receipt = read(o.msg({**said, 0x1001: "It was read on Monday."}), "x.msg")
    _, usual = read(o.msg({o.BODY: "A client.", 0x1001: "It was read."}), "x.msg")

    assert receipt.text == "It was read on Monday."
    assert usual.text == "A client."


def test_what_is_missing_is_said_and_never_made_up(read: Read) -> None:
    bad = datetime(1601, 1, 1, tzinfo=UTC)
    _, reading = read(o.msg({o.BODY: "Words.", o.SENT: bad}), "x.msg")

    assert reading.headers is not None
    assert reading.headers.sent_at is None
    assert reading.flags == ("no-sender", "no-date")


def test_a_draft_says_that_it_was_never_sent(read: Read) -> None:
    _, reading = read(o.msg({o.BODY: "Words.", o.STATE: 8, o.RECEIVED: SENT}), "x.msg")

    assert reading.flags == ("never-sent",)
    assert reading.headers is not None
    assert reading.headers.received_at is None


def test_an_address_inside_an_organisation_is_no_address(read: Read) -> None:
    said = {o.AUTHOR: "Ann", o.AUTHOR_KIND: "EX", o.AUTHOR_ADDRESS: "/O=SHOP/CN=ANN"}
    _, reading = read(o.msg({**said, o.BODY: "Words."}), "x.msg")

    assert reading.people == (Participant("from", "Ann", ""),)


def test_somebody_who_sent_it_for_another_is_named_beside_him(read: Read) -> None:
    sender = {0xC1A: "Secretary", 0xC1E: "SMTP", 0xC1F: "office@client.example"}
    _, reading = read(
        o.msg({**o.author("Boss", "boss@client.example"), **sender}), "x.msg"
    )

    assert reading.people == (
        Participant("from", "Boss", "boss@client.example"),
        Participant("sender", "Secretary", "office@client.example"),
    )


# A message in a message.

MAIL = b"From: ann@client.example\r\nSubject: Old\r\nDate: x\r\n\r\nAs agreed.\r\n"


def inner() -> compound.Storage:
    """Return a message inside another: with a mail and a file on it."""
    return o.message(
        {
            **o.author("Ann", "ann@client.example"),
            o.SUBJECT: "Brief",
            o.BODY: "Do it.\n",
            o.SENT: SENT,
        },
        [o.person("Studio", "studio@agency.example")],
        [
            {**o.file("old.eml", MAIL), o.MEDIA_TYPE: "message/rfc822"},
            o.file("a.pdf", PDF),
        ],
        inside=True,
    )


def test_a_message_in_a_message_is_a_file_that_can_be_read_again(read: Read) -> None:
    [member], reading = read(o.msg({o.SUBJECT: "Fwd"}, [], [inner()]), "fwd.msg")
    members, brief = read(member.data, member.name)

    assert reading.title == "Fwd"
    assert (member.name, member.media_type) == (
        "Forwarded.msg",
        "application/vnd.ms-outlook",
    )
    assert brief.title == "Brief"
    assert brief.people[0].address == "ann@client.example"
    assert brief.headers is not None
    assert brief.headers.sent_at == SENT
    assert [(m.name, m.data) for m in members] == [("old.eml", MAIL), ("a.pdf", PDF)]
    assert read(members[0].data, members[0].name)[1].text == "As agreed.\n"


def test_the_bytes_of_a_message_in_a_message_are_always_the_same(read: Read) -> None:
    """Where it stood, and what stood beside it, has no part in its digest."""
    [alone], _ = read(o.msg({o.SUBJECT: "Fwd"}, [], [inner()]), "a.msg")
    _, beside = read(o.msg({}, [], [o.file("b.pdf", PDF * 999), inner()]), "b.msg")[0]

    assert alone.data == beside.data
    assert sha256(alone.data).hexdigest() == (
        "ffe9d72e8f9f54666be6f38779afa24015fa492cb593e04322f84ccee25940d6"
    )


def test_an_object_of_another_program_is_kept_as_its_own_file(read: Read) -> None:
    root = o.message({o.BODY: "See the sheet."})
    sheet = compound.Storage(b"\x20" * 16, {"Workbook": b"cells" * 1000})
    hanging = o.storage({o.METHOD: 6, o.NAME: "Sheet"}, bytes(8))
    hanging.storages[o.INSIDE] = sheet
    root.storages["__attach_version1.0_#00000000"] = hanging

    [member], _ = read(compound.write(root), "x.msg")

    assert compound.read(member.data) == sheet


def test_a_file_that_is_only_pointed_to_is_named(read: Read) -> None:
    linked: o.Properties = {o.METHOD: 2, 0x370D: r"\\server\plans\roof.dwg"}
    root = o.message({o.BODY: "See the plan."})
    root.storages["__attach_version1.0_#00000000"] = o.storage(linked, bytes(8))

    members, reading = read(compound.write(root), "x.msg")

    assert members == []
    assert "attachment-elsewhere" in reading.flags
    assert reading.facts["attachments elsewhere"] == r"\\server\plans\roof.dwg"


def test_a_picture_that_the_body_shows_is_inline_and_in_the_view(read: Read) -> None:
    html = b'<p>See <img src="cid:logo@x"></p><script>alert(1)</script>'
    picture = {**o.file("logo.png", b"\x89PNG"), o.CONTENT_ID: "logo@x"}
    data = o.msg({o.HTML: html}, [], [picture])
    [member], _ = read(data, "x.msg")

    assert (member.inline, member.content_id) == (True, "logo@x")
    assert "See" in safe_html.sanitise(data)
    assert "alert" not in safe_html.sanitise(data)


def test_a_signed_message_gives_its_parts_and_the_bytes_that_were_signed(
    read: Read,
) -> None:
    signed = (
        b'Content-Type: multipart/signed; boundary="x"\r\n\r\n--x\r\n'
        b"Content-Type: text/plain\r\n\r\nSigned words.\r\n--x\r\n"
        b"Content-Type: application/pkcs7-signature; name=smime.p7s\r\n\r\n"
        b"sign\r\n--x--\r\n"
    )
    said = {o.CLASS: "IPM.Note.SMIME.MultipartSigned", o.HEAD: HEADERS}
    members, reading = read(o.msg(said, [], [o.file("smime.p7m", signed)]), "x.msg")

    assert reading.text == "Signed words."
    assert [(m.place, m.name, m.data) for m in members] == [
        ("attachment 1", "smime.p7m", signed),
        ("2", "smime.p7s", b"sign"),
    ]


def test_a_locked_message_is_kept_and_says_so(read: Read) -> None:
    said = {o.CLASS: "IPM.Note.SMIME", o.SUBJECT: "Secret"}
    [member], reading = read(o.msg(said, [], [o.file("smime.p7m", b"0\x80")]), "x.msg")

    assert reading.problem == problems.ENCRYPTED_MAIL
    assert member.data == b"0\x80"


@pytest.mark.parametrize(
    ("said", "kind", "text"),
    [
        (
            {o.CLASS: "IPM.Contact", 0x3001: "Ann", 0x3A08: "+40 21"},
            Kind.DOCUMENT,
            "Name: Ann\nTelephone: +40 21\n\nA client.",
        ),
        (
            {o.CLASS: "IPM.Appointment", 0x60: SENT, 0x61: SENT},
            Kind.EVENT,
            "Start: 2025-03-03 10:00 UTC\nEnd: 2025-03-03 10:00 UTC\n\nA client.",
        ),
        (
            {
                o.CLASS: "IPM.OLE.CLASS.{00061055-0000-0000-C000-000000000046}",
                0x60: SENT,
            },
            Kind.EVENT,
            "Start: 2025-03-03 10:00 UTC\n\nA client.",
        ),
        ({o.CLASS: "IPM.StickyNote"}, Kind.DOCUMENT, "A client."),
        ({o.CLASS: "IPM.Post"}, Kind.MAIL, "A client."),
    ],
)
def test_what_is_no_mail_keeps_its_words_under_its_own_kind(
    read: Read, said: o.Properties, kind: Kind, text: str
) -> None:
    _, reading = read(o.msg({**said, o.BODY: "A client."}), "x.msg")

    assert (reading.kind, reading.text) == (kind, text)
    assert (reading.headers is None) == (kind is not Kind.MAIL)
    assert "".join(text[s.start : s.end] for s in reading.segments) == text


# Damage and malice.


@settings(deadline=None, max_examples=60)
@given(at=st.integers(0, 9000), bits=st.integers(1, 255), cut=st.integers(0, 9000))
def test_a_damaged_file_ends_in_a_reading_that_says_so(
    read: Read, at: int, bits: int, cut: int
) -> None:
    data = bytearray(usual())
    data[at % len(data)] ^= bits
    _, flipped = read(bytes(data), "x.msg")
    _, shortened = read(usual()[:cut], "x.msg")

    for reading in (flipped, shortened):
        assert reading.problem != problems.FAILED
        assert reading.text or reading.problem or reading.flags


def test_a_stream_that_claims_more_than_the_file_costs_itself_alone(
    read: Read,
) -> None:
    root = o.message({o.BODY: "Three rounds.", 0x1101: b"y" * 5000})
    honest = compound.write(root)
    said, claim = (size.to_bytes(8, "little") for size in (5000, 2**31))
    claimed = honest.replace(said, claim)

    _, reading = read(claimed, "x.msg")

    assert claimed != honest
    assert (reading.text, reading.problem) == ("Three rounds.", None)
    assert "damaged-part" in reading.flags


def test_streams_that_share_their_bytes_cannot_make_a_file_grow(read: Read) -> None:
    many = {0x1101 + number: bytes([number]) * 5000 for number in range(8)}
    data = compound.write(o.message({o.BODY: "x", **many}))
    said, claim = (size.to_bytes(8, "little") for size in (5000, len(data)))

    _, reading = read(data.replace(said, claim), "x.msg")

    assert reading.problem == problems.GROWS


Streams = st.dictionaries(
    st.text(
        st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="/\\:!"),
        min_size=1,
        max_size=31,
    ).filter(lambda n: len(n.encode("utf-16-le")) <= 62),
    st.binary(max_size=300) | st.integers(0, 9000).map(bytes),
    max_size=8,
)


@settings(deadline=None, max_examples=60)
@given(st.lists(Streams, min_size=1, max_size=4))
def test_a_compound_file_that_is_written_reads_the_same(
    levels: list[dict[str, bytes]],
) -> None:
    root = compound.Storage()
    for streams in levels:
        lower = {name.lower(): (name, data) for name, data in streams.items()}
        kept = dict(lower[name] for name in lower if name != "inside")
        root = compound.Storage(bytes(range(16)), kept, {"inside": root})

    data = compound.write(root)

    assert compound.read(data) == root
    assert compound.write(compound.read(data)) == data


def test_words_that_the_file_promises_and_has_not_are_said_to_be_missing(
    read: Read,
) -> None:
    root = o.message({o.SUBJECT: "Offer", o.BODY: "Three rounds."})
    del root.streams["__substg1.0_1000001F"]

    _, reading = read(compound.write(root), "x.msg")

    assert reading.title == "Offer"
    assert "damaged-part" in reading.flags


def test_a_compound_file_of_another_program_is_not_called_a_message(read: Read) -> None:
    plan = compound.write(compound.Storage(streams={"Props": bytes(200)}))

    for data in (plan, plan[:600]):
        members, reading = read(data, "plan.mpp")
        assert members == []
        assert reading.kind is Kind.FILE
        assert reading.problem == problems.NOT_YET
