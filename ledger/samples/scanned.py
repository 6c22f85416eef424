"""The scanned papers of a sample project: pictures of pages, without any text."""

from collections.abc import Iterator
from functools import cache
from random import Random

from ledger.samples import scans
from ledger.samples.scans import Wear
from ledger.samples.story import Story
from ledger.samples.told import read

PROJECTS = {"NORD": "nord"}
"""The projects that have a scan, and the folders of their stories."""

A5_ACROSS = (595, 421)
DPI = 150
WEAR = Wear(dpi=DPI, askew=0.6, blur=0.4, faded=0.15)


def papers(story: Story) -> Iterator[tuple[str, bytes]]:
    """Yield the scans of a project with their paths."""
    if story.key in PROJECTS:
        yield _paper(PROJECTS[story.key])


@cache
def _paper(folder: str) -> tuple[str, bytes]:
    told = read(folder, "scan.toml")
    page = scans.page(told["paragraphs"], size=15, paper=A5_ACROSS, dpi=DPI)
    chance = Random(0)  # noqa: S311 - for dust on a page, not for secrets
    worn = scans.worn(page, WEAR, chance)
    return f"scans/{told['filename']}", scans.pdf([worn], DPI, made_on=told["day"])
