"""Jobs of any kind: done once, tried again, put off, and set aside with the reason."""

import io
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from datetime import timedelta

import pytest

from ledger.domain.errors import BadInputError
from ledger.domain.sentence import said
from ledger.opened import Ledger
from ledger.services import handlers
from ledger.services import intake
from ledger.services import receipts
from ledger.services import working
from ledger.services.handling import ending
from ledger.services.handling import Handler
from ledger.services.workers import Worker
from ledger.store import jobs
from ledger.store import leases
from ledger.store import waiting
from ledger.store.jobs import Job
from ledger.store.jobs import Priority
from tests.acts import bring
from tests.acts import every_document
from tests.acts import mail
from tests.acts import mailbox
from tests.acts import work
from tests.conftest import Clock

Do = Callable[[Worker, Sequence[Job]], None]


@pytest.fixture
def handle(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Put a handler of a made-up kind into the table."""

    def put(do: Do, kind: str = "ponder", **rest: object) -> None:
        handler = Handler(kind=kind, do=do, waiting="thoughts", **rest)  # type: ignore[arg-type]
        monkeypatch.setitem(handlers.EVERY, kind, handler)

    return put  # type: ignore[return-value]


def add(ledger: Ledger, *subjects: str, **rest: object) -> None:
    """Queue work of the made-up kind."""
    with ledger.db.writing() as tx:
        jobs.add(tx, "ponder", subjects, ledger.now(), **rest)  # type: ignore[arg-type]


def left(ledger: Ledger) -> int:
    """Return how much of the made-up work is not done."""
    with ledger.db.reading() as tx:
        return waiting.number(tx, kinds=["ponder"])


def aside(ledger: Ledger) -> list[waiting.Line]:
    """Return what was set aside."""
    with ledger.db.reading() as tx:
        return waiting.set_aside(tx)


def test_a_kind_of_work_that_makes_no_document_is_a_handler_and_its_line(
    ledger: Ledger, handle: Callable[..., None]
) -> None:
    seen: list[str] = []

    def do(worker: Worker, listed: Sequence[Job]) -> None:
        with ending(worker, listed) as end:
            seen.extend(job.subject for job in end.held)

    handle(do, together=2)
    add(ledger, "a", "b", "c")

    work(ledger)

    assert seen == ["a", "b", "c"]
    assert left(ledger) == 0


def test_others_may_write_while_a_slow_job_works(
    ledger: Ledger, handle: Callable[..., None]
) -> None:
    def do(worker: Worker, listed: Sequence[Job]) -> None:
        add(ledger, "while it works", not_before=ledger.now() + timedelta(days=1))
        with ending(worker, listed):
            pass

    handle(do, slow=True)
    add(ledger, "a")

    work(ledger)

    assert left(ledger) == 1


def test_what_fails_is_tried_three_times_and_set_aside_with_its_reason(
    ledger: Ledger, handle: Callable[..., None]
) -> None:
    tries: list[int] = []

    def fail(_worker: Worker, listed: Sequence[Job]) -> None:
        tries.append(listed[0].tries)
        raise BadInputError(said("It is all wrong."))

    handle(fail)
    add(ledger, "a")

    work(ledger)

    assert tries == [1, 2, 3]
    [line] = aside(ledger)
    assert (line.subject, line.problem) == ("a", "It is all wrong.")
    assert left(ledger) == 0


def test_a_job_that_was_set_aside_is_done_when_somebody_says_so(
    ledger: Ledger, handle: Callable[..., None]
) -> None:
    def fail(_worker: Worker, _listed: Sequence[Job]) -> None:
        raise ValueError

    def do(worker: Worker, listed: Sequence[Job]) -> None:
        with ending(worker, listed):
            pass

    handle(fail)
    add(ledger, "a")
    work(ledger)
    handle(do)
    [line] = aside(ledger)
    assert "ValueError" in str(line.problem)

    with ledger.db.writing() as tx:
        assert jobs.take_up(tx, [line.id]) == 1
    work(ledger)

    assert (aside(ledger), left(ledger)) == ([], 0)


def test_one_poison_item_spoils_none_of_those_that_are_done_with_it(
    ledger: Ledger, handle: Callable[..., None]
) -> None:
    done: list[str] = []

    def do(worker: Worker, listed: Sequence[Job]) -> None:
        if any(job.subject == "poison" for job in listed):
            raise RuntimeError
        with ending(worker, listed):
            done.extend(job.subject for job in listed)

    handle(do, together=4)
    add(ledger, "a", "b", "poison", "c", "d", "e")

    work(ledger)

    assert sorted(done) == ["a", "b", "c", "d", "e"]
    assert [line.subject for line in aside(ledger)] == ["poison"]


def test_a_failure_may_be_rested_from(
    ledger: Ledger, clock: Clock, handle: Callable[..., None]
) -> None:
    tries: list[int] = []

    def fail(_worker: Worker, listed: Sequence[Job]) -> None:
        tries.append(listed[0].tries)
        raise ConnectionError

    handle(fail, rest=timedelta(hours=1))
    add(ledger, "a")

    work(ledger)
    clock.now += timedelta(hours=1)
    work(ledger)
    clock.now += timedelta(hours=1)
    work(ledger)
    assert tries == [1, 2]
    clock.now += timedelta(hours=1)
    work(ledger)

    assert tries == [1, 2, 3]
    assert len(aside(ledger)) == 1


def test_a_job_that_waits_for_others_is_put_off_without_a_try(
    ledger: Ledger, clock: Clock, handle: Callable[..., None]
) -> None:
    def do(worker: Worker, listed: Sequence[Job]) -> None:
        [job] = listed
        asked = job.state.get("asked", 0) + 1
        with ending(worker, listed) as end:
            if asked < 5:
                until = ledger.now() + timedelta(hours=1)
                end.put_off(job, until, "Nobody answered.", {"asked": asked})

    handle(do)
    add(ledger, "a")
    for _ in range(4):
        work(ledger)
        assert (left(ledger), aside(ledger)) == (1, [])
        clock.now += timedelta(hours=1)

    work(ledger)

    assert (left(ledger), aside(ledger)) == (0, [])


def test_a_job_goes_on_inside_from_the_state_that_it_kept(
    ledger: Ledger, handle: Callable[..., None]
) -> None:
    pages: list[int] = []

    def do(worker: Worker, listed: Sequence[Job]) -> None:
        [job] = listed
        for page in range(job.state.get("page", 0) + 1, 4):
            with ending(worker, listed) as end:
                if page < 3:
                    end.keep(job, {"page": page})
            pages.append(page)
            if page == 2 and pages.count(2) == 1:
                raise RuntimeError

    handle(do)
    add(ledger, "a")

    work(ledger)

    assert pages == [1, 2, 3]
    assert left(ledger) == 0


def test_slow_work_keeps_no_receipt_open(
    ledger: Ledger, handle: Callable[..., None]
) -> None:
    handle(lambda _worker, _listed: None, slow=True)
    receipt = bring(ledger, {"a.eml": mail(1)})
    add(ledger, "page 1", receipt=receipt, priority=Priority.SLOW)

    working.finish(ledger, lambda _number: None, receipt)

    assert receipts.account(ledger, receipt).receipt.closed_at
    assert left(ledger) == 1


def test_slow_work_waits_behind_what_is_quick(
    ledger: Ledger, handle: Callable[..., None]
) -> None:
    done: list[str] = []

    def do(worker: Worker, listed: Sequence[Job]) -> None:
        with ending(worker, listed):
            done.extend(job.subject for job in listed)

    handle(do, slow=True)
    add(ledger, "page 1", priority=Priority.SLOW)
    receipt = bring(ledger, {"a.eml": mail(1)})

    working.run(ledger, lambda _number: None, kinds={"ponder"}, behind=True)
    assert done == []
    working.finish(ledger, lambda _number: None, receipt)
    working.run(ledger, lambda _number: None, kinds={"ponder"}, behind=True)

    assert done == ["page 1"]


def test_work_that_nobody_here_knows_keeps_no_other_waiting(
    ledger: Ledger, handle: Callable[..., None]
) -> None:
    with ledger.db.writing() as tx:
        jobs.add(tx, "from-the-future", ["x"], ledger.now(), priority=Priority.NOW)
    done: list[str] = []

    def do(worker: Worker, listed: Sequence[Job]) -> None:
        with ending(worker, listed):
            done.extend(job.subject for job in listed)

    handle(do, slow=True)
    add(ledger, "page 1", priority=Priority.SLOW)
    working.run(ledger, lambda _number: None, kinds={"ponder"}, behind=True)

    assert done == ["page 1"]


def test_a_file_that_came_later_is_read_before_the_rest_of_a_large_mailbox(
    ledger: Ledger,
) -> None:
    bring(ledger, {"box.mbox": mailbox(mail(number) for number in range(300))})
    late: list[str] = []

    def progress(_number: int) -> None:
        if not late:
            late.append("now")
            bring(ledger, {"late.eml": mail(999)})

    working.run(ledger, progress)

    listed = every_document(ledger)
    order = sorted(listed, key=lambda each: each.position)
    place = [each.name for each in order].index("late.eml")
    assert place < 200
    assert len(listed) == 302
    assert all(each.reading for each in listed)


def test_a_file_that_ends_the_program_again_and_again_is_set_aside(
    ledger: Ledger,
) -> None:
    bring(ledger, {"a.eml": mail(1), "b.eml": mail(2)})
    for _ in range(12):
        with ledger.db.writing() as tx:
            now = ledger.now()
            [first] = leases.lease(tx, "gone:1:1", now, now, 1)
            leases.release_all_of(tx, "gone:1:1")

    work(ledger)

    [line] = aside(ledger)
    assert line.id == first.id
    assert "ended 12 times" in str(line.problem)
    one, two = every_document(ledger)
    assert one.problem
    assert two.problem is None


def test_many_files_are_an_import_and_a_few_are_waited_for(ledger: Ledger) -> None:
    bring(ledger, {f"{number}.eml": mail(number) for number in range(60)})
    bring(ledger, {"late.eml": mail(100)})

    with ledger.db.writing() as tx:
        now = ledger.now()
        [job] = leases.lease(tx, "a:1:1", now, now + timedelta(minutes=1), 1)

    [late] = [each for each in every_document(ledger) if each.name == "late.eml"]
    assert job.subject == late.id


def test_a_receipt_that_nobody_holds_closes_with_what_was_brought(
    ledger: Ledger,
) -> None:
    receipt = intake.open_receipt(ledger, "u_1", custodian="Ana", channel="test")
    brought = [intake.File("one.txt", lambda: io.BytesIO(b"words"))]
    assert list(intake.receive(ledger, receipt, brought)) == [1]
    with ledger.db.writing() as tx:
        [holder] = leases.holders(tx)
        leases.release_all_of(tx, holder)

    work(ledger)

    assert receipts.account(ledger, receipt).receipt.closed_at
