"""The searches that were saved under a name."""

from collections.abc import Mapping
from dataclasses import replace

import click

from ledger.cli import shapes
from ledger.cli import wanting
from ledger.cli.door import Door
from ledger.cli.door import pass_door
from ledger.domain.saved import SavedSearch
from ledger.domain.sentence import said
from ledger.services import accounts
from ledger.services import news
from ledger.services import saved
from ledger.services import searching
from ledger.services.news import News
from ledger.services.saved import Wanted

_search = click.argument("key", metavar="SEARCH")


@click.group("saved")
def saved_group() -> None:
    """Searches that were saved: list, add, change, remove."""


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


@saved_group.command("add", context_settings=wanting.PLAIN)
@click.argument("name")
@click.argument("words", nargs=-1, metavar="WORDS...")
@click.option("--for", "email", metavar="EMAIL", required=True, help="Whose it is.")
@click.option("--team", is_flag=True, help="Everybody sees it.")
@wanting.options
@pass_door
def saved_add(
    door: Door,
    /,
    name: str,
    words: tuple[str, ...],
    email: str,
    *,
    team: bool,
    **told: str | None,
) -> None:
    """Save a search for WORDS under NAME.

    What is not understood of it is said.
    """
    wanting.refuse_options(words)
    account = accounts.with_email(door.ledger, email).id
    wanted = _asked(Wanted(words=" ".join(words)), told)
    remarks = _tried(door, wanted)
    made = saved.save(door.ledger, account, name, wanted.query, shared=team)
    _show(door, made, f"Saved as “{made.name}”: {made.id}", remarks)


@saved_group.command("change")
@_search
@click.option("--name", help="What it is called from now on.")
@click.option("--words", help="The words that it asks for.")
@click.option("--team/--private", "team", default=None, help="Who sees it.")
@wanting.options
@pass_door
def saved_change(
    door: Door,
    /,
    key: str,
    name: str | None,
    words: str | None,
    *,
    team: bool | None,
    **told: str | None,
) -> None:
    """Change SEARCH in the parts that are given."""
    known = saved.named(door.ledger, key)
    before = saved.wanted(known.query)
    wanted = _asked(before if words is None else replace(before, words=words), told)
    query = None if wanted == before else wanted.query
    if name is None and query is None and team is None:
        message = "Nothing is to be changed: name what."
        raise click.UsageError(message, click.get_current_context())
    remarks = _tried(door, wanted) if query else []
    changed = saved.change(
        door.ledger, known.account, known.id, name=name, query=query, shared=team
    )
    _show(door, changed, f"“{changed.name}” was changed.", remarks)


@saved_group.command("remove")
@_search
@pass_door
def saved_remove(door: Door, key: str) -> None:
    """Remove SEARCH; for a week that can be taken back."""
    known = saved.named(door.ledger, key)
    gone = saved.remove(door.ledger, known.account, known.id)
    back = f"take that back with: saved restore {gone.id}"
    _show(door, gone, f"“{gone.name}” was removed; {back}", [])


@saved_group.command("restore")
@click.argument("key", metavar="ID")
@pass_door
def saved_restore(door: Door, key: str) -> None:
    """Take back that a search was removed."""
    account = saved.maker(door.ledger, key)
    back = saved.restore(door.ledger, account, key)
    _show(door, back, f"“{back.name}” is there again.", [])


def _asked(before: Wanted, told: Mapping[str, str | None]) -> Wanted:
    return replace(
        before,
        narrowed=wanting.narrowed(before.narrowed, told),
        sort=told["sort"] or before.sort,
    )


def _tried(door: Door, wanted: Wanted) -> list[str]:
    """Return what is to be said of a search before it is saved.

    Raises:
        NotFoundError: it is narrowed to what is not there.
    """
    found = searching.search(door.ledger, wanted.words, wanted.narrowed, limit=0)
    return [str(said(each.sentence, part=each.part)) for each in found.remarks]


def _show(door: Door, value: SavedSearch, sentence: str, remarks: list[str]) -> None:
    emails = {each.id: each.email for each in accounts.every(door.ledger)}
    data = {**shapes.saved(value, emails), "remarks": remarks}
    door.show(data, [sentence, *remarks])


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
