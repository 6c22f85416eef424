"""Letters: take what is sent to drop-boxes while the pages are served."""

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager
from contextlib import closing
from contextlib import contextmanager
from contextlib import nullcontext

import click

from ledger.cli.door import Door
from ledger.cli.listening import listen
from ledger.services import dropping

_PORT = re.compile(r"[0-9]{1,5}")
_LAST_PORT = 65535


def office(door: Door) -> AbstractContextManager[None]:
    """Take letters inside the block, where a place for it is set.

    Raises:
        click.UsageError: the place is none.
        PortBusyError: another program listens there.
    """
    place = door.config.smtp
    return _open(door, *_parted(place)) if place else nullcontext()


@contextmanager
def _open(door: Door, host: str, port: int) -> Iterator[None]:
    with closing(listen(host, port)) as listening:
        post_office = dropping.office(door.ledger, listening)
        click.echo(f"Letters for drop-boxes are taken at {host}:{post_office.port}")
        post_office.start()
        try:
            yield
        finally:
            post_office.stop()


def _parted(place: str) -> tuple[str, int]:
    host, colon, port = place.rpartition(":")
    if not colon or not _PORT.fullmatch(port) or int(port) > _LAST_PORT:
        message = f"“{place}” is no place to listen; write it as HOST:PORT."
        raise click.UsageError(message)
    return host.strip("[]") or "127.0.0.1", int(port)
