"""With which letters a word must begin to be marked: a quick way to pass over most.

Most stemmers take endings off, and so does our folding: the stem of a word begins with
its first letter. Where that is not so, no word is passed over.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from index.analysis import script_of_sound
from index.analysis import unpunctuated
from index.languages import LANGUAGES
from index.languages import script_of
from index.languages import stemmed_in
from index.letters import fold

CHANGED = dict.fromkeys(
    ("en", "ru", "ro", "bg", "es", "pt", "ca", "sv", "da", "no", "fi", "et", "pl"), ""
) | {"cs": "", "hu": "", "de": "g"}
"""The first letters that the rules of a language may change; in others, it may be any.

German ``gemacht`` is a form of ``machen``.
"""

_SCRIPTS = frozenset(row.script for row in LANGUAGES.values())


@dataclass(frozen=True, slots=True)
class Beginnings:
    """How words begin that may be wanted."""

    letters: frozenset[str]
    scripts: frozenset[str]
    """The scripts whose words may be wanted whatever they begin with."""

    def allow(self, chunk: str) -> bool:
        """Tell whether a wanted word may begin in a run of characters."""
        word = chunk if chunk.isalpha() else unpunctuated(chunk)
        if not word.isalpha():
            return True
        letter, script = _first(word[0])
        return letter in self.letters or script in self.scripts


def beginnings(
    forms: Iterable[str], stems: frozenset[str], language: str
) -> Beginnings:
    """Return how words of a document begin that may be wanted.

    Args:
        forms: wanted as they are, or their beginnings.
        stems: wanted, and sounds.
        language: of the document.
    """
    letters = {form[:1] for form in forms}
    letters |= {stem.partition(":")[2][:1] for stem in stems}
    scripts = _heard(stems)
    for script in _SCRIPTS if stems else ():
        changed = [CHANGED.get(code) for code in stemmed_in(script, language)]
        scripts |= {script} if None in changed else set()
        letters.update(*filter(None, changed))
    return Beginnings(frozenset(letters), frozenset(scripts))


@lru_cache(maxsize=1 << 10)
def _first(letter: str) -> tuple[str, str]:
    """Return with which letter the folded words begin that begin so, and its script."""
    first = fold(letter)[:1]
    return first, script_of(first)


def _heard(stems: Iterable[str]) -> set[str]:
    """Return the scripts whose words are wanted for what they sound like."""
    return {heard for stem in stems if (heard := script_of_sound(stem))}
