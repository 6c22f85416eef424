"""What every format promises, and what becomes of a file that none can read."""

import io
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from ledger import formats
from ledger.domain import problems
from ledger.domain.reading import Kind
from ledger.domain.reading import Member
from ledger.domain.reading import Reading

Read = Callable[..., tuple[list[Member], Reading]]

STARTS = (
    b"",
    b"From: a@b.example\nSubject: x\n",
    b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n",
    b"From: a@b.example\nContent-Type: text/html; charset=koi8-r\n\n<p>",
    b"From: a@b.example\nTo: =?koi8-r?b?",
    b"From a@b.example Mon Jul  1 10:00:00 1996\nSubject: x\n\n",
    b"%PDF-1.4\n1 0 obj\n",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"PK\x03\x04",
)


def zipped(name: str, size: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, b"0" * size)
    return out.getvalue()


def check(reading: Reading) -> None:
    """Assert the promises that hold for every reading."""
    assert "".join(reading.text[s.start : s.end] for s in reading.segments) == (
        reading.text if reading.segments else ""
    )
    assert bool(reading.segments) == bool(reading.text)
    edges = [part.start for part in reading.segments[1:]]
    assert edges == [part.end for part in reading.segments[:-1]]
    for trace in reading.traces:
        assert 0 <= trace.start < trace.end <= len(reading.text)
    starts = [trace.start for trace in reading.traces]
    assert starts == sorted(starts)
    for page in reading.pages:
        assert 0 <= page.start <= page.end <= max(len(reading.text), page.end)
        for word in page.words:
            assert page.start <= word.start < word.end <= page.end
            assert not set(reading.text[word.start : word.end]) & set(" \n\f")
    assert Reading.from_bytes(reading.to_bytes()) == reading
    reading.text.encode()
    reading.title.encode()


@settings(deadline=None)
@given(start=st.sampled_from(STARTS), rest=st.binary(max_size=400))
def test_no_bytes_break_a_reader(read: Read, start: bytes, rest: bytes) -> None:
    members, reading = read(start + rest, "x.eml")

    check(reading)
    assert len({member.place for member in members}) == len(members)


@settings(deadline=None)
@given(
    head=st.lists(
        st.sampled_from(
            (
                b"From: \xcf\xf0\xe8\xe2\xe5\xf2 <a@b.example>",
                b"Content-Type: multipart/alternative; boundary=x",
                b"Content-Type: multipart/related; boundary=x",
                b"Content-Type: text/html",
                b"Content-Type: message/rfc822",
                b"Content-Transfer-Encoding: base64",
                b"Content-Transfer-Encoding: x-uuencode",
                b"Content-Disposition: attachment; filename*0*=utf-8''%D0",
                b"Content-Disposition: attachment; filename*=x",
                b"Date: Mon, 3 Mar 2025 10:00:00 +0200",
                b"",
                b"--x",
                b"--x--",
                b"<blockquote>a<p>b</blockquote>",
                b"> quoted",
                b"-- ",
                b"begin 644 x",
                b"On Monday <a@b.example> wrote:",
            )
        ),
        max_size=25,
    )
)
def test_no_order_of_lines_breaks_the_reader_of_mail(
    read: Read, head: list[bytes]
) -> None:
    _, reading = read(b"Subject: x\nFrom: y\n" + b"\n".join(head), "x.eml")

    check(reading)
    assert reading.kind is Kind.MAIL
    assert reading.problem is None


def test_an_empty_file_is_said_to_be_empty(read: Read) -> None:
    _, reading = read(b"", "contract.pdf")

    assert reading.kind is Kind.FILE
    assert reading.problem == "This file is empty; the original is kept."


def test_a_zip_bomb_named_like_a_mail_is_an_archive_and_stays_closed(
    read: Read,
) -> None:
    members, reading = read(zipped("bomb", 50_000_000), "bomb.eml")

    assert members == []
    assert reading.kind is Kind.ARCHIVE
    assert reading.problem == problems.GROWS


@pytest.mark.parametrize(
    ("data", "name", "kind", "media_type"),
    [
        (b"\x89PNG\r\n\x1a\n....", "x.pdf", Kind.IMAGE, "image/png"),
        (b"\xff\xd8\xff\xe0....", "", Kind.IMAGE, "image/jpeg"),
        (b"RIFF....WEBPVP8 ", "", Kind.IMAGE, "image/webp"),
        (b"\x1f\x8b\x08....", "a.txt", Kind.ARCHIVE, "application/gzip"),
        (b"BEGIN:VCALENDAR\r\n", "a", Kind.EVENT, "text/calendar"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1..", "a.msg", Kind.MAIL, None),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1..", "a.xls", Kind.SPREADSHEET, None),
        (b"\0\1\2\3" * 50, "letter.txt", Kind.FILE, "application/octet-stream"),
        (zipped("word/document.xml", 9), "a.zip", Kind.DOCUMENT, None),
        (zipped("xl/workbook.xml", 9), "a.zip", Kind.SPREADSHEET, None),
        (zipped("photo.jpg", 9), "a.docx", Kind.ARCHIVE, "application/zip"),
    ],
)
def test_what_cannot_be_read_yet_is_kept_under_its_kind(
    read: Read, data: bytes, name: str, kind: Kind, media_type: str | None
) -> None:
    members, reading = read(data, name)

    assert (members, reading.text) == ([], "")
    assert reading.kind is kind
    assert reading.media_type == (media_type or reading.media_type)
    assert reading.problem is not None
    assert reading.problem.endswith("; the original is kept.")


def test_a_reader_that_fails_ends_in_a_sentence(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr("ledger.formats.eml.segments", fail)

    members, reading = read(
        b"From: a@b.example\nSubject: x\nContent-Type: multipart/mixed; boundary=b\n\n"
        b"--b\nContent-Disposition: attachment; filename=a.bin\n\n1\n--b--\n"
    )

    assert [member.data for member in members] == [b"1"]
    assert reading.kind is Kind.MAIL
    assert reading.problem is not None
    assert "damaged" in reading.problem


def test_every_format_is_found_by_looking_into_the_folder() -> None:
    found = {form.PARSER: form for form in formats.all_formats()}

    ours = {"docx", "html", "markdown", "odt", "rtf", "telegram", "whatsapp"}
    assert {"eml", "image", "mbox", "msg", "pdf", "text"} | ours <= set(found)
    assert all(form.VERSION >= 1 and form.MEDIA_TYPES for form in found.values())


def test_text_is_read_in_the_charset_its_bytes_show(read: Read) -> None:
    _, reading = read("Правки до пятницы,\r\nспасибо".encode("cp1251"), "notes.txt")

    assert reading.text == "Правки до пятницы,\nспасибо"
    assert reading.language == "ru"
    assert (reading.title, reading.kind) == ("notes", Kind.DOCUMENT)


def test_a_text_above_the_limit_is_kept_unread(read: Read) -> None:
    _, reading = read(b"words " * 300_000, "log.txt", most=1024 * 1024)

    assert reading.text == ""
    assert reading.problem == (
        "This file is larger than 1 MB and was not read; the original is kept."
    )
