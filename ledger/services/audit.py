"""Audit: check seals, blobs and checkpoints, and say what was found.

*broken*: something differs from what was sealed. *unanchored*: all is in order, but
nobody outside this home has said so; a log that was rewritten as a whole would look
the same. *sound*: in order, and an outside checkpoint agrees. Broken outranks
unanchored (DATA.md). The stored bytes are hashed, never a rendering of them.
"""

import hashlib
import json
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import rfc8785

from ledger.domain import seal
from ledger.domain.digest import Digest
from ledger.domain.errors import DatabaseDamagedError
from ledger.opened import Ledger
from ledger.proof.checkpoint import Checkpoint
from ledger.proof.checkpoint import CheckpointError
from ledger.store import auditing
from ledger.store import checkpoints
from ledger.store import events
from ledger.store.auditing import Row
from ledger.store.database import Tx

Progress = Callable[[int], None]


class Verdict(StrEnum):
    """What comes of an audit."""

    SOUND = "sound"
    BROKEN = "broken"
    UNANCHORED = "unanchored"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it was sealed, or that a reader must know."""

    what: str
    where: str
    broken: bool = True
    """False for what is only worth knowing (a blob that no event names)."""


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of an audit."""

    events: int
    blobs: int
    verdict: Verdict
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Tree:
    """The tree as it comes of the stored bodies: a root for each length asked for."""

    size: int
    roots: dict[int, bytes]


def audit(
    ledger: Ledger,
    outside: Iterable[str] = (),
    since: int = 0,
    progress: Progress = lambda _number: None,
) -> Report:
    """Check the whole log, or from a position on, against outside checkpoints.

    ``outside`` are the texts of notes that somebody else kept.
    """
    try:
        return _audit(ledger, outside, since, progress)
    except DatabaseDamagedError as error:
        finding = Finding(str(error), str(ledger.db.path))
        return Report(0, 0, Verdict.BROKEN, (finding,))


def _audit(
    ledger: Ledger, outside: Iterable[str], since: int, progress: Progress
) -> Report:
    findings: list[Finding] = []
    with ledger.db.reading() as tx:
        noted = list(_noted(ledger, tx, findings))
        brought = [_brought(ledger, note, findings) for note in outside]
        anchors = [each for each in brought if each]
        wanted = {each.size for each in (*noted, *anchors)}
        tree = _tree(ledger, tx, wanted, since, findings, progress)
        findings += _disagreements(tree, noted, "checkpoint of this home")
        findings += _disagreements(tree, anchors, "outside checkpoint")
        named = auditing.blobs_named(tx)
    blobs = _check_blobs(ledger, named, findings, progress)
    verdict = Verdict.SOUND if anchors else Verdict.UNANCHORED
    if any(finding.broken for finding in findings):
        verdict = Verdict.BROKEN
    return Report(tree.size, blobs, verdict, tuple(findings))


def _noted(ledger: Ledger, tx: Tx, findings: list[Finding]) -> Iterator[Checkpoint]:
    """Yield the checkpoints that this home kept; they witness nothing against it."""
    notes = {
        **dict.fromkeys(checkpoints.every(tx), "database"),
        **dict.fromkeys(
            checkpoints.notes_in_file(ledger.checkpoints_file), "checkpoints.log"
        ),
    }
    for note, where in notes.items():
        try:
            yield ledger.vkey.signed(note)
        except CheckpointError as error:
            findings.append(Finding(str(error), where))


def _brought(ledger: Ledger, note: str, findings: list[Finding]) -> Checkpoint | None:
    try:
        return ledger.vkey.signed(note)
    except CheckpointError as error:
        findings.append(Finding(str(error), "outside checkpoint"))
        return None


def _tree(
    ledger: Ledger,
    tx: Tx,
    wanted: set[int],
    since: int,
    findings: list[Finding],
    progress: Progress,
) -> _Tree:
    """Hash every stored body anew and keep the roots of the lengths asked for."""
    peaks: list[tuple[int, bytes]] = []
    roots = {0: seal.EMPTY_ROOT}
    stored = auditing.Nodes(tx)
    size = 0
    for row in auditing.rows(tx):
        if row.position != size:
            findings.append(Finding("events are missing before it", _at(row.position)))
        leaf = seal.leaf_hash(row.body)
        findings += _check_nodes(leaf, size, peaks, stored)
        if row.position >= since:
            findings += _check_event(ledger, row, leaf)
        size += 1
        if size in wanted:
            roots[size] = _root(peaks)
        if size % 1000 == 0:
            progress(size)
    if stored.left():
        findings.append(Finding("it belongs to no event", "tree"))
    return _Tree(size, roots)


def _check_nodes(
    leaf: bytes,
    size: int,
    peaks: list[tuple[int, bytes]],
    stored: auditing.Nodes,
) -> list[Finding]:
    """Add a leaf to the peaks, comparing each subtree that it completes."""
    found = []
    level, index, value = 0, size, leaf
    while True:
        if stored.take(level, index) != value:
            where = f"tree, level {level}, index {index}"
            found.append(Finding("the stored hash is not that of the events", where))
        if not peaks or peaks[-1][0] != level:
            break
        value = seal.node_hash(peaks.pop()[1], value)
        level, index = level + 1, index // 2
    peaks.append((level, value))
    return found


def _root(peaks: list[tuple[int, bytes]]) -> bytes:
    value = peaks[-1][1]
    for _level, left in reversed(peaks[:-1]):
        value = seal.node_hash(left, value)
    return value


def _check_event(ledger: Ledger, row: Row, leaf: bytes) -> Iterator[Finding]:
    where = _at(row.position)
    if leaf != row.leaf:
        yield Finding("the event is not the one that was sealed", where)
    try:
        body = json.loads(row.body, parse_float=_no_float)
        canonical = _canonical(body)
        fits = (body["position"], body["log"]) == (row.position, ledger.origin)
        wanted = body["sd"]
    except (ValueError, KeyError, TypeError):
        yield Finding("the event cannot be understood", where)
        return
    if canonical != row.body:
        yield Finding("the event is not in its one canonical form", where)
    if not fits:
        yield Finding("the event belongs to another place or log", where)
    if row.disclosures is None or _digests(row.disclosures) != wanted:
        yield Finding("the event's fields are not those that were sealed", where)


def _canonical(body: object) -> bytes:
    """Return the canonical bytes; of plain ASCII, Python's own are the same."""
    quick = json.dumps(body, sort_keys=True, separators=(",", ":"))  # ASCII only
    plain = "\\" not in quick
    return quick.encode() if plain else rfc8785.dumps(body)  # type: ignore[arg-type]


def _no_float(text: str) -> float:
    message = f"an event holds no fractions, but {text}"
    raise ValueError(message)


def _digests(disclosures: str) -> list[str]:
    texts = disclosures.split("~") if disclosures else []
    try:
        return sorted(events.digest_of(text) for text in texts)
    except UnicodeEncodeError:
        return []


def _disagreements(
    tree: _Tree, stated: Iterable[Checkpoint], what: str
) -> Iterator[Finding]:
    for each in stated:
        where = f"{what}, {each.size} events"
        if each.size > tree.size:
            missing = each.size - tree.size
            yield Finding(f"the log was cut: {missing} events are missing", where)
        elif tree.roots.get(each.size) != each.root:
            yield Finding("the log is not the one that was signed", where)


def _check_blobs(
    ledger: Ledger,
    named: dict[str, tuple[int, int]],
    findings: list[Finding],
    progress: Progress,
) -> int:
    """Hash every blob anew; each that an event names must be there, unchanged."""
    number = 0
    missing = dict(named)
    for path in ledger.blobs.all():
        number += 1
        known = missing.pop(path.name, None)
        if _hashed(path) != path.name:
            findings.append(Finding("the original was changed", f"blob {path.name}"))
        elif known is None:
            findings.append(
                Finding("no event names it", f"blob {path.name}", broken=False)
            )
        if number % 1000 == 0:
            progress(number)
    for digest, (position, _size) in sorted(missing.items()):
        where = f"{Digest(digest)}, named by event {position}"
        findings.append(Finding("the original is missing", where))
    return number


def _hashed(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def _at(position: int) -> str:
    return f"event {position}"
