"""Who sent a thing of Outlook's and to whom, as fields of a head.

An address inside an organisation (``/o=…/cn=…``) is none by which mail comes from
outside: the name stands alone then.
"""

import re
from collections.abc import Iterator

from ledger.formats.outlook.item import Item
from ledger.formats.outlook.properties import Properties

FROM = (0x0042, 0x0064, 0x0065, 0x5D02)
SENDER = (0x0C1A, 0x0C1E, 0x0C1F, 0x5D01)
RECIPIENT = (0x3001, 0x3002, 0x3003, 0x39FE)
"""A name, the kind of an address, the address, and that of the internet."""

OTHER_NAME = 0x5FF6
ROLE = 0x0C15
ROLES = {1: "to", 2: "cc", 3: "bcc"}
SHOWN = {"to": 0x0E04, "cc": 0x0E03, "bcc": 0x0E02}
REPLY_TO = 0x0050
BITS = 0xF
ADDRESS = re.compile(r"[^\s<>\"]+@[^\s<>\"]+")

Person = tuple[str, str]


def fields(item: Item) -> Iterator[tuple[str, bytes]]:
    """Yield the fields of a head that say who wrote to whom."""
    said = item.properties
    sender = _person(said, SENDER)
    author = _person(said, FROM)
    if not any(author):
        author, sender = sender, ("", "")
    if any(author):
        yield "from", _written([author])
    if sender[1] and sender[1].lower() != author[1].lower():
        yield "sender", _written([sender])
    for role, several in _recipients(item).items():
        if several:
            yield role, _written(several)


def _recipients(item: Item) -> dict[str, list[Person]]:
    found: dict[str, list[Person]] = {role: [] for role in SHOWN}
    for one in item.recipients:
        role = ROLES.get((one.number(ROLE) or 0) & BITS)
        person = _person(one, RECIPIENT)
        if role and any(person):
            name = person[0] or one.line(OTHER_NAME)
            found[role].append((name, person[1]))
    if any(found.values()):
        return found
    return {
        role: list(_listed(item.properties.line(key))) for role, key in SHOWN.items()
    }


def _listed(names: str) -> Iterator[Person]:
    """Yield people of whom nothing is kept but how they were shown."""
    for name in filter(None, (each.strip(" '") for each in names.split(";"))):
        yield (name, name) if ADDRESS.fullmatch(name) else (name, "")


def _person(said: Properties, keys: tuple[int, int, int, int]) -> Person:
    name, kind, address, internet = (said.line(key) for key in keys)
    if not internet and (kind.upper() in {"SMTP", ""}) and ADDRESS.fullmatch(address):
        internet = address
    if not internet and ADDRESS.fullmatch(name):
        internet = name
    return ("" if name.strip("'") == internet else name), internet


def _written(people: list[Person]) -> bytes:
    return ", ".join(map(_one, people)).encode("utf-8", "replace")


def _one(person: Person) -> str:
    name, address = person
    said = '"' + re.sub(r'(["\\])', r"\\\1", name) + '"' if name else ""
    return f"{said} <{re.sub(r'[<>]', '', address)}>".strip() if address else said
