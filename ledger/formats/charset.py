"""Bytes to text: the declared charset where it is allowed and fits, else a guess.

Codecs that are programs (``unicode-escape``) or can hide markup (``utf-7``) are never
used. What fits nothing is shown with replacement signs, never raised.
"""

import re
from codecs import BOM_UTF8
from codecs import BOM_UTF16_BE
from codecs import BOM_UTF16_LE
from collections.abc import Mapping

ALLOWED = re.compile(
    r"utf-8|us-ascii|ascii|iso-8859-\d{1,2}|windows-125\d|gb18030|gb2312|gbk|big5"
    r"|shift_jis|euc-(?:jp|kr)|iso-2022-(?:jp|kr)|koi8-[rut]|mac-(?:cyrillic|roman)"
    r"|cp(?:437|85[025]|866|874)|utf-(?:16|32)(?:-[bl]e)?|big5hkscs|johab"
)
"""The charsets that a file may name, by their usual spelling."""

ALIASES = {
    "utf8": "utf-8",
    "latin1": "iso-8859-1",
    "latin-1": "iso-8859-1",
    "latin2": "iso-8859-2",
    "ks_c_5601-1987": "euc-kr",
    "shift-jis": "shift_jis",
    "sjis": "shift_jis",
    "x-sjis": "shift_jis",
    "x-gbk": "gbk",
    "x-mac-cyrillic": "mac-cyrillic",
    **{f"ibm{page}": f"cp{page}" for page in (437, 850, 852, 855, 866)},
    **{f"utf{size}": f"utf-{size}" for size in (16, 32)},
    **{
        f"utf-{size}{end}": f"utf-{size}-{end}"
        for size in (16, 32)
        for end in ("le", "be")
    },
    **dict.fromkeys(("windows-874", "tis-620", "dos-874"), "cp874"),
    "big5-hkscs": "big5hkscs",
    "macintosh": "mac-roman",
    "koi8": "koi8-r",
    "unicode-1-1-utf-8": "utf-8",
    "ansi_x3.4-1968": "us-ascii",
}

WIDER = {
    "iso-8859-1": "cp1252",
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc-kr": "cp949",
}
"""Charsets that mailers name when they mean the larger one."""

CYRILLIC = {
    **dict.fromkeys("оеаинтсрвлкмдпуя", 4),
    **dict.fromkeys("ызьбгчйхжшюцщэфъё", 2),
    **dict.fromkeys("іїєґ", 1),
}
ROMANIAN = dict.fromkeys("ăâîșțşţ", 4)
WESTERN = dict.fromkeys("äöüßéèàçôêáíóúñãõâîûëïåæø", 3)
MARKS = dict.fromkeys("„”“’–—«»№…€§°\xa0", 1)
GUESSES = {
    "cp1251": CYRILLIC,
    "koi8-r": CYRILLIC,
    "cp866": CYRILLIC,
    "iso-8859-5": CYRILLIC,
    "iso-8859-16": ROMANIAN,
    "cp1250": ROMANIAN,
    "cp1252": WESTERN,
}
"""The usual charsets, and how much a letter beyond ASCII speaks for each."""

OF_NAMES = {
    "cp866": CYRILLIC,
    "cp1251": CYRILLIC,
    "cp852": {**ROMANIAN, **WESTERN},
    "cp1250": ROMANIAN,
    "cp850": WESTERN,
    "cp1252": WESTERN,
}
"""The charsets of command lines and windows, in which archives name their files."""

SAMPLE = 20_000
FEW = 8
"""So many good letters of UTF-8 stand beside a bad byte: no other text has them."""


def decode(data: bytes, declared: str = "") -> tuple[str, str | None]:
    """Return the text and, where the declared charset did not do, an oddity."""
    name = known(declared)
    if name is None:
        return guess(data), "unknown-charset" if declared else _unsaid(data)
    if name in {"us-ascii", "ascii"}:
        return guess(data), None if data.isascii() else "wrong-charset"
    try:
        return data.decode(name), None
    except UnicodeDecodeError:
        pass
    try:
        return data.decode(WIDER.get(name, name)), None
    except UnicodeDecodeError:
        return _repaired(data, WIDER.get(name, name)), "wrong-charset"


def known(declared: str) -> str | None:
    """Return the usual spelling of an allowed charset, or None."""
    name = declared.strip().strip("\"'").lower()
    name = ALIASES.get(name, name)
    name = re.sub(r"^(?:cp|win|x-cp|windows)[-_]?(125\d)$", r"windows-\1", name)
    name = re.sub(r"^iso[-_]?8859[-_](\d+)(?:-[ie])?$", r"iso-8859-\1", name)
    name = re.sub(r"^koi8[-_]?([rut])$", r"koi8-\1", name)
    if not ALLOWED.fullmatch(name):
        return None
    try:
        b"".decode(name)
    except LookupError:
        return None
    return name


def guess(data: bytes) -> str:
    """Return bytes of an unnamed charset as text, by their marks and letters."""
    if data.isascii():
        return data.decode("ascii")
    if data.startswith(BOM_UTF8):
        return data[3:].decode("utf-8", errors="replace")
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        cut = error.reason == "unexpected end of data" and error.start > len(data) - 4
        if cut or _mostly_utf8(data[: 8 * SAMPLE]):
            return data.decode("utf-8", errors="replace")
    sample = b"\n".join(re.findall(rb"[^\n]*[\x80-\xff][^\n]*", data[: 8 * SAMPLE]))
    best = max(GUESSES, key=lambda name: likeness(sample[:SAMPLE], name))
    return data.decode(best, errors="replace")


def _mostly_utf8(data: bytes) -> bool:
    """Tell whether bytes are UTF-8 in which a few were damaged on their way."""
    text = data.decode("utf-8", errors="replace")
    beyond = sum(letter > "\x7f" for letter in text)
    bad = text.count("\ufffd")
    return bad * FEW <= beyond - bad


def of_names(names: list[bytes]) -> str:
    """Return the charset in which the files of one archive are named."""
    data = b"\n".join(name for name in names if not name.isascii())[:SAMPLE]
    if not data or _unsaid(data) is None:
        return "utf-8"
    return max(OF_NAMES, key=lambda name: likeness(data, name, OF_NAMES))


def likeness(
    data: bytes, charset: str, among: Mapping[str, Mapping[str, int]] = GUESSES
) -> int:
    """Return how much the text looks like one of our languages in this charset."""
    text = data.decode(charset, errors="replace")
    letters = among[charset]
    score = 0
    before = " "
    for letter in text:
        if letter > "\x7f":
            small = letter.lower()
            score += letters.get(small) or MARKS.get(small) or -3
            if letter.isupper() and before.islower():
                score -= 4
            if letter.isalpha() and before.isalpha():
                score += 1 if (before > "\x7f") == (letter >= "\u0400") else -1
        before = letter
    return score


def _unsaid(data: bytes) -> str | None:
    """Return an oddity if text without a charset is neither ASCII nor UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "charset-guessed"
    return None


def _repaired(data: bytes, name: str) -> str:
    text = data.decode(name, errors="replace")
    beyond = sum(letter > "\x7f" for letter in text)
    if text.count("\ufffd") * 10 <= beyond:
        return text
    return guess(data)
