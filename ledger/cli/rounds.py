"""Deliverables, revision rounds, and the account that comes of them."""

from datetime import date

import click

from ledger.cli import account
from ledger.cli import shapes
from ledger.cli.agreement import Day
from ledger.cli.agreement import written
from ledger.cli.door import ACTOR
from ledger.cli.door import Door
from ledger.cli.door import pass_door
from ledger.domain.revision import Ground
from ledger.services import asking
from ledger.services import projects
from ledger.services import revisions


@click.group()
def deliverable() -> None:
    """What is handed over for acceptance."""


@deliverable.command("add")
@click.argument("project_key", metavar="PROJECT")
@click.argument("key")
@click.option("--title", required=True, help="What is handed over.")
@pass_door
def deliverable_add(door: Door, project_key: str, key: str, title: str) -> None:
    """Add a deliverable with a short KEY to PROJECT."""
    made = projects.add_deliverable(door.ledger, ACTOR, project_key, key, title)
    data = {"id": made.id, "project": made.project, "key": key, "title": title}
    door.show(data, [f"{made.key} added."])


@click.command("revisions")
@click.argument("key", metavar="PROJECT")
@click.option("--deliverable", "only", metavar="KEY", help="Only this one.")
@click.option("--on", type=Day(), help="As it stood at the end of this day.")
@pass_door
def revisions_command(door: Door, key: str, only: str | None, on: date | None) -> None:
    """Show free rounds: allowed, used, left; the next one's price."""
    found = projects.find(door.ledger, key)
    listed = revisions.standings(door.ledger, found, on, only)
    asked = asking.in_rounds(door.ledger, found)
    data = {"deliverables": [account.standing(each, asked) for each in listed]}
    lines = [
        f"{each['key']}  {_free(each)}  (allowed {_known(each['allowed'])}, "
        f"used {each['used']}); next: {each['next_round']['basis']}"
        for each in data["deliverables"]
    ]
    door.show(data, lines or ["No deliverables yet; add one with: deliverable add"])


@click.group("round")
def round_() -> None:
    """Revision rounds: open, exclude, reinstate."""


@round_.command("open")
@click.argument("key", metavar="PROJECT")
@click.option(
    "--deliverable",
    "deliverable_key",
    metavar="KEY",
    required=True,
    help="What is to be revised.",
)
@click.option("--on", type=Day(), help="The day; else that of the message.")
@click.option(
    "--document",
    "documents",
    metavar="ID",
    multiple=True,
    help="The client's message; may be repeated.",
)
@click.option(
    "--ground",
    type=click.Choice([*map(str, Ground)], case_sensitive=False),
    default=str(Ground.WISH),
    show_default=True,
    help="Only a wish counts.",
)
@click.option("--note", default="", help="A remark, shown with the round.")
@pass_door
def round_open(
    door: Door,
    key: str,
    deliverable_key: str,
    on: date | None,
    documents: tuple[str, ...],
    ground: str,
    note: str,
) -> None:
    """Open a round on a deliverable of PROJECT."""
    made = revisions.open_round(
        door.ledger,
        ACTOR,
        key,
        deliverable_key,
        on=on,
        ground=ground,
        document_keys=documents,
        note=note,
    )
    written(door, made.id, f"Round opened on {made.opened_on}: {made.id}")


@round_.command("exclude")
@click.argument("key", metavar="ID")
@click.option("--why", required=True, help="The reason, shown with the round.")
@pass_door
def round_exclude(door: Door, key: str, why: str) -> None:
    """Take a round out of the count, with a reason."""
    made = revisions.exclude(door.ledger, ACTOR, key, why)
    written(door, made.id, "It does not count any more.")


@round_.command("reinstate")
@click.argument("key", metavar="ID")
@click.option("--why", required=True, help="The reason, shown with the round.")
@pass_door
def round_reinstate(door: Door, key: str, why: str) -> None:
    """Let an excluded round count again, with a reason."""
    made = revisions.reinstate(door.ledger, ACTOR, key, why)
    written(door, made.id, "It counts again.")


def _free(each: shapes.Json) -> str:
    if each["left"] is None:
        return "free rounds not known"
    return f"{each['left']} free left"


def _known(value: int | str | None) -> str:
    return "unknown" if value is None else str(value)
