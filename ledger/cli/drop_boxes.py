"""Drop-boxes: addresses to which mail of a project is sent or copied."""

import click

from ledger.cli import source_shapes
from ledger.cli.door import ACTOR
from ledger.cli.door import Door
from ledger.cli.door import pass_door
from ledger.domain.source import SourceKind
from ledger.services import history
from ledger.services import sampling
from ledger.services import source_adding
from ledger.services import sources


@click.group("drop-box")
def drop_box() -> None:
    """Addresses to which mail of a project is sent or copied."""


@drop_box.command("add")
@click.argument("project")
@click.option("--host", default="", help="Else what SCOPE_LEDGER_DROP_HOST says.")
@pass_door
def drop_box_add(door: Door, project: str, host: str) -> None:
    """Make an address of a project, for `serve --smtp`."""
    sampling.must_be_own(door.ledger)
    host = host or door.config.drop_host
    made = source_adding.drop_box(door.ledger, ACTOR, project, host)
    written = history.newest_of(door.ledger, made.id)
    found = sources.find(door.ledger, made.id)
    data = {"address": made.place, **source_shapes.act(found, written)}
    door.show(data, [made.place])


@drop_box.command("list")
@pass_door
def drop_box_list(door: Door) -> None:
    """List the addresses, and how much came to each."""
    found = [
        each
        for each in sources.every(door.ledger)
        if each.source.kind is SourceKind.DROP_BOX
    ]
    data = {"drop_boxes": [source_shapes.known(each) for each in found]}
    lines = [source_shapes.line(each) for each in found]
    door.show(data, lines or ["No addresses yet; make one with: drop-box add"])
