"""Part messages from threads, put them back, and compare quotes anew."""

import click

from ledger.cli import evidence
from ledger.cli.door import ACTOR
from ledger.cli.door import counted
from ledger.cli.door import Door
from ledger.cli.door import pass_door
from ledger.cli.door import Progress
from ledger.services import comparing
from ledger.services import joints
from ledger.services import quotes
from ledger.services import working


@click.command("part-thread")
@click.argument("key", metavar="ID")
@click.option("--why", required=True, help="The reason; it is shown with the message.")
@pass_door
def part_thread(door: Door, key: str, why: str) -> None:
    """Part a message, with what answers it, from its thread."""
    joints.part(door.ledger, ACTOR, key, why)
    _show(door, key, "It is a thread of its own now.")


@click.command("rejoin-thread")
@click.argument("key", metavar="ID")
@pass_door
def rejoin_thread(door: Door, key: str) -> None:
    """Put a message back into the thread that it was parted from."""
    joints.rejoin(door.ledger, ACTOR, key)
    _show(door, key, "It is back in its thread.")


@click.command("compare")
@click.argument("keys", metavar="ID...", nargs=-1)
@pass_door
def compare(door: Door, keys: tuple[str, ...]) -> None:
    """Compare the quotes of messages with what they quote.

    Without messages, all comparisons that wait are done.
    """
    number = comparing.anew(door.ledger, keys)
    progress = Progress("message", "compared")
    working.run(door.ledger, progress, kinds=[quotes.COMPARE])
    progress.end()
    said = f"{counted(number, 'message')} compared with what they quote."
    door.show({"compared": number}, [said])


def _show(door: Door, key: str, said: str) -> None:
    door.show(evidence.thread(joints.thread(door.ledger, key)), [said])
