"""Who searched for what, and what left as a file."""

from urllib.parse import unquote_plus

import click

from ledger.cli import paging
from ledger.cli import shapes
from ledger.cli.door import counted
from ledger.cli.door import Door
from ledger.cli.door import pass_door
from ledger.domain.access import Access
from ledger.domain.access import What
from ledger.services import accesses
from ledger.services import accounts


@click.group("access")
def access_group() -> None:
    """See who searched for what, and who took results along."""


@access_group.command("list")
@click.option("--account", metavar="EMAIL", default="", help="Of one account alone.")
@click.option(
    "--what", type=click.Choice([str(each) for each in What]), help="Of one sort alone."
)
@paging.limit(50)
@paging.offset
@pass_door
def listed(door: Door, account: str, what: str | None, limit: int, offset: int) -> None:
    """List searches and exports, the newest first."""
    emails = {each.id: each.email for each in accounts.every(door.ledger)}
    ids = {email: key for key, email in emails.items()}
    found = accesses.every(
        door.ledger,
        limit,
        offset,
        account=ids.get(account.strip().casefold(), account),
        what=what or "",
    )
    data = {
        "total": found.total,
        "days": door.ledger.config.access_days,
        "accesses": [_as_json(each, emails) for each in found.found],
    }
    lines = [_line(each, emails) for each in found.found]
    door.show(data, lines or ["Nothing was searched for yet."])


def _as_json(value: Access, emails: dict[str, str]) -> shapes.Json:
    apart = accesses.apart(value)
    return {
        "at": shapes.at(value.at),
        "by": emails.get(value.account, value.account),
        "what": value.what,
        "door": value.door,
        "of": apart.of if apart else None,
        "key": (apart.key or None) if apart else None,
        "words": accesses.asked_for(value).words,
        "query": value.query,
        "number": value.number,
    }


def _line(value: Access, emails: dict[str, str]) -> str:
    who = emails.get(value.account, value.account)
    number = counted(value.number, "document")
    asked = unquote_plus(value.query)
    return f"{shapes.at(value.at)}  {who}  {value.what}  {asked}  {number}"
