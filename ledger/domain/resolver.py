"""Resolvers: who is asked for the keys by which mail was signed."""

import ipaddress
from dataclasses import dataclass

OFF = "off"
SYSTEM = "system"
PORT = 53
MOST_PORT = 65535


@dataclass(frozen=True, slots=True)
class Server:
    """A resolver that is asked."""

    name: str
    address: str
    port: int = PORT


def servers(setting: str) -> tuple[Server, ...]:
    """Return the resolvers that a setting names by their addresses.

    Raises:
        ValueError: one of them is no address.
    """
    if setting in {OFF, SYSTEM}:
        return ()
    return tuple(map(server, setting.split(",")))


def server(text: str) -> Server:
    """Return the resolver of an address, with its port where one is said.

    Raises:
        ValueError: it is no address.
    """
    name = text.strip()
    host, port = name, str(PORT)
    if name.startswith("[") and "]" in name:
        host, _bracket, rest = name[1:].partition("]")
        port = rest.removeprefix(":") or port
    elif name.count(":") == 1:
        host, _colon, port = name.partition(":")
    message = (
        f"“{name}” is no address of a resolver; write 192.0.2.1 or 192.0.2.1:53, "
        "several with commas, or “system”, or “off”"
    )
    if not port.isdecimal() or not 0 < int(port) <= MOST_PORT:
        raise ValueError(message)
    try:
        ipaddress.ip_address(host)
    except ValueError as error:
        raise ValueError(message) from error
    return Server(name, host, int(port))
