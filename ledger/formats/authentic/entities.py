"""Signed parts of a mail, cut out of its bytes as they were received."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ledger.formats.mail import parts
from ledger.formats.mail.head import begin
from ledger.formats.mail.head import cut
from ledger.formats.mail.head import Head

MOST_DEPTH = 6
MOST_PIECES = 100
OPAQUE = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
DETACHED = frozenset({"application/pkcs7-signature", "application/x-pkcs7-signature"})
LINE_END = re.compile(rb"\r?\n")
BEGIN = re.compile(rb"^-----BEGIN PGP SIGNED MESSAGE-----[ \t]*\r?$", re.MULTILINE)
SIGNATURE = b"-----BEGIN PGP SIGNATURE-----"
END = re.compile(rb"^-----END PGP SIGNATURE-----[ \t]*(?:\r?\n|\Z)", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A signature, with the bytes that it is about."""

    form: str
    """``smime``, ``smime-opaque``, ``pgp``, ``pgp-inline`` or ``encrypted``."""

    content: bytes
    """What was signed; for an opaque or inline signature, all of it."""

    signature: bytes = b""
    partial: bool = False


def signed(data: bytes) -> Iterator[Signed]:
    """Yield the signed parts of a mail, the outermost first."""
    yield from _within(begin(data), 0, partial=False)


def media_type(head: Head) -> str:
    """Return the type of a part, in lower case."""
    value = head.first("content-type").partition(b";")[0].strip().lower()
    return value.decode("ascii", "replace") or "text/plain"


def _within(data: bytes, depth: int, *, partial: bool) -> Iterator[Signed]:
    head, body = cut(data)
    kind = media_type(head)
    if kind == "multipart/signed":
        yield from _detached(head, data, partial=partial)
    elif kind == "multipart/encrypted":
        yield Signed(form="encrypted", content=b"", partial=partial)
    elif kind in OPAQUE:
        content = parts.decoded(head, body)
        yield Signed(form="smime-opaque", content=content, partial=partial)
    elif kind.startswith("multipart/") and depth < MOST_DEPTH:
        pieces = parts.pieces(data)[:MOST_PIECES]
        for piece in pieces:
            yield from _within(piece, depth + 1, partial=len(pieces) > 1)
    elif kind == "text/plain" and b"BEGIN PGP SIGNED MESSAGE" in body:
        yield from _inline(parts.decoded(head, body), partial=partial)


def _detached(head: Head, data: bytes, *, partial: bool) -> Iterator[Signed]:
    """Yield what a ``multipart/signed`` holds: its first part, byte for byte."""
    pieces = parts.pieces(data)
    if len(pieces) != 2:  # noqa: PLR2004 - the content and its signature
        return
    content, last = pieces
    sign_head, sign_body = cut(last)
    kind = media_type(sign_head)
    protocol = head.parameter("content-type", "protocol").lower()
    form = "smime" if kind in DETACHED or protocol in DETACHED else "pgp"
    yield Signed(
        form=form,
        content=LINE_END.sub(b"\r\n", content),
        signature=parts.decoded(sign_head, sign_body),
        partial=partial,
    )


def _inline(text: bytes, *, partial: bool) -> Iterator[Signed]:
    found = list(_blocks(text))[:MOST_PIECES]
    around = text
    for start, end in reversed(found):
        around = around[:start] + around[end:]
    for start, end in found:
        block = text[start:end]
        yield Signed(
            form="pgp-inline",
            content=block,
            signature=block[max(0, block.find(SIGNATURE)) :],
            partial=partial or bool(around.strip()) or len(found) > 1,
        )


def _blocks(text: bytes) -> Iterator[tuple[int, int]]:
    """Yield where signed words begin and end; one that never ends is none."""
    at = 0
    while (begin := BEGIN.search(text, at)) and (end := END.search(text, begin.end())):
        yield begin.start(), end.end()
        at = end.end()
