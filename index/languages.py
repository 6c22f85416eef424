"""The languages that words are stemmed in: one row each.

A stemmer is only ever given words of its own script: a Russian one never sees a Latin
word. The row says which, and where the stemmer comes from.
"""

import re
from collections.abc import Callable
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from functools import lru_cache
from threading import Lock
from unicodedata import category

from bulstem.stem import BulStemmer  # type: ignore[import-untyped, unused-ignore]
from Stemmer import Stemmer  # type: ignore[import-not-found, unused-ignore]

from index.endings import others
from index.look_alikes import apart


@dataclass(frozen=True, slots=True)
class Language:
    """A language whose inflected forms are found by each other."""

    code: str
    """ISO 639-1."""

    script: str
    """ISO 15924: the script of the words that its stemmer may see."""

    rules: tuple[str, ...]
    """The names of Snowball stemmers, or of rule sets of BulStem.

    Where there are several, forms are the same word if any of them joins the two.
    """


LANGUAGES = {
    row.code: row
    for row in (
        Language("en", "Latn", ("english",)),
        Language("ru", "Cyrl", ("russian",)),
        Language("ro", "Latn", ("romanian",)),
        Language("bg", "Cyrl", ("stem-context-1", "stem-context-2")),
        Language("sr", "Cyrl", ("serbian",)),
        Language("de", "Latn", ("german",)),
        Language("fr", "Latn", ("french",)),
        Language("es", "Latn", ("spanish",)),
        Language("it", "Latn", ("italian",)),
        Language("pt", "Latn", ("portuguese",)),
        Language("ca", "Latn", ("catalan",)),
        Language("eu", "Latn", ("basque",)),
        Language("nl", "Latn", ("dutch",)),
        Language("sv", "Latn", ("swedish",)),
        Language("da", "Latn", ("danish",)),
        Language("no", "Latn", ("norwegian",)),
        Language("fi", "Latn", ("finnish",)),
        Language("et", "Latn", ("estonian",)),
        Language("lt", "Latn", ("lithuanian",)),
        Language("pl", "Latn", ("polish",)),
        Language("cs", "Latn", ("czech",)),
        Language("hu", "Latn", ("hungarian",)),
        Language("tr", "Latn", ("turkish",)),
        Language("ga", "Latn", ("irish",)),
        Language("id", "Latn", ("indonesian",)),
        Language("st", "Latn", ("sesotho",)),
        Language("eo", "Latn", ("esperanto",)),
        Language("el", "Grek", ("greek",)),
        Language("hy", "Armn", ("armenian",)),
        Language("ar", "Arab", ("arabic",)),
        Language("fa", "Arab", ("persian",)),
        Language("yi", "Hebr", ("yiddish",)),
        Language("hi", "Deva", ("hindi",)),
        Language("ne", "Deva", ("nepali",)),
        Language("ta", "Taml", ("tamil",)),
    )
}

UNKNOWN = {"Latn": ("en", "ro", "de"), "Cyrl": ("ru", "bg")}
"""Where a document's language is not known, its words are stemmed in all of these.

So are the Latin words of a Cyrillic document, and the other way round.
"""

_SCRIPTS = (
    (0x0041, 0x02AF, "Latn"),
    (0x0370, 0x03FF, "Grek"),
    (0x0400, 0x052F, "Cyrl"),
    (0x0530, 0x058F, "Armn"),
    (0x0590, 0x05FF, "Hebr"),
    (0x0600, 0x077F, "Arab"),
    (0x08A0, 0x08FF, "Arab"),
    (0x0900, 0x097F, "Deva"),
    (0x0B80, 0x0BFF, "Taml"),
    (0x1E00, 0x1EFF, "Latn"),
    (0x1F00, 0x1FFF, "Grek"),
)


_CYRILLIC = re.compile("[А-Яа-я]+")
_SIGN = "Zinh"
"""ISO 15924: what is put on letters has the script of theirs."""


def script_of(word: str) -> str:
    """Return the script that all of a word's letters are of; empty where mixed."""
    if word.isascii():
        return "Latn" if word.isalpha() else ""
    if _CYRILLIC.fullmatch(word):
        return "Cyrl"
    found = {_script(letter) for letter in word} - {_SIGN}
    return found.pop() if len(found) == 1 else ""


def stemmed_in(script: str, language: str) -> tuple[str, ...]:
    """Return the languages that a document's words of one script are stemmed in."""
    row = LANGUAGES.get(language)
    if row is not None and row.script == script:
        return (row.code,)
    alone = tuple(row.code for row in LANGUAGES.values() if row.script == script)
    return UNKNOWN.get(script, alone)


def searched_in(script: str, used: frozenset[str]) -> tuple[str, ...]:
    """Return the languages that a query's words of one script are stemmed in.

    Args:
        script: of the word.
        used: the languages of the documents that are searched.
    """
    always = UNKNOWN.get(script, ())
    return tuple(
        row.code
        for row in LANGUAGES.values()
        if row.script == script
        and (row.code in used or row.code in always or not always)
    )


def stems(language: str, words: Sequence[str]) -> tuple[str, ...]:
    """Return the terms under which words that stand together are put.

    A term names its language and its rules, so it never meets one of others.
    """
    row = LANGUAGES[language]
    alone = apart(language, words[0]) if len(words) == 1 else ""
    if alone:
        return (f"{row.rules[0]}:{alone}",)
    found = [
        f"{rules}:" + "-".join(stem(rules, word) for word in words)
        for rules in row.rules
    ]
    if len(words) == 1:
        found += [
            f"{row.rules[0]}:{stem(row.rules[0], base) if stemmed else base}"
            for base, stemmed in others(language, words[0])
        ]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=1 << 16)
def stem(rules: str, word: str) -> str:
    """Return what the forms of a word have in common, by some rules."""
    return _stemmer(rules)(word)


@lru_cache(maxsize=1 << 12)
def _script(letter: str) -> str:
    """Return the script of a letter; empty for digits and scripts without a row."""
    point = ord(letter)
    if not letter.isalpha():
        return _SIGN if category(letter) in {"Mn", "Mc"} else ""
    return next((name for low, high, name in _SCRIPTS if low <= point <= high), "")


@cache
def _stemmer(rules: str) -> Callable[[str], str]:
    """Return a stemmer that several threads may use: PyStemmer's own are not safe."""
    if rules in BulStemmer.RULES_PRE_DEF_PATH:
        bulgarian: Callable[[str], str] = BulStemmer.from_file(rules).stem
        return bulgarian
    snowball: Callable[[str], str] = Stemmer(rules, 0).stemWord
    lock = Lock()

    def stem_word(word: str) -> str:
        with lock:
            return snowball(word)

    return stem_word
