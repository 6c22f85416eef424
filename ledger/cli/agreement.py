"""Projects, what was agreed, and the revision account."""

from datetime import date

import click

from ledger.cli import shapes
from ledger.cli.door import ACTOR
from ledger.cli.door import Door
from ledger.cli.door import pass_door
from ledger.domain import contract as rules
from ledger.domain import moment
from ledger.services import contracts
from ledger.services import history
from ledger.services import projects
from ledger.services import revisions


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
        return value if isinstance(value, date) else moment.parse_day(value)


@click.group()
def project() -> None:
    """Projects: one piece of work for one client."""


@project.command("add")
@click.argument("key")
@click.option("--client", required=True, help="The client's name.")
@click.option("--title", required=True)
@click.option("--zone", default="", help="Its time zone, such as Europe/Riga.")
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
    door.show(data, lines)


@click.group()
def contract() -> None:
    """Contracts and the terms that they hold."""


@contract.command("add")
@click.argument("key", metavar="PROJECT")
@click.argument("document")
@click.option("--from", "from_day", type=Day(), required=True, help="First day.")
@pass_door
def contract_add(door: Door, key: str, document: str, from_day: date) -> None:
    """Say that DOCUMENT is a contract (or an amendment) of PROJECT."""
    made = contracts.add_contract(door.ledger, ACTOR, key, document, from_day)
    written = history.newest_of(door.ledger, made.id)
    door.show(shapes.event(written), [f"Contract recorded, in force from {from_day}."])


@contract.command("term")
@click.argument("key", metavar="PROJECT")
@click.argument("term")
@click.argument("value")
@click.option("--per", type=click.Choice(["deliverable", "project"]))
@click.option("--unit", type=click.Choice(["hour", "round"]))
@click.option("--currency", help="Three letters, such as EUR.")
@click.option("--document", required=True, help="The id of the contract.")
@click.option("--quote", required=True, help="The words of the contract.")
@click.option("--clause", default="")
@click.option("--from", "from_day", type=Day(), required=True, help="First day.")
@pass_door
def contract_term(  # noqa: PLR0913, PLR0917 - one for each option
    door: Door,
    key: str,
    term: str,
    value: str,
    per: str | None,
    unit: str | None,
    currency: str | None,
    document: str,
    quote: str,
    clause: str,
    from_day: date,
) -> None:
    """Record TERM with VALUE, at the words of a document that say so.

    TERM is free-rounds, further-round-rate or further-round-minimum.
    """
    made = contracts.add_term(
        door.ledger,
        ACTOR,
        key,
        rules.provision(term, value, per, unit, currency),
        document_key=document,
        words=quote,
        from_day=from_day,
        clause=clause,
    )
    written = history.newest_of(door.ledger, made.id)
    page = f" on page {made.page}" if made.page else ""
    door.show(shapes.event(written), [f"Recorded{page}: “{made.quote}”."])


@contract.command("terms")
@click.argument("key", metavar="PROJECT")
@click.option("--on", "on", type=Day(), help="Only what is in force on this day.")
@pass_door
def contract_terms(door: Door, key: str, on: date | None) -> None:
    """List the terms of PROJECT with their words and days in force."""
    found = projects.find(door.ledger, key)
    listed = [shapes.term(each) for each in contracts.terms(door.ledger, found, on)]
    lines = [
        f"{each['term']}  {each['value']} {each['currency'] or ''} "
        f"{each['per'] or each['unit'] or ''}  clause {each['clause'] or '–'}  "
        f"{each['from']} – {each['until'] or ''}"
        for each in listed
    ]
    door.show({"terms": listed}, lines or ["No terms are recorded."])


@click.group()
def deliverable() -> None:
    """What is handed over for acceptance."""


@deliverable.command("add")
@click.argument("project_key", metavar="PROJECT")
@click.argument("key")
@click.option("--title", required=True)
@pass_door
def deliverable_add(door: Door, project_key: str, key: str, title: str) -> None:
    """Add a deliverable with a short KEY to PROJECT."""
    made = projects.add_deliverable(door.ledger, ACTOR, project_key, key, title)
    data = {"id": made.id, "project": made.project, "key": key, "title": title}
    door.show(data, [f"{made.key} added."])


@click.command("revisions")
@click.argument("key", metavar="PROJECT")
@click.option("--deliverable", "only", help="Only this one.")
@click.option("--on", type=Day(), help="As it stood at the end of this day.")
@pass_door
def revisions_command(door: Door, key: str, only: str | None, on: date | None) -> None:
    """Show free rounds: allowed, used, left, and what the next one costs."""
    found = projects.find(door.ledger, key)
    listed = revisions.standings(door.ledger, found, on, only)
    data = {"deliverables": [shapes.standing(each) for each in listed]}
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
@click.option("--deliverable", "deliverable_key", required=True)
@click.option("--on", type=Day(), help="The day; else that of the message.")
@click.option("--document", "documents", multiple=True, help="The client's message.")
@click.option("--ground", default="wish", show_default=True)
@click.option("--note", default="")
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
    _written(door, made.id, f"Round opened on {made.opened_on}: {made.id}")


@round_.command("exclude")
@click.argument("key", metavar="ID")
@click.option("--why", required=True)
@pass_door
def round_exclude(door: Door, key: str, why: str) -> None:
    """Take a round out of the count, with a reason."""
    made = revisions.exclude(door.ledger, ACTOR, key, why)
    _written(door, made.id, "It does not count any more.")


@round_.command("reinstate")
@click.argument("key", metavar="ID")
@click.option("--why", required=True)
@pass_door
def round_reinstate(door: Door, key: str, why: str) -> None:
    """Let an excluded round count again, with a reason."""
    made = revisions.reinstate(door.ledger, ACTOR, key, why)
    _written(door, made.id, "It counts again.")


def _written(door: Door, subject: str, line: str) -> None:
    written = history.newest_of(door.ledger, subject)
    door.show({"id": subject, **shapes.event(written)}, [line])


def _free(each: shapes.Json) -> str:
    if each["left"] is None:
        return "free rounds not known"
    return f"{each['left']} free left"


def _known(value: int | str | None) -> str:
    return "unknown" if value is None else str(value)
