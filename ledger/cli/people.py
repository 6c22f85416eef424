"""People: who writes, for whom, and from which addresses on which days."""

from datetime import date

import click

from ledger.cli import paging
from ledger.cli import said
from ledger.cli import shapes
from ledger.cli.agreement import Day
from ledger.cli.door import ACTOR
from ledger.cli.door import BY
from ledger.cli.door import counted
from ledger.cli.door import Door
from ledger.cli.door import pass_door
from ledger.domain.access import Of
from ledger.domain.event import SealedEvent
from ledger.services import accesses
from ledger.services import history
from ledger.services import merging
from ledger.services import people
from ledger.services import projects
from ledger.services import writings
from ledger.services.accesses import Apart
from ledger.services.people import Changes
from ledger.services.people import Done
from ledger.services.projects import Introduced
from ledger.services.projects import NewPerson
from ledger.services.writings import Wanted


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
@click.option(
    "--until", "until_day", type=Day(), help="The first day without it: a successor's."
)
@pass_door
def person_address(
    door: Door,
    key: str,
    address: str,
    from_day: date | None,
    until_day: date | None,
) -> None:
    """Add an address of PERSON, or give it other days.

    PERSON is an id, or an address. An address may pass on to somebody else from the
    day on which it ends here.
    """
    ledger = door.ledger
    who = people.meant(ledger, key)
    done = people.add_address(ledger, ACTOR, who, address, from_day, until_day)
    _done(door, done, f"{done.person.name} uses {address}.")


@person.command("end-address")
@click.argument("key", metavar="PERSON")
@click.argument("address")
@click.option("--until", type=Day(), required=True, help="The first day without it.")
@pass_door
def person_end_address(door: Door, key: str, address: str, until: date) -> None:
    """Note from which day on an address is not used."""
    who = people.meant(door.ledger, key)
    done = people.end_address(door.ledger, ACTOR, who, address, until)
    _done(door, done, f"{address} is not used by {done.person.name} from {until} on.")


@person.command("remove-address")
@click.argument("key", metavar="PERSON")
@click.argument("address")
@pass_door
def person_remove_address(door: Door, key: str, address: str) -> None:
    """Take an address away that never was one of PERSON."""
    who = people.meant(door.ledger, key)
    done = people.remove_address(door.ledger, ACTOR, who, address)
    _done(door, done, f"{address} is no address of {done.person.name}.")


@person.command("change")
@click.argument("key", metavar="PERSON")
@click.option("--name", help="What he is called.")
@click.option("--role", help="Such as director or designer; empty for none.")
@click.option("--side", help="client or provider.")
@click.option("--client", help="The client; added where it is new.")
@pass_door
def person_change(
    door: Door,
    key: str,
    name: str | None,
    role: str | None,
    side: str | None,
    client: str | None,
) -> None:
    """Change what is known of PERSON.

    What is not given stays as it is.
    """
    wanted = Changes(name=name, role=role, side=side, client=client)
    done = people.change(door.ledger, ACTOR, people.meant(door.ledger, key), wanted)
    _done(door, done, f"{done.person.name} is changed.")


@person.command("merge")
@click.argument("key", metavar="PERSON")
@click.argument("into")
@pass_door
def person_merge(door: Door, key: str, into: str) -> None:
    """Let INTO stand for PERSON, who is the same human."""
    ledger = door.ledger
    one, other = people.meant(ledger, key), people.meant(ledger, into)
    done = merging.merge(ledger, ACTOR, one, other)
    _done(door, done, f"{done.person.name} stands for both. Undo: person part {one}")


@person.command("part")
@click.argument("key", metavar="PERSON")
@pass_door
def person_part(door: Door, key: str) -> None:
    """Let PERSON stand alone again.

    PERSON is the id of the one who was merged. What was entered meanwhile stays where
    it was entered.
    """
    done = merging.part(door.ledger, ACTOR, key)
    _done(door, done, f"{done.person.name} stands alone again.")


@person.command("tell-apart")
@click.argument("key", metavar="PERSON")
@click.argument("other")
@pass_door
def person_tell_apart(door: Door, key: str, other: str) -> None:
    """Say that PERSON and OTHER are two people.

    They are not offered as one any more.
    """
    ledger = door.ledger
    one, two = people.meant(ledger, key), people.meant(ledger, other)
    _done(door, merging.tell_apart(ledger, ACTOR, one, two), "They are two people.")


@person.command("show")
@click.argument("key", metavar="PERSON")
@click.option("--words", default="", help="Only messages with these own words.")
@click.option("--project", default="", help="Only in this project, by key or id.")
@paging.limit(20)
@paging.offset
@pass_door
def person_show(
    door: Door, key: str, words: str, project: str, limit: int, offset: int
) -> None:
    """Show PERSON with all own words.

    PERSON is an id, or an address; one who was merged shows who stands there now.
    """
    ledger = door.ledger
    found = people.find(ledger, people.meant(ledger, key))
    wanted = Wanted(
        words=words, project=projects.find(ledger, project) if project else None
    )
    told = writings.written(
        ledger, found, wanted, limit=max(0, limit), offset=max(0, offset)
    )
    if words:
        given = {"q": words, "project": wanted.project.key if wanted.project else ""}
        asked = Apart(of=Of.PERSON, key=found.id, given=given)
        accesses.searched(ledger, BY, asked, told.total)
    door.show(
        {
            **shapes.person(found),
            "projects": {
                each.key: number for each, number in writings.in_projects(ledger, found)
            },
            "total": told.total,
            "written": [said.written(each) for each in told.listed],
        },
        [
            f"{found.name}  {found.client.name if found.client else 'ours'}",
            *(f"  {said.address(each)}" for each in found.addresses),
            f"{counted(told.total, 'message')}:",
            *(said.line(each) for each in told.listed),
        ],
    )


@person.command("doubles")
@pass_door
def person_doubles(door: Door) -> None:
    """List people who may be one.

    Their names are the same, or their addresses begin alike.
    """
    listed = merging.likely_doubles(door.ledger)
    data = [
        {
            "people": [shapes.person(each.first), shapes.person(each.second)],
            "why": each.why,
        }
        for each in listed
    ]
    lines = [
        f"{each.first.id}  {each.first.name}  {each.second.id}  {each.second.name}"
        for each in listed
    ]
    door.show({"doubles": data}, lines or ["Nobody seems to be here twice."])


@person.command("strangers")
@pass_door
def person_strangers(door: Door) -> None:
    """List who writes often and is not known."""
    listed = writings.strangers(door.ledger)
    data = [
        {"address": each.address, "name": each.name, "messages": each.number}
        for each in listed
    ]
    lines = [
        f"{each.address}  {each.name}  {counted(each.number, 'message')}"
        for each in listed
    ]
    door.show({"strangers": data}, lines or ["Everybody who writes often is known."])


@person.command("list")
@pass_door
def person_list(door: Door) -> None:
    """List everybody we know."""
    listed = people.every(door.ledger)
    lines = [
        f"{each.id}  {each.name}  {each.client.name if each.client else 'ours'}  "
        + ", ".join(map(said.address, each.addresses))
        for each in listed
    ]
    data = {"people": [shapes.person(each) for each in listed]}
    door.show(data, lines or ["Nobody yet; add somebody with: person add"])


def _done(door: Door, done: Done, line: str) -> None:
    """Show a person, the last event, and how much of what waited was filed."""
    written = Introduced(done.person, done.filed)
    _introduced(door, written, done.events[-1], line)


def _introduced(door: Door, made: Introduced, added: SealedEvent, line: str) -> None:
    """Show a person, the event, and how much of what waited was filed."""
    data = {**shapes.person(made.person), "filed": made.filed, **shapes.event(added)}
    waited = [f"{counted(made.filed, 'document')} put to a project."]
    door.show(data, [line, *(waited if made.filed else [])])
