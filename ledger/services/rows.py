"""Rows against the log: replay the log into a scratch database, and compare.

Pages show rows, and rows can be changed behind our back. The seals do not cover them,
but the log can make each of them again; a row that differs is a finding of the audit.
It takes as long as a rebuild, so it is done when asked for.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from ledger.domain.sentence import said
from ledger.opened import Ledger
from ledger.services.audit import Finding
from ledger.services.audit import Report
from ledger.services.audit import Verdict
from ledger.store import events
from ledger.store import projections
from ledger.store.database import Database
from ledger.store.projections import Difference

_MOST = 1000


def compared(ledger: Ledger, report: Report) -> Report:
    """Return the report of an audit with what differs between the rows and the log.

    A log that is broken makes no rows to compare with, so its report stays as it is.
    """
    if report.verdict is Verdict.BROKEN:
        return report
    found = list(_differing(ledger))
    listed = [Finding(each.what, each.where) for each in found[:_MOST]]
    if len(found) > _MOST:
        listed.append(
            Finding(said("and so many more rows differ"), str(len(found) - _MOST))
        )
    verdict = Verdict.BROKEN if found else report.verdict
    findings = (*report.findings, *listed)
    return Report(report.events, report.blobs, verdict, findings)


def _differing(ledger: Ledger) -> Iterator[Difference]:
    with tempfile.TemporaryDirectory(dir=ledger.home) as folder:
        scratch = Database(Path(folder) / "rows.db")
        with ledger.db.reading() as tx, scratch.writing() as made:
            projections.make_tables(made)
            for event in events.since(tx, 0):
                projections.apply(made, [event], ledger.readings)
            yield from projections.differences(tx, made)
        scratch.close()
