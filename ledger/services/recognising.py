"""Recognising: the words of scans and images, page after page, behind all other work.

1. A reading says which pages wait; tesseract reads them in the box, some at once.
2. What was found on a page is kept in the cache at once, under the digest of the file
   and all that the words depend on, so that no page is ever done twice for nothing.
3. After the last page the whole is laid together and logged as a new reading.

A crash costs the pages that were being read; the file that came, and the reading
before, stay as they are.
"""

from collections.abc import Collection
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from ledger.domain import recognised
from ledger.domain import scan
from ledger.domain.document import Document
from ledger.domain.errors import BadInputError
from ledger.domain.errors import BoxError
from ledger.domain.reading import Reading
from ledger.domain.scan import Recogniser
from ledger.domain.sentence import said
from ledger.domain.sentence import to_say
from ledger.opened import Ledger
from ledger.services import cached
from ledger.services import families
from ledger.services import rereading
from ledger.services import scans
from ledger.services import workers
from ledger.services.handling import ending
from ledger.services.handling import Handler
from ledger.services.workers import LEASE
from ledger.services.workers import Worker
from ledger.store import documents
from ledger.store import jobs
from ledger.store import leases
from ledger.store import waiting
from ledger.store.jobs import Job

LANGUAGES = "languages"
"""The option of reading again that names other languages."""

_FORM = 1
"""Raised when a page is recognised in another way than before."""

_TRIES = 2
"""How often a page is tried before it is left as it is."""

LATER = timedelta(minutes=10)
"""How long scans wait before it is looked for the program again."""


@dataclass(frozen=True, slots=True)
class _Work:
    """What is recognised, how, and where what was found is kept page by page."""

    document: Document
    pages: tuple[int, ...]
    how: Recogniser
    place: Path

    def left(self, state: dict[str, Any]) -> list[int]:
        """Return the pages that are neither kept nor were tried too often."""
        failed = state["failed"]
        return [
            number
            for number in self.pages
            if failed.get(str(number), 0) < _TRIES and not self.kept(number).exists()
        ]

    def kept(self, number: int) -> Path:
        """Return where a page is kept."""
        return self.place / f"{number}.json"

    def found(self) -> dict[int, Reading | None]:
        """Return what was found on each page; None where that could not be told."""
        paths = {number: self.kept(number) for number in self.pages}
        return {
            number: Reading.from_bytes(path.read_bytes()) if path.exists() else None
            for number, path in paths.items()
        }


def recognise(worker: Worker, listed: Sequence[Job]) -> None:
    """Recognise the pages of a document, until all are done or others come first."""
    [job] = listed
    ledger = worker.ledger
    with ledger.db.reading() as tx:
        document = documents.find(tx, job.subject)
        wanted = languages(ledger, rereading.answers(tx, document.id))
    base = ledger.readings(document.reading) if document.reading else None
    pages = recognised.waiting(base) if base else ()
    program = ledger.box.recogniser()
    if base is None or not pages:
        with ending(worker, listed):
            return
    if program is None:
        _wait(worker, job)
        return
    how = replace(program, languages=program.of(wanted))
    work = _Work(document, pages, how, _place(ledger, document, how))
    if _pages(worker, job, work):
        _end(worker, job, work, recognised.whole(base, work.found(), how))


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language in which a scan can be read."""

    code: str
    used: bool
    """Whether the next reading uses it."""


def again(ledger: Ledger, actor: str, key: str, chosen: Collection[str]) -> Document:
    """Let a document be recognised again, in some languages, from now on.

    Raises:
        BadInputError: none was chosen, or one that is not installed.
        NotReadYetError: it waits for its first reading.
    """
    program = ledger.box.recogniser()
    known = program.languages if program else ()
    missing = sorted(set(chosen) - set(known))
    if missing or not chosen:
        raise BadInputError(
            said(
                "Choose languages that are installed here: %(known)s.",
                known=", ".join(known) or said("none"),
            )
        )
    options = {LANGUAGES: "+".join(dict.fromkeys(chosen))}
    return rereading.read_again(ledger, actor, key, options, remember=(LANGUAGES,))


def tongues(ledger: Ledger, document: Document) -> tuple[Tongue, ...]:
    """Return the languages in which a scan can be read; none for what is no scan."""
    program = ledger.box.recogniser()
    if program is None or not {scan.READ, scan.WAITS, scan.FAILED} & {*document.flags}:
        return ()
    with ledger.db.reading() as tx:
        used = languages(ledger, rereading.answers(tx, document.id))
    return tuple(Tongue(code, code in used) for code in program.languages)


def waits_for_program(ledger: Ledger) -> bool:
    """Tell whether scans wait here for a program that is missing."""
    if ledger.box.recogniser():
        return False
    with ledger.db.reading() as tx:
        return waiting.number(tx, kinds=[scans.RECOGNISE]) > 0


def missing(ledger: Ledger) -> tuple[str, ...]:
    """Return the languages of the settings that the program here cannot read."""
    program = ledger.box.recogniser()
    known = program.languages if program else ()
    return tuple(each for each in languages(ledger, {}) if each not in known)


def languages(ledger: Ledger, answers: dict[str, str]) -> list[str]:
    """Return in which languages a document is to be read, the likeliest first."""
    named = answers.get(LANGUAGES) or ledger.config.languages
    return [name for name in named.replace(",", "+").split("+") if name.strip()]


def _wait(worker: Worker, job: Job) -> None:
    """Let all scans wait for the program that is missing here."""
    until = worker.ledger.now() + LATER
    with ending(worker, [job]) as end:
        for each in end.held:
            end.put_off(each, until, said(scans.MISSING))
        jobs.put_off_all(end.tx, scans.RECOGNISE, until, said(scans.MISSING))


def _pages(worker: Worker, job: Job, work: _Work) -> bool:
    """Recognise page after page; tell whether all are done, and the job still ours."""
    state = {"failed": {}, **job.state, "of": len(work.pages)}
    one = partial(_one, worker.ledger, work)
    while left := work.left(state):
        if worker.stop.is_set() or _others_first(worker, job):
            workers.give_back(worker, [job])
            return False
        chosen = left[: worker.ledger.config.boxes]
        for number, good in zip(chosen, worker.threads.map(one, chosen), strict=True):
            if not good:
                tried = state["failed"].get(str(number), 0)
                state["failed"] = {**state["failed"], str(number): tried + 1}
        state["done"] = len(work.pages) - len(work.left(state))
        if not _keep(worker, job, state, len(chosen)):
            return False
    return True


def _one(ledger: Ledger, work: _Work, number: int) -> bool:
    """Recognise a page and keep what was found; tell whether that could be done."""
    try:
        with ledger.blobs.open(work.document.digest) as source:
            found = ledger.box.recognise(source, number, work.how)
    except BoxError:
        return False
    cached.keep(work.kept(number), found.to_bytes())
    return True


def _others_first(worker: Worker, job: Job) -> bool:
    """Tell whether something waits that comes before the rest of a document."""
    now = worker.ledger.now()
    with worker.ledger.db.reading() as tx:
        first = leases.first_free(tx, now, now + LEASE, worker.receipt)
        here = jobs.turn_of(tx, job.id)
    if first is None or here is None:
        return False
    return (first.priority, first.turn) < here


def _keep(worker: Worker, job: Job, state: dict[str, Any], pages: int) -> bool:
    """Keep how far a document has come; False where another has taken it over."""
    with ending(worker, [job]) as end:
        for each in end.held:
            end.keep(each, state, turns=pages)
        return bool(end.held)


def _end(worker: Worker, job: Job, work: _Work, reading: Reading) -> None:
    """Log the reading, unless the document was read anew meanwhile."""
    ledger = worker.ledger
    key, known = work.document.id, work.document.reading
    told = {"program": work.how.version, LANGUAGES: "+".join(work.how.languages)}
    with ledger.blobs.batch() as batch:
        event = families.read_event(ledger, batch, key, reading, **told)
    with ending(worker, [job]) as end:
        for each in end.held:
            if documents.find(end.tx, key).reading == known:
                ledger.record(end.tx, event)
            else:
                end.put_off(each, ledger.now(), "")
    worker.progress(1)


def _place(ledger: Ledger, document: Document, how: Recogniser) -> Path:
    """Return where the pages of a file are kept that were recognised in one way."""
    way = f"{_FORM}-{how.version}-{'+'.join(how.languages)}"
    way = "".join(sign if sign.isalnum() or sign in "+._-" else "-" for sign in way)
    return ledger.home / "cache" / "recognised" / document.digest.hex / way


HANDLER = Handler(
    kind=scans.RECOGNISE,
    do=recognise,
    waiting=to_say("scans to be recognised"),
    slow=True,
)
