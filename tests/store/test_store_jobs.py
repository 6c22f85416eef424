"""Jobs: their order, their turns, the moments they wait for, and who holds them."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC

from hypothesis import given
from hypothesis import HealthCheck
from hypothesis import settings
from hypothesis import strategies as st
from sqlalchemy import delete
from sqlalchemy import text

from ledger.opened import Ledger
from ledger.store import jobs
from ledger.store import leases
from ledger.store import tables
from ledger.store import waiting
from ledger.store.database import Tx
from ledger.store.jobs import Job
from ledger.store.jobs import Priority

NOW = datetime(2025, 6, 2, 9, 0, tzinfo=UTC)
LEASE = timedelta(minutes=5)


def given_next(tx: Tx, limit: int = 1, now: datetime = NOW) -> list[Job]:
    """Lease what comes next."""
    return leases.lease(tx, "here:1:1", now, now + LEASE, limit)


def order(tx: Tx) -> list[str]:
    """Do all that may be done now, one by one; return the subjects in that order."""
    subjects = []
    while listed := given_next(tx):
        subjects += [job.subject for job in listed]
        jobs.done(tx, [job.id for job in listed])
    return subjects


def test_what_somebody_waits_for_comes_before_an_import_and_that_before_slow_work(
    ledger: Ledger,
) -> None:
    with ledger.db.writing() as tx:
        jobs.add(tx, "slow", ["page"], NOW, priority=Priority.SLOW)
        jobs.add(tx, jobs.READ, ["import"], NOW, receipt="rc_1")
        jobs.add(tx, jobs.READ, ["now"], NOW, receipt="rc_2", priority=Priority.NOW)

        assert order(tx) == ["now", "import", "page"]


def test_a_small_receipt_does_not_wait_for_a_large_one_that_came_before(
    ledger: Ledger,
) -> None:
    with ledger.db.writing() as tx:
        large = [f"large {number}" for number in range(20)]
        jobs.add(tx, jobs.READ, large, NOW, receipt="rc_1")
        for job in given_next(tx, limit=10):
            jobs.done(tx, [job.id])
        jobs.add(tx, jobs.READ, ["small 1", "small 2"], NOW, receipt="rc_2")

        subjects = order(tx)

    assert subjects[:4] == ["large 10", "small 1", "large 11", "small 2"]
    assert subjects[4:] == large[12:]


def test_one_who_comes_later_does_not_go_before_all_that_waited(
    ledger: Ledger,
) -> None:
    with ledger.db.writing() as tx:
        jobs.add(tx, jobs.READ, ["a", "b"], NOW, receipt="rc_1")
        jobs.add(tx, jobs.READ, ["c"], NOW, receipt="rc_1")
        jobs.add(tx, jobs.READ, ["d"], NOW, receipt="rc_2")

        assert order(tx) == ["a", "d", "b", "c"]


def test_jobs_that_are_given_together_are_of_one_kind(ledger: Ledger) -> None:
    with ledger.db.writing() as tx:
        jobs.add(tx, jobs.READ, ["a"], NOW, receipt="rc_1")
        jobs.add(tx, "other", ["b"], NOW)
        jobs.add(tx, jobs.READ, ["c"], NOW, receipt="rc_1")

        listed = given_next(tx, limit=9)

        assert [job.subject for job in listed] == ["a", "c"]


def test_a_job_waits_for_its_moment(ledger: Ledger) -> None:
    later = NOW + timedelta(minutes=1)
    with ledger.db.writing() as tx:
        jobs.add(tx, "ask", ["a"], NOW, not_before=later)

        assert given_next(tx) == []
        assert leases.first_free(tx, NOW, NOW + LEASE) is None
        [heap] = waiting.heaps(tx, NOW)
        assert (heap.number, heap.later, heap.oldest) == (1, 1, NOW)
        assert [job.subject for job in given_next(tx, now=later)] == ["a"]


def test_a_job_that_was_put_off_says_why_and_keeps_how_far_it_came(
    ledger: Ledger,
) -> None:
    later = NOW + timedelta(minutes=1)
    with ledger.db.writing() as tx:
        jobs.add(tx, "ask", ["a"], NOW)
        [job] = given_next(tx)
        jobs.put_off(tx, job.id, "here:1:1", later, {"asked": 1}, "No answer.")

        assert given_next(tx) == []
        [job] = given_next(tx, now=later)
        assert (job.state, job.tries) == ({"asked": 1}, 1)
        [line] = waiting.running(tx)
        assert line.problem == "No answer."


def test_what_was_set_aside_is_done_by_nobody_until_somebody_says_so(
    ledger: Ledger,
) -> None:
    with ledger.db.writing() as tx:
        jobs.add(tx, jobs.READ, ["a"], NOW, receipt="rc_1")
        [job] = given_next(tx)
        jobs.set_aside(tx, job.id, NOW, "It broke.")

        assert given_next(tx, now=NOW + 2 * LEASE) == []
        assert waiting.number(tx, "rc_1") == 0
        [line] = waiting.set_aside(tx)
        assert (line.subject, line.problem) == ("a", "It broke.")
        assert jobs.take_up(tx, [line.id]) == 1
        [job] = given_next(tx)
        assert (job.subject, job.tries) == ("a", 1)
        assert waiting.number_set_aside(tx) == 0


def test_a_job_that_was_tried_often_is_given_alone(ledger: Ledger) -> None:
    with ledger.db.writing() as tx:
        jobs.add(tx, jobs.READ, ["a", "b", "c"], NOW, receipt="rc_1")
        for _ in range(jobs.MOST_TRIES):
            [first] = given_next(tx)
            leases.release(tx, [first.id], "here:1:1")

        assert [job.subject for job in given_next(tx, limit=9)] == ["a"]
        assert [job.subject for job in given_next(tx, limit=9)] == ["b", "c"]


def test_a_lease_that_another_has_taken_over_is_not_held_any_more(
    ledger: Ledger,
) -> None:
    with ledger.db.writing() as tx:
        jobs.add(tx, "other", ["a"], NOW)
        [job] = given_next(tx)
        late = NOW + 2 * LEASE
        [again] = leases.lease(tx, "there:1:1", late, late + LEASE, 1)

        assert again.id == job.id
        assert leases.held(tx, [job.id], "here:1:1", late) == set()
        assert leases.held(tx, [job.id], "there:1:1", late) == {job.id}


def test_a_receipt_of_many_thousand_jobs_is_given_by_its_index(ledger: Ledger) -> None:
    for receipt in (None, "rc_1"):
        query = leases.next_query(NOW, NOW + LEASE, receipt, {jobs.READ})
        with ledger.db.reading() as tx:
            said = query.compile(tx, compile_kwargs={"literal_binds": True})
            plan = tx.execute(text(f"EXPLAIN QUERY PLAN {said}")).all()

        assert not [row for row in plan if "TEMP B-TREE" in str(row)], plan


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["add", "lease", "done", "release", "die", "late", "aside"]),
        st.integers(0, 3),
    ),
    max_size=40,
)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(ACTS)
def test_no_job_is_ever_held_twice_or_lost(
    ledger: Ledger, acts: list[tuple[str, int]]
) -> None:
    held: dict[int, str] = {}
    left = 0
    now = NOW
    with ledger.db.writing() as tx:
        tx.execute(delete(tables.jobs))
        for act, number in acts:
            worker = f"worker {number}"
            if act == "add":
                jobs.add(tx, "work", ["a"] * number, now, receipt=f"rc_{number}")
                left += number
            elif act == "lease":
                given = leases.lease(tx, worker, now, now + LEASE, number + 1)
                assert not held.keys() & {job.id for job in given}
                held |= {job.id: worker for job in given}
            elif act == "late":
                now += 3 * LEASE
                held.clear()
            else:
                gone = given_up(tx, act, worker, now)
                assert all(held.pop(key, worker) == worker for key in gone)
                left -= len(gone) if act == "done" else 0

            assert waiting.number(tx, kinds=["work"]) == left
            assert left == 0 or leases.first_free(tx, now + 4 * LEASE, now + 5 * LEASE)


def given_up(tx: Tx, act: str, worker: str, now: datetime) -> set[int]:
    """Let a worker part with jobs that it holds; return which."""
    mine = {line.id for line in waiting.running(tx) if line.leased_by == worker}
    still = {line.id for line in waiting.running(tx)}
    if act == "done":
        mine = leases.held(tx, mine, worker, now + LEASE)
        jobs.done(tx, mine)
    elif act == "release":
        leases.release(tx, mine, worker)
    elif act == "die":
        leases.release_all_of(tx, worker)
    else:
        for key in mine:
            jobs.set_aside(tx, key, now, "why")
        assert jobs.take_up(tx, mine) == len(mine)
    return mine & still
