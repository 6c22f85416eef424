"""What every command is handed: the ledger, opened when needed, and how to print."""

import json
import sys
from collections.abc import Iterable
from functools import cached_property
from types import TracebackType
from typing import Any
from typing import Self

import click

from ledger.config import Config
from ledger.opened import Ledger

_STEP = 1000
"""After how many a line is printed where nothing can move."""

ACTOR = "command-line"
"""Who the log says did what a command does."""


class Door:
    """The settings of one run of the command line."""

    def __init__(self, config: Config, *, as_json: bool) -> None:
        self.config = config
        self.as_json = as_json

    @cached_property
    def ledger(self) -> Ledger:
        """Return the ledger, opened (or made) on first use."""
        return Ledger(self.config)

    def show(self, data: Any, lines: Iterable[str]) -> None:
        """Print data as JSON, or lines for people."""
        if self.as_json:
            click.echo(json.dumps(data, ensure_ascii=False, indent=2))
            return
        for line in lines:
            click.echo(line)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if "ledger" in self.__dict__:
            self.ledger.close()


class Progress:
    """Progress on standard error: one moving line on a terminal, else a line a step."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._number = 0
        self._shown = 0
        self._moving = sys.stderr.isatty()

    def __call__(self, more: int) -> None:
        """Note that so many more were done."""
        self._number += more
        if self._moving:
            click.echo(f"\r{self._number} {self._what}", err=True, nl=False)
        elif self._number - self._shown >= _STEP:
            self._shown = self._number
            click.echo(f"{self._number} {self._what}", err=True)

    def end(self) -> None:
        """End the moving line."""
        if self._moving and self._number:
            click.echo(err=True)


pass_door = click.make_pass_decorator(Door)
