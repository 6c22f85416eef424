"""Names, words and dates of a head, as they are sent and as they are broken."""

from datetime import datetime
from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.formats import charset
from ledger.formats import language
from ledger.formats.mail import addresses
from ledger.formats.mail import dates
from ledger.formats.mail import head
from ledger.formats.mail import odd
from ledger.formats.mail import words


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"Ann <Ann@Shop.Example>", [("Ann", "ann@shop.example")]),
        (b"ann@shop.example (Ann Lee)", [("Ann Lee", "ann@shop.example")]),
        (
            b'"Lee, Ann" <a@b.example>, c@d.example',
            [("Lee, Ann", "a@b.example"), ("", "c@d.example")],
        ),
        (
            b"Team: Ann <a@b.example>, c@d.example;",
            [("Ann", "a@b.example"), ("", "c@d.example")],
        ),
        (b"undisclosed-recipients:;", []),
        (b"=?utf-8?q?Lee=2C_Ann?= <a@b.example>", [("Lee, Ann", "a@b.example")]),
        (b"a(one)@b.example", [("one", "a@b.example")]),
        (b"Ann <a(one)@b.example(two)>", [("Ann", "a@b.example")]),
        (b'"Ann <a@b.example>', [("Ann", "a@b.example")]),
        (b"a@b.example; c@d.example", [("", "a@b.example"), ("", "c@d.example")]),
        (b"Ann", [("Ann", "")]),
        (b"<>", []),
        (b"", []),
        ("Анна <a@b.example>".encode("cp1251"), [("Анна", "a@b.example")]),
        ("Ștefan Țurcanu <s@b.example>".encode(), [("Ștefan Țurcanu", "s@b.example")]),
    ],
)
def test_addresses_are_found_however_they_are_written(
    raw: bytes, expected: list[tuple[str, str]]
) -> None:
    assert addresses.parse(raw) == expected


@given(st.binary(max_size=300))
def test_no_header_breaks_the_reader_of_addresses(raw: bytes) -> None:
    for name, address in addresses.parse(raw):
        assert name or address
        assert address == address.lower()
        assert not words.CONTROLS.search(name + address)


def test_a_header_full_of_quotes_costs_no_time() -> None:
    for bomb in (b'"' * 8192, b"(" * 8192, b"<" * 8192, b'"\\' * 4096, b"a@" * 4096):
        assert len(addresses.parse(bomb)) <= 8192


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"=?utf-8?b?0J/RgNC40LLQtdGC?=", "Привет"),
        (b"=?koi8-r?B?8NLJ18XU?=", "Привет"),
        (b"=?windows-1251?Q?=CF=F0=E8=E2=E5=F2?= Ann", "Привет Ann"),
        (b"=?cp-1251?Q?=CF=F0=E8=E2=E5=F2?=", "Привет"),
        (b"=?utf-8?b?0J/RgNC40LLQ?= =?utf-8?b?tdGC?=", "Привет"),
        (b"=?utf-8?q?a?= =?utf-8?q?b?= c", "ab c"),
        (b"=?utf-8?q?a=0AEvil:_x?=", "a Evil: x"),
        (b"=?utf-7?q?+ADw-?=", "+ADw-"),
        (b"=?unicode-escape?q?=5Cx41?=", "\\x41"),
        ("Привет, как дела".encode("cp1251"), "Привет, как дела"),
        (b"plain", "plain"),
    ],
)
def test_encoded_words_are_read_as_they_are_sent(raw: bytes, expected: str) -> None:
    assert words.decoded(raw) == expected


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (b"filename*=utf-8''%D0%94.pdf", "Д.pdf"),
        (b"filename*0*=koi8-r''%F0; filename*1*=%D2.txt", "Пр.txt"),
        (b'filename="=?utf-8?b?0JQucGRm?="', "Д.pdf"),
        (b'filename="plain.pdf"', "plain.pdf"),
        ('filename="Договор.pdf"'.encode("cp1251"), "Договор.pdf"),
        (b"filename*=nonsense", "nonsense"),
        (b"", ""),
    ],
)
def test_file_names_are_read_in_any_charset(field: bytes, expected: str) -> None:
    parsed = head.fields(b"Content-Disposition: attachment; " + field)

    assert parsed.parameter("content-disposition", "filename") == expected


def test_a_head_above_the_caps_is_cut_and_says_so() -> None:
    long = head.fields(b"Subject: " + b"x" * 9000)
    many = head.fields(b"\n".join(b"X-%d: y" % n for n in range(300)))
    much = head.fields(b"\n".join(b"X-%d: " % n + b"y" * 1000 for n in range(150)))

    assert (len(long.first("subject")), long.flags) == (8191, ("header-too-long",))
    assert (len(many.fields), many.flags) == (200, ("too-many-headers",))
    assert much.flags == ("header-block-too-long",)


def test_doubled_fields_and_bare_returns_are_flagged() -> None:
    parsed = head.fields(b"Subject: one\r\nSubject: two\r\nX-A: b\rFrom: c")

    assert set(parsed.flags) == {"duplicate-header", "bare-cr"}
    assert parsed.all("subject") == [b"one", b"two"]


@pytest.mark.parametrize(
    ("raw", "moment", "zone", "flag"),
    [
        (
            "Mon, 3 Mar 2025 10:00:00 +0300",
            datetime(2025, 3, 3, 7, tzinfo=UTC),
            "+0300",
            None,
        ),
        (
            "3 Mar 2025 10:00:00 GMT",
            datetime(2025, 3, 3, 10, tzinfo=UTC),
            "+0000",
            None,
        ),
        (
            "2025-03-03T10:00:00+02:00",
            datetime(2025, 3, 3, 8, tzinfo=UTC),
            "+0200",
            None,
        ),
        ("Mon, 3 Mar 2025 10:00:00 -0000", None, "", "date-without-zone"),
        ("Mon, 3 Mar 2025 10:00:00", None, "", "date-without-zone"),
        ("Mon, 3 Mar 99999 10:00:00 +0000", None, "", "unreadable-date"),
        ("Mon, 3 Mar 1904 10:00:00 +0000", None, "", "impossible-date"),
        ("yesterday", None, "", "unreadable-date"),
        ("", None, "", None),
    ],
)
def test_a_date_is_a_moment_only_if_it_names_its_zone(
    raw: str, moment: datetime | None, zone: str, flag: str | None
) -> None:
    assert dates.sent(raw) == (moment, zone, flag)


@given(st.text(max_size=80))
def test_no_date_breaks_the_reader_of_dates(raw: str) -> None:
    moment, zone, _ = dates.sent(raw)

    assert (moment is None) == (zone == "")


@pytest.mark.parametrize("name", ["cp1251", "koi8-r", "cp866", "iso-8859-5"])
@pytest.mark.parametrize(
    "text", ["Сделайте логотип больше, как договорились", "Привет, правки до пятницы"]
)
def test_cyrillic_is_guessed_by_its_letters(name: str, text: str) -> None:
    assert charset.guess(text.encode(name)) == text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Vă rugăm să măriți sigla, așa cum am stabilit", "iso-8859-16"),
        ("„Vă rugăm să măriţi sigla”, aşa cum am stabilit", "cp1250"),
        ("Bitte größer, wie in München besprochen", "cp1252"),
        ("Моля, направете логото по-голямо", "utf-8"),
    ],
)
def test_other_charsets_are_guessed_by_their_letters(text: str, name: str) -> None:
    assert charset.guess(text.encode(name)) == text


def test_a_few_damaged_bytes_do_not_turn_a_text_into_another_alphabet() -> None:
    words = "Сделайте логотип больше, как договорились".encode()
    damaged = words.replace("ь".encode(), b"\xd1?")

    assert charset.guess(damaged) == words.decode().replace("ь", "\ufffd?")


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("UTF-16LE", "utf-16-le"),
        ("utf-16", "utf-16"),
        ("IBM852", "cp852"),
        ("macintosh", "mac-roman"),
        ("cp850", "cp850"),
    ],
)
def test_rarer_charsets_are_read_as_they_are_named(name: str, codec: str) -> None:
    assert charset.decode("größer".encode(codec), name) == ("größer", None)


def test_romanian_letters_with_a_cedilla_may_come_out_with_a_comma() -> None:
    """Two charsets have them in the same places; the comma is the right letter."""
    assert charset.guess("aţi văzut aşa ceva".encode("cp1250")) == "ați văzut așa ceva"


@pytest.mark.parametrize(
    "name", ["utf-7", "unicode-escape", "punycode", "idna", "rot13", "x-none", "hex"]
)
def test_codecs_that_are_no_charsets_are_never_used(name: str) -> None:
    text, flag = charset.decode(b"+ADw- \\x41", name)

    assert (text, flag) == ("+ADw- \\x41", "unknown-charset")


@pytest.mark.parametrize(
    "name", ["cp-1251", "win-1251", "CP1251", "windows1251", '"windows-1251"']
)
def test_wrong_spellings_of_a_charset_are_understood(name: str) -> None:
    assert charset.decode("Привет".encode("cp1251"), name) == ("Привет", None)


@given(
    st.binary(max_size=200), st.sampled_from(["utf-8", "us-ascii", "gb2312", "", "?"])
)
def test_every_byte_string_becomes_text(data: bytes, name: str) -> None:
    text, _ = charset.decode(data, name)

    text.encode("utf-8")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Please make the logo bigger", "en"),
        ("Сделайте логотип больше", "ru"),
        ("Направете логото по-голямо", "bg"),
        ("Vă rugăm să măriți sigla", "ro"),
        ("Bitte machen Sie das Logo größer", "de"),
        ("Зробіть логотип більшим, будь ласка", "uk"),
        ("Merci d'agrandir le logo", "fr"),
        ("Ok", None),
        ("12345 67890", None),
        ("", None),
    ],
)
def test_the_language_of_a_short_phrase_is_told(
    text: str, expected: str | None
) -> None:
    assert language.guess(text) == expected


@pytest.mark.parametrize(
    ("lines", "flag"),
    [
        ('From: "boss@client.example" <eve@evil.example>', "named-as-another"),
        ("From: eve@evil.example (boss@client.example)", "named-as-another"),
        (
            "From: ann@client.example\nReply-To: ann@evil.example",
            "answers-elsewhere",
        ),
        ("From: ann@client.example, eve@evil.example", "several-senders"),
        ("From: ann@client.example\nFrom: eve@evil.example", "several-senders"),
        ("From: ann@client.example\nSubject: a\0b", "nul-in-head"),
    ],
)
def test_what_may_let_a_message_be_taken_for_anothers_is_flagged(
    lines: str, flag: str
) -> None:
    assert flag in set(odd.of(head.fields(lines.encode())))


@pytest.mark.parametrize(
    "lines",
    [
        'From: "Ann" <ann@client.example>\nReply-To: ann@client.example',
        'From: "ann@client.example" <ann@client.example>',
        "From: ann@client.example\nReply-To: desk@mail.client.example",
        "From: ann@client.example\nReply-To: Ann",
        "Subject: nobody",
    ],
)
def test_an_ordinary_head_has_no_such_flag(lines: str) -> None:
    assert set(odd.of(head.fields(lines.encode()))) == set()
