"""The parts of a mail, cut out of its bytes by their boundaries.

Cut and not parsed: a part is a slice of the bytes as received, so an attached message
keeps its digest, and a mail with 200,000 parts or 3,000 levels costs nothing.
"""

import re
from binascii import a2b_base64
from binascii import a2b_qp
from binascii import a2b_uu
from binascii import Error
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from functools import lru_cache
from string import ascii_letters
from string import digits

from ledger.formats.mail.head import begin
from ledger.formats.mail.head import cut
from ledger.formats.mail.head import Head

MOST_DEPTH = 20
MOST_PARTS = 500
MOST_BOUNDARY = 200

BAD_QUOTED = re.compile(rb"=(?![0-9A-Fa-f]{2}|[ \t]*\r?\n|[ \t]*$)")
LETTERS = (ascii_letters + digits + "+/=").encode()
NO_LETTERS = bytes(set(range(256)) - set(LETTERS))
NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/=\s]")
PLAIN_ENCODINGS = ("", "7bit", "8bit", "binary")


class Budget:
    """How many more parts may be cut, and what was odd about them."""

    def __init__(self) -> None:
        self.left = MOST_PARTS
        self.flags: dict[str, None] = {}

    def flag(self, *names: str) -> None:
        """Note oddities, each once."""
        self.flags.update(dict.fromkeys(names))


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part: its head, the bytes after it as received, and the parts inside."""

    head: Head
    body: bytes
    place: str
    media_type: str
    parts: tuple["Part", ...] = ()

    @cached_property
    def disposition(self) -> str:
        """Return ``attachment``, ``inline``, another word, or nothing."""
        value = self.head.first("content-disposition")
        return value.partition(b";")[0].strip().lower().decode("ascii", "replace")

    @cached_property
    def file_name(self) -> str:
        """Return the name that the part gives itself."""
        return self.head.parameter("content-disposition", "filename") or (
            self.head.parameter("content-type", "name")
        )

    @cached_property
    def charset(self) -> str:
        """Return the charset that the part declares, or nothing."""
        return self.head.parameter("content-type", "charset")

    @property
    def content_id(self) -> str:
        """Return the id by which a body shows the part, without brackets."""
        return self.head.text("content-id").strip("<> ")

    def leaves(self) -> Iterator["Part"]:
        """Yield the parts that hold no others, in order."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.leaves()

    def data(self, budget: Budget) -> bytes:
        """Return the decoded bytes; what cannot be decoded is given loosely."""
        encoding = self.head.text("content-transfer-encoding").lower()
        match encoding.partition(";")[0].strip(" \"'"):
            case "base64":
                return _base64(self.body, budget)
            case "quoted-printable":
                if BAD_QUOTED.search(self.body):
                    budget.flag("bad-quoted-printable")
                return a2b_qp(self.body)
            case "x-uuencode" | "uuencode" | "x-uue" | "uue":
                return _uuencoded(self.body, budget)
            case other if other in PLAIN_ENCODINGS:
                return self.body
            case _:
                budget.flag("unknown-encoding")
                return self.body


def parse(data: bytes, budget: Budget, place: str = "") -> Part:
    """Return the tree of a mail's parts."""
    return _part(begin(data), budget, place=place, default="text/plain", depth=0)


def pieces(data: bytes) -> list[bytes]:
    """Return the parts of a multipart just as they stand, each with its head."""
    head, body = cut(data)
    return _slices(head, body, Budget(), 0)


def decoded(head: Head, body: bytes) -> bytes:
    """Return the bytes of a part; what cannot be decoded is given loosely."""
    part = Part(head=head, body=body, place="", media_type="")
    return part.data(Budget())


def _part(data: bytes, budget: Budget, *, place: str, default: str, depth: int) -> Part:
    head, body = cut(data)
    budget.flag(*(flag for flag in head.flags if depth == 0 or flag != "bare-cr"))
    media_type = _media_type(head, default)
    slices: list[bytes] = []
    if media_type.startswith("multipart/"):
        slices = _slices(head, body, budget, depth)
    inner = "message/rfc822" if media_type == "multipart/digest" else "text/plain"
    parts = []
    for number, piece in enumerate(slices, 1):
        budget.left -= 1
        if budget.left < 0:
            budget.flag("too-many-parts")
            break
        below = f"{place}.{number}" if place else str(number)
        parts.append(_part(piece, budget, place=below, default=inner, depth=depth + 1))
    return Part(
        head=head,
        body=body,
        place=place or "1",
        media_type=media_type,
        parts=tuple(parts),
    )


def _media_type(head: Head, default: str) -> str:
    value = head.first("content-type").partition(b";")[0].strip(b" \t\"'").lower()
    text = value.decode("ascii", "replace")
    if not text:
        return default
    if text == "text":
        return "text/plain"
    return text if re.fullmatch(r"[^\s/]+/[^\s/]+", text) else "text/plain"


def _slices(head: Head, body: bytes, budget: Budget, depth: int) -> list[bytes]:
    if depth >= MOST_DEPTH:
        budget.flag("too-many-levels")
        return []
    value = head.first("content-type")
    if len(re.findall(rb"(?i)\bboundary\s*=", value)) > 1:
        budget.flag("several-boundaries")
    boundary = head.parameter("content-type", "boundary")
    if not boundary or len(boundary) > MOST_BOUNDARY:
        budget.flag("no-boundary")
        return []
    found = list(_between(boundary.encode("utf-8", "replace"), body, budget))
    if not found:
        budget.flag("no-boundary")
    return found


def _between(boundary: bytes, body: bytes, budget: Budget) -> Iterator[bytes]:
    """Yield what stands between the boundaries; the line end before one is its own."""
    start = None
    for match in _line(boundary).finditer(body):
        if start is not None:
            yield _without_line_end(body[start : match.start()])
        if match[1]:
            if body[match.end() :].strip():
                budget.flag("text-after-parts")
            return
        start = match.end()
        if budget.left < 0:
            return
    if start is not None:
        budget.flag("unterminated-parts")
        yield body[start:]


@lru_cache(maxsize=64)
def _line(boundary: bytes) -> re.Pattern[bytes]:
    return re.compile(
        rb"^--" + re.escape(boundary) + rb"(--)?[ \t]*(?:\r?\n|\r?\Z)", re.MULTILINE
    )


def _without_line_end(data: bytes) -> bytes:
    if data.endswith(b"\r\n"):
        return data[:-2]
    return data.removesuffix(b"\n")


def _base64(data: bytes, budget: Budget) -> bytes:
    letters = data.translate(None, delete=NO_LETTERS)
    if NOT_BASE64.search(data) or len(letters) % 4:
        budget.flag("bad-base64")
    try:
        return a2b_base64(letters + b"=" * (-len(letters) % 4))
    except Error:
        budget.flag("bad-base64")
    letters = letters.replace(b"=", b"")
    letters = letters[: len(letters) - (len(letters) % 4 == 1)]
    return a2b_base64(letters + b"=" * (-len(letters) % 4))


def _uuencoded(data: bytes, budget: Budget) -> bytes:
    lines = data.splitlines()
    begin = next((n for n, line in enumerate(lines) if line[:6] == b"begin "), None)
    if begin is None:
        budget.flag("bad-uuencode")
        return data
    pieces = []
    for line in lines[begin + 1 :]:
        if line.strip() in {b"end", b"`", b""}:
            break
        length = ((line[0] - 32 & 63) * 4 + 5) // 3  # some writers pad their lines
        try:
            pieces.append(a2b_uu(line[:length]))
        except Error:
            budget.flag("bad-uuencode")
    return b"".join(pieces)
