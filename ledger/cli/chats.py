"""Chats: list them, read a day, and answer what their exports do not say."""

from typing import Any

import click

from ledger.cli import shapes
from ledger.cli.door import ACTOR
from ledger.cli.door import counted
from ledger.cli.door import Door
from ledger.cli.door import pass_door
from ledger.domain.chat import DayOrder
from ledger.domain.filing import Code
from ledger.domain.filing import Reason
from ledger.services import chatting
from ledger.services import conversing
from ledger.services import filing
from ledger.services import indexing
from ledger.services.chatting import Asked
from ledger.services.chatting import Told
from ledger.services.conversing import Said

_ORDERS = {"dmy": "day/month/year", "mdy": "month/day/year", "ymd": "year/month/day"}


@click.group()
def chat() -> None:
    """See the chats, and answer what their exports do not say."""


@chat.command("list")
@pass_door
def chat_list(door: Door) -> None:
    """List the chats, and what is asked of their exports."""
    told = chatting.every(door.ledger)
    asked = chatting.asked(door.ledger)
    lines = [
        f"{each.chat.id}  {each.chat.title or each.chat.service}  "
        f"{counted(each.number, 'message')}  {counted(len(each.days), 'day')}"
        for each in told
    ]
    lines += [_question(each) for each in asked]
    data = {
        "chats": [_shape(each) for each in told],
        "asked": [_asked(each) for each in asked],
    }
    door.show(data, lines or ["No chat has been taken in yet."])


@chat.command("show")
@click.argument("key", metavar="CHAT")
@click.option("--day", default="", metavar="DAY", help="The newest one by default.")
@pass_door
def chat_show(door: Door, key: str, day: str) -> None:
    """Show a day of a chat, message by message."""
    told = chatting.find(door.ledger, key)
    wanted = day or conversing.first_day(told.days)
    found = conversing.day_of(door.ledger, told.chat.id, wanted)
    data = {
        **_shape(told),
        "day": found.day or None,
        "before": found.before,
        "after": found.after,
        "messages": [message(each) for each in found.messages],
    }
    head = f"{told.chat.title or told.chat.service}, {found.day or 'without a day'}"
    door.show(data, [head, *(_line(each) for each in found.messages)])


@chat.command("answer")
@click.argument("key", metavar="ID")
@click.option(
    "--day-order",
    "order",
    type=click.Choice([str(each) for each in DayOrder]),
    help="In which order a date is written: day, month, year.",
)
@click.option("--zone", default="", help="Of the clock of the export: Europe/Chisinau.")
@pass_door
def chat_answer(door: Door, key: str, order: str | None, zone: str) -> None:
    """Say what an export does not: order of dates, and zone."""
    found = chatting.answer(door.ledger, ACTOR, key, order=order or "", zone=zone)
    indexing.catch_up(door.ledger)
    data = {
        "id": found.document,
        "day_order": found.order or None,
        "zone": found.zone or None,
        "needs": [str(each) for each in found.open_needs],
    }
    left = ", ".join(map(str, found.open_needs))
    door.show(data, [f"Kept. Still asked: {left}." if left else "Kept."])


@chat.command("file")
@click.argument("key", metavar="CHAT")
@click.option("--project", required=True, metavar="KEY", help="Where it belongs.")
@pass_door
def chat_file(door: Door, key: str, project: str) -> None:
    """Put a whole chat to a project; later exports of it follow."""
    told = chatting.find(door.ledger, key)
    keys = [document.id for _export, document in told.exports]
    why = Reason(Code.CHOSEN)
    filed = filing.file(door.ledger, ACTOR, keys, project, why)
    indexing.catch_up(door.ledger)
    data = {"chat": told.chat.id, "project": project, "documents": filed}
    door.show(data, [f"{counted(len(filed), 'export')} filed to {project}."])


def message(value: Said) -> dict[str, Any]:
    """Return a message of a chat."""
    post = value.stored.post
    return {
        "id": value.document.id,
        "number": post.number or None,
        "author": value.author.name if value.author else None,
        "handle": value.author.address if value.author else None,
        "person": value.person.id if value.person else None,
        "clock": value.stored.clock or None,
        "sent_at": shapes.at(value.document.sent_at),
        "sent_raw": value.document.sent_raw,
        "text": value.text.text,
        "system": bool(post.system),
        "forwarded": post.forwarded or None,
        "edited": post.edited or None,
        "deleted": bool(post.deleted),
        "answers": value.answers.document.id if value.answers else None,
        "files": [
            {"name": each.named.name, "id": each.document.id if each.document else None}
            for each in value.files
        ],
        "versions": [each.id for each in value.versions],
        "missing_from": [each.export.id for each in value.missing],
    }


def _shape(value: Told) -> dict[str, Any]:
    return {
        "id": value.chat.id,
        "name": value.chat.name,
        "title": value.chat.title,
        "service": value.chat.service,
        "messages_in_all": value.number,
        "days": [{"day": day or None, "messages": n} for day, n in value.days],
        "exports": [
            {
                "id": document.id,
                "taken_in_at": shapes.at(document.provenance.taken_in_at),
                "day_order": export.order or None,
                "zone": export.zone or None,
                "needs": [str(each) for each in export.open_needs],
            }
            for export, document in value.exports
        ],
    }


def _asked(value: Asked) -> dict[str, Any]:
    return {
        "id": value.document.id,
        "chat": value.chat.id,
        "title": value.chat.title or value.document.name,
        "needs": [str(each) for each in value.export.open_needs],
        "examples": list(value.examples),
        "possible_orders": list(value.orders),
        "proposed_zone": value.zone,
    }


def _question(value: Asked) -> str:
    """Return what is asked of an export, with the command that answers it."""
    title = value.chat.title or value.document.name
    parts = []
    if "day-order" in value.export.open_needs:
        named = " or ".join(_ORDERS[each] for each in value.orders)
        parts.append(f"is {value.examples[0]} {named}?")
    if "time-zone" in value.export.open_needs:
        parts.append(f"in which zone was the clock ({value.zone})?")
    command = f"chat answer {value.document.id}"
    return f"asked of {title}: {' '.join(parts)} Answer with: {command}"


def _line(value: Said) -> str:
    post = value.stored.post
    time = value.stored.clock[11:16] or value.document.sent_raw
    author = value.author.name if value.author else "–"
    marks = [
        *([f"answers {value.answers.document.id}"] if value.answers else []),
        *(["answers what is not here"] if value.answers_missing else []),
        *([f"forwarded from {post.forwarded}"] if post.forwarded else []),
        *(["edited"] if post.edited else []),
        *(["deleted"] if post.deleted else []),
        *(f"missing from {each.export.id}" for each in value.missing),
        *(f"file: {each.named.name}" for each in value.files),
    ]
    told = f" [{'; '.join(marks)}]" if marks else ""
    return f"{time}  {author}: {value.text.text}{told}  {value.document.id}"
