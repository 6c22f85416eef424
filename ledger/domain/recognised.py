"""From the pages that were recognised to the one text of the document.

Pages with letters of their own keep them to the letter; the text is laid out anew, so
that the offsets of all pages, words and segments fit together again.
"""

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import replace

from ledger.domain import scan
from ledger.domain.reading import Kind
from ledger.domain.reading import Page
from ledger.domain.reading import Reading
from ledger.domain.reading import Segment
from ledger.domain.reading import SegmentKind
from ledger.domain.reading import Word
from ledger.domain.scan import Recogniser
from ledger.domain.scan import Scan

PAGE_END = "\f"
PARAGRAPH = "\n\n"
WAITED = frozenset({scan.WAITS, scan.READ, scan.FAILED, "no-text"})
"""Flags that are told anew of the whole."""


def waiting(reading: Reading) -> tuple[int, ...]:
    """Return the numbers of the pages that are still to be recognised."""
    return tuple(page.number for page in reading.pages if page.scan and page.scan.waits)


def whole(
    base: Reading, found: Mapping[int, Reading | None], how: Recogniser
) -> Reading:
    """Return a reading with the pages that were recognised in their places.

    Args:
        base: what the file itself gave.
        found: for every page that waited, its reading; None where it failed.
        how: the program and the languages that were used.
    """
    pieces: list[str] = []
    pages: list[Page] = []
    at = 0
    for page in base.pages:
        text, made = _page(base, page, found)
        made = replace(made, start=at, end=at + len(text), words=_moved(made.words, at))
        pieces.append(text)
        pages.append(made)
        at += len(text) + len(PAGE_END)
    text = PAGE_END.join(pieces)
    text = text if text.strip() else ""
    read = [each for each in found.values() if each is not None]
    return replace(
        base,
        parser=read[0].parser if read else "tesseract",
        version=read[0].version if read else 1,
        text=text,
        language=_language(base, read),
        segments=(Segment(SegmentKind.OWN, 0, len(text)),) if text else (),
        pages=tuple(pages),
        flags=_flags(base, pages, text),
        facts=base.facts | _facts(pages, how),
    )


def _page(
    base: Reading, page: Page, found: Mapping[int, Reading | None]
) -> tuple[str, Page]:
    """Return the text of a page, and the page with words whose offsets begin at 0."""
    own = base.text[page.start : page.end]
    kept = _moved(page.words, -page.start)
    if page.number not in found:
        return own, replace(page, words=kept)
    seen = found[page.number]
    if seen is None:
        return own, replace(page, words=kept, scan=Scan.FAILED)
    words = seen.pages[0].words
    state = Scan.READ if words else None
    if page.scan is Scan.GARBLED or not own.strip():
        return seen.text, replace(page, words=words, scan=state)
    text, words = _without(seen.text, words, kept)
    before = own.rstrip() + (PARAGRAPH if text else "")
    state = Scan.READ if words else None
    return before + text, replace(
        page, words=(*kept, *_moved(words, len(before))), scan=state
    )


def _moved(words: Sequence[Word], by: int) -> tuple[Word, ...]:
    if not by:
        return tuple(words)
    return tuple(
        replace(word, start=word.start + by, end=word.end + by) for word in words
    )


def _without(
    text: str, words: Sequence[Word], known: Sequence[Word]
) -> tuple[str, tuple[Word, ...]]:
    """Return a recognised text without the words that the file has as letters."""
    pieces: list[str] = []
    left: list[Word] = []
    at = length = 0
    for word in words:
        if any(_over(word, each) for each in known):
            pieces.append(text[at : word.start])
            length += word.start - at
        else:
            pieces.append(text[at : word.end])
            end = length + word.end - at
            left.append(replace(word, start=end - (word.end - word.start), end=end))
            length = end
        at = word.end
    return ("".join(pieces), tuple(left)) if left else ("", ())


def _over(word: Word, known: Word) -> bool:
    """Tell whether the middle of a word lies on another one."""
    x, y = (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2
    return known.x0 <= x <= known.x1 and known.y0 <= y <= known.y1


def _language(base: Reading, read: Sequence[Reading]) -> str | None:
    """Return the language in which most is written."""
    letters: dict[str, int] = {}
    if base.language:
        letters[base.language] = len(base.text)
    for each in read:
        if each.language:
            letters[each.language] = letters.get(each.language, 0) + len(each.text)
    return max(letters, key=lambda code: letters[code], default=None)


def _flags(base: Reading, pages: Sequence[Page], text: str) -> tuple[str, ...]:
    states = {page.scan for page in pages if page.scan}
    told = [
        (scan.READ, any(state.recognised for state in states)),
        (scan.FAILED, Scan.FAILED in states),
        ("no-text", base.kind is Kind.DOCUMENT and not text),
    ]
    kept = [flag for flag in base.flags if flag not in WAITED]
    return (*kept, *(flag for flag, so in told if so))


def _facts(pages: Sequence[Page], how: Recogniser) -> dict[str, str]:
    """Return by what and in which languages which pages were recognised, how surely."""
    facts = {
        "recognised by": f"tesseract {how.version}",
        "recognised languages": ", ".join(how.languages),
    }
    numbers = [page.number for page in pages if page.scan is Scan.READ]
    if numbers:
        facts["recognised pages"] = scan.listed(numbers)
    sure = [
        word.confidence
        for page in pages
        for word in page.words
        if word.confidence is not None
    ]
    if sure:
        facts["mean confidence"] = str(round(sum(sure) / len(sure)))
        facts["doubtful words"] = str(sum(each < scan.DOUBTFUL for each in sure))
    return facts
