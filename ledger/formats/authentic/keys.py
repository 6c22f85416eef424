"""Keys of domains: what the name servers answered, and what a key record allows."""

import re
from dataclasses import dataclass
from dataclasses import field

from ledger.domain.signatures import Answer
from ledger.domain.signatures import Asked
from ledger.domain.signatures import Reason

MOST_NAMES = 60
LABEL = re.compile(r"(?!-)[^\s.\\@:;,()<>\[\]\"/]{1,63}(?<!-)")
LONGEST_NAME = 253

RANK = (Asked.ANSWERED, Asked.NO_SUCH_NAME, Asked.TIME_OUT, Asked.FAILED)
"""What counts where resolvers do not say the same: who knows more goes first."""


@dataclass(frozen=True, slots=True)
class Known:
    """What all resolvers said of one name."""

    state: Asked
    texts: tuple[str, ...] = ()
    """The different answers, the first resolver's first."""


@dataclass(slots=True)
class Answers:
    """The answers to all questions, for a verifier that asks by name."""

    known: dict[str, Known] = field(default_factory=dict)
    chosen: dict[str, str] = field(default_factory=dict)
    """Which text is tried, where there are several."""

    unanswered: set[str] = field(default_factory=set)
    """Names that a verifier asked for in vain."""

    def of(self, name: str) -> Known:
        """Return what is known of a name."""
        return self.known.get(plain_name(name), Known(Asked.NOT_ASKED))

    def look_up(self, name: bytes, timeout: int = 5) -> bytes | None:
        """Answer a verifier; what could not be asked is noted, and is no answer."""
        asked = plain_name(name.decode("utf-8", errors="replace"))
        if not is_askable(asked):
            return None
        found = self.of(asked)
        if found.state not in {Asked.ANSWERED, Asked.NO_SUCH_NAME}:
            self.unanswered.add(asked)
        text = self.chosen.get(asked) or next(iter(found.texts), "")
        return text.encode("utf-8", errors="replace") or None


def gathered(answers: list[Answer]) -> Answers:
    """Return the answers by name."""
    found: dict[str, list[Answer]] = {}
    for each in answers:
        found.setdefault(plain_name(each.name), []).append(each)
    return Answers({name: _known(listed) for name, listed in found.items()})


def _known(listed: list[Answer]) -> Known:
    states = {each.state for each in listed}
    state = next((each for each in RANK if each in states), Asked.NOT_ASKED)
    texts = dict.fromkeys(each.text for each in listed if each.text)
    return Known(state, tuple(texts))


def plain_name(name: str) -> str:
    """Return a name as it is compared."""
    return name.strip().rstrip(".").lower()


def is_askable(name: str) -> bool:
    """Tell whether a name can be asked for at all."""
    plain = plain_name(name)
    selector, _, domain = plain.partition("._domainkey.")
    labels = f"{selector}.{domain}".split(".")
    return len(plain) <= LONGEST_NAME and all(map(LABEL.fullmatch, labels))


def tags(text: str) -> dict[str, str]:
    """Return the tags of a key record, the first of a name only."""
    found: dict[str, str] = {}
    for part in text.split(";"):
        name, equals, value = part.partition("=")
        if equals:
            found.setdefault(name.strip(), value.strip())
    return found


def words(value: str) -> list[str]:
    """Return the parts of a tag that lists some."""
    return [word.strip().lower() for word in value.split(":") if word.strip()]


def forbids(record: str, algorithm: str, identity: str, domain: str) -> list[Reason]:
    """Return why a key may not vouch for a signature; empty where it may."""
    known = tags(record)
    found: list[Reason] = []
    if known.get("v", "DKIM1") != "DKIM1":
        found.append(("key-unreadable", known["v"]))
    if words(known.get("s", "*")) and not {"*", "email"} & set(
        words(known.get("s", "*"))
    ):
        found.append(("key-not-for-mail", known["s"]))
    hashes = words(known.get("h", ""))
    if hashes and algorithm.rpartition("-")[2] not in hashes:
        found.append(("key-other-hash", known["h"]))
    kind = known.get("k", "rsa").lower()
    if algorithm.partition("-")[0] != kind:
        found.append(("key-other-kind", kind))
    if "s" in words(known.get("t", "")) and identity.rpartition("@")[2] != domain:
        found.append(("key-strict", domain))
    return found


def is_revoked(record: str) -> bool:
    """Tell whether a key record says that its key is no more."""
    return not re.sub(r"\s", "", tags(record).get("p", ""))


def weaknesses(record: str, algorithm: str, bits: int) -> list[Reason]:
    """Return what is weak about a key, or about how it was used."""
    known = tags(record)
    found: list[Reason] = []
    if algorithm.endswith("sha1"):
        found.append(("sha1", algorithm))
    if words(known.get("h", "")) == ["sha1"]:
        found.append(("key-sha1", ""))
    if "y" in words(known.get("t", "")):
        found.append(("testing", ""))
    if algorithm.startswith("rsa") and bits < LEAST_BITS:
        found.append(("short-key", str(bits)))
    return found


LEAST_BITS = 1024
