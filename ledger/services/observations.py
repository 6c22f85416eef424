"""Observations on a request: what is missing, and what speaks for the client.

They are facts of the record, each in a sentence; none is a judgement.
"""

from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ledger.domain import authority
from ledger.domain.authority import Agreeing
from ledger.domain.contract import Term
from ledger.domain.event import EventKind
from ledger.domain.event import SealedEvent
from ledger.domain.project import Person
from ledger.domain.project import Side
from ledger.domain.reading import Participant
from ledger.domain.request import KnownBy
from ledger.domain.request import Strength
from ledger.domain.request import Support
from ledger.domain.request import SupportKind
from ledger.domain.sentence import said
from ledger.domain.sentence import Sentence
from ledger.domain.sentence import to_say
from ledger.services.asking import Asked
from ledger.services.revisions import day_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Supporting:
    """A warning or a confirmation, with when and by whom it was written."""

    support: Support
    at: datetime | None
    author: Participant | None
    quoted: bool = False
    """True where the words are known only from somebody else, who quotes them."""

    person: Person | None = None
    """Who of those we know wrote it."""

    marks: tuple[Sentence, ...] = ()
    """What its document says of its words: that they are deleted, or hidden."""

    odd: tuple[Sentence, ...] = ()
    """What is odd about the head of its message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What the record says of a request beside the lines of its story."""

    supporting: tuple[Supporting, ...]
    marks: tuple[Sentence, ...]
    """What is to be known of the very words."""

    odd: tuple[Sentence, ...]
    acts: tuple[SealedEvent, ...]
    """What was done with the request, in the order of the log."""

    terms: tuple[Term, ...] = ()
    """All terms of the project."""


_OF_ACTS = {
    EventKind.REQUEST_WITHDRAWN: to_say("This request was taken back: %(why)s"),
    EventKind.REQUEST_RESTORED: to_say("It was let stand again: %(why)s"),
}
_TAKEN_BACK = {
    SupportKind.WARNING: to_say("A warning was recorded and taken back: %(why)s"),
    SupportKind.CONFIRMATION: to_say(
        "A confirmation was recorded and taken back: %(why)s"
    ),
}


def of(asked: Asked, beside: Beside) -> Iterator[Sentence]:
    """Yield what a reader of the story should know, in the order of the story."""
    warnings = _of_kind(beside.supporting, SupportKind.WARNING)
    given = _of_kind(beside.supporting, SupportKind.CONFIRMATION)
    confirmations = [each for each in given if each.support.id not in asked.ours]
    for act in beside.acts:
        if act.kind in _OF_ACTS:
            yield said(_OF_ACTS[EventKind(act.kind)], why=act.fields["why"])
    yield from beside.marks
    yield from _of_words(asked)
    for each in beside.odd:
        yield said("The message of the words: %(told)s", told=each)
    if not warnings:
        yield said("No warning to the client is recorded.")
    yield from _of_warnings(asked, warnings, confirmations)
    if not confirmations:
        yield said("No confirmation by the client is recorded.")
    yield from _of_ours(asked, given)
    yield from _of_confirmations(asked, confirmations)
    yield from _of_authority(asked, confirmations, beside.terms)
    for support in asked.request.supports:
        if support.withdrawn is not None:
            yield said(_TAKEN_BACK[support.kind], why=support.withdrawn)


def _of_kind(found: Sequence[Supporting], kind: SupportKind) -> list[Supporting]:
    return [each for each in found if each.support.kind is kind]


def _of_words(asked: Asked) -> Iterator[Sentence]:
    writer = asked.request.writer
    if writer.known_by is KnownBy.QUOTATION:
        yield said(
            "The words are known only from a message of somebody else, who quotes them."
        )
    elif writer.known_by is KnownBy.ENTRY:
        yield said(
            "The document does not say who wrote the words; "
            "%(name)s was named when the request was recorded.",
            name=writer.name,
        )
    elif writer.known_by is KnownBy.NOBODY:
        yield said("The document does not say who wrote the words.")
    elif asked.person is None:
        yield said(
            "%(address)s is not known as an address of the client.",
            address=writer.address or writer.name,
        )
    yield from _of_person(asked)
    if asked.at is None and writer.known_by is not KnownBy.QUOTATION:
        yield said("Nothing says on which day the words were written.")


def _of_person(asked: Asked) -> Iterator[Sentence]:
    person = asked.person
    if person is None:
        return
    if person.side is Side.PROVIDER:
        yield said("%(name)s is one of our own people.", name=person.name)
    elif person.client and person.client.id != asked.project.client.id:
        yield said(
            "%(name)s is known as a person of %(client)s, "
            "who is not the client of this project.",
            name=person.name,
            client=person.client.name,
        )


def _of_warnings(
    asked: Asked, warnings: Sequence[Supporting], confirmations: Sequence[Supporting]
) -> Iterator[Sentence]:
    first = _first(warnings)
    yes = _first(confirmations)
    if first and yes and first > yes:
        yield said("The warning was written after the client had confirmed.")
    line = asked.line
    if first and line and day_of(asked.project, first) > line.round.opened_on:
        yield said("The warning was written after the revision round was opened.")
    if first and asked.at and first < asked.at:
        yield said("The warning is older than the request.")
    for each in warnings:
        yield from _of_warner(each)
        for told in each.marks:
            yield said("The warning: %(told)s", told=told)
        for told in each.odd:
            yield said("The message of the warning: %(told)s", told=told)
    if any(each.quoted for each in warnings):
        yield said(
            "The warning is known only from a message of somebody else, who quotes it."
        )
    if any(each.at is None and not each.quoted for each in warnings):
        yield said("Nothing says on which day the warning was written.")


def _of_warner(found: Supporting) -> Iterator[Sentence]:
    author, person = found.author, found.person
    if person and person.side is not Side.PROVIDER:
        yield said(
            "The warning was written by %(name)s, who is not one of our own people.",
            name=person.name,
        )
    elif author and author.address and person is None and not found.quoted:
        yield said(
            "The warning was written from %(address)s, "
            "which is not known as an address of ours.",
            address=author.address,
        )


def _of_ours(asked: Asked, given: Sequence[Supporting]) -> Iterator[Sentence]:
    """Yield who of our own people confirmed, and what is odd about any confirmation."""
    for each in given:
        if each.support.id in asked.ours and each.person:
            yield said(
                "A confirmation was written by %(name)s, who is one of our own people; "
                "it does not count.",
                name=each.person.name,
            )
        for told in each.marks:
            yield said("The confirmation: %(told)s", told=told)
        for told in each.odd:
            yield said("The message of the confirmation: %(told)s", told=told)


def _of_confirmations(
    asked: Asked, confirmations: Sequence[Supporting]
) -> Iterator[Sentence]:
    forms = {each.support.strength for each in confirmations}
    if Strength.SIGNED in forms:
        yield said("The signature was not checked here; it was entered by hand.")
    if Strength.SCANNED in forms:
        yield said("A scan shows a paper; the paper itself is not in the ledger.")
    writers = {each.author.address for each in confirmations if each.author}
    asker = asked.request.writer.address
    others = sorted(writers - {asker, ""})
    if asker and others:
        yield said(
            "Another address confirmed than the one that asked: %(addresses)s.",
            addresses=", ".join(others),
        )
    unknown = sorted(set(others) - _addresses(asked))
    if not asker and unknown:
        yield said(
            "%(addresses)s confirmed, "
            "and it is not known from which address it was asked for.",
            addresses=", ".join(unknown),
        )
    earliest = _first(confirmations)
    if earliest and asked.at and earliest < asked.at:
        yield said("The confirmation is older than the request.")
    if any(each.quoted for each in confirmations):
        yield said(
            "The confirmation is known only from a message of somebody else, "
            "who quotes it."
        )
    if any(each.at is None and not each.quoted for each in confirmations):
        yield said("Nothing says on which day the confirmation was written.")


def _of_authority(
    asked: Asked, confirmations: Sequence[Supporting], terms: Sequence[Term]
) -> Iterator[Sentence]:
    """Yield what the terms do not cover of the confirmations, each thing once."""
    line = asked.line
    price = line.price.money if line and line.price else None
    told = [
        remark
        for each in confirmations
        for remark in authority.remarks(terms, _agreeing(asked, each), price)
    ]
    yield from dict.fromkeys(told)


def _agreeing(asked: Asked, found: Supporting) -> Agreeing:
    author, person = found.author, found.person
    return Agreeing(
        names=(author.name if author else "", person.name if person else ""),
        addresses=(
            author.address if author else "",
            *(each.address for each in (person.addresses if person else ())),
        ),
        on=day_of(asked.project, found.at) if found.at else None,
    )


def _addresses(asked: Asked) -> set[str]:
    """Return the addresses of who asked, where a person was named."""
    return {each.address for each in asked.person.addresses} if asked.person else set()


def _first(found: Sequence[Supporting]) -> datetime | None:
    return min((each.at for each in found if each.at), default=None)
