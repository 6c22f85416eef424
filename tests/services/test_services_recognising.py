"""Scans: recognised in the background, page by page, once, and found by their words."""

from ledger.domain import scan as scan_of
from ledger.domain.document import Document
from ledger.domain.scan import Scan
from ledger.opened import Ledger
from ledger.services import handlers
from ledger.services import searching
from ledger.services import showing
from ledger.services import working
from ledger.store import waiting
from tests.acts import bring
from tests.acts import every_document
from tests.acts import work
from tests.scanned import ENGLISH
from tests.scanned import needs_tesseract
from tests.scanned import RUSSIAN
from tests.scanned import scan


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
