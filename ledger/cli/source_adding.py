"""Add a mailbox or a folder from the command line, and what opens a mailbox."""

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from ledger.cli import source_shapes
from ledger.cli.door import ACTOR
from ledger.cli.door import Door
from ledger.cli.door import pass_door
from ledger.domain.errors import BadInputError
from ledger.domain.source import Credential
from ledger.domain.source import How
from ledger.domain.source import Mailbox
from ledger.domain.source import PORTS
from ledger.domain.source import Security
from ledger.domain.source import WatchedFolder
from ledger.services import connecting
from ledger.services import history
from ledger.services import sampling
from ledger.services import source_adding
from ledger.services import sources
from ledger.services.source_adding import About

_WAYS = {
    "password_file": How.PASSWORD_FILE,
    "password_env": How.PASSWORD_ENV,
    "token_file": How.TOKEN_FILE,
    "token_command": How.TOKEN_COMMAND,
}
_ABOUT = (
    click.option("--name", default="", help="What it is called; else where it is."),
    click.option(
        "--project", default="", metavar="KEY", help="Put everything to this project."
    ),
    click.option("--custodian", default="", help="Who holds what is in it."),
)
_CREDENTIAL = (
    click.option("--password-file", help="A file that holds the password."),
    click.option("--password-env", help="A variable of the environment that holds it."),
    click.option("--token-file", help="A file that holds an OAuth2 token."),
    click.option("--token-command", help="A command that prints an OAuth2 token."),
    click.option(
        "--oauth",
        type=click.Path(path_type=Path),
        help="A JSON file with token_url, client_id, client_secret, refresh_token.",
    ),
)


def with_credential(command: Any) -> Any:
    """Give a command the options by which somebody says what opens a mailbox."""
    return _with(_CREDENTIAL)(command)


def _with(options: tuple[Callable[[Any], Any], ...]) -> Callable[[Any], Any]:
    def decorate(command: Any) -> Any:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


@click.group("add")
def add() -> None:
    """Add a mailbox or a folder.

    For an address of a project see the command drop-box.
    """


@add.command("imap")
@click.option("--host", required=True, help="The server, such as imap.example.org.")
@click.option("--port", type=click.IntRange(1, 65535), help="993, or 143 by STARTTLS.")
@click.option("--user", required=True, help="The name that you sign in by.")
@click.option(
    "--security",
    type=click.Choice([str(each) for each in Security]),
    default=Security.TLS.value,
    show_default=True,
    help="How the connection is kept from others; plain only on this machine.",
)
@click.option(
    "--plain-text", is_flag=True, help="Send the password readable by others, yes."
)
@click.option("--certificate", type=click.Path(path_type=Path), help="One to trust.")
@click.option(
    "--folder", "folders", multiple=True, help="A folder; else inbox and sent mail."
)
@click.option("--every", default=300, show_default=True, help="Seconds between looks.")
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), help="Only what came since a day."
)
@click.option(
    "--leave-out", multiple=True, metavar="ADDRESS", help="Not what is from there."
)
@click.option("--only-try", is_flag=True, help="Connect and show the folders; no more.")
@_with(_ABOUT)
@with_credential
@pass_door
def add_imap(door: Door, /, **given: Any) -> None:
    """Add a mailbox; the connection is tried first.

    Nothing in it is ever marked, moved or deleted.
    """
    mailbox = _mailbox(given)
    opens = credential(given)
    connecting.must_be_private(mailbox, spoken=given["plain_text"])
    if not given["only_try"]:
        sampling.must_be_own(door.ledger)
    tried = connecting.attempt(mailbox, opens)
    chosen = given["folders"] or tried.proposed
    if given["only_try"]:
        door.show(source_shapes.tried(tried), source_shapes.tried_lines(tried))
        return
    connecting.must_have(tried, chosen)
    made = source_adding.add(
        door.ledger,
        ACTOR,
        replace(mailbox, folders=tuple(chosen)),
        _about(given),
        opens,
    )
    _added(door, made.id)


@add.command("folder")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--every", default=60, show_default=True, help="Seconds between looks.")
@_with(_ABOUT)
@pass_door
def add_folder(door: Door, /, path: Path, every: int, **given: str) -> None:
    """Watch a folder; what is put there is taken in and stays."""
    sampling.must_be_own(door.ledger)
    settings = WatchedFolder(path=str(path.absolute()), every=every)
    made = source_adding.add(door.ledger, ACTOR, settings, _about(given))
    _added(door, made.id)


def _mailbox(given: dict[str, Any]) -> Mailbox:
    security = Security(given["security"])
    since: datetime | None = given["since"]
    certificate: Path | None = given["certificate"]
    return Mailbox(
        host=given["host"],
        port=given["port"] or PORTS[security],
        security=security,
        user=given["user"],
        folders=given["folders"],
        every=given["every"],
        since=since.date() if since else None,
        leave_out=given["leave_out"],
        certificate=connecting.certificate(certificate) if certificate else "",
    )


def credential(given: dict[str, Any]) -> Credential:
    """Return by what to sign in; a password is asked for, or read from a pipe."""
    named = [(way, given[name]) for name, way in _WAYS.items() if given[name]]
    oauth: Path | None = given["oauth"]
    if len(named) + bool(oauth) > 1:
        message = "Give one way to sign in: a password or a token, from one place."
        raise click.UsageError(message)
    if oauth:
        return Credential(How.OAUTH, oauth=_oauth(oauth))
    if named:
        way, value = named[0]
        if way in {How.PASSWORD_FILE, How.TOKEN_FILE}:
            value = str(Path(value).expanduser().absolute())
        return Credential(way, value)
    if not sys.stdin.isatty():
        return Credential(How.PASSWORD, sys.stdin.readline().rstrip("\r\n"))
    return Credential(How.PASSWORD, click.prompt("Password", hide_input=True))


def _oauth(path: Path) -> dict[str, str]:
    try:
        data = json.loads(path.read_text("utf-8"))
        return {str(name): str(value) for name, value in data.items()}
    except (OSError, ValueError, AttributeError) as error:
        message = f"“{path}” cannot be read as JSON with the settings of OAuth2."
        raise BadInputError(message) from error


def _about(given: dict[str, Any]) -> About:
    names = ("name", "project", "custodian")
    return About(**{name: given[name] for name in names})


def _added(door: Door, key: str) -> None:
    found = sources.find(door.ledger, key)
    turned(door, key, f"{found.source.name} is added; `serve` looks into it.")


def turned(door: Door, key: str, sentence: str) -> None:
    """Print the event that was written about a source, or a sentence about it."""
    found = sources.find(door.ledger, key)
    written = history.newest_of(door.ledger, key)
    door.show(source_shapes.act(found, written), [f"{key}  {sentence}"])
