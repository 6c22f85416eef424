"""Languages: in which of those that are known a sentence is written."""

import re
from collections.abc import Sequence
from decimal import Decimal

from ledger.domain.clauses.bulgarian import BULGARIAN
from ledger.domain.clauses.english import ENGLISH
from ledger.domain.clauses.folding import folded
from ledger.domain.clauses.german import GERMAN
from ledger.domain.clauses.lexicon import Lexicon
from ledger.domain.clauses.numerals import numerals
from ledger.domain.clauses.romanian import ROMANIAN
from ledger.domain.clauses.russian import RUSSIAN

LEXICONS = (ENGLISH, GERMAN, ROMANIAN, RUSSIAN, BULGARIAN)
_CYRILLIC = (RUSSIAN, BULGARIAN)
_LATIN = (ENGLISH, GERMAN, ROMANIAN)
_IS_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_IS_LATIN = re.compile(r"[^\W\d_Ѐ-ӿ]")
_OWN_LETTER = 2


def of_text(words: str, raw: str) -> Lexicon:
    """Return the language of a whole text, as its small words tell it."""
    return max(LEXICONS, key=lambda each: _points(each, words, raw))


def of_sentence(words: str, raw: str, usual: Lexicon) -> Lexicon:
    """Return the language of a sentence; the usual one where it does not tell."""
    choices = _same_script(words)
    points = {each.code: _points(each, words, raw) for each in choices}
    best = max(points.values())
    if usual.code in points and points[usual.code] >= best - 1:
        return usual
    return next(each for each in choices if points[each.code] == best)


def names(text: str, number: Decimal) -> bool:
    """Tell whether a number stands in a text, in figures or in words of a language."""
    plain = folded(text)
    return any(
        number in each.readings
        for lexicon in LEXICONS
        for each in numerals(plain, lexicon)
    )


def _same_script(words: str) -> Sequence[Lexicon]:
    cyrillic = len(_IS_CYRILLIC.findall(words))
    return _CYRILLIC if cyrillic * 2 > len(_IS_LATIN.findall(words)) else _LATIN


def _points(lexicon: Lexicon, words: str, raw: str) -> int:
    common = sum(1 for _word in lexicon.find("common", words))
    lowered = raw.lower()
    own = sum(lowered.count(letter) for letter in lexicon.letters)
    about = lexicon.has("revision", words) + lexicon.has("revision_round", words)
    return common + own * _OWN_LETTER + about * _OWN_LETTER
