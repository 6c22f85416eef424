"""Deliveries, and where each request falls by the definition of a round."""

from datetime import date

import click

from ledger.cli import account
from ledger.cli.agreement import Day
from ledger.cli.agreement import written
from ledger.cli.door import ACTOR
from ledger.cli.door import Door
from ledger.cli.door import pass_door
from ledger.cli.shapes import Json
from ledger.services import handing
from ledger.services import projects
from ledger.services import reversing


@click.group()
def delivery() -> None:
    """Deliveries: what was handed over, and when its windows end."""


@delivery.command("add")
@click.argument("key", metavar="PROJECT")
@click.option(
    "--deliverable", "deliverable_key", metavar="KEY", required=True, help="Of what."
)
@click.option("--on", type=Day(), help="The day; else that of the message.")
@click.option(
    "--document",
    "documents",
    metavar="ID",
    multiple=True,
    help="Our message, or a file; may be repeated.",
)
@click.option("--note", default="", help="A remark, shown with the delivery.")
@pass_door
def delivery_add(
    door: Door,
    key: str,
    deliverable_key: str,
    on: date | None,
    documents: tuple[str, ...],
    note: str,
) -> None:
    """Record that a deliverable of PROJECT was handed over."""
    made = handing.record(
        door.ledger,
        ACTOR,
        key,
        deliverable_key,
        on=on,
        document_keys=documents,
        note=note,
    )
    written(door, made.id, f"Handed over on {made.on}: {made.id}")


@delivery.command("withdraw")
@click.argument("key", metavar="ID")
@click.option("--why", required=True, help="The reason, shown with the delivery.")
@pass_door
def delivery_withdraw(door: Door, key: str, why: str) -> None:
    """Take back the entry of a delivery that was a mistake."""
    made = handing.withdraw(door.ledger, ACTOR, key, why)
    written(door, made.id, "It is withdrawn; it stays in the list.")


@delivery.command("restore")
@click.argument("key", metavar="ID")
@click.option("--why", required=True, help="The reason, shown with the delivery.")
@pass_door
def delivery_restore(door: Door, key: str, why: str) -> None:
    """Let a delivery stand that was withdrawn."""
    made = handing.restore(door.ledger, ACTOR, key, why)
    written(door, made.id, "It stands again.")


@delivery.command("list")
@click.argument("key", metavar="PROJECT")
@pass_door
def delivery_list(door: Door, key: str) -> None:
    """List the deliveries of PROJECT, and where each request falls."""
    found = projects.find(door.ledger, key)
    listed = handing.listed(door.ledger, found)
    laid = handing.laid(door.ledger, found)
    reverses = reversing.of_project(door.ledger, found)
    data = {
        "deliveries": [account.delivery(each) for each in listed],
        "requests": [
            account.laid(each, reverses.get(each.point.request)) for each in laid
        ],
    }
    lines = [
        f"{each['on']}  {each['deliverable']}  {_windows(each)}  {each['id']}"
        + (f"  withdrawn: {each['withdrawn']}" if each["withdrawn"] else "")
        for each in data["deliveries"]
    ]
    lines += [
        f"{each['request']}  {each['said_on'] or '–'}  {each['ground']}: "
        f"{each['basis']}"
        + (f"; {each['reversal']['told']}" if each["reversal"] else "")
        + (f"; {each['hours']} h" if each["hours"] else "")
        for each in data["requests"]
    ]
    door.show(data, lines or ["No deliveries yet; add one with: delivery add"])


def _windows(each: Json) -> str:
    """Return by when a delivery is answered, and after which day silence accepts it."""
    told = "no term says how long it can be answered"
    if each["window_ends"]:
        told = f"answered until {each['window_ends']}"
    if each["accepted_after"]:
        told += f"; accepted in silence after {each['accepted_after']}"
    return told
