"""In which language each part of a text is: a paragraph may be in another one.

A text is stemmed in its language. A line, or a paragraph of lines, that is sure to be
in another language of the same letters is stemmed in that: an English paragraph in a
Romanian mail, a Russian one in a Bulgarian mail. What says so are small words, of which
a text has many whatever it is about. Whether a line is such a one depends on its
paragraph alone, so that a text and a part of it are read alike.
"""

import re
from collections.abc import Iterator
from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter

from index.stretches import stretches

SMALL_WORDS = {
    "en": "the and of to in is you that it for we are this with have be not on as your"
    " when what will can could would please from at here all do if or an our was were"
    " which should been has had they their there these those does how who any only but"
    " about into than then by my its no so also because let us me",
    "de": "und der die das ist nicht zu den mit wir sie ich es ein eine einen einem"
    " einer für fur von auf bitte im in dem des auch noch haben hat habe werden wird"
    " wurde wann was alles wenn dass daß oder bei danke sich sind als aber nur nach"
    " über uber zum zur aus wie kann können konnen uns unsere unser ihre ihr ihnen mehr"
    " schon sehr vom an am um so man war kein keine durch bis vor dann hier mir mich",
    "ro": "și şi si de la în in din pe cu nu să sa că ca va vă ne un o al ale lui lor"
    " este e sunt suntem pentru mai ce am ai are ați aţi ati vom fi fie fost a au ar"
    " dacă daca dar sau prin mulțumesc mulţumesc multumesc rog vrem când cand cum care"
    " până pana le îi îl către catre după dupa acest această aceasta aceste cel cea"
    " cele avem aveți aveti poate nostru noastră noastra fără fara doar foarte asta",
    "fr": "le la les et de des est une un que pour dans nous vous pas ne sur avec du au"
    " aux ce cette ces merci je quand avant qui sera sont si ou il elle en son sa ses"
    " leur plus mais par être avons avez notre votre on se a été",
    "ru": "и в не на что это с как по но мы вы за от у он она они бы так же все всё для"
    " если надо нужно пожалуйста спасибо вас вам нас нам ещё еще или когда будет будут"
    " быть был была было были чтобы нет да только можно уже до из где кто мне меня его"
    " её ее их к ко о об при эти этот эта этого этой тоже также который которая которые"
    " которого может есть без после перед вот сейчас я мой наш ваш",
    "bg": "и на да се за от не са ще че по със с като това в във ви ни го ги му й той"
    " тя те както или може моля благодаря към си сме съм сте е преди тази този тези"
    " кога бъде беше няма има само вече къде кой което която които който до при ли още"
    " всичко след между трябва имаме имате ние вие аз но как у из без нашия вашия",
}
"""By language; also as they are written without diacritics."""

_BEHIND = ("", ",", ".", ":", "!", "?")
SIGNS = {
    code: frozenset(word + end for word in words.split() for end in _BEHIND)
    for code, words in SMALL_WORDS.items()
}
"""Small words with what may stand behind them without a space."""

CYRILLIC = frozenset({"ru", "bg"})
OTHERS = {
    code: {
        other: words
        for other, words in SIGNS.items()
        if other != code and (other in CYRILLIC) == (code in CYRILLIC)
    }
    for code in SIGNS
}
"""The other languages in the letters of each."""

FOREIGN = {
    code: frozenset[str]().union(*others.values()) - SIGNS[code]
    for code, others in OTHERS.items()
}
"""Words that one of those has, and the language itself has not."""

LEAST_WORDS = 6
LEAST_SIGNS = 3
"""So many different small words a line or a paragraph must have."""

LEAST_OWN = 2
"""So many of them must be none of the document's language."""

RARE = 6
"""One word of so many is a small one at least, in whatever language."""

SURELY = 3
"""It has so many times the small words that it would have of the document's."""

LONGEST = 4_000
"""More letters without an empty line are no paragraph."""

_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_LETTER = re.compile(r"[^\W\d_]")

Spoken = tuple[int, int, str]
"""From the first letter to behind the last, and the language."""


def in_languages(text: str, language: str) -> list[Spoken]:
    """Return the parts of a text with their languages, in order, without a gap.

    Each ends at the end of a line, or of the text.

    Args:
        text: of a document, or a part of it.
        language: of the document; whatever is not sure to be in another is in that.
    """
    if not _may_be_mixed(text, language):
        return [(0, len(text), language)]
    return [
        (runs[0][0], runs[-1][1], spoken)
        for spoken, lines in groupby(_lines(text, language), key=itemgetter(2))
        if (runs := list(lines))
    ]


def in_stretches(text: str, language: str) -> Iterator[Spoken]:
    """Yield the parts of a text with their languages, long ones in stretches."""
    for low, high, spoken in in_languages(text, language):
        for start, end in stretches(text, low, high):
            yield start, end, spoken


def _may_be_mixed(text: str, language: str) -> bool:
    """Tell quickly whether a line can be in another language: in most texts none."""
    foreign = FOREIGN.get(language)
    if not foreign:
        return False
    found: set[str] = set()
    for start, end in stretches(text):
        found |= foreign.intersection(_words(text[start:end]))
    return any(len(words & found) >= LEAST_OWN for words in OTHERS[language].values())


def _lines(text: str, language: str) -> Iterator[Spoken]:
    """Yield lines with their languages; one that says nothing has its paragraph's."""
    for lines in _paragraphs(text):
        words = [_words(line.group()) for line in lines]
        short = lines[-1].end() - lines[0].start() <= LONGEST
        spoken = _sure([one for each in words for one in each], language)
        for line, said in zip(lines, words, strict=True):
            own = _sure(said, language) or (spoken if short else language)
            yield line.start(), line.end(), own or language


def _paragraphs(text: str) -> Iterator[list[re.Match[str]]]:
    """Yield lines, up to the next that has no words, together."""
    lines: list[re.Match[str]] = []
    for line in _LINES.finditer(text):
        lines.append(line)
        if not _LETTER.search(line.group()):
            yield lines
            lines = []
    if lines:
        yield lines


def _words(text: str) -> list[str]:
    """Return the words of a text, with the signs that stand behind them."""
    return text.lower().split()


def _sure(words: Sequence[str], language: str) -> str:
    """Return in which language words are; empty where they are not sure to be.

    Of two languages, words that both have are no sign.
    """
    if (
        len(words) < LEAST_WORDS
        or len(FOREIGN[language].intersection(words)) < LEAST_OWN
    ):
        return ""
    small = {
        code: list(filter(known.__contains__, words))
        for code, known in (*OTHERS[language].items(), (language, SIGNS[language]))
    }
    first, second = sorted(small, key=lambda code: -len(small[code]))[:2]
    if first == language or len(small[first]) == len(small[second]):
        return ""
    own = [word for word in small[first] if word not in SIGNS[language]]
    theirs = [word for word in small[language] if word not in SIGNS[first]]
    sure = (
        len(small[first]) * RARE >= len(words)
        and len(set(small[first])) >= LEAST_SIGNS
        and len(set(own)) >= LEAST_OWN
        and len(own) >= SURELY * len(theirs)
    )
    return first if sure else ""
