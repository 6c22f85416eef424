"""What may stand on a card below a letter: a name, a title, a number, a place."""

import re
from collections.abc import Collection
from collections.abc import Iterator
from collections.abc import Sequence

from ledger.formats.mail.leads import ADDRESS
from ledger.formats.mail.lines import Line

AFTER = re.compile(r"(?i)p\.?\s?(?:p\.?\s?)?s\b|п\.?\s?с\b|з\.\s?ы\b|пп?с\b")
CAPITAL = re.compile(r"[A-ZА-ЯЁІЇЄҐĂÂÎȘȚÄÖÜÉÈÀÇÑŁŚŻŹĆČŠŽŘĎŤŇŮ]")
PARTICLES = frozenset(
    re.findall(
        r"\S+",
        "von van der den de da di del la le du dos das al el bin ten ter zu и und and &"
        " y e",
    )
)
TOGETHER = frozenset(re.findall(r"\S+", "and & und et y e și si и та і"))
"""Between the names of several who sign."""

REACHED = frozenset(
    re.findall(
        r"\S+",
        "e mail email mailto m tel phone mobile mob cell fax t f p w www http https"
        " почта тел моб поща имейл пошта телефон",
    )
)
"""What stands beside an address or a number."""

NUMBERS = re.compile(r"(?:\D{0,12}\d){5}|https?://|www\.|[|·•]")
NUMBERED = re.compile(r"\d(?:\D{0,4}\d){6}")
"""A telephone number in the line of a name."""

TITLED = re.compile(r"\s*[|•·]\s*")
FULL = 2
"""So many of the sender's names stand before his title, in one line with them."""

LETTERS = re.compile(r"[^\W\d_]+")
MOST_LINE = 90
MOST_NAME = 5
SHORTEST_NAME = 2
PREFIX = 3


def is_card(lines: Sequence[Line], start: int, last: int) -> bool:
    """Tell whether lines say only who somebody is, and where to reach him."""
    return all(is_told(lines[each].said) for each in range(start, last))


def is_told(said: str) -> bool:
    """Tell whether a line may stand on a card: a name, a title, a number, a place."""
    if not said or NUMBERS.search(said) or ADDRESS.search(said):
        return len(said) <= MOST_LINE * 2
    if len(said) > MOST_LINE or AFTER.match(said) or said[-1] in "?;:":
        return False
    words = LETTERS.findall(said)
    large = sum(1 for word in words if CAPITAL.search(word))
    if said[-1] == "!":
        return large * 2 > len(words)
    if said[-1] == "." and len(words) > PREFIX and large < len(words):
        return False
    return large * 2 >= len(words) or (len(words) <= PREFIX and said[-1] != ".")


def is_name(said: str) -> bool:
    """Tell whether words are a name: few, each with a capital."""
    words = said.strip(" ,.!*_-–—").split()
    if not 0 < len(words) <= MOST_NAME or said[-1:] in "?:;":
        return False
    return all(
        CAPITAL.match(word.strip("(\"'«„“*_")) or word.casefold() in PARTICLES
        for word in words
    )


def is_sender(said: str, names: frozenset[str]) -> bool:
    """Tell whether a line is the name under which the mail was sent."""
    if "@" in said:
        return _is_address(said, names)
    name = _untitled(said, names)
    digits = NUMBERED.search(name)
    if digits:
        name = name[: digits.start()]
    words = [word.casefold() for word in LETTERS.findall(name)]
    if not words or len(words) > MOST_NAME or len(said) > MOST_LINE:
        return False
    if said[-1] in "?!:;" or re.search(r"\d", name):
        return False
    if not any(_is_known(word, names) for word in words):
        return False
    if any(word in TOGETHER for word in said.casefold().split()):
        return is_name(said)
    return all(len(w) == 1 or w in PARTICLES or _is_known(w, names) for w in words)


def _is_address(said: str, names: frozenset[str]) -> bool:
    """Tell whether a line says the sender's address, and nothing but his name."""
    found = ADDRESS.search(said)
    if found is None or found[0].casefold() not in names or not is_told(said):
        return False
    rest = LETTERS.findall(said.replace(found[0], " ").casefold())
    return all(word in REACHED or _is_known(word, names) for word in rest)


def _untitled(said: str, names: frozenset[str]) -> str:
    """Return the name before a title that stands in one line with it."""
    name = TITLED.split(said, maxsplit=1)[0]
    whole = len(set(LETTERS.findall(name.casefold())) & names) >= FULL
    return name if whole else said


def _is_known(word: str, names: frozenset[str]) -> bool:
    if len(word) < SHORTEST_NAME:
        return False
    if word in names:
        return True
    return len(word) >= PREFIX and any(
        name.startswith(word) or (len(name) >= PREFIX and word.startswith(name))
        for name in names
    )


def folded(names: Collection[str]) -> Iterator[str]:
    """Yield the words of names, each in lower case."""
    for name in names:
        for word in LETTERS.findall(name.casefold()):
            if len(word) >= SHORTEST_NAME:
                yield word
