"""A preview: what a document seems to hold, beside the specification that is there."""

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from datetime import date

from ledger.domain import labels as rules
from ledger.domain import succession
from ledger.domain.document import Document
from ledger.domain.errors import BadInputError
from ledger.domain.folding import fold
from ledger.domain.numbered import Found
from ledger.domain.project import Project
from ledger.domain.reading import Reading
from ledger.domain.sentence import said
from ledger.domain.sentence import Sentence
from ledger.domain.specification import Change
from ledger.domain.specification import Item
from ledger.domain.specification import Specification
from ledger.domain.specification import State
from ledger.opened import Ledger
from ledger.services import spec_texts
from ledger.services.spec_entries import Asking
from ledger.services.spec_entries import NOBODY
from ledger.store import documents
from ledger.store import projects
from ledger.store import specifications
from ledger.store.database import Tx

NEW = "new"
"""Chosen for a row that is no item yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An item that a document seems to hold, beside the one that it seems to be."""

    found: Found
    item: Item | None
    """None for a new one."""

    label: str
    change: Change | None
    """None where it reads as before."""

    before: State
    doubtful: tuple[str, ...]
    """Words of a scan that may well have been misread."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What recording a document as the specification would do; nothing is saved."""

    project: Project
    document: Document
    from_day: date
    whole: bool
    prefix: str
    rows: tuple[Row, ...]
    missing: tuple[tuple[Item, State], ...]
    """Items that hold on the day and are not in the document."""

    left: tuple[str, ...]
    """Lines of the document that belong to no item."""

    remarks: tuple[Sentence, ...]
    items: tuple[Item, ...]
    """All that the project has, for choosing another one."""

    @property
    def reading(self) -> str:
        """Return by what it is known that the document was not read anew since."""
        return self.document.reading.hex if self.document.reading else ""

    def count(self, change: Change | None) -> int:
        """Return how many rows bring such a change."""
        return len([each for each in self.rows if each.change is change])


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What a person chose on a preview."""

    whole: bool = True
    prefix: str = rules.PREFIX
    left_out: frozenset[int] = frozenset()
    """Rows that are not taken, by their place from 0."""

    items: Mapping[int, str] = field(default_factory=dict)
    """Which item a row is, by id, or ``NEW``; others are as proposed."""

    kept: frozenset[str] = frozenset()
    """Items that go on although a whole document does not hold them."""

    looked: bool = False
    reading: str = ""
    """The reading that was looked at; empty for whichever there is."""

    asked: Asking = NOBODY


ALL = Choices()


def of(
    ledger: Ledger,
    tx: Tx,
    project_key: str,
    document_key: str,
    from_day: date | None,
    choices: Choices,
) -> Preview:
    """Return what a document seems to hold, and what recording it would change."""
    project = projects.find(tx, project_key)
    document = documents.find(tx, document_key)
    reading = spec_texts.reading_of(ledger, document)
    read = spec_texts.items_of(tx, document, reading)
    found = specifications.of_project(tx, project.id)
    day = from_day or _newest(found)
    rows = _rows(found, reading, read.found, day, choices)
    inside = {each.item.id for each in rows if each.item}
    return Preview(
        project=project,
        document=document,
        from_day=day,
        whole=choices.whole,
        prefix=choices.prefix,
        rows=tuple(rows),
        missing=tuple(e for e in found.on(day) if e[0].id not in inside),
        left=read.left,
        remarks=tuple(_remarks(document, rows, numbered_=read.numbered)),
        items=found.items,
    )


def _rows(
    known: Specification,
    reading: Reading,
    listed: Sequence[Found],
    day: date,
    choices: Choices,
) -> list[Row]:
    """Return each item of a document beside the one that it is."""
    newest = {
        item.id: (item.label, _last_words(known, item, day)) for item in known.items
    }
    pairs = [(each.number, each.words) for each in listed]
    matched = succession.matched(pairs, newest, choices.prefix)
    items = {each.id: each for each in known.items}
    taken = [each.label for each in known.items]
    words = spec_texts.doubtful(reading)
    rows = []
    for at, (found, guess) in enumerate(zip(listed, matched, strict=True)):
        chosen = choices.items.get(at, guess or NEW)
        item = items.get(chosen)
        if chosen != NEW and item is None:
            raise BadInputError(said("A row was put to an item that is not there."))
        label = item.label if item else _label(found, taken, choices.prefix)
        taken.append(label)
        before = known.state(item.id, day) if item else State(None, None)
        rows.append(_row(reading, found, item, label, before, words))
    _must_differ(rows, choices)
    return rows


def _row(
    reading: Reading,
    found: Found,
    item: Item | None,
    label: str,
    before: State,
    doubtful: Sequence[tuple[int, int]],
) -> Row:
    return Row(
        found=found,
        item=item,
        label=label,
        change=_change(before.words, found.words),
        before=before,
        doubtful=tuple(
            reading.text[low:high]
            for low, high in doubtful
            if found.start <= low and high <= found.end
        ),
    )


def _newest(found: Specification) -> date:
    days = [each.from_day for each in found.wordings]
    days += [each.from_day for each in found.baselines]
    return max(days, default=date.max)


def _last_words(found: Specification, item: Item, day: date) -> str:
    """Return how an item read last, for finding it again."""
    now = found.state(item.id, day).words
    if now is not None:
        return now
    listed = [each.state.words for each in found.stages(item.id)]
    return next((each for each in listed[::-1] if each is not None), "")


def _label(found: Found, taken: Sequence[str], prefix: str) -> str:
    wanted = rules.label_of(found.number, prefix) if found.number else ""
    return rules.free_label(wanted, taken, prefix)


def _change(before: str | None, after: str) -> Change | None:
    if before is None:
        return Change.ADDED
    return None if fold(before) == fold(after) else Change.CHANGED


def _must_differ(rows: Sequence[Row], choices: Choices) -> None:
    """Refuse two rows that are put to one item."""
    seen: set[str] = set()
    for number, each in enumerate(rows):
        if each.item is None or number in choices.left_out:
            continue
        if each.item.id in seen:
            message = said("Two rows are put to %(item)s.", item=each.item.label)
            raise BadInputError(message)
        seen.add(each.item.id)


def _remarks(
    document: Document, rows: Sequence[Row], *, numbered_: bool
) -> list[Sentence]:
    found = []
    if not numbered_:
        found.append(
            said(
                "The document numbers nothing that looks like an item; its points, "
                "rows or paragraphs are proposed instead."
            )
        )
    if any(each.doubtful for each in rows):
        found.append(
            said("Some words were read doubtfully from a scan; look at the page.")
        )
    elif "read-from-a-scan" in document.flags:
        found.append(
            said(
                "These words were read from a scan by a program; check them against "
                "the page."
            )
        )
    return found
