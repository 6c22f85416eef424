"""The specification: its items on any day, from documents and by hand, and links."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TypeVar

import click

from ledger.cli import spec_entries
from ledger.cli import spec_shapes as shapes
from ledger.cli.agreement import Day
from ledger.cli.door import ACTOR
from ledger.cli.door import Door
from ledger.cli.door import pass_door
from ledger.cli.spec_options import asking
from ledger.cli.spec_options import ORIGIN
from ledger.cli.spec_options import project_option
from ledger.cli.spec_options import with_
from ledger.domain import labels as rules
from ledger.domain.specification import Change
from ledger.services import projects
from ledger.services import spec_reading
from ledger.services import specifications
from ledger.services.spec_preview import Choices
from ledger.services.spec_preview import Preview


@click.group()
def spec() -> None:
    """The specification: what each item read like on any day."""


@spec.command("import")
@click.argument("key", metavar="PROJECT")
@click.argument("document", metavar="DOCUMENT")
@click.option("--from", "from_day", type=Day(), help="First day in force.")
@click.option("--dry-run", is_flag=True, help="Only show what would be recorded.")
@click.option("--part", is_flag=True, help="What it does not hold goes on as it was.")
@click.option("--prefix", default=rules.PREFIX, help="Before a plain number; TS- else.")
@click.option("--without", multiple=True, metavar="LABEL", help="An item left out.")
@click.option("--keep", multiple=True, metavar="LABEL", help="An item that goes on.")
@click.option("--looked", is_flag=True, help="Doubtful words of a scan were compared.")
@with_(*ORIGIN)
@pass_door
def spec_import(  # noqa: PLR0913 - one for each option
    door: Door,
    /,
    key: str,
    document: str,
    from_day: date | None,
    *,
    dry_run: bool,
    part: bool,
    looked: bool,
    prefix: str,
    without: tuple[str, ...],
    keep: tuple[str, ...],
    **origin: str,
) -> None:
    """Record the items of DOCUMENT as PROJECT's specification.

    With --dry-run nothing is saved; look at it first. A whole document takes the place
    of what was there before, from its first day on; with --part it does not.
    """
    choices = Choices(
        whole=not part, prefix=prefix, looked=looked, asked=asking(**origin)
    )
    seen = spec_reading.preview(door.ledger, key, document, from_day, choices)
    choices = _chosen(choices, seen, without, keep)
    data = {**shapes.preview(seen), "saved": False}
    if dry_run:
        door.show({**data, "from": from_day and from_day.isoformat()}, _preview(seen))
        return
    if from_day is None:
        message = "Say from which day it holds with --from, or look with --dry-run."
        raise click.UsageError(message)
    made = spec_reading.record(door.ledger, ACTOR, key, document, from_day, choices)
    data |= {"saved": True, "id": made.id, "from": from_day.isoformat()}
    number = len(seen.rows) - len(choices.left_out)
    door.show(data, [*_preview(seen), f"{number} items recorded, from {from_day}."])


def _chosen(
    choices: Choices, seen: Preview, without: tuple[str, ...], keep: tuple[str, ...]
) -> Choices:
    """Return the choices with the rows and items that labels mean."""
    rows = {each.label.casefold(): number for number, each in enumerate(seen.rows)}
    items = {item.label.casefold(): item.id for item, _state in seen.missing}
    return replace(
        choices,
        left_out=frozenset(_meant(rows, each) for each in without),
        kept=frozenset(_meant(items, each) for each in keep),
        reading=seen.reading,
    )


_T = TypeVar("_T")


def _meant(known: dict[str, _T], label: str) -> _T:
    if label.casefold() not in known:
        message = f"There is no item “{label}” in what was found."
        raise click.UsageError(message)
    return known[label.casefold()]


def _preview(seen: Preview) -> Iterator[str]:
    for each in seen.rows:
        change = each.change or "same"
        yield f"{each.label}  {change}  {each.found.words[:120]}"
    for item, _state in seen.missing:
        yield f"{item.label}  {'removed' if seen.whole else 'goes on'}"
    if seen.left:
        yield f"{len(seen.left)} lines belong to no item."
    yield from map(str, seen.remarks)


@spec.command("list")
@click.argument("key", metavar="PROJECT")
@click.option("--on", type=Day(), help="As it read on this day; else today.")
@pass_door
def spec_list(door: Door, key: str, on: date | None) -> None:
    """List the items of PROJECT in force on a day."""
    found = specifications.show(door.ledger, projects.find(door.ledger, key), on)
    lines = [
        f"{each.item.label}  {each.state.words}"
        f"{'  (a link is suspect)' if each.suspect else ''}"
        for each in found.lines
    ]
    door.show(shapes.shown(found), lines or ["No item is in force on that day."])


@spec.command("show")
@click.argument("item", metavar="ITEM")
@project_option
@pass_door
def spec_show(door: Door, item: str, project: str | None) -> None:
    """Show ITEM with all it ever read like, and its links."""
    found = specifications.history(door.ledger, item, project)
    lines = [found.item.label]
    for each in found.stages:
        ended = each.state.words is None
        until = each.until.isoformat() if each.until else ""
        words = "(removed)" if ended else each.state.words
        lines.append(f"{each.state.from_day} – {until}  {words}")
    lines += [shapes.link_line(each) for each in found.links]
    door.show(shapes.history(found), lines)


@spec.command("diff")
@click.argument("key", metavar="PROJECT")
@click.option("--from", "first", type=Day(), required=True, help="The earlier day.")
@click.option("--to", "last", type=Day(), required=True, help="The later day.")
@pass_door
def spec_diff(door: Door, key: str, first: date, last: date) -> None:
    """Show which items of PROJECT changed between two days."""
    project = projects.find(door.ledger, key)
    found = specifications.between(door.ledger, project, first, last)
    data = {
        "project": project.key,
        "from": first.isoformat(),
        "to": last.isoformat(),
        "counts": {
            str(change): len([e for e in found if e.change is change])
            for change in Change
        },
        "changes": [shapes.difference(each) for each in found],
    }
    lines = [
        f"{each.item.label}  {each.change}  "
        + shapes.words_line(specifications.pieces(each.before.words, each.after.words))
        for each in found
    ]
    door.show(data, lines or ["Every item reads the same on both days."])


for command in spec_entries.COMMANDS:
    spec.add_command(command)
