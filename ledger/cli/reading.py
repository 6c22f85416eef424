"""Find documents and read them."""

import shutil
import sys

import click

from ledger.cli import evidence
from ledger.cli import shapes
from ledger.cli.door import Door
from ledger.cli.door import pass_door
from ledger.domain import oddity
from ledger.domain import worth as worth_words
from ledger.domain.scan import listed
from ledger.services import authenticity
from ledger.services import joints
from ledger.services import quotes
from ledger.services import scans
from ledger.services import showing
from ledger.services.likeness import Change
from ledger.services.quotes import Compared
from ledger.services.showing import Shown


@click.command()
@click.argument("key", metavar="ID")
@pass_door
def show(door: Door, key: str) -> None:
    """Show a document: its head, its text and where it came from."""
    found = showing.show(door.ledger, key)
    document = found.document
    claims = showing.claims(door.ledger, document)
    people = [f"{each.role}: {each.name} <{each.address}>" for each in found.people]
    head = [
        f"{document.title or document.name}  ({document.kind})",
        str(document.digest),
        *people,
        f"sent: {document.sent_raw or '–'}",
        f"taken in: {shapes.at(document.provenance.taken_in_at)}",
    ]
    keys = [project.key for project, _why in found.projects]
    around = [
        f"projects: {', '.join(keys) or 'none yet'}",
        *oddity.told(document.flags),
        *(f"the same Message-ID, other content: {each}" for each in found.namesakes),
        *_of_scan(door, found),
        *(f"inside: {each.title or each.name}  {each.id}" for each in found.children),
    ]
    body = document.problem or found.text.text or _nothing(found)
    worth = authenticity.of(door.ledger, document)
    head.append(f"{worth.grade}: {worth_words.name(worth)}")
    compared = quotes.of(door.ledger, document, found.text)
    told = [line for each in compared.values() for line in _compared(each)]
    door.show(
        evidence.shown(found, claims, worth, compared),
        [*head, *around, *told, "", body],
    )


def _compared(value: Compared) -> list[str]:
    """Return that a quote is not what was written, with what differs."""
    if not value.altered or value.original is None:
        return []
    marks = {Change.LEFT_OUT: "[−%s−]", Change.PUT_IN: "[+%s+]", Change.SAME: "%s"}
    words = " ".join(marks[each.change] % each.text for each in value.pieces)
    return [f"altered quote of {value.original.id}: {words}"]


@click.command()
@click.argument("key", metavar="ID")
@pass_door
def raw(door: Door, key: str) -> None:
    """Write the bytes of a document as they were received."""
    _document, source = showing.raw(door.ledger, key)
    with source:
        shutil.copyfileobj(source, sys.stdout.buffer)


@click.command()
@click.argument("key", metavar="ID")
@pass_door
def thread(door: Door, key: str) -> None:
    """Show the messages around a message, and which are missing."""
    found = joints.thread(door.ledger, key)
    data = evidence.thread(found)
    lines = [
        f"{line['sent_at'] or '–'}  {line['author'] or '–'}  {line['title']}  "
        f"{line['id']}  {line['joined_by'] or ''}"
        for line in data["messages"]
    ]
    missing = [
        f"missing: <{gap['message_id']}>"
        if gap["message_id"]
        else f"known only by quotation: {gap['author'] or '–'}: {gap['text']}"
        for gap in data["gaps"]
    ]
    alone = ["This document is no message; it stands in no thread."]
    door.show(data, [*lines, *missing] or alone)


def _of_scan(door: Door, found: Shown) -> list[str]:
    """Return how the words of a scan are known, and which pages still wait."""
    read = [number for number, state in found.text.scans.items() if state.recognised]
    lines = [f"read from a scan: pages {listed(read)}"] if read else []
    waits = scans.progress(door.ledger, found.document)
    if waits:
        lines.append(f"to be recognised: {waits.of - waits.done} of {waits.of} pages")
    return lines


def _nothing(found: Shown) -> str:
    waits = found.document.reading is None
    return "It waits to be read." if waits else "It has no text."
