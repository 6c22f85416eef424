"""Downloads: bytes of strangers leave under a harmless name, type and policy."""

import unicodedata
from codecs import getincrementaldecoder
from collections.abc import Iterable
from typing import IO
from urllib.parse import quote

from flask import request
from flask import Response
from werkzeug.wsgi import wrap_file

from ledger.domain.document import Document

_LONGEST = 150
_HEAD = 4096
_UNSAFE = set("<>:\"/\\|?*;%'`")
_HIDDEN = {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}
_RESERVED = {"con", "prn", "aux", "nul"} | {
    f"{port}{number}" for port in ("com", "lpt") for number in range(10)
}
_MARKS = {
    "application/pdf": (b"%PDF-",),
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/jpeg": (b"\xff\xd8\xff",),
}
OCTETS = "application/octet-stream"


def send(document: Document, stream: IO[bytes]) -> Response:
    """Return the bytes of a document as a file to save, streamed."""
    head = stream.read(_HEAD)
    stream.seek(0)
    answer = Response(
        wrap_file(request.environ, stream),
        content_type=media_type(document.media_type, head),
        direct_passthrough=True,
    )
    answer.headers["Content-Length"] = str(document.size)
    answer.headers["Content-Disposition"] = disposition(document.name or document.title)
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def zipped(file: IO[bytes], size: int, name: str) -> Response:
    """Return a zip of our own as a file to save, streamed; it is closed then."""
    answer = Response(
        wrap_file(request.environ, file),
        content_type="application/zip",
        direct_passthrough=True,
    )
    answer.headers["Content-Length"] = str(size)
    answer.headers["Content-Disposition"] = disposition(name)
    answer.call_on_close(file.close)
    return answer


def sheet(lines: Iterable[str], name: str) -> Response:
    """Return the lines of a CSV file as a file to save, streamed."""
    answer = Response(lines, content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = disposition(name)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def disposition(name: str) -> str:
    """Return the header that gives a file its name, in two forms for all browsers."""
    label = safe_name(name)
    plain = "".join(
        letter if letter.isascii() else "_"
        for letter in unicodedata.normalize("NFKD", label)
        if not unicodedata.combining(letter)
    )
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(label, safe='')}"


def safe_name(name: str) -> str:
    """Return a name that no file system and no header trips over.

    Signs that control or reorder text are left out, so that what is read is what is
    there; of a path the last part stays.
    """
    text = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    shown = "".join(
        "_" if letter in _UNSAFE else letter
        for letter in text
        if unicodedata.category(letter) not in _HIDDEN
    )
    shown = " ".join(shown.split()).strip(". ")
    stem, dot, suffix = shown.rpartition(".")
    if not dot:
        stem, suffix = shown, ""
    if len(shown) > _LONGEST:
        shown = stem[: _LONGEST - len(suffix[:10]) - 1] + dot + suffix[:10]
    if shown.split(".")[0].casefold() in _RESERVED:
        shown = f"_{shown}"
    return shown or "original"


def media_type(claimed: str, head: bytes) -> str:
    """Return a type that a browser may act on, where the bytes agree with it.

    Nothing is claimed about the character set: only the beginning was looked at.
    """
    if claimed in _MARKS:
        return claimed if head.startswith(_MARKS[claimed]) else OCTETS
    plain = b"\0" not in head and not head.lstrip().startswith(b"<") and _is_utf8(head)
    return "text/plain" if claimed == "text/plain" and plain else OCTETS


def _is_utf8(head: bytes) -> bool:
    """Tell whether the beginning of a text is UTF-8; it may end within a letter."""
    try:
        getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True
