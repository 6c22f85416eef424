"""The safe view: nothing active, nothing remote, the mail's own images inside."""

import io
from base64 import b64decode

import pytest
from PIL import Image

from ledger.formats.safe_html import sanitise


def html_mail(html: str, *images: bytes) -> bytes:
    head = b"From: a@b.example\nSubject: x\nContent-Type: multipart/related;"
    parts = [b"Content-Type: text/html; charset=utf-8\n\n" + html.encode()]
    for number, image in enumerate(images):
        own = b"Content-Type: image/png\nContent-ID: <i%d>\n\n" % number
        parts.append(own + image)
    return head + b" boundary=b\n\n--b\n" + b"\n--b\n".join(parts) + b"\n--b--\n"


def png(size: tuple[int, int]) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '<a href="javascript:alert(1)">x</a>',
        "<svg onload=alert(1)>",
        '<meta http-equiv=refresh content="0;url=http://x.example">',
        '<form action="http://x.example"><input></form>',
        '<base href="http://x.example">',
        '<iframe src="http://x.example"></iframe>',
        '<img src="http://x.example/pixel.gif">',
        '<img src="//x.example/pixel.gif">',
        '<img src="data:image/svg+xml,x">',
        '<p style="background:url(http://x.example)">',
        '<table background="http://x.example">',
        '<link rel=stylesheet href="http://x.example">',
        "<style>@import 'http://x.example'</style>",
        "<object data='http://x.example'></object>",
    ],
)
def test_what_acts_or_calls_out_is_dropped(html: str) -> None:
    shown = sanitise(html_mail(f"<p>before</p>{html}<p>after</p>"))

    assert "before" in shown
    for word in ("script", "alert", "x.example", "onerror", "url(", "<svg", "<form"):
        assert word not in shown


def test_links_and_hidden_words_stay() -> None:
    shown = sanitise(
        html_mail('<a href="https://x.example/a">l</a><p style="display:none">seen</p>')
    )

    assert 'href="https://x.example/a"' in shown
    assert "<p>seen</p>" in shown


def test_an_image_of_the_mail_is_shown_written_anew() -> None:
    original = png((30, 20)) + b"<script>"

    shown = sanitise(html_mail('<img src="cid:i0">', original))

    data = b64decode(shown.partition("base64,")[2].partition('"')[0])
    assert Image.open(io.BytesIO(data)).size == (30, 20)
    assert b"script" not in data


def test_what_only_claims_to_be_an_image_is_dropped() -> None:
    assert "data:" not in sanitise(html_mail('<img src="cid:i0">', b"<svg/>"))


def test_an_image_too_large_to_open_is_dropped() -> None:
    assert "data:" not in sanitise(html_mail('<img src="cid:i0">', png((9000, 9000))))


def test_a_plain_mail_is_shown_as_it_stands() -> None:
    shown = sanitise(b"From: a@b.example\nSubject: x\n\n<b>1 < 2</b>\n")

    assert shown == "<pre>&lt;b&gt;1 &lt; 2&lt;/b&gt;\n</pre>"


def test_a_page_of_html_is_made_safe_too() -> None:
    shown = sanitise(b"<!DOCTYPE html><title>t</title><p onclick=x()>words")

    assert shown.strip() == "<p>words</p>"


def test_html_above_the_limit_is_shown_as_text() -> None:
    shown = sanitise(html_mail("<p>" + "x" * 2_100_000))

    assert shown.startswith("<pre>&lt;p&gt;xxx")
