"""Words of a head: RFC 2047, also as it is often broken; and RFC 2231 names."""

import re
from binascii import a2b_base64
from binascii import a2b_qp
from binascii import Error
from email.message import Message
from urllib.parse import unquote_to_bytes

from ledger.formats import charset

CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
ENCODED = re.compile(r"=\?([\w.:+*-]{1,60})\?([bBqQ])\?([^?]*(?:\?(?!=)[^?]*)*)\?=")
BETWEEN = re.compile(r"(\?=)\s+(?==\?[\w.:+*-]{1,60}\?[bBqQ]\?)")


def decoded(value: bytes) -> str:
    """Return a header's value as a person would read it, without control characters.

    Neighbouring words of one charset are joined before they are decoded, because
    mailers cut letters in two. What is not encoded is UTF-8 or guessed.
    """
    text = charset.guess(value)
    return clean(decoded_text(text) if "=?" in text else text)


def decoded_text(text: str) -> str:
    """Return text with its encoded words decoded."""
    text = BETWEEN.sub(r"\1", text)
    pieces: list[str] = []
    waiting = b""
    waiting_for = ""
    at = 0
    for match in ENCODED.finditer(text):
        name = match[1].partition("*")[0].lower()
        between = text[at : match.start()]
        if waiting_for and (between or name != waiting_for):
            pieces.append(charset.decode(waiting, waiting_for)[0])
            waiting = b""
        pieces.append(between)
        waiting += _bytes(match[2], match[3])
        waiting_for = name
        at = match.end()
    if waiting_for:
        pieces.append(charset.decode(waiting, waiting_for)[0])
    return "".join(pieces) + text[at:]


def clean(text: str) -> str:
    """Return text on one line, without control characters or doubled spaces."""
    return " ".join(CONTROLS.sub(" ", text).split())


def parameter(message: Message, field: str, name: str) -> str:
    """Return a parameter of a header, in whatever charset it was sent; or nothing."""
    try:
        value = message.get_param(name, None, header=field)
    except (ValueError, TypeError, IndexError):  # what the standard library trips over
        return ""
    if isinstance(value, tuple):
        data = (value[2] or "").encode("latin-1", errors="replace")
        return clean(charset.decode(data, value[0] or "")[0])
    return clean(_loose(value or ""))


def _loose(text: str) -> str:
    if re.fullmatch(r"[\w.-]+'[\w-]*'\S*", text):  # RFC 2231 without its star
        name, _, quoted = text.split("'", 2)
        return charset.decode(unquote_to_bytes(quoted), name)[0]
    return decoded_text(text) if "=?" in text else text


def _bytes(encoding: str, text: str) -> bytes:
    data = text.encode("ascii", errors="replace")
    if encoding in "qQ":
        return a2b_qp(data.replace(b" ", b"_"), header=True)
    letters = re.sub(rb"[^A-Za-z0-9+/]", b"", data)
    letters = letters[: len(letters) - (len(letters) % 4 == 1)]
    try:
        return a2b_base64(letters + b"=" * (-len(letters) % 4))
    except Error:
        return data
