"""Alphabets: letters that look alike in two of them, set right by what stands beside.

Read in several languages at once, the ``а`` of a Russian word comes out as a Latin one
now and then. The eye sees no difference; a search does. A word that could be of both
alphabets is of that of its line, and a word never changes its alphabet in the middle.
"""

from collections.abc import Iterable
from collections.abc import Sequence

LATIN = "aAeEoOcCpPxXyYTHKMBknu"
CYRILLIC = "аАеЕоОсСрРхХуУТНКМВкпи"
TO_CYRILLIC = dict(zip(LATIN, CYRILLIC, strict=True))
TO_LATIN = dict(zip(CYRILLIC, LATIN, strict=True))
SURE = 4
"""How many times more letters of one alphabet than of the other make it the line's."""

COMMA_BELOW = str.maketrans("şŞţŢ", "șȘțȚ")
"""Romanian letters as they are typed today; printed, they look the same."""


def set_right(lines: Sequence[Sequence[str]], languages: Sequence[str]) -> list[str]:
    """Return the words of lines, one after another, each in one alphabet."""
    page = _balance(word for line in lines for word in line)
    romanian = "ron" in languages and "tur" not in languages
    found = []
    for line in lines:
        here = _balance(line)
        latin, cyrillic = here if max(here) else page
        for word in line:
            right = _word(word, latin, cyrillic)
            found.append(right.translate(COMMA_BELOW) if romanian else right)
    return found


def _word(word: str, latin: int, cyrillic: int) -> str:
    """Return a word in one alphabet: its own if it tells, else that of its line."""
    own_latin, own_cyrillic = _balance([word])
    if own_latin and own_cyrillic:  # a sign for a product, or a hopeless word
        return word
    if own_latin or own_cyrillic:
        latin, cyrillic = own_latin, own_cyrillic
    if cyrillic > latin * SURE:
        return _turned(word, TO_CYRILLIC)
    return _turned(word, TO_LATIN) if latin > cyrillic * SURE else word


def _turned(word: str, letters: dict[str, str]) -> str:
    return "".join(letters.get(letter, letter) for letter in word)


def _balance(words: Iterable[str]) -> tuple[int, int]:
    """Return how many letters can be only Latin, and how many only Cyrillic."""
    latin = cyrillic = 0
    for letter in "".join(words):
        if letter.isascii():
            latin += letter.isalpha() and letter not in TO_CYRILLIC
        elif "\u0400" <= letter <= "\u04ff":
            cyrillic += letter not in TO_LATIN
        elif letter.isalpha() and letter < "\u0250":
            latin += 1
    return latin, cyrillic
