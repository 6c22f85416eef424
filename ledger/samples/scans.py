"""Scans made up: words set as a page, then printed badly, laid in askew and dusty.

What a page says is known to the letter, so that recognition can be measured by it.
"""

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from random import Random
from typing import Any

import typst
from PIL import Image
from PIL import ImageFilter

A4 = (595, 842)
_SOURCE = b"""
#let told = json(bytes(sys.inputs.page))
#set page(width: told.width * 1pt, height: told.height * 1pt, margin: told.margin * 1pt)
#set text(size: told.size * 1pt, font: "Libertinus Serif", hyphenate: false)
#set par(leading: 0.7em)
#show: it => if told.columns > 1 { columns(told.columns, it) } else { it }
#for paragraph in told.paragraphs [ #paragraph #parbreak() ]
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wear:
    """What a page went through on its way."""

    dpi: int = 200
    askew: float = 0.0
    """Degrees, against the clock."""

    turned: int = 0
    """Degrees in quarters: laid in sideways or upside down."""

    dust: float = 0.0
    """The spread of the grey that noise adds, of 255."""

    blur: float = 0.0
    """The radius in points of the picture."""

    faded: float = 0.0
    """How much of the black is gone, of 1."""


CLEAN = Wear()


def page(
    paragraphs: Sequence[str],
    *,
    size: float = 11,
    columns: int = 1,
    paper: tuple[int, int] = A4,
    dpi: int = 200,
) -> Image.Image:
    """Return paragraphs set as a page, in shades of grey."""
    told = {
        "paragraphs": list(paragraphs),
        "size": size,
        "columns": columns,
        "width": paper[0],
        "height": paper[1],
        "margin": min(56, paper[0] // 10),
    }
    made: Any = typst.compile(
        _SOURCE,
        format="png",
        ppi=float(dpi),
        ignore_system_fonts=True,
        sys_inputs={"page": json.dumps(told)},
    )
    first = made[0] if isinstance(made, list) else made
    return Image.open(io.BytesIO(first)).convert("L")


def worn(picture: Image.Image, wear: Wear, chance: Random) -> Image.Image:
    """Return a page as a scanner gives it back."""
    if wear.faded:
        picture = picture.point(
            [round(255 - (255 - level) * (1 - wear.faded)) for level in range(256)]
        )
    if wear.askew:
        how = Image.Resampling.BICUBIC
        picture = picture.rotate(wear.askew, how, expand=False, fillcolor=255)
    if wear.blur:
        picture = picture.filter(ImageFilter.GaussianBlur(wear.blur))
    if wear.dust:
        picture = _dusty(picture, wear.dust, chance)
    return picture.rotate(wear.turned, expand=True) if wear.turned else picture


def _dusty(picture: Image.Image, dust: float, chance: Random) -> Image.Image:
    """Return a picture with grey noise; the chance decides it, as it did before."""
    levels = bytes(
        max(0, min(255, round(chance.gauss(128, dust)))) for _ in range(64 * 64)
    )
    tile = Image.frombytes("L", (64, 64), levels)
    noise = Image.new("L", picture.size)
    for x in range(0, picture.width, 64):
        for y in range(0, picture.height, 64):
            noise.paste(tile.rotate(chance.choice((0, 90, 180, 270))), (x, y))
    pairs = zip(picture.tobytes(), noise.tobytes(), strict=True)
    mixed = bytes(max(0, min(255, level + grey - 128)) for level, grey in pairs)
    return Image.frombytes("L", picture.size, mixed)


def pdf(
    pictures: Sequence[Image.Image], dpi: int = 200, made_on: date | None = None
) -> bytes:
    """Return pictures as a PDF without any text.

    It tells the moment of now as its own, but for the day that it was ``made_on``.
    """
    out = io.BytesIO()
    first, *others = [each.copy() for each in pictures]
    told: dict[str, Any] = {}
    if made_on:
        told = dict.fromkeys(("creationDate", "modDate"), made_on.timetuple())
    first.save(
        out, format="PDF", resolution=dpi, save_all=True, append_images=others, **told
    )
    return out.getvalue()


def words_of(paragraphs: Sequence[str]) -> str:
    """Return what a page says, its words parted by single spaces."""
    return " ".join(chain.from_iterable(each.split() for each in paragraphs))
