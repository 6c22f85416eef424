"""Projects, and what was agreed."""

from datetime import date

import click

from ledger.cli import shapes
from ledger.cli.door import ACTOR
from ledger.cli.door import Door
from ledger.cli.door import pass_door
from ledger.domain import moment
from ledger.domain import paper
from ledger.services import contracts
from ledger.services import history
from ledger.services import projects

REMARK = (
    "What stands on the paper there and not in the text, such as: " + paper.BY_ONE + "."
)


class Day(click.ParamType[date]):
    """A day such as 2025-03-14."""

    name = "day"

    def convert(
        self,
        value: str | date,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> date:
        """Return the day that was typed."""
        return value if isinstance(value, date) else moment.enter_day(value)


@click.group()
def project() -> None:
    """Projects: one piece of work for one client."""


@project.command("add")
@click.argument("key")
@click.option("--client", required=True, help="The client's name.")
@click.option("--title", required=True, help="What the work is called.")
@click.option(
    "--zone",
    default="",
    help="Its time zone, such as Europe/Riga; else that of the settings.",
)
@pass_door
def project_add(door: Door, key: str, client: str, title: str, zone: str) -> None:
    """Add a project with a short KEY."""
    made = projects.add_project(
        door.ledger, ACTOR, key, client=client, title=title, zone=zone
    )
    door.show(shapes.project(made), [f"{made.key} added for {made.client.name}."])


@project.command("list")
@pass_door
def project_list(door: Door) -> None:
    """List all projects."""
    listed = projects.every(door.ledger)
    data = {"projects": [shapes.project(each) for each in listed]}
    lines = [f"{each.key}  {each.client.name}  {each.title}" for each in listed]
    door.show(data, lines or ["No projects yet; add one with: project add"])


@project.command("show")
@click.argument("key")
@pass_door
def project_show(door: Door, key: str) -> None:
    """Show a project with its deliverables, contracts and documents."""
    ledger = door.ledger
    found = projects.find(ledger, key)
    data = {
        **shapes.project(found),
        "documents": projects.counts(ledger, found),
        "deliverables": [
            {"id": each.id, "key": each.key, "title": each.title}
            for each in projects.deliverables(ledger, found)
        ],
        "contracts": [
            {"id": each.id, "document": document.id, "from": shapes.day(each.from_day)}
            for each, document in contracts.contracts_of(ledger, found)
        ],
    }
    lines = [f"{found.key}  {found.client.name}  {found.title}  ({found.zone})"]
    lines += [f"{number} × {kind}" for kind, number in data["documents"].items()]
    lines += [f"deliverable {d['key']}  {d['title']}" for d in data["deliverables"]]
    lines += [
        f"contract {each['document']}, in force from {each['from']}"
        for each in data["contracts"]
    ]
    door.show(data, lines)


@click.group()
def contract() -> None:
    """Contracts and the terms that they hold."""


@contract.command("add")
@click.argument("key", metavar="PROJECT")
@click.argument("document", metavar="DOCUMENT")
@click.option(
    "--from", "from_day", type=Day(), required=True, help="First day in force."
)
@pass_door
def contract_add(door: Door, key: str, document: str, from_day: date) -> None:
    """Say that DOCUMENT is a contract (or an amendment) of PROJECT."""
    made = contracts.add_contract(door.ledger, ACTOR, key, document, from_day)
    written(door, made.id, f"Contract recorded, in force from {from_day}.")


def written(door: Door, subject: str, line: str) -> None:
    """Show the event that was written about a subject."""
    event = history.newest_of(door.ledger, subject)
    door.show({"id": subject, **shapes.event(event)}, [line])
