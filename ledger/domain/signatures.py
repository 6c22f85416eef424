"""Signatures: what a message is signed with, and what a check of each came to."""

from dataclasses import dataclass
from enum import StrEnum

from ledger.domain.alignment import Alignment


class Result(StrEnum):
    """What a check of a signature came to."""

    PASS = "pass"  # noqa: S105 - a verdict
    WEAK = "weak"
    NOT_ALIGNED = "not-aligned"
    CONFLICTING = "conflicting"
    FAIL = "fail"
    REFUSED = "refused"
    """The message can be read in two ways: no verdict on it would hold."""

    KEY_GONE = "key-gone"
    NOT_CHECKED = "not-checked"


class Asked(StrEnum):
    """What became of a question to the name servers."""

    ANSWERED = "answered"
    NO_SUCH_NAME = "no-such-name"
    TIME_OUT = "time-out"
    FAILED = "failed"
    NOT_ASKED = "not-asked"


UNANSWERED = frozenset({Asked.TIME_OUT, Asked.FAILED})
"""What may be answered another time."""


class Signs(StrEnum):
    """What a message carries that can be checked."""

    DKIM = "dkim"
    ARC = "arc"
    SERVER = "server"
    """An ``Authentication-Results`` header."""

    SMIME = "smime"
    PGP = "pgp"


class Signer(StrEnum):
    """What is known of the person who signed."""

    TRUSTED = "trusted"
    """A root or a certificate that somebody here put in vouches for him."""

    UNKNOWN = "unknown"
    OTHER = "other"
    """Known, but with another address than that of the sender."""


Reason = tuple[str, str]
"""Why a result is what it is: a code and a value (``uncovered``, ``subject``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one resolver said to one question for a key, word for word."""

    name: str
    asked_at: str
    state: Asked
    resolver: str = ""
    """Who was asked; empty where nobody was."""

    text: str = ""
    ttl: int | None = None
    secure: bool = False
    """Whether the resolver says that the answer is signed (its AD bit)."""

    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainSignature:
    """A DKIM signature: a domain vouches for parts of a message."""

    result: Result
    domain: str = ""
    selector: str = ""
    reasons: tuple[Reason, ...] = ()
    algorithm: str = ""
    canonical: str = ""
    bits: int = 0
    headers: tuple[str, ...] = ()
    """As it lists them (``h=``), in lower case."""

    covered: tuple[str, ...] = ()
    uncovered: tuple[str, ...] = ()
    """Headers that stand in the message and that it does not cover, all or some."""

    oversigned: tuple[str, ...] = ()
    length: int | None = None
    signed_at: int | None = None
    """Seconds since 1970, as it says itself."""

    expires: int | None = None
    alignment: Alignment = Alignment.NONE
    tail_at: int | None = None
    """The byte of the message from which on nothing is signed."""

    tail: str = ""
    """How the unsigned end begins."""

    @property
    def name(self) -> str:
        """Return under which name its key is asked for."""
        return f"{self.selector}._domainkey.{self.domain}"

    def has(self, code: str) -> bool:
        """Tell whether a reason was given."""
        return any(each == code for each, _value in self.reasons)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """ARC: what servers on the way say that they saw, each sealing those before."""

    result: str
    """``pass``, ``fail``, ``ended`` or ``not-checked``."""

    why: str = ""
    sealers: tuple[str, ...] = ()
    """The domains that sealed it, the first one first."""

    claims: tuple[str, ...] = ()
    """What each of them says that it saw, word for word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerRecord:
    """What our own mail server wrote down when the message came."""

    server: str
    results: tuple[tuple[str, str, str], ...]
    """(method, result, what it is about)."""

    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalSignature:
    """A signature that a person made: S/MIME or OpenPGP."""

    form: Signs
    result: Result
    reasons: tuple[Reason, ...] = ()
    signer: Signer = Signer.UNKNOWN
    name: str = ""
    addresses: tuple[str, ...] = ()
    issuer: str = ""
    fingerprint: str = ""
    serial: str = ""
    signed_at: str = ""
    """As the signature itself says."""

    valid_from: str = ""
    valid_until: str = ""
    algorithm: str = ""
    partial: bool = False
    """Whether it covers a part of the body only."""

    certificate: str = ""
    """The id of the stored certificate by which it was checked."""

    person: str = ""
    root: str = ""
    """The fingerprint of the root that vouches for the certificate."""
