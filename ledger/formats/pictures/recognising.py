"""From a picture of a page to its words, their places on the page, and how sure.

1. Smooth the grain of the paper, and set the page straight if it was laid in askew.
2. Let tesseract find the top of the page, its columns, its lines and its words.
3. Look again in another way where nothing was found, or hardly anything is sure.
4. Give each word one alphabet.
5. Lay the boxes back onto the page as it is shown, in points.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from itertools import groupby

from PIL import Image

from ledger.domain.reading import Kind
from ledger.domain.reading import Page
from ledger.domain.reading import Reading
from ledger.domain.reading import Word
from ledger.domain.scan import Recogniser
from ledger.domain.scan import Scan
from ledger.formats import language
from ledger.formats.mail.words import clean
from ledger.formats.pictures import alphabets
from ledger.formats.pictures import dust
from ledger.formats.pictures import tesseract
from ledger.formats.pictures import upright
from ledger.formats.pictures.tesseract import Seen
from ledger.formats.text import own
from ledger.formats.text import UNSTORABLE

PARSER = "tesseract"
VERSION = 1

DOUBTED = 55
"""Below this mean confidence a page is looked at again without finding its top."""

NOISE = 25
"""Below this confidence, signs without a letter or a digit are specks of the paper."""

SOFT_HYPHEN = "\u00ad"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as a picture in shades of grey, and how large it is when it is shown."""

    picture: Image.Image
    dpi: int
    width: float
    """In points, as the height."""

    height: float


def reading(sheet: Sheet, number: int, how: Recogniser) -> Reading:
    """Return a reading of one page: its words, as far as they could be recognised.

    Raises:
        NotRecognisedError: tesseract broke off, or took too long.
    """
    text, page = recognise(sheet, number, how)
    return Reading(
        parser=PARSER,
        version=VERSION,
        kind=Kind.IMAGE,
        media_type="",
        text=text,
        language=language.guess(text),
        segments=own(text),
        pages=(page,),
    )


def recognise(sheet: Sheet, number: int, how: Recogniser) -> tuple[str, Page]:
    """Return the words of a page and their places.

    Raises:
        NotRecognisedError: tesseract broke off, or took too long.
    """
    clean_page = dust.smoothed(sheet.picture, sheet.dpi)
    straight, back = upright.turned(clean_page, upright.skew(clean_page))
    found = _looked(straight, sheet.dpi, how)
    seen = _set_right([each for each in found if not _is_noise(each)], how)
    text, spans = _joined(seen)
    across = sheet.width / sheet.picture.width
    down = sheet.height / sheet.picture.height
    words = []
    for each, (start, end) in zip(seen, spans, strict=True):
        x0, y0, x1, y1 = each.box
        corners = [back(x, y) for x in (x0, x1) for y in (y0, y1)]
        words.append(
            Word(
                start,
                end,
                _within(min(x for x, _ in corners) * across, sheet.width),
                _within(min(y for _, y in corners) * down, sheet.height),
                _within(max(x for x, _ in corners) * across, sheet.width),
                _within(max(y for _, y in corners) * down, sheet.height),
                each.confidence,
            )
        )
    return text, Page(
        number=number,
        start=0,
        end=len(text),
        width=round(sheet.width, 2),
        height=round(sheet.height, 2),
        words=tuple(words),
        scan=Scan.READ,
    )


def _set_right(seen: Sequence[Seen], how: Recogniser) -> list[Seen]:
    """Return the words, each in one alphabet."""
    lines = [
        [unicodedata.normalize("NFC", clean(each.text)) for each in line]
        for _place, line in groupby(seen, key=lambda each: each.line)
    ]
    words = alphabets.set_right(lines, how.languages)
    return [
        replace(each, text=UNSTORABLE.sub("\ufffd", word))
        for each, word in zip(seen, words, strict=True)
    ]


def _looked(picture: Image.Image, dpi: int, how: Recogniser) -> Sequence[Seen]:
    """Return the words of the look at a picture that found most."""
    first = tesseract.WITH_TOP if how.finds_top else tesseract.WHOLE_PAGE
    found = tesseract.look(picture, dpi, how, first)
    if not found:
        return tesseract.look(picture, dpi, how, tesseract.SPARSE)
    if how.finds_top and _sure(found) < DOUBTED:
        other = tesseract.look(picture, dpi, how, tesseract.WHOLE_PAGE)
        return max(found, other, key=_weight)
    return found


def _sure(found: Sequence[Seen]) -> float:
    """Return the mean confidence of the letters."""
    letters = sum(len(each.text) for each in found)
    return sum(len(each.text) * each.confidence for each in found) / max(1, letters)


def _weight(found: Sequence[Seen]) -> float:
    return sum(len(each.text) * (each.confidence - DOUBTED) for each in found)


def _is_noise(seen: Seen) -> bool:
    unsure = seen.confidence < NOISE and not any(map(str.isalnum, seen.text))
    return unsure or not clean(seen.text)


def _joined(seen: Sequence[Seen]) -> tuple[str, list[tuple[int, int]]]:
    """Return the text of words, and where each of them stands in it."""
    pieces: list[str] = []
    spans: list[tuple[int, int]] = []
    at = 0
    for number, each in enumerate(seen):
        following = seen[number + 1] if number + 1 < len(seen) else None
        word = each.text
        after = _between(each, following)
        if after == "\n" and following and _goes_on(word, following):
            word = word[:-1] + SOFT_HYPHEN
        pieces += [word, after]
        spans.append((at, at + len(word)))
        at += len(word) + len(after)
    return "".join(pieces), spans


def _between(seen: Seen, following: Seen | None) -> str:
    if following is None:
        return ""
    if seen.line == following.line:
        return " "
    return "\n" if seen.line[:2] == following.line[:2] else "\n\n"


def _goes_on(word: str, following: Seen) -> bool:
    """Tell whether a word is parted at the end of its line, as in a PDF's own text."""
    parted = word.endswith(("-", "\u2010", "\u00ac"))
    return parted and len(word) > 1 and following.text[:1].islower()


def _within(value: float, most: float) -> float:
    return round(max(0.0, min(value, most)), 1)
