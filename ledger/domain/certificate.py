"""Certificates: public keys of persons that somebody here put in."""

from dataclasses import dataclass

from ledger.domain.digest import Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A stored certificate, whose it is, and how it came."""

    id: str
    fingerprint: str
    keys: tuple[str, ...]
    """Fingerprints and short ids of all its keys."""

    names: tuple[str, ...]
    """What it calls its owner."""

    person: str
    digest: Digest
    origin: str
    """How it was obtained, in the words of who put it in."""

    expires: str | None
    removed: str | None
    """Why it is not used any more; None where it is."""

    position: int
