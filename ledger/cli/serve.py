"""Serve the pages, with the work in the background."""

import errno
import logging
import shutil
import signal
import tempfile
import threading
from pathlib import Path
from types import FrameType

import click
from waitress.server import create_server

from ledger.cli.door import Door
from ledger.cli.door import pass_door
from ledger.domain.account import Account
from ledger.domain.errors import PortBusyError
from ledger.opened import Ledger
from ledger.services import accounts
from ledger.services import sampling
from ledger.services.background import Background
from ledger.web import create_app

_THREADS = 8
_BODY = 128 << 20


@click.command()
@click.option("--host", help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), help="0 takes a free one.")
@click.option("--demo", is_flag=True, help="Sample data, signed in, in a home apart.")
@pass_door
def serve(door: Door, host: str | None, port: int | None, *, demo: bool) -> None:
    """Open the ledger in the browser.

    With --demo and no --home it fills a temporary home, which goes when it ends.
    """
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(message)s")
    host = host or door.config.host
    port = door.config.port if port is None else port
    if not demo:
        _run(door.ledger, host, port, None)
        return
    if "home" in door.config.model_fields_set:
        click.echo("Sample data: filling the home where it is not filled yet.")
        _run(door.ledger, host, port, sampling.visitor(door.ledger))
        return
    home = Path(tempfile.mkdtemp(prefix="scope-ledger-"))
    ledger = Ledger(door.config.model_copy(update={"home": home}))
    try:
        click.echo("Sample data: filling a home that goes when this ends.")
        _run(ledger, host, port, sampling.visitor(ledger))
    finally:
        ledger.close()
        shutil.rmtree(home)


def _run(ledger: Ledger, host: str, port: int, visitor: Account | None) -> None:
    """Serve until told to stop.

    Raises:
        PortBusyError: another program listens there.
    """
    app = create_app(ledger, visitor=visitor)
    try:
        server = create_server(
            app,
            host=host,
            port=port,
            threads=_THREADS,
            max_request_body_size=_BODY,
            ident=None,
        )
    except OSError as error:
        if error.errno in {errno.EADDRINUSE, errno.EACCES}:
            raise PortBusyError(host, port) from error
        raise
    background = Background(ledger)
    background.start()
    click.echo(f"Scope Ledger is open at http://{host}:{server.effective_port}/")
    if visitor is None and not accounts.every(ledger):
        command = "scope-ledger user add you@example.org"
        click.echo(f"No account yet; make one with: {command}")
    _stop_on_signal()
    try:
        server.run()
    except KeyboardInterrupt:
        click.echo("Stopping.", err=True)
    finally:
        server.close()
        background.stop()


def _stop_on_signal() -> None:
    """Let a request to end the process end it as a key does."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _interrupt)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
