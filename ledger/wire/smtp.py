"""SMTP: be the server to which mail for our addresses is sent.

It accepts what is for a known address, and says 250 only when the letter was handed in
and is safe. The bytes are those that came over the wire, from the first to the last;
nothing is added. Who sent, to whom and from where is handed in beside them.
"""

import asyncio
import logging
import socket
import ssl
import threading
from collections import deque
from collections.abc import Callable
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from aiosmtpd.smtp import Envelope
from aiosmtpd.smtp import Session
from aiosmtpd.smtp import SMTP

_LONGEST_LINE = 4 << 20
"""Real mail has lines far above the 998 letters of the standard."""

_MOST_CONNECTIONS = 20
_MOST_RECIPIENTS = 20
_PATIENCE = 120.0
_COMMANDS = 200
_HANDS = 4

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A message with its envelope, as they came over the wire."""

    data: bytes
    sender: str
    recipients: tuple[str, ...]
    peer: str
    hello: str
    encrypted: bool


@dataclass(frozen=True, slots=True)
class Post:
    """What a server of ours asks of the house."""

    accepts: Callable[[str], str]
    """Return the answer to a recipient; it begins with ``250`` where he is known."""

    takes: Callable[[Letter], str]
    """Keep a letter and return the answer; ``250`` says that it is safe."""

    now: Callable[[], float]
    """Return seconds that only grow."""


class Rate:
    """How many letters one sender may hand in in a minute."""

    def __init__(self, most: int, now: Callable[[], float]) -> None:
        self._most = most
        self._now = now
        self._seen: dict[str, deque[float]] = {}

    def allows(self, peer: str) -> bool:
        """Tell whether a sender may hand in one more, and count it."""
        now = self._now()
        for other in [key for key, seen in self._seen.items() if seen[-1] < now - 60]:
            del self._seen[other]
        seen = self._seen.setdefault(peer, deque(maxlen=self._most))
        if len(seen) == self._most and seen[0] > now - 60:
            return False
        seen.append(now)
        return True


class _Server(SMTP):
    """The protocol of one connection."""

    line_length_limit = _LONGEST_LINE
    local_part_limit = 64

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin, unless too many others are talking already."""
        handler: _Handler = self.event_handler
        fresh = self not in handler.open
        handler.open.add(self)
        if fresh and len(handler.open) > _MOST_CONNECTIONS:
            handler.open.discard(self)
            if isinstance(transport, asyncio.WriteTransport):
                transport.write(b"421 4.7.0 Too many connections, try again later\r\n")
            transport.close()
            return
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        """End, and let somebody else begin."""
        self.event_handler.open.discard(self)
        super().connection_lost(error)


class _Handler:
    """What is answered to the commands of all connections."""

    def __init__(self, post: Post, most_a_minute: int) -> None:
        self._post = post
        self._rate = Rate(most_a_minute, post.now)
        self._hands = ThreadPoolExecutor(_HANDS, "post")
        self.open: set[_Server] = set()

    async def handle_RCPT(  # noqa: N802 - a name of the library
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        """Accept a recipient that is known."""
        if len(envelope.rcpt_tos) >= _MOST_RECIPIENTS:
            return "452 4.5.3 Too many recipients"
        answer = await self._ask(lambda: self._post.accepts(address))
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
            envelope.rcpt_options.extend(options)
        return answer

    async def handle_DATA(  # noqa: N802 - a name of the library
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Hand a letter in; the answer comes when it is safe."""
        letter = Letter(
            data=bytes(envelope.original_content or b""),
            sender=str(envelope.mail_from or ""),
            recipients=tuple(map(str, envelope.rcpt_tos)),
            peer=_peer(session),
            hello=str(session.host_name or ""),
            encrypted=session.ssl is not None,
        )
        if not self._rate.allows(letter.peer):
            return "451 4.7.1 Too many messages, try again in a minute"
        return await self._ask(lambda: self._post.takes(letter))

    async def _ask(self, question: Callable[[], str]) -> str:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._hands, question)

    async def handle_exception(self, error: Exception) -> str:
        """Say that something failed, so that the sender tries again."""
        _log.error("a letter could not be taken", exc_info=error)
        return "451 4.3.0 Something failed here, try again later"

    def close(self) -> None:
        """Let the letters that are being taken be taken."""
        self._hands.shutdown(wait=True)


class PostOffice:
    """A server in a thread of its own, on a socket that listens already."""

    def __init__(
        self,
        listening: socket.socket,
        post: Post,
        *,
        largest: int,
        most_a_minute: int = 120,
        name: str = "",
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._listening = listening
        self._handler = _Handler(post, most_a_minute)
        self._options: Mapping[str, Any] = {
            "data_size_limit": largest,
            "hostname": name or "localhost",
            "ident": "Scope Ledger",
            "tls_context": tls,
            "timeout": _PATIENCE,
            "command_call_limit": _COMMANDS,
            "enable_SMTPUTF8": True,
        }
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="post", daemon=True)
        self._begun = threading.Event()

    @property
    def port(self) -> int:
        """Return the port that it listens on."""
        return int(self._listening.getsockname()[1])

    def start(self) -> None:
        """Begin to accept letters."""
        self._thread.start()
        self._begun.wait()

    def stop(self) -> None:
        """Accept nothing any more; what is being taken is taken to its end."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(
            self._loop.create_server(self._protocol, sock=self._listening)
        )
        self._begun.set()
        try:
            self._loop.run_forever()
        finally:
            server.close()
            self._handler.close()
            self._end()

    def _end(self) -> None:
        """Break off the conversations that are still going on."""
        for each in list(self._handler.open):
            if each.transport is not None:
                each.transport.abort()  # type: ignore[attr-defined] # a socket has it
        waiting = asyncio.all_tasks(self._loop)
        for task in waiting:
            task.cancel()
        gathered = asyncio.gather(*waiting, return_exceptions=True)
        self._loop.run_until_complete(gathered)
        self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.close()

    def _protocol(self) -> _Server:
        return _Server(self._handler, loop=self._loop, **self._options)


def _peer(session: Session) -> str:
    peer: object = session.peer  # of an internet socket: address and port
    return str(peer[0]) if isinstance(peer, tuple) else str(peer or "")
