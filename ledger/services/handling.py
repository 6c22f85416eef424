"""Handlers: what is done with the jobs of one kind, and how a job ends.

A handler is called outside every transaction, with jobs that are leased to its worker.
It works as long as it needs, then logs what came of them within ``ending``, which gives
a transaction, and the jobs that nobody else has taken over meanwhile; when that block
has ended, they are gone and their result is there. A new kind is a module that defines
a ``HANDLER``, and its line in ``handlers``.
"""

from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from typing import Any

from ledger.services import intake
from ledger.services.workers import LEASE
from ledger.services.workers import Worker
from ledger.store import jobs
from ledger.store import leases
from ledger.store.database import Tx
from ledger.store.jobs import Job


def set_aside(worker: Worker, job: Job, why: str) -> None:
    """Keep a job that failed too often where people see it and may try it again."""
    now = worker.ledger.now()
    with worker.ledger.db.writing() as tx:
        if leases.held(tx, [job.id], worker.name, now):
            jobs.set_aside(tx, job.id, now, why)


@dataclass(frozen=True, slots=True, kw_only=True)
class Handler:
    """How the jobs of one kind are done."""

    kind: str
    do: Callable[[Worker, Sequence[Job]], None]
    """Do some jobs to their end; whatever it raises counts as a try of each."""

    waiting: str
    """What these jobs are called while they wait: “pages to be recognised”."""

    slow: bool = False
    """Whether it is done only while nothing that is quicker waits."""

    together: int = 1
    """How many may be done in one transaction."""

    fitting: Callable[[Tx, Sequence[Job]], Sequence[Job]] | None = None
    """Which of them may be done together, the first ones, where not so many fit."""

    rest: timedelta = timedelta(0)
    """How long a job rests after its first failure; twice that after its second."""

    give_up: Callable[[Worker, Job, str], None] = set_aside
    """What becomes of a job that failed too often."""


class Ending:
    """A transaction in which jobs end, are kept on, or are put off."""

    def __init__(self, tx: Tx, worker: Worker, held: Sequence[Job]) -> None:
        self.tx = tx
        self.held = held
        """The jobs that nobody else has taken over: only of these log anything."""

        self._worker = worker
        self._on: set[int] = set()

    def keep(self, job: Job, state: dict[str, Any], *, turns: int = 0) -> None:
        """Let a job go on from a state: it is not done, and stays with its worker.

        With ``turns`` it goes on behind others that have waited.
        """
        jobs.save(self.tx, job, state, turns=turns)
        self._on.add(job.id)

    def put_off(
        self, job: Job, until: datetime, why: str, state: dict[str, Any] | None = None
    ) -> None:
        """Let a job wait for a moment; that is no failure, and the reason is shown."""
        kept = job.state if state is None else state
        jobs.put_off(self.tx, job.id, self._worker.name, until, kept, why)
        self._on.add(job.id)

    @property
    def done(self) -> list[Job]:
        """Return the jobs that end here."""
        return [job for job in self.held if job.id not in self._on]


@contextmanager
def ending(worker: Worker, listed: Sequence[Job]) -> Iterator[Ending]:
    """Give the transaction that holds the results of jobs, and ends them."""
    ledger = worker.ledger
    until = ledger.now() + LEASE
    with ledger.db.writing() as tx:
        still = leases.held(tx, [job.id for job in listed], worker.name, until)
        end = Ending(tx, worker, [job for job in listed if job.id in still])
        yield end
        jobs.done(tx, [job.id for job in end.done])
        for receipt in {job.receipt for job in end.done if job.kind in jobs.HOLDING}:
            intake.close_if_done(ledger, tx, receipt)
