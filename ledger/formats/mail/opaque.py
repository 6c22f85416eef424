"""Opaque signatures (S/MIME ``.p7m``): a mail inside the signature, not beside it.

What was signed is read as the mail that it is; the signature stays a member, as it
came. A signed file that is no mail (a contract as ``.pdf.p7m``) is left as it is.
"""

import re

from ledger.formats.mail.parts import Budget
from ledger.formats.mail.parts import parse
from ledger.formats.mail.parts import Part
from ledger.formats.mail.signs import SMIME

ENDING = ".p7m"
MARK = ".signed"
MOST_LEVELS = 3
"""How often what was signed may be signed again."""

PEM = b"-----BEGIN"
TELLING = re.compile(rb"(?im)\A(?:[!-9;-~]+:.*\n(?:[ \t].*\n)*)*?content-[a-z-]+:")


def signed(part: Part) -> Part | None:
    """Return the part that a signature carries; None where it carries none."""
    if part.parts or part.place.count(MARK) >= MOST_LEVELS:
        return None
    if part.media_type not in SMIME and not part.file_name.lower().endswith(ENDING):
        return None
    data = content(part.data(Budget()))
    if data is None or not TELLING.match(data):
        return None
    return parse(data, Budget(), place=part.place + MARK)


def content(data: bytes) -> bytes | None:
    """Return what an opaque signature carries; None where it carries nothing."""
    from asn1crypto import cms  # noqa: PLC0415 - few mails need it
    from asn1crypto import pem  # noqa: PLC0415 - as above

    try:
        der = pem.unarmor(data)[2] if data.lstrip().startswith(PEM) else data
        info = cms.ContentInfo.load(der)
        if info["content_type"].native != "signed_data":
            return None
        inner = info["content"]["encap_content_info"]["content"].native
    except (ValueError, TypeError, KeyError, IndexError, AttributeError):
        return None
    return inner if isinstance(inner, bytes) else None
