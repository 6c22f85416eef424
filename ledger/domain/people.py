"""Whose an address is on a day, and who may be in the ledger twice.

An address passes on: from one day it is a successor's. What was written is his who had
the address on the day of the writing. Two people who are one keep what was entered of
each: the one only stands for both, so that parting them gives back what was there.
"""

import re
import unicodedata
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations

from ledger.domain.project import Address
from ledger.domain.project import Person


@dataclass(frozen=True, slots=True)
class Use:
    """That somebody uses an address for some time."""

    address: Address
    person: str
    """Whose it counts as: who stands for the one under whom it was entered."""

    entered: str
    """Under whom it was entered."""


class AddressBook:
    """Who uses which address on which day; the order of entry says nothing."""

    def __init__(self, uses: Iterable[Use]) -> None:
        """Take all uses of the addresses that will be asked for."""
        self._uses: dict[str, list[Use]] = {}
        for use in uses:
            self._uses.setdefault(use.address.address, []).append(use)

    def __contains__(self, address: str) -> bool:
        """Tell whether anybody uses an address, on whatever day."""
        return address in self._uses

    def uses(self, address: str, day: date | None) -> list[Use]:
        """Return the uses of an address on a day; without a day, all of them."""
        return [use for use in self._uses.get(address, ()) if use.address.on(day)]

    def users(self, address: str, day: date | None) -> set[str]:
        """Return the ids of those who use an address on a day."""
        return {use.person for use in self.uses(address, day)}

    def holder(self, address: str, day: date | None) -> str | None:
        """Return whose an address is on a day, where that is one person alone."""
        users = self.users(address, day)
        return users.pop() if len(users) == 1 else None

    def people(self) -> set[str]:
        """Return the ids of all who use any of the addresses."""
        return {use.person for uses in self._uses.values() for use in uses}

    def lasting(self) -> dict[str, str]:
        """Return, for addresses that are one person's on all days, who that is."""
        return {
            address: uses[0].person
            for address, uses in self._uses.items()
            if len({use.person for use in uses}) == 1 and _every_day(uses)
        }


def _every_day(uses: Iterable[Use]) -> bool:
    return any(
        use.address.from_day is None and use.address.until_day is None for use in uses
    )


class Likeness(StrEnum):
    """Why two people may be one."""

    NAME = "name"
    """Their names are the same, in whatever script."""

    ADDRESS = "address"
    """Their addresses begin alike, and they are of the same client."""


@dataclass(frozen=True, slots=True)
class Double:
    """Two people who may be one."""

    first: Person
    second: Person
    why: Likeness


def doubles(
    people: Iterable[Person], apart: Iterable[frozenset[str]] = ()
) -> Iterator[Double]:
    """Yield people who may be one and were not told apart, in the order given."""
    listed = list(people)
    known = set(apart)
    order = {person.id: place for place, person in enumerate(listed)}
    found: dict[frozenset[str], Double] = {}
    for why, keys in ((Likeness.NAME, _names), (Likeness.ADDRESS, _locals)):
        alike: dict[object, list[Person]] = {}
        for person in listed:
            for key in keys(person):
                alike.setdefault(key, []).append(person)
        for group in alike.values():
            for first, second in combinations(group[:_MOST_ALIKE], 2):
                pair = frozenset((first.id, second.id))
                if pair not in known and first.side is second.side:
                    found.setdefault(pair, Double(first, second, why))
    yield from sorted(
        found.values(), key=lambda each: (order[each.first.id], order[each.second.id])
    )


_MOST_ALIKE = 20
"""Of so many who are alike each is compared with each."""

_SHORTEST = 3
"""A shorter beginning of an address (``hr``) says nothing of who uses it."""

_OFFICES = frozenset(
    re.findall(
        r"\S+",
        "admin contact hello info mail marketing office post sales service support team"
        " accounting billing hr director manager no-reply noreply",
    )
)
"""Beginnings of addresses that name a desk and not a person."""


def _names(person: Person) -> set[object]:
    folded = folded_name(person.name)
    if len(folded) > 1:
        return {folded}
    return {(person.client, folded)} if folded else set()


def _locals(person: Person) -> set[object]:
    if person.client is None:
        return set()
    parts = {each.address.partition("@")[0] for each in person.addresses}
    return {
        (person.client.id, part)
        for part in parts
        if len(part) >= _SHORTEST and part not in _OFFICES
    }


def folded_name(name: str) -> tuple[str, ...]:
    """Return the words of a name as they sound, in one script, in one order."""
    words = re.findall(r"[^\W\d_]+", unicodedata.normalize("NFC", name).casefold())
    return tuple(sorted(filter(None, map(_sound, words))))


def _sound(word: str) -> str:
    """Return a word of a name in Latin letters, its spellings made one."""
    latin = "".join(_CYRILLIC.get(letter, letter) for letter in word)
    plain = unicodedata.normalize("NFD", latin.translate(_LATIN))
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    for spelling, sound in _SPELLINGS:
        bare = bare.replace(spelling, sound)
    return re.sub(r"(.)\1+", r"\1", bare)


_CYRILLIC: Mapping[str, str] = {
    **dict(
        zip("абвгдеёзийклмнопрстуфхыэіґў", "abvgdeeziiklmnoprstufhyeigu", strict=True)
    ),
    "ж": "zh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "sht",
    "ъ": "",
    "ь": "",
    "ю": "yu",
    "я": "ya",
    "ї": "yi",
    "є": "ye",
}
_LATIN = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "ı": "i"})
_SPELLINGS = (
    ("shch", "sht"),
    ("sch", "sh"),
    ("kh", "h"),
    ("tz", "ts"),
    ("x", "ks"),
    ("w", "v"),
    ("ou", "u"),
    ("iy", "i"),
    ("j", "y"),
    ("yu", "iu"),
    ("ya", "ia"),
    ("yo", "e"),
    ("io", "e"),
    ("ye", "e"),
    ("y", "i"),
    ("sh", "s"),
    ("ts", "t"),
)
