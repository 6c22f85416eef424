"""Numbers as lists write them: letters, Roman numbers, Russian letters."""

MOST_ROMAN = 3999
MOST_LETTERS = 780
"""Thirty turns through the alphabet; beyond it the plain number says more."""

ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
ALPHABET = "abcdefghijklmnopqrstuvwxyz"
RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"


def roman(count: int) -> str:
    """Return a Roman number in small letters."""
    if not 0 < count <= MOST_ROMAN:
        return str(count)
    pieces = []
    for value, sign in ROMAN:
        pieces.append(sign * (count // value))
        count %= value
    return "".join(pieces)


def letters(count: int) -> str:
    """Return a, b, … z, aa, bb, … as a list counts."""
    return _of(ALPHABET, count)


def cyrillic(count: int) -> str:
    """Return а, б, … я, аа, бб, … without the letters that lists leave out."""
    return _of(RUSSIAN, count)


def _of(alphabet: str, count: int) -> str:
    if not 0 < count <= MOST_LETTERS:
        return str(count)
    turns, at = divmod(count - 1, len(alphabet))
    return alphabet[at] * (turns + 1)
