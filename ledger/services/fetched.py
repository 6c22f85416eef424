"""Fetched: the new messages of a folder, in batches that are sealed together."""

import io
from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from ledger.domain.completeness import Rule
from ledger.domain.errors import FileTooLargeError
from ledger.domain.event import Json
from ledger.domain.source import Source
from ledger.domain.source_errors import SourceError
from ledger.domain.uids import Uids
from ledger.services.intake import File
from ledger.wire.imap import Connection
from ledger.wire.imap import Entry

LARGEST = 256 << 20
"""Bytes of a message above which it is not fetched: it would be held in memory."""

_LISTED = 500
_MESSAGES = 100
_BYTES = 8 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A folder that is being looked into."""

    name: str
    validity: int
    new: Uids
    left_out: dict[str, Uids]

    def note_gone(self, uids: Uids) -> None:
        """Note messages that were listed, and are not there to be fetched."""
        if uids:
            before = self.left_out.get(Rule.GONE, Uids())
            self.left_out[Rule.GONE] = before | uids


def batches(box: Connection, folder: Looked) -> Iterator[list[Entry]]:
    """Yield messages in the order of their UIDs, as many as are fetched at once."""
    batch: list[Entry] = []
    size = 0
    for part in _parts(folder.new):
        entries = box.entries(part)
        folder.note_gone(part - Uids.of(each.uid for each in entries))
        for entry in entries:
            if batch and (size + entry.size > _BYTES or len(batch) >= _MESSAGES):
                yield batch
                batch, size = [], 0
            batch.append(entry)
            size += entry.size
    if batch:
        yield batch


def files(
    box: Connection,
    source: Source,
    folder: Looked,
    entries: list[Entry],
) -> list[File]:
    """Return the messages of a batch as files, with where each stood."""
    wanted = Uids.of(each.uid for each in entries if each.size <= LARGEST)
    found = _bytes_of(box, wanted)
    listed: list[File] = []
    for entry in entries:
        path = f"{source.name}/{folder.name}/{entry.uid}.eml"
        arrival = _arrival(source, folder, entry)
        data = found.get(entry.uid)
        if entry.uid not in wanted:
            refusal = FileTooLargeError(path, LARGEST)
            listed.append(File(path, _raising(refusal), arrival=arrival))
        elif isinstance(data, bytes):
            listed.append(File(path, _opener(data), arrival=arrival))
        elif data is not None:
            listed.append(File(path, _raising(data), arrival=arrival))
        else:
            folder.note_gone(Uids.of([entry.uid]))
    return listed


def _parts(uids: Uids) -> Iterator[Uids]:
    """Yield a set in parts that a server lists at once."""
    part: list[int] = []
    for uid in uids:
        part.append(uid)
        if len(part) == _LISTED:
            yield Uids.of(part)
            part = []
    if part:
        yield Uids.of(part)


def _bytes_of(box: Connection, wanted: Uids) -> dict[int, bytes | OSError]:
    """Return the bytes of messages; of one that the server refuses, its refusal.

    A batch that is refused is asked for one by one, so that one bad message spoils no
    other.
    """
    if not wanted:
        return {}
    try:
        return dict(box.fetch(wanted))
    except SourceError:
        found: dict[int, bytes | OSError] = {}
        for uid in wanted:
            try:
                found |= box.fetch(Uids.of([uid]))
            except SourceError as error:
                found[uid] = OSError(0, error.told)
        return found


def _arrival(source: Source, folder: Looked, entry: Entry) -> dict[str, Json]:
    return {
        "source": source.id,
        "folder": folder.name,
        "uidvalidity": folder.validity,
        "uid": entry.uid,
        "size": entry.size,
        "received": entry.received,
    }


def _opener(data: bytes) -> Callable[[], IO[bytes]]:
    return lambda: io.BytesIO(data)


def _raising(error: Exception) -> Callable[[], IO[bytes]]:
    def opened() -> IO[bytes]:
        raise error

    return opened
