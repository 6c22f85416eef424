"""Set a paper as PDF.

The words reach Typst as data, never as markup; the fonts are those of its package,
so that the bytes do not depend on the machine.
"""

import dataclasses
import json
from datetime import date
from datetime import datetime
from datetime import UTC
from importlib import resources

import typst

from ledger.samples.story import Paper


def pdf(paper: Paper) -> bytes:
    """Return the paper as a PDF that is dated with its own day."""
    template = resources.files("ledger.samples").joinpath("stories", "paper.typ")
    signed = paper.signed_on
    made = typst.compile(
        template.read_bytes(),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps(dataclasses.asdict(paper), default=_iso)},
        timestamp=int(
            datetime(signed.year, signed.month, signed.day, 9, tzinfo=UTC).timestamp()
        ),
    )
    return bytes(made)


def _iso(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
