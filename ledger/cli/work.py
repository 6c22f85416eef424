"""Work in the background from the command line: do it, look at it, try again."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import click

from ledger.cli import shapes
from ledger.cli.door import counted
from ledger.cli.door import Door
from ledger.cli.door import pass_door
from ledger.cli.door import Progress
from ledger.cli.door import tame
from ledger.cli.shortcuts import Shortcut
from ledger.domain.errors import LedgerError
from ledger.opened import Ledger
from ledger.services import engines
from ledger.services import handlers
from ledger.services import indexing
from ledger.services import working
from ledger.services import workload
from ledger.services.engines import Engines
from ledger.services.fetching import Fetcher
from ledger.services.workload import Workload

_LOOK = 0.5
_RETRY = 15.0
_KINDS = sorted(handlers.CHOSEN)
_SIGNALS = (signal.SIGTERM, signal.SIGINT)


@click.command()
@click.option("--once", is_flag=True, help="End when nothing waits any more.")
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(_KINDS),
    help="Do work of this kind alone; it may be named several times.",
)
@pass_door
def work(door: Door, kinds: tuple[str, ...], *, once: bool) -> None:
    """Do what waits in the background.

    It may run beside serve or instead of it.

    It goes on until it is told to stop, and ends what it is at before it does.
    """
    ledger = door.ledger
    progress = Progress("item", "done")
    with _until_told() as stop:
        fetcher = Fetcher(ledger, stop)
        while not stop.is_set():
            try:
                _do(ledger, progress, stop, kinds)
            except LedgerError as error:
                if once:
                    raise
                click.echo(tame(str(error)), err=True)
                stop.wait(_RETRY)
            if once or stop.wait(_LOOK):
                break
            if not kinds:
                fetcher.turn()
        fetcher.end()
    progress.end()
    found = workload.look(ledger)
    engine = engines.look(ledger)
    data = {"done": progress.number, **_json(found, engine)}
    lines = [f"{counted(progress.number, 'item')} done.", *_lines(found, engine)]
    door.show(data, lines)


def _do(
    ledger: Ledger, progress: Progress, stop: threading.Event, kinds: tuple[str, ...]
) -> None:
    """Do what waits now, and let the search know of it."""
    working.release_the_dead(ledger)
    working.run(ledger, progress, stop=stop, kinds=kinds or None)
    if indexing.lag(ledger):
        indexing.catch_up(ledger)
    while not stop.is_set() and engines.advance(ledger):
        pass


@contextmanager
def _until_told() -> Iterator[threading.Event]:
    """Give an event that is set when the process is asked to end."""
    stop = threading.Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    if threading.current_thread() is not threading.main_thread():
        yield stop
        return
    before = {each: signal.signal(each, end) for each in _SIGNALS}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@click.group("jobs", cls=Shortcut.to("list"))
def jobs_group() -> None:
    """Show the work that waits, is being done, or was set aside."""


@jobs_group.command("list")
@pass_door
def listed(door: Door) -> None:
    """Show the work that waits, is being done, or was set aside."""
    found = workload.look(door.ledger)
    engine = engines.look(door.ledger)
    door.show(_json(found, engine), _lines(found, engine))


@jobs_group.command("retry")
@click.argument("ids", metavar="ID...", nargs=-1, type=int)
@click.option("--all", "everything", is_flag=True, help="All that was set aside.")
@pass_door
def retry(door: Door, ids: tuple[int, ...], *, everything: bool) -> None:
    """Let jobs that were set aside be tried again."""
    if bool(ids) == everything:
        message = "Name the jobs to try again, or say --all."
        raise click.UsageError(message)
    ledger = door.ledger
    number = workload.retry_all(ledger) if everything else workload.retry(ledger, ids)
    door.show(
        {"retried": number, **_json(workload.look(ledger), engines.look(ledger))},
        [f"{counted(number, 'job')} will be tried again."],
    )


def _json(found: Workload, engine: Engines) -> shapes.Json:
    return {
        "engine": _engine(engine),
        "waiting": [
            {
                "kind": heap.kind,
                "number": heap.number,
                "later": heap.later,
                "oldest": shapes.at(heap.oldest),
            }
            for heap in found.heaps
        ],
        "running": [
            {
                "kind": task.kind,
                "number": task.number,
                "document": task.document.id if task.document else None,
                "receipt": task.receipt or None,
                "worker": task.worker,
                "alive": task.alive,
                "since": shapes.at(task.since),
                "done": task.done,
                "of": task.of,
            }
            for task in found.tasks
        ],
        "set_aside": [
            {
                "id": each.id,
                "kind": each.kind,
                "subject": each.subject,
                "receipt": each.receipt or None,
                "reason": each.why,
                "at": shapes.at(each.at),
            }
            for each in found.aside
        ],
        "set_aside_number": found.number_aside,
    }


def _engine(engine: Engines) -> shapes.Json:
    return {
        "in_use": engine.in_use,
        "wanted": engine.wanted,
        "percent": engine.percent if engine.changing else 100,
        "missing": engine.missing or None,
    }


def _lines(found: Workload, engine: Engines) -> Iterator[str]:
    if engine.warning:
        yield engine.warning
    if engine.changing:
        yield f"{engine.in_use} searches; {engine.wanted} is built: {engine.percent} %"
    if not found.heaps:
        yield "Nothing waits."
    for heap in found.heaps:
        later = f", {heap.later} of them for their moment" if heap.later else ""
        yield f"waiting: {heap.what}: {heap.number} ({heap.kind}){later}"
    for task in found.tasks:
        share = f", {100 * task.done // task.of} %" if task.of else ""
        dead = "" if task.alive else ", which is no more"
        name = task.document.title if task.document else task.number
        yield f"now: {task.what}: {name}{share}, by {task.worker}{dead}"
    for each in found.aside:
        title = each.document.title if each.document else each.subject
        yield f"set aside: {each.id}  {each.what}: {title}: {each.why}"
    more = found.number_aside - len(found.aside)
    if more > 0:
        yield f"… and {more} more that were set aside."
