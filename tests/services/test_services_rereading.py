"""Reading again: a newer reading beside the older, nothing doubled, no secret kept."""

import io
from collections.abc import Callable
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf import PdfWriter

from ledger.domain.document import Document
from ledger.domain.errors import BadInputError
from ledger.domain.event import EventKind
from ledger.domain.reading import Kind
from ledger.domain.reading import Reading
from ledger.domain.rereading import NotReadYetError
from ledger.domain.rereading import PASSWORD
from ledger.domain.rereading import PasswordWrongError
from ledger.domain.rereading import ReadWorseError
from ledger.opened import Ledger
from ledger.samples import contracts
from ledger.samples.told import load
from ledger.services import indexing
from ledger.services import rebuilding
from ledger.services import receipts
from ledger.services import renewing
from ledger.services import rereading
from ledger.services import searching
from tests import acts

SECRET = "korabel-Привет-17"  # noqa: S105 - it opens a file of this test
WHO = "u_2345678923456789"


@pytest.fixture(scope="module")
def locked() -> bytes:
    """A contract that a password protects."""
    paper = contracts.pdf(load()[0].papers[0])
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(paper)))
    writer.encrypt(SECRET, algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.fixture
def document(ledger: Ledger, locked: bytes) -> Document:
    """The same contract, taken in without its password."""
    acts.take_in(ledger, {"contract.pdf": locked})
    [document] = acts.every_document(ledger)
    return document


def readings_of(ledger: Ledger, key: str) -> list[Reading]:
    """Return every reading of a document, the oldest first."""
    return [
        Reading.from_bytes(ledger.blobs.read(event.blob("reading").digest))
        for event in acts.log_of(ledger)
        if event.kind == EventKind.DOCUMENT_READ and event.subject == key
    ]


def test_a_locked_file_is_kept_marked_and_opened_with_its_password(
    ledger: Ledger, document: Document
) -> None:
    assert rereading.needs_password(document)

    found = rereading.read_again(ledger, WHO, document.id, {PASSWORD: SECRET})

    assert found.problem is None
    assert not rereading.needs_password(found)
    assert {"encrypted", "unlocked"} <= set(found.flags)
    before, after = readings_of(ledger, document.id)
    assert not before.text
    assert "Lumen Studio" in after.text
    [first, *_others] = searching_for(ledger, "Lumen")
    assert first == document.id


def searching_for(ledger: Ledger, words: str) -> list[str]:
    """Return what a search finds."""
    indexing.catch_up(ledger)
    found = searching.search(ledger, words).findings
    return [each.document.id for each in found]


def test_the_log_says_who_opened_it_and_not_with_what(
    ledger: Ledger, document: Document
) -> None:
    rereading.read_again(ledger, WHO, document.id, {PASSWORD: SECRET})

    event = acts.log_of(ledger)[-1]
    assert (event.kind, event.actor) == (EventKind.DOCUMENT_READ, WHO)
    assert event.fields["with_password"] is True
    assert event.fields.keys() == {"parser", "version", "again", "with_password"}


def test_a_password_is_found_in_no_file_of_the_home(
    ledger: Ledger, document: Document
) -> None:
    with pytest.raises(PasswordWrongError):
        rereading.read_again(ledger, WHO, document.id, {PASSWORD: SECRET + "x"})
    rereading.read_again(
        ledger, WHO, document.id, {PASSWORD: SECRET}, remember=[PASSWORD]
    )
    indexing.catch_up(ledger)
    ledger.db.close()

    for path in ledger.home.rglob("*"):
        if path.is_file():
            kept = path.read_bytes()
            assert SECRET.encode() not in kept, path
            assert SECRET.encode("utf-16-le") not in kept, path


def test_a_wrong_password_changes_nothing(ledger: Ledger, document: Document) -> None:
    size = len(acts.log_of(ledger))

    with pytest.raises(PasswordWrongError):
        rereading.read_again(ledger, WHO, document.id, {PASSWORD: "Korabel"})

    assert len(acts.log_of(ledger)) == size


def test_an_opened_file_does_not_lose_its_words_when_it_is_read_without_password(
    ledger: Ledger, document: Document
) -> None:
    rereading.read_again(ledger, WHO, document.id, {PASSWORD: SECRET})

    with pytest.raises(ReadWorseError):
        rereading.read_again(ledger, WHO, document.id)

    assert len(readings_of(ledger, document.id)) == 2


def test_the_receipt_does_not_call_unread_what_is_read_by_now(
    ledger: Ledger, document: Document
) -> None:
    receipt = document.provenance.receipt
    assert len(receipts.account(ledger, receipt).unread) == 1

    rereading.read_again(ledger, WHO, document.id, {PASSWORD: SECRET})

    assert not receipts.account(ledger, receipt).unread


def test_what_waits_to_be_read_is_not_read_again(ledger: Ledger, locked: bytes) -> None:
    acts.bring(ledger, {"contract.pdf": locked})
    [document] = acts.every_document(ledger)

    with pytest.raises(NotReadYetError):
        rereading.read_again(ledger, WHO, document.id)


def test_what_is_inside_is_not_doubled(ledger: Ledger) -> None:
    box = acts.mailbox(acts.mail(number) for number in range(70))
    files = {
        "letter.eml": acts.letter(attached=acts.mail(90)),
        "nameless.eml": acts.mail(91, identifier=""),
        "box.mbox": box,
    }
    acts.take_in(ledger, files)
    before = {each.id: each for each in acts.every_document(ledger)}

    for key in before:
        rereading.read_again(ledger, WHO, key)

    after = {each.id: each for each in acts.every_document(ledger)}
    assert after == before
    assert len(readings_of(ledger, next(iter(before)))) == 2


def test_a_member_that_was_lost_is_found_again(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An older reader found less; what the newer one finds more is taken in then."""
    acts_box = acts.mailbox([acts.mail(1), acts.letter(attached=acts.mail(2))])
    with monkeypatch.context() as patched:
        patched.setattr(ledger.box, "read", _without_members(ledger.box.read))
        acts.take_in(ledger, {"box.mbox": acts_box})
    [whole] = acts.every_document(ledger)

    rereading.read_again(ledger, WHO, whole.id)

    titles = [each.title for each in acts.every_document(ledger)]
    assert titles == ["box", "Wish number 1", "See below", "Wish number 2"]
    paths = [path for _made, path in receipts.made(ledger, whole.provenance.receipt)]
    assert paths[1].startswith("box.mbox › ")


def _without_members(read: Callable[..., Iterator[object]]) -> object:
    def fewer(*given: object, **more: object) -> Iterator[object]:
        *_members, reading = read(*given, **more)
        yield reading

    return fewer


def test_answers_are_kept_and_said_again(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    acts.take_in(ledger, {"a.txt": b"Clause 4."})
    [document] = acts.every_document(ledger)
    heard = []
    really = ledger.box.read

    def listening(*given: object, **more: object) -> object:
        heard.append(more.get("options"))
        return really(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(ledger.box, "read", listening)
    rereading.read_again(
        ledger,
        WHO,
        document.id,
        {"zone": "Europe/Sofia", "passing": "x"},
        remember=["zone"],
    )
    rereading.read_again(ledger, WHO, document.id)

    assert heard == [
        {"zone": "Europe/Sofia", "passing": "x"},
        {"zone": "Europe/Sofia"},
    ]


def test_what_is_said_of_a_file_has_a_limit(ledger: Ledger) -> None:
    acts.take_in(ledger, {"a.txt": b"Clause 4."})
    [document] = acts.every_document(ledger)

    with pytest.raises(BadInputError):
        rereading.read_again(ledger, WHO, document.id, {PASSWORD: "x" * 1001})


def test_all_that_an_older_reader_read_is_read_again_once(ledger: Ledger) -> None:
    acts.take_in(ledger, {"a.txt": b"Clause 4.", "b.eml": acts.mail(1)})
    text, _mail = acts.every_document(ledger)
    [newest] = readings_of(ledger, text.id)

    queued = renewing.queue(ledger, WHO, "text", newest.version + 1)
    again = renewing.queue(ledger, WHO, "text", newest.version + 1)
    acts.work(ledger)
    acts.work(ledger)

    assert (queued.documents, again.documents) == ((text.id,), ())
    assert len(readings_of(ledger, text.id)) == 2
    assert acts.log_of(ledger)[-1].actor == WHO
    assert not renewing.queue(ledger, WHO, "text", newest.version).documents


def test_what_was_opened_with_a_password_is_named_and_left_out(
    ledger: Ledger, document: Document
) -> None:
    rereading.read_again(ledger, WHO, document.id, {PASSWORD: SECRET})

    queued = renewing.queue(ledger, WHO, "pdf", 99)

    assert (queued.documents, queued.locked) == ((), (document.id,))


def test_the_rows_made_again_are_the_same(
    lived: Ledger, locked: bytes, tmp_path: Path
) -> None:
    acts.take_in(lived, {"contract.pdf": locked})
    for each in acts.every_document(lived):
        if each.kind is Kind.CHAT:
            continue  # it is read with its chat
        options = {PASSWORD: SECRET} if each.name == "contract.pdf" else {}
        rereading.read_again(lived, WHO, each.id, options)

    before, after = (tmp_path / name for name in ("before", "after"))
    rebuilding.dump_to(lived, before)
    rebuilding.projections_anew(lived)
    rebuilding.dump_to(lived, after)

    assert before.read_bytes() == after.read_bytes()
