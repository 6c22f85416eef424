"""Drop-boxes: addresses of ours, to which mail of a project is sent or copied.

A letter is kept, sealed and put to its project before the sender is told that it
arrived. Who sent it, to whom and from where is sealed with it: the envelope, which is
not in the letter, and which nobody can add to it later.
"""

import io
import socket
import ssl
import time
from pathlib import Path

from ledger.domain.errors import BadInputError
from ledger.domain.errors import DiskFullError
from ledger.domain.errors import LedgerError
from ledger.domain.event import Json
from ledger.domain.sentence import said
from ledger.domain.source import Source
from ledger.domain.source import SourceState
from ledger.opened import Ledger
from ledger.services import intake
from ledger.services.intake import File
from ledger.store import sources
from ledger.wire.smtp import Letter
from ledger.wire.smtp import Post
from ledger.wire.smtp import PostOffice

SYSTEM = "system"
CHANNEL = "drop-box"

_TAKEN = "250 2.0.0 Kept and sealed"
_KNOWN = "250 2.1.5 Known here"
_UNKNOWN = "550 5.1.1 No such address here"
_PAUSED = "450 4.2.1 Not taken at the moment, try again later"
_NO_ROOM = "452 4.3.1 No room at the moment, try again later"
_FAILED = "451 4.3.0 Not taken at the moment, try again later"
_EMPTY = "554 5.6.0 The message is empty"


def post(ledger: Ledger) -> Post:
    """Return what a server of ours asks of this ledger."""
    return Post(
        accepts=lambda address: accepts(ledger, address),
        takes=lambda letter: take(ledger, letter),
        now=time.monotonic,
    )


def accepts(ledger: Ledger, address: str) -> str:
    """Return the answer to a recipient: only addresses that were made here are known.

    One that is paused is asked to try again later, for nothing must be lost by it.
    """
    try:
        with ledger.db.reading() as tx:
            found = sources.with_address(tx, _bare(address))
    except LedgerError:
        return _FAILED
    if found is None:
        return _UNKNOWN
    if found.state is SourceState.PAUSED or ledger.read_only:
        return _PAUSED
    return _KNOWN


def take(ledger: Ledger, letter: Letter) -> str:
    """Keep and seal a letter for each of its recipients, and return the answer.

    What was sealed for one of them when it fails for another comes once more, and is
    then known as received again.
    """
    if not letter.data:
        return _EMPTY
    try:
        boxes = _boxes(ledger, letter)
        if not boxes:
            return _UNKNOWN
        for box in boxes:
            _keep(ledger, box, letter)
    except DiskFullError:
        return _NO_ROOM
    except (LedgerError, OSError):
        return _FAILED
    return _TAKEN


def _boxes(ledger: Ledger, letter: Letter) -> list[Source]:
    with ledger.db.reading() as tx:
        found = [sources.with_address(tx, _bare(to)) for to in letter.recipients]
    return list({each.id: each for each in found if each}.values())


def _keep(ledger: Ledger, box: Source, letter: Letter) -> None:
    receipt = intake.open_receipt(
        ledger,
        SYSTEM,
        custodian=letter.sender or box.custodian,
        channel=CHANNEL,
        project=box.project,
    )
    arrival: dict[str, Json] = {
        "source": box.id,
        "mail_from": letter.sender,
        "rcpt_to": list(letter.recipients),
        "peer": letter.peer,
        "helo": letter.hello,
        "tls": letter.encrypted,
    }
    name = f"{box.name}/message.eml"
    file = File(name, lambda: io.BytesIO(letter.data), arrival=arrival)
    try:
        for _number in intake.receive(ledger, receipt, [file]):
            pass
    finally:
        intake.let_close(ledger, receipt)
    with ledger.db.writing() as tx:
        now = ledger.now()
        sources.note(
            tx, box.id, tried_at=now, done_at=now, new=1, receipt=receipt, error=""
        )


def _bare(address: str) -> str:
    return address.strip().strip("<>").strip()


def office(ledger: Ledger, listening: socket.socket) -> PostOffice:
    """Return a server that takes letters for the drop-boxes of this ledger.

    Raises:
        BadInputError: the certificate that was set cannot be read.
    """
    config = ledger.config
    return PostOffice(
        listening,
        post(ledger),
        largest=config.smtp_mb << 20,
        name=config.drop_host,
        tls=certificate(config.smtp_certificate, config.smtp_key),
    )


def certificate(certificate_file: str, key_file: str) -> ssl.SSLContext | None:
    """Return what STARTTLS is offered with; None where no certificate was given.

    Raises:
        BadInputError: certificate or key cannot be read.
    """
    if not certificate_file:
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    try:
        context.load_cert_chain(
            Path(certificate_file), Path(key_file) if key_file else None
        )
    except (OSError, ssl.SSLError) as error:
        raise BadInputError(
            said(
                "The certificate for mail (%(path)s) cannot be used: %(why)s.",
                path=certificate_file,
                why=error.strerror or str(error),
            )
        ) from error
    return context
