"""Images (.png, .jpg, .tiff, .gif, .bmp, .webp, .avif, .jp2).

At first only their size and what they say of themselves is read. Each is a page, and
each frame of a TIFF is one; their words are recognised later, like those of a scan.
"""

from collections.abc import Iterator
from dataclasses import replace

from PIL import Image

from ledger.domain import problems
from ledger.domain import scan
from ledger.domain.picture import Picture
from ledger.domain.reading import Kind
from ledger.domain.reading import Member
from ledger.domain.reading import Page
from ledger.domain.reading import Reading
from ledger.domain.scan import Scan
from ledger.formats.pictures import opening
from ledger.formats.pictures.notes import notes
from ledger.formats.pictures.opening import MISHAPS
from ledger.formats.pictures.opening import MOST_FRAMES
from ledger.formats.pictures.recognising import Sheet
from ledger.formats.source import Source
from ledger.formats.source import UnreadError

KIND = Kind.IMAGE
MEDIA_TYPES = (
    "image/png",
    "image/jpeg",
    "image/tiff",
    "image/gif",
    "image/bmp",
    "image/webp",
    "image/avif",
    "image/jp2",
)
SUFFIXES = frozenset(
    {".png", ".jpg", ".jpeg", ".tif", ".tiff", ".gif", ".bmp", ".webp", ".avif", ".jp2"}
)
PARSER = "image"
VERSION = 1

PAGED = "TIFF"
"""The one format whose frames are pages; those of others are moments of one."""

SMALL = 16
"""Points of an edge below which no word can be seen: a dot, a line, a spacer."""

POINTS = 72
SCREEN = 0.75
"""Points to a pixel where nothing true is said of the resolution."""

LONGEST = 842.0
"""The long edge of a page A4, which such a picture never passes."""

TRUE = range(100, 2401)
"""Dots to the inch that a scanner may have had; less is what programs put there."""

MOST_PIXELS_READ = 12_000_000
FEW_PIXELS = 2_000
"""A longer edge below which the letters of a screen are made larger first."""

LARGER = 2


def sniff(source: Source) -> int:
    """Bid for the marks of images that can be opened."""
    head = source.head
    if head.startswith(b"BM"):
        fits = int.from_bytes(head[2:6], "little") <= 1 << 31 and head[6:10] == bytes(4)
        return 60 if fits and len(head) > SMALL else 0
    return 100 if _type(head) else 0


def is_one(head: bytes) -> bool:
    """Tell whether the first bytes of a file are those of an image."""
    return bool(_type(head))


def _type(head: bytes) -> str:
    """Return the media type of an image by its first bytes; empty for none."""
    for magic, media_type in (
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"\xff\xd8\xff", "image/jpeg"),
        (b"GIF87a", "image/gif"),
        (b"GIF89a", "image/gif"),
        (b"II*\0", "image/tiff"),
        (b"MM\0*", "image/tiff"),
        (b"\0\0\0\x0cjP  \r\n\x87\n", "image/jp2"),
        (b"BM", "image/bmp"),
    ):
        if head.startswith(magic):
            return media_type
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    return "image/avif" if head[4:12] in {b"ftypavif", b"ftypavis"} else ""


def read(source: Source) -> Iterator[Member | Reading]:
    """Read how large an image is, how many pages it has, and what it says of itself."""
    data = source.whole(source.most_pages, problems.TOO_LARGE)
    known = Reading(
        parser=PARSER,
        version=VERSION,
        kind=KIND,
        media_type=_type(source.head),
        title=source.title,
    )
    try:
        with opening.opened(data) as picture:
            pages, flags = _pages(picture)
            facts = _facts(picture) | {"pages": str(len(pages))}
    except UnreadError as error:
        yield replace(known, problem=str(error))
    else:
        yield replace(known, pages=pages, flags=tuple(flags), facts=facts)


def _facts(picture: Image.Image) -> dict[str, str]:
    facts = {"size": f"{picture.width} × {picture.height}"}
    dpi = _dpi(picture)
    if dpi:
        facts["dots to the inch"] = str(dpi)
    return facts | notes(picture)


def _pages(picture: Image.Image) -> tuple[tuple[Page, ...], list[str]]:
    flags: list[str] = []
    pages: list[Page] = []
    for number in range(1, MOST_FRAMES + 1):
        try:
            upright = opening.frame(picture, number)
        except IndexError:
            break
        except UnreadError as error:
            flags.append(_broken_off("pages-unread", number, error))
            break
        except MISHAPS:
            broken = UnreadError(problems.BROKEN_IMAGE)
            flags.append(_broken_off("damaged-page", number, broken))
            break
        pages.append(_page(picture, upright, number))
        if picture.format != PAGED:
            break
    if len(pages) == MOST_FRAMES:
        flags.append("pages-unread")
    return tuple(pages), [*flags, *_kinds(picture, pages)]


def _broken_off(flag: str, number: int, error: UnreadError) -> str:
    """Return what is said of an image that cannot be read on from a page.

    Raises:
        UnreadError: nothing of it can be read.
    """
    if number == 1:
        raise error
    return flag


def _kinds(picture: Image.Image, pages: list[Page]) -> list[str]:
    moves = bool(getattr(picture, "is_animated", False)) and picture.format != PAGED
    waits = any(page.scan for page in pages)
    return ["moving-picture"] * moves + [scan.WAITS] * waits


def _page(picture: Image.Image, upright: Image.Image, number: int) -> Page:
    width, height = _points(picture, upright)
    at = number - 1  # a form feed lies between two pages
    small = min(upright.size) < SMALL
    return Page(
        number=number,
        start=at,
        end=at,
        width=width,
        height=height,
        scan=None if small else Scan.PICTURE,
    )


def _dpi(picture: Image.Image) -> int:
    """Return the resolution that an image names, if it can be true; else 0."""
    try:
        across, down = (float(each) for each in picture.info["dpi"])
        same = round(across) == round(down)
        return round(across) if same and round(across) in TRUE else 0
    except MISHAPS:
        return 0


def _points(picture: Image.Image, upright: Image.Image) -> tuple[float, float]:
    dpi = _dpi(picture)
    most = LONGEST / max(upright.size)
    to_points = POINTS / dpi if dpi else min(SCREEN, most)
    return round(upright.width * to_points, 2), round(upright.height * to_points, 2)


def render(data: bytes, number: int, scale: float) -> Picture:
    """Return an image, or a page of it, as a JPEG; never larger than it is.

    Raises:
        IndexError: there is no such page.
        UnreadError: it cannot be opened.
    """
    with opening.opened(data) as picture:
        upright = opening.frame(picture, number)
        width, height = _points(picture, upright)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    upright.thumbnail(size, Image.Resampling.BOX)
    return opening.jpeg(upright)


def sheet(data: bytes, number: int) -> Sheet:
    """Return a page of an image as a picture in which words can be recognised.

    Raises:
        IndexError: there is no such page.
        UnreadError: it cannot be opened.
    """
    with opening.opened(data) as picture:
        upright = opening.frame(picture, number)
        width, height = _points(picture, upright)
        dpi = _dpi(picture)
    grey = upright.convert("L")
    pixels = grey.width * grey.height
    larger = 1.0
    if pixels > MOST_PIXELS_READ:
        larger = (MOST_PIXELS_READ / pixels) ** 0.5
    elif max(grey.size) < FEW_PIXELS:
        larger = LARGER
    if larger != 1.0:
        size = round(grey.width * larger), round(grey.height * larger)
        grey = grey.resize(size, Image.Resampling.BICUBIC)
    return Sheet(grey, round((dpi or POINTS / SCREEN) * larger), width, height)
