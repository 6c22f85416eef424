"""Audit: the whole log of 100,000 events, and one transaction for one event."""

import hashlib
from pathlib import Path

from benchmarks.material import opened
from benchmarks.table import Row
from benchmarks.table import seconds
from ledger.domain.event import Event
from ledger.domain.event import EventKind
from ledger.services import audit
from ledger.services import checkpoints
from ledger.services.audit import Verdict

_EVENTS = 100_000
_BATCH = 1000
_SINGLE = 200


def run(folder: Path, _number: int) -> list[Row]:
    """Write events in batches, a few one by one, and audit them all."""
    ledger = opened(folder / "home")

    def batches(start: int, number: int, size: int) -> None:
        for first in range(start, start + number, size):
            with ledger.db.writing() as tx:
                ledger.record(tx, *(_event(first + index) for index in range(size)))

    written = seconds(lambda: batches(0, _EVENTS, _BATCH))
    single = seconds(lambda: batches(_EVENTS, _SINGLE, 1))
    note = checkpoints.sign(ledger)
    reports = []
    took = seconds(lambda: reports.append(audit.audit(ledger, [note])))
    if reports[0].verdict is not Verdict.SOUND:
        raise SystemExit("the log of the benchmark is not sound")
    beside = seconds(lambda: [hashlib.sha256(b"x" * 600) for _ in range(3 * _EVENTS)])
    ledger.close()
    return [
        Row("events appended in batches", f"{_EVENTS / written:.0f} /s"),
        Row("events appended one by one", f"{_SINGLE / single:.0f} /s"),
        Row(
            f"audit of {reports[0].events} events",
            f"{took:.1f} s",
            "≤ 15 s",
            f"hashing as many bytes alone: {beside:.2f} s",
        ),
    ]


def _event(number: int) -> Event:
    return Event(
        kind=EventKind.CLIENT_ADDED,
        subject=f"c_{number}",
        actor="benchmark",
        fields={"name": f"Client {number}"},
    )
