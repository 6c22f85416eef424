"""What the libraries of a connection raise, as sentences for a person."""

import re
import socket
import ssl
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import contextmanager
from imaplib import IMAP4

from imap_tools.errors import ImapToolsError
from imap_tools.errors import UnexpectedCommandStatusError

from ledger.domain import source_errors
from ledger.domain.sentence import said
from ledger.domain.source import Mailbox
from ledger.domain.source_errors import NotTrustedError
from ledger.domain.source_errors import RefusedError
from ledger.domain.source_errors import SourceError
from ledger.domain.source_errors import UnreachableError

_LONGEST = 200
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


def refusals() -> tuple[type[Exception], ...]:
    """Return everything that may go wrong with a connection."""
    return (IMAP4.error, ImapToolsError, OSError, EOFError, ValueError)


@contextmanager
def as_sentences(mailbox: Mailbox, *, signing_in: bool = False) -> Iterator[None]:
    """Say in a sentence what goes wrong inside the block."""
    host, port = mailbox.host, mailbox.port
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        raise NotTrustedError(host, error.verify_message) from error
    except (ssl.SSLError, socket.gaierror, TimeoutError, OSError, EOFError) as error:
        raise UnreachableError(host, port, _why(error)) from error
    except IMAP4.abort as error:
        raise UnreachableError(host, port, source_errors.BROKEN_OFF) from error
    except UnexpectedCommandStatusError as error:
        words = told(error.command_result[1])
        if signing_in:
            raise RefusedError(host, mailbox.user, words) from error
        raise SourceError(host, words) from error
    except (IMAP4.error, ImapToolsError, ValueError) as error:
        words = told(error.args)
        if signing_in:
            raise RefusedError(host, mailbox.user, words) from error
        if "STARTTLS" in words.upper():
            why = source_errors.NO_STARTTLS
            raise UnreachableError(host, port, why) from error
        raise SourceError(host, words) from error


def told(answer: Sequence[object]) -> str:
    """Return what a server answered, as one short line that steers nothing."""
    parts = [
        each.decode("utf-8", "replace") if isinstance(each, bytes) else str(each)
        for each in answer
        if each is not None
    ]
    line = _CONTROL.sub(" ", " ".join(parts)).strip()
    return line[:_LONGEST] or "NO"


def _why(error: Exception) -> str:
    for kind, why in _WHY.items():
        if isinstance(error, kind):
            return why
    words = told([getattr(error, "strerror", "") or error])
    return said(source_errors.OTHER, told=words)


_WHY: dict[type[Exception], str] = {
    socket.gaierror: source_errors.UNKNOWN_HOST,
    TimeoutError: source_errors.TOO_SLOW,
    ConnectionRefusedError: source_errors.REFUSED,
    ssl.SSLEOFError: source_errors.BROKEN_OFF,
    ssl.SSLError: source_errors.NO_TLS,
    ConnectionError: source_errors.BROKEN_OFF,
    EOFError: source_errors.BROKEN_OFF,
}
"""What an error says of a connection; the first that fits."""
