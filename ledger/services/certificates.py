"""Certificates: public keys of persons, put in by somebody who says how he got them.

A key proves no more than the care with which it was obtained; so that is asked for and
kept. Messages that were signed with a new one are checked once more, in the background.
"""

import io
from collections.abc import Mapping
from typing import Any

from ledger.domain.certificate import Certificate
from ledger.domain.digest import new_id
from ledger.domain.errors import AlreadyThereError
from ledger.domain.errors import BadInputError
from ledger.domain.event import BlobRef
from ledger.domain.event import Event
from ledger.domain.event import EventKind
from ledger.domain.sentence import said
from ledger.opened import Ledger
from ledger.services import people
from ledger.services import queueing
from ledger.store import authentications
from ledger.store import certificates
from ledger.store.database import Tx

MOST = 1 << 20


def every(ledger: Ledger, person: str | None = None) -> list[Certificate]:
    """Return the certificates of everybody, or of a person."""
    with ledger.db.reading() as tx:
        return certificates.every(tx, person)


def find(ledger: Ledger, key: str) -> Certificate:
    """Return a certificate.

    Raises:
        NotFoundError: there is none with that id.
    """
    with ledger.db.reading() as tx:
        return certificates.find(tx, key)


def add(
    ledger: Ledger, actor: str, data: bytes, person: str, origin: str
) -> list[Certificate]:
    """Keep the certificates of a file as those of a person, and return them.

    Raises:
        NotFoundError: there is no such person.
        BadInputError: nothing says how it was obtained, or the file is too large.
        BoxError: it holds no certificate, or a secret key.
        AlreadyThereError: it is known already.
    """
    owner = people.meant(ledger, person)
    if not origin.strip():
        raise BadInputError(said("Say how the certificate was obtained."))
    if len(data) > MOST:
        raise BadInputError(said("This file is too large for a certificate."))
    described = ledger.box.certificates(io.BytesIO(data))
    with ledger.blobs.batch() as batch:
        kept = batch.put(io.BytesIO(data))
    raw = BlobRef("raw", kept.digest, kept.size)
    with ledger.db.writing() as tx:
        _refuse_known(tx, described)
        happened = [_added(actor, raw, owner, origin, each) for each in described]
        ledger.record(tx, *happened)
        made = [certificates.find(tx, each.subject) for each in happened]
        _check_again(ledger, tx, made)
    return made


def remove(ledger: Ledger, actor: str, key: str, why: str) -> Certificate:
    """Use a certificate no more; what was checked by it stays as it was found.

    Raises:
        NotFoundError: there is none with that id.
        BadInputError: no reason is given, or it was removed before.
    """
    if not why.strip():
        raise BadInputError(said("Say why it is not used any more."))
    with ledger.db.writing() as tx:
        found = certificates.find(tx, key)
        if found.removed is not None:
            raise BadInputError(said("This certificate was removed before."))
        event = Event(
            kind=EventKind.CERTIFICATE_REMOVED,
            subject=key,
            actor=actor,
            fields={"why": why.strip(), "person": found.person},
        )
        ledger.record(tx, event)
        return certificates.find(tx, key)


def _refuse_known(tx: Tx, described: list[dict[str, Any]]) -> None:
    there = {each.fingerprint for each in certificates.every(tx) if not each.removed}
    for each in described:
        if each["fingerprint"] in there:
            raise AlreadyThereError("certificate", each["fingerprint"])


def _added(
    actor: str, raw: BlobRef, person: str, origin: str, found: Mapping[str, Any]
) -> Event:
    return Event(
        kind=EventKind.CERTIFICATE_ADDED,
        subject=new_id("k"),
        actor=actor,
        blobs=(raw,),
        fields={
            "person": person,
            "fingerprint": str(found["fingerprint"]),
            "keys": [str(each) for each in found["keys"]],
            "names": [str(each) for each in found["names"]],
            "origin": origin.strip(),
            **({"expires": str(found["expires"])} if found["expires"] else {}),
        },
    )


def _check_again(ledger: Ledger, tx: Tx, made: list[Certificate]) -> None:
    """Queue the messages that were signed by a key that has just become known."""
    keys = {key for each in made for key in each.keys}
    waited = authentications.waiting_for_keys(tx, keys)
    queueing.authenticate(ledger, tx, waited, again=True)
