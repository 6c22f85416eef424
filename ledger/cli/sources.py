"""Sources: mailboxes and folders that are looked into again and again."""

from typing import Any

import click

from ledger.cli import source_shapes
from ledger.cli.door import ACTOR
from ledger.cli.door import counted
from ledger.cli.door import Door
from ledger.cli.door import pass_door
from ledger.cli.source_adding import add
from ledger.cli.source_adding import credential
from ledger.cli.source_adding import turned
from ledger.cli.source_adding import with_credential
from ledger.cli.source_changing import change
from ledger.domain.uids import Uids
from ledger.services import completeness
from ledger.services import sampling
from ledger.services import sources
from ledger.services import syncing
from ledger.services import working


@click.group()
def source() -> None:
    """Sources: mailboxes and folders that keep being looked into."""


source.add_command(add)
source.add_command(change)


@source.command("list")
@pass_door
def list_sources(door: Door) -> None:
    """List all sources, and how it goes with them."""
    listed = sources.every(door.ledger)
    data = {"sources": [source_shapes.known(each) for each in listed]}
    lines = [source_shapes.line(each) for each in listed]
    door.show(data, lines or ["No sources yet; add one with: source add imap"])


@source.command("show")
@click.argument("key", metavar="SOURCE")
@pass_door
def show(door: Door, key: str) -> None:
    """Show a source: what came from each folder, what is missing."""
    found = sources.find(door.ledger, key)
    accounts = completeness.of_source(door.ledger, found.source)
    data = {
        **source_shapes.known(found),
        "folders": [source_shapes.account(each) for each in accounts],
    }
    door.show(data, source_shapes.lines(found, accounts))


@source.command("pause")
@click.argument("key", metavar="SOURCE")
@pass_door
def pause(door: Door, key: str) -> None:
    """Let nothing come from a source until it goes on."""
    made = sources.pause(door.ledger, ACTOR, key)
    turned(door, made.id, f"{made.name} is paused.")


@source.command("resume")
@click.argument("key", metavar="SOURCE")
@pass_door
def resume(door: Door, key: str) -> None:
    """Let a source go on."""
    made = sources.resume(door.ledger, ACTOR, key)
    turned(door, made.id, f"{made.name} goes on.")


@source.command("remove")
@click.argument("key", metavar="SOURCE")
@pass_door
def remove(door: Door, key: str) -> None:
    """Remove a source and its password; what came from it stays."""
    made = sources.remove(door.ledger, ACTOR, key)
    turned(door, made.id, f"{made.name} is removed; what came from it stays.")


@source.command("sync")
@click.argument("key", metavar="SOURCE")
@click.option("--again", is_flag=True, help="Also what was set aside before.")
@pass_door
def sync(door: Door, key: str, *, again: bool) -> None:
    """Look into a source now, and read what came."""
    sampling.must_be_own(door.ledger)
    found = sources.find(door.ledger, key).source
    working.release_the_dead(door.ledger)
    haul = syncing.sync(door.ledger, found.id, again=again)
    working.run(door.ledger, lambda _number: None)
    data = {
        "source": found.id,
        "taken_in": haul.taken,
        "left_out": haul.left_out,
        "receipts": haul.receipts,
    }
    door.show(data, [f"{counted(haul.taken, 'file')} from {found.name}."])


@source.command("password")
@click.argument("key", metavar="SOURCE")
@with_credential
@pass_door
def password(door: Door, /, key: str, **given: Any) -> None:
    """Give a mailbox another password or token."""
    made = sources.give(door.ledger, key, credential(given))
    door.show({"source": made.id}, [f"It is kept; {made.name} is tried with it."])


@source.command("explain")
@click.argument("key", metavar="SOURCE")
@click.option("--folder", required=True, help="The folder of the mailbox.")
@click.option("--uids", required=True, help="Which, such as 5:9,12.")
@click.option("--why", required=True, help="Why they are not here; it is kept.")
@pass_door
def explain(door: Door, key: str, folder: str, uids: str, why: str) -> None:
    """Say why messages of a mailbox are not in the ledger."""
    found = sources.find(door.ledger, key).source
    listed = Uids.parse(uids)
    completeness.explain(door.ledger, ACTOR, found, folder, listed, why)
    turned(door, found.id, f"{counted(len(listed), 'message')} explained.")
