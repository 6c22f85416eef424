"""The work at hand: what waits, what is being done by whom, and what was set aside."""

from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ledger.domain.document import Document
from ledger.domain.errors import NotFoundError
from ledger.domain.errors import ReadOnlyError
from ledger.domain.sentence import recognised
from ledger.opened import Ledger
from ledger.services import handlers
from ledger.services import receipts as accounts
from ledger.services import workers
from ledger.services import working
from ledger.store import documents
from ledger.store import jobs
from ledger.store import receipts
from ledger.store import waiting
from ledger.store.database import Tx
from ledger.store.waiting import Line

_MOST = 200
_OPEN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Heap:
    """What waits of one kind."""

    kind: str
    what: str
    """What these jobs are called, as a sentence part for a person."""

    number: int
    later: int
    """Of these: how many wait for a moment that has not come."""

    oldest: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What one worker is at: one job, or some of a kind together."""

    worker: str
    alive: bool
    """Whether that worker may still be at work."""

    kind: str
    what: str
    number: int
    document: Document | None
    """What it works on, where it is one document."""

    receipt: str
    since: datetime | None
    done: int
    of: int
    """How much of it there is in all; 0 where nobody knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """A job that failed too often."""

    id: int
    kind: str
    what: str
    document: Document | None
    subject: str
    receipt: str
    why: str
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Workload:
    """Everything that is to be done."""

    heaps: tuple[Heap, ...]
    tasks: tuple[Task, ...]
    aside: tuple[Aside, ...]
    """The newest of them."""

    number_aside: int
    open: tuple[accounts.Progress, ...]
    """The receipts on which something is being done, the oldest first."""

    @property
    def number(self) -> int:
        """Return how many jobs are not done."""
        return sum(heap.number for heap in self.heaps)


def look(ledger: Ledger, most: int = _MOST) -> Workload:
    """Return what is to be done, without changing anything."""
    now = ledger.now()
    with ledger.db.reading() as tx:
        heaps = waiting.heaps(tx, now)
        running = waiting.running(tx)
        aside = waiting.set_aside(tx, most)
        number = waiting.number_set_aside(tx)
        known = _documents(tx, [*running, *aside])
        still_open = [each.id for each in receipts.still_open(tx)[:_OPEN]]
    return Workload(
        heaps=tuple(
            Heap(
                kind=heap.kind,
                what=handlers.name_of(heap.kind),
                number=heap.number,
                later=heap.later,
                oldest=heap.oldest,
            )
            for heap in heaps
        ),
        tasks=tuple(_tasks(running, known)),
        aside=tuple(_aside(line, known) for line in aside),
        number_aside=number,
        open=tuple(accounts.progress(ledger, key) for key in still_open),
    )


def number_aside(ledger: Ledger) -> int:
    """Return how many jobs were set aside."""
    with ledger.db.reading() as tx:
        return waiting.number_set_aside(tx)


def retry(ledger: Ledger, ids: Sequence[int]) -> int:
    """Let jobs that were set aside be tried again; return how many.

    Raises:
        NotFoundError: one of them is not set aside.
        ReadOnlyError: nothing may be added to the ledger now.
    """
    _must_go_on(ledger)
    with ledger.db.writing() as tx:
        known = {line.id for line in waiting.set_aside(tx)}
        for key in ids:
            if key not in known:
                raise NotFoundError("job", str(key))
        return jobs.take_up(tx, ids)


def retry_all(ledger: Ledger) -> int:
    """Let everything that was set aside be tried again; return how much that is."""
    _must_go_on(ledger)
    with ledger.db.writing() as tx:
        return jobs.take_up(tx, [line.id for line in waiting.set_aside(tx)])


def _must_go_on(ledger: Ledger) -> None:
    if ledger.read_only:
        raise ReadOnlyError(ledger.read_only)


def _documents(tx: Tx, lines: Iterable[Line]) -> dict[str, Document]:
    found = documents.get_many(tx, {line.subject for line in lines})
    return {document.id: document for document in found}


def _tasks(running: Iterable[Line], known: dict[str, Document]) -> list[Task]:
    """Return what each worker is at; what it does together is one task."""
    together: dict[tuple[str, str], list[Line]] = {}
    for line in running:
        together.setdefault((line.leased_by or "", line.kind), []).append(line)
    return [_task(worker, lines, known) for (worker, _), lines in together.items()]


def _task(worker: str, lines: list[Line], known: dict[str, Document]) -> Task:
    first = lines[0]
    alone = len(lines) == 1
    state = first.state if alone else {}
    return Task(
        worker=worker,
        alive=workers.alive(worker),
        kind=first.kind,
        what=handlers.name_of(first.kind),
        number=len(lines),
        document=known.get(first.subject) if alone else None,
        receipt=first.receipt,
        since=first.leased_at,
        done=state.get("offset", state.get("done", 0)),
        of=state.get("size", state.get("of", 0)),
    )


def _aside(line: Line, known: dict[str, Document]) -> Aside:
    return Aside(
        id=line.id,
        kind=line.kind,
        what=handlers.name_of(line.kind),
        document=known.get(line.subject),
        subject=line.subject,
        receipt=line.receipt,
        why=recognised(line.problem or "", working.REASONS),
        at=line.set_aside_at,
    )
