"""A mailbox at a real server: what is new is taken, and nothing there is touched."""

import threading
from dataclasses import replace
from datetime import date
from datetime import timedelta

import pytest

from ledger.domain.completeness import Missing
from ledger.domain.event import EventKind
from ledger.domain.event import Json
from ledger.domain.receipt import Outcome
from ledger.domain.source import Credential
from ledger.domain.source import How
from ledger.domain.source import Source
from ledger.domain.source_errors import FolderMissingError
from ledger.domain.source_errors import RefusedError
from ledger.domain.uids import Uids
from ledger.opened import Ledger
from ledger.services import completeness
from ledger.services import connecting
from ledger.services import rebuilding
from ledger.services import receipts
from ledger.services import source_adding
from ledger.services import sources
from ledger.services import syncing
from ledger.services.source_adding import About
from ledger.store import sightings
from tests.acts import ACTOR
from tests.acts import every_document
from tests.acts import log_of
from tests.acts import mail
from tests.acts import work
from tests.conftest import Clock
from tests.wire.dovecot import PASSWORD
from tests.wire.dovecot import Server

OPENS = Credential(How.PASSWORD, PASSWORD)


def wired(number: int) -> bytes:
    """Return an invented mail as it comes over the wire."""
    return mail(number).replace(b"\n", b"\r\n")


def added(ledger: Ledger, mailbox: Server, *folders: str, **more: object) -> Source:
    """Add the mailbox as a source."""
    settings = mailbox.mailbox(*folders, **more)  # type: ignore[arg-type]
    return source_adding.add(ledger, ACTOR, settings, About(), OPENS)


def kept(ledger: Ledger) -> list[bytes]:
    """Return the bytes of every mail in the order of the log."""
    return [ledger.blobs.read(each.digest) for each in every_document(ledger)]


def test_every_message_comes_once_with_its_bytes_and_where_it_stood(
    ledger: Ledger, mailbox: Server
) -> None:
    mailbox.put(mail(1), mail(2))
    source = added(ledger, mailbox)

    first = syncing.sync(ledger, source.id)
    mailbox.put(mail(3))
    second = syncing.sync(ledger, source.id)
    third = syncing.sync(ledger, source.id)
    work(ledger)

    assert [each.taken for each in (first, second, third)] == [2, 1, 0]
    assert kept(ledger) == [wired(1), wired(2), wired(3)]
    with ledger.db.reading() as tx:
        documents = every_document(ledger)
        [came] = sightings.of_document(tx, documents[2].id)
    assert came.source == source.id
    assert came.facts["folder"] == "INBOX"
    assert came.facts["uid"] == 3
    assert came.facts["size"] == len(wired(3))
    assert came.facts["uidvalidity"] > 0
    assert came.facts["received"][2:3] == "-"


def test_nothing_in_the_mailbox_is_marked_moved_or_deleted(
    ledger: Ledger, mailbox: Server
) -> None:
    mailbox.put(mail(1), mail(2))
    before = mailbox.held()

    syncing.sync(ledger, added(ledger, mailbox, "INBOX", "Sent").id)

    after = mailbox.held()
    assert [data for _head, data in after] == [data for _head, data in before]
    assert all(b"Seen" not in head for head, _data in after)
    assert all(b"Flagged" not in head for head, _data in after)
    assert len(after) == 2


def test_a_look_that_finds_nothing_leaves_no_receipt_and_no_event(
    ledger: Ledger, mailbox: Server
) -> None:
    mailbox.put(mail(1))
    source = added(ledger, mailbox)
    syncing.sync(ledger, source.id)
    size, number = len(log_of(ledger)), receipts.number(ledger)

    haul = syncing.sync(ledger, source.id)

    assert haul.receipts == []
    assert len(log_of(ledger)) == size
    assert receipts.number(ledger) == number == 1


def test_one_message_in_two_folders_is_one_document_that_came_twice(
    ledger: Ledger, mailbox: Server
) -> None:
    mailbox.put(mail(1))
    mailbox.put(mail(1), mail(2), folder="Sent")
    source = added(ledger, mailbox, "INBOX", "Sent")

    haul = syncing.sync(ledger, source.id)
    work(ledger)

    assert kept(ledger) == [wired(1), wired(2)]
    account = receipts.account(ledger, haul.receipts[0])
    assert (account.taken_in, account.duplicates) == (2, 1)
    assert account.receipt.closed_at


def test_a_folder_that_is_counted_anew_doubles_nothing(
    ledger: Ledger, mailbox: Server
) -> None:
    mailbox.put(mail(1), mail(2))
    source = added(ledger, mailbox)
    syncing.sync(ledger, source.id)
    [before] = completeness.of_source(ledger, source)

    mailbox.count_anew()
    mailbox.put(mail(3))
    haul = syncing.sync(ledger, source.id)
    work(ledger)

    assert sorted(kept(ledger)) == [wired(1), wired(2), wired(3)]
    old, new = completeness.of_source(ledger, source)
    assert (old.validity, old.current) == (before.validity, False)
    assert (new.current, len(new.taken_in)) == (True, 3)
    account = receipts.account(ledger, haul.receipts[0])
    assert (account.taken_in, account.duplicates) == (1, 2)


def test_a_look_that_was_stopped_goes_on_where_it_was(
    ledger: Ledger, mailbox: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailbox.put(*(mail(number) for number in range(1, 8)))
    source = added(ledger, mailbox)
    monkeypatch.setattr("ledger.services.fetched._MESSAGES", 3)
    stop = threading.Event()
    taken = ledger.blobs.batch

    def one_batch() -> object:
        stop.set()
        return taken()

    monkeypatch.setattr(ledger.blobs, "batch", one_batch)
    first = syncing.sync(ledger, source.id, stop)
    second = syncing.sync(ledger, source.id)
    work(ledger)

    assert (first.taken, second.taken) == (3, 4)
    assert kept(ledger) == [wired(number) for number in range(1, 8)]


def test_a_snapshot_of_the_folders_is_sealed_once_a_day(
    ledger: Ledger, mailbox: Server, clock: Clock
) -> None:
    mailbox.put(mail(1), mail(2), mail(3))
    source = added(ledger, mailbox, "INBOX", "Sent")

    for _ in range(3):
        syncing.sync(ledger, source.id)
    mailbox.remove("2")
    clock.now += timedelta(days=1)
    syncing.sync(ledger, source.id)

    taken = [e for e in log_of(ledger) if e.kind == EventKind.MAILBOX_SNAPSHOT]
    assert [_held(each.fields) for each in taken] == [
        {"INBOX": "1:3", "Sent": ""},
        {"INBOX": "1,3", "Sent": ""},
    ]


def _held(fields: dict[str, Json]) -> dict[str, str]:
    folders = fields["folders"]
    assert isinstance(folders, list)
    listed = [each for each in folders if isinstance(each, dict)]
    return {str(each["folder"]): str(each["uids"]) for each in listed}


def test_what_is_missing_is_told_apart(
    ledger: Ledger, mailbox: Server, clock: Clock
) -> None:
    mailbox.put(*(mail(number) for number in range(1, 5)))
    mailbox.remove("2")
    source = added(ledger, mailbox)
    syncing.sync(ledger, source.id)
    mailbox.put(mail(5), mail(6))
    mailbox.remove("5")
    mailbox.remove("1")
    clock.now += timedelta(days=1)
    syncing.sync(ledger, source.id)

    [account] = completeness.of_source(ledger, source)

    assert str(account.taken_in) == "1,3:4,6"
    assert {gap.why: str(gap.uids) for gap in account.gaps} == {
        Missing.BEFORE: "2",
        Missing.BETWEEN: "5",
    }


def test_a_gap_is_explained_by_a_person_and_the_log_keeps_it(
    ledger: Ledger, mailbox: Server
) -> None:
    mailbox.put(mail(1), mail(2))
    mailbox.remove("1")
    source = added(ledger, mailbox)
    syncing.sync(ledger, source.id)

    uids = Uids.parse("1")
    completeness.explain(ledger, ACTOR, source, "INBOX", uids, "spam, deleted")

    [account] = completeness.of_source(ledger, source)
    assert account.gaps == ()
    assert [str(each.why) for each in account.exclusions] == ["spam, deleted"]
    assert log_of(ledger)[-1].kind == EventKind.MESSAGE_EXCLUDED


def test_what_is_left_out_by_a_rule_says_so(ledger: Ledger, mailbox: Server) -> None:
    mailbox.put(mail(1), mail(2, sender="doctor@private.example"), mail(3))
    source = added(ledger, mailbox, leave_out=("doctor@private.example",))

    haul = syncing.sync(ledger, source.id)
    again = syncing.sync(ledger, source.id)

    assert (haul.taken, haul.left_out, again.left_out) == (2, 1, 0)
    [account] = completeness.of_source(ledger, source)
    assert [(str(e.uids), e.rule) for e in account.exclusions] == [("2", "leave-out")]
    assert account.gaps == ()


def test_what_came_before_a_day_is_left_out(ledger: Ledger, mailbox: Server) -> None:
    mailbox.put(mail(1))
    source = added(ledger, mailbox, since=date(2999, 1, 1))

    haul = syncing.sync(ledger, source.id)

    assert (haul.taken, haul.left_out) == (0, 1)
    assert haul.receipts == []


def test_a_wrong_password_is_told_and_not_tried_again_soon(
    ledger: Ledger, mailbox: Server, clock: Clock
) -> None:
    settings = mailbox.mailbox()
    wrong = Credential(How.PASSWORD, "not this one")
    source = source_adding.add(ledger, ACTOR, settings, About(name="Maria"), wrong)

    with pytest.raises(RefusedError, match="does not accept this name and password"):
        syncing.sync(ledger, source.id)

    found = sources.find(ledger, "maria")
    assert found.standing.failures == 1
    assert "does not accept" in found.standing.error
    assert found.standing.next_at
    assert found.standing.next_at - clock.now > timedelta(minutes=50)
    assert syncing.due(ledger) == []
    sources.give(ledger, source.id, OPENS)
    assert [each.id for each in syncing.due(ledger)] == [source.id]
    syncing.sync(ledger, source.id)
    assert sources.find(ledger, source.id).standing.error == ""


def test_a_folder_that_went_is_told(ledger: Ledger, mailbox: Server) -> None:
    mailbox.make("Clients")
    source = added(ledger, mailbox, "Clients")
    mailbox.drop("Clients")

    with pytest.raises(FolderMissingError, match="“Clients”"):
        syncing.sync(ledger, source.id)


def test_inbox_and_sent_mail_are_proposed(mailbox: Server) -> None:
    tried = connecting.attempt(mailbox.mailbox(), OPENS)

    assert tried.proposed == ("INBOX", "Sent")
    assert set(tried.folders) == {"INBOX", "Sent", "Trash"}
    assert tried.idle


def test_a_folder_with_a_name_in_another_script_is_looked_into(
    ledger: Ledger, mailbox: Server
) -> None:
    mailbox.make('"&BBoEOwQ4BDUEPQRCBEs-"')
    with mailbox.signed_in() as client:
        client.append('"&BBoEOwQ4BDUEPQRCBEs-"', "", "", mail(1))

    haul = syncing.sync(ledger, added(ledger, mailbox, "Клиенты").id)

    assert haul.taken == 1


def test_folders_with_odd_names_are_looked_into(
    ledger: Ledger, mailbox: Server
) -> None:
    odd = [
        'A "quoted" one',
        "back\\slash",
        "per%cent",
        "star*x",
        "deep/er/down",
        "end ",
    ]
    for number, name in enumerate(odd, 1):
        quoted = '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
        mailbox.make(quoted)
        mailbox.put(mail(number), folder=quoted)

    listed = connecting.attempt(mailbox.mailbox(), OPENS).folders
    source = added(ledger, mailbox, *odd)
    syncing.sync(ledger, source.id)
    work(ledger)

    assert set(odd) <= set(listed)
    assert "deep" not in listed  # it holds no messages
    assert sorted(kept(ledger)) == [wired(number) for number in range(1, 7)]


def test_the_rows_of_a_mailbox_come_of_the_log_alone(
    ledger: Ledger, mailbox: Server
) -> None:
    mailbox.put(mail(1), mail(2))
    mailbox.remove("1")
    source = added(ledger, mailbox, since=date(2020, 1, 1))
    syncing.sync(ledger, source.id)
    uids = Uids.parse("1")
    completeness.explain(ledger, ACTOR, source, "INBOX", uids, "spam")
    sources.pause(ledger, ACTOR, source.id)
    before = completeness.of_source(ledger, source)

    rebuilding.projections_anew(ledger)
    sources.resume(ledger, ACTOR, source.id)

    assert completeness.of_source(ledger, source) == before
    assert syncing.sync(ledger, source.id).taken == 0


def test_other_folders_are_taken_when_they_are_chosen(
    ledger: Ledger, mailbox: Server
) -> None:
    mailbox.put(mail(1), folder="Sent")
    source = added(ledger, mailbox)
    assert syncing.sync(ledger, source.id).taken == 0

    settings = replace(source.mailbox, folders=("INBOX", "Sent"))
    changed = sources.change(ledger, ACTOR, source.id, About(name="Both"), settings)

    assert changed.name == "Both"
    assert syncing.sync(ledger, source.id).taken == 1


@pytest.mark.parametrize("security", ["tls", "starttls", "plain"])
def test_a_connection_may_be_kept_private_in_three_ways(
    mailbox: Server, security: str
) -> None:
    tried = connecting.attempt(mailbox.mailbox(security=security), OPENS)

    assert "INBOX" in tried.folders


def test_outcomes_of_a_look_stand_in_its_receipt(
    ledger: Ledger, mailbox: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledger.services.fetched.LARGEST", 150)
    mailbox.put(mail(1), mail(2, words="x" * 200))
    source = added(ledger, mailbox)
    monkeypatch.setattr("ledger.services.fetched.LARGEST", len(wired(1)))

    haul = syncing.sync(ledger, source.id)

    with ledger.db.reading():
        lines = receipts.lines(ledger, haul.receipts[0], None, 10, 0)
    assert [line.outcome for line in lines] == [Outcome.TAKEN_IN, Outcome.SET_ASIDE]
    assert "larger than" in str(lines[1].reason)
    [account] = completeness.of_source(ledger, source)
    assert (str(account.set_aside), account.gaps) == ("2", ())
    monkeypatch.setattr("ledger.services.fetched.LARGEST", 1 << 20)
    assert syncing.sync(ledger, source.id).taken == 0
    assert syncing.sync(ledger, source.id, again=True).taken == 1
    [account] = completeness.of_source(ledger, source)
    assert str(account.taken_in) == "1:2"
