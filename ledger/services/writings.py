"""Writings: all words that a person wrote.

These are what he wrote himself in messages from his addresses, on the days on which he
had them. What he quoted is another's.
"""

from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from datetime import date
from datetime import timedelta

from index import Narrowing
from index import Sort
from index.query import And
from index.query import Days
from index.query import Everything
from index.query import Fuzzy
from index.query import Near
from index.query import Not
from index.query import Or
from index.query import Part
from index.query import Person as Named
from index.query import Phrase
from index.query import Prefix
from index.query import Role
from index.query import Tree
from index.query import Word
from ledger.domain.document import Document
from ledger.domain.document import Text
from ledger.domain.project import Person
from ledger.domain.project import Project
from ledger.domain.reading import SegmentKind
from ledger.opened import Ledger
from ledger.services import excerpts
from ledger.services import searching
from ledger.store import documents
from ledger.store import filing
from ledger.store import projects
from ledger.store import writings
from ledger.store.database import Tx
from ledger.store.writings import Within
from ledger.store.writings import Writer

SHOWN = 1200
"""How many letters of a message are shown; the message itself shows all."""

_STRANGERS = 8
_FEWEST = 3
"""Who wrote less often is not worth a question."""

Mark = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which words of a person are wanted; what is empty takes all."""

    words: str = ""
    """A query as in search: any form of a word, phrases, beginnings."""

    project: Project | None = None
    from_day: date | None = None
    until_day: date | None = None
    """The first day that is left out."""


EVERYTHING = Wanted()


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a person wrote in one message."""

    document: Document
    projects: tuple[Project, ...]
    words: str
    """The first of them, or those that answer the query."""

    marks: tuple[Mark, ...]
    """Within the words."""

    cut: bool
    """The message holds more of his words."""

    place: Mark | None
    """Where they stand in the text of the message."""


@dataclass(frozen=True, slots=True)
class Writings:
    """Some of the messages that a person wrote, and how many there are."""

    total: int
    listed: tuple[Written, ...]


@dataclass(frozen=True, slots=True)
class Stranger:
    """Somebody who writes and whom nobody added."""

    address: str
    name: str
    """As he calls himself in his newest message."""

    number: int
    newest: Document = field(repr=False)


def count(ledger: Ledger, person: Person, wanted: Wanted = EVERYTHING) -> int:
    """Return how many messages a person wrote."""
    with ledger.db.reading() as tx:
        return writings.count(tx, _writer(ledger, person), _within(wanted))


def in_projects(ledger: Ledger, person: Person) -> list[tuple[Project, int]]:
    """Return the projects in which a person wrote, with how many messages each."""
    with ledger.db.reading() as tx:
        found = writings.in_projects(tx, _writer(ledger, person))
        return [(p, found[p.id]) for p in projects.every(tx) if p.id in found]


def written(
    ledger: Ledger,
    person: Person,
    wanted: Wanted = EVERYTHING,
    *,
    limit: int = 20,
    offset: int = 0,
) -> Writings:
    """Return what a person wrote himself, the newest first."""
    if wanted.words.strip():
        return _found(ledger, person, wanted, limit, offset)
    writer, within = _writer(ledger, person), _within(wanted)
    with ledger.db.reading() as tx:
        total = writings.count(tx, writer, within)
        keys = writings.newest(tx, writer, within, limit, offset)
        return Writings(total, tuple(_told(tx, keys, Everything())))


def strangers(ledger: Ledger) -> list[Stranger]:
    """Return who writes often and is not among the people we know."""
    with ledger.db.reading() as tx:
        return list(_strangers(tx))


def _strangers(tx: Tx) -> Iterator[Stranger]:
    for address, number in writings.strangers(tx, _STRANGERS, _FEWEST):
        key = writings.newest_of(tx, address)
        if key is None:
            continue
        head = documents.people_of(tx, [key])[key]
        name = next((each.name for each in head if each.address == address), "")
        yield Stranger(address, name, number, documents.find(tx, key))


def _writer(ledger: Ledger, person: Person) -> Writer:
    return Writer(addresses=person.addresses, home_zone=ledger.config.zone)


def _within(wanted: Wanted) -> Within:
    return Within(
        project=wanted.project.id if wanted.project else "",
        from_day=wanted.from_day,
        until_day=wanted.until_day,
    )


def _found(
    ledger: Ledger, person: Person, wanted: Wanted, limit: int, offset: int
) -> Writings:
    """Ask the index for words of a person, which are his own and not quoted ones."""
    searching.freshen(ledger)
    addresses = {each.address for each in person.addresses}
    values = {"author": frozenset({person.id})}
    if wanted.project:
        values["project"] = frozenset({wanted.project.id})
    with ledger.db.reading() as tx:
        tree = searching.understood(ledger, tx, wanted.words).tree
        found = ledger.index.search(
            own(tree),
            within=[_his(person), *_days(wanted.from_day, wanted.until_day)],
            narrowing=Narrowing(
                values=values,
                author=lambda author: (
                    person.id if address_of(author) in addresses else ""
                ),
            ),
            sort=Sort.NEWEST,
            limit=limit,
            offset=offset,
        )
        told = _told(tx, [hit.id for hit in found.hits], tree)
        return Writings(found.total, tuple(told))


def own(tree: Tree) -> Tree:
    """Return a query whose words must be the author's own."""
    match tree:
        case Word() | Phrase() | Prefix() | Near() | Fuzzy():
            return replace(tree, part=Part.OWN)
        case And(parts) | Or(parts):
            return type(tree)(tuple(map(own, parts)))
        case Not(part):
            return Not(own(part))
        case _:
            return tree


def _his(person: Person) -> Tree:
    """Return the condition that a message came from an address while it was his."""
    dated = Days()
    return Or(
        tuple(
            And(
                (
                    Named(Role.AUTHOR, each.address),
                    *(
                        Or((Not(dated), days))
                        for days in _days(each.from_day, each.until_day)
                    ),
                )
            )
            for each in person.addresses
        )
    )


def _days(begin: date | None, until: date | None) -> list[Tree]:
    """Return the days from one until before another; nothing where both are open."""
    if begin is None and until is None:
        return []
    days = Days(first=begin.isoformat() if begin else "")
    if until:
        days = replace(days, last=(until - timedelta(days=1)).isoformat())
    return [days]


def address_of(author: str) -> str:
    """Return the address of an author as the index has it, behind the name."""
    return author.rpartition(" ")[2].casefold()


def _told(tx: Tx, keys: Sequence[str], tree: Tree) -> Iterator[Written]:
    """Yield messages with the words of their authors, one text at a time."""
    belong = filing.projects_of(tx, keys)
    known = {project.id: project for project in projects.every(tx)}
    for document in documents.get_many(tx, keys):
        text = documents.text_of(tx, document)
        place, words = own_words(text)
        shown = words[:SHOWN]
        marks: tuple[Mark, ...] = ()
        if not isinstance(tree, Everything):
            language = document.language or ""
            excerpt = excerpts.excerpt(Text(words, (), ()), tree, language)
            shown, marks = excerpt.text, excerpt.marks
        yield Written(
            document=document,
            projects=tuple(known[key] for key in belong[document.id]),
            words=shown,
            marks=marks,
            cut=len(shown) < len(words),
            place=place,
        )


def own_words(text: Text) -> tuple[Mark | None, str]:
    """Return the words that the author of a message wrote, and where they begin."""
    if not text.segments:
        words = text.text.strip()
        return ((0, len(text.text)) if words else None), words
    parts = [
        (start, end, text.text[start:end].strip())
        for kind, start, end, _author in text.segments
        if kind == SegmentKind.OWN
    ]
    parts = [part for part in parts if part[2]]
    if not parts:
        return None, ""
    start, end, first = parts[0]
    begin = text.text.index(first, start, end)
    words = "\n\n".join(part[2] for part in parts)
    return (begin, begin + len(first)), words
