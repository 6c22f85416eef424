"""Observations on a request: what is missing, and what speaks for the client.

They are facts of the record, each in a sentence; none is a judgement.
"""

from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ledger.domain.project import Side
from ledger.domain.reading import Participant
from ledger.domain.request import KnownBy
from ledger.domain.request import Strength
from ledger.domain.request import Support
from ledger.domain.request import SupportKind
from ledger.domain.sentence import said
from ledger.domain.sentence import Sentence
from ledger.services.asking import Asked
from ledger.services.revisions import day_of


@dataclass(frozen=True, slots=True)
class Supporting:
    """A warning or a confirmation, with when and by whom it was written."""

    support: Support
    at: datetime | None
    author: Participant | None
    quoted: bool = False
    """True where the words are known only from somebody else, who quotes them."""


def of(asked: Asked, found: Sequence[Supporting]) -> Iterator[Sentence]:
    """Yield what a reader of the story should know, in the order of the story."""
    warnings = _of_kind(found, SupportKind.WARNING)
    confirmations = _of_kind(found, SupportKind.CONFIRMATION)
    if asked.request.withdrawn is not None:
        yield said("This request was taken back: %(why)s", why=asked.request.withdrawn)
    yield from _of_words(asked)
    if not warnings:
        yield said("No warning to the client is recorded.")
    yield from _of_warnings(asked, warnings, confirmations)
    if not confirmations:
        yield said("No confirmation by the client is recorded.")
    yield from _of_confirmations(asked, confirmations)


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
    if asked.person and asked.person.side is Side.PROVIDER:
        yield said("%(name)s is one of our own people.", name=asked.person.name)
    if asked.at is None and writer.known_by is not KnownBy.QUOTATION:
        yield said("Nothing says on which day the words were written.")


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
    if any(each.quoted for each in warnings):
        yield said(
            "The warning is known only from a message of somebody else, who quotes it."
        )
    if any(each.at is None and not each.quoted for each in warnings):
        yield said("Nothing says on which day the warning was written.")


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


def _first(found: Sequence[Supporting]) -> datetime | None:
    return min((each.at for each in found if each.at), default=None)
