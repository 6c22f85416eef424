"""Opening pictures from outside: no more points than can be held, frame by frame."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image
from PIL import ImageFile
from PIL import ImageOps

from ledger.domain import problems
from ledger.domain.picture import Picture
from ledger.domain.sentence import said
from ledger.formats.source import UnreadError

KINDS = ("PNG", "JPEG", "TIFF", "GIF", "BMP", "WEBP", "AVIF", "JPEG2000")
MOST_PIXELS = 50_000_000
"""Of one frame: an A4 page at 600 dots to the inch has 35 million."""

MILLION = 1_000_000
MOST_FRAMES = 500
QUALITY = 85
DEEP = ("I", "I;16", "I;16B", "I;16L", "I;16N")
"""Modes with 65,536 shades, which are not brought down to 256 by themselves."""

STEPS = 256
MISHAPS: tuple[type[Exception], ...] = (
    *(OSError, SyntaxError, ValueError, TypeError, LookupError),
    *(ArithmeticError, AttributeError, NotImplementedError, RuntimeError),
)
"""What Pillow lets through on damaged files."""


@contextmanager
def opened(data: bytes) -> Iterator[Image.Image]:
    """Open a picture, without its points.

    Raises:
        UnreadError: it is none, it is damaged, or it has too many points.
    """
    ImageFile.LOAD_TRUNCATED_IMAGES = True  # what is there is shown
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what is odd about the file's own notes
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            picture = Image.open(io.BytesIO(data), formats=KINDS)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise UnreadError(too_large()) from error
        except MISHAPS as error:
            raise UnreadError(problems.BROKEN_IMAGE) from error
        with picture:
            fits(picture)
            yield picture


def fits(picture: Image.Image) -> None:
    """Let a picture pass that can be held.

    Raises:
        UnreadError: it has too many points.
    """
    if picture.width * picture.height > MOST_PIXELS:
        raise UnreadError(too_large())


def too_large() -> str:
    """Return what is said of a picture with too many points."""
    return said(problems.IMAGE_TOO_LARGE, limit=MOST_PIXELS // MILLION)


def frame(picture: Image.Image, number: int) -> Image.Image:
    """Return a frame, from 1, as it is to be looked at: upright, on white.

    Raises:
        IndexError: there is no such frame.
    """
    if number < 1:
        raise IndexError(number)
    try:
        picture.seek(number - 1)
    except EOFError as error:
        raise IndexError(number) from error
    fits(picture)
    return on_white(ImageOps.exif_transpose(picture))


def on_white(picture: Image.Image) -> Image.Image:
    """Return a picture in plain colours; what is transparent shows white."""
    if picture.mode in DEEP:
        return picture.convert("I").point(lambda level: level / STEPS).convert("L")
    if picture.has_transparency_data:
        clear = picture.convert("RGBA")
        paper = Image.new("RGBA", clear.size, "white")
        return Image.alpha_composite(paper, clear).convert("RGB")
    return picture.convert("L" if picture.mode in {"1", "L"} else "RGB")


def jpeg(picture: Image.Image) -> Picture:
    """Return a picture as a JPEG."""
    out = io.BytesIO()
    picture.save(out, format="JPEG", quality=QUALITY)
    return Picture(out.getvalue(), "image/jpeg", picture.width, picture.height)
