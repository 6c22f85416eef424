"""Pages: server time of each at an archive of many messages."""

import time
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path

from flask.testing import FlaskClient

from benchmarks.material import filled
from benchmarks.table import percentiles
from benchmarks.table import Row
from ledger.domain.errors import LedgerError
from ledger.opened import Ledger
from ledger.services import accounts
from ledger.services import filing
from ledger.services import projects
from ledger.services import requests
from ledger.services import searching
from ledger.services import showing
from ledger.services.passages import Words
from ledger.web import create_app

_TIMES = 15
_ASKED = 300
_WORDS = ("логотип", "logo", "правки", "макет AND правки", '"logo"', "from:example")


def run(folder: Path, number: int) -> list[Row]:
    """Fill a ledger, then ask each page several times."""
    ledger = filled(folder, number)
    account = accounts.add(ledger, "", "a@example.org", "A", "benchmark of the pages")
    _project(ledger)
    client = create_app(ledger, visitor=account).test_client()
    hits = searching.search(ledger, "logo", limit=20).findings
    document = hits[0].document if hits else filing.tray(ledger, 1)[0]
    addresses = {
        "Home": "/",
        "Projects": "/projects",
        "Project": "/projects/BENCH",
        "Terms": "/projects/BENCH/terms",
        "Rounds": "/projects/BENCH/rounds",
        "Requests": "/requests",
        "Requests of the project": "/projects/BENCH/requests?words=logo",
        "Request": "/requests/R-1",
        "Unfiled": "/unfiled",
        "People": "/people",
        "Document": f"/documents/{document.id}?q=logo",
        "Receipts": "/receipts",
        "Receipt": f"/receipts/{document.provenance.receipt}",
        "Health": "/health",
        "Upload": "/upload",
    }
    rows = [
        _row(client, name, address, "< 150 ms", number)
        for name, address in addresses.items()
    ]
    rows += [
        _row(client, f"Search {words}", f"/search?q={words}", "150 / 400 ms", number)
        for words in _WORDS
    ]
    ledger.close()
    return rows


def _project(ledger: Ledger) -> None:
    """Make a project with a tenth of the archive in it."""
    projects.add_project(
        ledger, "benchmark", "BENCH", client="Bench", title="Benchmark"
    )
    projects.add_deliverable(ledger, "benchmark", "BENCH", "D1", "Deliverable")
    found = filing.tray(ledger, 2000)
    keys = [document.id for document in found]
    filing.file(ledger, "benchmark", keys, "BENCH", "benchmark")
    for key in keys[:_ASKED]:
        text = showing.show(ledger, key).text.text
        words = Words(document=key, quote=text.strip().partition("\n")[0])
        with suppress(LedgerError):  # the first line may be somebody else's
            requests.record(ledger, "benchmark", "BENCH", words)


def _row(client: FlaskClient, name: str, address: str, bar: str, number: int) -> Row:
    times = []
    for _ in range(_TIMES):
        began = time.perf_counter()
        answer = client.get(address)
        times.append(time.perf_counter() - began)
    middle, high = percentiles(times[1:])
    fine = answer.status_code == HTTPStatus.OK
    note = f"{number} messages" if fine else str(answer.status)
    return Row(f"page {name}", f"{middle:.0f} / {high:.0f} ms", bar, note)
