"""Health: whether the ledger works, and what it lacks on this machine."""

import platform
import shutil
import sqlite3
from dataclasses import dataclass
from importlib import metadata

import ledger as package
from index import IndexFaultError
from index import installed
from index import TANTIVY
from ledger.domain.errors import ReadersMissingError
from ledger.domain.scan import Recogniser
from ledger.opened import Ledger
from ledger.proof.checkpoint import Checkpoint
from ledger.services import backups
from ledger.services import checkpoints
from ledger.services import engines
from ledger.services import indexing
from ledger.services import recognising
from ledger.services import scans
from ledger.services import troubles
from ledger.services.backups import Remembered
from ledger.services.engines import Engines
from ledger.services.troubles import Failing
from ledger.store import documents
from ledger.store import events
from ledger.store import projects
from ledger.store import receipts
from ledger.store import schema
from ledger.store import sources
from ledger.store import uploads
from ledger.store import waiting

LITTLE_ROOM = 2 << 30
"""Free bytes below which a page warns."""

_LIBRARIES = ("flask", "sqlalchemy", "pypdfium2", "pypdf", "nh3", "whoosh3", "pillow")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """A program of the system, and what it is for."""

    command: str
    package: str
    found: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How a ledger is."""

    version: str
    python: str
    sqlite: str
    libraries: tuple[tuple[str, str], ...]
    system: str
    schema: str
    home: str
    events: int
    documents: int
    projects: int
    receipts: int
    waiting: int
    """Pieces of work that are not done."""

    aside: int
    """Pieces of work that failed and were set aside."""

    sources: int
    """Mailboxes, addresses and folders from which things come by themselves."""

    failing: tuple[Failing, ...]
    """Those from which nothing comes just now."""

    arriving: int
    """Files that are being uploaded."""

    indexed: int | None
    """Documents in the index; None where it cannot be read."""

    lag: int
    engine: Engines | None
    """Which engine searches; None where the index cannot be read."""

    isolation: str
    free: int
    size: int
    """Of the disk, in bytes."""

    signed: Checkpoint | None
    backup: Remembered | None
    """The last backup that was made of this home; None where none is known."""

    read_only: str | None
    tools: tuple[Tool, ...]
    recogniser: Recogniser | None
    """The program that recognises the words of scans; None where it is missing."""

    unknown: tuple[str, ...]
    """Languages in which scans are to be read, and that are not installed."""

    scans: int
    """Documents with words that are still to be recognised."""

    @property
    def cramped(self) -> bool:
        """Tell whether the disk is nearly full."""
        return self.free < LITTLE_ROOM


def look(ledger: Ledger) -> Health:
    """Return how a ledger is, without changing anything."""
    disk = shutil.disk_usage(ledger.home)
    indexed, lag, engine = _index(ledger)
    with ledger.db.reading() as tx:
        return Health(
            version=package.__version__,
            python=platform.python_version(),
            sqlite=sqlite3.sqlite_version,
            libraries=_libraries(),
            system=f"{platform.system()} {platform.release()} {platform.machine()}",
            schema=schema.version(tx) or "",
            home=str(ledger.home),
            events=events.size(tx),
            documents=documents.count(tx),
            projects=len(projects.every(tx)),
            receipts=receipts.number(tx),
            waiting=sum(heap.number for heap in waiting.heaps(tx, ledger.now())),
            aside=waiting.number_set_aside(tx),
            sources=len(sources.every(tx)),
            failing=tuple(troubles.failing(tx)),
            arriving=uploads.number(tx),
            indexed=indexed,
            lag=lag,
            engine=engine,
            isolation=isolation(ledger),
            free=disk.free,
            size=disk.total,
            signed=checkpoints.newest(ledger),
            backup=backups.last(ledger),
            read_only=ledger.read_only,
            tools=_tools(ledger),
            recogniser=ledger.box.recogniser(),
            unknown=recognising.missing(ledger),
            scans=waiting.number(tx, kinds=[scans.RECOGNISE]),
        )


def _tools(ledger: Ledger) -> tuple[Tool, ...]:
    shut_in = shutil.which("bwrap") is not None
    recognises = ledger.box.recogniser() is not None
    return (
        Tool(command="bwrap", package="bubblewrap", found=shut_in),
        Tool(command="tesseract", package="tesseract-ocr", found=recognises),
    )


def isolation(ledger: Ledger) -> str:
    """Return how the readers of files are shut in, or that they do not start."""
    try:
        return ledger.box.isolation()
    except ReadersMissingError:
        return "the readers do not start"


def _libraries() -> tuple[tuple[str, str], ...]:
    names = (*_LIBRARIES, *([TANTIVY] if installed(TANTIVY) else []))
    return tuple((name, metadata.version(name)) for name in names)


def _index(ledger: Ledger) -> tuple[int | None, int, Engines | None]:
    try:
        return ledger.index.count(), indexing.lag(ledger), engines.look(ledger)
    except IndexFaultError:
        return None, 0, None


def answers(ledger: Ledger) -> int:
    """Return how many events there are: the database can be read.

    Raises:
        DatabaseDamagedError: it cannot.
    """
    with ledger.db.reading() as tx:
        return events.size(tx)
