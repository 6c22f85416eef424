"""Numerals: the numbers of a sentence, in figures, in words, or in both.

What cannot be read in one way has no value: a range, or a word and a figure that do not
agree. It is never guessed which of them is meant.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import replace
from decimal import Decimal

from ledger.domain.clauses.folding import folded
from ledger.domain.clauses.lexicon import Lexicon
from ledger.domain.clauses.lexicon import pattern
from ledger.domain.clauses.proposal import Doubt

_FIGURES = re.compile(
    r"(?:\d{1,3}(?:[ .,']\d{3})+(?![\d])|\d{1,12})(?:[.,]\d{1,2}(?!\d))?"
    r"(?![\d%]|[.,]\d|\s%|-(?!day|дневн|tag)[^\W\d]|/\d)"
    r"(?!(?!(?:h|hr|hrs|hours?|std|ч|час\w*|€|eur|usd|gbp|lei|ron|mdl|лв|bgn|руб|р)\b)"
    r"[^\W\d])"
)
_WORD = re.compile(r"[^\W\d_]+")
_OPENS = re.compile(r"\s*[(\[/]\s*")
_CLOSES = re.compile(r"\s*[)\]]")
_TIED = re.compile(r"[\w.,#/-]$")
_DASH = re.compile(r"\s?-\s?")
_ORDINAL = re.compile(r"\.\s[^\W\d]")
_HUNDRED = 100
_THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number of a sentence; where it can be read in several ways, all of them."""

    start: int
    end: int
    readings: tuple[Decimal, ...]
    doubt: Doubt | None = None
    article: bool = False
    """It may be a mere article: ``eine``."""

    @property
    def value(self) -> Decimal | None:
        """Return the number; None where it is not certain."""
        return self.readings[0] if self.doubt is None else None

    @property
    def whole(self) -> bool:
        """Tell whether things can be counted with it."""
        return all(each == each.to_integral_value() for each in self.readings)

    @property
    def text(self) -> str | None:
        """Return the number as a term keeps it; None where it is not certain."""
        value = self.value
        if value is None:
            return None
        return str(int(value)) if value == value.to_integral_value() else str(value)


def numerals(text: str, lexicon: Lexicon) -> list[Numeral]:
    """Return the numbers of a folded sentence, in their order."""
    found: list[Numeral] = []
    place = 0
    while (first := _next(text, place, lexicon)) is not None:
        whole = _ranged(text, _paired(text, first, lexicon), lexicon)
        if not _points_elsewhere(text, whole, lexicon):
            found.append(whole)
        place = whole.end
    return found


def _next(text: str, place: int, lexicon: Lexicon) -> Numeral | None:
    for each in re.finditer(r"\w+", text[place:]):
        made = _at(text, place + each.start(), lexicon)
        tied = _TIED.search(text[: place + each.start()])
        if made is not None and not tied:
            return made
    return None


def _at(text: str, place: int, lexicon: Lexicon) -> Numeral | None:
    """Return the number that begins at a place; None where none does."""
    figures = _FIGURES.match(text, place)
    if figures:
        if _ORDINAL.match(text, figures.end()):
            return None
        value = _decimal(figures[0])
        return Numeral(place, figures.end(), (value,))
    return _in_words(text, place, lexicon)


def _decimal(figures: str) -> Decimal:
    """Return figures as a number; three of them after a sign are thousands."""
    plain = re.sub(r"[ .,'](?=\d{3}(?!\d))", "", figures)
    return Decimal(plain.replace(",", "."))


def _in_words(text: str, place: int, lexicon: Lexicon) -> Numeral | None:
    first = _WORD.match(text, place)
    if first is None or first[0] not in lexicon.numbers:
        return None
    total, current, end = 0, lexicon.numbers[first[0]], first.end()
    gap = re.compile(rf"[\s-](?:(?:{_words(lexicon.linked)})\s)?")
    while (joint := gap.match(text, end)) and (more := _WORD.match(text, joint.end())):
        value = lexicon.numbers.get(more[0])
        if value == _THOUSAND and current < _THOUSAND:
            total, current = total + current * value, 0
        elif value == _HUNDRED and 0 < current < _HUNDRED // 10:
            current *= value
        elif value is None or not _adds(current, value):
            break
        else:
            current += value
        end = more.end()
    article = pattern(lexicon.articles).fullmatch(text, place, end) is not None
    return Numeral(place, end, (Decimal(total + current),), article=article)


def _adds(current: int, value: int) -> bool:
    """Tell whether a smaller number goes on with a larger one: ``twenty five``."""
    if value == 0:
        return False
    step = 10 ** (len(str(value)) - 1) * 10
    if value in range(10, 20):
        step = 100
    return current == 0 or (current >= step and current % step == 0)


def _paired(text: str, first: Numeral, lexicon: Lexicon) -> Numeral:
    """Return a number with the other form that stands in brackets after it."""
    opens = _OPENS.match(text, first.end)
    if opens:
        other = _at(text, opens.end(), lexicon)
        closes = _CLOSES.match(text, other.end) if other else None
        if other and closes:
            return _agreed(first, other, closes.end())
    side = re.match(r"\s", text[first.end :])
    other = _at(text, first.end + 1, lexicon) if side else None
    return _agreed(first, other, other.end) if other else first


def _agreed(first: Numeral, other: Numeral, end: int) -> Numeral:
    if first.readings == other.readings:
        return replace(first, end=end, article=False)
    both = (*first.readings, *other.readings)
    return Numeral(first.start, end, both, Doubt.CONTRADICTORY)


def _ranged(text: str, first: Numeral, lexicon: Lexicon) -> Numeral:
    joint = re.compile(rf"(?:\s(?:{_words(lexicon.ranged)}))+\s").match(
        text, first.end
    ) or _DASH.match(text, first.end)
    other = _at(text, joint.end(), lexicon) if joint else None
    if other is None:
        return first
    whole = _paired(text, other, lexicon)
    both = (*first.readings, *whole.readings)
    return Numeral(first.start, whole.end, both, Doubt.RANGE)


def _words(listed: str) -> str:
    """Return single words of a lexicon as a regular expression."""
    return "|".join(folded(listed).split())


def _points_elsewhere(text: str, numeral: Numeral, lexicon: Lexicon) -> bool:
    """Tell whether a number only points to a clause, a page or a day of a month."""
    before = text[max(0, numeral.start - 24) : numeral.start]
    after = text[numeral.end : numeral.end + 16]
    reference = re.compile(rf"(?:^|\W)(?:{lexicon.any_of('reference')})\W*$")
    month = re.compile(rf"\.?\s(?:{'|'.join(lexicon.months)})(?!\w)")
    return bool(reference.search(before) or month.match(after))


def every(text: str, lexicon: Lexicon) -> Iterator[tuple[Numeral, str]]:
    """Yield each number with the words that follow it."""
    for each in numerals(text, lexicon):
        yield each, text[each.end :]
