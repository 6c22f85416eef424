"""Oddities of a head: what may let a reader take a message for somebody else's."""

from collections.abc import Iterator

from ledger.domain import alignment
from ledger.domain.alignment import Alignment
from ledger.formats.mail import addresses
from ledger.formats.mail.head import Head


def of(head: Head) -> Iterator[str]:
    """Yield the flags of a head, each once."""
    senders = _named(head, "from")
    if len({address for _name, address in senders}) > 1:
        yield "several-senders"
    if any(_names_another(name, address) for name, address in senders):
        yield "named-as-another"
    own = {alignment.domain_of(address) for _name, address in senders} - {""}
    answers = {alignment.domain_of(each) for _name, each in _named(head, "reply-to")}
    if own and any(_is_strange(each, own) for each in answers - {""}):
        yield "answers-elsewhere"
    if any(b"\0" in value for _name, value in head.fields):
        yield "nul-in-head"


def _named(head: Head, field: str) -> list[tuple[str, str]]:
    return [pair for value in head.all(field) for pair in addresses.parse(value)]


def _names_another(name: str, address: str) -> bool:
    """Tell whether a name holds an address that is not the one behind it."""
    found = addresses.LOOKS_LIKE_ONE.findall(name)
    plain = {each.strip("<>()[]'\",;:").lower() for each in found}
    return bool(plain - {address})


def _is_strange(domain: str, own: set[str]) -> bool:
    return all(alignment.of(domain, each) is Alignment.NONE for each in own)
