"""What the specification said: the items of a request, and those to choose from."""

from typing import Any

from ledger.services import linking
from ledger.services import specifications
from ledger.services.stories import Story
from ledger.web.context import the_ledger

_SHORT = 80


def of_request(story: Story) -> dict[str, Any]:
    """Return what a request is linked to, and what it may be linked to."""
    ledger = the_ledger()
    shown = specifications.show(ledger, story.asked.project)
    return {
        "linked": linking.of_request(ledger, story.asked.request),
        "items": [(each.item.id, _called(each)) for each in shown.lines],
    }


def _called(line: specifications.Line) -> str:
    words = line.state.words or ""
    short = words if len(words) <= _SHORT else f"{words[:_SHORT]}…"
    return f"{line.item.label} {short}"
