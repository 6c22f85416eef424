"""A name server of our own on loopback, which answers what a test tells it."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import field

import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset


@dataclass
class NameServer:
    """What it answers, and what it was asked."""

    address: str
    records: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    silent: bool = False
    refuses: bool = False
    secure: bool = False

    def answer(self, data: bytes) -> bytes | None:
        query = dns.message.from_wire(data)
        name = query.question[0].name.to_text().rstrip(".").lower()
        self.asked.append(name)
        if self.silent:
            return None
        reply = dns.message.make_response(query)
        if self.secure:
            reply.flags |= dns.flags.AD
        if self.refuses:
            reply.set_rcode(dns.rcode.SERVFAIL)
        elif text := self.records.get(name):
            pieces = [text[at : at + 200] for at in range(0, len(text), 200)]
            quoted = " ".join(f'"{piece}"' for piece in pieces)
            reply.answer.append(
                dns.rrset.from_text(query.question[0].name, 300, "IN", "TXT", quoted)
            )
        else:
            reply.set_rcode(dns.rcode.NXDOMAIN)
        return reply.to_wire()


@contextmanager
def name_server() -> Iterator[NameServer]:
    """Run a name server until the block ends."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        asked.bind(("127.0.0.1", 0))
        asked.settimeout(0.05)
        server = NameServer(f"127.0.0.1:{asked.getsockname()[1]}")
        stop = threading.Event()
        thread = threading.Thread(target=_serve, args=(server, asked, stop))
        thread.start()
        try:
            yield server
        finally:
            stop.set()
            thread.join()


def _serve(server: NameServer, asked: socket.socket, stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            data, sender = asked.recvfrom(4096)
        except TimeoutError:
            continue
        reply = server.answer(data)
        if reply is not None:
            asked.sendto(reply, sender)
