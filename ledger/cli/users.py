"""Accounts: who may sign in."""

import sys

import click

from ledger.cli import shapes
from ledger.cli.door import ACTOR
from ledger.cli.door import Door
from ledger.cli.door import pass_door
from ledger.services import accounts
from ledger.services import history


@click.group()
def user() -> None:
    """Accounts: who may sign in."""


@user.command("add")
@click.argument("email")
@click.option("--name", default="", help="As pages and the log show it.")
@click.option("--password", help="Else it is asked for, or read from standard input.")
@pass_door
def user_add(door: Door, email: str, name: str, password: str | None) -> None:
    """Add an account; the first one owns the ledger."""
    made = accounts.add(door.ledger, ACTOR, email, name, _password(password))
    written = history.newest_of(door.ledger, made.id)
    data = {**shapes.account(made), **shapes.event(written)}
    door.show(data, [f"{made.email} may sign in as {made.role}."])


@user.command("password")
@click.argument("email")
@click.option("--password", help="Else it is asked for, or read from standard input.")
@pass_door
def user_password(door: Door, email: str, password: str | None) -> None:
    """Set a new password; all sessions of the account end."""
    made = accounts.set_password(door.ledger, email, _password(password))
    lines = ["The password is set; all sessions of the account have ended."]
    door.show(shapes.account(made), lines)


@user.command("list")
@pass_door
def user_list(door: Door) -> None:
    """List all accounts."""
    listed = accounts.every(door.ledger)
    data = {"users": [shapes.account(each) for each in listed]}
    lines = [f"{each.email}  {each.name}  {each.role}" for each in listed]
    door.show(data, lines or ["No accounts yet; add one with: user add"])


def _password(given: str | None) -> str:
    if given is not None:
        return given
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
