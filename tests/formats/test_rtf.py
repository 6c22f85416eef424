"""Rich Text: every character set, every change, and no depth that breaks it."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from ledger.domain.reading import Kind
from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from ledger.domain.trace import TraceKind
from tests.formats.test_formats import check

Read = Callable[..., tuple[list[Member], Reading]]

FONTS = (
    r"{\fonttbl{\f0\fnil\fcharset0 Arial;}{\f1\fnil\fcharset204 Arial Cyr;}"
    r"{\f2\fnil\fcharset238 Arial CE;}{\f3\fnil\fcharset2 Symbol;}"
    r"{\f4\fnil\fcharset128 MS Mincho;}}"
)
WHO = r"{\*\revtbl {Unknown;}{Anna;}{\'c1\'ee\'f0\'e8\'f1;}}"
WHEN = (2025 - 1900) << 20 | 3 << 16 | 1 << 11 | 10 << 6 | 30


def rtf(body: str, head: str = r"\ansi\ansicpg1251\deff0") -> bytes:
    """Return a file of Rich Text."""
    return ("{\\rtf1" + head + FONTS + WHO + body + "}").encode("latin-1")


def hexed(text: str, charset: str) -> str:
    return "".join(f"\\'{byte:02x}" for byte in text.encode(charset))


def traced(reading: Reading) -> list[tuple[str, str, str]]:
    return [
        (each.kind, reading.text[each.start : each.end], each.author)
        for each in reading.traces
        if each.kind is not TraceKind.ADDED
    ]


def test_paragraphs_tabs_and_signs_are_read_in_their_order(read: Read) -> None:
    body = (
        r"\pard Two\~rounds\tab are\line free\emdash yes.\par"
        "\nNext \\{line\\}\\\\ so\nft\\-ly\\_no"
    )

    members, reading = read(rtf(body), "Offer 7.rtf")

    assert reading.text == (
        "Two\xa0rounds\tare\nfree—yes.\nNext {line}\\ soft\xadly\u2011no"
    )
    assert (reading.kind, reading.title) == (Kind.DOCUMENT, "Offer 7")
    assert (reading.media_type, reading.parser) == ("application/rtf", "rtf")
    assert (reading.problem, reading.flags, members) == (None, (), [])
    check(reading)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (hexed("Правки", "cp1251"), "Правки"),
        (r"\f1 " + hexed("Правки", "cp1251"), "Правки"),
        (r"\f2 " + hexed("două zile", "cp1250"), "două zile"),
        (r"\f4 " + hexed("日本", "cp932"), "日本"),
        (r"\f3 \'b7", "•"),
        (r"\u1055\'cf\u1088?\u1072 x\uc0\u1074 x", "Правx"),
        (r"\uc2\u1055\'cf\'cf!", "П!"),
        (r"{\uc0\u1055}\u1088?", "Пр"),
        (r"\u-10179?\u-8704?", "😀"),
        ("Правки".encode("cp1251").decode("latin-1"), "Правки"),
    ],
)
def test_letters_are_read_in_the_set_of_their_font(
    read: Read, body: str, text: str
) -> None:
    _, reading = read(rtf(body), "a.rtf")

    assert reading.text == text


def test_insertions_are_in_the_text_and_deletions_stay_in_it_marked(
    read: Read,
) -> None:
    body = (
        rf"Two {{\deleted\revauthdel1\revdttmdel{WHEN} free }}"
        rf"{{\revised\revauth2\revdttm{WHEN} paid }}rounds{{\mvf\mvauth1 x}}"
        r"{\deleted\revauthdel1 \par}End"
    )

    _, reading = read(rtf(body), "a.rtf")

    assert reading.text == "Two [-free -]paid rounds[-x-][-¶-]\nEnd"
    assert traced(reading) == [
        ("deleted", "[-free -]", "Anna"),
        ("inserted", "paid ", "Борис"),
        ("moved-away", "[-x-]", "Anna"),
        ("deleted", "[-¶-]", "Anna"),
    ]
    assert reading.traces[0].at == "2025-03-01T10:30"
    assert reading.flags == ("tracked-changes",)
    check(reading)


def test_a_comment_stands_behind_its_paragraph_with_who_and_when(read: Read) -> None:
    body = (
        r"{\*\atrfstart 5}Two rounds{\*\atrfend 5}{\*\atnid AB}{\*\atnauthor Anna}"
        rf"\chatn{{\*\annotation{{\*\atnref 5}}{{\*\atndate {WHEN}}}Three!}} are free."
        r"\par Next."
    )

    _, reading = read(rtf(body), "a.rtf")

    assert reading.text == "Two rounds are free.\n[*Three!*]\nNext."
    assert traced(reading) == [
        ("commented", "Two rounds", "Anna"),
        ("comment", "[*Three!*]", "Anna"),
    ]
    assert reading.traces[1].at == "2025-03-01T10:30"


def test_hidden_and_struck_words_are_kept_and_told(read: Read) -> None:
    _, reading = read(rtf(r"a {\v hidden}{\strike struck\strike0  not}"), "a.rtf")

    assert reading.text == "a hiddenstruck not"
    assert [each[:2] for each in traced(reading)] == [
        ("hidden", "hidden"),
        ("struck", "struck"),
    ]
    assert reading.flags == ("hidden-text",)


def test_tables_lists_notes_and_margins_are_read(read: Read) -> None:
    body = (
        r"\trowd\pard\intbl Item\cell Price\cell\row"
        r"\trowd\pard\intbl Logo\par two\cell\cell 500\cell\row\pard"
        r"{\listtext\pard\f3 \'b7\tab}point\par"
        r"{\header Draft 3}{\footer Studio}{\headerl Draft 3}"
        r"free{\super\chftn}{\footnote\pard{\super\chftn} But not drafts.}.\par"
        r"{\shp{\*\shpinst\shpleft0{\sp{\sn x}{\sv 1}}{\shptxt boxed\par}}}end"
    )

    _, reading = read(rtf(body), "a.rtf")

    assert reading.text.splitlines() == [
        *("Item\tPrice", "Logo", "two\t\t500", "•\tpoint", "free[1].", "end", "boxed"),
        *("[1]  But not drafts.", "Draft 3", "Studio"),
    ]
    assert [each[:2] for each in traced(reading)][-2:] == [
        ("header", "Draft 3"),
        ("footer", "Studio"),
    ]


def test_links_and_forms_show_what_they_hold(read: Read) -> None:
    body = (
        r'{\field{\*\fldinst HYPERLINK "https://pay.example/x"}{\fldrslt terms}} '
        r"{\field{\*\fldinst FORMCHECKBOX {\*\formfield{\fftype1\ffres1{\*\ffname k}}}}"
        r"{\fldrslt }}{\field{\*\fldinst FORMDROPDOWN {\*\formfield{\fftype2\ffres25"
        r"\ffdefres1{\*\ffl two}{\*\ffl three}}}}{\fldrslt }}"
        r"{\field{\*\fldinst INCLUDEPICTURE http://x.example/i.png}{\fldrslt }}"
    )

    _, reading = read(rtf(body), "a.rtf")

    assert reading.text == "terms <https://pay.example/x> ☒three"
    assert reading.flags == ("remote-parts",)


def test_it_tells_what_it_says_of_itself_and_what_lies_in_it(read: Read) -> None:
    body = (
        r"{\info{\title Offer}{\author \'c0\'ed\'ed\'e0}{\category none}"
        r"{\creatim\yr2025\mo3\dy1\hr10\min5}{\version12}}"
        r"{\stylesheet{\s0 Normal;}}{\*\unknown words}x"
        "{\\*\\shppict{\\pict\\pngblip 8950\n4e47}}"
        r"{\nonshppict{\pict\wmetafile8 00}}"
        r"{\object{\*\objdata 0102}{\result shown}}"
    )

    members, reading = read(rtf(body), "")

    assert reading.text == "xshown"
    assert reading.facts == {
        "title": "Offer",
        "author": "Анна",
        "created": "2025-03-01T10:05",
        "revision": "12",
    }
    assert [(each.name, each.data, each.inline) for each in members] == [
        ("image 1.png", b"\x89PNG", True),
        ("object 2.bin", b"\1\2", False),
    ]


def test_raw_bytes_are_passed_over_or_kept_as_they_are(read: Read) -> None:
    body = "a{\\pict\\pngblip\\bin4 }{\\\\}b\\bin3 xyzc"

    members, reading = read(rtf(body), "a.rtf")

    assert reading.text == "abc"
    assert [each.data for each in members] == [b"}{\\\\"]


@pytest.mark.parametrize("kept", [0.3, 0.8])
def test_a_file_that_is_cut_off_gives_what_is_still_in_it(
    read: Read, kept: float
) -> None:
    data = rtf(r"{\b Clause one.}\par" * 50)

    _, reading = read(data[: int(len(data) * kept)], "a.rtf")

    assert reading.flags == ("cut-off",)
    assert reading.text.startswith("Clause one.\nClause") or kept < 0.5


def test_nesting_without_end_ends_in_a_reading(read: Read) -> None:
    for group in ("{", r"{\footnote ", r"{\field{\*\fldinst ", r"{\*\annotation x"):
        data = b"{\\rtf1 first " + group.encode() * 30_000

        _, reading = read(data + b"last" + b"}" * 10, "a.rtf")

        assert reading.text.startswith("first")
        assert {"cut-off", "too-many-levels"} <= set(reading.flags)
        check(reading)


TOKENS = (
    *(
        "{",
        "}",
        "{",
        "}",
        "words ",
        r"\par ",
        r"\'cf",
        r"\u1055",
        "?",
        r"\uc0 ",
        r"\f1 ",
    ),
    *(r"{\fonttbl", r"{\f1\fcharset204 A;}", r"{\footnote ", r"\cell ", r"\row "),
    *(r"\intbl ", r"\deleted ", r"\revised0 ", r"\revauth9 ", r"{\*\revtbl", r"\v "),
    *(r"{\field", r"{\*\fldinst HYPERLINK x}", r"{\fldrslt ", r"{\pict ", r"\bin5 "),
    *(r"{\*\annotation ", r"{\*\atrfstart 1}", r"{\*\atrfend 1}", r"{\*\atnref 1}"),
    *(r"{\*\atndate 99999999999}", r"\plain ", r"\pard ", r"{\info", r"{\title t}"),
    *(r"\u-10179 ", r"\u-8704 ", "\\", "\n", r"\*", r"{\header h}", r"\ffres25 "),
    *(r"{\creatim\yr0\mo99", r"{\shptxt ", r"\ansicpg99999 ", "слово", "\0", r"\'zz"),
)


@settings(deadline=None)
@given(tokens=st.lists(st.sampled_from(TOKENS), max_size=60))
def test_no_order_of_tokens_breaks_the_reader(read: Read, tokens: list[str]) -> None:
    data = ("{\\rtf1 " + "".join(tokens)).encode("cp1251", errors="replace")

    members, reading = read(data, "a.rtf")

    check(reading)
    assert reading.problem is None or "This document is damaged" in reading.problem
    assert len({member.place for member in members}) == len(members)
