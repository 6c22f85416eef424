"""The searches that were saved under a name."""

from collections.abc import Mapping

import click

from ledger.cli import shapes
from ledger.cli.door import Door
from ledger.cli.door import pass_door
from ledger.domain.saved import SavedSearch
from ledger.services import accounts
from ledger.services import news
from ledger.services import saved
from ledger.services.news import News


@click.group("saved")
def saved_group() -> None:
    """See the searches that were saved under a name."""


@saved_group.command("list")
@click.option("--for", "email", metavar="EMAIL", help="As this account sees them.")
@pass_door
def saved_list(door: Door, email: str | None) -> None:
    """List saved searches: of everybody, or of one account."""
    emails = {each.id: each.email for each in accounts.every(door.ledger)}
    listed, come = saved.every(door.ledger), dict[str, News]()
    if email is not None:
        account = accounts.with_email(door.ledger, email).id
        listed = saved.seen_by(door.ledger, account)
        come = dict(news.of(door.ledger, account))
    data = {"saved": [_as_json(each, emails, come) for each in listed]}
    lines = [_line(each, emails, come) for each in listed]
    door.show(data, lines or ["None yet; searches are saved on the page of results."])


def _as_json(
    value: SavedSearch, emails: Mapping[str, str], come: Mapping[str, News]
) -> shapes.Json:
    new = come[value.id].number if value.id in come else None
    return {**shapes.saved(value, emails), "new": new}


def _line(
    value: SavedSearch, emails: Mapping[str, str], come: Mapping[str, News]
) -> str:
    seen = "team" if value.shared else "private"
    by = emails.get(value.account, value.account)
    new = f"  {come[value.id].number} new" if value.id in come else ""
    return f"{value.id}  {value.name}  {seen}  {by}  {value.query}{new}"
