"""A document's text, cut for a page: by whose words they are, or by its pages.

Passages lie side by side and together are the stretch of the text that is shown.
"""

from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType

from ledger.domain import quote
from ledger.domain.document import Text
from ledger.domain.trace import Trace
from ledger.services.asking import Asked
from ledger.services.quotes import Compared
from ledger.web import marking
from ledger.web.marking import Mark
from ledger.web.marking import Piece
from ledger.web.marking import Used
from ledger.web.visible import reorders

MOST = 200_000
"""How many letters a page shows at once."""

IN_TABLES = 30_000
"""How many it shows in tables, where each word has a cell around it."""

FOLDED = {"quote"}
NOTHING: Mapping[int, Compared] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of text with one author, or one page of a file."""

    kind: str
    """A kind of segment, or ``page``."""

    author: str = ""
    number: int = 0
    label: str = ""
    """The number printed on the page, where it differs."""

    start: int
    """At which code point of the text it begins."""

    lines: int
    hits: int
    """How many places of the search stand in it."""

    cited: bool
    pieces: list[Piece]
    compared: Compared | None = None
    """What came of comparing a quote with its original."""

    @property
    def signs(self) -> bool:
        """Tell whether signs in it change the order in which letters are shown."""
        return any(reorders(each.text) for each in self.pieces)

    @property
    def opened(self) -> bool:
        """Tell whether it may not be folded: what was asked for stands in it."""
        altered = self.compared is not None and self.compared.altered
        return bool(self.hits or self.cited or altered) or self.kind not in FOLDED


@dataclass(frozen=True, slots=True)
class Stretch:
    """From where to where of a text one page shows."""

    start: int
    end: int
    of: int
    most: int = MOST

    @property
    def before(self) -> int | None:
        """Return where the stretch before it begins; None where this is the first."""
        return max(0, self.start - self.most) if self.start else None

    @property
    def after(self) -> int | None:
        """Return where the next stretch begins; None where this is the last."""
        return self.end if self.end < self.of else None


def stretch(text: Text, start: int, most: int = MOST) -> Stretch:
    """Return the part of a text that begins somewhere and is not too long to show.

    In tables it begins and ends where a line does.
    """
    last = max(0, len(text.text) - 1) // most * most
    begin = max(0, start if start < len(text.text) else last)
    end = min(begin + most, len(text.text))
    if most < MOST:
        begin = _line_before(text.text, begin)
        end = _line_before(text.text, end) if end < len(text.text) else end
        end = end if end > begin else min(begin + MOST, len(text.text))
    return Stretch(begin, end, len(text.text), most)


def _line_before(text: str, at: int) -> int:
    found = max(text.rfind(sign, 0, at) for sign in "\n\f")
    return found + 1 if at else 0


def passages(
    text: Text,
    part: Stretch,
    marks: Sequence[Mark],
    cited: Mark | None,
    used: Sequence[Used] = (),
    traces: Sequence[Trace] = (),
    compared: Mapping[int, Compared] = NOTHING,
) -> list[Passage]:
    """Return the passages of a part of a text, with the words that requests rest on.

    Where the file tells who changed which words, they know that too.
    """
    found = []
    for passage in _cuts(text):
        kind, start, end, author, number, label = passage
        low, high = max(start, part.start), min(end, part.end)
        if low >= high:
            continue
        hits = marking.within(marks, low, high)
        found.append(
            Passage(
                kind=kind,
                author=author,
                number=number,
                label=label,
                start=low,
                lines=len(text.text[low:high].strip().splitlines()),
                hits=len(hits),
                cited=bool(cited and cited[0] < high and cited[1] > low),
                pieces=marking.pieces(text.text, hits, cited, low, high, used, traces),
                compared=compared.get(start) if kind == "quote" else None,
            )
        )
    return found


def used(asked: Sequence[Asked], key: str, text: str) -> list[Used]:
    """Return the words of a document that requests rest on, with their labels.

    A newer reading may have moved them: they are looked for near their old place.
    """
    listed = [each.request for each in asked if each.request.withdrawn is None]
    found = []
    for each in listed:
        passage = each.passage
        if passage.document != key or not passage.quote:
            continue
        place = (passage.start, passage.end)
        if text[passage.start : passage.end] != passage.quote:
            moved = quote.find(text, passage.quote, passage.start)
            if moved is None:
                continue
            place = (moved.start, moved.end)
        found.append((*place, each.label))
    return found


def _cuts(text: Text) -> Iterator[tuple[str, int, int, str, int, str]]:
    """Yield (kind, start, end, author, page, label) over the whole of a text."""
    if text.pages:
        at = 0
        for number, label, start, end, _width, _height in text.pages:
            if start > at:
                yield "unassigned", at, start, "", 0, ""
            yield "page", start, end, "", number, label or ""
            at = max(at, end)
        if at < len(text.text):
            yield "unassigned", at, len(text.text), "", 0, ""
    elif text.segments:
        for kind, start, end, author in text.segments:
            yield kind, start, end, author or "", 0, ""
    else:
        yield "own", 0, len(text.text), "", 0, ""
