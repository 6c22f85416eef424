"""Kills: a large mailbox is taken in while its program is killed again and again.

``take-in`` runs as a process of its own and gets SIGKILL at random moments: while the
mailbox is kept, while it is read, while it is indexed. It is started again each time as
a person would. In the end every message has to be there once, byte for byte, under one
receipt, and the audit has to be sound.
"""

import hashlib
import json
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from contextlib import suppress
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path

from benchmarks.table import Row
from benchmarks.table import seconds
from ledger.config import Config
from ledger.domain.event import EventKind
from ledger.domain.receipt import Outcome
from ledger.opened import Ledger
from ledger.services import audit
from ledger.services import checkpoints
from ledger.services import indexing
from ledger.services import projects
from ledger.services import receipts
from ledger.services import workload

_LOOK = 0.02
_MOST = 0.5
"""A kill comes up to so many seconds after the progress that it waits for."""


@dataclass
class Course:
    """How an import went."""

    kills: int = 0
    at: list[int] = field(default_factory=list)
    """How many messages were there at each kill."""

    runs: list[float] = field(default_factory=list)
    """How long each process lived."""


def run(folder: Path, messages: int, kills: int) -> list[Row]:
    """Take in a mailbox of so many messages, killed so many times, and count."""
    box = folder / "box.mbox"
    with box.open("wb") as stream:
        for number in range(1, messages + 1):
            stream.write(b"From nobody Mon Jun  2 09:00:00 2025\n%b\n" % mail(number))
    home = folder / "home"
    with closing(Ledger(Config(home=home))) as ledger:
        projects.add_project(
            ledger, "benchmark", "KILLS", client="Nobody", title="None"
        )
        outside = checkpoints.sign(ledger)
    course = _imported(home, box, messages, kills)
    with closing(Ledger(Config(home=home))) as ledger:
        return [*_course(course, messages), *_counted(ledger, messages, outside)]


def mail(number: int) -> bytes:
    """Return the message of a number: small, and like no other."""
    return (
        f"From: Ines Invented <ines@client.example>\nTo: <max@studio.example>\n"
        f"Subject: Wish number {number}\nMessage-ID: <kill-{number}@mail.example>\n"
        f"Date: Mon, 2 Jun 2025 09:{number % 60:02d}:{number // 60 % 60:02d} +0300\n\n"
        f"Please make logo {number} bigger, and banner {number * 7919 % 10007} too.\n"
    ).encode()


def _imported(home: Path, box: Path, messages: int, kills: int) -> Course:
    """Take in the mailbox; the processes die at moments that nobody foresees."""
    chance = random.Random()  # noqa: S311 - other moments each time; no secret
    moments = sorted(chance.randrange(messages) for _ in range(max(0, kills - 2)))
    moments = [-1, *moments, messages][-kills:] if kills else []
    course = Course()
    for moment in moments:
        with _started(home, box) as process:
            began = time.perf_counter()
            _wait_for(process, home, moment, messages)
            time.sleep(chance.random() * _MOST)
            process.send_signal(signal.SIGKILL)
            killed = process.wait() == -signal.SIGKILL
        course.runs.append(time.perf_counter() - began)
        course.kills += killed
        course.at.append(_progress(home, messages))
        if not killed:
            return course
    with _started(home, box) as process:
        took = seconds(process.wait)
    course.runs.append(took)
    if process.returncode:
        message = "the import failed: " + home.with_name("errors").read_text("utf-8")
        raise RuntimeError(message)
    return course


def _started(home: Path, box: Path) -> subprocess.Popen[bytes]:
    words = [sys.executable, "-m", "ledger", "--home", str(home), "take-in", str(box)]
    with home.with_name("errors").open("ab") as errors:
        return subprocess.Popen(  # noqa: S603 - our own program
            words, stdout=subprocess.DEVNULL, stderr=errors
        )


def _wait_for(
    process: subprocess.Popen[bytes], home: Path, moment: int, messages: int
) -> None:
    """Wait until so many messages are there; at once for a negative number."""
    while process.poll() is None and _progress(home, messages) < moment:
        time.sleep(_LOOK)


def _progress(home: Path, messages: int) -> int:
    """Return how many messages were logged; -1 before the first."""
    address = f"file:{home / 'ledger.db'}?mode=ro"
    with suppress(sqlite3.Error), closing(sqlite3.connect(address, uri=True)) as db:
        rows = db.execute("SELECT state FROM job WHERE kind = 'read'").fetchall()
        if rows:
            return int(json.loads(rows[0][0]).get("members", 0))
        if db.execute("SELECT 1 FROM document").fetchone():
            return messages
    return -1


def _course(course: Course, messages: int) -> list[Row]:
    total = sum(course.runs)
    last = course.runs[-1]
    return [
        Row(
            f"kills of the import of {messages} messages",
            str(course.kills),
            note="at message " + ", ".join(map(str, course.at)),
        ),
        Row(
            "messages a second, over all runs, with starting and indexing",
            f"{messages / total:.0f}",
            note=f"{total:.0f} s in all, the last run {last:.0f} s",
        ),
    ]


def _counted(ledger: Ledger, messages: int, outside: str) -> list[Row]:
    """Count what is there, and hold it against what was brought."""
    there = dict(_members(ledger))
    places = [f"message {number}" for number in range(1, messages + 1)]
    whole = sum(
        there.get(place) == [hashlib.sha256(mail(number)).hexdigest()]
        for number, place in enumerate(places, 1)
    )
    doubled = sum(len(digests) - 1 for digests in there.values())
    listed = receipts.newest(ledger, 10)
    counts = listed[0].counts
    with ledger.db.reading() as tx:
        taken = tx.exec_driver_sql(
            "SELECT count(*) FROM happening WHERE kind = ?",
            (EventKind.DOCUMENT_TAKEN_IN,),
        ).scalar_one()
    checked = audit.audit(ledger, [outside])
    left = workload.look(ledger)
    return [
        _held("messages that are there, whole", whole, messages),
        _held("messages that are there twice", doubled, 0),
        _held("members that are no message of it", len(set(there) - set(places)), 0),
        _held("events of taking in", taken, messages + 1),
        _held("receipts", len(listed), 1),
        _held(
            "receipts that are open", sum(not r.receipt.closed_at for r in listed), 0
        ),
        _held("lines taken in", counts[Outcome.TAKEN_IN], messages + 1),
        _held("lines there before", counts[Outcome.DUPLICATE], 0),
        _held("lines set aside", counts[Outcome.SET_ASIDE] + left.number_aside, 0),
        _held("jobs left", left.number, 0),
        _held("documents in the index", ledger.index.count(), messages + 1),
        _held("events behind in the index", indexing.lag(ledger), 0),
        _held("audit", checked.verdict, "sound"),
    ]


def _held(what: str, found: object, wanted: object) -> Row:
    note = "" if str(found) == str(wanted) else "**broken**"
    return Row(what, str(found), str(wanted), note)


def _members(ledger: Ledger) -> Iterator[tuple[str, list[str]]]:
    """Yield the places in the mailbox, each with the digests that stand there."""
    with ledger.db.reading() as tx:
        rows = tx.exec_driver_sql(
            "SELECT place, group_concat(digest) AS digests FROM document"
            " WHERE parent IS NOT NULL GROUP BY place"
        )
        for row in rows:
            yield row.place, row.digests.split(",")
