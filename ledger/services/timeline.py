"""Timeline: what was said, agreed and counted in a project, newest first.

A round that was opened from a message stands with that message; others stand for
themselves, on their day. Terms of one document and one day stand together.
"""

import re
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import time
from enum import StrEnum

from ledger.domain import moment
from ledger.domain.contract import Term
from ledger.domain.document import Document
from ledger.domain.document import Text
from ledger.domain.project import Deliverable
from ledger.domain.project import Person
from ledger.domain.project import Project
from ledger.domain.project import Side
from ledger.domain.reading import Participant
from ledger.domain.revision import Line
from ledger.opened import Ledger
from ledger.services import knowing
from ledger.services import revisions
from ledger.store import agreed
from ledger.store import documents
from ledger.store import filing
from ledger.store.database import Tx

_WORDS = 320
"""How many letters of a message are quoted."""

_OLDER = re.compile(r"^-{4,} *\S.*\S *-{4,} *$", re.MULTILINE)
"""The line above which a mail program leaves room for an answer."""


class What(StrEnum):
    """What an entry is about."""

    SAID = "said"
    AGREED = "agreed"
    COUNTED = "counted"


@dataclass(frozen=True, slots=True)
class Counted:
    """A round with the deliverable that it is about."""

    deliverable: Deliverable
    line: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something that happened."""

    what: What
    at: datetime
    document: Document | None = None
    """The message, or the document that the terms stand in."""

    author: Participant | None = None
    person: Person | None = None
    """Who of those we know the author is."""

    words: str = ""
    """The first words that the author wrote, as they stand."""

    rounds: tuple[Counted, ...] = ()
    terms: tuple[Term, ...] = ()

    @property
    def side(self) -> Side | None:
        """Return on which side the author stands; None where he is not known."""
        return self.person.side if self.person else None


@dataclass(frozen=True, slots=True)
class Timeline:
    """Some entries, and whether there are more."""

    entries: tuple[Entry, ...]
    more: bool


def newest(ledger: Ledger, project: Project, limit: int) -> Timeline:
    """Return the newest entries of a project."""
    counted = _counted(ledger, project)
    with ledger.db.reading() as tx:
        opened = _by_message(tx, project, counted)
        mails = filing.mails_in(tx, project.id, limit + 1)
        entries = [
            *_said(ledger, tx, mails, opened),
            *_agreed(tx, project),
            *(_alone(project, each) for each in opened.get("", ())),
        ]
    entries.sort(key=lambda entry: entry.at, reverse=True)
    return Timeline(tuple(entries[:limit]), len(entries) > limit)


def messages(ledger: Ledger, project: Project, limit: int) -> list[Entry]:
    """Return the newest messages of a project alone."""
    with ledger.db.reading() as tx:
        return _said(ledger, tx, filing.mails_in(tx, project.id, limit), {})


def _counted(ledger: Ledger, project: Project) -> list[Counted]:
    """Return every round of a project, those of days to come too."""
    standings = revisions.standings(ledger, project, date.max)
    return [
        Counted(each.deliverable, line)
        for each in standings
        for line in each.account.lines
    ]


def _by_message(
    tx: Tx, project: Project, counted: Sequence[Counted]
) -> dict[str, list[Counted]]:
    """Return rounds by the message of the project that each was opened from.

    Those that were opened from none stand under the empty text.
    """
    first = {each.line.round.id: each.line.round.documents[:1] for each in counted}
    sources = documents.get_many(tx, {key for keys in first.values() for key in keys})
    belong = filing.projects_of(tx, [source.id for source in sources])
    messages = {
        source.id: source.message or ""
        for source in sources
        if project.id in belong[source.id]
    }
    found: dict[str, list[Counted]] = {}
    for each in counted:
        message = "".join(messages.get(key, "") for key in first[each.line.round.id])
        found.setdefault(message, []).append(each)
    return found


def _said(
    ledger: Ledger,
    tx: Tx,
    mails: Sequence[Document],
    opened: Mapping[str, Sequence[Counted]],
) -> list[Entry]:
    texts = documents.texts(tx, mails)
    heads = documents.people_of(tx, [mail.id for mail in mails])
    authors = {
        key: next((each for each in head if each.role == "from"), None)
        for key, head in heads.items()
    }
    known = knowing.writers(tx, mails, authors, ledger.config.zone)
    return [
        Entry(
            what=What.SAID,
            at=mail.sorted_at,
            document=mail,
            author=author,
            person=known.get(mail.id),
            words=first_words(texts[mail.id]) if mail.id in texts else "",
            rounds=tuple(opened.get(str(mail.message), ())),
        )
        for mail in mails
        for author in [authors[mail.id]]
    ]


def first_words(text: Text) -> str:
    """Return the first words that the author of a message wrote in it himself.

    Where it has none of his, they are those of which nobody can tell whose they are,
    or those that he sent on.
    """
    own = text.words_of("own") if text.segments else text.text
    words = " ".join(_OLDER.split(own, maxsplit=1)[0].split())
    words = words or " ".join(text.words_of("unassigned").split())
    words = words or " ".join(text.words_of("quote").split())
    if len(words) <= _WORDS:
        return words
    return words[:_WORDS].rpartition(" ")[0].rstrip(" ,;:—–-") + " …"


def _agreed(tx: Tx, project: Project) -> list[Entry]:
    terms = agreed.of_project(tx, project.id)
    sources = documents.get_many(tx, {term.document for term in terms})
    known = {document.id: document for document in sources}
    together: dict[tuple[date, str], list[Term]] = {}
    for term in terms:
        together.setdefault((term.from_day, term.document), []).append(term)
    return [
        Entry(
            what=What.AGREED,
            at=_begin(project, day),
            document=known[document],
            terms=tuple(listed),
        )
        for (day, document), listed in together.items()
    ]


def _alone(project: Project, counted: Counted) -> Entry:
    day = counted.line.round.opened_on
    return Entry(what=What.COUNTED, at=_begin(project, day), rounds=(counted,))


def _begin(project: Project, day: date) -> datetime:
    """Return the first moment of a day in the zone of a project."""
    return datetime.combine(day, time.min, moment.zone(project.zone))
