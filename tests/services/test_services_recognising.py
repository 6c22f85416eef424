"""Scans: recognised in the background, page by page, once, and found by their words."""

import io
import threading
from dataclasses import replace
from typing import IO

import pytest
import typst
from pypdf import PdfReader
from pypdf import PdfWriter

from ledger.domain import scan as scan_of
from ledger.domain.document import Document
from ledger.domain.errors import BadInputError
from ledger.domain.reading import Reading
from ledger.domain.scan import Recogniser
from ledger.domain.scan import Scan
from ledger.opened import Ledger
from ledger.services import cutouts
from ledger.services import handlers
from ledger.services import rebuilding
from ledger.services import recognising
from ledger.services import requests
from ledger.services import scans
from ledger.services import searching
from ledger.services import showing
from ledger.services import stories
from ledger.services import working
from ledger.services.passages import Words
from ledger.store import waiting
from tests.acts import ACTOR
from tests.acts import bring
from tests.acts import every_document
from tests.acts import log_of
from tests.acts import nord
from tests.acts import work
from tests.conftest import Clock
from tests.scanned import ENGLISH
from tests.scanned import HOW
from tests.scanned import needs_tesseract
from tests.scanned import Reader
from tests.scanned import RUSSIAN
from tests.scanned import scan


@pytest.fixture
def reader(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> Reader:
    """What is asked instead of tesseract."""
    made = Reader()
    monkeypatch.setattr(ledger.box, "recogniser", lambda: HOW)
    monkeypatch.setattr(ledger.box, "recognise", made)
    return made


def read_only(ledger: Ledger) -> None:
    """Do what is quick: the files are read, and no scan is recognised."""
    working.run(ledger, lambda _number: None, kinds=handlers.QUICK)


def brought(ledger: Ledger, data: bytes, name: str = "Scan.pdf") -> Document:
    bring(ledger, {name: data})
    read_only(ledger)
    [document] = every_document(ledger)
    return document


def test_a_scan_is_taken_in_at_once_and_waits_for_its_words(ledger: Ledger) -> None:
    document = brought(ledger, scan(ENGLISH, RUSSIAN))

    shown = showing.show(ledger, document.id)
    with ledger.db.reading() as tx:
        waits = waiting.number(tx, kinds=["recognise"])

    assert scan_of.WAITS in document.flags
    assert shown.text.scans == {1: Scan.PICTURE, 2: Scan.PICTURE}
    assert shown.receipt.closed_at is not None
    assert waits == 1


@needs_tesseract
def test_the_words_of_a_scan_are_found_with_their_page_and_their_boxes(
    ledger: Ledger,
) -> None:
    document = brought(ledger, scan(ENGLISH, RUSSIAN))

    work(ledger)

    shown = showing.show(ledger, document.id)
    [finding] = searching.search(ledger, "вариант").findings
    start = shown.text.text.index("вариантах")
    [(number, [box])] = showing.rectangles(
        ledger, shown.document, [(start, start + 9)]
    ).items()
    assert shown.text.text == f"{ENGLISH}\f{RUSSIAN}"
    assert scan_of.READ in shown.document.flags
    assert scan_of.WAITS not in shown.document.flags
    assert "no-text" not in shown.document.flags
    assert shown.text.is_scan(start)
    assert (finding.document.id, finding.page) == (document.id, 2)
    assert number == 2
    assert 0 < box.x < box.x + box.width < 300


def mixed() -> bytes:
    """Return a page of letters, a scanned one, and another of letters."""
    source = b"#set page(width: 300pt, height: 200pt)\nTwo rounds.\n#pagebreak()\nEnd."
    made = typst.compile(source, format="pdf")
    assert isinstance(made, bytes)
    letters = PdfReader(io.BytesIO(made))
    writer = PdfWriter()
    writer.add_page(letters.pages[0])
    writer.append(PdfReader(io.BytesIO(scan(ENGLISH))))
    writer.add_page(letters.pages[1])
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_in_a_mixed_file_only_the_scanned_page_is_recognised(
    ledger: Ledger, reader: Reader
) -> None:
    document = brought(ledger, mixed())

    work(ledger)

    text = showing.show(ledger, document.id).text
    first, second, third = text.pages
    assert reader.asked == [(2, ("rus", "ron", "eng"))]
    assert text.text == "Two rounds.\fPage 2 grants three drafts\fEnd."
    assert text.text[third[2] : third[3]] == "End."
    assert text.scans == {2: Scan.READ}
    assert not text.is_scan(first[2])
    assert text.is_scan(second[2])


def test_a_recognition_that_breaks_off_goes_on_where_it_stopped(
    ledger: Ledger, reader: Reader
) -> None:
    document = brought(ledger, scan(*[ENGLISH] * 4))
    stop = threading.Event()
    reader.before = lambda page: stop.set() if page == 2 else None

    working.run(ledger, lambda _number: None, stop=stop)
    halfway = scans.progress(ledger, document)
    work(ledger)

    assert halfway is not None
    assert (halfway.done, halfway.of) == (2, 4)
    assert [page for page, _languages in reader.asked] == [1, 2, 3, 4]
    assert scans.progress(ledger, every_document(ledger)[0]) is None


def test_the_same_scan_in_another_place_is_not_recognised_again(
    ledger: Ledger, reader: Reader
) -> None:
    data = scan(ENGLISH)
    bring(ledger, {"a.pdf": data})
    bring(ledger, {"b.pdf": data, "c.pdf": data})

    work(ledger)

    texts = [showing.show(ledger, d.id).text.text for d in every_document(ledger)]
    assert set(texts) == {"Page 1 grants three drafts"}
    assert len(reader.asked) == 1


def test_a_page_that_cannot_be_recognised_spoils_no_other(
    ledger: Ledger, reader: Reader
) -> None:
    document = brought(ledger, scan(ENGLISH, ENGLISH))
    reader.fails = {1}

    work(ledger)

    shown = showing.show(ledger, document.id)
    assert [page for page, _languages in reader.asked].count(1) == 2
    assert shown.text.text == "\fPage 2 grants three drafts"
    assert shown.text.scans == {1: Scan.FAILED, 2: Scan.READ}
    assert scan_of.FAILED in shown.document.flags


def test_without_the_program_scans_wait_and_it_is_said_why(
    ledger: Ledger, clock: Clock, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger.box, "recogniser", lambda: None)
    bring(ledger, {"a.pdf": scan(ENGLISH), "b.pdf": scan(RUSSIAN)})
    work(ledger)
    document = every_document(ledger)[1]

    waits = scans.progress(ledger, document)
    monkeypatch.setattr(ledger.box, "recogniser", lambda: HOW)
    clock.now += recognising.LATER
    work(ledger)

    assert waits is not None
    assert waits.why == str(scans.MISSING)
    assert not waits.aside
    assert len(reader.asked) == 2
    assert scans.progress(ledger, showing.show(ledger, document.id).document) is None


@pytest.mark.usefixtures("reader")
def test_the_log_keeps_both_readings_and_says_how_the_newer_one_was_made(
    ledger: Ledger,
) -> None:
    brought(ledger, scan(ENGLISH))

    work(ledger)

    first, second = [e for e in log_of(ledger) if e.kind == "document.read"]
    assert (first.fields["parser"], second.fields["parser"]) == ("pdf", "tesseract")
    assert second.fields["program"] == "5.9"
    assert second.fields["languages"] == "rus+ron+eng"
    assert ledger.readings(first.blob("reading").digest).text == ""


@pytest.mark.usefixtures("reader")
def test_a_rebuild_makes_the_same_rows_of_scans(ledger: Ledger) -> None:
    brought(ledger, mixed())
    work(ledger)

    before, after = io.StringIO(), io.StringIO()
    rebuilding.dump(ledger, before)
    rebuilding.projections_anew(ledger)
    rebuilding.dump(ledger, after)

    assert before.getvalue() == after.getvalue()
    assert '"read"' in before.getvalue()


def test_a_scan_is_read_again_in_the_languages_that_were_chosen(
    ledger: Ledger, reader: Reader
) -> None:
    document = brought(ledger, scan(ENGLISH))
    work(ledger)

    recognising.again(ledger, ACTOR, document.id, ["ron"])
    work(ledger)

    shown = showing.show(ledger, document.id)
    used = [
        each.code for each in recognising.tongues(ledger, shown.document) if each.used
    ]
    assert [languages for _page, languages in reader.asked] == [
        ("rus", "ron", "eng"),
        ("ron",),
    ]
    assert used == ["ron"]
    assert scan_of.READ in shown.document.flags


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize("chosen", [[], ["xxx"]])
def test_only_languages_that_are_installed_can_be_chosen(
    ledger: Ledger, chosen: list[str]
) -> None:
    document = brought(ledger, scan(ENGLISH))

    with pytest.raises(BadInputError, match="eng, rus, ron"):
        recognising.again(ledger, ACTOR, document.id, chosen)


def test_what_waits_that_is_quicker_comes_before_the_next_page(
    ledger: Ledger, reader: Reader
) -> None:
    brought(ledger, scan(*[ENGLISH] * 3))
    seen: list[int] = []

    def before(page: int) -> None:
        if page == 1:
            bring(ledger, {"note.txt": b"Make the logo bigger."})
        seen.append(sum(d.reading is not None for d in every_document(ledger)))

    reader.before = before
    work(ledger)

    assert seen == [1, 2, 2]


def test_a_document_that_is_read_anew_meanwhile_is_recognised_by_its_newest_reading(
    ledger: Ledger, reader: Reader
) -> None:
    document = brought(ledger, scan(ENGLISH))
    reader.before = lambda _page: again(ledger, document.id)

    work(ledger)

    parsers = [e.fields["parser"] for e in log_of(ledger) if e.kind == "document.read"]
    assert parsers == ["pdf", "pdf", "tesseract"]


def again(ledger: Ledger, key: str) -> None:
    """Choose languages while the first recognition runs."""
    recognising.again(ledger, ACTOR, key, ["eng", "rus", "ron"])


@pytest.mark.usefixtures("reader")
def test_a_request_on_a_scan_shows_the_piece_of_the_page_and_what_is_doubtful(
    ledger: Ledger,
) -> None:
    project = nord(ledger)
    bring(ledger, {"Scan.pdf": scan(ENGLISH)}, project)
    work(ledger)
    [document] = every_document(ledger)

    words = Words(document=document.id, quote="grants three drafts")
    looked = requests.looked(ledger, words)
    made = requests.record(ledger, ACTOR, "NORD", words)
    cut = cutouts.of_passage(ledger, made.passage)

    told = [str(each) for each in looked.remarks]
    assert told == [
        "These words were read from a scan by a program; check them against the page.",
        "1 of them is doubtful: drafts.",
    ]
    assert set(told) <= {str(each) for each in stories.story(ledger, made.id).remarks}
    assert cut is not None
    assert (cut.page, cut.doubtful, cut.sure) == (1, ("drafts",), 65)
    assert [round(each.x) for each in cut.words] == [80, 120, 160]
    assert cut.piece.x <= 80
    assert cut.piece.x + cut.piece.width >= 190


@pytest.mark.usefixtures("reader")
def test_words_that_are_letters_of_the_file_have_no_piece_of_a_page(
    ledger: Ledger,
) -> None:
    document = brought(ledger, mixed())
    work(ledger)
    shown = showing.show(ledger, document.id).document

    assert cutouts.of(ledger, shown, 0, 10) is None
    assert cutouts.remarks(ledger, shown, 0, 10) == []


@pytest.mark.usefixtures("reader")
def test_a_hit_says_whether_its_words_were_read_from_a_scan(ledger: Ledger) -> None:
    brought(ledger, mixed())
    work(ledger)

    [scanned] = searching.search(ledger, "grants").findings
    [printed] = searching.search(ledger, "rounds").findings

    assert searching.search(ledger, "has:scan grants").total == 1
    assert searching.search(ledger, "grants -has:scan").total == 0
    assert (scanned.scan, scanned.page) == (True, 2)
    assert (printed.scan, printed.page) == (False, 1)


def test_a_picture_without_words_ends_without_any(
    ledger: Ledger, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing(source: IO[bytes], page: int, how: Recogniser) -> Reading:
        found = reader(source, page, how)
        empty = replace(found.pages[0], words=(), end=0)
        return replace(found, text="", language=None, pages=(empty,))

    monkeypatch.setattr(ledger.box, "recognise", nothing)
    document = brought(ledger, scan(ENGLISH))
    work(ledger)

    shown = showing.show(ledger, document.id)
    assert (shown.text.text, shown.text.scans) == ("", {})
    assert shown.document.flags == ("no-text",)
