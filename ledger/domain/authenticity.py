"""Authenticity: what is known of who sent a message, and how strong that is.

A *finding* is what one check of one original found out. It says what was seen and
leaves nothing out: which parts a signature covers and which it does not, which key was
asked for, who answered and when. What it is worth is the *grade* (``grading``).
"""

from collections.abc import Mapping
from dataclasses import asdict
from dataclasses import dataclass
from dataclasses import field
from dataclasses import fields
from enum import StrEnum
from typing import Any
from typing import Self

from ledger.domain.alignment import Alignment
from ledger.domain.signatures import Answer
from ledger.domain.signatures import Asked
from ledger.domain.signatures import Chain
from ledger.domain.signatures import DomainSignature
from ledger.domain.signatures import PersonalSignature
from ledger.domain.signatures import Reason
from ledger.domain.signatures import Result
from ledger.domain.signatures import ServerRecord
from ledger.domain.signatures import Signer
from ledger.domain.signatures import Signs
from ledger.domain.signatures import UNANSWERED


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is needed to check a message: key names, and keys of persons."""

    names: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    """Fingerprints or ids of OpenPGP keys, lower case."""

    def plain(self) -> dict[str, list[str]]:
        """Return it as JSON holds it."""
        return {"names": list(self.names), "keys": list(self.keys)}

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Self:
        """Return what ``plain`` wrote."""
        names, keys = (tuple(map(str, values[name])) for name in ("names", "keys"))
        return cls(names=names, keys=keys)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one check of one original found out."""

    at: str
    """The moment for which times of signatures were judged: that of receipt."""

    at_by: str
    """How that moment is known: ``received`` or ``taken-in``."""

    checked_at: str = ""
    senders: tuple[str, ...] = ()
    doubled: tuple[str, ...] = ()
    """Headers that stand more often than they may."""

    refused: tuple[Reason, ...] = ()
    signatures: tuple[DomainSignature, ...] = ()
    chain: Chain | None = None
    server: ServerRecord | None = None
    personal: tuple[PersonalSignature, ...] = ()
    answers: tuple[Answer, ...] = field(default=())

    def plain(self) -> dict[str, Any]:
        """Return it as JSON holds it; what is empty is left out."""
        found: dict[str, Any] = _compact(asdict(self))
        return found

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Self:
        """Return the finding that ``plain`` wrote.

        Raises:
            TypeError: it holds what no finding holds.
            ValueError: a word of it is none that is known.
        """
        chain, server = values.get("chain"), values.get("server")
        return cls(
            at=str(values.get("at", "")),
            at_by=str(values.get("at_by", "")),
            checked_at=str(values.get("checked_at", "")),
            senders=tuple(values.get("senders", ())),
            doubled=tuple(values.get("doubled", ())),
            refused=_pairs(values.get("refused", ())),
            signatures=tuple(_signature(each) for each in values.get("signatures", ())),
            chain=Chain(**_tuples(Chain, chain)) if chain else None,
            server=_server(server) if server else None,
            personal=tuple(_personal(each) for each in values.get("personal", ())),
            answers=tuple(answer_of(each) for each in values.get("answers", ())),
        )

    @property
    def unanswered(self) -> bool:
        """Tell whether a name server may give another time what is missing."""
        return any(
            each.result is Result.NOT_CHECKED
            and any(code in UNANSWERED for code, _ in each.reasons)
            for each in self.signatures
        )


def answer_of(values: Mapping[str, Any]) -> Answer:
    """Return the answer that ``Finding.plain`` wrote."""
    return Answer(**{**values, "state": Asked(values["state"])})


def _signature(values: Mapping[str, Any]) -> DomainSignature:
    known = _tuples(DomainSignature, values)
    known |= {"result": Result(values["result"])}
    known |= {"reasons": _pairs(values.get("reasons", ()))}
    if "alignment" in values:
        known["alignment"] = Alignment(values["alignment"])
    return DomainSignature(**known)


def _personal(values: Mapping[str, Any]) -> PersonalSignature:
    known = _tuples(PersonalSignature, values)
    known |= {"form": Signs(values["form"]), "result": Result(values["result"])}
    known |= {"reasons": _pairs(values.get("reasons", ()))}
    if "signer" in values:
        known["signer"] = Signer(values["signer"])
    return PersonalSignature(**known)


def _server(values: Mapping[str, Any]) -> ServerRecord:
    results = tuple((str(a), str(b), str(c)) for a, b, c in values.get("results", ()))
    return ServerRecord(
        server=str(values["server"]), results=results, text=str(values.get("text", ""))
    )


def _tuples(kind: type, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a class with tuples where JSON has lists."""
    names = {each.name for each in fields(kind)}
    if not values.keys() <= names:
        raise TypeError(kind.__name__)
    return {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in values.items()
    }


def _pairs(values: Any) -> tuple[Reason, ...]:
    return tuple((str(code), str(value)) for code, value in values)


def _compact(value: Any) -> Any:
    """Return JSON without what says nothing: a result is always said."""
    if isinstance(value, dict):
        return {name: _compact(each) for name, each in value.items() if _says(each)}
    if isinstance(value, list | tuple):
        return [_compact(each) for each in value]
    return str(value) if isinstance(value, StrEnum) else value


def _says(value: Any) -> bool:
    """Tell whether a value says more than that there is none; nought is a number."""
    return value is not None and value is not False and value not in ("", (), [])
