"""Languages: in which of those that are known a sentence is written."""

import re
from collections.abc import Sequence

from ledger.domain.clauses.bulgarian import BULGARIAN
from ledger.domain.clauses.english import ENGLISH
from ledger.domain.clauses.german import GERMAN
from ledger.domain.clauses.lexicon import Lexicon
from ledger.domain.clauses.romanian import ROMANIAN
from ledger.domain.clauses.russian import RUSSIAN

LEXICONS = (ENGLISH, GERMAN, ROMANIAN, RUSSIAN, BULGARIAN)
_CYRILLIC = (RUSSIAN, BULGARIAN)
_LATIN = (ENGLISH, GERMAN, ROMANIAN)
_IS_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_IS_LATIN = re.compile(r"[^\W\d_Ѐ-ӿ]")
_OWN_LETTER = 2


def of_text(folded: str, raw: str) -> Lexicon:
    """Return the language of a whole text, as its small words tell it."""
    return max(LEXICONS, key=lambda each: _points(each, folded, raw))


def of_sentence(folded: str, raw: str, usual: Lexicon) -> Lexicon:
    """Return the language of a sentence; the usual one where it does not tell."""
    choices = _same_script(folded)
    points = {each.code: _points(each, folded, raw) for each in choices}
    best = max(points.values())
    if usual.code in points and points[usual.code] >= best - 1:
        return usual
    return next(each for each in choices if points[each.code] == best)


def _same_script(folded: str) -> Sequence[Lexicon]:
    cyrillic = len(_IS_CYRILLIC.findall(folded))
    return _CYRILLIC if cyrillic * 2 > len(_IS_LATIN.findall(folded)) else _LATIN


def _points(lexicon: Lexicon, folded: str, raw: str) -> int:
    common = sum(1 for _word in lexicon.find("common", folded))
    lowered = raw.lower()
    own = sum(lowered.count(letter) for letter in lexicon.letters)
    about = lexicon.has("revision", folded) + lexicon.has("revision_round", folded)
    return common + own * _OWN_LETTER + about * _OWN_LETTER
