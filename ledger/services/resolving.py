"""Resolving: asking name servers for the keys by which mail was signed.

This is the only question about evidence that ever leaves the machine, and it says no
more than a name such as ``s1._domainkey.client.example``. Whom to ask is a setting:
``system`` asks whom this machine asks anyway, ``off`` asks nobody, and addresses ask
these. With two of them nobody has to believe the one.
"""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from datetime import datetime

import dns.exception
import dns.flags
import dns.name
import dns.rdatatype
import dns.resolver

from ledger.domain.moment import written
from ledger.domain.resolver import OFF
from ledger.domain.resolver import Server
from ledger.domain.resolver import servers
from ledger.domain.resolver import SYSTEM
from ledger.domain.signatures import Answer
from ledger.domain.signatures import Asked

_SILENT = 2
"""After so many questions without an answer a resolver is asked no more for a while."""

_RESERVED = frozenset(
    {"example", "test", "invalid", "localhost", "local", "internal", "onion"}
)
"""Endings that no name server of the world knows: asking would only tell of it."""

Clock = Callable[[], datetime]


@dataclass(slots=True)
class Resolvers:
    """Those who are asked in one go; each name is asked for once."""

    servers: tuple[Server, ...]
    now: Clock
    problem: str = ""
    """Why nobody is asked."""

    only_public: bool = False
    patience: float = 5.0
    """For how many seconds an answer is waited for."""

    known: dict[str, list[Answer]] = field(default_factory=dict)
    silent: dict[str, int] = field(default_factory=dict)

    def ask(self, names: Iterable[str]) -> list[Answer]:
        """Return what each resolver says of each name."""
        found: list[Answer] = []
        for name in names:
            if name not in self.known:
                self.known[name] = list(self._asked(name))
            found += self.known[name]
        return found

    def _asked(self, name: str) -> Iterator[Answer]:
        at = written(self.now())
        if not self.servers:
            yield _not_asked(name, at, self.problem)
        elif self.only_public and name.rpartition(".")[2] in _RESERVED:
            yield _not_asked(name, at, "reserved")
        else:
            for server in self.servers:
                yield from self._answers(server, name, at)

    def _answers(self, server: Server, name: str, at: str) -> Iterator[Answer]:
        if self.silent.get(server.name, 0) >= _SILENT:
            yield Answer(
                name=name, resolver=server.name, asked_at=at, state=Asked.TIME_OUT
            )
            return
        listed = list(_ask(server, name, at, self.patience))
        late = any(each.state is Asked.TIME_OUT for each in listed)
        self.silent[server.name] = self.silent.get(server.name, 0) + 1 if late else 0
        yield from listed


def of(setting: str, now: Clock) -> Resolvers:
    """Return the resolvers that a setting names."""
    if setting == OFF:
        return Resolvers((), now, problem=OFF)
    if setting == SYSTEM:
        listed = tuple(_of_this_machine())
        problem = "" if listed else "no-resolver"
        return Resolvers(listed, now, problem=problem, only_public=True)
    return Resolvers(servers(setting), now)


def _of_this_machine() -> Iterator[Server]:
    try:
        found = dns.resolver.Resolver(configure=True).nameservers
    except (dns.exception.DNSException, OSError):
        return
    yield from (Server(str(each), str(each)) for each in found[:2])


def _ask(server: Server, name: str, at: str, patience: float) -> Iterator[Answer]:
    """Ask one resolver for the texts at one name."""
    resolver = dns.resolver.Resolver(configure=False)
    resolver.nameservers = [server.address]
    resolver.port = server.port
    resolver.flags = dns.flags.RD | dns.flags.AD
    none = Answer(
        name=name, resolver=server.name, asked_at=at, state=Asked.NO_SUCH_NAME
    )
    try:
        found = resolver.resolve(
            dns.name.from_text(name), "TXT", lifetime=patience, search=False
        )
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        yield none
    except dns.exception.Timeout:
        yield replace(none, state=Asked.TIME_OUT)
    except (dns.exception.DNSException, OSError, ValueError) as error:
        yield replace(none, state=Asked.FAILED, problem=type(error).__name__)
    else:
        secure = bool(found.response.flags & dns.flags.AD)
        for record in found:
            text = b"".join(record.strings).decode("utf-8", errors="replace")
            yield replace(
                none,
                state=Asked.ANSWERED,
                text=text,
                ttl=found.rrset.ttl if found.rrset else None,
                secure=secure,
            )


def _not_asked(name: str, at: str, problem: str) -> Answer:
    return Answer(name=name, asked_at=at, state=Asked.NOT_ASKED, problem=problem)
