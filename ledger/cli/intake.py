"""Take files in, and put documents to projects."""

import time
from pathlib import Path

import click

from ledger.cli import shapes
from ledger.cli.door import ACTOR
from ledger.cli.door import Door
from ledger.cli.door import pass_door
from ledger.cli.door import Progress
from ledger.opened import Ledger
from ledger.services import filing
from ledger.services import history
from ledger.services import indexing
from ledger.services import intake
from ledger.services import projects
from ledger.services import receipts
from ledger.services import sampling
from ledger.services import working
from ledger.services.receipts import Account
from ledger.services.walking import walk

_LOOK = 0.1
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
@pass_door
def take_in(
    door: Door,
    paths: tuple[Path, ...],
    project_key: str | None,
    custodian: str,
    channel: str,
) -> int:
    """Take in files; a folder is walked, a mailbox unpacked.

    The receipt says what became of each; what cannot be kept holds up no other.
    """
    ledger = door.ledger
    sampling.must_be_own(ledger)
    project = projects.find(ledger, project_key).id if project_key else None
    working.release_the_dead(ledger)
    receipt = intake.open_receipt(
        ledger, ACTOR, custodian=custodian, channel=channel, project=project
    )
    _keep(ledger, receipt, paths)
    _read(ledger, receipt)
    account = receipts.account(ledger, receipt)
    data = _json(ledger, account) if door.as_json else {}
    door.show(data, _lines(account))
    if account.taken_in or account.duplicates:
        return 0
    click.echo("Nothing could be taken in; the receipt says why.", err=True)
    return 1


def _keep(ledger: Ledger, receipt: str, paths: tuple[Path, ...]) -> None:
    """Keep and log the files at some paths."""
    kept = Progress("file", "kept")
    number = 0
    for so_far in intake.receive(ledger, receipt, walk(paths, ledger.home)):
        kept(so_far - number)
        number = so_far
    kept.end()
    intake.let_close(ledger, receipt)


def _read(ledger: Ledger, receipt: str) -> None:
    """Read what was kept, and what an act that was broken off has left waiting."""
    progress = Progress("document", "read")
    working.finish(ledger, progress, receipt)
    working.run(ledger, progress)
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


def _json(ledger: Ledger, account: Account) -> shapes.Json:
    key = account.receipt.id
    return {
        "receipt": key,
        "closed": account.receipt.closed_at is not None,
        "taken_in": account.taken_in,
        "duplicates": account.duplicates,
        "set_aside": [shapes.set_aside(item) for item in account.set_aside],
        "unread": [shapes.unread(item) for item in account.unread],
        "again": [shapes.again(item) for item in receipts.again(ledger, key)],
        "documents": [
            shapes.document(document, path)
            for document, path in receipts.made(ledger, key)
        ],
    }


def _lines(account: Account) -> list[str]:
    counts = f"{account.taken_in} taken in, {account.duplicates} there before, "
    return [
        f"{counts}{len(account.set_aside)} set aside. Receipt {account.receipt.id}.",
        *(f"set aside: {item.reason}" for item in account.set_aside),
        *(f"not readable: {item.path}: {item.reason}" for item in account.unread),
    ]
