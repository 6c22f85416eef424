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
    event = Event(kind=EventKind.CLIENT_ADDED, subject="c_benchmark", actor="benchmark")

    def batch(start: int, number: int) -> None:
        with ledger.db.writing() as tx:
            ledger.record(
                tx,
                *(
                    Event(
                        kind=event.kind,
                        subject=f"c_{start + index}",
                        actor=event.actor,
                        fields={"name": f"Client {start + index}"},
                    )
                    for index in range(number)
                ),
            )

    written = seconds(
        lambda: [batch(start, _BATCH) for start in range(0, _EVENTS, _BATCH)]
    )
    single = seconds(lambda: [batch(_EVENTS + n, 1) for n in range(_SINGLE)])
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
