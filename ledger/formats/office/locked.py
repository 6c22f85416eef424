"""Office files that a password protects: what opens them, and whether it did.

The password is used here and kept nowhere. How often a key is to be turned is said by
the file; one that says too often is ended by the box.
"""

import io
import struct
from types import SimpleNamespace

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
    AssertionError,
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


def is_locked(data: bytes) -> bool:
    """Tell whether a compound file is a document that is encrypted."""
    if not data.startswith(kinds.OLE):
        return False
    import msoffcrypto  # type: ignore[import-untyped]  # noqa: PLC0415 - few files need it, and every reader would load it
    from msoffcrypto import exceptions  # noqa: PLC0415 - as above

    try:
        return bool(msoffcrypto.OfficeFile(io.BytesIO(data)).is_encrypted())
    except (exceptions.FileFormatError, exceptions.ParseError, *MISHAPS):
        return False


def decrypted(data: bytes, password: str) -> bytes:
    """Return what is inside a locked file.

    Raises:
        UnreadError: there is no password, it is a wrong one, or the file is damaged.
    """
    import msoffcrypto  # noqa: PLC0415 - few files need it, and every reader would load it
    from msoffcrypto import exceptions  # noqa: PLC0415 - as above
    from msoffcrypto.format import xls97  # type: ignore[import-untyped]  # noqa: PLC0415 - as above

    xls97.tempfile = SimpleNamespace(TemporaryFile=io.BytesIO)  # the box has no disk
    out = io.BytesIO()
    try:
        file = msoffcrypto.OfficeFile(io.BytesIO(data))
        checked = {"verify_password": True} if file.format == "ooxml" else {}
        file.load_key(password=password or NO_SECRET, **checked)  # others always check
        file.decrypt(out)
    except exceptions.DecryptionError as error:
        wrong = problems.WRONG_PASSWORD if password else problems.PASSWORD_DOCUMENT
        raise UnreadError(wrong, "encrypted") from error
    except (exceptions.FileFormatError, exceptions.ParseError, *MISHAPS) as error:
        broken = problems.BROKEN_DOCUMENT if password else problems.PASSWORD_DOCUMENT
        raise UnreadError(broken, "encrypted") from error
    return out.getvalue()
