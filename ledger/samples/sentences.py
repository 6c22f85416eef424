"""Sentences for archives of any size, drawn so that words are as unequal as in life.

A part of rank n is drawn about 1/n times as often as the first (Zipf's law), and the
invented names give a long tail of words that stand in a few mails only.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate
from itertools import product
from random import Random
from typing import Any
from typing import Self

NAMES = 20_000
"""How many invented names a language has."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """Words with their odds, the first the likeliest."""

    words: tuple[str, ...]
    odds: tuple[float, ...]

    @classmethod
    def of(cls, words: tuple[str, ...]) -> Self:
        """Return the words with the odds 1, 1/2, 1/3 and so on, summed up."""
        return cls(words, tuple(accumulate(1 / (n + 1) for n in range(len(words)))))

    def draw(self, chance: Random, count: int) -> list[str]:
        """Return so many of the words, by their odds."""
        return chance.choices(self.words, cum_weights=self.odds, k=count)


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """What mails of one language are made of."""

    code: str
    charsets: tuple[str, ...]
    wrote: str
    greetings: Ranked
    closings: Ranked
    subjects: Ranked
    parts: tuple[Ranked, ...]
    """Starts, verbs, objects and tails, in the order of a sentence."""

    names: Ranked

    def sentences(self, chance: Random, count: int) -> list[str]:
        """Return so many sentences."""
        drawn = [part.draw(chance, count) for part in self.parts]
        return [
            self.filled(f"{start} {verb} {thing}{tail}.", chance)
            for start, verb, thing, tail in zip(*drawn, strict=True)
        ]

    def filled(self, text: str, chance: Random) -> str:
        """Return the text with names and numbers in their places."""
        if "{" not in text:
            return text
        names = self.names.draw(chance, text.count("{name}"))
        for name in names:
            text = text.replace("{name}", name, 1)
        return text.replace("{number}", str(int(2 * 500 ** chance.random())))


def language(code: str, values: Mapping[str, Any]) -> Language:
    """Return the language that a table of the data file describes."""
    return Language(
        code=code,
        charsets=tuple(values["charsets"]),
        wrote=values["wrote"],
        greetings=Ranked.of(tuple(values["greetings"])),
        closings=Ranked.of(tuple(values["closings"])),
        subjects=Ranked.of(tuple(values["subjects"])),
        parts=tuple(
            Ranked.of(tuple(values[kind]))
            for kind in ("starts", "verbs", "objects", "tails")
        ),
        names=Ranked.of(_names(tuple(values["syllables"]))),
    )


def _names(syllables: tuple[str, ...]) -> tuple[str, ...]:
    """Return the invented names of a language: the shorter, the likelier.

    They are the same in every archive.
    """
    chance = Random("names")  # noqa: S311 - words for samples, not secrets
    names: list[str] = []
    for length in (2, 3, 4):
        known = ["".join(row) for row in product(syllables, repeat=length)]
        names += chance.sample(known, min(len(known), NAMES - len(names)))
    return tuple(name.capitalize() for name in names)
