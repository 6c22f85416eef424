"""Hand a story out: the zip is written whole, and then the log is told."""

import shutil
from contextlib import suppress
from pathlib import Path
from typing import IO

import click

from ledger.cli.door import ACTOR
from ledger.cli.door import BY
from ledger.cli.door import counted
from ledger.cli.door import Door
from ledger.cli.door import pass_door
from ledger.cli.door import written_to
from ledger.domain.access import Of
from ledger.services import accesses
from ledger.services import pulls
from ledger.services.accesses import Apart


@click.command()
@click.argument("key", metavar="REQUEST")
@click.option(
    "-o",
    "--output",
    "target",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="The zip to write.",
)
@pass_door
def pull(door: Door, key: str, target: Path) -> None:
    """Hand out the originals of a story, with what proves them.

    The log is told once the zip is there; one that fails leaves an older one as it was.
    """
    made = pulls.make(door.ledger, key)
    originals = [each.path for each in made.files if each.path.startswith("originals/")]
    accesses.exported(door.ledger, BY, Apart(of=Of.STORY, key=key), len(originals))
    with made.file as source, written_to(target):
        _put(source, target)
    pulls.tell(door.ledger, ACTOR, made)
    data = {
        "path": str(target),
        "digest": str(made.digest),
        "size": made.size,
        "events": made.events,
        "withheld": made.withheld,
        "files": [
            {"path": each.path, "digest": f"sha256:{each.digest}", "size": each.size}
            for each in made.files
        ],
    }
    number = counted(len(originals), "original")
    proofs = counted(made.events, "event")
    door.show(
        data,
        [
            f"{number} and what proves them: {target}",
            *originals,
            f"{proofs} of the log; {counted(made.withheld, 'field')} withheld.",
        ],
    )


def _put(source: IO[bytes], target: Path) -> None:
    """Write a file whole, under a name beside it first; a device as it is."""
    if target.exists() and not target.is_file():
        with target.open("wb") as device:
            shutil.copyfileobj(source, device)
        return
    partial = target.with_name(f"{target.name}.partial")
    try:
        with partial.open("wb") as file:
            shutil.copyfileobj(source, file)
        partial.replace(target)
    except OSError:
        with suppress(OSError):
            partial.unlink()
        raise
