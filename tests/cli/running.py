"""Run the real program inside the test, and see what a script would see."""

import io
import json
import sys
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ledger.cli import main


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run of the program left behind."""

    code: int
    raw: bytes
    err: str

    @property
    def out(self) -> str:
        """What was printed."""
        return self.raw.decode("utf-8")

    @property
    def json(self) -> Any:
        """The one JSON document that was printed."""
        return json.loads(self.raw)


@dataclass(frozen=True, slots=True)
class Program:
    """The program with a home of its own."""

    home: Path

    def __call__(self, *words: str | Path, stdin: str = "") -> Ran:
        """Run a command in the home and return what came of it."""
        return run(["--home", self.home, *words], stdin)

    def json(self, *words: str | Path, stdin: str = "") -> Any:
        """Return the JSON answer of a command that does not fail."""
        ran = self(*words, "--json", stdin=stdin)
        assert ran.code == 0, ran.err
        return ran.json

    def fails(self, code: int, *words: str | Path, stdin: str = "") -> str:
        """Return the one sentence with which a command fails."""
        ran = self(*words, stdin=stdin)
        assert (ran.code, ran.raw) == (code, b"")
        assert ran.err.count("\n") == 1
        assert "Traceback" not in ran.err
        return ran.err.strip()


def run(words: Sequence[str | Path], stdin: str = "") -> Ran:
    """Run the program with these words."""
    with _streams(stdin) as (out, err):
        try:
            main([str(word) for word in words])
        except SystemExit as leaving:
            code = leaving.code
    assert isinstance(code, int)
    return Ran(code, out.getvalue(), err.getvalue().decode("utf-8"))


@contextmanager
def _streams(stdin: str) -> Iterator[tuple[io.BytesIO, io.BytesIO]]:
    """Put streams of our own in the place of the terminal's."""
    before = (sys.stdin, sys.stdout, sys.stderr)
    out, err = io.BytesIO(), io.BytesIO()
    sys.stdin = io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8")
    sys.stdout = io.TextIOWrapper(out, encoding="utf-8")
    sys.stderr = io.TextIOWrapper(err, encoding="utf-8")
    try:
        yield out, err
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        for stream in (sys.stdin, sys.stdout, sys.stderr):
            stream.detach()
        sys.stdin, sys.stdout, sys.stderr = before
