"""Listen: take a port before anything else is begun, or say why that cannot be."""

import errno
import socket
from typing import Any

import click

from ledger.domain.errors import PortBusyError


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens before anything else is begun.

    Raises:
        PortBusyError: another program listens there.
        click.UsageError: this machine has no such address, or not for everybody.
    """
    try:
        known = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        family, kind, protocol, _name, address = min(known)
        return _bound(socket.socket(family, kind, protocol), address)
    except (OSError, UnicodeError) as error:
        if getattr(error, "errno", None) == errno.EADDRINUSE:
            raise PortBusyError(host, port) from error
        why = (getattr(error, "strerror", None) or "it is no address").lower()
        message = (
            f"Nothing can listen on port {port} of {host}: {why}; "
            "choose others with --host and --port."
        )
        raise click.UsageError(message) from error


def _bound(listening: socket.socket, address: Any) -> socket.socket:
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen()
    except OSError:
        listening.close()
        raise
    return listening
