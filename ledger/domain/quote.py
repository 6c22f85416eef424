"""Find quoted words in a text: after NFC and folding of white space (DATA.md)."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_SOFT_HYPHEN = re.compile("\u00ad(?:[ \t]*[\r\n\f]\\s*)?")
"""A soft hyphen, with the end of the line (or page) at which it shows."""

_Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """Where quoted words stand: code points ``start`` to ``end``, as they stand."""

    start: int
    end: int
    words: str


def find(text: str, quote: str, near: int | None = None) -> Found | None:
    """Return where a quote stands in a text; None where it does not.

    Of several places it is the first, or the one that begins nearest to the code point
    ``near``. It matches across line and page ends and soft hyphens, and never a letter
    without the marks that combine with it.
    """
    found = _places(text, quote)
    if near is None:
        return next(found, None)
    return min(found, key=lambda place: abs(place.start - near), default=None)


def _places(text: str, quote: str) -> Iterator[Found]:
    wanted = _folded(quote)[0].strip()
    if not wanted:
        return
    folded, places = _folded(text)
    at = folded.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        if _whole(places, at, end):
            first, last = places[at][0], places[end - 1][1]
            yield Found(first, last, text[first:last])
        at = folded.find(wanted, at + 1)


def _whole(places: list[_Place], start: int, end: int) -> bool:
    """Tell whether a stretch of folded letters cuts no letter of the text in two."""
    begins = start == 0 or places[start - 1] != places[start]
    ends = end == len(places) or places[end - 1] != places[end]
    return begins and ends


def _folded(text: str) -> tuple[str, list[_Place]]:
    """Return the text to compare, and for each of its letters where it came from."""
    letters: list[str] = []
    places: list[_Place] = []
    for cluster, place in _clusters(text):
        if cluster.isspace():
            if not letters or letters[-1] != " ":
                letters.append(" ")
                places.append(place)
            continue
        for letter in unicodedata.normalize("NFC", cluster):
            letters.append(letter)
            places.append(place)
    return "".join(letters), places


def _clusters(text: str) -> Iterator[tuple[str, _Place]]:
    """Yield each letter with what combines with it, and where it stands."""
    cluster = ""
    start = end = 0
    for index, letter in _shown(text):
        if cluster and _combines(cluster, letter):
            cluster += letter
        else:
            if cluster:
                yield cluster, (start, end)
            cluster, start = letter, index
        end = index + 1
    if cluster:
        yield cluster, (start, end)


def _shown(text: str) -> Iterator[tuple[int, str]]:
    """Yield the letters of a text with their places, soft hyphens left out."""
    done = 0
    for hidden in _SOFT_HYPHEN.finditer(text):
        yield from enumerate(text[done : hidden.start()], done)
        done = hidden.end()
    yield from enumerate(text[done:], done)


def _combines(cluster: str, letter: str) -> bool:
    """Tell whether a letter belongs to the one before: as its mark, or in NFC."""
    if letter.isascii() or cluster.isspace():
        return False
    if unicodedata.combining(letter):
        return True
    together = unicodedata.normalize("NFC", cluster) + letter
    return not unicodedata.is_normalized("NFC", together) and (
        unicodedata.is_normalized("NFC", letter)
    )


def cited(text: str) -> str:
    r"""Return the words of a quotation without who wrote them and the signs of quoting.

    What is quoted inside it is somebody else's and is left out.

    Examples:
        >>> cited("Ann wrote:\n> Make it red.\n> > Why?\n> Please.")
        'Make it red.\nPlease.'
    """
    lines = text.strip().splitlines()
    if any(_SIGN.match(line) for line in lines):
        own = (_SIGN.sub("", line, count=1) for line in lines if _SIGN.match(line))
        kept = [line for line in own if not _SIGN.match(line)]
    else:
        head = [
            at for at, line in enumerate(lines[:_HEAD]) if line.rstrip()[-1:] == ":"
        ]
        kept = lines[head[-1] + 1 :] if head else lines
    return "\n".join(line.rstrip() for line in kept).strip()


_SIGN = re.compile(r"[ \t]{0,3}>[ \t]?")
_HEAD = 3
"""Over so many lines goes what says who wrote, at most."""
