"""The list of an archive, checked before any of it is believed.

Refused as a whole is what can only be made to do harm: files that share their bytes,
and those that would grow beyond all measure. Everything else is told file by file.
"""

import stat
import struct
import zipfile
from dataclasses import dataclass
from typing import IO

from ledger.domain import problems
from ledger.formats.archive import names
from ledger.formats.source import MEGABYTE
from ledger.formats.source import UnreadError

MOST_FILES = 300_000
MOST_RATIO = 200
FREE = 16 * MEGABYTE
"""Below this the ratio of a file says nothing: short repeated text shrinks well."""

FREE_TOTAL = 64 * MEGABYTE
HEADER = 30
LOCKED = 1
UNIX = frozenset({3, 19})
PLAIN = frozenset({0, stat.S_IFREG})
METHODS = frozenset({0, 8, 12, 14, 99})
"""How a file may be packed: not at all, deflated, bzip2, LZMA, and behind AES."""

FLAWS = (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, struct.error)
"""What the standard library lets through on damaged directories."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in an archive."""

    info: zipfile.ZipInfo
    label: str
    end: int
    """Where the next file begins."""

    @property
    def is_locked(self) -> bool:
        """Tell whether it needs a password."""
        return bool(self.info.flag_bits & LOCKED)

    @property
    def is_packed_otherwise(self) -> bool:
        """Tell whether nothing here can undo how it is packed."""
        return self.info.compress_type not in METHODS

    @property
    def is_link(self) -> bool:
        """Tell whether it is no file, but points to one, or is a device."""
        if self.info.create_system not in UNIX:
            return False
        return stat.S_IFMT(self.info.external_attr >> 16) not in PLAIN


@dataclass(frozen=True, slots=True)
class Listing:
    """All files of an archive, in the order in which their bytes stand."""

    archive: zipfile.ZipFile
    entries: tuple[Entry, ...]
    odd: tuple[str, ...]


def listing(file: IO[bytes]) -> Listing:
    """Return the list of an archive.

    Raises:
        UnreadError: it is damaged, or made to do harm.
    """
    try:
        archive = zipfile.ZipFile(file)
    except FLAWS as error:
        raise UnreadError(problems.BROKEN_ARCHIVE, "cut-off") from error
    infos = archive.infolist()
    if len(infos) > MOST_FILES:
        raise UnreadError(problems.GROWS)
    infos.sort(key=lambda each: each.header_offset)
    _check_places(infos, archive.start_dir)
    files = [each for each in infos if not each.is_dir()]
    _check_sizes(files)
    labels, odd = names.labels(files)
    ends = [*(each.header_offset for each in files[1:]), archive.start_dir]
    entries = tuple(map(Entry, files, labels, ends))
    return Listing(archive, entries, tuple(odd))


def _check_places(infos: list[zipfile.ZipInfo], end: int) -> None:
    """Refuse files that share bytes: so a small archive can unpack to any size."""
    at = 0
    for each in infos:
        if each.header_offset < at:
            raise UnreadError(problems.GROWS)
        at = each.header_offset + HEADER + each.compress_size
    if at > end:
        raise UnreadError(problems.GROWS)


def _check_sizes(files: list[zipfile.ZipInfo]) -> None:
    """Refuse what grows beyond measure; no more than is said is ever unpacked."""
    packed = sum(each.compress_size for each in files)
    if sum(each.file_size for each in files) > max(FREE_TOTAL, MOST_RATIO * packed):
        raise UnreadError(problems.GROWS)
    for each in files:
        if each.file_size > max(FREE, MOST_RATIO * each.compress_size):
            raise UnreadError(problems.GROWS)
