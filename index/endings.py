"""Endings that the rules of a stemmer leave on a word: another form to stem beside it.

Each language has a few. What such a form becomes is stemmed like any other word, so a
word gets one stem more, and loses none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ending:
    """A form of a word that can be told by its ending, and what it is a form of."""

    pattern: re.Pattern[str]
    base: str
    """What the whole word becomes: a format of the groups of the pattern."""

    stemmed: bool = True
    """Whether that is stemmed; else it is a stem already."""


def _ending(pattern: str, base: str) -> Ending:
    """Return an ending whose base is another form of the word."""
    return Ending(re.compile(pattern), base)


def _stem(pattern: str, base: str) -> Ending:
    """Return an ending whose base is a stem of the word as it is."""
    return Ending(re.compile(pattern), base, stemmed=False)


_SEPARABLE = (
    "ab|an|auf|aus|bei|dar|durch|ein|fest|fort|her|heraus|herunter|hin|hinzu|hoch|los"
    "|mit|nach|raus|um|vor|weg|weiter|wieder|zu|zurück|zusammen|über"
)
_NO_PARTICIPLE = (
    "biet|bot|schäft|sicht|wicht|dicht|richt|rät|halt|ist|walt|stalt|burt|müt|samt|bet"
    "|fecht|flecht|leit|rücht|rüst|schlecht|spenst|recht|winnt|fällt|schieht|lingt"
    "|nießt|nügt|steht|denkt|schaft|rat|mut|rucht|rust|fallt|niesst|nugt"
)
_NO_ARTICLE = "(?:calcul|consul|cumul|stimul|vehicul|despre|către|între|patru)$"

ENDINGS: dict[str, tuple[Ending, ...]] = {
    "ru": (
        # правок is a form of правка, подарок of подарки, образец of образца.
        _ending(r"(\w{2,}[бвгджзклмнпрстфхцчшщ])[ое]([кц])", "{1}{2}"),
        # The ending of удалена is one of a verb, that of домена is not; измена, which
        # has nothing to do with изменить, would get its stem by this.
        _stem(r"(?!\w{1,4}мен[аоы]?$|\w+ован)(\w{2,}ен)[аоы]?|(домен)[аоы]?", "{1}{2}"),
        _ending(
            r"(\w{3,})у(?:ю|ешь|ет|ем|ете|ют|й|йте|я|ющ\w{2,3})(?:с[ья])?", "{1}овать"
        ),
    ),
    "ro": (
        _stem(rf"(?!{_NO_ARTICLE})(\w{{3,}})(?:urilor|urile|uri|ului|ul)", "{1}"),
        _stem(r"(\w{3,})(?:ilor|ile|elor|ele|elui)", "{1}"),
        _stem(r"(\w{4,})(?:ei|ii|ea)", "{1}"),
        _stem(rf"(?!{_NO_ARTICLE})(\w{{4,}})[aăeu]", "{1}"),
        _ending(r"(\w{3,}[iu])(?:ul|ului)", "{1}u"),
        # Spelling of Moldova, and of chats.
        _ending(r"(\w+)î(\w+)", "{1}â{2}"),
        _ending(r"(\w*)sh(\w*)tz(\w*)", "{1}ș{2}ț{3}"),
        _ending(r"(\w*)sh(\w*)", "{1}ș{2}"),
        _ending(r"(\w*)tz(\w*)", "{1}ț{2}"),
    ),
    "bg": (
        _stem(r"(\w{4,})(?:ът|ят)|(\w{5,})[ая]", "{1}{2}"),
        _stem(r"(\w{3,})ове(?:те)?", "{1}"),
        _ending(r"(\w{3,}[ая])та", "{1}"),
        _ending(r"(\w{3,}[аи])те", "{1}"),
        _ending(r"(\w{3,}[кгх])и(?:те)?", "{1}а"),
        _ending(r"(\w{3,}и)и(?:те)?", "{1}я"),
    ),
    "de": (
        _ending(rf"({_SEPARABLE})(?:ge|zu)(\w{{3,}}?)(?:e?t|en)", "{1}{2}en"),
        _ending(rf"ge(?!(?:{_NO_PARTICIPLE})$)(\w{{3,}}?)e?t", "{1}en"),
        _ending(r"(\w{3,}(?:ier|t|z|b|m|f|n|pf|ck))t(?:e|en)?", "{1}en"),
        _ending(r"(\w{3,}[aoiy])s", "{1}"),
    ),
}


def others(language: str, word: str) -> Iterator[tuple[str, bool]]:
    """Yield what a word may be a form of, and whether that is to be stemmed."""
    for ending in ENDINGS.get(language, ()):
        found = ending.pattern.fullmatch(word)
        if found:
            yield ending.base.format(found[0], *found.groups("")), ending.stemmed
