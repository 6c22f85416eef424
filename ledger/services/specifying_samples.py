"""The specifications of a sample project, and what rests on their items.

The first one is recorded, then the requests are linked to its items, then the later
ones: so a link turns suspect before the visitor's eyes.
"""

from collections.abc import Mapping

from ledger.domain.project import Project
from ledger.opened import Ledger
from ledger.samples.story import PaperKind
from ledger.samples.story import Story
from ledger.services import linking
from ledger.services import projects
from ledger.services import spec_reading
from ledger.services import specifications


def specify(
    ledger: Ledger,
    actor: str,
    story: Story,
    paths: Mapping[str, str],
    made: Mapping[str, str],
) -> None:
    """Record what is missing; ``made`` are the requests by the keys of the wishes."""
    project = projects.find(ledger, story.key)
    listed = [each for each in story.papers if each.kind is PaperKind.SPECIFICATION]
    there = {
        each.from_day
        for each in specifications.show(ledger, project).specification.baselines
    }
    for number, paper in enumerate(sorted(listed, key=lambda each: each.signed_on)):
        document = paths[f"contracts/{paper.filename}"]
        if paper.signed_on not in there:
            spec_reading.record(ledger, actor, story.key, document, paper.signed_on)
        if number == 0:
            _link(ledger, actor, project, story, made)


def _link(
    ledger: Ledger,
    actor: str,
    project: Project,
    story: Story,
    made: Mapping[str, str],
) -> None:
    """Link the requests to the items that they are about, where they are not."""
    shown = specifications.show(ledger, project)
    known = {each.item.label: each.item for each in shown.lines}
    linked = {
        (each.request.id, each.item.id) for line in shown.lines for each in line.links
    }
    for wish in story.wishes:
        item = known.get(wish.item)
        if item and (made[wish.key], item.id) not in linked:
            linking.link(ledger, actor, made[wish.key], item.id)
