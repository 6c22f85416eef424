"""In which character set a run of Rich Text is written: its font's, else the file's."""

from dataclasses import dataclass
from dataclasses import field

from ledger.formats.office.symbols import PRIVATE
from ledger.formats.office.symbols import symbol

USUAL = "cp1252"
SYMBOLS = 2
LONGEST_NAME = 100
SPACE = 0x20
BY_FONT = {
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gb18030",
    136: "big5",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    255: "cp437",
}
"""Character sets by the number that a font names (``\\fcharset204``)."""

BY_PAGE = {
    **{page: f"cp{page}" for page in range(1250, 1259)},
    **{page: f"cp{page}" for page in (437, 850, 852, 855, 866, 874, 932, 949, 950)},
    936: "gb18030",
    1361: "johab",
    10000: "mac_roman",
    10007: "mac_cyrillic",
    10029: "mac_latin2",
    20866: "koi8_r",
    21866: "koi8_u",
    28591: "latin_1",
    28592: "iso8859_2",
    28595: "iso8859_5",
    65001: "utf_8",
}
"""Code pages that a file may name (``\\ansicpg1251``)."""

BY_WORD = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}


@dataclass(slots=True)
class Font:
    """A font of the table: its name, its character set."""

    said: list[str] = field(default_factory=list)
    """Its name, as the table says it."""

    charset: int = 1
    page: int = 0

    def decode(self, data: bytes, usual: str) -> str:
        """Return bytes written in this font as text."""
        if self.charset == SYMBOLS:
            name = "".join(self.said)[:LONGEST_NAME].strip(" ;")
            return "".join(
                symbol(name, PRIVATE.start + byte) if byte > SPACE else chr(byte)
                for byte in data
            )
        return data.decode(self.codec(usual), errors="replace")

    def codec(self, usual: str) -> str:
        """Return the character set of the font."""
        return BY_PAGE.get(self.page) or BY_FONT.get(self.charset) or usual
