"""What all OpenDocument packages have in common: their parts, and their lock."""

from collections.abc import Container

from ledger.domain import problems
from ledger.domain.reading import Reading
from ledger.formats import sniff as kinds
from ledger.formats.office.package import Package
from ledger.formats.office.relations import note
from ledger.formats.opendocument.locked import Locks
from ledger.formats.opendocument.locked import unlock
from ledger.formats.source import Source
from ledger.formats.source import UnreadError

CONTENT = "content.xml"
MANIFEST = "META-INF/manifest.xml"
PICTURES = ("pictures/", "media/")
PROGRAMS = ("basic/", "scripts/")


def is_one(source: Source, media_type: str, suffixes: Container[str]) -> bool:
    """Tell whether a file calls itself such a package, or is named like one."""
    look = kinds.look(source)
    if look is kinds.ZIP:
        return source.suffix in suffixes
    return look.media_type == media_type


def opened(data: bytes, password: str) -> Package:
    """Return a package whose parts can be read.

    Raises:
        UnreadError: it is locked.
    """
    package = Package(data)
    locks = Locks()
    note(package, MANIFEST, locks)
    if locks.found:
        if not password:
            raise UnreadError(problems.PASSWORD_DOCUMENT, "encrypted")
        unlock(package, locks, password)
        package.flags |= {"encrypted": None, "unlocked": None}
    return package


def media_type(package: Package, known: tuple[str, ...]) -> str:
    """Return what the package calls itself, where that is known."""
    named = package.whole("mimetype").decode("ascii", errors="replace").strip()
    return named if named in known else known[0]


def other(source: Source, package: Package) -> Reading:
    """Return the reading of a package without content: it may be something else.

    Raises:
        UnreadError: it is a damaged one of ours.
    """
    if package.flags or "mimetype" in package:
        raise UnreadError(problems.BROKEN_DOCUMENT, *package.flags)
    return kinds.reading(kinds.ZIP, source)
