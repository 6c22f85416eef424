"""The record itself: audit it, sign it, make what comes of it anew."""

import time
from pathlib import Path

import click

from ledger.cli.door import counted
from ledger.cli.door import Door
from ledger.cli.door import pass_door
from ledger.cli.door import Progress
from ledger.cli.door import written_to
from ledger.domain.errors import BadInputError
from ledger.domain.errors import LedgerError
from ledger.domain.errors import UnreadableFileError
from ledger.services import audit as auditing
from ledger.services import checkpoints
from ledger.services import completeness
from ledger.services import health
from ledger.services import history
from ledger.services import rebuilding
from ledger.services import rows as comparing
from ledger.services.audit import Verdict

EXIT = {Verdict.SOUND: 0, Verdict.BROKEN: 1, Verdict.UNANCHORED: 3}

_SHUT_IN = "bubblewrap"

MEANING = {
    Verdict.SOUND: "Sound: everything is as it was sealed, and an outside checkpoint "
    "agrees.",
    Verdict.BROKEN: "Broken: something differs from what was sealed.",
    Verdict.UNANCHORED: "Unanchored: everything fits together, but no outside "
    "checkpoint was given; bring one with --checkpoint.",
}


@click.command()
@click.option(
    "--checkpoint",
    "files",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A signed checkpoint that somebody else kept.",
)
@click.option(
    "--since",
    metavar="POSITION",
    default=0,
    type=click.IntRange(0),
    help="Check from this position on.",
)
@click.option(
    "--rows", is_flag=True, help="Replay the log too, and compare every row with it."
)
@pass_door
def audit(door: Door, files: tuple[Path, ...], since: int, *, rows: bool) -> int:
    """Check seals, originals and checkpoints."""
    notes = [noted(path) for path in files]
    if since:
        _must_be_within(door, since)
    progress = Progress("seal", "checked")
    report = auditing.audit(door.ledger, notes, since, progress.reach)
    progress.end()
    report = completeness.with_gaps(door.ledger, report)
    if rows:
        report = comparing.compared(door.ledger, report)
    isolated = health.isolation(door.ledger)
    data = {
        "events": report.events,
        "since": since,
        "blobs": report.blobs,
        "verdict": report.verdict,
        "isolation": isolated,
        "findings": [
            {"what": each.what, "where": each.where, "broken": each.broken}
            for each in report.findings
        ],
    }
    lines = [
        *(f"{each.where}: {each.what}" for each in report.findings),
        f"{counted(report.events, 'event')}, {counted(report.blobs, 'blob')}.",
        *([f"Events before {since} were not looked into."] if since else []),
        *([f"Files are read with {isolated}."] if isolated != _SHUT_IN else []),
        MEANING[report.verdict],
    ]
    door.show(data, lines)
    return EXIT[report.verdict]


@click.command()
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Write it to this file."
)
@pass_door
def checkpoint(door: Door, output: Path | None) -> None:
    """Sign the log's length and root, for somebody outside to keep."""
    note = checkpoints.sign(door.ledger)
    if output is None and not door.as_json:
        click.echo(note, nl=False)
        return
    signed = door.ledger.vkey.signed(note)
    if output:
        with written_to(output):
            output.write_text(note, encoding="utf-8")
    data = {"size": signed.size, "note": note, "vkey": str(door.ledger.vkey)}
    door.show(data, [f"Signed at {counted(signed.size, 'event')}: {output}"])


@click.command()
@click.option("--index", is_flag=True, help="Only the index.")
@click.option("--projections", is_flag=True, help="Only the rows.")
@click.option(
    "--dump", type=click.Path(path_type=Path), help="Write the rows to this file."
)
@pass_door
def rebuild(door: Door, dump: Path | None, *, index: bool, projections: bool) -> None:
    """Make rows and index anew from the log and the originals."""
    began = time.perf_counter()
    both = not index and not projections
    data: dict[str, float | int] = {}
    if projections or both:
        data["events"] = rebuilding.projections_anew(door.ledger)
    if index or both:
        data["indexed"] = rebuilding.index_anew(door.ledger)
    if dump:
        with written_to(dump):
            data["rows"] = rebuilding.dump_to(door.ledger, dump)
    data["seconds"] = round(time.perf_counter() - began, 3)
    door.show(data, [f"{name}: {value}" for name, value in data.items()])


def _must_be_within(door: Door, since: int) -> None:
    """Refuse a position past the end: nothing would be looked into from there."""
    if since > (size := history.size(door.ledger)):
        message = f"The log has {counted(size, 'event')}, so none comes after {since}."
        raise BadInputError(message)


def noted(path: Path) -> str:
    """Return a checkpoint from a file; one that is none is no finding of an audit."""
    note = _text(path)
    try:
        checkpoints.must_be_one(note)
    except LedgerError as error:
        message = f"{path}: {error}"
        raise BadInputError(message) from error
    return note


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise UnreadableFileError(str(path), error.strerror or "unreadable") from error
