"""Entries of an invented archive, in five languages, and queries of each class.

Words are made up, so that an archive of any size has the same shape: a vocabulary with
endings, used as often as Zipf's law has it. The same numbers give the same archive.
"""

import itertools
import random
from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import dataclass

from index import Entry

LATIN = "abcdefghijklmnopqrstuvwxyz"
CYRILLIC = "абвгдежзиклмнопрстуфхцчшщыэюя"
_ENDINGS = {
    "en": ("", "s", "ed", "ing"),
    "ru": ("", "а", "ом", "ы", "ами"),
    "ro": ("", "ul", "ului", "e"),
    "bg": ("", "а", "ът", "и"),
    "de": ("", "en", "er", "e"),
}
_SPOKEN = ("en", "en", "ru", "ru", "ro", "bg", "de")
_STEMS = 12_000
_LENGTHS = (2, 3, 4, 5, 6, 6, 7, 8, 9)
PROJECTS = 25


@dataclass(frozen=True, slots=True)
class Query:
    """A query in our language, and the same for FTS5."""

    ours: str
    fts5: str
    where: str = ""
    """What FTS5 is narrowed to, as SQL on its second table."""


class Corpus:
    """An archive that is made as it is read."""

    def __init__(self) -> None:
        self._random = random.Random(1)  # noqa: S311 - no secret
        self._words = {spoken: self._vocabulary(spoken) for spoken in _ENDINGS}
        self._weights = {
            spoken: list(itertools.accumulate(1 / (n + 2.7) for n in range(len(words))))
            for spoken, words in self._words.items()
        }

    def entries(self, number: int) -> Iterator[Entry]:
        """Yield so many documents; a few of them are the same bytes as another."""
        for each in range(number):
            yield self.entry(each)

    def entry(self, number: int) -> Entry:
        """Return a document."""
        chance = self._random
        spoken = chance.choice(_SPOKEN)
        day = f"20{chance.randint(20, 25)}-{chance.randint(1, 12):02}"
        return Entry(
            id=f"d_{number:020}",
            fold=f"{number if chance.randrange(20) else number // 3:064x}",
            order=number,
            kind=chance.choice(("mail", "mail", "mail", "document")),
            title=self._text(spoken, 5),
            own=self._text(spoken, chance.randint(40, 160)),
            quoted=self._text(spoken, chance.randint(0, 80)),
            language=spoken,
            projects=(f"p_{number % PROJECTS}",),
            clients=(f"c_{number % 12}",),
            authors=(f"Ann{number % 300} Lee", f"ann{number % 300}@client.example"),
            recipients=("Bo <bo@agency.example>",),
            thread=str(number // 5),
            day=f"{day}-{chance.randint(1, 28):02}",
            moment=number,
        )

    def classes(self) -> dict[str, Callable[[], Query]]:
        """Return the classes of queries, each a maker of another one of its kind."""
        return {
            "common word": self._common,
            "three words": self._three,
            "phrase": self._phrase,
            "prefix": self._prefix,
            "common word, one year": self._dated,
            "word in a project": self._in_project,
            "project, days and word": self._narrow,
            "words near each other": self._near,
            "from: one of many": self._from,
            "from: everybody": lambda: Query("from:client", "names : client"),
            "by: and a word": self._by,
        }

    def _vocabulary(self, spoken: str) -> list[str]:
        letters = CYRILLIC if spoken in {"ru", "bg"} else LATIN
        endings = _ENDINGS[spoken]
        words = [
            "".join(self._random.choices(letters, k=self._random.choice(_LENGTHS)))
            + ending
            for _ in range(_STEMS)
            for ending in endings[: self._random.randint(1, 4)]
        ]
        self._random.shuffle(words)
        return words

    def _text(self, spoken: str, number: int) -> str:
        weights = self._weights[spoken]
        words = self._random.choices(self._words[spoken], cum_weights=weights, k=number)
        return " ".join(words) + self._random.choice((".", "!", ". TS-12", " §4.2"))

    def _one(self, spoken: str, first: int, last: int) -> str:
        known = [word for word in self._words[spoken][first:last] if len(word) > 2]  # noqa: PLR2004 - short words are no queries
        return self._random.choice(known)

    def _spoken(self) -> str:
        return self._random.choice(_SPOKEN)

    def _near(self) -> Query:
        spoken = self._spoken()
        one, other = self._one(spoken, 0, 60), self._one(spoken, 0, 60)
        return Query(f'"{one} {other}"~5', f'NEAR("{one}" "{other}", 5)')

    def _from(self) -> Query:
        name = f"ann{self._random.randrange(300)}"
        return Query(f"from:{name}", f"names : {name}")

    def _by(self) -> Query:
        word = self._one(self._spoken(), 0, 15)
        name = f"ann{self._random.randrange(300)}"
        return Query(f"by:{name} {word}", f'names : {name} AND own : "{word}"')

    def _common(self) -> Query:
        word = self._one(self._spoken(), 0, 15)
        return Query(word, f'"{word}"')

    def _three(self) -> Query:
        spoken = self._spoken()
        words = [self._one(spoken, 0, 60) for _ in range(3)]
        return Query(" ".join(words), " AND ".join(f'"{each}"' for each in words))

    def _phrase(self) -> Query:
        spoken = self._spoken()
        words = f'"{self._one(spoken, 0, 20)} {self._one(spoken, 0, 20)}"'
        return Query(words, words)

    def _prefix(self) -> Query:
        word = self._one(self._spoken(), 50, 400)[:3]
        return Query(f"{word}*", f'"{word}"*')

    def _dated(self) -> Query:
        word = self._one(self._spoken(), 0, 15)
        days = "day BETWEEN '2022-03-01' AND '2023-02-28'"
        return Query(f"{word} after:2022-03-01 before:2023-02-28", f'"{word}"', days)

    def _in_project(self) -> Query:
        word = self._one(self._spoken(), 50, 400)
        project = f"p_{self._random.randrange(PROJECTS)}"
        return Query(f"project:{project} {word}", f'"{word}"', f"project = '{project}'")

    def _narrow(self) -> Query:
        word = self._one(self._spoken(), 0, 15)
        project = f"p_{self._random.randrange(PROJECTS)}"
        where = f"project = '{project}' AND day >= '2022-03-01'"
        ours = f"project:{project} after:2022-03-01 {word}"
        return Query(ours, f'"{word}"', where)
