"""Lexicons: how one language says what the rules look for.

A lexicon is data. Each of its entries is a list of phrases, parted by commas or lines:
``правк*`` stands for every word that begins so, ``*foto*`` for every word with that in
it, ``free of? charge`` has a word that may be missing, and ``…`` leaves room for up to
three words.
"""

import re
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ledger.domain.clauses.folding import folded

_NEVER = re.compile(r"(?!)")
_GAP = r"(?:[\s,]+[\w.'-]+){0,3}?"
_BETWEEN = r"(?:,\s|[\s-])+"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lexicon:
    """The words of one language, by what they mean to the rules."""

    code: str
    common: str
    """Small words by which the language is known."""

    letters: str
    """Letters that only this language has among those that share its script."""

    numbers: Mapping[str, int]
    """Words for numbers, in all their forms."""

    articles: str
    """Those of them that may be mere articles."""

    linked: str
    """What may stand inside a number: ``and``."""

    ranged: str
    """What parts the two ends of a range: ``to``, ``or``."""

    reference: str
    """What a number after it only points to: ``clause``, ``page``."""

    qualities: str
    """What may stand between a number and the thing that it counts."""

    ending: str
    """How a word ends that may stand there, as a regular expression."""

    revision: str
    round: str
    bare_round: str
    """Words that mean a round of revision without saying of what."""

    revision_round: str
    """One word for both."""

    linking: str
    """What may part a round from what is revised in it: ``of``, ``of the``."""

    free: str
    included: str
    cap: str
    further: str
    beyond: str
    """What stands before a number that is a limit, and not a grant: ``after``."""

    unlimited: str
    replaced: str
    """What stands before the number that another one takes the place of."""

    raised: str
    """Words that say that a number becomes another one."""

    raised_to: str
    """What parts these two: ``from three to five``."""

    negation: str
    hypothetical: str
    example: str
    """Words of a heading below which nothing is agreed."""

    third: str
    per_deliverable: str
    per_part: str
    per_project: str
    per_stage: str
    times: str
    repeated: Mapping[str, int]
    """Words that say how often: ``twice``."""

    means: str
    consolidated: str
    each_message: str
    each_delivery: str
    working_days: str
    calendar_days: str
    days: str
    weeks: str
    other_times: str
    within: str
    since: str
    """What follows a period: ``after``, ``from``."""

    delivery: str
    review: str
    silence: str
    accepted: str
    same_period: str
    client: str
    contractor: str
    pay: str
    not_payment: str
    money: Mapping[str, str]
    per_hour: str
    hourly: str
    per_round: str
    each: str
    """What makes a price that of one round, right after it: ``apiece``."""

    hours: str
    minimum: str
    supplies: str
    material: str
    until_day: str
    months: Mapping[str, int]
    channel: str
    person: str
    titles: str
    determiners: str
    """What stands before a thing and never before a name: ``the``."""

    no_name: str
    """Words of a contract that begin with a capital and are no names."""

    def find(self, entry: str, text: str) -> Iterator[re.Match[str]]:
        """Yield where phrases of an entry stand in a folded text."""
        return pattern(getattr(self, entry)).finditer(text)

    def has(self, entry: str, text: str) -> bool:
        """Tell whether a phrase of an entry stands in a folded text."""
        return pattern(getattr(self, entry)).search(text) is not None

    def any_of(self, *entries: str) -> str:
        """Return a regular expression for the phrases of some entries."""
        return "|".join(regex(getattr(self, each)) for each in entries)


@cache
def pattern(phrases: str) -> re.Pattern[str]:
    """Return the pattern that finds any of some phrases as whole words."""
    inside = regex(phrases)
    return re.compile(rf"(?<![\w])(?:{inside})(?![\w])") if inside else _NEVER


@cache
def regex(phrases: str) -> str:
    """Return some phrases as a regular expression, the longest first."""
    listed = [each.strip() for each in re.split(r"[,\n]", phrases)]
    ordered = sorted(filter(None, listed), key=len, reverse=True)
    return "|".join(dict.fromkeys(_phrase(each) for each in ordered))


def _phrase(phrase: str) -> str:
    made = ""
    for word in phrase.split():
        if word == "…":
            made += _GAP
            continue
        optional = word.endswith("?")
        inner = _word(word.rstrip("?"))
        gap = _BETWEEN if made else ""
        made += f"(?:{gap}{inner})?" if optional else gap + inner
    return made


def _word(word: str) -> str:
    head = r"\w*" if word.startswith("*") else ""
    tail = r"\w*" if word.endswith("*") else ""
    return head + re.escape(folded(word.strip("*"))) + tail


def forms(table: str) -> dict[str, int]:
    """Return words for numbers from lines such as ``2 two, couple``."""
    made: dict[str, int] = {}
    for line in table.strip().splitlines():
        number, words = line.split(maxsplit=1)
        for word in words.split(","):
            made[folded(word)] = int(number)
    return made


def currencies(table: str) -> dict[str, str]:
    """Return the words for currencies from lines such as ``EUR euro, euros``."""
    made: dict[str, str] = {}
    for line in table.strip().splitlines():
        code, words = line.split(maxsplit=1)
        made[code] = words
    return made
