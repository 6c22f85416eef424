"""Meanings: what the value of a field of a query stands for in this ledger.

What the index does not hold is asked of the database, and becomes the ids of documents.
Where there is nothing of a kind yet, the answer is no document, and a sentence says so.
"""

import re
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from index import Meant
from index import Remark
from index.meaning import UNKNOWN
from index.query import Filter
from ledger.domain import revision
from ledger.domain.errors import NotFoundError
from ledger.domain.project import Deliverable
from ledger.domain.project import Project
from ledger.domain.request import Strength
from ledger.domain.request import SupportKind
from ledger.domain.revision import Line
from ledger.domain.sentence import to_say
from ledger.domain.signatures import Signs
from ledger.services import authenticity
from ledger.services import indexing
from ledger.services import insides
from ledger.services import laying
from ledger.services import siding
from ledger.services import value_names
from ledger.store import agreed
from ledger.store import deliveries
from ledger.store import documents
from ledger.store import gathering
from ledger.store import projects
from ledger.store import requests
from ledger.store.database import Tx

NO_KIND = to_say(
    "“%(part)s” is no kind; the kinds are mail, chat, note, document, spreadsheet, "
    "image, event, archive and file. It was left out."
)
NO_LANGUAGE = to_say("“%(part)s” is no language; write lang:ru, say. It was left out.")
NO_PROPERTY = to_say(
    "“%(part)s” is nothing that can be asked for; these can be: has:file, has:scan, "
    "has:quote, has:signature, is:unfiled, is:open, is:quoted, is:altered and "
    "is:signed. It was left out."
)
NO_STRENGTH = to_say(
    "“%(part)s” is no form of agreement; the forms are signed, scanned and mailed. "
    "It was left out."
)
NO_ROUND = to_say("No round has the number “%(part)s”.")
ROUND = to_say(
    "“%(part)s” is no round; write round:2 or round:logo/2. It was left out."
)
NO_THREAD = to_say(
    "“%(part)s” names no message here; write the id of one, such as in:d_12ab. "
    "It was left out."
)
THREAD = to_say(
    "Behind “%(part)s” the id of a message of the thread is needed, as its page gives "
    "it: in:d_12ab. It was left out."
)
NO_ROUNDS = to_say("No round is in this ledger yet.")
NOTHING_SIGNED = to_say("Nothing in this ledger is signed yet.")
NO_SIGNATURE = to_say("Nothing in this ledger carries a signature yet.")
NOTHING_QUOTED = to_say("No message in this ledger is quoted by another one here.")
NOTHING_ALTERED = to_say("No quote in this ledger is known to be altered.")
NOTHING_OPEN = to_say("No request in this ledger is open.")
NOTHING_AGREED = to_say("Nothing in this ledger was agreed to in that form yet.")

_PERSONAL = (Signs.SMIME, Signs.PGP)
_ROUND = re.compile(r"(?:(.+)/)?(\d{1,4})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Meanings:
    """Knows what the fields of a query mean in the ledger as it stands."""

    tx: Tx

    def of(self, field: str, typed: str) -> Meant:
        """Return what a value means behind a field, by its name in English."""
        told: dict[str, Callable[[str, str], Meant]] = {
            "project": self._project,
            "client": self._client,
            "kind": self._kind,
            "lang": self._language,
            "has": self._property,
            "is": self._property,
            "strength": self._strength,
            "round": self._round,
            "in": self._thread,
        }
        return told[field](field, typed)

    def _project(self, field: str, typed: str) -> Meant:
        folded = typed.casefold()
        return _either(
            field,
            [
                each.id
                for each in projects.every(self.tx)
                if folded in {each.id, each.key.casefold(), each.title.casefold()}
            ],
        )

    def _client(self, field: str, typed: str) -> Meant:
        folded = typed.casefold()
        named = {each.client for each in projects.every(self.tx)}
        return _either(field, [c.id for c in named if folded in c.name.casefold()])

    def _kind(self, field: str, typed: str) -> Meant:
        found = value_names.kind(typed)
        return Meant(Filter(field, (found,))) if found else _no(NO_KIND, typed)

    def _language(self, _field: str, typed: str) -> Meant:
        code = value_names.language(typed)
        return Meant(Filter("language", (code,))) if code else _no(NO_LANGUAGE, typed)

    def _property(self, field: str, typed: str) -> Meant:
        """Ask for what a document has or is; the two words mean the same.

        Some of it the index knows, the rest is asked of the database.
        """
        known = value_names.property_(typed)
        if known in indexing.HAS:
            return Meant(Filter("has", (known,)))
        asked: dict[str, tuple[Callable[[], Iterable[str]], str]] = {
            "open": (self._open, NOTHING_OPEN),
            "quoted": (partial(gathering.quoted, self.tx), NOTHING_QUOTED),
            "altered": (partial(gathering.altering, self.tx), NOTHING_ALTERED),
            "signature": (self._carrying, NO_SIGNATURE),
            "signed": (self._signed, NOTHING_SIGNED),
        }
        if known not in asked:
            return _no(NO_PROPERTY, f"{field}:{typed}")
        ask, none = asked[known]
        return _ids(ask(), none)

    def _strength(self, _field: str, typed: str) -> Meant:
        """Ask for the documents in which somebody agreed, by the form of it."""
        form = value_names.strength(typed)
        if not form:
            return _no(NO_STRENGTH, typed)
        return _ids(self._agreed(form), NOTHING_AGREED)

    def _agreed(self, form: str) -> Iterator[str]:
        """Yield the documents of the confirmations that stand, of one form."""
        if form in set(Strength):
            for request in requests.with_confirmation(self.tx):
                for each in request.standing(SupportKind.CONFIRMATION):
                    if each.strength == form:
                        yield each.passage.document

    def _open(self) -> Iterator[str]:
        """Yield the documents of the requests that stand without a confirmation."""
        zones = {each.id: each.zone for each in projects.every(self.tx)}
        asked = requests.with_confirmation(self.tx)
        ours = siding.ours(self.tx, asked, zones)
        for request, _at in requests.unconfirmed(self.tx, ours):
            yield request.passage.document

    def _carrying(self) -> list[str]:
        """Return the messages that carry the signature of a person."""
        return gathering.signed_with(self.tx, _PERSONAL)

    def _signed(self) -> list[str]:
        """Return the messages that a check found to be signed by a person."""
        listed = documents.get_many(self.tx, self._carrying())
        known = authenticity.known(self.tx, listed)
        return [key for key, worth in known.items() if worth.graded.person]

    def _round(self, _field: str, typed: str) -> Meant:
        """Ask for the documents of a round, by its number of one deliverable or any."""
        asked = _ROUND.fullmatch(typed)
        if asked is None:
            return _no(ROUND, typed)
        name, number = asked[1] or "", int(asked[2])
        lines = list(_lines(self.tx))
        if not lines:
            return _ids((), NO_ROUNDS)
        keys = [
            key
            for deliverable, line in lines
            if line.number == number and _is_called(deliverable, name)
            for key in _of_round(self.tx, line)
        ]
        return _ids(gathering.with_inner(self.tx, keys), NO_ROUND, typed)

    def _thread(self, field: str, typed: str) -> Meant:
        """Ask for what is in the thread of a message, or in one file."""
        key = value_names.in_thread(typed)
        if key is None:
            return _no(THREAD, f"{field}:{typed}")
        try:
            return _ids(insides.documents_in(self.tx, key), NO_THREAD, typed)
        except NotFoundError:
            return _no(NO_THREAD, typed)


def _lines(tx: Tx) -> Iterator[tuple[Deliverable, Line]]:
    """Yield all rounds, numbered, with what they are about."""
    listed: list[Project] = projects.every(tx)
    terms, laid = agreed.every(tx), laying.every(tx, listed)
    for project, deliverables in projects.every_deliverable(tx).items():
        for each in deliverables:
            account = revision.account(
                each.id, terms.get(project, []), laid[project], date.max
            )
            for line in account.lines:
                yield each, line


def _is_called(deliverable: Deliverable, name: str) -> bool:
    folded = name.casefold()
    return not name or folded in {
        deliverable.key.casefold(),
        deliverable.title.casefold(),
    }


def _of_round(tx: Tx, line: Line) -> Iterator[str]:
    """Yield the documents of a round: of its requests and of its delivery, too."""
    yield from line.round.documents
    for point in line.round.points:
        yield point.document
    if line.round.delivery:
        yield from deliveries.find(tx, line.round.delivery).documents


def _either(field: str, found: Iterable[str]) -> Meant:
    """Return that one of some values is meant, where there are any."""
    values = tuple(found)
    return Meant(Filter(field, values)) if values else UNKNOWN


def _ids(found: Iterable[str], none: str, part: str = "") -> Meant:
    """Return that some documents are meant; of none a sentence says so."""
    keys = tuple(dict.fromkeys(found))
    return Meant(Filter("id", keys), None if keys else Remark(none, part))


def _no(sentence: str, part: str) -> Meant:
    """Return that a value means nothing, and why."""
    return Meant(None, Remark(sentence, part))
