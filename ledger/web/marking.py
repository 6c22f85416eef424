"""Words of others on their way into a page: cut where they are marked, never as HTML.

A template writes each piece escaped, and puts its own element around the marked ones.
"""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ledger.domain.trace import Trace
from ledger.domain.trace import TraceKind

Mark = tuple[int, int]
Used = tuple[int, int, str]
"""Words on which a request rests: from where to where, and its label."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of letters that is marked as a whole, or not at all."""

    text: str
    marked: bool = False
    """The words of a search stand here."""

    cited: bool = False
    """An address pointed at these words."""

    anchor: bool = False
    """They begin here."""

    used: tuple[str, ...] = ()
    """Labels of the requests that rest on these words."""

    ends: tuple[str, ...] = ()
    """Those of them whose words end here."""

    traces: tuple[Trace, ...] = ()
    """What the file says of these words: who inserted or deleted them."""

    closing: tuple[Trace, ...] = ()
    """Those of the traces whose words end here."""

    place: int | None = None
    """At which letter of the text a place of the search begins, if one does here."""

    def has(self, *kinds: str) -> bool:
        """Tell whether the words lie under a trace of one of these kinds."""
        return any(each.kind in kinds for each in self.traces)


def pieces(
    text: str,
    marks: Iterable[Mark],
    cited: Mark | None = None,
    start: int = 0,
    end: int | None = None,
    used: Iterable[Used] = (),
    traces: Iterable[Trace] = (),
) -> list[Piece]:
    """Return a stretch of a text in pieces that together are the stretch."""
    end = len(text) if end is None else min(end, len(text))
    inside = [each for each in marks if each[0] < end and each[1] > start]
    rests = [each for each in used if each[0] < end and each[1] > start]
    said = [each for each in traces if each.start < end and each.end > start]
    named = [(low, high) for low, high, _label in rests]
    named += [(each.start, each.end) for each in said]
    cuts = _cuts(start, end, [*inside, *([cited] if cited else []), *named])
    found = []
    at = 0
    for low, high, over in _covered(cuts, said):
        while at < len(inside) and inside[at][1] <= low:
            at += 1
        pointed = cited is not None and cited[0] <= low < cited[1]
        marked = at < len(inside) and inside[at][0] <= low
        here = [each for each in rests if each[0] <= low < each[1]]
        found.append(
            Piece(
                text[low:high],
                marked,
                pointed,
                pointed and cited is not None and low == cited[0],
                used=tuple(label for _start, _end, label in here),
                ends=tuple(label for _start, last, label in here if last == high),
                traces=over,
                closing=tuple(each for each in over if each.end == high),
                place=low if marked and inside[at][0] == low else None,
            )
        )
    return found


def _cuts(start: int, end: int, marks: Iterable[Mark]) -> list[int]:
    """Return where a stretch is cut so that each mark begins and ends at a cut."""
    edges = {start, end}
    for low, high in marks:
        edges.update({max(start, min(low, end)), max(start, min(high, end))})
    return sorted(edges)


def _covered(
    cuts: Sequence[int], traces: Sequence[Trace]
) -> Iterator[tuple[int, int, tuple[Trace, ...]]]:
    """Yield each stretch between two cuts with the traces that lie over it."""
    waiting = sorted(traces, key=lambda each: each.start, reverse=True)
    over: list[Trace] = []
    for low, high in pairwise(cuts):
        over = [each for each in over if each.end > low]
        while waiting and waiting[-1].start <= low:
            over.append(waiting.pop())
        yield low, high, tuple(over)


CHANGES = frozenset(
    {
        *(TraceKind.INSERTED, TraceKind.DELETED, TraceKind.MOVED_HERE),
        *(TraceKind.MOVED_AWAY, TraceKind.COMMENT, TraceKind.HIDDEN, TraceKind.STRUCK),
    }
)
"""What a reader is told of beside the text as well."""


def changes(text: str, traces: Iterable[Trace]) -> list[tuple[Trace, str]]:
    """Return what was changed, said or hidden in a text, each with its words."""
    return [
        (each, " ".join(text[each.start : each.end].split()))
        for each in traces
        if each.kind in CHANGES
    ]


def within(marks: Sequence[Mark], start: int, end: int) -> list[Mark]:
    """Return the marks that touch a stretch."""
    return [each for each in marks if each[0] < end and each[1] > start]
