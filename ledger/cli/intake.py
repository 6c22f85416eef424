"""Take files in, and put documents to projects."""

import time
from pathlib import Path
from typing import Any

import click

from ledger.cli import shapes
from ledger.cli.door import ACTOR
from ledger.cli.door import Door
from ledger.cli.door import pass_door
from ledger.cli.door import Progress
from ledger.cli.receipts import as_json
from ledger.cli.receipts import lines
from ledger.opened import Ledger
from ledger.services import filing
from ledger.services import handlers
from ledger.services import history
from ledger.services import indexing
from ledger.services import intake
from ledger.services import projects
from ledger.services import receipts
from ledger.services import recognising
from ledger.services import resuming
from ledger.services import sampling
from ledger.services import scans
from ledger.services import working
from ledger.services.resuming import Resumed
from ledger.services.walking import walk

_LOOK = 0.1
_OTHER = (
    "Receipt {key} was broken off: run the same take-in again and it goes on, or close "
    "it: scope-ledger receipt close {key}"
)
_LOOKS = 50
"""For how many looks the command waits for another writer of the index."""


@click.command("take-in")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--project", "project_key", metavar="KEY", help="Put everything to this project."
)
@click.option("--custodian", default="", help="Who held the files until now.")
@click.option(
    "--channel", default="take-in", show_default=True, help="By which way they came."
)
@click.option(
    "--wait",
    is_flag=True,
    help="Wait for slow work too: recognising, authenticating and the like.",
)
@pass_door
def take_in(
    door: Door,
    paths: tuple[Path, ...],
    project_key: str | None,
    custodian: str,
    channel: str,
    *,
    wait: bool,
) -> int:
    """Take in files; a folder is walked, a mailbox unpacked.

    The receipt says what became of each; what cannot be kept holds up no other. Where
    it is broken off, the same command goes on under the same receipt.
    """
    ledger = door.ledger
    sampling.must_be_own(ledger)
    project = projects.find(ledger, project_key).id if project_key else None
    plan = {
        "paths": [str(path.absolute()) for path in paths],
        "project": project,
        "custodian": custodian,
        "channel": channel,
    }
    receipt = _brought(ledger, paths, plan)
    _read(ledger, receipt, wait=wait)
    account = receipts.account(ledger, receipt)
    data = as_json(ledger, account) if door.as_json else {}
    door.show(data, lines(account))
    resuming.forget(ledger, receipt)
    if recognising.waits_for_program(ledger):
        click.echo(scans.MISSING, err=True)
    if account.taken_in or account.duplicates:
        return 0
    click.echo("Nothing could be taken in; the receipt says why.", err=True)
    return 1


def _brought(ledger: Ledger, paths: tuple[Path, ...], plan: dict[str, Any]) -> str:
    """Bring what lies at some paths, or the rest of it; return its receipt."""
    resumed = _resumed(ledger, plan, paths)
    working.release_the_dead(ledger)
    if resumed and resumed.closed:
        return resumed.receipt
    receipt = (
        resumed.receipt
        if resumed
        else intake.open_receipt(
            ledger,
            ACTOR,
            custodian=plan["custodian"],
            channel=plan["channel"],
            project=plan["project"],
            plan=plan,
        )
    )
    _keep(ledger, receipt, paths)
    return receipt


def _resumed(
    ledger: Ledger, plan: dict[str, Any], paths: tuple[Path, ...]
) -> Resumed | None:
    """Return the same act that was broken off, and say which others are left.

    One that closed meanwhile is it only where nothing new is to be brought.
    """
    found = resuming.take_over(ledger, plan)
    if found and found.closed:
        files = walk(paths, ledger.home)
        if resuming.brings_more(ledger, found.receipt, files):
            resuming.forget(ledger, found.receipt)
            found = None
    if found:
        key = found.receipt
        click.echo(f"Going on with receipt {key}, which was broken off.", err=True)
    others = set(resuming.broken_off(ledger)) - {found.receipt if found else ""}
    for key in sorted(others):
        click.echo(_OTHER.format(key=key), err=True)
    return found


def _keep(ledger: Ledger, receipt: str, paths: tuple[Path, ...]) -> None:
    """Keep and log the files at some paths that are not in the receipt yet."""
    kept = Progress("file", "kept")
    number = 0
    files = resuming.left(ledger, receipt, walk(paths, ledger.home))
    for so_far in intake.receive(ledger, receipt, files):
        kept(so_far - number)
        number = so_far
    kept.end()
    intake.let_close(ledger, receipt)


def _read(ledger: Ledger, receipt: str, *, wait: bool) -> None:
    """Read what was kept, and what an act that was broken off has left waiting."""
    progress = Progress("document", "read")
    working.finish(ledger, progress, receipt)
    working.run(ledger, progress, kinds=handlers.QUICK)
    if wait:
        working.finish(ledger, progress, receipt, handlers.EVERY)
    progress.end()
    _index(ledger)


def _index(ledger: Ledger) -> None:
    """Let the index catch up; for one that another process writes, wait a little."""
    for _look in range(_LOOKS):
        indexing.catch_up(ledger)
        if not indexing.lag(ledger):
            return
        time.sleep(_LOOK)


@click.command()
@click.argument("documents", metavar="ID...", nargs=-1, required=True)
@click.option(
    "--project", "project_key", metavar="KEY", required=True, help="The project's key."
)
@click.option(
    "--why",
    default="by hand",
    show_default=True,
    help="The reason, kept with the filing.",
)
@pass_door
def file(door: Door, documents: tuple[str, ...], project_key: str, why: str) -> None:
    """Put documents, with all that is inside them, to a project."""
    done = filing.file(door.ledger, ACTOR, documents, project_key, why)
    _filed(door, done, documents, project_key, "put to")


@click.command()
@click.argument("documents", metavar="ID...", nargs=-1, required=True)
@click.option(
    "--project", "project_key", metavar="KEY", required=True, help="The project's key."
)
@click.option(
    "--why", default="by hand", show_default=True, help="The reason, kept with the act."
)
@pass_door
def unfile(door: Door, documents: tuple[str, ...], project_key: str, why: str) -> None:
    """Take documents out of a project; the log keeps both acts."""
    done = filing.unfile(door.ledger, ACTOR, documents, project_key, why)
    _filed(door, done, documents, project_key, "taken out of")


def _filed(
    door: Door, done: list[str], asked: tuple[str, ...], project: str, verb: str
) -> None:
    found = projects.find(door.ledger, project)
    data = {
        "project": found.key,
        "documents": done,
        "asked": list(asked),
        "events": [shapes.event(history.newest_of(door.ledger, key)) for key in done],
    }
    lines = [f"{len(done)} of {len(asked)} {verb} {found.key}."]
    if len(done) < len(asked):
        lines += ["The others were so already, or belong to the same families."]
    door.show(data, lines)
