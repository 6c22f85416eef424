"""How a calendar or a contact reads: a line a fact, with a name before it.

The names before the facts (``When:``) are words that the reading adds, and are marked
so; what the file says stands as it stands there.
"""

from ledger.domain.trace import TraceKind
from ledger.formats.office.draft import Draft
from ledger.formats.office.draft import Sign

ADDED = (Sign(TraceKind.ADDED),)


class Sheet:
    """Facts as they are written."""

    def __init__(self) -> None:
        self.draft = Draft()

    def gap(self) -> None:
        """Leave a line between two things."""
        if self.draft:
            self.draft.line()
            self.draft.write("\n")

    def head(self, text: str) -> None:
        """Write words of our own."""
        self.draft.line()
        self.draft.write(text, ADDED)
        self.draft.line()

    def fact(self, name: str, value: str, more: str = "") -> None:
        """Write a fact behind its name; ``more`` is what we say of it."""
        value = value.strip()
        if not value:
            return
        self.draft.line()
        if name:
            self.draft.write(f"{name}: ", ADDED)
        self.draft.write(value)
        if more:
            self.draft.write(f" ({more})", ADDED)
        self.draft.line()
