"""The specification: numbered items, and how each of them read on any day.

A wording holds from its first day until a later one takes over; nothing is replaced.
What is in force on a day depends on the wordings alone, never on the order in which
they were entered. A specification that is *whole* ends the items that it does not hold.
"""

from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from enum import StrEnum

from ledger.domain.folding import fold
from ledger.domain.labels import natural

Piece = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Origin:
    """Who asked for a wording, and where; what is not known is empty."""

    request: str | None = None
    """The id of a request."""

    document: str | None = None
    """The message or paper in which it was asked for."""

    person: str | None = None
    note: str = ""


NOBODY = Origin()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where the words of an item stand: pieces of the text of a document."""

    document: str
    start: int
    end: int
    page: int | None = None
    pieces: tuple[Piece, ...] = ()
    """The words without what interrupts them: heads of pages, deleted words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """How an item reads from a day on."""

    id: str
    item: str
    from_day: date
    words: str | None
    """None: from this day on there is no such item."""

    number: str = ""
    """The number that the document gives it, as it stands there."""

    heading: str = ""
    source: Source | None = None
    """None where it was entered by hand."""

    specification: str | None = None
    """The specification that brought it; None for an entry of its own."""

    origin: Origin = NOBODY
    withdrawn: str | None = None
    """Why it was taken back; None while it stands."""

    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """A document that was recorded as the specification from a day on."""

    id: str
    document: str
    from_day: date
    whole: bool
    """True where it takes the place of all that was there before."""

    kept: tuple[str, ...] = ()
    """Items that go on although it does not hold them."""

    origin: Origin = NOBODY
    withdrawn: str | None = None
    position: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """One numbered requirement, whatever it reads like."""

    id: str
    label: str
    """What people call it (``TS-7``), unique in its project."""


class End(StrEnum):
    """Why an item does not hold on a day."""

    NOT_YET = "not-yet"
    REMOVED = "removed"
    REPLACED = "replaced"
    """A whole specification does not hold it."""


@dataclass(frozen=True, slots=True)
class State:
    """How an item stands on a day."""

    wording: Wording | None
    """In force, or the one that removed it."""

    baseline: Baseline | None
    """The whole specification that does not hold it."""

    @property
    def words(self) -> str | None:
        """Return the words in force; None where none are."""
        return self.wording.words if self.wording else None

    @property
    def end(self) -> End | None:
        """Return why no words are in force; None where they are."""
        if self.words is not None:
            return None
        if self.baseline:
            return End.REPLACED
        return End.REMOVED if self.wording else End.NOT_YET

    @property
    def from_day(self) -> date | None:
        """Return since when it stands so; None where it never stood otherwise."""
        found = self.wording or self.baseline
        return found.from_day if found else None


@dataclass(frozen=True, slots=True)
class Stage:
    """A state with the day on which another takes over."""

    state: State
    until: date | None

    @property
    def last_day(self) -> date | None:
        """Return the last day on which it stands; None where nothing follows."""
        return self.until - timedelta(days=1) if self.until else None


class Change(StrEnum):
    """What became of an item between two days."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Difference:
    """An item that reads otherwise on the second of two days."""

    item: Item
    change: Change
    before: State
    after: State


@dataclass(frozen=True, slots=True)
class Specification:
    """All items of a project with all that was ever recorded of them."""

    items: tuple[Item, ...] = ()
    wordings: tuple[Wording, ...] = ()
    baselines: tuple[Baseline, ...] = ()

    def state(self, item: str, day: date) -> State:
        """Return how an item stands on a day."""
        found = self.stages(item)
        held = [each for each in found if _since(each.state) <= day]
        return held[-1].state if held else State(None, None)

    def stages(self, item: str) -> list[Stage]:
        """Return how an item stood, from its first day on."""
        held = {
            _since(each): each
            for each in _states(item, self.wordings, self._standing())
        }
        kept: list[State] = []
        for each in held.values():
            if each.words is not None or (kept and kept[-1].words is not None):
                kept.append(each)
        follow: list[date | None] = [_since(each) for each in kept[1:]]
        return [
            Stage(each, until)
            for each, until in zip(kept, [*follow, None], strict=False)
        ]

    def since(self, item: str, day: date) -> date | None:
        """Return since when an item reads as it does on a day; None where it does not.

        Words that a later document repeats are the same words.
        """
        found = None
        words = self.state(item, day).words
        if words is None:
            return None
        for each in reversed(self.stages(item)):
            if _since(each.state) > day:
                continue
            if each.state.words is None or fold(each.state.words) != fold(words):
                break
            found = each.state.from_day
        return found

    def wordings_of(self, item: str) -> int:
        """Return how many different wordings an item had, one after another."""
        listed = [each.state.words for each in self.stages(item)]
        folded = [fold(each) for each in listed if each is not None]
        return len([n for n, each in enumerate(folded) if folded[n - 1 : n] != [each]])

    def on(self, day: date) -> list[tuple[Item, State]]:
        """Return the items in force on a day, in the order of their numbers."""
        found = [(each, self.state(each.id, day)) for each in self.items]
        held = [(item, state) for item, state in found if state.words is not None]
        return sorted(held, key=lambda pair: natural(pair[0].label))

    def between(self, first: date, last: date) -> list[Difference]:
        """Return the items that read otherwise on the second day."""
        found = []
        for item in sorted(self.items, key=lambda each: natural(each.label)):
            before, after = self.state(item.id, first), self.state(item.id, last)
            change = _change(before.words, after.words)
            if change:
                found.append(Difference(item, change, before, after))
        return found

    def _standing(self) -> list[Baseline]:
        return [each for each in self.baselines if each.withdrawn is None]


def _states(
    item: str, wordings: Iterable[Wording], baselines: Sequence[Baseline]
) -> list[State]:
    """Return what holds of an item one after another, whatever was entered first.

    On one day an entry of its own goes before what a document says of it.
    """
    known = {each.id for each in baselines}
    own = [
        each
        for each in wordings
        if each.item == item
        and each.withdrawn is None
        and (each.specification is None or each.specification in known)
    ]
    holding = {each.specification for each in own}
    ended = [
        each
        for each in baselines
        if each.whole and each.id not in holding and item not in each.kept
    ]
    listed = [
        *((each.from_day, 0, each.id, State(None, each)) for each in ended),
        *(
            (
                each.from_day,
                2 if each.specification is None else 1,
                each.id,
                State(each, None),
            )
            for each in own
        ),
    ]
    return [state for *_order, state in sorted(listed, key=lambda each: each[:3])]


def _since(state: State) -> date:
    return state.from_day or date.min


def _change(before: str | None, after: str | None) -> Change | None:
    if before is None or after is None:
        if before is after:
            return None
        return Change.ADDED if before is None else Change.REMOVED
    return None if fold(before) == fold(after) else Change.CHANGED
