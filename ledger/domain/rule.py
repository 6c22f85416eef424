"""Filing rules: what a head must show for a document to belong to a project.

A rule is made by a person and tried by the program, on what waits and on what comes in
later. It fits whole names only: of addresses, domains, folders, and reference numbers
that stand by themselves in a subject.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from ledger.domain.errors import BadInputError
from ledger.domain.sentence import said
from ledger.domain.sentence import to_say

_LONGEST = 200
_PUBLIC = re.compile(
    r"(abv|dir|mail)\.bg|(aol|fastmail|g(oogle)?mail|hotmail|icloud|live|mac|mail|me|msn)"
    r"\.com|(outlook|proton(mail)?|yahoo|yandex|gmx)\.com|(pm|proton)\.me|gmx\.(de|net)"
    r"|(bk|inbox|internet|list|mail|rambler|ya|yandex)\.ru|(t-online|web)\.de|ukr\.net"
)
"""Where anybody may have an address; a rule for such a domain would fit strangers."""

_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_STEPS = re.compile(r"\s*[/\\›]\s*")


class Match(StrEnum):
    """What a rule looks at."""

    ADDRESS = "address"
    """An e-mail address of somebody in the head: who wrote it, or to whom."""

    DOMAIN = "domain"
    """The domain of such an address, with everything below it."""

    REFERENCE = "reference"
    """A reference number in the subject, as a word of its own."""

    FOLDER = "folder"
    """A folder in which it lay where it came from."""


_RIGHT = {
    Match.ADDRESS: re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$"),
    Match.DOMAIN: re.compile(r"^[\w-]+(?:\.[\w-]+)+$"),
    Match.REFERENCE: re.compile(r"\w.*\w.*\w"),
    Match.FOLDER: re.compile(r"\S"),
}
_WRONG = {
    Match.ADDRESS: to_say("“%(value)s” is no e-mail address."),
    Match.DOMAIN: to_say("“%(value)s” is no domain such as client.example."),
    Match.REFERENCE: to_say("A reference number needs three letters or digits."),
    Match.FOLDER: to_say("Say the name of the folder."),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """That what fits belongs to a project."""

    id: str
    match: Match
    value: str
    """As it was checked: lower case for addresses and domains."""

    project: str
    files: bool
    """False for one that only suggests."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What rules look at in a document."""

    addresses: frozenset[str] = frozenset()
    subject: str = ""
    path: str = ""
    """Where it lay, with slashes or ``›`` between folders, the file at the end."""


def checked(match: Match, value: str) -> str:
    """Return a value as a rule keeps it.

    Raises:
        BadInputError: it is none of this sort; the sentence says what is expected.
    """
    found = unicodedata.normalize("NFC", " ".join(value.split()))
    if not found or len(found) > _LONGEST:
        raise BadInputError(said("Say what the rule looks for, in 1 to 200 letters."))
    found = _SHAPED[match](found)
    if not _RIGHT[match].search(found):
        raise BadInputError(said(_WRONG[match], value=value))
    return found


def fits(rule: Rule, head: Head) -> bool:
    """Tell whether a rule fits what is known of a document."""
    match rule.match:
        case Match.ADDRESS:
            return rule.value in head.addresses
        case Match.DOMAIN:
            return any(_is_below(each, rule.value) for each in head.addresses)
        case Match.REFERENCE:
            return names(head.subject, rule.value)
        case Match.FOLDER:
            return _lies_in(head.path, rule.value)


def names(subject: str, reference: str) -> bool:
    """Tell whether a reference number stands by itself in a subject."""
    wanted = re.escape(_plain(reference))
    return re.search(rf"(?<![\w-]){wanted}(?![\w-])", _plain(subject)) is not None


def about(address: str) -> tuple[Match, str]:
    """Return what a rule for somebody's mail looks for: the domain, if it is his."""
    domain = domain_of(address)
    public = not domain or _PUBLIC.fullmatch(domain)
    return (Match.ADDRESS, address) if public else (Match.DOMAIN, domain)


def domain_of(address: str) -> str:
    """Return the domain of an address; empty where it has none."""
    return address.rpartition("@")[2] if "@" in address else ""


def _is_below(address: str, domain: str) -> bool:
    found = domain_of(address)
    return found == domain or found.endswith(f".{domain}")


def _lies_in(path: str, folder: str) -> bool:
    there = [_plain(each) for each in _steps(path)[:-1]]
    wanted = [_plain(each) for each in _steps(folder)]
    last = len(there) - len(wanted)
    return any(there[at : at + len(wanted)] == wanted for at in range(last + 1))


_SHAPED: dict[Match, Callable[[str], str]] = {
    Match.ADDRESS: str.lower,
    Match.DOMAIN: lambda value: value.lower().strip("@."),
    Match.REFERENCE: str,
    Match.FOLDER: lambda value: "/".join(_steps(value)),
}


def _steps(path: str) -> list[str]:
    return [each for each in _STEPS.split(path.strip()) if each]


def _plain(text: str) -> str:
    """Return a text as it is compared: no case, one kind of dash and of space."""
    folded = unicodedata.normalize("NFKC", _DASHES.sub("-", text)).casefold()
    return " ".join(folded.split())
