"""Dust: the grain of paper and scanner, which is taken for thousands of specks of ink.

On a clean page a point is like those around it nearly everywhere. Where it is not, the
page is smoothed before anything is recognised; a clean page is left as it is.
"""

from PIL import Image
from PIL import ImageChops
from PIL import ImageFilter

GRAINY = 1
"""How much half of all points differ from those around them on a grainy page."""

SIDE = 1200
RADIUS = 1 / 200
"""Of the smoothing, in inches."""


def smoothed(picture: Image.Image, dpi: int) -> Image.Image:
    """Return a page without its grain; a clean page as it is."""
    if _grain(picture) < GRAINY:
        return picture
    return picture.filter(ImageFilter.GaussianBlur(max(0.8, RADIUS * dpi)))


def _grain(picture: Image.Image) -> int:
    """Return how much a point in the middle of a page differs from its neighbours."""
    width, height = picture.size
    left, top = width // 4, height // 4
    right, bottom = left + min(SIDE, width // 2), top + min(SIDE, height // 2)
    middle = picture.crop((left, top, max(right, left + 1), max(bottom, top + 1)))
    calm = middle.filter(ImageFilter.MedianFilter(3))
    levels = ImageChops.difference(middle, calm).histogram()
    half = sum(levels) / 2
    below = 0
    for level, number in enumerate(levels):
        below += number
        if below >= half:
            return level
    return 0
