"""What is recognised is laid into the whole so that every offset fits."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from ledger.domain import recognised
from ledger.domain import scan as scans
from ledger.domain.reading import Kind
from ledger.domain.reading import Page
from ledger.domain.reading import Reading
from ledger.domain.reading import Segment
from ledger.domain.reading import SegmentKind
from ledger.domain.reading import Word
from ledger.domain.scan import Recogniser
from ledger.domain.scan import Scan

HOW = Recogniser(program="/t", version="5.3", languages=("eng",), finds_top=True)
WORDS = st.lists(st.text("abcжз", min_size=1, max_size=6), max_size=5)
STATES = st.sampled_from([None, Scan.PICTURE, Scan.GARBLED, Scan.LAYER])


def words_of(listed: list[str], at: int, *, sure: int | None, top: float) -> list[Word]:
    """Return words parted by single spaces, side by side on a line of the page."""
    made = []
    for number, each in enumerate(listed):
        left = number * 20.0
        box = (left, top, left + 18, top + 10)
        made.append(Word(at, at + len(each), *box, sure))
        at += len(each) + 1
    return made


def page_of(
    number: int, listed: list[str], at: int, *, sure: int | None = None, top: float = 0
) -> Page:
    length = len(" ".join(listed))
    words = tuple(words_of(listed, at, sure=sure, top=top))
    return Page(number, at, at + length, 200, 100, None, words)


def reading_of(pages: list[tuple[list[str], Scan | None]]) -> Reading:
    made, pieces, at = [], [], 0
    for number, (listed, state) in enumerate(pages, 1):
        made.append(replace(page_of(number, listed, at), scan=state))
        pieces.append(" ".join(listed))
        at += len(pieces[-1]) + 1
    text = "\f".join(pieces)
    text = text if text.strip() else ""
    return Reading(
        parser="pdf",
        version=2,
        kind=Kind.DOCUMENT,
        media_type="application/pdf",
        text=text,
        segments=(Segment(SegmentKind.OWN, 0, len(text)),) if text else (),
        pages=tuple(made),
        flags=("encrypted", scans.WAITS),
        facts={"pages": str(len(pages))},
    )


def found_of(listed: list[str], *, sure: int = 90, top: float = 50) -> Reading:
    return Reading(
        parser="tesseract",
        version=1,
        kind=Kind.IMAGE,
        media_type="",
        text=" ".join(listed),
        language="en" if listed else None,
        pages=(page_of(1, listed, 0, sure=sure, top=top),),
    )


@given(st.lists(st.tuples(WORDS, STATES, st.none() | WORDS), min_size=1, max_size=5))
def test_every_word_stands_where_it_says_and_pages_lie_side_by_side(
    given_pages: list[tuple[list[str], Scan | None, list[str] | None]],
) -> None:
    base = reading_of([(own, state) for own, state, _seen in given_pages])
    found = {
        number: found_of(seen) if seen is not None else None
        for number, (_own, state, seen) in enumerate(given_pages, 1)
        if state and state.waits
    }

    whole = recognised.whole(base, found, HOW)

    at = 0
    for page, (own, state, seen) in zip(whole.pages, given_pages, strict=True):
        assert page.start == at
        at = page.end + 1
        said = [whole.text[word.start : word.end] for word in page.words]
        shown = " ".join(whole.text[page.start : page.end].split())
        if state is None or not state.waits or seen is None:
            assert said == own
        elif state is Scan.GARBLED:
            assert said == seen
        else:
            assert said == [*own, *seen]
        assert shown == " ".join(said)
    assert not whole.text or at == len(whole.text) + 1
    assert recognised.waiting(whole) == ()
    assert Reading.from_bytes(whole.to_bytes()) == whole
    ends = [(part.start, part.end) for part in whole.segments]
    assert ends == ([(0, len(whole.text))] if whole.text else [])


def test_what_stands_there_as_letters_is_not_told_twice() -> None:
    base = reading_of([(["Copy", "17"], Scan.PICTURE)])
    seen = found_of(["C0py", "17", "Two", "rounds"], top=1)
    words = [
        word if word.start < 7 else replace(word, y0=50.0, y1=60.0)
        for word in seen.pages[0].words
    ]
    seen = replace(seen, pages=(replace(seen.pages[0], words=tuple(words)),))

    whole = recognised.whole(base, {1: seen}, HOW)

    assert " ".join(whole.text.split()) == "Copy 17 Two rounds"
    assert [word.confidence for word in whole.pages[0].words] == [None, None, 90, 90]


def test_the_reading_says_by_what_and_how_surely_it_was_recognised() -> None:
    base = reading_of([([], Scan.PICTURE), (["own"], None), ([], Scan.PICTURE)])
    found = {1: found_of(["sure"], sure=96), 3: found_of(["hardly"], sure=30)}

    whole = recognised.whole(base, found, HOW)

    assert (whole.parser, whole.version, whole.language) == ("tesseract", 1, "en")
    assert whole.flags == ("encrypted", scans.READ)
    assert whole.facts == {
        "pages": "3",
        "recognised by": "tesseract 5.3",
        "recognised languages": "eng",
        "recognised pages": "1, 3",
        "mean confidence": "63",
        "doubtful words": "1",
    }


def test_a_page_that_could_not_be_recognised_is_told() -> None:
    base = reading_of([([], Scan.PICTURE), ([], Scan.PICTURE)])

    whole = recognised.whole(base, {1: None, 2: found_of(["there"])}, HOW)

    assert whole.flags == ("encrypted", scans.READ, scans.FAILED)
    assert [page.scan for page in whole.pages] == [Scan.FAILED, Scan.READ]
    assert whole.text == "\fthere"


def test_a_file_without_any_word_says_so_and_a_picture_needs_none() -> None:
    base = reading_of([([], Scan.PICTURE)])

    empty = recognised.whole(base, {1: found_of([])}, HOW)
    photo = recognised.whole(
        replace(base, kind=Kind.IMAGE, flags=(scans.WAITS,)), {1: found_of([])}, HOW
    )

    assert (empty.text, empty.flags) == ("", ("encrypted", "no-text"))
    assert (photo.text, photo.flags) == ("", ())


def test_readings_that_were_kept_before_are_written_to_the_same_bytes() -> None:
    old = Reading(
        parser="pdf",
        version=1,
        kind=Kind.DOCUMENT,
        media_type="application/pdf",
        text="Two",
        pages=(Page(1, 0, 3, 10.0, 10.0, None, (Word(0, 3, 1.0, 1.0, 2.0, 2.0),)),),
    ).to_bytes()

    assert b"scan" not in old
    assert b"[[0,3,1.0,1.0,2.0,2.0]]" in old
    assert Reading.from_bytes(old).to_bytes() == old


def test_numbers_of_pages_are_told_in_runs() -> None:
    assert scans.listed([1, 2, 3, 7, 9, 10]) == "1-3, 7, 9-10"
