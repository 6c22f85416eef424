"""Copy the ledger elsewhere, bring it back, and let a log go on that may not grow."""

from pathlib import Path
from typing import Any

import click

from ledger.cli import shapes
from ledger.cli.door import ACTOR
from ledger.cli.door import counted
from ledger.cli.door import Door
from ledger.cli.door import pass_door
from ledger.cli.door import Progress
from ledger.cli.record import MEANING
from ledger.cli.record import noted
from ledger.services import backups
from ledger.services import recovering
from ledger.services import restoring
from ledger.services.audit import Report
from ledger.services.audit import Verdict
from ledger.services.backups import Backup
from ledger.services.restoring import Brought
from ledger.services.restoring import Restored


def _named(_context: click.Context, _what: click.Parameter, text: str) -> Path:
    """Return the folder of a backup; no name at all is not the folder one stands in."""
    if not text.strip():
        message = "The name of the folder is empty; say where the backup lies."
        raise click.BadParameter(message)
    return Path(text)


@click.command()
@click.argument("folder", metavar="DIR", callback=_named, type=str)
@pass_door
def backup(door: Door, folder: Path) -> int:
    """Copy the ledger into a folder while it is used.

    The copy is checked. A second backup into the same folder copies only what is new.
    The key of the log is in no backup: keep a copy of the keys folder elsewhere.
    """
    backups.must_be_there(door.config.home)
    copied, checked = Progress("blob", "copied"), Progress("item", "checked")
    made = backups.back_up(door.ledger, folder, copied.reach, checked.reach)
    copied.end()
    checked.end()
    door.show(_made(made), _made_in_words(made))
    return _code(made.report)


@click.command()
@click.argument("folder", metavar="DIR", callback=_named, type=str)
@click.option(
    "--key",
    type=click.Path(path_type=Path),
    help="The file of the log's key. It is used only with --checkpoint or "
    "--nothing-later; else a new epoch begins.",
)
@click.option(
    "--checkpoint",
    "files",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A signed checkpoint that somebody else kept; the newest one there is.",
)
@click.option(
    "--nothing-later",
    is_flag=True,
    help="Say that nothing was signed or added after the backup was made.",
)
@pass_door
def restore(
    door: Door,
    folder: Path,
    key: Path | None,
    files: tuple[Path, ...],
    *,
    nothing_later: bool,
) -> int:
    """Make the data folder of a backup, where none is yet.

    All of it is checked. A backup that is older than a checkpoint which you bring is
    opened read-only: it can be read and searched, and says why nothing can be added.
    With its key the log goes on as it was only where you bring a checkpoint, or say
    --nothing-later: a second history under the same name looks like fraud.
    """
    copied, checked = Progress("blob", "copied"), Progress("item", "checked")
    notes = [noted(path) for path in files]
    brought = Brought(key=key, notes=notes, nothing_later=nothing_later)
    made = restoring.restore(
        door.config,
        folder,
        brought,
        ACTOR,
        copied=copied.reach,
        checked=checked.reach,
    )
    copied.end()
    checked.end()
    door.show(_restored(door, made), _restored_in_words(door, made))
    return _code(made.report)


@click.command()
@click.option("--why", required=True, help="What was lost and how; the log keeps it.")
@pass_door
def recover(door: Door, why: str) -> None:
    """Let a log that is read-only go on in a new epoch.

    The epoch says what is lost. First look for a newer backup, or for the key: what is
    declared lost stays lost.
    """
    checked = Progress("item", "checked")
    opened = recovering.recover(door.ledger, ACTOR, why, checked.reach)
    checked.end()
    fields = opened.fields
    data = {
        "position": opened.position,
        "origin": door.ledger.origin,
        "vkey": fields["key"],
        "former": fields["former"],
        "lost": fields["lost"],
    }
    lost = counted(int(str(fields["lost"])), "event")
    lines = [
        f"A new epoch began at event {opened.position}: {door.ledger.origin}.",
        f"Lost of {fields['former']}: {lost} that had been signed.",
        f"Give the new key to those who check this log: {fields['key']}",
    ]
    door.show(data, lines)


def _code(report: Report) -> int:
    return 1 if report.verdict is Verdict.BROKEN else 0


def _findings(report: Report) -> list[dict[str, Any]]:
    return [
        {"what": each.what, "where": each.where, "broken": each.broken}
        for each in report.findings
    ]


def _made(made: Backup) -> dict[str, Any]:
    manifest = made.manifest
    return {
        "folder": str(made.folder),
        "made_at": shapes.at(manifest.made_at),
        "origin": manifest.origin,
        "vkey": manifest.vkey,
        "events": manifest.events,
        "root": manifest.root,
        "checkpoint": manifest.checkpoint,
        "originals": manifest.originals,
        "bytes": manifest.bytes,
        "copied": made.copied,
        "verdict": made.report.verdict,
        "findings": _findings(made.report),
    }


def _made_in_words(made: Backup) -> list[str]:
    manifest = made.manifest
    numbers = (
        counted(manifest.events, "event"),
        counted(manifest.originals, "blob"),
        f"{made.copied} of them new.",
    )
    return [
        *(f"{each.where}: {each.what}" for each in made.report.findings),
        ", ".join(numbers),
        f"Head: {manifest.root}",
        MEANING[made.report.verdict]
        if made.report.verdict is Verdict.BROKEN
        else "Checked on the copy: every seal and every digest.",
        f"The backup is in {made.folder}. It does not hold the key of the log.",
    ]


def _restored(door: Door, made: Restored) -> dict[str, Any]:
    epoch = made.epoch
    return {
        "home": str(door.config.home),
        "made_at": shapes.at(made.manifest.made_at),
        "origin": made.origin,
        "vkey": made.vkey,
        "events": made.head.events,
        "root": made.head.root.hex(),
        "originals": made.manifest.originals,
        "bytes": made.manifest.bytes,
        "epoch": {"position": epoch.position, "former": epoch.fields["former"]}
        if epoch
        else None,
        "read_only": made.read_only,
        "verdict": made.report.verdict,
        "findings": _findings(made.report),
    }


def _not_as_it_was(made: Restored) -> str:
    when = shapes.at(made.manifest.made_at)
    return (
        "ATTENTION: the key was brought, but it is not used: nobody said whether "
        f"anything was signed or added after {when}. If nothing was, restore into "
        "another empty folder with --nothing-later; else bring the newest checkpoint."
    )


def _restored_in_words(door: Door, made: Restored) -> list[str]:
    numbers = (
        counted(made.report.events, "event"),
        counted(made.report.blobs, "blob"),
        f"as of {shapes.at(made.manifest.made_at)}.",
    )
    lines = [
        *(f"{each.where}: {each.what}" for each in made.report.findings),
        ", ".join(numbers),
        f"Head: {made.head.root.hex()}",
        MEANING[made.report.verdict],
    ]
    if made.epoch:
        at = made.epoch.position
        if made.with_key:
            lines.append(_not_as_it_was(made))
        how = "So" if made.with_key else "Without its key"
        lines += [
            f"{how} a new epoch began, at event {at}: {made.origin}.",
            f"Give the new key to those who check this log: {made.vkey}",
        ]
    if made.read_only:
        lines.append(f"Read only: {made.read_only}")
    return [*lines, f"The ledger is in {door.config.home}."]
