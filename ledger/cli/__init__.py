"""The command line: the same services, for people and for scripts.

Every command prints for people, or with ``--json`` one JSON document. ``--home`` and
``--json`` may stand anywhere. Progress and errors go to standard error, an error as one
sentence; exit code 2 is wrong use, 1 a failure.
"""

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn

import click
from pydantic import ValidationError

from ledger import __version__
from ledger.cli import access
from ledger.cli import agreement
from ledger.cli import authentic
from ledger.cli import backup
from ledger.cli import chats
from ledger.cli import comparing
from ledger.cli import deliveries
from ledger.cli import drop_boxes
from ledger.cli import finding
from ledger.cli import intake
from ledger.cli import joints
from ledger.cli import obligations
from ledger.cli import own_slips
from ledger.cli import people
from ledger.cli import proposals
from ledger.cli import pulling
from ledger.cli import reading
from ledger.cli import receipts
from ledger.cli import record
from ledger.cli import requests
from ledger.cli import rereading
from ledger.cli import rounds
from ledger.cli import rules
from ledger.cli import saved_searches
from ledger.cli import serve
from ledger.cli import sources
from ledger.cli import spec
from ledger.cli import statements
from ledger.cli import terms
from ledger.cli import users
from ledger.cli import work
from ledger.cli.door import Door
from ledger.cli.door import tame
from ledger.config import Config
from ledger.domain.errors import BadInputError
from ledger.domain.errors import LedgerError

_SAFE = "what was said to be kept is safe. Look at the disk and run it again."


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 88}
)
@click.option(
    "--home",
    metavar="FOLDER",
    help="The data folder, made on first use; else SCOPE_LEDGER_HOME, or "
    "scope-ledger in your own folder.",
)
@click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON document, for programs."
)
@click.version_option(__version__, prog_name="scope-ledger")
@click.pass_context
def scope_ledger(context: click.Context, home: str | None, *, as_json: bool) -> None:
    """Keep contracts, requests and revisions in one record that can be checked.

    --home and --json may stand before or after a command.
    """
    if home == "":
        message = "The name of the data folder is empty; give one after --home."
        raise click.UsageError(message)
    try:
        config = Config(home=Path(home)) if home else Config()
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(str(part) for part in first["loc"]).upper()
        message = f"The setting SCOPE_LEDGER_{name} is wrong: {first['msg']}."
        raise click.UsageError(message) from error
    context.obj = context.with_resource(Door(config, as_json=as_json))


for command in (
    intake.take_in,
    receipts.receipt_group,
    finding.search,
    saved_searches.saved_group,
    access.access_group,
    reading.show,
    reading.raw,
    authentic.authenticate,
    authentic.certificate,
    reading.thread,
    joints.part_thread,
    joints.rejoin_thread,
    joints.compare,
    chats.chat,
    rereading.read_again,
    agreement.project,
    agreement.contract,
    rounds.deliverable,
    rounds.revisions_command,
    rounds.round_,
    deliveries.delivery,
    statements.statement,
    requests.request,
    obligations.obligation,
    own_slips.slip,
    own_slips.calendar_group,
    spec.spec,
    pulling.pull,
    users.user,
    people.person,
    sources.source,
    drop_boxes.drop_box,
    intake.file,
    intake.unfile,
    rules.unfiled,
    rules.rule,
    record.audit,
    record.checkpoint,
    record.rebuild,
    backup.backup,
    backup.restore,
    backup.recover,
    serve.serve,
    work.work,
    work.jobs_group,
):
    scope_ledger.add_command(command)
for command in (*terms.COMMANDS, *proposals.COMMANDS, comparing.compare):
    agreement.contract.add_command(command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and exit with its code."""
    os.umask(0o077)  # what is in a home is nobody else's business
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a poor terminal is no failure
    listed = _fronted(sys.argv[1:] if arguments is None else arguments)
    try:
        code = scope_ledger.main(listed, "scope-ledger", standalone_mode=False)
    except click.exceptions.Abort:
        _fail("Stopped. What was kept is safe; the same command goes on from there.", 1)
    except click.UsageError as error:
        _fail(_with_hint(error), error.exit_code)
    except click.ClickException as error:
        _fail(error.format_message(), error.exit_code)
    except LedgerError as error:
        _fail(str(error), 2 if isinstance(error, BadInputError) else 1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except OSError as error:
        why = error.strerror or str(error)
        _fail(f"The disk or the system refused something ({why}); {_SAFE}", 1)
    except Exception as error:  # noqa: BLE001 - a door: nobody gets a traceback
        what = f"{type(error).__name__}: {error}"
        _fail(f"Something failed that should not ({what}). Nothing is lost.", 1)
    sys.exit(code or 0)


def _fail(sentence: str, code: int) -> NoReturn:
    click.echo(tame(sentence), err=True)
    sys.exit(code)


def _with_hint(error: click.UsageError) -> str:
    """Return what was used wrongly, and where the right use is told."""
    sentence = error.format_message()
    if isinstance(error, click.exceptions.NoArgsIsHelpError) or error.ctx is None:
        return sentence
    end = "" if sentence.endswith((".", "?")) else "."
    return f"{sentence}{end} Try: {error.ctx.command_path} --help"


def _fronted(arguments: Sequence[str]) -> list[str]:
    """Move ``--json`` and ``--home DIR`` to the front, wherever they stand."""
    front: list[str] = []
    rest: list[str] = []
    listed = list(arguments)
    while listed:
        word = listed.pop(0)
        if word == "--":
            rest += [word, *listed]
            break
        if word == "--json" or word.startswith("--home="):
            front.append(word)
        elif word == "--home" and listed:
            front += [word, listed.pop(0)]
        else:
            rest.append(word)
    return [*front, *rest]
