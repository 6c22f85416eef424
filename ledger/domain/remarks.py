"""Remarks: what else a check of a message found, and what waits; nothing left out."""

from collections.abc import Iterator
from datetime import datetime
from datetime import timedelta
from datetime import UTC

from ledger.domain.authenticity import Finding
from ledger.domain.grading import moment_of
from ledger.domain.grading import State
from ledger.domain.reasons import of_reason
from ledger.domain.sentence import counted
from ledger.domain.sentence import said
from ledger.domain.sentence import Sentence
from ledger.domain.sentence import to_say
from ledger.domain.signatures import DomainSignature
from ledger.domain.signatures import PersonalSignature
from ledger.domain.signatures import Result
from ledger.domain.signatures import Signer
from ledger.domain.worth import Worth

YEAR = timedelta(days=365)


def of(worth: Worth) -> Iterator[Sentence]:
    """Yield what else was found, and what waits: nothing of it is left out."""
    if worth.state is State.WAITING and worth.asked_again_at:
        yield said(
            "A name server did not answer; it is asked once more after %(when)s.",
            when=_minute(worth.asked_again_at),
        )
    elif worth.state is State.WAITING:
        yield said("Its signatures wait to be checked.")
    if worth.why_not:
        yield said(_WHY_NOT[worth.why_not])
    finding = worth.finding
    if finding is None:
        return
    for reason in finding.refused:
        yield of_reason(reason)
    for field in finding.doubled:
        yield said("The line “%(name)s” stands in its head more than once.", name=field)
    for signature in finding.signatures:
        yield from _of_signature(signature, finding)
    for person in finding.personal:
        yield from _of_person(person)
    if finding.chain:
        yield from _of_chain(finding)


def _of_signature(signature: DomainSignature, finding: Finding) -> Iterator[Sentence]:
    who = signature.domain or "–"
    match signature.result:
        case Result.PASS:
            yield said("The signature of %(domain)s holds.", domain=who)
        case Result.KEY_GONE:
            yield _gone(signature, finding)
        case Result.NOT_CHECKED:
            yield said("The signature of %(domain)s was not checked.", domain=who)
        case Result.WEAK | Result.NOT_ALIGNED | Result.CONFLICTING:
            yield said(
                "The signature of %(domain)s is right as such, and yet:", domain=who
            )
        case Result.FAIL | Result.REFUSED:
            yield said("The signature of %(domain)s does not hold.", domain=who)
    for reason in signature.reasons:
        if reason not in finding.refused and reason[0] not in {"doubled", "no-key"}:
            yield of_reason(reason)
    if signature.tail:
        yield said(
            "The unsigned end begins with “%(words)s”.", words=signature.tail[:80]
        )


def _gone(signature: DomainSignature, finding: Finding) -> Sentence:
    """Return that a key is no more, and how old the message was by then."""
    checked, made = moment_of(finding.checked_at), moment_of(finding.at)
    if signature.signed_at is not None:
        made = datetime.fromtimestamp(signature.signed_at, UTC)
    years = (checked - made) // YEAR if checked and made else 0
    if years:
        return counted(
            "Not checked: the message is %(num)s year old and the key of %(domain)s "
            "is gone.",
            "Not checked: the message is %(num)s years old and the key of %(domain)s "
            "is gone.",
            years,
            domain=signature.domain,
        )
    return said("Not checked: the key of %(domain)s is gone.", domain=signature.domain)


def _of_person(person: PersonalSignature) -> Iterator[Sentence]:
    who = person.name or person.fingerprint or "–"
    match person.result:
        case Result.FAIL:
            yield said("The personal signature does not hold (%(name)s).", name=who)
        case Result.PASS if person.signer is Signer.UNKNOWN:
            yield said(
                "The personal signature is intact; who signed, %(name)s by his own "
                "words, is not known to us.",
                name=who,
            )
        case Result.PASS:
            yield said("The personal signature of %(name)s holds.", name=who)
        case _:
            pass
    for reason in person.reasons:
        if reason[0] not in {"changed", "nobody-vouches", "not-called-back"}:
            yield of_reason(reason)


def _of_chain(finding: Finding) -> Iterator[Sentence]:
    chain = finding.chain
    if chain is None:
        return
    names = ", ".join(each for each in chain.sealers if each)
    if chain.result in _CHAIN:
        yield said(_CHAIN[chain.result], names=names or "–")


def _minute(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")


_WHY_NOT = {
    "not-queued": to_say(
        "It was taken in before signatures were checked: "
        "scope-ledger authenticate ID checks it now."
    ),
    "set-aside": to_say("The check failed several times and was set aside."),
    "form": to_say(
        "A file of this kind does not keep the bytes as they were sent, so no "
        "signature can be checked."
    ),
}
_CHAIN = {
    "pass": to_say(
        "The chain of servers on the way (ARC: %(names)s) is unbroken; it is "
        "as good as the word of those who sealed it."
    ),
    "fail": to_say("The chain of servers on the way (ARC: %(names)s) is broken."),
    "ended": to_say(
        "The chain of servers on the way (ARC: %(names)s) says itself that it "
        "was broken before."
    ),
    "not-checked": to_say(
        "The chain of servers on the way (ARC: %(names)s) was not checked."
    ),
}
