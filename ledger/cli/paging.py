"""Which part of a list a command shows: two options, the same wherever one is long."""

from collections.abc import Callable
from typing import Any
from typing import TypeVar

import click

_F = TypeVar("_F", bound=Callable[..., Any])


def limit(default: int, least: int = 1, most: int | None = None) -> Callable[[_F], _F]:
    """Return the option ``--limit``: how many lines of a list are shown."""
    return click.option(
        "--limit",
        default=default,
        show_default=True,
        type=click.IntRange(least, most),
        help="How many to show.",
    )


offset = click.option(
    "--offset", default=0, type=click.IntRange(0), help="How many to pass over."
)
"""The option ``--offset``: how many lines of a list come before those shown."""
