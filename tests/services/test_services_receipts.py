"""Receipts: what became of every file, and of every file inside them."""

import csv
import io

from ledger.domain.reading import Kind
from ledger.domain.receipt import Outcome
from ledger.opened import Ledger
from ledger.services import itemising
from ledger.services import receipts
from ledger.store import jobs
from ledger.store.jobs import Priority
from tests.acts import bring
from tests.acts import every_document
from tests.acts import letter
from tests.acts import mail
from tests.acts import mailbox
from tests.acts import take_in
from tests.formats.made import zipped

FILES = {
    "folder/one.eml": mail(1),
    "folder/letter.eml": letter(attached=letter(attached=mail(2), boundary="in")),
    "folder/empty.eml": b"",
    "folder/same.eml": mail(1),
    "=1+1.eml": mail(7),
    "box.mbox": mailbox([mail(number) for number in range(1, 4)]),
}


def test_every_file_and_every_file_inside_has_its_row(ledger: Ledger) -> None:
    receipt = take_in(ledger, FILES)

    rows = list(itemising.rows(ledger, receipt))

    assert [(row.path, str(row.outcome)) for row in rows] == [
        ("folder/one.eml", "taken-in"),
        ("folder/letter.eml", "taken-in"),
        ("folder/empty.eml", "set-aside"),
        ("folder/same.eml", "duplicate"),
        ("=1+1.eml", "taken-in"),
        ("box.mbox", "taken-in"),
        ("folder/letter.eml › 2", "inside"),
        ("folder/letter.eml › 2 › 2", "inside"),
        ("box.mbox › message 1", "duplicate"),
        ("box.mbox › message 2", "duplicate"),
        ("box.mbox › message 3", "taken-in"),
    ]
    by_path = {row.path: row for row in rows}
    first = by_path["folder/one.eml"].document
    assert first
    assert by_path["folder/same.eml"].first == first.id
    assert by_path["box.mbox › message 1"].first == first.id
    inner = by_path["folder/letter.eml › 2 › 2"].document
    assert inner
    assert inner.kind is Kind.MAIL
    assert "empty" in str(by_path["folder/empty.eml"].reason)


def test_what_lies_in_an_archive_within_an_archive_names_the_first_of_its_kind(
    ledger: Ledger,
) -> None:
    take_in(ledger, {"photo.txt": b"the same words", "one.eml": mail(1)})
    first, letter = every_document(ledger)
    photo: str | bytes = b"the same words"
    inner = zipped({"photo.txt": photo, "new.txt": b"new", "one.eml": mail(1)})

    receipt = take_in(ledger, {"outer.zip": zipped({"inner.zip": inner})})

    listed = itemising.rows(ledger, receipt)
    rows = {row.path.rpartition(" › ")[2]: row for row in listed}
    assert rows["photo.txt"].first == first.id
    assert rows["one.eml"].first == letter.id
    assert rows["new.txt"].first is None


def test_the_counts_of_a_receipt_are_those_of_its_rows(ledger: Ledger) -> None:
    receipt = take_in(ledger, FILES)

    found = receipts.progress(ledger, receipt)
    rows = list(itemising.rows(ledger, receipt))

    for outcome in Outcome:
        assert found.counts[outcome] == sum(row.outcome == outcome for row in rows)
    assert found.inside == sum(row.outcome == itemising.INSIDE for row in rows) == 2
    assert len(list(receipts.made(ledger, receipt))) == sum(
        row.document is not None for row in rows
    )


def test_a_sheet_of_a_receipt_holds_no_formula_of_a_stranger(ledger: Ledger) -> None:
    receipt = take_in(ledger, FILES)

    text = "".join(itemising.sheet(ledger, receipt))

    read = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert tuple(read[0]) == itemising.COLUMNS
    assert len(read) == 12
    assert "'=1+1.eml" in [row[0] for row in read]
    assert not [row for row in read if any(cell[:1] in "=+-@" for cell in row if cell)]


def test_a_line_says_how_much_is_inside(ledger: Ledger) -> None:
    receipt = take_in(ledger, FILES)

    lines = receipts.lines(ledger, receipt, None, 50, 0)
    insides = receipts.insides(ledger, lines)

    numbers = {
        line.path: insides[line.document].number for line in lines if line.document
    }
    assert numbers["box.mbox"] == 3
    assert numbers["folder/letter.eml"] == 2
    assert numbers["folder/one.eml"] == 0
    messages = {
        line.path: insides[line.document].messages for line in lines if line.document
    }
    assert messages["box.mbox"] == 3
    assert messages["folder/one.eml"] == 0


def test_slow_work_is_named_and_keeps_no_receipt_open(ledger: Ledger) -> None:
    receipt = bring(ledger, {"one.eml": mail(1)})
    with ledger.db.writing() as tx:
        now = ledger.now()
        jobs.add(tx, "dream", ["a", "b"], now, receipt=receipt, priority=Priority.SLOW)

    found = receipts.progress(ledger, receipt)

    assert found.later == (("dream", 2),)
    assert found.waiting == 1
