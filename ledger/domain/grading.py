"""Grading: what a check of a message is worth, from A to E.

A  signed by a person whom somebody here vouches for
B  a server of the sender's domain signed it, every main header too, checked at receipt
C  such a signature with limits: weak, of a part only, or checked late
D  no more than the record of our own mail server
E  a file that somebody brought

A grade says how strong the record is, never who sat at the keyboard. Where a head can
be read in two ways nothing above D is given, however right a signature may be.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from enum import StrEnum

from ledger.domain.alignment import Alignment
from ledger.domain.authenticity import Finding
from ledger.domain.signatures import DomainSignature
from ledger.domain.signatures import PersonalSignature
from ledger.domain.signatures import Result
from ledger.domain.signatures import Signer

LATE = timedelta(days=7)
"""How long after it was signed a message may be checked and still at receipt."""


class Grade(StrEnum):
    """How strong the record of a message is; A is the strongest."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"


class State(StrEnum):
    """How far checking has come."""

    CHECKED = "checked"
    WAITING = "waiting"
    NOT_CHECKED = "not-checked"
    NOTHING = "nothing-to-check"
    """It carries nothing that could be checked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """A grade, with the one signature or record that it rests on."""

    grade: Grade
    domain: DomainSignature | None = None
    person: PersonalSignature | None = None
    late: bool = False


def grade(finding: Finding, sent_at: datetime | None = None) -> Graded:
    """Return what a finding is worth; ``sent_at`` is the date that the head claims."""
    found = list(_by_persons(finding))
    found += [_by_domain(each, finding, sent_at) for each in _aligned(finding)]
    if finding.server and any(
        result == "pass" for _method, result, _about in finding.server.results
    ):
        found.append(Graded(grade=Grade.D))
    if finding.doubled or finding.refused:
        found = [each for each in found if each.grade is Grade.D]
    return min(found, key=lambda each: each.grade, default=Graded(grade=Grade.E))


def _by_persons(finding: Finding) -> Iterable[Graded]:
    for each in finding.personal:
        if each.result is Result.PASS and each.signer is Signer.TRUSTED:
            part = Grade.C if each.partial else Grade.A
            yield Graded(grade=part, person=each)


def _aligned(finding: Finding) -> Iterable[DomainSignature]:
    return (
        each
        for each in finding.signatures
        if each.result in {Result.PASS, Result.WEAK}
        and each.alignment is not Alignment.NONE
    )


def _by_domain(
    signature: DomainSignature, finding: Finding, sent_at: datetime | None
) -> Graded:
    late = is_late(signature, finding, sent_at)
    strong = signature.result is Result.PASS and not late
    found = Grade.B if strong else Grade.C
    return Graded(grade=found, domain=signature, late=late)


def is_late(
    signature: DomainSignature, finding: Finding, sent_at: datetime | None
) -> bool:
    """Tell whether a signature was checked long after it was made.

    The signature's own time counts, which is signed; else the date of the head, which
    is signed too; else the receipt.
    """
    checked = moment_of(finding.checked_at)
    made = (
        datetime.fromtimestamp(signature.signed_at, UTC)
        if signature.signed_at is not None
        else sent_at or moment_of(finding.at)
    )
    return checked is None or made is None or checked - made > LATE


def moment_of(text: str) -> datetime | None:
    """Return a moment of a finding; None where there is none."""
    return datetime.fromisoformat(text) if text else None


def state(finding: Finding) -> State:
    """Tell whether a finding says something, or only that nothing could be asked."""
    told = [each.result for each in finding.signatures]
    told += [each.result for each in finding.personal]
    if finding.server or finding.refused:
        return State.CHECKED
    if told and all(each is Result.NOT_CHECKED for each in told):
        return State.NOT_CHECKED
    return State.CHECKED


def best(
    findings: Iterable[Finding], sent_at: datetime | None = None
) -> tuple[Finding, Graded] | None:
    """Return the finding that stands: the strongest, and of equal ones the first.

    A key that is gone later takes nothing from what was found while it was there.
    """
    ranked = [(found, grade(found, sent_at)) for found in findings]
    return min(
        ranked,
        key=lambda pair: (pair[1].grade, state(pair[0]) is not State.CHECKED),
        default=None,
    )
