"""Audit: check seals, blobs and checkpoints, and say what was found.

*broken*: something differs from what was sealed. *unanchored*: all is in order, but
nobody outside this home has said so; a log that was rewritten as a whole would look
the same. *sound*: in order, and an outside checkpoint agrees. Broken outranks
unanchored (DATA.md). The stored bytes are hashed, never a rendering of them.
"""

import hashlib
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ledger.domain import seal
from ledger.domain.errors import DatabaseDamagedError
from ledger.domain.sentence import counted
from ledger.domain.sentence import said
from ledger.proof.checkpoint import Checkpoint
from ledger.proof.checkpoint import CheckpointError
from ledger.services import sealed
from ledger.services import successions
from ledger.services.records import as_it_stands
from ledger.services.records import Record
from ledger.store import auditing
from ledger.store import checkpoints
from ledger.store.database import Tx

Progress = Callable[[int], None]
_KEY = said("key of the log")
_OUTSIDE = said("outside checkpoint")


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
    ledger: Record,
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
        finding = Finding(error.sentence, str(ledger.db.path))
        return Report(0, 0, Verdict.BROKEN, (finding,))


def _audit(
    ledger: Record, outside: Iterable[str], since: int, progress: Progress
) -> Report:
    findings: list[Finding] = []
    with ledger.db.reading() as tx:
        ledger = as_it_stands(ledger, tx)
        noted = list(_noted(ledger, tx, findings))
        brought = [_signed(ledger, plain(note), _OUTSIDE, findings) for note in outside]
        anchors = [each for each in brought if each and each.size]
        wanted = {each.size for each in (*noted, *anchors)}
        named: dict[str, int] = {}
        tree = _tree(ledger, tx, wanted, since, named, findings, progress)
        findings += _disagreements(ledger, tree, noted, said("checkpoint of this home"))
        findings += _disagreements(ledger, tree, anchors, _OUTSIDE)
        findings += _strays(ledger, tx)
        findings += _damages(tx)
    blobs = _check_blobs(ledger, named, findings, progress)
    verdict = Verdict.SOUND if anchors else Verdict.UNANCHORED
    if any(finding.broken for finding in findings):
        verdict = Verdict.BROKEN
    return Report(tree.size, blobs, verdict, tuple(findings))


def _noted(ledger: Record, tx: Tx, findings: list[Finding]) -> Iterator[Checkpoint]:
    """Yield the checkpoints that this home kept; they witness nothing against it."""
    for size, note in auditing.notes(tx):
        found = _signed(ledger, note, said("database"), findings)
        if found and found.size != size:
            findings.append(
                Finding(said("a checkpoint is kept as another one"), said("database"))
            )
        if found:
            yield found
    for note in checkpoints.notes_in_file(ledger.checkpoints_file):
        if not checkpoints.is_whole(note):
            what = said("a note breaks off, as a power cut leaves it")
            findings.append(Finding(what, "checkpoints.log", broken=False))
        elif found := _signed(ledger, note, "checkpoints.log", findings):
            yield found


def _signed(
    ledger: Record, note: str, where: str, findings: list[Finding]
) -> Checkpoint | None:
    try:
        return ledger.epochs.signed(note)
    except CheckpointError as error:
        findings.append(Finding(error.sentence, where))
        return None


def plain(note: str) -> str:
    """Return a note that somebody kept, as it was before it went through the mail."""
    return note.replace("\r\n", "\n").strip() + "\n"


def _tree(
    ledger: Record,
    tx: Tx,
    wanted: set[int],
    since: int,
    named: dict[str, int],
    findings: list[Finding],
    progress: Progress,
) -> _Tree:
    """Hash every stored body anew and keep the roots of the lengths asked for.

    ``named`` is filled with the blobs that events name, and which event is the first.
    """
    peaks: list[tuple[int, bytes]] = []
    roots = {0: seal.EMPTY_ROOT}
    stored = auditing.Nodes(tx)
    size = 0
    for row in auditing.rows(tx):
        if row.position != size:
            what = said("events are missing before it")
            findings.append(Finding(what, _at(row.position)))
        leaf = seal.leaf_hash(row.body)
        findings += _check_nodes(leaf, size, peaks, stored)
        if row.position >= since:
            origin = ledger.epochs.origin_at(row.position)
            faults = sealed.faults(row, leaf, origin)
            findings += [Finding(what, _at(row.position)) for what in faults]
        for digest in sealed.blobs(row):
            named.setdefault(digest, row.position)
        size += 1
        if size in wanted:
            roots[size] = _root(peaks)
        if size % 100 == 0:
            progress(size)
    if stored.left():
        findings.append(Finding(said("it belongs to no event"), said("tree")))
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
            place = {"level": level, "index": index}
            where = said("tree, level %(level)s, index %(index)s", **place)
            what = said("the stored hash is not that of the events")
            found.append(Finding(what, where))
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


def _strays(ledger: Record, tx: Tx) -> Iterator[Finding]:
    """Yield rows of the log that belong to nothing, or not to this log."""
    for position in auditing.payloads_alone(tx):
        yield Finding(said("the fields belong to no event"), _at(position))
    stored = auditing.keys(tx)
    if stored != [(str(each.key), each.first) for each in ledger.epochs.listed]:
        yield Finding(said("the keys are not those that this log began with"), _KEY)
    for what in successions.faults(tx, stored):
        yield Finding(what, _KEY)


def _damages(tx: Tx) -> Iterator[Finding]:
    """Yield what the database itself finds wrong with its file, each table once."""
    for table, told in auditing.damages(tx):
        where = said("database, table %(table)s", table=table)
        yield Finding(said("its file is damaged: %(told)s", told=told), where)


def _disagreements(
    ledger: Record, tree: _Tree, stated: Iterable[Checkpoint], what: str
) -> Iterator[Finding]:
    """Yield the checkpoints that the log does not agree with.

    Events that were lost before an epoch began are missing to whoever holds the
    checkpoint over them; of a checkpoint in the home it is known, for it was declared.
    """
    for each in stated:
        where = counted(
            "%(what)s, %(num)s event", "%(what)s, %(num)s events", each.size, what=what
        )
        if lost := ledger.epochs.lost(each):
            yield Finding(successions.declared(lost), where, broken=what == _OUTSIDE)
        elif each.size > tree.size:
            missing = each.size - tree.size
            yield Finding(_cut(missing), where)
        elif tree.roots.get(each.size) != each.root:
            yield Finding(said("the log is not the one that was signed"), where)


def _cut(missing: int) -> str:
    return counted(
        "the log was cut: %(num)s event is missing",
        "the log was cut: %(num)s events are missing",
        missing,
    )


def _check_blobs(
    ledger: Record,
    named: dict[str, int],
    findings: list[Finding],
    progress: Progress,
) -> int:
    """Hash every blob anew; each that an event names must be there, unchanged."""
    number = 0
    missing = dict(named)
    for path in ledger.blobs.all():
        number += 1
        where = said("blob %(name)s", name=path.name)
        if path.name not in named or path.parent.name != path.name[:2]:
            findings.append(Finding(said("no event names it"), where, broken=False))
        else:
            del missing[path.name]
            if _hashed(path) != path.name:
                findings.append(Finding(said("the original was changed"), where))
        if number % 100 == 0:
            progress(number)
    for digest, position in sorted(missing.items()):
        where = said(
            "sha256:%(digest)s, named by event %(number)s",
            digest=digest,
            number=position,
        )
        findings.append(Finding(said("the original is missing"), where))
    return number


def _hashed(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def _at(position: int) -> str:
    return said("event %(number)s", number=position)
