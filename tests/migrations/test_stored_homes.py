"""A home of each version that was tagged opens in this one, and is whole.

The homes lie packed in ``homes/``; ``make_home.py`` made each with the code of its
version, and none is ever made again.
"""

import json
import tarfile
from io import StringIO
from pathlib import Path

import pytest
from sqlalchemy import inspect
from sqlalchemy import text

from ledger.config import Config
from ledger.opened import Ledger
from ledger.services import audit
from ledger.services import indexing
from ledger.services import rebuilding
from ledger.services import rows
from ledger.services import searching
from ledger.store import events
from ledger.store import schema
from ledger.store.database import Database
from tests.acts import every_document
from tests.acts import mail
from tests.acts import take_in
from tests.migrations.make_home import HOMES

VERSIONS = sorted(path.name.removesuffix(".tar.xz") for path in HOMES.glob("*.tar.xz"))
LARGEST = 200_000


@pytest.fixture(params=VERSIONS)
def version(request: pytest.FixtureRequest) -> str:
    """A version that was tagged."""
    return str(request.param)


@pytest.fixture
def home(version: str, tmp_path: Path) -> Path:
    """The home that this version left behind."""
    with tarfile.open(HOMES / f"{version}.tar.xz") as packed:
        packed.extractall(tmp_path / "home", filter="data")
    return tmp_path / "home"


@pytest.fixture
def outside(version: str) -> str:
    """The checkpoint that somebody kept when the home was left."""
    return (HOMES / f"{version}.checkpoint").read_text("utf-8")


def schema_of(path: Path) -> str | None:
    """Return the version of the tables of a database."""
    db = Database(path)
    with db.reading() as tx:
        found = schema.version(tx)
    db.close()
    return found


def dump(ledger: Ledger) -> str:
    """Return all rows that come of the log."""
    written = StringIO()
    rebuilding.dump(ledger, written)
    return written.getvalue()


def test_there_is_a_home_of_the_first_version_and_each_is_small() -> None:
    assert "0.1.0" in VERSIONS
    for path in HOMES.iterdir():
        assert path.stat().st_size < LARGEST


def test_it_opens_and_can_grow(home: Path, outside: str) -> None:
    ledger = Ledger(Config(home=home, boxes=1))

    assert ledger.read_only is None
    before = every_document(ledger)
    take_in(ledger, {"new.eml": mail(77)})
    assert every_document(ledger)[:-1] == before
    assert audit.audit(ledger, [outside]).verdict == "sound"
    ledger.close()


def test_its_tables_are_migrated_after_a_copy_beside_them(home: Path) -> None:
    before = schema_of(home / "ledger.db")

    ledger = Ledger(Config(home=home, boxes=1))

    with ledger.db.reading() as tx:
        newest = schema.version(tx)
    copies = sorted(path.name for path in home.glob("ledger.db.before-*"))
    ledger.close()
    if newest == before:
        assert copies == []
    else:
        assert copies == [f"ledger.db.before-{before}"]
        assert schema_of(home / copies[0]) == before


def test_its_audit_is_sound_and_every_row_is_the_one_that_the_log_makes(
    home: Path, outside: str
) -> None:
    ledger = Ledger(Config(home=home, boxes=1))

    report = rows.compared(ledger, audit.audit(ledger, [outside]))

    assert (report.verdict, report.findings) == ("sound", ())
    assert report.events > 30
    ledger.close()


def test_a_rebuild_makes_the_same_rows_to_the_byte(home: Path) -> None:
    ledger = Ledger(Config(home=home, boxes=1))
    before = dump(ledger)

    rebuilding.projections_anew(ledger)

    assert dump(ledger) == before
    assert before.count("\n") > 50
    ledger.close()


def test_what_is_in_it_is_found_again(home: Path) -> None:
    ledger = Ledger(Config(home=home, boxes=1))
    indexing.catch_up(ledger)

    found = searching.search(ledger, "logo bigger project:NORD")

    assert found.total >= 1
    assert "bigger" in " ".join(hit.snippet for hit in found.findings).casefold()
    ledger.close()


def test_nothing_of_its_log_is_rewritten(home: Path) -> None:
    """Sealed bytes stay as they are, whatever becomes of the rows."""
    db = Database(home / "ledger.db")
    query = "SELECT body, leaf FROM event ORDER BY position"
    with db.reading() as tx:
        before = [tuple(row) for row in tx.execute(text(query))]
        assert inspect(tx).has_table("event")
    db.close()

    ledger = Ledger(Config(home=home, boxes=1))

    with ledger.db.reading() as tx:
        after = [tuple(row) for row in tx.execute(text(query))]
        assert events.size(tx) == len(before)
    ledger.close()
    assert after == before
    assert all(json.loads(body)["v"] == 1 for body, _leaf in after)
