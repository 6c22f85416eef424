"""What happens when a lease runs out, a machine has a bad moment, or a disk forgets."""

from datetime import timedelta
from pathlib import Path

import pytest

from ledger.domain.errors import BusyError
from ledger.opened import Ledger
from ledger.services import audit
from ledger.services import checkpoints
from ledger.services import families
from ledger.services import indexing
from ledger.services import uploading
from ledger.services import working
from ledger.services.accounts import add
from ledger.services.audit import Verdict
from ledger.services.uploading import Announced
from ledger.services.workers import LEASE
from ledger.store import documents
from ledger.store import leases
from ledger.store import waiting
from tests.acts import bring
from tests.acts import every_document
from tests.acts import mail
from tests.acts import take_in
from tests.acts import work


def test_a_job_that_another_worker_took_over_is_logged_by_that_one_alone(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(ledger, {"one.eml": mail(1)})
    read = families.read

    def slow(*rest: object) -> object:
        found = read(*rest)  # type: ignore[arg-type]
        with ledger.db.writing() as tx:
            now = ledger.now() + LEASE + timedelta(minutes=1)
            leases.lease(tx, "elsewhere:1:1", now, now + LEASE, 10)
        return found

    monkeypatch.setattr(families, "read", slow)
    work(ledger)

    with ledger.db.reading() as tx:
        [document] = every_document(ledger)
        assert documents.find(tx, document.id).reading is None
        assert waiting.number(tx) == 1


def test_a_machine_without_memory_makes_no_file_unreadable(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(ledger, {"one.eml": mail(1)})

    def refused(*_rest: object, **_options: object) -> object:
        raise OSError(12, "Cannot allocate memory")

    with monkeypatch.context() as bad:
        bad.setattr("subprocess.Popen.__init__", refused)
        with pytest.raises(OSError, match="memory"):
            work(ledger)
    work(ledger)

    [document] = every_document(ledger)
    assert document.problem is None


def test_a_damaged_original_is_healed_when_it_is_brought_again(ledger: Ledger) -> None:
    take_in(ledger, {"one.eml": mail(1)})
    [document] = every_document(ledger)
    path = ledger.blobs.path(document.digest)
    path.chmod(0o600)
    path.write_bytes(b"cut")

    take_in(ledger, {"again.eml": mail(1)})

    assert path.read_bytes() == mail(1)
    assert audit.audit(ledger).verdict is Verdict.UNANCHORED


def test_a_checkpoint_of_an_empty_log_witnesses_nothing(ledger: Ledger) -> None:
    note = checkpoints.sign(ledger)
    take_in(ledger, {"one.eml": mail(1)})

    assert audit.audit(ledger, [note]).verdict is Verdict.UNANCHORED


def test_half_a_note_breaks_neither_the_audit_nor_the_next_note(ledger: Ledger) -> None:
    take_in(ledger, {"one.eml": mail(1)})
    note = checkpoints.sign(ledger)
    with ledger.checkpoints_file.open("a", encoding="utf-8") as file:
        file.write(note[:60])
    take_in(ledger, {"two.eml": mail(2)})

    outside = checkpoints.sign(ledger)

    report = audit.audit(ledger, [outside])
    assert report.verdict is Verdict.SOUND
    assert [finding.broken for finding in report.findings] == [False]


def test_an_index_that_somebody_writes_into_is_not_thrown_away(ledger: Ledger) -> None:
    take_in(ledger, {"one.eml": mail(1)})
    indexing.catch_up(ledger)
    other = Ledger(ledger.config)

    with pytest.raises(BusyError, match="Stop that program first"):
        indexing.begin_anew(other)

    assert ledger.index.count() == 1
    other.close()


def test_an_upload_is_never_closed_by_a_worker(ledger: Ledger, tmp_path: Path) -> None:
    account = add(ledger, "", "a@example.org", "Ana", "a long enough phrase")
    whole = tmp_path / "words.txt"
    whole.write_bytes(b"words")
    receipt, [part] = uploading.start(
        ledger, account, [Announced("words.txt", 5)], project="", custodian=""
    )
    with whole.open("rb") as stream:
        uploading.append(ledger, account, part.id, 0, stream)
    later = ledger.now() + timedelta(hours=25)
    ledger.now = lambda: later

    work(ledger)
    uploading.sweep(ledger)
    working.run(ledger, lambda _number: None)

    assert [document.name for document in every_document(ledger)] == ["words.txt"]
    with ledger.db.reading() as tx:
        assert waiting.number(tx, receipt) == 0
