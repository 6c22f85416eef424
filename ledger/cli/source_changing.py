"""Change a source from the command line; what is not named stays as it was."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import click

from ledger.cli.door import ACTOR
from ledger.cli.door import Door
from ledger.cli.door import pass_door
from ledger.cli.source_adding import turned
from ledger.domain.sentence import said
from ledger.domain.source import Mailbox
from ledger.domain.source_errors import SourceStateError
from ledger.services import changing
from ledger.services import sampling
from ledger.services import sources
from ledger.services.changing import Wanted
from ledger.services.sources import Known


@click.command("change")
@click.argument("key", metavar="SOURCE")
@click.option("--name", help="What it is called from now on.")
@click.option(
    "--project", metavar="KEY", help="Put everything to this project; - to none."
)
@click.option(
    "--folder", "folders", multiple=True, help="The folders of a mailbox, all anew."
)
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Only what came to a mailbox since a day.",
)
@click.option("--from-the-beginning", is_flag=True, help="Whatever day it came.")
@click.option(
    "--leave-out",
    multiple=True,
    metavar="ADDRESS",
    help="Not what is from there, all anew; - for nobody.",
)
@pass_door
def change(door: Door, /, key: str, **given: Any) -> None:
    """Change a source: what is not named stays as it was.

    Of each its name and project; of a mailbox what is taken of it. What came before
    stays where it is.
    """
    if not any(given.values()):
        message = "Say what is to be changed."
        raise click.UsageError(message)
    sampling.must_be_own(door.ledger)
    found = sources.find(door.ledger, key)
    made = changing.change(door.ledger, ACTOR, found.source.id, _wanted(found, given))
    turned(door, made.id, f"{made.name} is changed.")


def _wanted(found: Known, given: dict[str, Any]) -> Wanted:
    """Return what a source is to be like.

    Raises:
        SourceStateError: what is said is of mailboxes alone, and it is none.
    """
    source = found.source
    project = found.project.key if found.project else ""
    if given["project"]:
        project = "" if given["project"] == "-" else given["project"]
    wanted = Wanted(name=given["name"] or source.name, project=project)
    mailbox = source.settings
    if not isinstance(mailbox, Mailbox):
        if any(given[name] for name in _OF_MAILBOXES):
            raise SourceStateError(said("Only of a mailbox something is left out."))
        return wanted
    since: datetime | None = given["since"]
    day = since.date() if since else mailbox.since
    left_out = given["leave_out"] or mailbox.leave_out
    return replace(
        wanted,
        folders=given["folders"] or mailbox.folders,
        since=None if given["from_the_beginning"] else day,
        leave_out="" if given["leave_out"] == ("-",) else " ".join(left_out),
    )


_OF_MAILBOXES = ("folders", "since", "from_the_beginning", "leave_out")
