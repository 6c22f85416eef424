"""The steps of the schema lead to the tables that the code knows."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from ledger.domain.errors import HomeTooNewError
from ledger.store import schema
from ledger.store import tables
from ledger.store.database import Database
from ledger.store.database import Tx


def objects(tx: Tx) -> dict[str, str]:
    """Return the SQL of every table, index and trigger, its white space folded."""
    rows = tx.execute(text("SELECT name, sql FROM sqlite_master WHERE sql NOT NULL"))
    return {row.name: "".join(row.sql.split()).lower() for row in rows}


def test_the_newest_step_makes_the_tables_of_the_code(tmp_path: Path) -> None:
    db = Database(tmp_path / "ledger.db")
    schema.bring_up_to_date(db)

    with db.reading() as tx:
        context = MigrationContext.configure(tx)
        assert compare_metadata(context, tables.metadata) == []
    db.close()


def test_the_steps_and_the_code_write_the_same_sql(tmp_path: Path) -> None:
    stepped, made = Database(tmp_path / "stepped.db"), Database(tmp_path / "made.db")
    schema.bring_up_to_date(stepped)
    with made.writing() as tx:
        tables.metadata.create_all(tx)

    with stepped.reading() as tx:
        by_steps = objects(tx)
    with made.reading() as tx:
        by_code = objects(tx)

    extra = set(by_steps) - set(by_code)
    assert {name: by_steps[name] for name in by_code} == by_code
    assert extra == {
        "alembic_version",
        "event_never_changed",
        "event_never_removed",
        "event_without_gap",
    }
    stepped.close()
    made.close()


def test_tables_of_a_newer_program_are_refused(tmp_path: Path) -> None:
    db = Database(tmp_path / "ledger.db")
    schema.bring_up_to_date(db)
    with db.writing() as tx:
        tx.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(HomeTooNewError, match="newer version"):
        schema.bring_up_to_date(db)
    db.close()
