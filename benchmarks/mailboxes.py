"""Mailboxes of two sizes side by side: when the first message is there, and memory.

The bytes of a file are kept before anything is read of it, and that takes as long as
its size asks for; it is told apart. The first message counts from there to the moment
at which it is in the log. The readers are warm and a mail was read before, as in a
program that runs.
"""

import threading
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from benchmarks.material import heavy
from benchmarks.material import opened
from benchmarks.material import receive
from benchmarks.memory import peaks
from benchmarks.table import Row
from benchmarks.table import seconds
from ledger.services import working

_SIZES = (50, 500)
_LONG = 300
"""Megabytes of one message: far more than a message may have to be read."""

_SOME = 500
"""After so many messages nobody reads on: the sizes are compared, not the speed."""

_WORDS = b"Please make the logo bigger, and the banner below it smaller.\n" * 80


@dataclass(frozen=True, slots=True)
class _Course:
    """How the reading of a mailbox began."""

    kept: float
    """How many seconds its bytes took."""

    first: float
    """How many seconds it was then to the first message."""

    own: int
    worker: int
    """The most megabytes that this process, and one of the box, ever held."""


def run(folder: Path, _number: int) -> list[Row]:
    """Begin to read mailboxes of two sizes, and one with a message that is too long."""
    found = [_apart(folder, size) for size in _SIZES]
    small, large = found
    rows = [
        Row(
            f"mailbox of {size} MB: first message in the log",
            f"{each.first:.2f} s",
            "< 1 s",
            f"after its bytes were kept, which took {each.kept:.1f} s",
        )
        for size, each in zip(_SIZES, found, strict=True)
    ]
    long = _read_whole(folder)
    return [
        *rows,
        Row(
            "the large one beside the small one",
            f"{large.first / small.first:.1f}",
            note=f"peak memory {large.own} MB beside {small.own} MB, of a worker of "
            f"the box {large.worker} MB beside {small.worker} MB",
        ),
        Row(
            f"a message of {_LONG} MB in a mailbox: peak memory",
            f"{long[0]} MB",
            "< 600 MB",
            f"largest worker of the box: {long[1]} MB",
        ),
    ]


def _apart(folder: Path, size: int) -> _Course:
    path = folder / f"box-{size}.mbox"
    with path.open("wb") as stream:
        number = 0
        while stream.tell() < size << 20:
            number += 1
            stream.write(_mail(number))
    with ProcessPoolExecutor(1, get_context("spawn")) as other:
        course = other.submit(_begun, folder / f"home-{size}", path).result()
    path.unlink()
    return course


def _mail(number: int) -> bytes:
    head = (
        "From nobody Mon Jun  2 09:00:00 2025\n"
        "From: Ines Invented <ines@client.example>\nTo: <max@studio.example>\n"
        f"Subject: Wish {number}\nMessage-ID: <box-{number}@mail.example>\n"
        "Date: Mon, 2 Jun 2025 09:00:00 +0300\n\n"
    )
    return head.encode() + _WORDS + b"\n"


def _begun(home: Path, path: Path) -> _Course:
    """Take a mailbox in, and read the first messages of it."""
    ledger = opened(home)
    ledger.box.warm(ledger.box.workers)
    before = home.with_suffix(".eml")
    before.write_bytes(_mail(0).partition(b"\n")[2])
    receive(ledger, [before])
    working.run(ledger, lambda _number: None)
    kept = seconds(lambda: receive(ledger, [path]))
    stop = threading.Event()
    began = time.perf_counter()
    moments: list[float] = []
    there = 0

    def note(number: int) -> None:
        nonlocal there
        moments.append(time.perf_counter() - began)
        there += number
        if there >= _SOME:
            stop.set()

    working.run(ledger, note, stop=stop)
    ledger.close()
    return _Course(kept, moments[0], *peaks())


def _read_whole(folder: Path) -> tuple[int, int]:
    path = heavy(folder, 1, _LONG << 20)
    with ProcessPoolExecutor(1, get_context("spawn")) as other:
        return other.submit(_whole, folder / "home-long", path).result()


def _whole(home: Path, path: Path) -> tuple[int, int]:
    ledger = opened(home)
    receive(ledger, [path])
    working.run(ledger, lambda _number: None)
    ledger.close()
    return peaks()
