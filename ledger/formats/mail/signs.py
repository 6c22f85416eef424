"""Signs: what a mail carries by which it can be checked who sent it."""

from collections.abc import Iterator

from ledger.domain.signatures import Signs
from ledger.formats.mail.parts import Part

SMIME = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
INLINE = "-----BEGIN PGP SIGNED MESSAGE-----"


def of(root: Part, text: str) -> tuple[str, ...]:
    """Return the words for all that can be checked about a mail, sorted."""
    return tuple(sorted({str(each) for each in _found(root, text)}))


def _found(root: Part, text: str) -> Iterator[Signs]:
    head = root.head
    if head.first("dkim-signature"):
        yield Signs.DKIM
    if head.first("arc-seal") or head.first("arc-message-signature"):
        yield Signs.ARC
    if head.first("authentication-results"):
        yield Signs.SERVER
    for part in _every(root):
        if part.media_type in SMIME:
            yield Signs.SMIME
        elif part.media_type == "multipart/signed":
            protocol = part.head.parameter("content-type", "protocol").lower()
            yield Signs.SMIME if "pkcs7" in protocol else Signs.PGP
        elif part.media_type == "multipart/encrypted":
            yield Signs.PGP
    if INLINE in text:
        yield Signs.PGP


def _every(part: Part) -> Iterator[Part]:
    yield part
    for each in part.parts:
        yield from _every(each)
