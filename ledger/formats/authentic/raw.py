"""A mail as its signatures see it: the bytes as received, cut once and never rewritten.

Signatures are only judged where every reader sees the same head. Where programs may
see different ones, a bare carriage return in a line or an empty first line, nothing is
judged at all.
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from ledger.domain.alignment import domain_of
from ledger.domain.signatures import Reason
from ledger.formats.mail import addresses
from ledger.formats.mail import head

HEAD_END = re.compile(rb"\r?\n\r?\n")
NAME = re.compile(rb"[!-9;-~]+(?=:)")
BARE_CR = re.compile(rb"\r(?!\n)")
MOST_HEAD = 256 * 1024
MOST_SIGNATURE = 16 * 1024
MOST_SIGNATURES = 20

TRACES = re.compile(
    r"received|return-path|delivered-to|envelope-to|x-.*|arc-.*|authentication-results"
    r"|dkim-signature|domainkey-signature|received-spf|status|lines|content-length"
)
"""What servers and programs write on the way: nobody signs it."""

ENVELOPE = re.compile(rb"\A(?:>?From [^\n]*\n)+")


@dataclass(frozen=True)
class Raw:
    """A mail, its head cut into fields as a verifier of DKIM cuts it."""

    data: bytes

    @cached_property
    def body_at(self) -> int:
        """Return where the body begins; the end where there is none."""
        found = HEAD_END.search(self.data)
        return found.end() if found else len(self.data)

    @cached_property
    def block(self) -> bytes:
        """Return the head."""
        return self.data[: self.body_at]

    @cached_property
    def fields(self) -> tuple[tuple[str, bytes], ...]:
        """Return the fields of the head in their order, names in lower case."""
        found: list[tuple[str, bytes]] = []
        for line in head.NEXT_FIELD.split(self.block.rstrip(b"\r\n")):
            name = NAME.match(line)
            if name:
                value = line[name.end() + 1 :]
                found.append((name[0].decode("ascii").lower(), value))
        return tuple(found)

    def all(self, name: str) -> list[bytes]:
        """Return every value of a field."""
        return [value for each, value in self.fields if each == name]

    def count(self, name: str) -> int:
        """Return how often a field stands in the head."""
        return self.counts[name]

    @cached_property
    def counts(self) -> Counter[str]:
        """Return how often each field stands in the head."""
        return Counter(name for name, _value in self.fields)

    @cached_property
    def doubled(self) -> tuple[str, ...]:
        """Return the fields that stand more often than a message may have them."""
        names = dict.fromkeys(name for name, _value in self.fields)
        return tuple(
            name for name in names if name in head.SINGLE and self.count(name) > 1
        )

    @cached_property
    def senders(self) -> tuple[str, ...]:
        """Return the addresses of all ``From:`` fields, each once."""
        found = [
            address
            for value in self.all("from")
            for _name, address in addresses.parse(head.FOLD.sub(b"", value))
        ]
        return tuple(dict.fromkeys(found))

    @cached_property
    def sender_domains(self) -> tuple[str, ...]:
        """Return the domains of the senders, each once."""
        return tuple(dict.fromkeys(map(domain_of, self.senders)))

    @cached_property
    def refused(self) -> tuple[Reason, ...]:
        """Return why no signature of it can be judged; empty where they can."""
        found: list[Reason] = []
        if self.data[:1] in {b" ", b"\t", b"\r", b"\n", b""}:
            found.append(("blank-first-line", ""))
        if BARE_CR.search(self.block):
            found.append(("bare-cr", ""))
        if b"\0" in self.block:
            found.append(("nul", ""))
        if len(self.block) > MOST_HEAD:
            found.append(("head-too-large", ""))
        if _has_strange_lines(self.block):
            found.append(("strange-line", ""))
        return tuple(found)


def of(data: bytes) -> Raw:
    """Return a mail without the envelope line that a mailbox keeps before it."""
    envelope = ENVELOPE.match(data[:4096])
    return Raw(data[envelope.end() :] if envelope else data)


def _has_strange_lines(block: bytes) -> bool:
    """Tell whether a line of the head is neither a field nor goes on from one."""
    lines = head.NEXT_FIELD.split(block.rstrip(b"\r\n"))
    return any(line and not NAME.match(line) for line in lines)
