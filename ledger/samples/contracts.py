"""Set a paper or a letter as PDF.

The words reach Typst as data, never as markup; the fonts are those of its package,
so that the bytes do not depend on the machine.
"""

import dataclasses
import json
from datetime import date
from datetime import datetime
from datetime import UTC
from functools import cache
from importlib import resources

import typst

from ledger.samples.story import Letter
from ledger.samples.story import Paper


@cache
def pdf(paper: Paper | Letter) -> bytes:
    """Return the paper as a PDF that is dated with its own day."""
    if isinstance(paper, Letter):
        return _set("letter.typ", paper, paper.written_on)
    return _set("paper.typ", paper, paper.signed_on)


def _set(template: str, words: Paper | Letter, day: date) -> bytes:
    source = resources.files("ledger.samples").joinpath("stories", template)
    made = typst.compile(
        source.read_bytes(),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps(dataclasses.asdict(words), default=_iso)},
        timestamp=int(
            datetime(day.year, day.month, day.day, 9, tzinfo=UTC).timestamp()
        ),
    )
    return bytes(made)


def _iso(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
