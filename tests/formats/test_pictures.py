"""Pictures of pages: set straight, freed of grain, and their words put in order."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from ledger.domain.scan import Recogniser
from ledger.formats.pictures import alphabets
from ledger.formats.pictures import dust
from ledger.formats.pictures import recognising
from ledger.formats.pictures import tesseract
from ledger.formats.pictures import upright
from ledger.formats.pictures.recognising import Sheet
from ledger.formats.pictures.tesseract import Seen
from ledger.samples import scans
from ledger.samples.scans import Wear
from tests.scanned import sheet

LINES = ("The logo is delivered in two drafts.", "Two rounds of changes are free.")
HOW = Recogniser(program="/none", version="5", languages=("eng", "rus"), finds_top=True)
TABLE = (
    "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight"
    "\tconf\ttext\n"
    "4\t1\t1\t1\t1\t0\t10\t10\t90\t20\t-1\t\n"
    "5\t1\t1\t1\t1\t1\t10\t10\t40\t20\t96.41\tTwo\n"
    "5\t1\t1\t1\t1\t2\t60\t10\t40\t20\t-1\t \n"
    "5\t1\t1\t1\t1\t3\t60\t10\t40\t20\t41.2\trounds\n"
    "5\tbroken row\n"
)


@pytest.mark.parametrize("askew", [-4.0, -1.5, 0.8, 3.0])
def test_a_page_that_lies_askew_is_set_straight(askew: float) -> None:
    page = scans.page(LINES * 3, size=9, paper=(420, 300), dpi=150)
    worn = scans.worn(page, Wear(askew=askew), Random(1))  # noqa: S311

    assert upright.skew(worn) == pytest.approx(-askew, abs=0.3)


@pytest.mark.parametrize("turned", [0, 90])
def test_a_straight_page_is_left_as_it_is(turned: int) -> None:
    page = scans.page(LINES, size=9, paper=(420, 300), dpi=100).rotate(turned)

    assert upright.skew(page) == 0.0


def test_an_empty_page_has_no_angle() -> None:
    assert upright.skew(Image.new("L", (300, 200), "white")) == 0.0


@given(
    st.floats(-6, 6),
    st.tuples(st.integers(20, 400), st.integers(20, 400)),
    st.tuples(st.floats(0, 1), st.floats(0, 1)),
)
def test_every_point_of_a_turned_page_leads_back_to_its_own(
    angle: float, size: tuple[int, int], at: tuple[float, float]
) -> None:
    made, back = upright.turned(Image.new("L", size, 255), angle)
    undone, forth = upright.turned(Image.new("L", size, 255), -angle)
    middle = made.width / 2, made.height / 2

    x, y = back(*middle)

    assert undone.size == pytest.approx(made.size, abs=2)
    assert (x, y) == pytest.approx((size[0] / 2, size[1] / 2))
    point = at[0] * made.width, at[1] * made.height
    there = back(*point)
    away = (point[0] - middle[0]) ** 2 + (point[1] - middle[1]) ** 2
    assert (there[0] - x) ** 2 + (there[1] - y) ** 2 == pytest.approx(away, abs=1e-6)
    assert forth(undone.width / 2, undone.height / 2) == pytest.approx((x, y))


def test_a_clean_page_is_not_smoothed_and_a_grainy_one_is() -> None:
    page = sheet(*LINES)
    grainy = scans.worn(page, Wear(dust=30), Random(2))  # noqa: S311

    assert dust.smoothed(page, 150) is page
    assert dust.smoothed(grainy, 150) is not grainy


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("логотип cто", "логотип сто"),
        ("paботка no договору", "работка по договору"),
        ("the lоgo еn route", "the logo en route"),
        ("А B С", "А B С"),
        ("IBМ сервер", "IBM сервер"),
        ("iPhone версия", "iPhone версия"),
        ("două runde de modificări aşa", "două runde de modificări așa"),
    ],
)
def test_a_word_has_one_alphabet(read: str, right: str) -> None:
    words = alphabets.set_right([read.split()], ("eng", "rus", "ron"))

    assert " ".join(words) == right


@given(st.lists(st.lists(st.text("aсe логtип12-", min_size=1), max_size=5), max_size=4))
def test_no_word_is_lost_or_changes_its_length(lines: list[list[str]]) -> None:
    words = alphabets.set_right(lines, ("eng", "rus"))

    assert list(map(len, words)) == [len(word) for line in lines for word in line]


def test_a_table_of_words_is_read_row_by_row() -> None:
    found = tesseract._seen(TABLE)  # noqa: SLF001 - what stands in it is hostile

    assert [(each.text, each.confidence) for each in found] == [
        ("Two", 96),
        ("rounds", 41),
    ]
    assert found[0].box == (10.0, 10.0, 50.0, 30.0)


def seen(text: str, line: int, confidence: int = 90, block: int = 1) -> Seen:
    return Seen(text, (str(block), "1", str(line)), (10, 10 * line, 50, 20), confidence)


def read_as(monkeypatch: pytest.MonkeyPatch, *found: Seen) -> str:
    def look(*_: object) -> tuple[Seen, ...]:
        return found

    monkeypatch.setattr(tesseract, "look", look)
    page = Sheet(Image.new("L", (100, 100), 255), 100, 72.0, 72.0)
    reading = recognising.reading(page, 1, HOW)
    assert "".join(
        reading.text[word.start : word.end] for word in reading.pages[0].words
    ) == "".join(reading.text.split())
    return reading.text


def test_words_make_lines_and_lines_make_paragraphs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = seen("Two", 1), seen("rounds", 1), seen("free", 2), seen("End", 1, block=2)

    assert read_as(monkeypatch, *found) == "Two rounds\nfree\n\nEnd"


def test_a_word_that_is_parted_at_the_end_of_its_line_is_one_word(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = seen("modi-", 1), seen("fied", 2), seen("A-", 3), seen("B", 4)

    assert read_as(monkeypatch, *found) == "modi\u00ad\nfied\nA-\nB"


def test_specks_are_no_words(monkeypatch: pytest.MonkeyPatch) -> None:
    found = seen("~", 1, 12), seen("—", 1, 80), seen("x", 1, 3), seen("\x01", 1, 90)

    assert read_as(monkeypatch, *found) == "— x"


def test_a_page_that_is_hardly_read_is_looked_at_again_without_its_top(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    modes = []

    def look(_picture: object, _dpi: int, _how: object, mode: int) -> tuple[Seen, ...]:
        modes.append(mode)
        sure = 20 if mode == tesseract.WITH_TOP else 90
        return (replace(seen(f"mode{mode}", 1), confidence=sure),)

    monkeypatch.setattr(tesseract, "look", look)
    page = Sheet(Image.new("L", (100, 100), 255), 100, 72.0, 72.0)

    reading = recognising.reading(page, 1, HOW)

    assert modes == [tesseract.WITH_TOP, tesseract.WHOLE_PAGE]
    assert reading.text == "mode3"


def test_a_program_that_does_not_start_says_nothing_of_the_page() -> None:
    with pytest.raises(tesseract.NotRecognisedError):
        tesseract.look(Image.new("L", (10, 10)), 72, HOW, tesseract.WHOLE_PAGE)
