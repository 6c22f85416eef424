"""What a picture says of itself: when, where and with what it was taken."""

from collections.abc import Iterator
from collections.abc import Mapping
from typing import Any

from PIL import ExifTags
from PIL import Image

from ledger.formats.mail.words import clean
from ledger.formats.pictures.opening import MISHAPS
from ledger.formats.text import UNSTORABLE

LONGEST = 500
MOST = 40
SIXTY = 60

BASE = ExifTags.Base
MAIN = {
    BASE.ImageDescription: "description",
    BASE.Artist: "author",
    BASE.Copyright: "copyright",
    BASE.Make: "camera maker",
    BASE.Model: "camera",
    BASE.Software: "software",
    BASE.DateTime: "modified",
    BASE.HostComputer: "computer",
    BASE.DocumentName: "document name",
    BASE.PageName: "page name",
}
TAKEN = {
    BASE.DateTimeOriginal: "taken",
    BASE.OffsetTimeOriginal: "zone of taken",
    BASE.DateTimeDigitized: "digitised",
    BASE.CameraOwnerName: "camera owner",
    BASE.BodySerialNumber: "camera number",
    BASE.LensModel: "lens",
    BASE.UserComment: "comment",
}
TURNED = {
    2: "mirrored",
    3: "by 180 degrees",
    4: "mirrored, by 180 degrees",
    5: "mirrored, by 90 degrees",
    6: "by 90 degrees",
    7: "mirrored, by 270 degrees",
    8: "by 270 degrees",
}
GPS = ExifTags.GPS


def notes(picture: Image.Image) -> dict[str, str]:
    """Return what a picture says of itself; what cannot be read is left out."""
    found: dict[str, str] = {}
    for name, value in (*_exif(picture), *_texts(picture)):
        text = UNSTORABLE.sub("\ufffd", clean(_written(value)))[:LONGEST]
        if text and name not in found and len(found) < MOST:
            found[name] = text
    return found


def _exif(picture: Image.Image) -> Iterator[tuple[str, object]]:
    try:
        exif = picture.getexif()
        taken = exif.get_ifd(ExifTags.IFD.Exif)
        where = exif.get_ifd(ExifTags.IFD.GPSInfo)
    except MISHAPS:
        return
    for tag, name in TAKEN.items():
        yield name, taken.get(tag)
    for tag, name in MAIN.items():
        yield name, exif.get(tag)
    yield "turned", TURNED.get(exif.get(BASE.Orientation, 1))
    yield from _place(where)


def _place(where: Mapping[int, Any]) -> Iterator[tuple[str, object]]:
    """Yield where a picture was taken, in degrees, and what else is said of that."""
    try:
        north = _degrees(where[GPS.GPSLatitude], where.get(GPS.GPSLatitudeRef), "S")
        east = _degrees(where[GPS.GPSLongitude], where.get(GPS.GPSLongitudeRef), "W")
        yield "place", f"{north:.6f}, {east:.6f}"
    except MISHAPS:
        pass
    height = where.get(GPS.GPSAltitude)
    yield "height in metres", height
    yield "day at the place", where.get(GPS.GPSDateStamp)
    yield "name of the place", where.get(GPS.GPSAreaInformation)


def _degrees(parts: Any, side: object, negative: str) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)
    value = degrees + minutes / SIXTY + seconds / SIXTY / SIXTY
    return -value if str(side).strip("\0 ").upper() == negative else value


def _texts(picture: Image.Image) -> Iterator[tuple[str, object]]:
    """Yield the words that PNG and GIF can carry beside the picture."""
    for name, value in picture.info.items():
        if isinstance(name, str) and isinstance(value, str):
            yield clean(name).lower()[:SIXTY], value
        elif name == "comment" and isinstance(value, bytes):
            yield name, value


def _written(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bytes):
        for mark in (b"ASCII\0\0\0", b"UNICODE\0"):
            value = value.removeprefix(mark)
        return value.decode("utf-8", errors="replace").strip("\0")
    return str(value).strip("\0")
