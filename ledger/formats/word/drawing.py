"""The words in charts and diagrams, a line for each paragraph or value."""

from ledger.formats.office.draft import Draft
from ledger.formats.office.stream import Attributes

WORDS = frozenset({"a:t", "other:v"})
LINES = frozenset({"a:p", "other:pt"})


class Drawing:
    """Hears a part of drawings and writes its words."""

    def __init__(self) -> None:
        self.draft = Draft()
        self._names: list[str] = []

    def start(self, name: str, _: Attributes) -> None:
        """Enter an element."""
        self._names.append(name)

    def end(self, name: str) -> None:
        """Leave an element."""
        self._names.pop()
        if name in LINES:
            self.draft.line()

    def words(self, text: str) -> None:
        """Write words."""
        if self._names and self._names[-1] in WORDS:
            self.draft.write(text)
