"""Who sent a message: check it once more, and the certificates to check it by."""

from pathlib import Path
from typing import Any

import click

from ledger.cli import evidence
from ledger.cli.door import ACTOR
from ledger.cli.door import Door
from ledger.cli.door import pass_door
from ledger.domain import remarks
from ledger.domain import worth
from ledger.domain.certificate import Certificate
from ledger.services import authenticity
from ledger.services import certificates
from ledger.services import people
from ledger.services import showing


@click.command()
@click.argument("keys", metavar="ID...", nargs=-1, required=True)
@pass_door
def authenticate(door: Door, keys: tuple[str, ...]) -> None:
    """Check once more who sent messages, and say what that shows.

    What was found before stands: a key that is gone by now takes nothing away.
    """
    ledger = door.ledger
    authenticity.check_now(ledger, keys)
    listed = [showing.show(ledger, key).document for key in keys]
    found = authenticity.of_many(ledger, listed)
    data = {
        "messages": [
            {"id": each.id, **evidence.authenticity(found[each.id])} for each in listed
        ]
    }
    lines: list[str] = []
    for each in listed:
        known = found[each.id]
        lines += [
            f"{each.id}  {known.grade}  {worth.name(known)}",
            *(f"    {sentence}" for sentence in worth.shows(known)),
            *(f"    {sentence}" for sentence in worth.shows_not(known)),
            *(f"    {sentence}" for sentence in remarks.of(known)),
        ]
    door.show(data, lines)


@click.group()
def certificate() -> None:
    """Public keys, by which signatures of persons are checked."""


@certificate.command("add")
@click.argument(
    "path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--person", required=True, metavar="PERSON", help="Whose key it is.")
@click.option(
    "--from",
    "origin",
    required=True,
    metavar="TEXT",
    help="How it was obtained, such as “read out by phone”.",
)
@pass_door
def certificate_add(door: Door, path: Path, person: str, origin: str) -> None:
    """Keep the OpenPGP certificate in FILE as that of PERSON.

    A secret key is refused. Messages that were signed with it are checked once more.
    """
    made = certificates.add(door.ledger, ACTOR, path.read_bytes(), person, origin)
    door.show({"certificates": [_data(each) for each in made]}, map(_line, made))


@certificate.command("list")
@pass_door
def certificate_list(door: Door) -> None:
    """List all certificates."""
    listed = certificates.every(door.ledger)
    names = {each.id: each.name for each in people.every(door.ledger)}
    lines = [f"{_line(each)}  {names.get(each.person, '')}" for each in listed]
    door.show(
        {"certificates": [_data(each) for each in listed]}, lines or ["None yet."]
    )


@certificate.command("remove")
@click.argument("key", metavar="ID")
@click.option("--why", required=True, help="The reason, kept with it.")
@pass_door
def certificate_remove(door: Door, key: str, why: str) -> None:
    """Use a certificate no more; what it showed stays."""
    found = certificates.remove(door.ledger, ACTOR, key, why)
    door.show(_data(found), [f"{found.id} is not used any more."])


def _data(value: Certificate) -> dict[str, Any]:
    return {
        "id": value.id,
        "fingerprint": value.fingerprint,
        "names": list(value.names),
        "person": value.person,
        "from": value.origin,
        "expires": value.expires,
        "removed": value.removed,
        "position": value.position,
    }


def _line(value: Certificate) -> str:
    names = ", ".join(value.names)
    gone = "  (not used any more)" if value.removed is not None else ""
    return f"{value.id}  {value.fingerprint}  {names}{gone}"
