"""The act ``authenticate``: first which keys are needed, then what they show.

The box has no network. So the parent asks twice: once for the names under which the
keys are kept, and once with the answers that it was given for them.
"""

from base64 import b64decode
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from ledger.domain.authenticity import answer_of
from ledger.domain.authenticity import Finding
from ledger.domain.authenticity import Wanted
from ledger.domain.signatures import PersonalSignature
from ledger.domain.signatures import Result
from ledger.domain.signatures import Signs
from ledger.formats.authentic import chain
from ledger.formats.authentic import dkim_keys
from ledger.formats.authentic import entities
from ledger.formats.authentic import keys
from ledger.formats.authentic import raw
from ledger.formats.authentic import server
from ledger.formats.authentic.dkim_keys import Case
from ledger.formats.authentic.entities import Signed

MOST_SIGNED = 10
PGP = frozenset({"pgp", "pgp-inline"})
SMIME = frozenset({"smime", "smime-opaque"})


def wanted(data: bytes) -> Wanted:
    """Return the keys that are needed to check a mail."""
    mail = raw.of(data)
    names = [] if mail.refused else [*dkim_keys.names(mail), *chain.names(mail)]
    plain = dict.fromkeys(map(keys.plain_name, names))
    askable = [name for name in plain if keys.is_askable(name)]
    inside = [each for each in _signed(mail) if each.form in PGP]
    return Wanted(
        names=tuple(askable[: keys.MOST_NAMES]),
        keys=tuple(_issuers(inside)) if inside else (),
    )


def finding(data: bytes, given: dict[str, Any]) -> Finding:
    """Return all that is found out about a mail with what the parent was told."""
    mail = raw.of(data)
    listed = [answer_of(each) for each in given["answers"]]
    at, now = (datetime.fromisoformat(given[name]) for name in ("at", "now"))
    case = Case(
        raw=mail,
        answers=keys.gathered(listed),
        at=at,
        now=now,
        unquote=bool(given["unquote"]),
    )
    return Finding(
        at=given["at"],
        at_by=str(given["at_by"]),
        checked_at=given["now"],
        senders=mail.senders,
        doubled=mail.doubled,
        refused=mail.refused,
        signatures=tuple(dkim_keys.verdicts(case)),
        chain=chain.check(case),
        server=server.check(mail, given["servers"]),
        personal=tuple(_person(each, mail, given, at) for each in _signed(mail)),
        answers=tuple(listed),
    )


def _issuers(listed: list[Signed]) -> Iterable[str]:
    from ledger.formats.authentic import openpgp  # noqa: PLC0415 - few mails need it

    return dict.fromkeys(key for each in listed if (key := openpgp.issuer(each)))


def _signed(mail: raw.Raw) -> list[Signed]:
    found = []
    for each in entities.signed(mail.data):
        found.append(each)
        if len(found) == MOST_SIGNED:
            break
    return found


def _person(
    signed: Signed, mail: raw.Raw, given: dict[str, Any], at: datetime
) -> PersonalSignature:
    if signed.form == "encrypted":
        return PersonalSignature(
            form=Signs.PGP,
            result=Result.NOT_CHECKED,
            reasons=(("encrypted", ""),),
            partial=signed.partial,
        )
    if signed.form in SMIME:
        from ledger.formats.authentic import smime  # noqa: PLC0415 - slow to load

        roots = [b64decode(each) for each in given["roots"]]
        return smime.check(signed, mail.senders, roots, at)
    from ledger.formats.authentic import openpgp  # noqa: PLC0415 - few mails need it

    known = [
        openpgp.Certificate(
            id=each["id"],
            data=b64decode(each["data"]),
            addresses=tuple(each["addresses"]),
            person=each["person"],
        )
        for each in given["certificates"]
    ]
    return openpgp.check(signed, mail.senders, known)
