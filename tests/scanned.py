"""Scans for tests: small made-up pages, and whether words can be recognised here."""

import shutil
from collections.abc import Callable
from functools import cache
from random import Random
from typing import IO

import pytest
from PIL import Image

from ledger.domain.errors import BoxError
from ledger.domain.reading import Kind
from ledger.domain.reading import Page
from ledger.domain.reading import Reading
from ledger.domain.reading import Word
from ledger.domain.scan import Recogniser
from ledger.domain.scan import Scan
from ledger.samples import scans
from ledger.samples.scans import Wear

PAPER = (300, 200)
ENGLISH = "Two rounds of changes are free."
RUSSIAN = "Логотип передаётся в двух вариантах."

needs_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="tesseract is not installed here"
)


@cache
def sheet(*paragraphs: str, size: float = 12) -> Image.Image:
    """Return a small page with some words."""
    return scans.page(paragraphs, size=size, paper=PAPER, dpi=150)


def scan(*pages: str, wear: Wear = scans.CLEAN) -> bytes:
    """Return a scanned PDF with a line of words on each page."""
    chance = Random(7)  # noqa: S311 - dust on a made-up page
    return scans.pdf(
        [scans.worn(sheet(words), wear, chance) for words in pages], dpi=150
    )


HOW = Recogniser(
    program="/t", version="5.9", languages=("eng", "rus", "ron"), finds_top=True
)


class Reader:
    """Stands for tesseract: says a sentence for each page, and counts what it is asked.

    Each word is a little less sure than the one before.
    """

    def __init__(self) -> None:
        self.asked: list[tuple[int, tuple[str, ...]]] = []
        self.fails: set[int] = set()
        self.before: Callable[[int], None] = lambda _page: None
        self.says = "Page {page} grants three drafts"

    def __call__(self, source: IO[bytes], page: int, how: Recogniser) -> Reading:
        self.before(page)
        self.asked.append((page, how.languages))
        if page in self.fails:
            raise BoxError("The words of this page could not be recognised.")
        listed = self.says.format(page=page).split()
        words, at = [], 0
        for number, each in enumerate(listed):
            box = (number * 40.0, 50.0, number * 40.0 + 30, 60.0)
            words.append(Word(at, at + len(each), *box, 95 - 10 * number))
            at += len(each) + 1
        text = " ".join(listed)
        return Reading(
            parser="tesseract",
            version=1,
            kind=Kind.IMAGE,
            media_type="",
            text=text,
            language="en",
            pages=(Page(page, 0, len(text), 300, 200, None, tuple(words), Scan.READ),),
        )
