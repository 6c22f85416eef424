"""Serve the pages, with the work in the background."""

import logging
import shutil
import signal
import socket
import tempfile
import threading
from contextlib import closing
from functools import partial
from pathlib import Path
from types import FrameType

import click
from waitress.server import create_server

from ledger.cli.door import Door
from ledger.cli.door import pass_door
from ledger.cli.letters import office
from ledger.cli.listening import listen
from ledger.cli.turning import known
from ledger.cli.turning import own_home
from ledger.cli.turning import Turning
from ledger.config import Config
from ledger.domain.account import Account
from ledger.opened import Ledger
from ledger.services import accounts
from ledger.services import sampling
from ledger.services.sampling import Own
from ledger.web import create_app

_THREADS = 8
_BODY = 128 << 20


@click.command()
@click.option("--host", help="The address to listen on; 127.0.0.1 by default.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help="The port to listen on; 8460 by default, 0 takes a free one.",
)
@click.option(
    "--smtp",
    metavar="HOST:PORT",
    help="Take letters for drop-boxes there; see the setting of that name.",
)
@click.option("--demo", is_flag=True, help="Sample data, signed in, in a home apart.")
@click.option(
    "--no-workers",
    is_flag=True,
    help="Leave the work in the background to others: scope-ledger work.",
)
@pass_door
def serve(
    door: Door,
    host: str | None,
    port: int | None,
    smtp: str | None,
    *,
    demo: bool,
    no_workers: bool,
) -> None:
    """Open the ledger in the browser.

    With --demo and no --home it fills a temporary home, which goes when it ends.
    """
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(message)s")
    _stop_on_signal()
    host = host or door.config.host
    door.config = door.config.model_copy(update={"smtp": smtp or door.config.smtp})
    port = door.config.port if port is None else port
    with closing(listen(host, port)) as listening:
        if not demo:
            sampling.must_be_own(door.ledger)
            with office(door):
                _run(door.ledger, host, listening, None, workers=not no_workers)
        elif "home" in door.config.model_fields_set:
            with closing(Ledger(door.config)) as ledger:
                click.echo("Sample data: filling the home where it is not filled yet.")
                visitor = sampling.visitor(ledger)
                _run(ledger, host, listening, visitor, workers=not no_workers)
        else:
            _run_for_a_while(door.config, host, listening, workers=not no_workers)


def _run_for_a_while(
    config: Config, host: str, listening: socket.socket, *, workers: bool
) -> None:
    """Serve sample data in a home that goes when it ends."""
    home = Path(tempfile.mkdtemp(prefix="scope-ledger-"))
    try:
        with closing(Ledger(config.model_copy(update={"home": home}))) as ledger:
            click.echo("Sample data: filling a home that goes when this ends.")
            visitor = sampling.visitor(ledger)
            _run(ledger, host, listening, visitor, workers=workers)
    finally:
        shutil.rmtree(home, ignore_errors=not home.exists())


def _run(
    ledger: Ledger,
    host: str,
    listening: socket.socket,
    visitor: Account | None,
    *,
    workers: bool,
) -> None:
    """Serve until told to stop."""
    turning = _turning(ledger, host, visitor, workers=workers)
    server = create_server(
        turning,
        sockets=[listening],
        threads=_THREADS,
        max_request_body_size=_BODY,
        ident=None,
    )
    turning.start()
    try:
        _say_where(ledger, host, server.effective_port, visitor)
        server.run()
    except KeyboardInterrupt:
        click.echo("Stopping.", err=True)
    finally:
        server.close()
        turning.stop()


def _turning(
    ledger: Ledger, host: str, visitor: Account | None, *, workers: bool
) -> Turning:
    """Return what answers: the ledger, with the way from sample data to one's own."""
    app = create_app(ledger, visitor=visitor, host=host)
    turning = Turning(ledger, app, workers=workers)
    if visitor is not None:
        home = own_home(ledger.home)
        app.extensions["own"] = Own(
            home=home,
            known=partial(known, home, ledger.config),
            begin=partial(turning.begin_own, home, partial(create_app, host=host)),
        )
    return turning


def _say_where(ledger: Ledger, host: str, port: int, visitor: Account | None) -> None:
    """Tell the address, and how to get in where nobody can yet."""
    place = f"[{host}]" if ":" in host else host
    click.echo(f"Scope Ledger is open at http://{place}:{port}/")
    if visitor is None and not accounts.every(ledger):
        command = "scope-ledger user add you@example.org"
        click.echo(f"No account yet; make one with: {command}")


def _stop_on_signal() -> None:
    """Let a request to end the process end it as a key does."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _interrupt)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
