"""How far a page was laid askew into the scanner, and how to set it straight.

The lines of a straight page make rows of ink with white between them. The page is
turned by small angles, and the one with the sharpest rows is taken.
"""

from collections.abc import Callable
from itertools import pairwise
from math import cos
from math import radians
from math import sin

from PIL import Image

MOST = 6.0
"""Degrees; a page is hardly ever laid in worse, and a wrong turn would do harm."""

LEAST = 0.35
"""Degrees that do no harm to recognition."""

CLEARER = 1.15
"""How much sharper the rows have to become for a turn to be believed."""

SIDE = 900
COARSE = 0.5
FINE = 0.1
WHITE = 255

Turn = Callable[[float, float], tuple[float, float]]


def skew(picture: Image.Image) -> float:
    """Return by how many degrees, against the clock, a page is to be turned."""
    ink = _ink(picture)
    if ink is None:
        return 0.0
    steps = int(MOST / COARSE)
    known = {0.0: _sharpness(ink, 0.0)}
    for angle in (step * COARSE for step in range(-steps, steps + 1)):
        known[angle] = _sharpness(ink, angle)
    around = max(known, key=known.__getitem__)
    for step in range(-4, 5):
        angle = round(around + step * FINE, 1)
        known[angle] = _sharpness(ink, angle)
    best = max(known, key=known.__getitem__)
    sure = known[best] > known[0.0] * CLEARER and abs(best) < MOST
    return best if sure and abs(best) >= LEAST else 0.0


def turned(picture: Image.Image, angle: float) -> tuple[Image.Image, Turn]:
    """Return a picture turned, and how a point of it leads back to the old one."""
    if not angle:
        return picture, lambda x, y: (x, y)
    made = picture.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=WHITE)
    across, down = cos(radians(angle)), sin(radians(angle))
    half, middle = made.width / 2, made.height / 2
    old_half, old_middle = picture.width / 2, picture.height / 2

    def back(x: float, y: float) -> tuple[float, float]:
        right, below = x - half, y - middle
        return (
            old_half + right * across - below * down,
            old_middle + right * down + below * across,
        )

    return made, back


def _ink(picture: Image.Image) -> Image.Image | None:
    """Return a small picture of what is dark on a page; None for an empty one."""
    small = picture.copy()
    small.thumbnail((SIDE, SIDE), Image.Resampling.BOX, reducing_gap=None)
    darkest, lightest = small.getextrema()
    if not isinstance(darkest, int) or not isinstance(lightest, int):
        return None
    edge = darkest + (lightest - darkest) * 2 // 3
    dark = small.point([WHITE if level < edge else 0 for level in range(WHITE + 1)])
    where = dark.getbbox()
    return dark.crop(where) if where and darkest < lightest else None


def _sharpness(ink: Image.Image, angle: float) -> int:
    """Return how much rows, or columns of a page on its side, differ from the next."""
    made = ink.rotate(angle, Image.Resampling.NEAREST, expand=False, fillcolor=0)
    rows = made.resize((1, made.height), Image.Resampling.BOX).tobytes()
    columns = made.resize((made.width, 1), Image.Resampling.BOX).tobytes()
    return max(_jumps(rows), _jumps(columns))


def _jumps(levels: bytes) -> int:
    return sum((a - b) ** 2 for a, b in pairwise(levels))
