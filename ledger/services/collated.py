"""What came of comparing two papers: differences, passages side by side, a verdict."""

from dataclasses import dataclass

from ledger.domain.collation import CHANGES
from ledger.domain.collation import Verdict
from ledger.domain.collation import Weight
from ledger.domain.sentence import Sentence
from ledger.services.collated_texts import Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the words of a difference stand in one of the papers."""

    words: str
    """Empty where it has none."""

    start: int
    end: int
    page: int | None
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Words that are not the same in both papers."""

    number: int
    """From 1, in the order in which they stand."""

    weight: Weight
    sent: Place
    returned: Place
    lead: str
    """The words before it, which are the same."""

    tail: str
    tracked: bool
    """True where the file that came back itself shows the change."""

    scanned: bool
    """True where a program read the words in a picture."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words of a passage that are the same in both papers, or differ."""

    text: str
    difference: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A passage of both papers, side by side."""

    sent: tuple[Run, ...]
    returned: tuple[Run, ...]

    @property
    def differs(self) -> bool:
        """Tell whether anything in it differs."""
        runs = (*self.sent, *self.returned)
        return any(each.difference is not None for each in runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Collation:
    """What came of comparing two papers."""

    sent: Paper
    returned: Paper
    verdict: Verdict
    differences: tuple[Difference, ...]
    """The weightiest first, of one weight those first that no file shows by itself."""

    rows: tuple[Row, ...]
    same: int
    """How many words are the same."""

    not_compared: tuple[Sentence, ...]
    remarks: tuple[Sentence, ...]

    def count(self, *weights: str) -> int:
        """Return how many differences are of some weights."""
        return len([each for each in self.differences if each.weight in weights])

    @property
    def changes(self) -> int:
        """Return how many differences make the papers say different things."""
        return self.count(*CHANGES)


def place(paper: Paper, first: int, last: int) -> Place:
    """Return where words stand; of none, where they would."""
    tokens = paper.tokens
    if first < last:
        start, end = tokens[first].start, tokens[last - 1].end
    elif first < len(tokens):
        start = end = tokens[first].start
    else:
        start = end = tokens[-1].end if tokens else 0
    return Place(
        words=around(paper, first, last),
        start=start,
        end=end,
        page=paper.text.page_at(max(0, min(start, len(paper.text.text) - 1))),
        clause=paper.clause(start),
    )


def around(paper: Paper, first: int, last: int) -> str:
    """Return words as they read, with the signs between them."""
    tokens = paper.tokens[first:last]
    pieces = [each.text + each.after for each in tokens[:-1]]
    pieces += [each.text for each in tokens[-1:]]
    return " ".join("".join(pieces).split())
