"""What every command is handed: the ledger, opened when needed, and how to print."""

import json
import sys
from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import closing
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any
from typing import Self

import click

from ledger.config import Config
from ledger.domain import access
from ledger.opened import Ledger
from ledger.services import sampling
from ledger.services.accesses import By

_STEP = 1000
"""After how many a line is printed where nothing can move."""

_SHOWN = {
    **{code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n"},
    **dict.fromkeys(range(0x7F, 0xA0), "\N{REPLACEMENT CHARACTER}"),
}
"""What a control character of a mail or a file name is printed as."""

AMONG_SAMPLES = (
    "This ledger holds sample data, and what was recorded now goes away with them; "
    "your own belong into a home of their own: name another folder with --home."
)
"""What is said of whatever a command adds to a home of sample data."""

ACTOR = "command-line"
"""Who the log says did what a command does."""

BY = By(ACTOR, access.Door.COMMAND)
"""Whose its searches and exports are."""


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
            click.echo(json.dumps(data, ensure_ascii=not _speaks_utf8(), indent=2))
            return
        for line in lines:
            click.echo(tame(line))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if "ledger" not in self.__dict__:
            return
        with closing(self.ledger) as ledger:
            if ledger.grew and sampling.is_sample(ledger):
                click.echo(AMONG_SAMPLES, err=True)


class Progress:
    """Progress on standard error: one moving line on a terminal, else a line a step."""

    def __init__(self, one: str, done: str) -> None:
        self._one = one
        self._done = done
        self._number = 0
        self._shown = 0
        self._moving = sys.stderr.isatty()

    def __call__(self, more: int) -> None:
        """Note that so many more were done."""
        self._number += more
        if self._moving:
            click.echo(f"\r{self._line()}", err=True, nl=False)
        elif self._number - self._shown >= _STEP:
            self._shown = self._number
            click.echo(self._line(), err=True)

    def reach(self, number: int) -> None:
        """Note that so many were done by now; a smaller number begins anew."""
        if number < self._number:
            self._number = self._shown = 0
        self(number - self._number)

    @property
    def number(self) -> int:
        """Return how many were done."""
        return self._number

    def end(self) -> None:
        """End the moving line."""
        if self._moving and self._number:
            click.echo(err=True)

    def _line(self) -> str:
        return f"{counted(self._number, self._one)} {self._done}"


@contextmanager
def written_to(path: Path) -> Iterator[None]:
    """Say in a sentence that a file could not be written."""
    try:
        yield
    except OSError as error:
        message = f"“{path}” could not be written: {error.strerror}."
        raise click.ClickException(message) from error


def counted(number: int, one: str) -> str:
    """Return a number with its noun: ``1 event``, ``2 events``."""
    return f"{number} {one}" if number == 1 else f"{number} {one}s"


def tame(text: str) -> str:
    """Return text that cannot steer a terminal: its control characters are shown."""
    return text.translate(_SHOWN)


def _speaks_utf8() -> bool:
    return (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"


pass_door = click.make_pass_decorator(Door)
