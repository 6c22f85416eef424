"""Walks through a slide of PowerPoint: its title first, then its shapes in order."""

from dataclasses import dataclass
from dataclasses import field

from ledger.domain.trace import TraceKind
from ledger.formats.links import target
from ledger.formats.office.draft import Draft
from ledger.formats.office.draft import Sign
from ledger.formats.office.forms import NO
from ledger.formats.office.frame import Frame
from ledger.formats.office.stream import Attributes

SHAPES = frozenset({"p:sp", "p:graphicFrame", "p:pic", "p:cxnSp"})
LAYOUT = frozenset({"a:p", "a:tbl", "a:tr", "a:tc"})
TITLES = frozenset({"title", "ctrTitle"})
MARGINS = {"ftr": TraceKind.FOOTER, "hdr": TraceKind.HEADER}
MARGINS |= {"dt": TraceKind.FOOTER, "sldNum": TraceKind.FOOTER}
ADDED = Sign(TraceKind.ADDED)
STRUCK = Sign(TraceKind.STRUCK)
HIDDEN = Sign(TraceKind.HIDDEN)


@dataclass(slots=True)
class Shape:
    """A shape with its words, and what place it takes."""

    frame: Frame = field(default_factory=Frame)
    place: str = ""
    hidden: bool = False


class Walker:
    """Hears a slide, or the notes of one."""

    def __init__(self, links: dict[str, str]) -> None:
        self.shapes: list[Shape] = []
        self.hidden = False
        self.flags: dict[str, None] = {}
        self._links = links
        self._open: list[Shape] = []
        self._struck = False
        self._link = ""
        self._begun = 0
        self._heard = False

    def start(self, name: str, attributes: Attributes) -> None:
        """Enter an element."""
        if name == "p:sld":
            self.hidden = attributes.get("show", "1") in NO
        elif name in SHAPES:
            self._open.append(Shape())
            self.shapes.append(self._open[-1])
        elif self._open:
            self._inside(self._open[-1], name, attributes)

    def end(self, name: str) -> None:
        """Leave an element."""
        if not self._open:
            return
        frame = self._open[-1].frame
        if name in SHAPES:
            self._open.pop()
        elif name == "a:t":
            self._heard = False
        elif name == "a:r":
            self._end_run(frame)
        elif name == "a:p" and frame.depth:
            frame.end_paragraph()
        elif name == "a:tr":
            frame.end_row()
        elif name == "a:tbl" and frame.tables:
            frame.end_table()

    def words(self, text: str) -> None:
        """Write words."""
        if self._heard and self._open:
            self._put(self._open[-1], text)

    def draft(self) -> Draft:
        """Return all words, a line for each paragraph."""
        whole = Draft()
        shapes = sorted(self.shapes, key=lambda each: each.place not in TITLES)
        for number, shape in enumerate(shapes):
            kind = MARGINS.get(shape.place)
            signs = [Sign(kind, key=str(number))] if kind else []
            words = shape.frame.leave()
            if words:
                whole.line()
                whole.append(words, tuple(signs))
        return whole

    def _inside(self, shape: Shape, name: str, attributes: Attributes) -> None:
        frame = shape.frame
        if name == "p:cNvPr":
            shape.hidden = attributes.get("hidden", "0") not in NO
        elif name == "p:ph":
            shape.place = attributes.get("type", "body")
        elif name in LAYOUT:
            self._lay(frame, name)
        elif name in {"a:r", "a:fld"}:
            self._struck, self._link = False, ""
            self._begun = len(frame.draft.pieces)
        elif name == "a:rPr":
            self._struck = attributes.get("strike", "noStrike") != "noStrike"
        elif name == "a:hlinkClick":
            self._link = self._links.get(attributes.get("r:id", ""), "")
        elif name == "a:t":
            self._heard = True
        elif name == "a:br":
            self._put(shape, "\n")

    def _lay(self, frame: Frame, name: str) -> None:
        """Begin a paragraph, a table, or a row or a cell of one."""
        if name == "a:p":
            frame.begin_paragraph()
        elif name == "a:tbl":
            frame.begin_table()
        elif frame.tables and name == "a:tr":
            frame.begin_row()
        elif frame.tables:
            frame.begin_cell()

    def _end_run(self, frame: Frame) -> None:
        if self._link:
            leads = target(self._link, frame.draft.since(self._begun))
            frame.draft.write(leads, (ADDED,))
            self._link = ""

    def _put(self, shape: Shape, text: str) -> None:
        signs = [STRUCK] * self._struck
        if shape.hidden:
            signs.append(HIDDEN)
            self.flags["hidden-text"] = None
        shape.frame.draft.write(text, tuple(signs))
