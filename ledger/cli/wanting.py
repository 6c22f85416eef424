"""What a search asks for on the command line: its words, and what narrows it."""

from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from typing import TypeVar

import click

from ledger.services.narrowing import Narrowed

_Command = TypeVar("_Command", bound=Callable[..., Any])

PLAIN = {"ignore_unknown_options": True, "help_option_names": ["--help"]}
"""A word after a dash is one that must not be there, so `-hotel` is no `-h`."""

_IN = "Only in the thread of this document, or inside of it."
_OPTIONS = (
    click.option(
        "--sort",
        type=click.Choice(["best", "newest", "oldest"]),
        help="What comes first; best by default.",
    ),
    click.option("--project", metavar="KEY", default="", help="Only in this project."),
    click.option("--client", metavar="NAME", default="", help="Only of this client."),
    click.option("--in", "thread", metavar="ID", default="", help=_IN),
)


def options(command: _Command) -> _Command:
    """Give a command the options that narrow a search, and the one of its order."""
    for each in reversed(_OPTIONS):
        command = each(command)
    return command


def narrowed(before: Narrowed, told: Mapping[str, str | None]) -> Narrowed:
    """Return what a search is narrowed to by the options."""
    names = ("project", "client", "thread")
    given = {name: told[name] for name in names}
    chosen = {name: (value,) for name, value in given.items() if value}
    return replace(before, **chosen)


def refuse_options(words: tuple[str, ...]) -> None:
    """Refuse what looks like an option, for nobody searches for two dashes.

    Raises:
        click.NoSuchOption: a word begins with ``--``.
    """
    context = click.get_current_context()
    if words == ("-h",):
        click.echo(context.get_help())
        context.exit()
    for word in words:
        if word.startswith("--"):
            raise click.NoSuchOption(word, ctx=context)
