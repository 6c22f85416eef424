"""Which pages of a PDF are scans, and which letters cannot be words."""

import io
from collections.abc import Callable

import pytest
import typst
from PIL import Image
from pypdf import PdfReader
from pypdf import PdfWriter

from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from ledger.domain.scan import Scan
from ledger.formats import page_scan
from tests.scanned import ENGLISH
from tests.scanned import scan

Read = Callable[..., tuple[list[Member], Reading]]

LONG = "The parties agree on two free rounds of changes, and on nothing else at all."


def letters(text: str, size: tuple[int, int] = (300, 200)) -> bytes:
    source = f"#set page(width: {size[0]}pt, height: {size[1]}pt)\n{text}"
    made = typst.compile(source.encode(), format="pdf")
    assert isinstance(made, bytes)
    return made


def joined(*files: bytes) -> bytes:
    writer = PdfWriter()
    for data in files:
        writer.append(PdfReader(io.BytesIO(data)))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def laid_over(scanned: bytes, over: bytes) -> bytes:
    """Return a scan with the first page of another file stamped on it."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(scanned)))
    writer.pages[0].merge_page(PdfReader(io.BytesIO(over)).pages[0])
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def unseen(data: bytes) -> bytes:
    """Return a file whose letters are never painted: text of rendering mode 3."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    content = writer.pages[0].get_contents()
    assert content is not None
    content.set_data(content.get_data().replace(b" 0 Tr", b" 3 Tr"))
    writer.pages[0].replace_contents(content)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_only_the_pages_without_letters_wait_in_a_mixed_file(read: Read) -> None:
    data = joined(letters(LONG), scan(ENGLISH), letters(LONG))

    _, reading = read(data, "mixed.pdf")

    assert [page.scan for page in reading.pages] == [None, Scan.PICTURE, None]
    assert reading.flags == ("waits-for-recognition",)


def test_an_empty_page_waits_for_nothing(read: Read) -> None:
    _, reading = read(letters(""), "empty.pdf")

    assert [page.scan for page in reading.pages] == [None]
    assert reading.flags == ("no-text",)


def test_a_stamp_on_a_scan_does_not_stand_for_its_words(read: Read) -> None:
    _, reading = read(laid_over(scan(ENGLISH), letters("Copy 17")), "stamped.pdf")

    assert reading.pages[0].scan is Scan.PICTURE
    assert "Copy 17" in reading.text


def test_words_that_another_program_recognised_are_marked_as_such(
    read: Read,
) -> None:
    data = laid_over(scan(ENGLISH), unseen(letters(LONG)))

    _, reading = read(data, "searchable.pdf")

    assert reading.pages[0].scan is Scan.LAYER
    assert reading.flags == ("read-from-a-scan",)
    assert "two free rounds" in " ".join(reading.text.split())


def test_in_languages_that_were_chosen_such_a_page_is_recognised_anew(
    read: Read,
) -> None:
    data = laid_over(scan(ENGLISH), unseen(letters(LONG)))

    _, reading = read(data, "searchable.pdf", options={"languages": "eng"})

    assert reading.pages[0].scan is Scan.GARBLED
    assert reading.flags == ("waits-for-recognition",)


def test_letters_over_a_picture_that_are_painted_are_letters(read: Read) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (300, 200), "beige").save(picture, "PDF", resolution=72)

    _, reading = read(laid_over(picture.getvalue(), letters(LONG)), "letterhead.pdf")

    assert reading.pages[0].scan is None


@pytest.mark.parametrize(
    "text",
    [
        "\ufffd" * 30,
        "\ue001\ue002\ue003" * 10,
        "ÄîãîâîðÎêàçàíèÿÓñëóã",  # Cyrillic read as Latin letters with accents
        "\ufffd",
    ],
)
def test_these_letters_are_no_words(text: str) -> None:
    assert page_scan.garbled(text)


@pytest.mark.parametrize(
    "text",
    [
        "ДоговоробоказанииуслугпоразработкелоготипаинаэтомвсёÀ",
        "Înceășțiînîntâiașăîșițărâțâțâță"[:20] + "toatecelealtecuvinte",
        "RechnungfürMüllerundSöhneüberÜberführung",
        "42",
        "12345678901234567890,00€",
    ],
)
def test_these_letters_are_words(text: str) -> None:
    assert not page_scan.garbled(text)
