"""A drop-box server of the test's own, and a real client that hands letters in."""

import smtplib
import socket
from collections.abc import Iterator
from contextlib import closing
from contextlib import contextmanager

from ledger.opened import Ledger
from ledger.services import dropping


@contextmanager
def taking(ledger: Ledger) -> Iterator[int]:
    """Take letters for the drop-boxes of a ledger; give the port."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        office = dropping.office(ledger, listening)
        office.start()
        try:
            yield office.port
        finally:
            office.stop()


def hand_in(
    port: int, data: bytes, *to: str, sender: str = "ines@client.example"
) -> tuple[int, str]:
    """Hand a letter in as a mail server does; return the last answer."""
    with smtplib.SMTP("127.0.0.1", port, "mx.client.example", timeout=30) as client:
        client.ehlo()
        client.mail(sender)
        for address in to:
            code, told = client.rcpt(address)
            if code != 250:
                return code, told.decode()
        code, told = client.data(data)
        return code, told.decode()
