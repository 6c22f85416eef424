"""Statements of account: drawn up, issued, shown as they were frozen."""

from datetime import date
from pathlib import Path

import click

from ledger.cli import shapes
from ledger.cli.agreement import Day
from ledger.cli.agreement import written
from ledger.cli.door import ACTOR
from ledger.cli.door import BY
from ledger.cli.door import Door
from ledger.cli.door import pass_door
from ledger.cli.door import written_to
from ledger.domain import moment
from ledger.domain.access import Of
from ledger.domain.errors import BadInputError
from ledger.domain.money import Money
from ledger.domain.sentence import said
from ledger.services import accesses
from ledger.services import projects
from ledger.services import statements
from ledger.services.accesses import Apart

_FIRST = click.option(
    "--from", "first", type=Day(), required=True, help="First day of the period."
)
_LAST = click.option(
    "--to", "last", type=Day(), required=True, help="Last day of the period."
)


@click.group()
def statement() -> None:
    """Statements of account: rounds, points and money of a period."""


@statement.command("draft")
@click.argument("key", metavar="PROJECT")
@_FIRST
@_LAST
@pass_door
def statement_draft(door: Door, key: str, first: date, last: date) -> None:
    """Show what a statement of PROJECT would say; it is not kept."""
    found = projects.find(door.ledger, key)
    content = statements.draft(door.ledger, found, first, last)
    door.show(content, _lines(content))


@statement.command("issue")
@click.argument("key", metavar="PROJECT")
@_FIRST
@_LAST
@pass_door
def statement_issue(door: Door, key: str, first: date, last: date) -> None:
    """Number a statement of PROJECT and freeze it."""
    made = statements.issue(door.ledger, ACTOR, key, first, last)
    written(door, made.id, f"{made.label} is issued; it says this for ever.")


@statement.command("list")
@click.argument("key", metavar="PROJECT")
@pass_door
def statement_list(door: Door, key: str) -> None:
    """List the statements of PROJECT that were issued."""
    found = projects.find(door.ledger, key)
    listed = [
        {
            "id": each.id,
            "label": each.label,
            "from": shapes.day(each.first),
            "to": shapes.day(each.last),
            "issued_at": moment.written(each.issued_at),
            "content": str(each.content),
            "pdf": str(each.pdf),
            "csv": str(each.csv),
        }
        for each in statements.listed(door.ledger, found)
    ]
    lines = [f"{each['label']}  {each['from']} – {each['to']}" for each in listed]
    empty = ["No statement was issued yet; draw one up with: statement draft"]
    door.show({"statements": listed}, lines or empty)


@statement.command("show")
@click.argument("key", metavar="STATEMENT")
@click.option(
    "-o", "--output", "path", type=click.Path(path_type=Path), help="A file to write."
)
@pass_door
def statement_show(door: Door, key: str, path: Path | None) -> None:
    """Show a statement as it was frozen, or write its file."""
    found = statements.find(door.ledger, key)
    content = statements.content(door.ledger, found)
    if path is None:
        door.show(content, _lines(content))
        return
    kinds = {".pdf": found.pdf, ".csv": found.csv, ".json": found.content}
    digest = kinds.get(path.suffix.lower())
    if digest is None:
        raise BadInputError(said("Name a file that ends with .pdf, .csv or .json."))
    data = statements.file(door.ledger, digest)
    of = projects.find(door.ledger, found.project).key
    given = {"project": of, "file": path.suffix[1:].lower()}
    asked = Apart(of=Of.STATEMENT, key=found.label, given=given)
    accesses.exported(door.ledger, BY, asked)
    with written_to(path):
        path.write_bytes(data)
    door.show({"path": str(path), "digest": str(digest)}, [f"Written: {path}"])


def _stood(each: statements.Content | None) -> str:
    return str(each["why"]) if each else "no such round"


def _lines(content: statements.Content) -> list[str]:
    label = content.get("label", "(draft)")
    lines = [f"Statement of account {label}: {content['from']} – {content['to']}"]
    for part in content["deliverables"]:
        left = "unknown" if part["left"] is None else part["left"]
        lines.append(f"{part['key']}  used {part['used']}, left {left}")
        lines += [f"  {each['day']}  {each['why']}" for each in part["rounds"]]
        lines += [
            f"  {each['label']}  {each['ground']}, in no round: {each['place']}"
            for each in part["apart"]
        ]
    lines += [
        f"{each['label']}  {each['ground']}, in no account"
        for each in content.get("apart", ())
    ]
    lines += [
        f"{each['key']}  {each['day']}  otherwise than in {each['statement']}: "
        f"{_stood(each['was'])} -> {_stood(each['now'])}"
        for each in content.get("corrections", ())
    ]
    lines += [str(Money(**each)) for each in content["totals"]]
    if content["unpriced"]:
        lines.append(f"{content['unpriced']} paid without a final price")
    if content["own_cost"]:
        lines.append(f"{content['own_cost']} corrected at our cost")
    return lines
