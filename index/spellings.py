"""What else people write for a number, a currency or a version."""

import re

from index.numbers import same_money
from index.pieces import Compound
from index.pieces import NUMBER
from index.pieces import Piece

_PLAIN_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]{1,2})?")

_VERSION = ("v", "ver", "version", "versiunea", "вер", "версия")
"""What people write before the number of a version."""


def spellings(compound: Compound) -> tuple[Compound, ...]:
    """Return what else people write for a compound of a query: other exact forms.

    A number has one spelling that all of its others are kept under. A currency has a
    code, a sign and names; a version may stand behind ``v`` or behind the whole word.
    """
    first, *rest = (piece.text for piece in compound.pieces)
    others: list[tuple[str, ...]] = [(one,) for one in _as_numbers(compound)]
    if not rest:
        others += [(name,) for name in sorted(same_money(first) - {first})]
    elif first in _VERSION and all(map(str.isdecimal, rest)):
        others += [(name, *rest) for name in _VERSION if name != first]
        others += [tuple(rest)] if len(rest) > 1 else []
    return tuple(
        Compound(tuple(Piece(word, word, 0, 0) for word in words), ())
        for words in others
    )


def _as_numbers(compound: Compound) -> list[str]:
    """Return under what else a number is kept."""
    known = [whole[1:] for whole in compound.whole if whole.startswith(NUMBER)]
    if known:
        return known
    said = compound.whole[0] if compound.whole else compound.pieces[0].text
    return [NUMBER + said] if _PLAIN_NUMBER.fullmatch(said) else []
