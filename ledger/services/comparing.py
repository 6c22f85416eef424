"""Comparing: what is quoted, beside the message that was quoted.

The original is sought by the ids that a message names, then by who wrote the quote and
when, then by its words. What comes of it is logged, so that a rebuild makes the same
rows; when the original arrives later the quote is compared anew, and logged again only
if something else came of it.
"""

from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace

from index.query import Part
from index.query import Phrase
from ledger.domain.comparison import Comparison
from ledger.domain.comparison import FOUND
from ledger.domain.comparison import How
from ledger.domain.comparison import Verdict
from ledger.domain.document import Document
from ledger.domain.document import Text
from ledger.domain.event import Event
from ledger.domain.event import EventKind
from ledger.domain.event import Json
from ledger.domain.reading import SegmentKind
from ledger.domain.said_when import Fit
from ledger.domain.said_when import fit
from ledger.domain.sentence import to_say
from ledger.opened import Ledger
from ledger.services import likeness
from ledger.services import quotes
from ledger.services import searching
from ledger.services.families import SYSTEM
from ledger.services.handling import ending
from ledger.services.handling import Handler
from ledger.services.likeness import Likeness
from ledger.services.originals import Originals
from ledger.services.originals import Written
from ledger.services.wording import Words
from ledger.services.workers import Worker
from ledger.store import comparisons
from ledger.store import documents
from ledger.store.database import Tx
from ledger.store.jobs import Job

_TOGETHER = 64
_NEWEST = 12
"""With how many messages of who wrote a quote it is compared, whenever they were."""

_LISTED = 2_000
"""Among so many of his messages it is looked for those of the time that is told."""

_DATED = 4
"""With so many of them at most it is compared."""

_FEWEST = 5
"""A quote of fewer words is looked for only in messages that are named by an id."""

_LEAST_WORDS = 8
"""So many of its first words are looked for in all messages."""

_HITS = 5
_SURE = 0.8
"""So much of a quote must stand in a message that no id names."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A message that may be the original of a quote."""

    original: str
    how: How
    likeness: Likeness
    fit: Fit
    """How its time fits that above the quote, if the author is the same."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A quote: its words, and what stands above them of who wrote when."""

    words: Words
    lead: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Quoting:
    """A message whose quotes are compared, with what is known of it."""

    ledger: Ledger
    tx: Tx
    originals: Originals
    document: Document
    text: Text
    named: Sequence[tuple[str, How]]
    """The messages here that it names."""


def compare(worker: Worker, listed: Sequence[Job]) -> None:
    """Compare the quotes of some messages, and log what came of it."""
    ledger = worker.ledger
    with ledger.db.reading() as tx:
        events = _events(ledger, tx, [job.subject for job in listed])
        found = {job.id: events.get(job.subject) for job in listed}
    with ending(worker, listed) as end:
        told = (found[job.id] for job in end.held)
        ledger.record(end.tx, *(event for event in told if event is not None))


def anew(ledger: Ledger, keys: Sequence[str]) -> int:
    """Queue messages whose quotes are to be compared anew; all that wait if none.

    Returns:
        How many were queued: of those named, the ones that quote somebody.

    Raises:
        NotFoundError: there is no such document.
    """
    with ledger.db.writing() as tx:
        named = [documents.find(tx, key).id for key in dict.fromkeys(keys)]
        quoting = comparisons.quoting(tx, named)
        chosen = [key for key in named if key in quoting]
        chosen = chosen if named else comparisons.waiting(tx)
        quotes.add(tx, chosen, ledger.now())
    return len(chosen)


def _events(ledger: Ledger, tx: Tx, keys: Sequence[str]) -> dict[str, Event]:
    """Return the events that tell of the quotes of messages, where something is new."""
    before = comparisons.of(tx, keys)
    originals = Originals(tx)
    found = {}
    for document in documents.get_many(tx, [key for key in before if before[key]]):
        if document.reading is None:
            continue
        message = _Quoting(
            ledger=ledger,
            tx=tx,
            originals=originals,
            document=document,
            text=documents.text_of(tx, document),  # one at a time: it may be long
            named=comparisons.named_originals(tx, document.id),
        )
        after = [_with(message, each) for each in before[document.id]]
        if after != before[document.id]:
            found[document.id] = _event(document.id, after)
    return found


def _event(key: str, quotes: Sequence[Comparison]) -> Event:
    return Event(
        kind=EventKind.QUOTE_COMPARED,
        subject=key,
        actor=SYSTEM,
        fields={"quotes": [_told(each) for each in quotes]},
    )


def _told(each: Comparison) -> Json:
    found: dict[str, Json] = {"start": each.start, "verdict": each.verdict.value}
    if each.original and each.how:
        found |= {"original": each.original, "how": each.how.value}
    return found


def _with(message: _Quoting, quote: Comparison) -> Comparison:
    """Return a quote with what comes of comparing it."""
    best = _best(_candidates(message, quote, _told_of(message.text, quote)))
    if best is None:
        return replace(quote, verdict=Verdict.UNKNOWN, original=None, how=None)
    verdict = best.likeness.verdict
    return replace(quote, verdict=verdict, original=best.original, how=best.how)


def _told_of(text: Text, quote: Comparison) -> _Told:
    """Return the words of a quote and what stands above them, a small head too."""
    said = text.text[quote.start : quote.end]
    above = [
        text.text[start:end]
        for kind, start, end, _author in text.segments
        if end == quote.start and kind == SegmentKind.FORWARDED
    ]
    lead = "\n".join((*above, likeness.lead(said)))
    return _Told(Words(likeness.body(said)), lead)


def _best(found: Iterator[_Found]) -> _Found | None:
    """Return the first message of which a quote holds, else the one most like it.

    A message of that author and that very minute, with nearly these words, is what was
    quoted, even if another has all of them.
    """
    best: _Found | None = None
    for each in found:
        if each.likeness.verdict not in FOUND:
            continue
        if each.likeness.verdict is not Verdict.ALTERED:
            return each
        if each.fit is Fit.ZONE and each.likeness.shared >= _SURE:
            return each
        if each.how in {How.AUTHOR, How.WORDS} and each.likeness.shared < _SURE:
            continue
        if best is None or each.likeness.shared > best.likeness.shared:
            best = each
    return best


def _candidates(message: _Quoting, quote: Comparison, told: _Told) -> Iterator[_Found]:
    """Yield messages that may be quoted, the likeliest first."""
    if not told.words.keys():
        return
    seen = {message.document.id, message.document.message}
    for key, how, near in _keys(message, quote, told):
        if key not in seen:
            seen.add(key)
            yield _Found(key, how, _beside(message.originals.of(key), told.words), near)


def _keys(
    message: _Quoting, quote: Comparison, told: _Told
) -> Iterator[tuple[str, How, Fit]]:
    """Yield messages by their ids and authors, those first that the time fits."""
    tx, named, until = message.tx, message.named, message.document.sorted_at
    author = quote.author if quote.author and "@" in quote.author else None
    zone = message.document.sent_zone
    times = comparisons.sent_by(tx, author, [key for key, _ in named]) if author else {}
    found = [
        (key, how, fit(told.lead, times[key], zone) if key in times else Fit.NONE)
        for key, how in named
    ]
    words = told.words.text.split()
    if author and len(words) >= _FEWEST:
        listed = comparisons.from_address(tx, author, until, _LISTED)
        fitting = ((key, How.AUTHOR, fit(told.lead, at, zone)) for key, at in listed)
        found += sorted((each for each in fitting if each[2]), key=_fit)[:_DATED]
        found += [(key, How.AUTHOR, Fit.NONE) for key, _ in listed[:_NEWEST]]
    yield from sorted(found, key=_fit)
    if len(words) >= _LEAST_WORDS:
        searching.freshen(message.ledger)
        phrase = Phrase(" ".join(words[:_LEAST_WORDS]), Part.OWN)
        hits = message.ledger.index.search(phrase, limit=_HITS).hits
        for other in documents.get_many(tx, [hit.id for hit in hits]):
            if other.message and other.sorted_at <= until:
                yield other.message, How.WORDS, Fit.NONE


def _fit(found: tuple[str, How, Fit]) -> int:
    return -found[2]


def _beside(original: Written, words: Words) -> Likeness:
    """Return how quoted words agree with what somebody wrote in a message."""
    whole = likeness.compare(original.whole, words)
    if whole.verdict is Verdict.IDENTICAL or original.own is None:
        return whole
    plain = likeness.compare(original.own, words)
    return plain if plain.verdict is Verdict.IDENTICAL else whole


HANDLER = Handler(
    kind=quotes.COMPARE,
    do=compare,
    waiting=to_say("messages whose quotes are to be compared"),
    together=_TOGETHER,
)
