"""Words of one alphabet in the letters of another: ``pravki`` is ``правки``.

People write Cyrillic words in Latin letters in many ways: ``щ`` is ``shch``, ``sht`` or
``sch``, ``ц`` is ``ts`` or ``c``, ``й`` is ``y``, ``j`` or ``i``. So no spelling is
turned into another one. Both are turned into a *plain* spelling instead, in which all
that customs disagree about is one letter or none: ``больше`` and ``bolshe`` are both
``болше``. Where a custom is ambiguous, a word has a few plain spellings.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import product

SHORTEST = 3
"""Shorter words sound like too many others."""

MOST = 8
"""So many plain spellings of a word are looked up."""

_CYRILLIC = str.maketrans(
    {
        "ё": "е",
        "э": "е",
        "є": "е",
        "ы": "и",
        "й": "и",
        "і": "и",
        "ї": "и",
        "ј": "и",
        "ґ": "г",
        "ѓ": "г",
        "ќ": "к",
        "љ": "л",
        "њ": "н",
        "ћ": "ч",
        "ь": None,
        "’": None,
    }
)

_HARD = {"": ("", "а", "у", "и"), "ru": ("",), "bg": ("а", "у")}
"""How ``ъ`` sounds in a language: Russians do not hear it, Bulgarians write ``a``."""

_LATIN: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("shch", ("щ",)),
    ("sch", ("щ", "ш")),
    ("sht", ("щ", "шт")),
    ("tsch", ("ч",)),
    ("tch", ("ч",)),
    ("kh", ("х",)),
    ("zh", ("ж",)),
    ("ch", ("ч",)),
    ("sh", ("ш",)),
    ("ts", ("ц",)),
    ("tz", ("ц",)),
    ("ph", ("ф",)),
    ("yu", ("ю",)),
    ("iu", ("ю",)),
    ("ju", ("ю",)),
    ("ya", ("я",)),
    ("ia", ("я",)),
    ("ja", ("я",)),
    ("yo", ("е", "ио")),
    ("jo", ("е",)),
    ("ye", ("е",)),
    ("je", ("е",)),
    ("a", ("а",)),
    ("b", ("б",)),
    ("c", ("ц", "к")),
    ("d", ("д",)),
    ("e", ("е",)),
    ("f", ("ф",)),
    ("g", ("г",)),
    ("h", ("х",)),
    ("i", ("и",)),
    ("j", ("и", "ж")),
    ("k", ("к",)),
    ("l", ("л",)),
    ("m", ("м",)),
    ("n", ("н",)),
    ("o", ("о",)),
    ("p", ("п",)),
    ("q", ("к", "я")),
    ("r", ("р",)),
    ("s", ("с",)),
    ("t", ("т",)),
    ("u", ("у",)),
    ("v", ("в",)),
    ("w", ("в", "ш")),
    ("x", ("кс", "х")),
    ("y", ("и",)),
    ("z", ("з",)),
    ("š", ("ш",)),
    ("č", ("ч",)),
    ("ć", ("ч",)),
    ("ž", ("ж",)),
    ("ș", ("ш",)),
    ("ț", ("ц",)),
)
_SPELT = dict(_LATIN)
_SIGNS = re.compile("|".join(spelt for spelt, _sounds in _LATIN))

_ALIKE = (
    (re.compile("тс"), "ц"),
    (re.compile("[сшж]ч"), "щ"),
    (re.compile("иа"), "я"),
    (re.compile("иу"), "ю"),
    (re.compile("и+(?=[яю])"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)
"""What some write so and some otherwise, once both are in the same letters."""

_SHORT_I = re.compile("(?<=[аеоуяю])и(?=$|[бвгджзклмнпрстфхцчшщ])")

_FOREIGN = re.compile(
    "th|gh|ck|wh|qu|oo|ee|ea|ou|ow|igh|[bdfgjkpqtvwxz]{3}|tion|(?:ing|ed|ly|[bd]le)$"
)
"""What no Cyrillic word looks like in Latin letters, and many English ones do."""


def may_be_cyrillic(word: str) -> bool:
    """Tell whether a Latin word may be a Cyrillic one in Latin letters."""
    return len(word) >= SHORTEST and _FOREIGN.search(word) is None


@lru_cache(maxsize=1 << 16)
def plain_spellings(word: str, script: str, language: str = "") -> tuple[str, ...]:
    """Return how a word is spelt plainly in Cyrillic; none if it is in neither script.

    Args:
        word: in lower case; with its diacritics if they are known.
        script: of all its letters, as ISO 15924 has it.
        language: of a Cyrillic word; empty where it is not known.
    """
    if len(word) < SHORTEST or script not in {"Cyrl", "Latn"}:
        return ()
    latin = script == "Latn"
    spelt = _of_latin(word) if latin else _of_cyrillic(word, language)
    found = dict.fromkeys(map(_alike, spelt))
    return tuple(found)[:MOST]


def _of_cyrillic(word: str, language: str) -> Iterator[str]:
    """Yield a Cyrillic word without what customs disagree about."""
    for sound in _HARD.get(language, _HARD[""]) if "ъ" in word else ("",):
        yield word.replace("ъ", sound).translate(_CYRILLIC)


def _of_latin(word: str) -> Iterator[str]:
    """Yield a Latin word in Cyrillic letters; none where a letter has no sound.

    A sign that has two sounds has the same one all through a word.
    """
    signs = _SIGNS.findall(word)
    if "".join(signs) != word:
        return
    open_ = [sign for sign in dict.fromkeys(signs) if len(_SPELT[sign]) > 1]
    for chosen in product(*(_SPELT[sign] for sign in open_[:3])):
        sounds = dict(zip(open_, chosen, strict=False))
        yield "".join(sounds.get(sign, _SPELT[sign][0]) for sign in signs)


def _alike(word: str) -> str:
    """Return a word in Cyrillic letters without what some write otherwise."""
    for pattern, instead in _ALIKE:
        word = pattern.sub(instead, word)
    return _SHORT_I.sub("й", word)
