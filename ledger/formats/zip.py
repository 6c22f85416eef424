"""Archives (.zip): each file in them comes out as one of the family, one by one.

The steps: check the list, then unpack file after file in the order of their bytes, so
that reading can go on behind any of them. Nothing is written to a name; links are
passed over; what is locked, too large or damaged is said and stays in the original.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from mimetypes import guess_type
from pathlib import PurePosixPath

from ledger.domain import problems
from ledger.domain.maildir import holds_mail
from ledger.domain.maildir import MAIL
from ledger.domain.reading import Kind
from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from ledger.domain.sentence import said
from ledger.formats import sniff as kinds
from ledger.formats.archive import unpacking
from ledger.formats.archive.listing import Entry
from ledger.formats.archive.listing import Listing
from ledger.formats.archive.listing import listing
from ledger.formats.archive.unpacking import WrongPasswordError
from ledger.formats.chats import unpacked
from ledger.formats.chats.package import Package
from ledger.formats.chats.turns import Turns
from ledger.formats.source import Source
from ledger.formats.source import UnreadError

KIND = Kind.ARCHIVE
MEDIA_TYPES = ("application/zip", "application/x-zip-compressed")
SUFFIXES = frozenset({".zip"})
PARSER = "zip"
VERSION = 2

DEEPEST = 3
"""How many archives may lie in each other."""

FLAGS: dict[str, tuple[str, ...]] = {
    "locked": ("encrypted", "locked-parts"),
    "unlocked": ("encrypted", "unlocked"),
    "too large": ("members-too-large",),
    "packed otherwise": ("packed-otherwise",),
    "damaged": ("damaged-part",),
    "links": ("links-skipped",),
}
"""What is noted of files that did not come out whole."""


def sniff(source: Source) -> int:
    """Bid for a zip that is no document."""
    if source.start:
        return 100 if source.head.startswith(b"PK") else 0
    return 100 if kinds.look(source) is kinds.ZIP else 0


def read(source: Source) -> Iterator[Member | Reading]:
    """Yield each file with the place where reading can go on after it.

    Raises:
        UnreadError: it is damaged, too deep, or made to do harm.
    """
    if source.levels >= DEEPEST:
        raise UnreadError(problems.TOO_DEEP)
    file = source.file or BytesIO(source.whole(source.most_pages, problems.TOO_LARGE))
    found = listing(file)
    if not source.start and (chat := _chat(source, found)):
        yield from chat
        return
    fates = Counter({"damaged": source.lost})
    told = source.lost
    passing = source.done in source.passed
    for entry in found.entries:
        fate = _known(entry, source)
        data = None
        here = entry.info.header_offset >= source.start
        if not fate and here and passing:
            fate, passing = "passed", False
        elif not fate and here:
            data, fate = _unpacked(found, entry, source.password)
        fates[fate] += 1
        why = _left(fate, source) if here and data is None else ""
        if data is not None or why:
            member = _member(entry, data or b"", why)
            yield replace(member, lost=fates["damaged"] - told)
            told = fates["damaged"]
    yield _reading(source, found, fates)


def _left(fate: str, source: Source) -> str:
    """Return why a file stays in the archive; nothing where it may still come out."""
    match fate:
        case "too large":
            limit = problems.megabytes(source.most_pages)
            return said(problems.STAYS, why=said(problems.LARGE, limit=limit))
        case "damaged":
            return said(problems.STAYS, why=problems.NOTHING_OUT)
        case "memory":
            return said(problems.STAYS, why=problems.HUNGRY)
        case "passed":
            return problems.CRASHED
    return ""


def _chat(source: Source, found: Listing) -> Iterator[Member | Reading] | None:
    """Return the members of an export of a chat; None for any other archive."""
    entries = {entry.label: entry for entry in found.entries}
    fates: dict[str, str] = {}

    def unpack(path: str) -> bytes | None:
        entry = entries[path]
        data = None
        fates[path] = _known(entry, source)
        if not fates[path]:
            data, fate = _unpacked(found, entry, source.password)
            fates[path] = "damaged" if fate == "memory" else fate
        return data

    turns = Turns(source.passed)
    package = Package(source.title, tuple(entries), unpack, turns)
    members = unpacked.members(package)
    if members is None:
        return None

    def told() -> Iterator[Member | Reading]:
        yield from turns.members(members, source)
        yield _reading(source, found, Counter(fates.values()))

    return told()


def _known(entry: Entry, source: Source) -> str:
    """Return why a file is left in the archive; nothing where it is not."""
    if entry.is_link:
        return "links"
    if entry.info.file_size > source.most_pages:
        return "too large"
    if entry.is_packed_otherwise:
        return "packed otherwise"
    return "locked" if entry.is_locked and not source.password else ""


def _unpacked(found: Listing, entry: Entry, password: str) -> tuple[bytes | None, str]:
    """Return what came of a file, and what was wrong with it, if anything."""
    try:
        data, whole = unpacking.unpacked(found.archive, entry, password)
    except WrongPasswordError:
        return None, "locked"
    except MemoryError:
        return None, "memory"
    if whole:
        return data, "unlocked" if entry.is_locked else ""
    return data or None, "damaged"


def _member(entry: Entry, data: bytes, why: str) -> Member:
    path = PurePosixPath(entry.label)
    known = MAIL if holds_mail(entry.label) else guess_type(path.name)[0]
    return Member(
        name=path.name,
        media_type=known or "application/octet-stream",
        place=entry.label,
        data=data,
        offset=entry.end,
        packed=not why,
        left=why,
        at=entry.info.header_offset if why else None,
    )


def _reading(source: Source, found: Listing, fates: Counter[str]) -> Reading:
    flags = [flag for fate in FLAGS if fates[fate] for flag in FLAGS[fate]]
    facts = {"files": str(len(found.entries))}
    return Reading(
        parser=PARSER,
        version=VERSION,
        kind=KIND,
        media_type=MEDIA_TYPES[0],
        title=source.title,
        facts=facts | {fate: str(fates[fate]) for fate in FLAGS if fates[fate]},
        flags=tuple(dict.fromkeys((*flags, *found.odd))),
        problem=_problem(source, found, fates),
    )


def _problem(source: Source, found: Listing, fates: Counter[str]) -> str | None:
    locked, large, otherwise, damaged = (
        fates[fate] for fate in ("locked", "too large", "packed otherwise", "damaged")
    )
    limit = problems.megabytes(source.most_pages)
    reasons = (
        (not found.entries, problems.NO_FILES),
        (locked and source.password and not fates["unlocked"], problems.WRONG_PASSWORD),
        (locked == len(found.entries), problems.PASSWORD_ARCHIVE),
        (locked, said(problems.LOCKED_FILES, count=locked)),
        (large, said(problems.LARGE_FILES, count=large, limit=limit)),
        (otherwise, said(problems.PACKED_OTHERWISE, count=otherwise)),
        (damaged, said(problems.DAMAGED_FILES, count=damaged)),
    )
    return next((sentence for holds, sentence in reasons if holds), None)
