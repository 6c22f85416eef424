"""Worth: what the record of a message shows of who sent it, and what it does not.

The words for people. They say which server or which certificate vouches, never who sat
at the keyboard, and they name what was not covered, not asked or not answered.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from ledger.domain.authenticity import Finding
from ledger.domain.grading import Grade
from ledger.domain.grading import Graded
from ledger.domain.grading import State
from ledger.domain.sentence import said
from ledger.domain.sentence import Sentence
from ledger.domain.signatures import Answer
from ledger.domain.signatures import Asked
from ledger.domain.signatures import DomainSignature
from ledger.domain.signatures import PersonalSignature
from ledger.domain.signatures import Result
from ledger.domain.signatures import Signs


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What is known of who sent a message."""

    document: str
    state: State
    graded: Graded
    finding: Finding | None = None
    position: int | None = None
    """The event in which the finding that stands is sealed."""

    checks: int = 0
    """How often it was checked."""

    asked_again_at: datetime | None = None
    why_not: str = ""
    """Why nothing was checked, as a code; empty where something was."""

    @property
    def grade(self) -> Grade:
        """Return the grade."""
        return self.graded.grade

    @property
    def alarming(self) -> bool:
        """Tell whether something was found that ought not to be in an honest mail."""
        return self.finding is not None and is_alarming(self.finding)


def is_alarming(finding: Finding) -> bool:
    """Tell whether a signature is broken, or a head can be read in two ways."""
    bad = {Result.FAIL, Result.CONFLICTING, Result.REFUSED}
    told = [each.result for each in finding.signatures]
    told += [each.result for each in finding.personal]
    return bool(finding.refused) or not bad.isdisjoint(told)


def name(worth: Worth) -> Sentence:
    """Return what a badge says."""
    graded = worth.graded
    if graded.person:
        called = graded.person.name or graded.person.fingerprint
        if graded.grade is Grade.A:
            return said("Signed by %(name)s", name=called)
        return said("Signed in part by %(name)s", name=called)
    if graded.domain:
        domain = graded.domain.domain
        if graded.grade is Grade.B:
            return said("Sent through %(domain)s’s server", domain=domain)
        return said("Sent through %(domain)s’s server, with limits", domain=domain)
    return _unsigned(worth)


def _unsigned(worth: Worth) -> Sentence:
    """Return what a badge says where no signature speaks for the message."""
    if worth.grade is Grade.D:
        return said("Only our own server’s record")
    if worth.state is State.WAITING:
        return said("Waits to be checked")
    if worth.finding and worth.state is State.CHECKED:
        return _found(worth.finding)
    if worth.state is State.NOT_CHECKED and worth.why_not != "form":
        return said("Signed, not checked")
    return said("Brought as a file")


def _found(finding: Finding) -> Sentence:
    """Return what a badge says of a message that was checked in vain."""
    if finding.refused or finding.doubled:
        return said("Its head can be read in two ways")
    if is_alarming(finding):
        return said("Its signature does not hold")
    if other := _strangers(finding):
        return said("Signed by %(domain)s, not by the sender’s domain", domain=other)
    return said("Brought as a file")


def _strangers(finding: Finding) -> str:
    """Return a domain that signed and is not the sender's; empty where none did."""
    return next(
        (
            each.domain
            for each in finding.signatures
            if each.result is Result.NOT_ALIGNED
        ),
        "",
    )


def shows(worth: Worth) -> Iterator[Sentence]:
    """Yield what the record shows."""
    graded, finding = worth.graded, worth.finding
    if graded.person:
        yield from _shown_by_person(graded.person)
    if graded.domain and finding:
        yield from _shown_by_domain(graded.domain, finding, late=graded.late)
    if graded.grade is Grade.D and finding and finding.server:
        yield said(
            "Shows what our own mail server %(server)s wrote down when it came: "
            "%(results)s.",
            server=finding.server.server,
            results=", ".join(f"{a} {b}" for a, b, _c in finding.server.results),
        )
    if graded.grade is Grade.E:
        yield said("Shows what was stored, by whom, and when.")
    if worth.position is not None and graded.grade < Grade.D:
        yield said("It is sealed in event %(number)s.", number=worth.position)


def shows_not(worth: Worth) -> Iterator[Sentence]:
    """Yield what the record does not show."""
    graded = worth.graded
    if graded.person:
        yield said("It does not show who sat at the keyboard.")
        yield said(
            "Subject, date and recipients stand outside this signature; they are as "
            "the message came."
        )
    elif graded.domain:
        yield said("It does not show which person wrote it.")
        if graded.domain.uncovered:
            left = ", ".join(graded.domain.uncovered)
            yield said("Not covered: %(names)s.", names=left)
        if graded.domain.tail_at is not None:
            yield said("The end of the text is not covered: anybody could add it.")
    elif graded.grade is Grade.D:
        yield said(
            "Nobody outside signed it: it rests on our own record, and shows neither "
            "who wrote it nor that it is unchanged."
        )
    else:
        yield said("It does not show who wrote it.")
    if graded.grade is Grade.B:
        yield said(
            "That the check was made then rests on this log: a checkpoint after it in "
            "somebody else’s hands leaves no doubt."
        )


def _shown_by_person(person: PersonalSignature) -> Iterator[Sentence]:
    yield said(
        "Shows that whoever holds the key of %(name)s (%(addresses)s) signed these "
        "words, and that they have not changed since.",
        name=person.name or person.fingerprint,
        addresses=", ".join(person.addresses),
    )
    if person.form is Signs.SMIME:
        yield said(
            "The certificate is vouched for by %(issuer)s, a root that was put into "
            "this ledger; whether it was called back since is not known here.",
            issuer=person.issuer,
        )
    else:
        yield said("The key was put into this ledger as that of the person.")


def _shown_by_domain(
    signature: DomainSignature, finding: Finding, *, late: bool
) -> Iterator[Sentence]:
    text = said("the text")
    if signature.tail_at is not None:
        text = said("the beginning of the text")
    yield said(
        "Shows that a server of %(domain)s sent what its signature covers "
        "(%(names)s and %(text)s), and that none of it changed since.",
        domain=signature.domain,
        names=", ".join(signature.covered),
        text=text,
    )
    day = _day(finding.checked_at)
    names = ", ".join(dict.fromkeys(each.resolver for each in _of(finding, signature)))
    yield said(
        "Verified on %(day)s with the key that %(resolver)s gave.",
        day=day,
        resolver=names or "–",
    )
    if late:
        yield said(
            "That was long after it was sent: whoever held the key until then could "
            "have made it."
        )


def _of(finding: Finding, signature: DomainSignature) -> list[Answer]:
    name = signature.name.lower()
    return [
        each
        for each in finding.answers
        if each.name.lower() == name and each.state is Asked.ANSWERED
    ]


def _day(text: str) -> str:
    return text[:10] or "–"
