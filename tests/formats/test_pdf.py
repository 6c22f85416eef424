"""PDF: the words, where they stand, and what the file says of itself."""

import io
from collections.abc import Callable

import pytest
import typst
from PIL import Image
from pypdf import PdfReader
from pypdf import PdfWriter
from pypdf.constants import PageLabelStyle

from ledger.domain.reading import Kind
from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from ledger.formats import pdf
from ledger.formats.timing import at_most
from ledger.formats.timing import TookTooLongError

Read = Callable[..., tuple[list[Member], Reading]]

CONTRACT = """
#set document(title: "Договор 7", author: "Desk")
#set page(width: 300pt, height: 400pt, margin: 50pt)
#set text(size: 12pt)
= Revisions
Two rounds are free.
#pagebreak()
Доработки: две бесплатно. Revizii: două gratuite 😀.
"""


@pytest.fixture(scope="module")
def contract() -> bytes:
    made = typst.compile(CONTRACT.encode(), format="pdf")
    assert isinstance(made, bytes)
    return made


def changed(data: bytes, change: Callable[[PdfWriter], object]) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_the_words_of_all_pages_are_one_text(read: Read, contract: bytes) -> None:
    _, reading = read(contract, "Contract 7.pdf")

    first, second = reading.pages
    assert reading.kind is Kind.DOCUMENT
    assert reading.title == "Contract 7"
    assert "Two rounds are free." in reading.text[first.start : first.end]
    words = " ".join(reading.text[second.start : second.end].split())
    assert words == "Доработки: две бесплатно. Revizii: două gratuite 😀."
    assert reading.text[first.end] == "\f"
    assert (second.number, second.width, second.height) == (2, 300, 400)
    assert reading.facts["title"] == "Договор 7"
    assert reading.facts["author"] == "Desk"
    assert reading.facts["pages"] == "2"


def test_each_word_has_its_box_on_the_page(read: Read, contract: bytes) -> None:
    _, reading = read(contract, "a.pdf")

    words = {reading.text[w.start : w.end]: w for p in reading.pages for w in p.words}
    head, two, free = words["Revisions"], words["Two"], words["free."]
    assert head.y1 < two.y0
    assert two.x1 < free.x0
    assert 49 <= two.x0 <= 52
    assert 49 <= head.y0 < head.y1 <= 80
    assert {"Доработки:", "две", "două"} <= set(words)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_has_its_boxes_where_they_are_seen(
    read: Read, contract: bytes, turn: int
) -> None:
    data = changed(contract, lambda writer: writer.pages[0].rotate(turn))

    _, reading = read(data, "a.pdf")

    page = reading.pages[0]
    two = next(w for w in page.words if reading.text[w.start : w.end] == "Two")
    image = Image.open(io.BytesIO(pdf.render(data, 1, 2.0).data)).convert("L")
    assert (page.width, page.height) == ((300, 400) if turn == 180 else (400, 300))
    assert image.size == (page.width * 2, page.height * 2)
    box = [round(2 * side) for side in (two.x0 - 1, two.y0 - 1, two.x1 + 1, two.y1 + 1)]
    darkest, _ = image.crop((box[0], box[1], box[2], box[3])).getextrema()
    assert isinstance(darkest, int)
    assert darkest < 100


def test_a_word_cut_at_the_end_of_a_line_is_joined_by_a_soft_hyphen(read: Read) -> None:
    narrow = b"#set page(width: 120pt, margin: 10pt)\n#set par(justify: true)\n"
    narrow += b"Responsibility notwithstanding considerations of acknowledgement."
    data = typst.compile(narrow, format="pdf")
    assert isinstance(data, bytes)

    _, reading = read(data, "a.pdf")

    assert "\u00ad\n" in reading.text
    assert "considerations" in reading.text.replace("\u00ad\n", "")
    assert all(word.y1 - word.y0 < 20 for word in reading.pages[0].words)


def test_a_pdf_that_needs_a_password_says_so(read: Read, contract: bytes) -> None:
    data = changed(contract, lambda writer: writer.encrypt("secret"))

    _, reading = read(data, "a.pdf")

    assert reading.problem == (
        "This PDF needs a password to be read; the original is kept."
    )
    assert (reading.kind, reading.text) == (Kind.DOCUMENT, "")


def test_a_pdf_with_an_empty_password_is_read(read: Read, contract: bytes) -> None:
    data = changed(contract, lambda writer: writer.encrypt("", "owner"))

    _, reading = read(data, "a.pdf")

    assert "Two rounds are free." in reading.text
    assert reading.flags == ("encrypted",)
    assert reading.facts["encrypted"] == "with an empty password"


def test_a_page_without_text_is_a_page_still(read: Read) -> None:
    out = io.BytesIO()
    Image.new("RGB", (200, 100), "white").save(out, "PDF")

    _, reading = read(out.getvalue(), "scan.pdf")

    assert (reading.text, reading.problem) == ("", None)
    assert reading.flags == ("waits-for-recognition",)
    assert len(reading.pages) == 1


def test_a_label_is_kept_where_it_differs(read: Read, contract: bytes) -> None:
    data = changed(
        contract,
        lambda writer: writer.set_page_label(
            0, 1, PageLabelStyle.LOWERCASE_ROMAN, start=3
        ),
    )

    _, reading = read(data, "a.pdf")

    assert [page.label for page in reading.pages] == ["iii", "iv"]


@pytest.mark.parametrize("cut", [0.2, 0.5, 0.9])
def test_a_damaged_pdf_ends_in_a_sentence_or_in_its_words(
    read: Read, contract: bytes, cut: float
) -> None:
    _, reading = read(contract[: int(len(contract) * cut)], "a.pdf")

    assert reading.kind is Kind.DOCUMENT
    assert reading.problem or reading.pages


def test_a_page_is_shown_as_a_picture(contract: bytes) -> None:
    picture = pdf.render(contract, 2, 1.5)

    assert (picture.width, picture.height) == (450, 600)
    assert Image.open(io.BytesIO(picture.data)).format == "JPEG"


def test_a_picture_is_never_larger_than_the_cap(contract: bytes) -> None:
    picture = pdf.render(contract, 1, 1000)

    assert picture.width * picture.height <= 1.01 * pdf.MOST_PIXELS


def test_a_page_that_is_not_there_is_refused(contract: bytes) -> None:
    with pytest.raises(IndexError):
        pdf.render(contract, 3, 1)


def without_an_end() -> None:
    while True:
        pass


def test_python_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(TookTooLongError), at_most(0.1):
        without_an_end()
