"""Statements: the sentences of a contract, as the rules look at them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ledger.domain.clauses.folding import Folded
from ledger.domain.clauses.lexicon import Lexicon
from ledger.domain.clauses.lexicon import pattern
from ledger.domain.clauses.numerals import Numeral
from ledger.domain.clauses.numerals import numerals

_PARTING = re.compile(
    r"[,;:\t|·!?]|\s-\s|\s(?:but|however|whereas|provided|because|since"
    r"|но|потому что|поскольку|однако|а|dar|insa|iar|deoarece|pentru ca"
    r"|aber|jedoch|sondern|weil|ала|обаче|защото)\s"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A sentence in one language, with what stands around it."""

    lexicon: Lexicon
    folded: Folded
    raw: str
    """The whole text that it is a part of."""

    clause: str
    heading: str
    lead: str
    before: "Statement | None"
    """The sentence before it in the same paragraph."""

    numbers: tuple[Numeral, ...]

    @property
    def text(self) -> str:
        """Return its words, folded."""
        return self.folded.text

    @property
    def start(self) -> int:
        """Return where it begins in the whole text."""
        return self.folded.places[0]

    @property
    def end(self) -> int:
        """Return where it ends in the whole text."""
        return self.folded.places[-1]

    def has(self, *entries: str) -> bool:
        """Tell whether it says anything of what entries of the lexicon mean."""
        return any(self.lexicon.has(each, self.text) for each in entries)

    def find(self, entry: str) -> Iterator[re.Match[str]]:
        """Yield where it says what an entry of the lexicon means."""
        return self.lexicon.find(entry, self.text)

    def piece(self, place: int) -> tuple[int, int]:
        """Return the part of the sentence, between its commas, with a place in it."""
        start, end = 0, len(self.text)
        for parting in _PARTING.finditer(self.text):
            if parting.end() <= place:
                start = parting.end()
            elif parting.start() >= place:
                end = parting.start()
                break
        return start, end

    def pieces(self) -> Iterator[tuple[int, int]]:
        """Yield the parts of the sentence between its commas."""
        start = 0
        for parting in _PARTING.finditer(self.text):
            if parting.start() > start:
                yield start, parting.start()
            start = parting.end()
        if start < len(self.text):
            yield start, len(self.text)

    def without(self, *entries: str) -> str:
        """Return its words with what entries say blotted out, letter for letter."""
        text = self.text
        for each in entries:
            found = pattern(getattr(self.lexicon, each))
            text = found.sub(lambda match: "\u2400" * len(match[0]), text)
        return text

    def denied(self, start: int, end: int, *harmless: str) -> bool:
        """Tell whether a stretch of it has a negation that is no part of a set phrase.

        ``at no cost`` and ``no more than three`` deny nothing.
        """
        text = self.without("unlimited", "free", "cap", *harmless)[start:end]
        return self.lexicon.has("negation", text)

    def original(self, start: int, end: int) -> str:
        """Return the words as they stand in the document."""
        first, last = self.folded.span(start, end)
        return self.raw[first:last]


def stated(
    raw: str,
    folded: Folded,
    lexicon: Lexicon,
    *,
    clause: str,
    heading: str,
    lead: str,
    before: Statement | None,
) -> Statement:
    """Return a sentence with its numbers found."""
    return Statement(
        lexicon=lexicon,
        folded=folded,
        raw=raw,
        clause=clause,
        heading=heading,
        lead=lead,
        before=before,
        numbers=tuple(numerals(folded.text, lexicon)),
    )
