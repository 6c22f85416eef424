"""Scans for tests: small made-up pages, and whether words can be recognised here."""

import shutil
from functools import cache
from random import Random

import pytest
from PIL import Image

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
