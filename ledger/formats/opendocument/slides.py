"""Walks through an OpenDocument presentation, page by page.

Each page, and the notes below it, is walked as a text of its own, with the styles that
stand before all of them.
"""

from ledger.formats.office.draft import Draft
from ledger.formats.office.stream import Attributes
from ledger.formats.opendocument.styles import Styles
from ledger.formats.opendocument.walk import Walker
from ledger.formats.slides.deck import MOST_SLIDES
from ledger.formats.slides.deck import Slide

NOTES = "presentation:notes"
PAGE = "draw:page"


class Pages:
    """Hears the content of a presentation."""

    def __init__(self, styles: Styles) -> None:
        self.slides: list[Slide] = []
        self.flags: dict[str, None] = {}
        self._styles = styles
        self._style = ""
        self._unseen: set[str] = set()
        self._walkers: list[Walker] = []

    def start(self, name: str, attributes: Attributes) -> None:
        """Enter an element."""
        if name == PAGE and not self._walkers and len(self.slides) < MOST_SLIDES:
            hidden = attributes.get("draw:style-name", "") in self._unseen
            named = attributes.get("draw:name", "")
            self.slides.append(Slide(hidden=hidden, name=named))
            self._walkers.append(Walker(self._styles))
        elif name == NOTES and len(self._walkers) == 1:
            self._walkers.append(Walker(self._styles))
        elif self._walkers:
            self._walkers[-1].start(name, attributes)
        else:
            self._look(name, attributes)

    def end(self, name: str) -> None:
        """Leave an element."""
        depth = len(self._walkers)
        if name == NOTES and depth == 2:  # noqa: PLR2004 - a page, and its notes
            self.slides[-1].notes = self._left()
        elif name == PAGE and depth == 1:
            self.slides[-1].words = self._left()
        elif self._walkers:
            self._walkers[-1].end(name)
        else:
            self._styles.end(name)

    def words(self, text: str) -> None:
        """Write words."""
        if self._walkers:
            self._walkers[-1].words(text)

    def close(self) -> None:
        """Keep what was open where a damaged file breaks off."""
        while self._walkers:
            self.end(NOTES if len(self._walkers) > 1 else PAGE)

    def _look(self, name: str, attributes: Attributes) -> None:
        self._styles.start(name, attributes)
        if name == "style:style":
            self._style = attributes.get("style:name", "")
        elif attributes.get("presentation:visibility") == "hidden":
            self._unseen.add(self._style)

    def _left(self) -> Draft:
        walker = self._walkers.pop()
        draft = walker.close()
        self.flags |= walker.state.flags
        return draft
