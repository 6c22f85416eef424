"""The two forms of a mail: said so where they do not say the same."""

from collections.abc import Callable

import pytest
from hypothesis import example
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from ledger.formats.mail.alternatives import differ

Read = Callable[..., tuple[list[Member], Reading]]

LONG = "We agreed on the new logo and on all of its colours for the printed menu. "

SAME = {
    "markup": ("Pay *now*, please.", "<p>Pay <b>now</b>,<br>please.</p>"),
    "wrapped": ("> Bigger,\n> please.\n\nYes.", "<q>Bigger, please.</q><p>Yes."),
    "links": (
        "See <https://a.example/7?x=9> here",
        "<a href='https://a.example'>See</a> here",
    ),
    "addresses": ("a@b.example <mailto:a@b.example>", "<a>a@b.example</a>"),
    "pictures": ("[image: logo 3.png] Hi", "<img alt='logo'>Hi"),
    "items": ("1. one\n2. more", "<ol><li>one<li>more</ol>"),
    "spaces in numbers": ("1200 lei", "<p>1&nbsp;200 lei"),
    "a footer": (LONG * 4, f"<p>Open this in a browser</p>{LONG * 4}<p>Leave</p>"),
    "a few words": ("hello", "<p>hello you"),
    "nothing": ("", "<p>hello"),
    "case": ("ЁЛКА", "<p>ёлка"),
}

OTHER = {
    "numbers in words": ("Plain says three rounds.", "<p>Html says five rounds.</p>"),
    "one number of many words": (LONG * 9 + "3 rounds", f"<p>{LONG * 9} 5 rounds"),
    "one word of many": (LONG * 9 + "three rounds", f"<p>{LONG * 9} five rounds"),
    "no": ("We do want the logo.", "<p>We do not want the logo.</p>"),
    "не": ("Логотип нам нужен.", "<p>Логотип нам не нужен.</p>"),
    "yes": ("Yes.", "<p>Never.</p>"),
    "another letter": (LONG, "<p>The offer of the print shop is attached, thanks.</p>"),
    "much more": ("Hello Ann.", f"<p>Hello Ann.</p><p>{LONG}</p>"),
    "hidden more": (LONG, f"<p>{LONG}<p style='display:none'>5 rounds"),
}


@pytest.mark.parametrize(("plain", "html"), SAME.values(), ids=list(SAME))
def test_what_is_only_written_otherwise_is_the_same(plain: str, html: str) -> None:
    assert not differ(plain, html)


@pytest.mark.parametrize(("plain", "html"), OTHER.values(), ids=list(OTHER))
def test_other_words_or_numbers_are_told(plain: str, html: str) -> None:
    assert differ(plain, html)


@given(st.text(alphabet="ab 12.\n>", max_size=60))
@example("1\n2.")
def test_a_text_in_a_page_says_the_same(text: str) -> None:
    page = "<pre>" + text.replace(">", "&gt;") + "</pre>"

    assert not differ(text, page)


def alternative(plain: str, html: str) -> bytes:
    return (
        "From: a@b.example\nSubject: x\nMIME-Version: 1.0\n"
        "Content-Type: multipart/alternative; boundary=cut\n\n"
        f"--cut\nContent-Type: text/plain; charset=utf-8\n\n{plain}\n"
        f"--cut\nContent-Type: text/html; charset=utf-8\n\n{html}\n--cut--\n"
    ).encode()


@pytest.mark.parametrize(
    ("plain", "html", "flags"),
    [
        ("Three rounds.", "<p>Five rounds.", ("alternatives-differ",)),
        ("Three rounds.", "<p>Three rounds.", ()),
        ("Your program does not support HTML.", "<p>Five rounds.", ()),
    ],
)
def test_a_mail_whose_forms_differ_says_so(
    read: Read, plain: str, html: str, flags: tuple[str, ...]
) -> None:
    _, reading = read(alternative(plain, html), "x.eml")

    assert reading.flags == flags
