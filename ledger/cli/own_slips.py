"""Our own slips, the days that are counted, and when a window ends."""

from datetime import date

import click

from ledger.cli import owed
from ledger.cli.agreement import Day
from ledger.cli.agreement import written
from ledger.cli.door import ACTOR
from ledger.cli.door import Door
from ledger.cli.door import pass_door
from ledger.domain.working_days import DayUnit
from ledger.services import calendars
from ledger.services import owing
from ledger.services import projects
from ledger.services import slips
from ledger.services.passages import Words
from ledger.services.slips import NewSlip

_why = click.option("--why", required=True, help="The reason, shown with it.")
_project = click.argument("key", metavar="PROJECT")


@click.group()
def slip() -> None:
    """Our own late deliveries, beside the client's delays."""


@slip.command("add")
@_project
@click.option("--what", required=True, help="Which delivery.")
@click.option("--due", type=Day(), required=True, help="The day it was due.")
@click.option("--done", type=Day(), help="The day it was delivered; else it is not.")
@click.option("--deliverable", default="", metavar="KEY", help="What it is about.")
@click.option("--document", default="", metavar="ID", help="What shows it.")
@click.option("--quote", default="", help="Its words that say so.")
@_why
@pass_door
def slip_add(
    door: Door,
    /,
    key: str,
    due: date,
    done: date | None,
    document: str,
    quote: str,
    **about: str,
) -> None:
    """Record that a delivery of ours in PROJECT was late, or is."""
    words = Words(document=document, quote=quote)
    new = NewSlip(due=due, done=done, words=words, **about)
    made = slips.record(door.ledger, ACTOR, key, new)
    written(door, made.id, f"{made.label} recorded.")


@slip.command("list")
@_project
@click.option("--on", type=Day(), help="As of this day; else today.")
@pass_door
def slip_list(door: Door, key: str, on: date | None) -> None:
    """List the deliveries of ours that were late in PROJECT."""
    found = owing.of(door.ledger, projects.find(door.ledger, key), on)
    lines = [
        f"{each.slip.label}  {each.slip.what}  due {each.slip.due}  "
        f"{each.slip.done or 'not delivered'}  "
        f"{each.late.calendar if each.late else 0} days"
        f"{'  withdrawn' if each.slip.withdrawn else ''}"
        for each in found.slips
    ]
    data = {"slips": [owed.own_slip(each) for each in found.slips]}
    door.show(data, lines or ["No slips of ours are recorded."])


@slip.command("withdraw")
@click.argument("key", metavar="SLIP")
@_why
@pass_door
def slip_withdraw(door: Door, key: str, why: str) -> None:
    """Take SLIP back, with a reason."""
    made = slips.withdraw(door.ledger, ACTOR, key, why)
    written(door, made.id, f"{made.label} is withdrawn.")


@click.group("calendar")
def calendar_group() -> None:
    """Working days of a project: holidays and days off."""


@calendar_group.command("add")
@_project
@click.argument("day", type=Day())
@click.option("--works", is_flag=True, help="A day off on which is worked.")
@_why
@pass_door
def calendar_add(door: Door, key: str, day: date, *, works: bool, why: str) -> None:
    """Enter DAY as a day off in PROJECT, or as a working day."""
    made = calendars.enter_day(door.ledger, ACTOR, key, day, why, works=works)
    written(door, made.id, f"{day} is a {'working day' if works else 'day off'}.")


@calendar_group.command("remove")
@click.argument("key", metavar="ID")
@_why
@pass_door
def calendar_remove(door: Door, key: str, why: str) -> None:
    """Take a day back that was entered, with a reason."""
    made = calendars.withdraw_day(door.ledger, ACTOR, key, why)
    written(door, made.id, f"{made.day} is as its list says again.")


@calendar_group.command("list")
@_project
@pass_door
def calendar_list(door: Door, key: str) -> None:
    """List the days that were entered in PROJECT."""
    listed = calendars.entered(door.ledger, projects.find(door.ledger, key))
    lines = [
        f"{each.id}  {each.day}  {'works' if each.works else 'off'}  {each.why}"
        for each in listed
    ]
    data = {"days": [owed.entered_day(each) for each in listed]}
    door.show(data, lines or ["No days are entered."])


@calendar_group.command("window")
@_project
@click.option("--from", "start", type=Day(), required=True, help="It starts here.")
@click.option("--days", "number", type=int, required=True, help="How many.")
@click.option(
    "--unit",
    type=click.Choice([*map(str, DayUnit)]),
    default=str(DayUnit.WORKING),
    help="Which days are counted; working days if nothing is said.",
)
@pass_door
def calendar_window(door: Door, key: str, start: date, number: int, unit: str) -> None:
    """Show when a window ends; its first day is not counted."""
    project = projects.find(door.ledger, key)
    found = calendars.window(door.ledger, project, start, number, unit)
    data = {
        "start": found.start.isoformat(),
        "end": found.end.isoformat(),
        "number": found.number,
        "unit": found.unit,
        "counted": owed.count(found.counted),
    }
    left_out = [f"{each.day}  {each.name}" for each in found.counted.holidays]
    warnings = [str(each) for each in found.counted.warnings]
    door.show(data, [f"It ends on {found.end}.", *left_out, *warnings])
