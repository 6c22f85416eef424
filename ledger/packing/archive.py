"""A zip whose bytes depend on nothing but what is put in: fixed dates, fixed order."""

import hashlib
import re
import unicodedata
import zipfile
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO

_DAY_ONE = (1980, 1, 1, 0, 0, 0)
_FILE = 0o644 << 16
_CHUNK = 1 << 20
_NAME = re.compile(r"[^A-Za-z0-9]+")
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Packed:
    """A file that is in an archive."""

    path: str
    digest: str
    """Hex SHA-256."""

    size: int


class Archive:
    """A zip in the making."""

    def __init__(self, target: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED)
        self.files: list[Packed] = []

    def add(self, path: str, source: IO[bytes]) -> Packed:
        """Put the bytes of a file in, hashed on the way."""
        info = zipfile.ZipInfo(path, _DAY_ONE)
        info.compress_type = zipfile.ZIP_DEFLATED
        info.external_attr = _FILE
        digest, size = hashlib.sha256(), 0
        with self._zip.open(info, "w", force_zip64=True) as target:
            while chunk := source.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
                target.write(chunk)
        packed = Packed(path, digest.hexdigest(), size)
        self.files.append(packed)
        return packed

    def close(self) -> None:
        """Write the directory at the end."""
        self._zip.close()


def sums(files: Iterable[Packed]) -> str:
    """Return the list of digests in the form that ``sha256sum --check`` reads."""
    return "".join(f"{each.digest}  {each.path}\n" for each in files)


def plain_name(number: int, name: str, endings: Sequence[str]) -> str:
    """Return a file name that no system stumbles over: a number, letters, an ending.

    The name that somebody else gave is data, never a path: only its Latin letters and
    digits are taken, and of its ending only one that is known here.
    """
    stem, dot, ending = name.rpartition(".")
    known = ending.lower() if dot and ending.lower() in endings else "bin"
    base = stem if dot else name
    ascii_only = unicodedata.normalize("NFKD", base).encode("ascii", "ignore").decode()
    words = _NAME.sub("-", ascii_only).strip("-").lower()[:_LONGEST].strip("-")
    return f"{number:02d}-{words or 'original'}.{known}"
