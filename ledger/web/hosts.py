"""By which names the pages are reached where everybody is signed in as a visitor.

A name of somebody else's that leads to this machine would let a page of theirs read
what is shown here; so sample data answers to the names of this machine alone.
"""

from functools import partial
from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import Flask
from flask import request

from ledger.domain.errors import WrongHostError


def guard(app: Flask, listening: str) -> None:
    """Refuse every request that was made for another host than ours."""
    app.before_request(partial(_ours, listening))


def is_ours(host: str, listening: str) -> bool:
    """Tell whether the host of a request is this machine, or what it listens on.

    Where it listens on every address, any address is ours, but no further name.
    """
    name = _name(host)
    if name in {"localhost", _name(listening)}:
        return True
    try:
        address = ip_address(name)
    except ValueError:
        return False
    return address.is_loopback or _is_every(listening)


def _ours(listening: str) -> None:
    if not is_ours(request.host, listening):
        raise WrongHostError(request.host)


def _name(host: str) -> str:
    """Return the host without its port and brackets; nothing where it is none."""
    bare = f"[{host}]" if host.count(":") > 1 and "[" not in host else host
    try:
        return urlsplit(f"//{bare}").hostname or ""
    except ValueError:
        return ""


def _is_every(listening: str) -> bool:
    try:
        return ip_address(_name(listening)).is_unspecified
    except ValueError:
        return False
