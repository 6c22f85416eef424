"""Succession: which item of a specification is which in a later document.

It is only proposed: a person looks at every pair before it is recorded. The same words
go before the same number, and the same number goes before words that are alike.
"""

from collections import Counter
from collections.abc import Mapping
from collections.abc import Sequence

from ledger.domain.folding import fold
from ledger.domain.labels import label_of
from ledger.domain.labels import PREFIX

_ALIKE = 0.6
"""So much of the words must be shared where the numbers differ."""

_NUMBER = 0.45
"""So much the same number weighs beside the words."""

_MOST = 400
"""Among more items than that, words that are only alike are not looked for."""


def matched(
    found: Sequence[tuple[str, str]],
    known: Mapping[str, tuple[str, str]],
    prefix: str = PREFIX,
) -> list[str | None]:
    """Return for each pair of number and words the id of the item that it is.

    Args:
        found: number and words of each item of the later document.
        known: label and newest words of each item that is there, by its id.
        prefix: what labels have before a number without letters.
    """
    found = [(label_of(number, prefix), words) for number, words in found]
    answer: dict[int, str] = {}
    free = dict(known)
    _by_words(found, free, answer, same_number=True)
    _by_words(found, free, answer, same_number=False)
    _by_likeness(found, free, answer)
    for number, (label, _words) in enumerate(found):
        if number in answer or not label:
            continue
        wanted = label.casefold()
        item = next((k for k, v in free.items() if v[0].casefold() == wanted), None)
        if item is not None:
            answer[number] = item
            del free[item]
    return [answer.get(number) for number in range(len(found))]


def _by_words(
    found: Sequence[tuple[str, str]],
    free: dict[str, tuple[str, str]],
    answer: dict[int, str],
    *,
    same_number: bool,
) -> None:
    """Match what reads the same, first under the same number."""
    for number, (label, words) in enumerate(found):
        if number in answer:
            continue
        wanted, said = label.casefold(), fold(words)
        items = [
            key
            for key, (name, known) in free.items()
            if fold(known) == said and (not same_number or name.casefold() == wanted)
        ]
        if items:
            answer[number] = items[0]
            del free[items[0]]


def _by_likeness(
    found: Sequence[tuple[str, str]],
    free: dict[str, tuple[str, str]],
    answer: dict[int, str],
) -> None:
    """Match what reads alike, the most alike first."""
    left = [number for number in range(len(found)) if number not in answer]
    if max(len(left), len(free)) > _MOST:
        return
    bags = {key: _bag(words) for key, (_name, words) in free.items()}
    pairs = []
    for number in left:
        label, words = found[number]
        wanted, bag = label.casefold(), _bag(words)
        for key, (name, _words) in free.items():
            shared = alike(bag, bags[key])
            same = bool(wanted) and name.casefold() == wanted
            score = shared + (_NUMBER if same else 0)
            if score >= _ALIKE:
                pairs.append((-score, number, key))
    for _score, number, key in sorted(pairs):
        if number not in answer and key in free:
            answer[number] = key
            del free[key]


def _bag(words: str) -> Counter[str]:
    return Counter(fold(words).casefold().split())


def alike(one: Counter[str], two: Counter[str]) -> float:
    """Return how much two bags of words share, from 0 to 1."""
    total = one.total() + two.total()
    return 2 * (one & two).total() / total if total else 0.0
