"""People we write with, and accounts of those who may sign in."""

import sys
from datetime import date

import click

from ledger.cli import shapes
from ledger.cli.agreement import Day
from ledger.cli.door import ACTOR
from ledger.cli.door import counted
from ledger.cli.door import Door
from ledger.cli.door import pass_door
from ledger.domain.event import SealedEvent
from ledger.services import accounts
from ledger.services import history
from ledger.services import projects
from ledger.services.projects import Introduced
from ledger.services.projects import NewPerson


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


@click.group()
def person() -> None:
    """People: who writes, for whom, from which addresses."""


@person.command("add")
@click.argument("name")
@click.option("--client", default="", help="The client; without it, one of ours.")
@click.option("--role", default="", help="Such as director or designer.")
@click.option(
    "--address", "addresses", multiple=True, help="An e-mail address; may be repeated."
)
@pass_door
def person_add(
    door: Door, name: str, client: str, role: str, addresses: tuple[str, ...]
) -> None:
    """Add a person, with the addresses that he uses.

    Mail that waits in the tray is put to the client's project, where there is one.
    """
    new = NewPerson(
        name=name,
        side="client" if client else "provider",
        client=client,
        role=role,
        addresses=addresses,
    )
    made = projects.introduce(door.ledger, ACTOR, new)
    added = history.of(door.ledger, made.person.id)[0]
    _introduced(door, made, added, f"{made.person.name} added: {made.person.id}")


@person.command("address")
@click.argument("key", metavar="PERSON")
@click.argument("address")
@click.option("--from", "from_day", type=Day(), help="The first day of its use.")
@click.option("--until", "until_day", type=Day(), help="The last day of its use.")
@pass_door
def person_address(
    door: Door,
    key: str,
    address: str,
    from_day: date | None,
    until_day: date | None,
) -> None:
    """Add an address that PERSON uses."""
    made = projects.introduce_address(
        door.ledger, ACTOR, key, address, from_day, until_day
    )
    added = history.newest_of(door.ledger, made.person.id)
    _introduced(door, made, added, f"{made.person.name} uses {address}.")


@person.command("list")
@pass_door
def person_list(door: Door) -> None:
    """List everybody we know."""
    listed = projects.people(door.ledger)
    lines = [
        f"{each.id}  {each.name}  {each.client.name if each.client else 'ours'}  "
        + ", ".join(address.address for address in each.addresses)
        for each in listed
    ]
    data = {"people": [shapes.person(each) for each in listed]}
    door.show(data, lines or ["Nobody yet; add somebody with: person add"])


def _introduced(door: Door, made: Introduced, added: SealedEvent, line: str) -> None:
    """Show a person, the event, and how much of what waited was filed."""
    data = {**shapes.person(made.person), "filed": made.filed, **shapes.event(added)}
    waited = [f"{counted(made.filed, 'document')} put to a project."]
    door.show(data, [line, *(waited if made.filed else [])])


def _password(given: str | None) -> str:
    if given is not None:
        return given
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
