"""Scans on pages: the mark wherever their words are shown, and how far they are."""

import io

import pytest
from PIL import Image

from ledger.opened import Ledger
from ledger.services import contracts
from ledger.services import handlers
from ledger.services import indexing
from ledger.services import projects
from ledger.services import requests
from ledger.services import working
from ledger.services.passages import Words
from tests.acts import ACTOR
from tests.acts import bring
from tests.acts import every_document
from tests.acts import nord
from tests.acts import work
from tests.scanned import ENGLISH
from tests.scanned import HOW
from tests.scanned import Reader
from tests.scanned import scan
from tests.web.browser import Browser

MARK = "Read from a scan"


@pytest.fixture
def reader(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> Reader:
    """What is asked instead of tesseract."""
    made = Reader()
    monkeypatch.setattr(ledger.box, "recogniser", lambda: HOW)
    monkeypatch.setattr(ledger.box, "recognise", made)
    return made


@pytest.fixture
def scanned(ledger: Ledger, reader: Reader) -> str:
    """The id of a scan that was recognised."""
    assert not reader.asked
    bring(ledger, {"Scan.pdf": scan(ENGLISH)}, nord(ledger))
    work(ledger)
    indexing.catch_up(ledger)
    return every_document(ledger)[0].id


def test_a_scan_says_what_it_is_by_what_and_how_surely(
    client: Browser, scanned: str
) -> None:
    page = client.read(f"/documents/{scanned}")

    assert MARK in page
    assert "tesseract 5.9" in page
    assert "Mean confidence, of 100" in page
    assert "rus+ron+eng" in page
    claimed, _heading, known = page.partition("How its words were recognised")
    assert "Mean confidence" not in claimed
    assert "it proves nothing by itself" not in known


def test_doubtful_words_are_marked_in_the_text_and_on_the_page(
    client: Browser, scanned: str
) -> None:
    text = client.read(f"/documents/{scanned}?view=text")
    layer = client.read(f"/documents/{scanned}/pages/1/words")

    assert text.count('class="traced doubtful"') == 1
    assert ">drafts</span>" in "".join(text.split("\n"))
    assert layer.count('class="unsure"') == 1


def test_a_hit_in_a_scan_bears_the_mark(client: Browser, scanned: str) -> None:
    page = client.read("/search?q=grants")

    assert scanned in page
    assert MARK in page


def test_a_request_on_a_scan_shows_the_piece_of_the_page(
    client: Browser, ledger: Ledger, scanned: str
) -> None:
    words = Words(document=scanned, quote="grants three drafts")
    made = requests.record(ledger, ACTOR, "NORD", words)

    asked = client.read(f"/documents/{scanned}/request?quote=grants+three+drafts")
    told = client.read(f"/requests/{made.label}")

    for page in (asked, told):
        assert f'<image href="/documents/{scanned}/pages/1.jpg"' in page
        assert "check them against the page" in page
        assert "1 of them is doubtful: drafts." in page


@pytest.mark.usefixtures("reader")
def test_a_term_on_doubtful_words_waits_until_somebody_looked_at_the_page(
    client: Browser, ledger: Ledger, scanned: str
) -> None:
    typed = {
        "name": "free-rounds",
        "number": "3",
        "per": "deliverable",
        "document": scanned,
        "quote": "grants three drafts",
        "from": "2025-01-01",
    }

    asked = client.submit("/projects/NORD/terms/new", **typed)
    project = projects.find(ledger, "NORD")
    before = contracts.terms(ledger, project)
    client.submit("/projects/NORD/terms/new", **typed, looked="yes")

    text = asked.get_data(as_text=True)
    assert "of a scan may have been misread: drafts." in text
    assert f'<image href="/documents/{scanned}/pages/1.jpg"' in text
    assert "I compared the words with the page" in text
    assert before == []
    [told] = contracts.terms(ledger, project)
    assert told.term.quote == "grants three drafts"


def test_a_scan_that_waits_says_how_far_it_is(client: Browser, ledger: Ledger) -> None:
    bring(ledger, {"Scan.pdf": scan(ENGLISH, ENGLISH)})
    working.run(ledger, lambda _number: None, kinds=handlers.QUICK)
    key = every_document(ledger)[0].id

    waits = client.read(f"/documents/{key}")
    work(ledger)
    done = client.read(f"/documents/{key}/recognition")

    assert "The words in the pictures of 2 pages wait to be recognised" in waits
    assert f'hx-get="/documents/{key}/recognition"' in waits
    assert "The words in its pictures were recognised." in done


def test_a_scan_is_recognised_again_in_chosen_languages(
    client: Browser, ledger: Ledger, scanned: str, reader: Reader
) -> None:
    client.submit(f"/documents/{scanned}/languages", language=["ron"])
    work(ledger)

    assert [languages for _page, languages in reader.asked][-1] == ("ron",)


def test_languages_that_are_not_installed_are_refused(
    client: Browser, scanned: str
) -> None:
    client.submit(f"/documents/{scanned}/languages", language=["xxx"])

    page = client.read(f"/documents/{scanned}")
    assert "Choose languages that are installed here: eng, rus, ron." in page


def test_an_image_is_shown_as_a_page(client: Browser, ledger: Ledger) -> None:
    bring(ledger, {"Board.tiff": tiff()})
    working.run(ledger, lambda _number: None, kinds=handlers.QUICK)
    key = every_document(ledger)[0].id

    page = client.read(f"/documents/{key}")
    picture = client.get(f"/documents/{key}/pages/2.jpg")

    assert "Page 2 of 2" in page
    assert picture.data.startswith(b"\xff\xd8\xff")


def test_health_says_what_waits_without_the_program(
    client: Browser, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger.box, "recogniser", lambda: None)
    bring(ledger, {"Scan.pdf": scan(ENGLISH)})
    work(ledger)

    page = client.read("/health")

    assert "1 document waits for it." in page
    assert "apt install tesseract-ocr tesseract-ocr-rus" in page


def tiff() -> bytes:
    """Return two pages in one file."""
    out = io.BytesIO()
    pages = [Image.new("L", (90, 120), 255), Image.new("L", (120, 90), 255)]
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:])
    return out.getvalue()
