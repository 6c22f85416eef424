"""Checking who sent a message: in the background, sealed with all that was answered."""

import io
from collections.abc import Iterator
from datetime import timedelta

import pytest

from ledger.domain import remarks
from ledger.domain.document import Document
from ledger.domain.event import EventKind
from ledger.domain.grading import Grade
from ledger.domain.grading import State
from ledger.domain.signatures import Asked
from ledger.domain.signatures import Result
from ledger.domain.worth import name
from ledger.domain.worth import shows
from ledger.domain.worth import shows_not
from ledger.domain.worth import Worth
from ledger.opened import Ledger
from ledger.services import authenticity
from ledger.services import handlers
from ledger.services import queueing
from ledger.services import rebuilding
from ledger.services import working
from ledger.store import documents
from ledger.store import events
from ledger.store import waiting
from tests.acts import bring
from tests.conftest import Clock
from tests.names import name_server
from tests.names import NameServer
from tests.signing import MAIL
from tests.signing import RECEIVED
from tests.signing import signed
from tests.signing import Zone


@pytest.fixture
def names() -> Iterator[NameServer]:
    with name_server() as server:
        yield server


@pytest.fixture
def asking(ledger: Ledger, clock: Clock, names: NameServer) -> Ledger:
    """A ledger that asks our name server, an hour after the mail came."""
    clock.now = RECEIVED + timedelta(hours=1)
    ledger.config = ledger.config.model_copy(update={"resolvers": names.address})
    return ledger


def signed_for(names: NameServer, mail: bytes = MAIL, **how: object) -> bytes:
    zone = Zone()
    made = signed(mail, zone, **how)  # type: ignore[arg-type]
    names.records.update(zone.records)
    return made


def taken_in(ledger: Ledger, data: bytes, file: str = "one.eml") -> Document:
    receipt = bring(ledger, {file: data})
    working.run(ledger, lambda _number: None, receipt, kinds=handlers.QUICK)
    with ledger.db.reading() as tx:
        [first, *_] = list(documents.of_receipt(tx, receipt))
    return first


def work(ledger: Ledger) -> None:
    working.run(ledger, lambda _number: None)


def known(ledger: Ledger, document: Document) -> Worth:
    return authenticity.of(ledger, document)


def test_a_signed_mail_waits_and_is_checked_behind_everything_else(
    asking: Ledger, names: NameServer
) -> None:
    found = taken_in(asking, signed_for(names))

    before = known(asking, found)
    asked_before = list(names.asked)
    work(asking)
    after = known(asking, found)

    assert (before.state, before.grade) == (State.WAITING, Grade.E)
    assert asked_before == []
    assert (after.state, after.grade) == (State.CHECKED, Grade.B)
    assert names.asked == ["s1._domainkey.client.example"]
    assert str(name(after)) == "Sent through client.example’s server"


def test_what_it_shows_and_what_not_names_servers_and_never_a_writer(
    asking: Ledger, names: NameServer
) -> None:
    found = taken_in(asking, signed_for(names))
    work(asking)

    worth = known(asking, found)
    told = [*shows(worth), *shows_not(worth)]

    assert any(
        f"Verified on 2025-03-14 with the key that {names.address} gave." in each
        for each in told
    )
    assert "It does not show which person wrote it." in told
    assert not [each for each in told if "Olga" in each or "written by" in each]


def test_the_answer_of_the_name_server_is_sealed_word_for_word(
    asking: Ledger, names: NameServer
) -> None:
    names.secure = True
    found = taken_in(asking, signed_for(names))
    work(asking)

    with asking.db.reading() as tx:
        event = events.of(tx, found.id)[-1]
    worth = known(asking, found)

    assert event.kind == EventKind.MESSAGE_AUTHENTICATED
    assert event.position == worth.position
    assert worth.finding
    [answer] = worth.finding.answers
    assert answer.text == names.records["s1._domainkey.client.example"]
    assert (answer.ttl, answer.resolver, answer.secure) == (300, names.address, True)
    assert answer.asked_at.startswith("2025-03-14T17:2")
    assert b"client.example" not in event.body


def test_the_log_makes_the_same_rows_again(asking: Ledger, names: NameServer) -> None:
    taken_in(asking, signed_for(names))
    work(asking)
    before, after = io.StringIO(), io.StringIO()
    rebuilding.dump(asking, before)

    rebuilding.projections_anew(asking)

    rebuilding.dump(asking, after)
    assert before.getvalue() == after.getvalue()
    assert '"authentication"' in after.getvalue()


def test_a_silent_name_server_is_asked_again_later(
    asking: Ledger, names: NameServer, clock: Clock
) -> None:
    found = taken_in(asking, signed_for(names))
    names.refuses = True
    work(asking)
    silent = known(asking, found)

    names.refuses = False
    work(asking)
    too_early = known(asking, found)
    clock.now += timedelta(minutes=6)
    work(asking)
    later = known(asking, found)

    assert (silent.state, silent.grade) == (State.WAITING, Grade.E)
    assert silent.finding
    assert silent.finding.signatures[0].result is Result.NOT_CHECKED
    assert silent.asked_again_at
    assert any("asked once more" in each for each in remarks.of(silent))
    assert too_early.state is State.WAITING
    assert (later.state, later.grade, later.checks) == (State.CHECKED, Grade.B, 2)


def test_a_name_server_that_stays_silent_is_left_alone_in_the_end(
    asking: Ledger, names: NameServer, clock: Clock
) -> None:
    found = taken_in(asking, signed_for(names))
    names.refuses = True

    for _ in range(8):
        work(asking)
        clock.now += timedelta(days=8)

    worth = known(asking, found)
    assert (worth.state, worth.checks) == (State.NOT_CHECKED, 1)
    with asking.db.reading() as tx:
        assert waiting.of_subjects(tx, queueing.AUTHENTICATE, [found.id]) == {}


def test_what_was_found_stands_when_the_key_is_gone_later(
    asking: Ledger, names: NameServer, clock: Clock
) -> None:
    found = taken_in(asking, signed_for(names))
    work(asking)
    first = known(asking, found)

    names.records.clear()
    clock.now += timedelta(days=400)
    authenticity.check(asking, [found.id])
    work(asking)

    later = known(asking, found)
    assert (later.grade, later.position) == (Grade.B, first.position)
    assert later.checks == 2


def test_an_old_archive_says_when_it_was_verified_or_that_the_key_is_gone(
    asking: Ledger, names: NameServer, clock: Clock
) -> None:
    clock.now = RECEIVED + timedelta(days=6 * 365)
    there = taken_in(asking, signed_for(names))
    gone = taken_in(
        asking, signed_for(names, selector="old").replace(b"one@", b"two@"), "two.eml"
    )
    del names.records["old._domainkey.client.example"]
    work(asking)

    late, lost = known(asking, there), known(asking, gone)

    assert (late.grade, late.graded.late) == (Grade.C, True)
    assert "Verified on 2031-03-13" in " ".join(shows(late))
    assert lost.grade is Grade.E
    assert any(
        each == "Not checked: the message is 6 years old and the key of "
        "client.example is gone."
        for each in remarks.of(lost)
    )


def test_two_resolvers_are_asked_each(asking: Ledger, names: NameServer) -> None:
    with name_server() as second:
        both = f"{names.address}, {second.address}"
        asking.config = asking.config.model_copy(update={"resolvers": both})
        found = taken_in(asking, signed_for(names))
        second.records.update(names.records)
        work(asking)

    worth = known(asking, found)
    assert worth.finding
    assert [each.resolver for each in worth.finding.answers] == [
        names.address,
        second.address,
    ]
    assert worth.grade is Grade.B


def test_nobody_is_asked_where_that_is_switched_off(
    asking: Ledger, names: NameServer
) -> None:
    asking.config = asking.config.model_copy(update={"resolvers": "off"})
    found = taken_in(asking, signed_for(names))
    work(asking)

    worth = known(asking, found)

    assert names.asked == []
    assert (worth.state, worth.grade) == (State.NOT_CHECKED, Grade.E)
    assert worth.finding
    assert worth.finding.answers[0].state is Asked.NOT_ASKED


def test_a_mail_without_a_signature_costs_no_check(asking: Ledger) -> None:
    found = taken_in(asking, MAIL)

    with asking.db.reading() as tx:
        assert waiting.of_subjects(tx, queueing.AUTHENTICATE, [found.id]) == {}
    worth = known(asking, found)
    assert (worth.state, worth.grade) == (State.NOTHING, Grade.E)


def test_our_own_server_is_believed_only_where_it_is_named_and_on_top(
    asking: Ledger,
) -> None:
    line = b"Authentication-Results: mx.agency.example; dkim=pass; spf=pass\r\n"
    other = b"Authentication-Results: mx.evil.example; dkim=pass\r\n"
    unnamed = taken_in(asking, line + MAIL, "a.eml")
    asking.config = asking.config.model_copy(
        update={"mail_servers": "mx.agency.example"}
    )
    ours = taken_in(asking, line + MAIL.replace(b"one@", b"two@"), "b.eml")
    below = taken_in(asking, other + line + MAIL.replace(b"one@", b"three@"), "c.eml")
    work(asking)

    assert known(asking, unnamed).grade is Grade.E
    assert known(asking, ours).grade is Grade.D
    assert known(asking, below).grade is Grade.E


def test_members_of_a_mailbox_are_checked_each(
    asking: Ledger, names: NameServer
) -> None:
    mail = signed_for(names, MAIL.replace(b"Olga\r\n", b"From me\r\n"))
    kept = mail.replace(b"\r\nFrom me", b"\r\n>From me")
    receipt = bring(asking, {"in.mbox": b"From x Mon Jun  2 09:00:00 2025\n" + kept})
    work(asking)

    with asking.db.reading() as tx:
        [_box, member] = list(documents.of_receipt(tx, receipt))
    assert known(asking, member).grade is Grade.B
