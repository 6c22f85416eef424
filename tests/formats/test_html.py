"""Web pages: the words as they are read, where links lead, what is hidden."""

import gc
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


def traced(reading: Reading) -> list[tuple[str, str]]:
    return [
        (each.kind, reading.text[each.start : each.end])
        for each in reading.traces
        if each.kind is not TraceKind.ADDED
    ]


def test_a_page_gives_its_words_and_its_title(read: Read) -> None:
    page = (
        "<!DOCTYPE html><title>Brief &amp; scope</title><meta name=author content=Anna>"
        "<script>var x = 'no'</script><h1>Scope</h1><p>Two <b>ro</b>unds.</p>"
        "<table><tr><td>Logo<td>500</table>"
    )

    _, reading = read(page.encode(), "saved.htm")

    assert reading.text == "Scope\n\nTwo rounds.\n\nLogo\t500"
    assert reading.title == "Brief & scope · saved"
    assert (reading.kind, reading.media_type) == (Kind.DOCUMENT, "text/html")
    assert reading.facts == {"title": "Brief & scope", "author": "Anna"}
    assert (reading.problem, reading.flags) == (None, ())
    check(reading)


@pytest.mark.parametrize(
    ("data", "flags"),
    [
        ("<html><meta charset=windows-1251><p>Правки".encode("cp1251"), ()),
        (
            '<html><meta http-equiv="Content-Type" content="text/html; charset=koi8-r">'
            "<p>Правки".encode("koi8-r"),
            (),
        ),
        ("<html><p>Правки".encode("utf-8-sig"), ()),
        ("<html><p>Правки".encode("utf-16"), ()),
        (b"<?xml version='1.0' encoding='utf-8'?><html><p>" + "Правки".encode(), ()),
        ("<html><p>Правки до пятницы".encode("cp1251"), ("charset-guessed",)),
    ],
)
def test_it_is_read_in_the_charset_that_it_says(
    read: Read, data: bytes, flags: tuple[str, ...]
) -> None:
    _, reading = read(data, "x.html")

    assert reading.text.startswith("Правки")
    assert reading.flags == flags


def test_links_show_where_they_lead_unless_their_words_do(read: Read) -> None:
    page = (
        "<html><p><a href='https://pay.example/x'>the terms</a> and "
        "<a href='http://www.a.example/'>www.a.example/</a>"
        "<a href='http://a.example/'>http://a.example</a> <a href='#top'>up</a>"
    )

    _, reading = read(page.encode())

    assert reading.text == (
        "the terms <https://pay.example/x> and www.a.example/ <http://www.a.example/>"
        "http://a.example up"
    )


def test_what_is_hidden_deleted_or_filled_in_is_told(read: Read) -> None:
    page = (
        "<html><p>a <span style='display: none'>secret</span> <del "
        "datetime='2025-03-01'>old</del> <ins>new</ins> <s>struck</s></p>"
        "<input value='Acme'> <input type=checkbox checked>Logo "
        "<input type=checkbox>Site<p hidden>last</p>"
    )

    _, reading = read(page.encode())

    assert reading.text == ("a secret [-old-] new struck\n\nAcme ☒ Logo ☐ Site\n\nlast")
    assert traced(reading) == [
        ("hidden", "secret"),
        ("deleted", "[-old-]"),
        ("inserted", "new"),
        ("struck", "struck"),
        ("hidden", "last"),
    ]
    assert reading.flags == ("hidden-text",)
    assert reading.traces[1].at == "2025-03-01"


def test_a_page_that_is_nested_without_end_is_read(read: Read) -> None:
    _, reading = read(b"<html>" + b"<div><del>" * 100_000 + b"deep", "x.html")

    assert reading.text.strip() == "deep"
    assert reading.flags == ("html-too-large",)
    check(reading)


def test_a_page_that_takes_too_long_keeps_its_words(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledger.formats.html.MOST_SECONDS", 0.01)
    gc.disable()  # its callbacks in other tests would swallow the time-out

    try:
        _, reading = read(b"<html>" + b"<p><del>word</del>" * 20_000, "x.html")
    finally:
        gc.enable()

    assert reading.text.count("word") == 20_000
    assert reading.flags == ("html-too-large",)


def test_a_page_too_large_to_look_at_keeps_its_words(read: Read) -> None:
    _, reading = read(b"<html>" + b"<p>word</p>" * 250_000, "x.html")

    assert reading.text.count("word") == 250_000
    assert reading.flags == ("html-too-large",)


TOKENS = (
    *("<p>", "</p>", "<del>", "</del>", "<ins>", "<a href=http://x.example>", "</a>"),
    *(
        "<td>",
        "<table>",
        "<pre>",
        "</pre>",
        "<span hidden>",
        "</span>",
        "<input value=x>",
    ),
    *("<title>t", "</title>", "<head>", "<br>", "words", " ", "слово", "<svg>", "<s>"),
    *(
        "<template>",
        "<!--",
        "-->",
        "&amp;",
        "\n",
        "</html>",
        "<select><option>",
        "<p hidden>",
    ),
)


@settings(deadline=None)
@given(tokens=st.lists(st.sampled_from(TOKENS), max_size=40))
def test_no_order_of_tags_breaks_the_reader(read: Read, tokens: list[str]) -> None:
    _, reading = read(("<html>" + "".join(tokens)).encode(), "x.html")

    check(reading)
    assert reading.problem is None
