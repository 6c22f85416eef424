"""Options that commands of a specification share."""

from collections.abc import Callable
from datetime import date
from typing import Any

import click

from ledger.cli.agreement import Day
from ledger.services.passages import Words
from ledger.services.spec_entries import Asking
from ledger.services.spec_entries import Entry

ORIGIN = (
    click.option("--request", default="", metavar="R", help="Asked for in request R."),
    click.option(
        "--asked-in", default="", metavar="ID", help="Asked for in this mail."
    ),
    click.option("--by", "person", default="", metavar="ID", help="Who asked for it."),
    click.option("--note", default="", help="A remark, shown with it."),
)
WORDS = (
    click.option("--words", default="", help="What is required, by hand."),
    click.option("--document", default="", metavar="ID", help="Where the words stand."),
    click.option("--quote", default="", help="The words of the document."),
    click.option("--at", "near", type=int, metavar="OFFSET", help="About where."),
    click.option("--heading", default="", help="The part that it belongs to."),
    click.option(
        "--looked", is_flag=True, help="Doubtful words of a scan were compared."
    ),
)
from_option = click.option(
    "--from", "from_day", type=Day(), required=True, help="First day in force."
)
project_option = click.option(
    "--project", default=None, metavar="KEY", help="For a label that several have."
)


def with_(*options: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return a decorator that gives a command several options."""

    def given(command: Any) -> Any:
        for option in reversed(options):
            command = option(command)
        return command

    return given


def entry(
    *,
    from_day: date,
    words: str,
    document: str,
    quote: str,
    near: int | None,
    heading: str,
    looked: bool,
    **origin: str,
) -> Entry:
    """Return what options say of an item."""
    found = None
    if document or quote:
        if words:
            message = "Give --words, or --document with --quote; not both."
            raise click.UsageError(message)
        found = Words(document=document, quote=quote, near=near)
    return Entry(
        from_day=from_day,
        words=words,
        quote=found,
        heading=heading,
        looked=looked,
        asked=asking(**origin),
    )


def asking(*, request: str, asked_in: str, person: str, note: str) -> Asking:
    """Return who asked for something, as options say."""
    return Asking(request=request, document=asked_in, person=person, note=note)
