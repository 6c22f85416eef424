"""The summary of a round, and the client's confirmation that fixes it."""

from collections.abc import Sequence
from datetime import date

import click

from ledger.cli import account
from ledger.cli import shapes
from ledger.cli.agreement import Day
from ledger.cli.agreement import written
from ledger.cli.door import ACTOR
from ledger.cli.door import Door
from ledger.cli.door import pass_door
from ledger.cli.shapes import day
from ledger.cli.shapes import Json
from ledger.domain.point import PointGround
from ledger.domain.sentence import Sentence
from ledger.services import authorising
from ledger.services import confirming
from ledger.services import history
from ledger.services import projects
from ledger.services import summaries
from ledger.services.passages import Words
from ledger.services.summaries import Item
from ledger.services.summaries import Summary
from ledger.services.tongues import LANGUAGES

_project = click.argument("key", metavar="PROJECT")
_deliverable = click.option(
    "--deliverable", "deliverable_key", metavar="KEY", required=True, help="Of what."
)
_number = click.option(
    "--round", "number", type=int, metavar="N", required=True, help="Its number."
)


@click.command("summary")
@_project
@_deliverable
@_number
@click.option("--by", type=Day(), help="To confirm by; else in two working days.")
@click.option(
    "--language",
    type=click.Choice(list(LANGUAGES)),
    help="Else that of the client's words.",
)
@pass_door
def summary(
    door: Door,
    key: str,
    deliverable_key: str,
    number: int,
    by: date | None,
    language: str | None,
) -> None:
    """Print what we understood of a round, to be confirmed.

    Nothing is sent; what a person makes of it is up to him.
    """
    project = projects.find(door.ledger, key)
    found = summaries.numbered(door.ledger, project, deliverable_key, number, by)
    draft = summaries.draft(found, language or summaries.language_of(found))
    data = {
        "language": draft.language,
        "subject": draft.subject,
        "text": draft.text,
        **_told(found, authorising.of_round(door.ledger, found.found)),
    }
    past = ["", found.past] if found.past else []
    door.show(data, [draft.subject, "", draft.text, *past])


@click.command("fix")
@_project
@_deliverable
@_number
@click.option(
    "--document", metavar="ID", required=True, help="In which the client confirms it."
)
@click.option("--quote", default="", help="The words that do; else all of it.")
@click.option("--on", type=Day(), help="The day; else that of the message.")
@pass_door
def fix(
    door: Door,
    key: str,
    deliverable_key: str,
    number: int,
    document: str,
    quote: str,
    on: date | None,
) -> None:
    """Fix a round by the client's confirmation of it."""
    words = Words(document=document, quote=quote)
    ledger = door.ledger
    made = confirming.fix(ledger, ACTOR, key, deliverable_key, number, words, on)
    found = authorising.of_id(ledger, projects.find(ledger, key), made.id)
    remarks = [str(each) for each in found]
    event = shapes.event(history.newest_of(ledger, made.id))
    data = {"id": made.id, **event, "remarks": remarks}
    door.show(data, [f"Round {number} is fixed: {made.id}", *remarks])


@click.command("unfix")
@click.argument("key", metavar="ID")
@click.option("--why", required=True, help="The reason, shown with the round.")
@pass_door
def unfix(door: Door, key: str, why: str) -> None:
    """Take the confirmation of a round back that was a mistake."""
    made = confirming.take_back(door.ledger, ACTOR, key, why)
    written(door, made.id, "It is not confirmed any more; it stays open.")


def _told(found: Summary, remarks: Sequence[Sentence]) -> Json:
    line = found.found.line
    confirmed = account.confirmation(line.round.confirmation)
    if confirmed:
        confirmed["remarks"] = [str(each) for each in remarks]
    return {
        "round": {
            "id": line.round.id,
            "number": line.number,
            "computed": line.round.computed,
            "confirmed": confirmed,
        },
        "deliverable": found.found.deliverable.key,
        "by": day(found.by),
        "by_proposed": day(found.proposed.end),
        "by_is_working_day": found.works,
        "remarks": [
            str(each)
            for each in (found.past, *found.proposed.counted.warnings)
            if each is not None
        ],
        "points": [_item(each) for each in found.items],
        "repeated": [
            _item(each) | _first(found, each)
            for each in found.of(PointGround.DUPLICATE)
        ],
        "questions": [_item(each) for each in found.of(PointGround.QUESTION)],
        "others": [
            _item(each)
            for each in found.others
            if each.laid.point.ground
            not in {PointGround.DUPLICATE, PointGround.QUESTION}
        ],
        "waiting": [_item(each) | _why(found, each) for each in found.waiting],
    }


def _item(value: Item) -> Json:
    return {
        "number": value.number,
        "request": value.request.label,
        "quote": value.request.passage.quote,
        "said_on": day(value.laid.point.day),
        "by": value.request.writer.name or value.request.writer.address or None,
        "document": value.request.passage.document,
        "language": value.document.language,
        "ground": value.laid.point.ground,
    }


def _first(found: Summary, value: Item) -> Json:
    """Return the first mention of what is repeated."""
    key = value.laid.point.of
    first = found.first.get(key or "")
    return {
        "of": first.label if first else None,
        "of_number": found.number_of(key),
        "of_quote": first.passage.quote if first else None,
    }


def _why(found: Summary, value: Item) -> Json:
    """Return what a late wish waits for, and the words of the contract."""
    return {
        "basis": account.basis_of(value.laid),
        "window_ends": day(value.laid.window),
        "clause": found.window.clause if found.window else None,
        "clause_quote": found.window.quote if found.window else None,
    }
