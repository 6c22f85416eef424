"""Taking in: what is kept, what is set aside, what was there before."""

import errno
import io
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import IO

import pytest

from ledger.config import Config
from ledger.domain.errors import HomeBrokenError
from ledger.domain.errors import HomeTooNewError
from ledger.domain.errors import ReadOnlyError
from ledger.domain.moment import written
from ledger.domain.receipt import Item
from ledger.domain.receipt import Outcome
from ledger.opened import Ledger
from ledger.services import intake
from ledger.services import showing
from ledger.services import walking
from ledger.services import working
from ledger.services.workers import LEASE
from ledger.store import blobs
from ledger.store import messages
from ledger.store import receipts
from ledger.store.blobs import Kept
from ledger.store.blobs import Source
from tests.acts import ACTOR
from tests.acts import bring
from tests.acts import CLIENT
from tests.acts import every_document
from tests.acts import letter
from tests.acts import log_of
from tests.acts import mail
from tests.acts import mailbox
from tests.acts import nord
from tests.acts import OURS
from tests.acts import take_in
from tests.acts import work

TRACE = "Received: by relay.example with SMTP; Mon, 2 Jun 2025 07:00:00 +0000\n"


def counts(ledger: Ledger, receipt: str) -> tuple[int, int, int]:
    """Return (taken in, duplicates, set aside)."""
    with ledger.db.reading() as tx:
        found = receipts.counts(tx, receipt)
    return (
        found[Outcome.TAKEN_IN],
        found[Outcome.DUPLICATE],
        found[Outcome.SET_ASIDE],
    )


def lines(ledger: Ledger, receipt: str) -> list[Item]:
    with ledger.db.reading() as tx:
        return list(receipts.lines(tx, receipt))


def count_messages(ledger: Ledger) -> int:
    with ledger.db.reading() as tx:
        return messages.count(tx)


def closed(ledger: Ledger, receipt: str) -> bool:
    with ledger.db.reading() as tx:
        return receipts.find(tx, receipt).closed_at is not None


def test_a_receipt_closes_when_everything_has_been_read_and_says_how_many(
    ledger: Ledger,
) -> None:
    receipt = bring(ledger, {"a.eml": mail(1), "b.eml": mail(2)})
    assert not closed(ledger, receipt)

    work(ledger)

    assert closed(ledger, receipt)
    last = log_of(ledger)[-1]
    assert (last.kind, last.subject) == ("receipt.closed", receipt)
    assert last.fields == {"taken-in": 2, "duplicate": 0, "set-aside": 0}


def test_the_bytes_are_kept_as_received(ledger: Ledger) -> None:
    data = mail(1).replace(b"\n", b"\r\n") + b"\x00\xff>From here"

    take_in(ledger, {"a.eml": data})

    [document] = every_document(ledger)
    assert ledger.blobs.read(document.digest) == data


def test_the_same_file_twice_is_one_document_and_two_lines(ledger: Ledger) -> None:
    first = take_in(ledger, {"a.eml": mail(1)})
    again = take_in(ledger, {"copy.eml": mail(1), "other.eml": mail(1)})

    [document] = every_document(ledger)
    assert counts(ledger, first) == (1, 0, 0)
    assert counts(ledger, again) == (0, 2, 0)
    assert [(x.path, x.first) for x in lines(ledger, again)] == [
        ("copy.eml", document.id),
        ("other.eml", document.id),
    ]


def test_the_same_message_of_two_mailboxes_is_one_message_with_two_originals(
    ledger: Ledger,
) -> None:
    take_in(ledger, {"ours.eml": mail(1)})
    again = take_in(ledger, {"theirs.eml": mail(1, head=TRACE)})

    ours, theirs = every_document(ledger)
    assert ours.digest != theirs.digest
    assert theirs.message == ours.message == ours.id
    assert count_messages(ledger) == 1
    assert counts(ledger, again) == (0, 1, 0)
    assert lines(ledger, again)[0].first == ours.id
    assert showing.show(ledger, theirs.id).originals == (ours, theirs)


def test_the_same_message_id_with_other_content_is_two_and_both_say_so(
    ledger: Ledger,
) -> None:
    take_in(ledger, {"a.eml": mail(1), "b.eml": mail(1, words="Another wish.")})

    one, other = every_document(ledger)

    assert {one.message, other.message} == {one.id, other.id}
    assert showing.show(ledger, one.id).namesakes == (other.id,)
    assert showing.show(ledger, other.id).namesakes == (one.id,)


def test_without_a_message_id_only_the_same_bytes_are_the_same(
    ledger: Ledger,
) -> None:
    bare = mail(1, identifier="")
    take_in(ledger, {"a.eml": bare, "b.eml": TRACE.encode() + bare})
    take_in(ledger, {"box.mbox": mailbox([bare])})

    first, traced, _box, member = every_document(ledger)
    assert first.message == first.id
    assert traced.message == traced.id
    assert member.message == first.id


def test_a_mailbox_that_grew_adds_only_its_new_messages(ledger: Ledger) -> None:
    take_in(ledger, {"box.mbox": mailbox(mail(n) for n in range(3))})
    again = take_in(ledger, {"box.mbox": mailbox(mail(n) for n in range(5))})

    assert count_messages(ledger) == 5
    assert counts(ledger, again) == (3, 3, 0)


def test_a_family_keeps_the_nested_message_as_it_stood(ledger: Ledger) -> None:
    inner = letter(attached=mail(7), boundary="inner")
    take_in(ledger, {"outer.eml": letter(attached=inner, boundary="outer")})

    outer, middle, innermost = every_document(ledger)

    assert (outer.parent, middle.parent) == (None, outer.id)
    assert innermost.parent == middle.id
    assert innermost.lineage == f"{outer.id}/{middle.id}/{innermost.id}"
    assert {each.root for each in (outer, middle, innermost)} == {outer.id}
    assert ledger.blobs.read(innermost.digest).rstrip() == mail(7).rstrip()
    assert innermost.title == "Wish number 7"


def test_an_attached_message_is_the_same_message_as_the_mail_itself(
    ledger: Ledger,
) -> None:
    take_in(ledger, {"a.eml": mail(7)})
    take_in(ledger, {"letter.eml": letter(attached=mail(7))})

    first, _letter, attached = every_document(ledger)
    assert attached.message == first.id


@pytest.fixture
def small(ledger: Ledger, config: Config) -> Ledger:
    """A ledger that takes no file above one megabyte."""
    ledger.config = config.model_copy(update={"limit_mb": 1})
    return ledger


def test_what_cannot_be_kept_is_set_aside_with_a_sentence_and_the_rest_goes_on(
    small: Ledger, tmp_path: Path
) -> None:
    folder = tmp_path / "brought"
    folder.mkdir()
    (folder / "1-empty.eml").touch()
    (folder / "2-large.bin").write_bytes(bytes((1 << 20) + 1))
    (folder / "3-limit.bin").write_bytes(bytes(1 << 20))
    (folder / "4-mail.eml").write_bytes(mail(1))
    os.mkfifo(folder / "5-pipe")
    (folder / "6-gone").symlink_to(folder / "nowhere")
    (folder / "7-round").symlink_to(folder)
    os.mknod(folder / os.fsdecode(b"8-\xff.txt"))
    receipt = intake.open_receipt(small, ACTOR, custodian="Max", channel="test")

    files = walking.walk([folder, tmp_path / "missing.eml"], small.home)
    *_, number = intake.receive(small, receipt, files)
    intake.let_close(small, receipt)
    work(small)

    assert number == 9
    assert counts(small, receipt) == (2, 0, 7)
    for line in lines(small, receipt):
        if line.outcome is Outcome.SET_ASIDE:
            assert line.reason is not None
            assert re.fullmatch(r"“.*” .*\.", line.reason)
    assert not list((small.home / "blobs" / "tmp").iterdir())


def test_a_stream_that_breaks_off_in_the_middle_sets_only_its_file_aside(
    ledger: Ledger,
) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell():
                raise OSError(5, "Input/output error")
            return super().read(3)

    def opener(stream: IO[bytes]) -> Callable[[], IO[bytes]]:
        return lambda: stream

    receipt = intake.open_receipt(ledger, ACTOR, custodian="Max", channel="test")
    files = [
        intake.File("bad.eml", opener(Broken(b"From: x"))),
        intake.File("good.eml", opener(io.BytesIO(mail(1)))),
    ]

    list(intake.receive(ledger, receipt, files))

    assert [(x.path, x.outcome) for x in lines(ledger, receipt)] == [
        ("bad.eml", Outcome.SET_ASIDE),
        ("good.eml", Outcome.TAKEN_IN),
    ]


def test_files_chosen_for_a_project_belong_there_at_once(ledger: Ledger) -> None:
    project = nord(ledger)

    take_in(ledger, {"a.txt": b"words", "box.mbox": mailbox([mail(1)])}, project)

    for document in every_document(ledger):
        shown = showing.show(ledger, document.id)
        assert [each.key for each, _why in shown.projects] == ["NORD"]


def test_a_file_that_was_there_joins_the_project_that_is_chosen_now(
    ledger: Ledger,
) -> None:
    take_in(ledger, {"a.txt": b"words"})
    project = nord(ledger)

    take_in(ledger, {"a.txt": b"words"}, project)

    [document] = every_document(ledger)
    assert [p.key for p, _ in showing.show(ledger, document.id).projects] == ["NORD"]


def test_the_chain_of_custody_of_a_document_is_its_events(ledger: Ledger) -> None:
    take_in(ledger, {"a.eml": mail(1)})
    take_in(ledger, {"b.eml": mail(1)})

    [document] = every_document(ledger)

    assert [each.kind for each in showing.show(ledger, document.id).history] == [
        "document.taken-in",
        "document.read",
        "document.received-again",
    ]


def test_a_name_of_any_letters_is_data_and_never_a_path(ledger: Ledger) -> None:
    names = [
        "../../etc/passwd",
        "a\x00b.txt",
        "\u202efdp.exe",
        "x" * 4000,
        "/",
        "\n.eml",
    ]

    take_in(ledger, {name: name.encode() for name in names})

    assert len(every_document(ledger)) == len(names)
    assert sorted(path.name for path in ledger.home.iterdir() if path.is_file()) == [
        name
        for name in sorted(path.name for path in ledger.home.iterdir())
        if name.startswith("ledger.db") or name == "checkpoints.log"
    ]


def test_a_file_that_makes_its_reader_fail_is_kept_and_says_so(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(ledger, {"poison.eml": mail(1), "good.eml": mail(2)})
    read = ledger.box.read

    def fails(source: IO[bytes], name: str, **more: object) -> object:
        if name == "poison.eml":
            raise RuntimeError(name)
        return read(source, name, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(ledger.box, "read", fails)
    work(ledger)

    poison, good = every_document(ledger)
    assert poison.problem == "Reading it failed several times; the original is kept."
    assert (good.problem, good.title) == (None, "Wish number 2")


def test_a_home_of_a_newer_version_is_refused_with_a_sentence(
    ledger: Ledger, config: Config
) -> None:
    with ledger.db.writing() as tx:
        tx.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    ledger.close()

    with pytest.raises(
        HomeTooNewError, match=r"newer version \(schema 9999\); install"
    ):
        Ledger(config)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (Path.unlink, "signing key is missing"),
        (lambda path: path.write_text("00" * 32), "not the one of this log"),
        (lambda path: path.write_text("00" * 31), "not the one of this log"),
        (lambda path: path.write_text("no key"), "not the one of this log"),
        (lambda path: path.write_bytes(b"\xff"), "not the one of this log"),
    ],
)
def test_without_its_key_a_ledger_can_be_read_and_nothing_more(
    ledger: Ledger, config: Config, spoil: Callable[[Path], object], words: str
) -> None:
    take_in(ledger, {"a.eml": mail(1)})
    bring(ledger, {"b.eml": mail(2)})
    ledger.close()
    spoil(config.home / "keys" / "log.key")

    again = Ledger(config)

    assert again.read_only is not None
    assert words in again.read_only
    assert len(every_document(again)) == 2
    with pytest.raises(ReadOnlyError):
        bring(again, {"c.eml": mail(3)})
    with pytest.raises(ReadOnlyError):
        work(again)
    again.close()


def test_a_key_that_was_made_before_a_crash_is_no_hindrance(
    config: Config,
) -> None:
    (config.home / "keys").mkdir(parents=True)
    (config.home / "keys" / "log.key").write_text("")

    first = Ledger(config)

    assert first.read_only is None
    first.close()
    again = Ledger(config)
    assert (again.read_only, again.vkey) == (None, first.vkey)
    assert (config.home / "keys" / "log.key").stat().st_mode & 0o777 == 0o600
    again.close()


def test_people_of_the_mails_are_not_needed_to_take_them_in(ledger: Ledger) -> None:
    take_in(ledger, {"a.eml": mail(1, sender="nobody@nowhere.example", to=OURS)})

    [document] = every_document(ledger)
    assert showing.show(ledger, document.id).projects == ()
    assert CLIENT not in str(document)


def test_jobs_of_a_worker_that_is_no_more_are_given_back(ledger: Ledger) -> None:
    bring(ledger, {"a.eml": mail(1)})
    with ledger.db.writing() as tx:
        tx.exec_driver_sql(
            "UPDATE job SET leased_by = ?, leased_until = ?",
            (f"{os.uname().nodename}:{2**22 + 1}:1", written(ledger.now() + LEASE)),
        )
    work(ledger)
    assert every_document(ledger)[0].reading is None

    working.release_the_dead(ledger)
    work(ledger)

    assert every_document(ledger)[0].reading is not None


def test_a_lost_database_is_not_begun_anew(ledger: Ledger, config: Config) -> None:
    ledger.close()
    for path in config.home.glob("ledger.db*"):
        path.unlink()

    with pytest.raises(HomeBrokenError, match=r"bring ledger\.db back"):
        Ledger(config)
    assert not (config.home / "ledger.db").exists()


def test_one_file_that_does_not_fit_holds_up_no_other(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_small(
        source: Source, target: IO[bytes], name: str, limit: int | None
    ) -> Kept:
        if name == "large.bin":
            raise OSError(errno.ENOSPC, "no space")
        return copied(source, target, name, limit)

    copied = blobs._copy  # noqa: SLF001 - the one place where the disk is written to
    monkeypatch.setattr(blobs, "_copy", too_small)
    receipt = intake.open_receipt(ledger, "u_1", custodian="Ana", channel="upload")
    files = [
        intake.File(name, lambda: io.BytesIO(b"words"))
        for name in ("large.bin", "small.txt")
    ]

    assert list(intake.receive(ledger, receipt, files)) == [2]

    assert counts(ledger, receipt) == (1, 0, 1)
    with ledger.db.reading() as tx:
        [item] = receipts.lines(tx, receipt, Outcome.SET_ASIDE)
    assert item.path == "large.bin"
    assert "does not fit" in str(item.reason)
