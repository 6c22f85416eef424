"""Office files that a password protects: what opens them, and whether it did.

The password is used here and kept nowhere. How often a key is to be turned is said by
the file; one that says too often is ended by the box.
"""

import io
import struct

from ledger.domain import problems
from ledger.formats import sniff as kinds
from ledger.formats.office.package import Package
from ledger.formats.source import Source
from ledger.formats.source import UnreadError

LOCKED = "EncryptedPackage".encode("utf-16-le")
NO_SECRET = "VelvetSweatshop"  # noqa: S105 - known to everybody, and so no secret
"""What programs lock a file with that is only meant not to be changed."""

MISHAPS = (
    *(OSError, struct.error),
    *(ValueError, LookupError, TypeError, AttributeError, ArithmeticError),
)
"""What is raised on files that are damaged, next to a key that does not fit."""


def is_unnamed(source: Source) -> bool:
    """Tell whether it is a locked package of a kind that its name does not tell."""
    return LOCKED in source.head and not source.suffix


def opened(data: bytes, password: str) -> Package:
    """Return the package of an Open XML file, with a flag where it took a password.

    Raises:
        UnreadError: it is damaged, or locked.
    """
    if not data.startswith(kinds.OLE):
        return Package(data)
    if LOCKED not in data:
        raise UnreadError(problems.BROKEN_DOCUMENT)
    package = Package(decrypted(data, password))
    package.flags |= flags_of(password)
    return package


def flags_of(password: str) -> dict[str, None]:
    """Return the flags of a file that was opened, and of how."""
    return dict.fromkeys(["encrypted", *["unlocked"] * bool(password)])


def decrypted(data: bytes, password: str) -> bytes:
    """Return what is inside a locked file.

    Raises:
        UnreadError: there is no password, it is a wrong one, or the file is damaged.
    """
    import msoffcrypto  # type: ignore[import-untyped]  # noqa: PLC0415 - few files need it, and every reader would load it
    from msoffcrypto import exceptions  # noqa: PLC0415 - as above

    out = io.BytesIO()
    try:
        file = msoffcrypto.OfficeFile(io.BytesIO(data))
        file.load_key(password=password or NO_SECRET, verify_password=True)
        file.decrypt(out)
    except exceptions.DecryptionError as error:
        wrong = problems.WRONG_PASSWORD if password else problems.PASSWORD_DOCUMENT
        raise UnreadError(wrong, "encrypted") from error
    except (exceptions.FileFormatError, exceptions.ParseError, *MISHAPS) as error:
        broken = problems.BROKEN_DOCUMENT if password else problems.PASSWORD_DOCUMENT
        raise UnreadError(broken, "encrypted") from error
    return out.getvalue()
