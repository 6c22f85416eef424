"""Joints: which messages make a thread, why each is in it, and which are missing.

Messages are joined by the ids that they name, then by quotes that were verified, never
by a subject. A message that is named or quoted and not here stands in its place as a
gap. A person can part a message from its thread, with a reason, and put it back.
"""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass

from ledger.domain.comparison import Comparison
from ledger.domain.comparison import Verdict
from ledger.domain.document import Document
from ledger.domain.errors import BadInputError
from ledger.domain.errors import NotFoundError
from ledger.domain.event import Event
from ledger.domain.event import EventKind
from ledger.domain.reading import Participant
from ledger.domain.sentence import said
from ledger.opened import Ledger
from ledger.services import likeness
from ledger.services import wording
from ledger.store import comparisons
from ledger.store import documents
from ledger.store import messages
from ledger.store import threads
from ledger.store.database import Tx

QUOTATION = "quotation"
"""Joined by its quotation of a message."""

_SHOWN = 300
"""So many letters of words are shown that are known by quotation alone."""

_SAME = 12
"""Quotes that begin with so many equal words are of one message."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """Where a message is quoted that is not here."""

    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A message that others name or quote and that is not in the ledger."""

    message_id: str = ""
    """Empty where nobody names it."""

    named_by: tuple[str, ...] = ()
    author: str | None = None
    quoted_by: tuple[Quoted, ...] = ()
    words: str = ""
    """The first words of it, known only by quotation."""

    before: str
    """The message in the thread before which it stands: the first that knows it."""


@dataclass(frozen=True, slots=True)
class ThreadLine:
    """A message in its thread."""

    document: Document
    author: Participant | None
    joined_by: str | None
    """The header that joins it (``in-reply-to``, ``references``), or ``quotation``;
    None for the first, or for one that only shares a missing message with others."""

    joined_to: str | None
    """The document that it names or quotes; None where that is not in the ledger."""

    gaps: tuple[Gap, ...] = ()
    """What is missing right before it."""

    parted: bool = False
    """Whether a person parted it from the thread in which it was."""


@dataclass(frozen=True, slots=True)
class Thread:
    """Messages with what joins them, in the order of time, and what is missing."""

    lines: tuple[ThreadLine, ...]
    gaps: tuple[Gap, ...]


def thread(ledger: Ledger, key: str) -> Thread:
    """Return the thread of a message.

    Raises:
        NotFoundError: there is no document with that id.
    """
    with ledger.db.reading() as tx:
        document = documents.find(tx, key)
        if document.thread is None:
            return Thread((), ())
        listed = documents.of_thread(tx, document.thread)
        keys = [each.id for each in listed]
        people = documents.people_of(tx, keys)
        known = _Known(
            named=messages.named_by(tx, keys),
            owners=_owners(tx, keys),
            joints=threads.joints_of(tx, keys),
            parted=threads.parted_among(tx, keys),
        )
        gaps = _gaps(tx, listed, known)
    lines = (
        ThreadLine(
            each,
            next((who for who in people[each.id] if who.role == "from"), None),
            *known.joint(each.id),
            gaps=tuple(gap for gap in gaps if gap.before == each.id),
            parted=each.id in known.parted,
        )
        for each in listed
    )
    return Thread(tuple(lines), tuple(gaps))


def part(ledger: Ledger, actor: str, key: str, why: str) -> None:
    """Part a message, and what answers it, from the thread in which it is.

    Raises:
        NotFoundError: there is no message with that id.
        BadInputError: it stands alone, was parted before, or no reason is given.
    """
    with ledger.db.writing() as tx:
        message = _message(tx, key)
        if not why.strip():
            raise BadInputError(said("Say why it does not belong to the thread."))
        if threads.is_parted(tx, message.id):
            raise BadInputError(said("This message was parted from its thread before."))
        if len(documents.of_thread(tx, message.thread or "", 2)) < 2:  # noqa: PLR2004 - one is alone
            raise BadInputError(said("This message stands in no thread with others."))
        ledger.record(
            tx,
            Event(
                kind=EventKind.THREAD_PARTED,
                subject=message.id,
                actor=actor,
                fields={"why": why.strip()},
            ),
        )


def rejoin(ledger: Ledger, actor: str, key: str) -> None:
    """Put a message back into the thread from which somebody parted it.

    Raises:
        NotFoundError: there is no message with that id.
        BadInputError: nobody parted it.
    """
    with ledger.db.writing() as tx:
        message = _message(tx, key)
        if not threads.is_parted(tx, message.id):
            raise BadInputError(said("Nobody parted this message from a thread."))
        ledger.record(
            tx,
            Event(kind=EventKind.THREAD_REJOINED, subject=message.id, actor=actor),
        )


def _message(tx: Tx, key: str) -> Document:
    """Return the first original of the message that a document is."""
    found = documents.find(tx, key)
    if found.message is None:
        raise NotFoundError("document", key)
    return documents.find(tx, found.message)


def _owners(tx: Tx, keys: Sequence[str]) -> dict[str, str]:
    ids = messages.message_ids(tx, keys)
    return {value: key for key, value in ids.items() if value}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What is known of how the messages of a thread are joined."""

    named: Mapping[str, Sequence[tuple[str, str]]]
    """The (header, Message-ID) pairs that each names."""

    owners: Mapping[str, str]
    """The message of each Message-ID."""

    joints: Mapping[str, str]
    """What each quotes that joins it."""

    parted: set[str]

    def joint(self, key: str) -> tuple[str | None, str | None]:
        """Return by what a message is joined to its thread, and to which document.

        ``In-Reply-To`` goes first; of ``References`` the last one is the nearest.
        """
        named = self.named[key]
        answers = [pair for pair in named if pair[0] == "in-reply-to"]
        others = [pair for pair in reversed(named) if pair[0] == "references"]
        if key in self.parted:
            return None, None
        for field, target in [*answers, *others]:
            if target in self.owners:
                return field, self.owners[target]
        if key in self.joints:
            return QUOTATION, self.joints[key]
        return (named[0][0], None) if named else (None, None)


def _gaps(tx: Tx, listed: Sequence[Document], known: _Known) -> list[Gap]:
    order = {each.id: at for at, each in enumerate(listed)}
    quotes = comparisons.of(tx, order)
    unknown = [
        each for key in order for each in quotes[key] if each.verdict is Verdict.UNKNOWN
    ]
    gaps = list(_named(known, order))
    answered = {gap.named_by: at for at, gap in enumerate(gaps)}
    for group in _grouped(tx, unknown):
        first = group[0][0]
        told = Gap(
            author=first.author,
            quoted_by=tuple(Quoted(q.document, q.start, q.end) for q, _words in group),
            words=group[0][1][:_SHOWN],
            before=min((q.document for q, _words in group), key=order.__getitem__),
        )
        at = answered.pop(tuple({q.document: None for q, _words in group}), None)
        if at is None:
            gaps.append(told)
        else:
            gaps[at] = _both(gaps[at], told)
    return sorted(gaps, key=lambda gap: order[gap.before])


def _both(named: Gap, quoted: Gap) -> Gap:
    """Return one gap for a message that is named by an id, and quoted."""
    return Gap(
        message_id=named.message_id,
        named_by=named.named_by,
        author=quoted.author,
        quoted_by=quoted.quoted_by,
        words=quoted.words,
        before=named.before,
    )


def _named(known: _Known, order: Mapping[str, int]) -> Iterator[Gap]:
    missing: dict[str, dict[str, None]] = {}
    for key, pairs in known.named.items():
        for _field, target in pairs:
            if target not in known.owners:
                missing.setdefault(target, {})[key] = None
    for target, keys in missing.items():
        before = min(keys, key=order.__getitem__)
        yield Gap(message_id=target, named_by=tuple(keys), before=before)


def _grouped(
    tx: Tx, unknown: Iterable[Comparison]
) -> list[list[tuple[Comparison, str]]]:
    """Return quotes that begin alike together: they are of one message."""
    texts: dict[str, str] = {}
    found: dict[tuple[str, ...], list[tuple[Comparison, str]]] = {}
    for each in unknown:
        if each.document not in texts:
            document = documents.find(tx, each.document)
            texts[each.document] = documents.text_of(tx, document).text
        words = likeness.body(texts[each.document][each.start : each.end])
        keys = tuple(token.key.casefold() for token in wording.tokens(words))
        if keys:
            found.setdefault(keys[:_SAME], []).append((each, words))
    return list(found.values())
