"""Walks through an OpenDocument part in the order in which it is read.

Styles are heard on the way: they stand before the words that need them.
"""

from ledger.formats.office.draft import Draft
from ledger.formats.office.stream import Attributes
from ledger.formats.opendocument.acts import ACTS
from ledger.formats.opendocument.changes import CHANGES
from ledger.formats.opendocument.state import After
from ledger.formats.opendocument.state import State
from ledger.formats.opendocument.styles import Styles

EVERY = {**ACTS, **CHANGES}
PASSED_OVER = frozenset(
    {
        *("text:table-of-content-source", "text:illustration-index-source"),
        *("text:table-index-source", "text:object-index-source"),
        *("text:user-index-source", "text:alphabetical-index-source"),
        *("text:bibliography-source", "office:scripts", "office:font-face-decls"),
    }
)
"""Patterns and programs: nothing in them is read on a page."""


class Walker:
    """Hears a part and writes its words."""

    def __init__(self, styles: Styles) -> None:
        self.state = State(styles)
        self._after: list[After] = []
        self._silent = 0
        """How deep we are in something that is passed over."""

    def start(self, name: str, attributes: Attributes) -> None:
        """Enter an element."""
        if self._silent or name in PASSED_OVER:
            self._silent += 1
            return
        self.state.styles.start(name, attributes)
        act = EVERY.get(name)
        self._after.append(act(self.state, name, attributes) if act else None)

    def end(self, name: str) -> None:
        """Leave an element."""
        if self._silent:
            self._silent -= 1
            return
        self.state.styles.end(name)
        self._leave()

    def words(self, text: str) -> None:
        """Write words, or note who says them."""
        if self._silent:
            return
        if self.state.captured is not None:
            self.state.captured.append(text)
        elif self.state.frame.depth:
            self.state.words(text)

    def close(self) -> Draft:
        """Return the text; what was open where the part broke off is closed."""
        while self._after:
            self._leave()
        for key in list(self.state.regions):
            self.state.deleted(key)
        return self.state.leave()

    def _leave(self) -> None:
        after = self._after.pop()
        if after is not None:
            after()
