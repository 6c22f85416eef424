"""Read documents again: with a password, or because their reader got better."""

import os
import sys

import click

from ledger.cli.door import ACTOR
from ledger.cli.door import counted
from ledger.cli.door import Door
from ledger.cli.door import pass_door
from ledger.cli.door import Progress
from ledger.domain.document import Document
from ledger.domain.errors import LedgerError
from ledger.domain.rereading import PASSWORD
from ledger.services import indexing
from ledger.services import recognising
from ledger.services import renewing
from ledger.services import rereading
from ledger.services import working

FROM_ENVIRONMENT = "SCOPE_LEDGER_FILE_PASSWORD"


@click.command("read-again")
@click.argument("keys", metavar="ID...", nargs=-1)
@click.option(
    "--password-prompt",
    "prompted",
    is_flag=True,
    help="Ask for the password of the file, or read it from standard input.",
)
@click.option(
    "--older-than",
    metavar="PARSER:VERSION",
    default="",
    help="All that an older version of a reader read (pdf:2).",
)
@click.option(
    "--languages",
    metavar="CODES",
    default="",
    help="Recognise scans in these languages, as tesseract calls them (deu+eng).",
)
@pass_door
def read_again(
    door: Door,
    keys: tuple[str, ...],
    older_than: str,
    languages: str,
    *,
    prompted: bool,
) -> int:
    """Read documents again; the older readings stay.

    A password is used once and kept nowhere. It is never an argument: it is asked for,
    or read from standard input, or taken from SCOPE_LEDGER_FILE_PASSWORD.
    """
    if bool(keys) == bool(older_than):
        message = "Name documents by their ids, or say --older-than; one of the two."
        raise click.UsageError(message)
    if older_than:
        return _renew(door, *_version(older_than))
    options = {PASSWORD: _password(asked=prompted)}
    done: list[Document] = []
    failed: dict[str, str] = {}
    progress = Progress("document", "read")
    for key in keys:
        try:
            done.append(_again(door, key, languages, options))
            progress(1)
        except LedgerError as error:
            if len(keys) == 1:
                raise
            failed[key] = str(error)
    progress.end()
    indexing.catch_up(door.ledger)
    _show(door, done, failed)
    return 1 if failed and not done else 0


def _renew(door: Door, parser: str, version: int) -> int:
    """Read again all that an older version of a reader read."""
    ledger = door.ledger
    queued = renewing.queue(ledger, ACTOR, parser, version)
    progress = Progress("document", "read")
    working.run(ledger, progress, kinds={renewing.READ_AGAIN})
    progress.end()
    indexing.catch_up(ledger)
    number = counted(len(queued.documents), "document")
    left = counted(len(queued.locked), "document")
    lines = [f"{number} queued and read again; what failed: scope-ledger jobs."]
    if queued.locked:
        lines += [f"{left} left out, for they were opened with a password."]
    data = {"queued": list(queued.documents), "locked": list(queued.locked)}
    door.show(data, lines)
    return 0


def _again(door: Door, key: str, languages: str, options: dict[str, str]) -> Document:
    """Read one document again; in other languages, its scans are recognised later."""
    if languages:
        chosen = [each for each in languages.replace(",", "+").split("+") if each]
        return recognising.again(door.ledger, ACTOR, key, chosen)
    return rereading.read_again(door.ledger, ACTOR, key, options)


def _show(door: Door, done: list[Document], failed: dict[str, str]) -> None:
    data = {
        "read": [
            {
                "id": each.id,
                "title": each.title or each.name,
                "problem": each.problem,
                "flags": list(each.flags),
            }
            for each in done
        ],
        "failed": [{"id": key, "reason": why} for key, why in failed.items()],
    }
    lines = [
        f"{each.id}  {each.title or each.name}: {each.problem or 'read'}"
        for each in done
    ]
    lines += [f"{key}  not read: {why}" for key, why in failed.items()]
    read = [each for each in done if not each.problem]
    door.show(data, [*lines, f"{counted(len(read), 'document')} read again."])


def _password(*, asked: bool) -> str:
    """Return the password that was given, by a way that no other program can see."""
    if not asked:
        return os.environ.get(FROM_ENVIRONMENT, "")
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    return str(click.prompt("Password of the file", hide_input=True, err=True))


def _version(text: str) -> tuple[str, int]:
    """Return the reader and the version that are meant.

    Raises:
        click.BadParameter: the text names none.
    """
    parser, _, version = text.partition(":")
    if not parser or not version.isdecimal():
        message = "Name the reader and a version of it, as in pdf:2."
        raise click.BadParameter(message, param_hint="--older-than")
    return parser, int(version)
