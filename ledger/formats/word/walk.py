"""Walks through the words of a Word part in the order in which they are read.

An act enters an element and may say what is to be done when it is left; so whatever is
open where a damaged part breaks off is closed in its order.
"""

from ledger.formats.office.draft import Draft
from ledger.formats.office.stream import Attributes
from ledger.formats.word.acts import ACTS
from ledger.formats.word.acts import After
from ledger.formats.word.book import Book
from ledger.formats.word.state import State

WORDS = frozenset({"w:t", "w:delText", "m:t"})
CODES = frozenset({"w:instrText", "w:delInstrText"})
PASSED_OVER = frozenset(
    {
        *("w:rPrChange", "w:pPrChange", "w:tblPrChange", "w:trPrChange"),
        *("w:tcPrChange", "w:sectPrChange", "w:tblGridChange", "w:numberingChange"),
        *("w:tblPrExChange", "w:sectPr", "w:tblPr", "w:tblGrid", "w:rubyPr"),
    }
)
"""What speaks of looks, now or earlier, and holds no words."""


class Walker:
    """Hears a part and writes its words."""

    def __init__(self, book: Book, links: dict[str, str] | None = None) -> None:
        self.state = State(book, links or {})
        self._after: list[After] = []
        self._silent = 0
        """How deep we are in something that is passed over."""

    def start(self, name: str, attributes: Attributes) -> None:
        """Enter an element."""
        if self._silent or name in PASSED_OVER or self._is_doubled(name):
            self._silent += 1
            return
        act = ACTS.get(name)
        self._after.append(act(self.state, name, attributes) if act else None)
        self.state.names.append(name)

    def end(self, name: str) -> None:
        """Leave an element."""
        if self._silent:
            self._silent -= 1
            return
        self._leave()

    def words(self, text: str) -> None:
        """Write words, or note the code of a field."""
        state = self.state
        if self._silent or not state.names:
            return
        if state.names[-1] in WORDS:
            state.write(text)
        elif state.names[-1] in CODES and state.fields:
            state.fields[-1].code.append(text)

    def close(self) -> Draft:
        """Return the text; what was open where the part broke off is closed."""
        while self._after:
            self._leave()
        return self.state.leave_frame()

    def _leave(self) -> None:
        self.state.names.pop()
        after = self._after.pop()
        if after is not None:
            after()

    def _is_doubled(self, name: str) -> bool:
        """Tell whether these are words for old programs that have been read already."""
        choices = self.state.choices
        if name != "mc:Fallback" or not choices:
            return False
        return self.state.written > choices[-1]
