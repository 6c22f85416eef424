"""Receipts on the command line: what became of each file, and a sheet of it."""

from collections.abc import Iterator
from pathlib import Path

import click

from ledger.cli import paging
from ledger.cli import shapes
from ledger.cli.door import BY
from ledger.cli.door import counted
from ledger.cli.door import Door
from ledger.cli.door import pass_door
from ledger.cli.door import written_to
from ledger.cli.shortcuts import Shortcut
from ledger.domain.access import Of
from ledger.domain.receipt import Outcome
from ledger.opened import Ledger
from ledger.services import accesses
from ledger.services import itemising
from ledger.services import receipts
from ledger.services import resuming
from ledger.services.accesses import Apart
from ledger.services.receipts import Account
from ledger.services.receipts import Progress


@click.group("receipt", cls=Shortcut.to("show"))
def receipt_group() -> None:
    """Show what became of the files of one act of taking in."""


@receipt_group.command("show")
@click.argument("key", metavar="ID")
@click.option(
    "--csv",
    "file",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write a line for every file, and every file inside one, to a sheet.",
)
@pass_door
def show(door: Door, key: str, file: Path | None) -> None:
    """Show what became of each file of a receipt."""
    account = receipts.account(door.ledger, key)
    if file:
        accesses.exported(door.ledger, BY, Apart(of=Of.RECEIPT, key=key))
        with written_to(file), file.open("w", encoding="utf-8", newline="") as out:
            out.writelines(itemising.sheet(door.ledger, key))
    data = as_json(door.ledger, account) if door.as_json else {}
    door.show(data, lines(account))


@receipt_group.command("list")
@paging.limit(20)
@pass_door
def listed(door: Door, limit: int) -> None:
    """List the newest receipts, newest first."""
    found = receipts.newest(door.ledger, limit)
    data = {"receipts": [_one(each) for each in found]}
    door.show(data, [_line(each) for each in found] or ["No receipts yet."])


@receipt_group.command("close")
@click.argument("key", metavar="ID")
@pass_door
def close(door: Door, key: str) -> None:
    """Close a receipt that was broken off, with what is there."""
    resuming.close(door.ledger, key)
    account = receipts.account(door.ledger, key)
    data = as_json(door.ledger, account) if door.as_json else {}
    door.show(data, lines(account))


def as_json(ledger: Ledger, account: Account) -> shapes.Json:
    """Return a receipt with all its lines and all documents that it made."""
    key = account.receipt.id
    return {
        "receipt": key,
        "closed": account.receipt.closed_at is not None,
        "opened_at": shapes.at(account.receipt.opened_at),
        "closed_at": shapes.at(account.receipt.closed_at),
        "by": account.receipt.actor,
        "custodian": account.receipt.custodian,
        "channel": account.receipt.channel,
        "taken_in": account.taken_in,
        "duplicates": account.duplicates,
        "inside": account.inside,
        "waiting": {str(what): number for what, number in account.later},
        "set_aside": [shapes.set_aside(item) for item in account.set_aside],
        "unread": [shapes.unread(item) for item in account.unread],
        "again": [shapes.again(item) for item in receipts.again(ledger, key)],
        "documents": [
            shapes.document(document, path)
            for document, path in receipts.made(ledger, key)
        ],
    }


def lines(account: Account) -> Iterator[str]:
    """Return a receipt as lines for people."""
    counts = f"{account.taken_in} taken in, {account.duplicates} there before, "
    key = account.receipt.id
    yield f"{counts}{len(account.set_aside)} set aside. Receipt {key}."
    if account.inside:
        yield f"inside them: {counted(account.inside, 'file')}"
    for item in account.again:
        yield f"there before: {item.path}: the first one is {item.first}"
    if len(account.again) < account.duplicates:
        number = account.duplicates - len(account.again)
        yield f"and {number} more there before; all: receipt show {key} --csv FILE"
    for item in account.set_aside:
        yield f"set aside: {item.reason}" + _where(item.path, item.reason)
    for item in account.unread:
        yield f"not readable: {item.path}: {item.reason}"
    for what, number in account.later:
        yield f"in the background: {what}: {number}"


def _where(path: str, reason: str | None) -> str:
    """Return the path of a file, where its reason does not name it."""
    return "" if path in (reason or "") else f" ({path})"


def _one(found: Progress) -> shapes.Json:
    receipt = found.receipt
    return {
        "receipt": receipt.id,
        "opened_at": shapes.at(receipt.opened_at),
        "closed_at": shapes.at(receipt.closed_at),
        "broken_off": found.broken_off,
        "by": receipt.actor,
        "custodian": receipt.custodian,
        "channel": receipt.channel,
        "taken_in": found.counts[Outcome.TAKEN_IN],
        "duplicates": found.counts[Outcome.DUPLICATE],
        "set_aside": found.counts[Outcome.SET_ASIDE],
        "unread": found.unread,
        "inside": found.inside,
        "waiting": found.waiting,
    }


def _line(found: Progress) -> str:
    one = _one(found)
    state = "closed" if one["closed_at"] else "open"
    state = "broken off" if found.broken_off else state
    counts = (
        f"{one['taken_in']} taken in, {one['duplicates']} there before, "
        f"{one['set_aside']} set aside"
    )
    return f"{one['receipt']}  {one['opened_at'][:16]}  {state}  {counts}"
