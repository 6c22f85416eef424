"""Deliverables, revision rounds, and the account that comes of them."""

from datetime import date

import click

from ledger.cli import account
from ledger.cli import round_summaries
from ledger.cli import shapes
from ledger.cli.agreement import Day
from ledger.cli.agreement import written
from ledger.cli.door import ACTOR
from ledger.cli.door import Door
from ledger.cli.door import pass_door
from ledger.domain.provision import Per
from ledger.domain.provision import Provision
from ledger.domain.provision_rules import provision
from ledger.domain.revision import Ground
from ledger.services import projects
from ledger.services import revisions
from ledger.services import supposing


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


class Supposed(click.ParamType[Provision]):
    """A term that is supposed: NAME=VALUE, or NAME=VALUE:UNIT:CURRENCY."""

    name = "term"

    def convert(
        self,
        value: str | Provision,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Provision:
        """Return what a term would say."""
        if isinstance(value, Provision):
            return value
        name, _equals, rest = value.partition("=")
        number, _colon, parts = rest.partition(":")
        unit, _colon, currency = parts.partition(":")
        per = unit if unit in set(Per) else None
        return provision(
            name, number, per, None if per else unit or None, currency or None
        )


@click.command("revisions")
@click.argument("key", metavar="PROJECT")
@click.option("--deliverable", "only", metavar="KEY", help="Only this one.")
@click.option("--on", type=Day(), help="As it stood at the end of this day.")
@click.option(
    "--suppose",
    "supposed",
    type=Supposed(),
    multiple=True,
    metavar="NAME=VALUE[:UNIT[:CURRENCY]]",
    help="What if the contract said so; may be repeated.",
)
@pass_door
def revisions_command(
    door: Door,
    key: str,
    only: str | None,
    on: date | None,
    supposed: tuple[Provision, ...],
) -> None:
    """Show free rounds: allowed, used, left; the next one's price."""
    found = projects.find(door.ledger, key)
    listed = revisions.standings(door.ledger, found, on, only)
    data = {"deliverables": [account.standing(each) for each in listed]}
    lines = [_standing(each) for each in data["deliverables"]]
    unread = supposing.undecided(door.ledger, found)
    data["readings"] = [account.readings(each) for each in unread]
    for term in data["readings"]:
        lines.append(f"{term['term']} can be read in several ways; choose with:")
        lines += [
            f"  contract count-term {term['term']} {each['counting']} --why …  "
            + ", ".join(f"{one['key']}: {_free(one)}" for one in each["deliverables"])
            for each in term["outcomes"]
        ]
    if supposed:
        would = supposing.suppose(door.ledger, found, supposed, on).supposed
        data["supposed"] = [account.standing(each) for each in would]
        lines += [f"supposed: {_standing(each)}" for each in data["supposed"]]
    door.show(data, lines or ["No deliverables yet; add one with: deliverable add"])


def _standing(each: shapes.Json) -> str:
    return (
        f"{each['key']}  {_free(each)}  (allowed {_known(each['allowed'])}, "
        f"used {each['used']}); next: {each['next_round']['basis']}"
    )


@click.group("round")
def round_() -> None:
    """Revision rounds: open, summarise, fix, exclude, reinstate."""


round_.add_command(round_summaries.summary)
round_.add_command(round_summaries.fix)
round_.add_command(round_summaries.unfix)


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


@round_.command("hours")
@click.argument("key", metavar="ID")
@click.argument("hours")
@click.option("--why", required=True, help="Where the figure comes from.")
@pass_door
def round_hours(door: Door, key: str, hours: str, why: str) -> None:
    """Write down how many HOURS a round took."""
    made = revisions.worked(door.ledger, ACTOR, key, hours, why)
    written(door, made.id, f"{hours} h are entered.")


def _free(each: shapes.Json) -> str:
    if each["left"] is None:
        return "free rounds not known"
    return f"{each['left']} free left"


def _known(value: int | str | None) -> str:
    return "unknown" if value is None else str(value)
