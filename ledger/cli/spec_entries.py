"""Entries of a specification on the command line: items by hand, and links."""

from datetime import date
from typing import Any

import click

from ledger.cli import spec_shapes
from ledger.cli.agreement import written
from ledger.cli.door import ACTOR
from ledger.cli.door import Door
from ledger.cli.door import pass_door
from ledger.cli.spec_options import asking
from ledger.cli.spec_options import entry
from ledger.cli.spec_options import from_option
from ledger.cli.spec_options import ORIGIN
from ledger.cli.spec_options import project_option
from ledger.cli.spec_options import with_
from ledger.cli.spec_options import WORDS
from ledger.services import linking
from ledger.services import specifying
from ledger.services.spec_entries import Entry


@click.command("add")
@click.argument("key", metavar="PROJECT")
@click.option("--label", default="", help="Such as TS-7; else the next one.")
@from_option
@with_(*WORDS, *ORIGIN)
@pass_door
def spec_add(door: Door, /, key: str, label: str, **said: Any) -> None:
    """Enter an item of PROJECT, by hand or at its words."""
    made = specifying.add(door.ledger, ACTOR, key, entry(**said), label)
    written(door, made.id, f"{made.label} recorded.")


@click.command("change")
@click.argument("item", metavar="ITEM")
@project_option
@from_option
@with_(*WORDS, *ORIGIN)
@pass_door
def spec_change(door: Door, /, item: str, project: str | None, **said: Any) -> None:
    """Let ITEM read otherwise from a day on; the earlier words stay."""
    made = specifying.change(door.ledger, ACTOR, item, entry(**said), project)
    written(door, made.id, f"{made.label} is changed.")


@click.command("remove")
@click.argument("item", metavar="ITEM")
@project_option
@from_option
@with_(*ORIGIN)
@pass_door
def spec_remove(
    door: Door, /, item: str, project: str | None, from_day: date, **origin: str
) -> None:
    """Let ITEM hold no more from a day on; its words stay."""
    gone = Entry(from_day=from_day, asked=asking(**origin))
    made = specifying.remove(door.ledger, ACTOR, item, gone, project)
    written(door, made.id, f"{made.label} holds no more from that day on.")


@click.command("rename")
@click.argument("item", metavar="ITEM")
@click.argument("label", metavar="LABEL")
@project_option
@pass_door
def spec_rename(door: Door, item: str, label: str, project: str | None) -> None:
    """Let ITEM be called LABEL; links to it stay."""
    made = specifying.rename(door.ledger, ACTOR, item, label, project)
    written(door, made.id, f"It is {made.label} now.")


@click.command("take-back")
@click.argument("wrong", metavar="ENTRY")
@click.option("--why", required=True, help="The reason, kept with it.")
@pass_door
def spec_take_back(door: Door, wrong: str, why: str) -> None:
    """Take an ENTRY back: a wording, or a whole specification."""
    specifying.take_back(door.ledger, ACTOR, wrong, why)
    written(door, wrong, "Taken back; the log keeps it.")


@click.command("link")
@click.argument("request", metavar="REQUEST")
@click.argument("item", metavar="ITEM")
@pass_door
def spec_link(door: Door, request: str, item: str) -> None:
    """Say that REQUEST is about ITEM, as it read that day."""
    made = linking.link(door.ledger, ACTOR, request, item)
    door.show(spec_shapes.link(made), [spec_shapes.link_line(made)])


@click.command("unlink")
@click.argument("link", metavar="LINK")
@click.option("--why", required=True, help="The reason, kept with it.")
@pass_door
def spec_unlink(door: Door, link: str, why: str) -> None:
    """Take a LINK back."""
    made = linking.unlink(door.ledger, ACTOR, link, why)
    door.show(spec_shapes.link(made), ["Taken back; the log keeps it."])


@click.command("looked")
@click.argument("link", metavar="LINK")
@click.option("--undo", is_flag=True, help="Take the newest look back.")
@pass_door
def spec_looked(door: Door, link: str, *, undo: bool) -> None:
    """Say that somebody looked at a suspect LINK."""
    act = linking.unlook if undo else linking.look
    made = act(door.ledger, ACTOR, link)
    door.show(spec_shapes.link(made), [spec_shapes.link_line(made)])


COMMANDS = (
    spec_add,
    spec_change,
    spec_remove,
    spec_rename,
    spec_take_back,
    spec_link,
    spec_unlink,
    spec_looked,
)
"""What ``spec`` can do with single items, besides showing them."""
