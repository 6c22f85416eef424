"""The form of the tables: made on first use, brought up to date, never down."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import inspect
from sqlalchemy import text

from ledger.domain.errors import HomeTooNewError
from ledger.store.database import Database
from ledger.store.database import Tx

_FOLDER = Path(__file__).parent / "migrations"


def bring_up_to_date(db: Database) -> None:
    """Make the tables, or migrate them after a backup copy beside the database.

    Raises:
        HomeTooNewError: a newer version of the program made them.
    """
    scripts = ScriptDirectory.from_config(_config())
    with db.reading() as tx:
        found = version(tx)
    if found == scripts.get_current_head():
        return
    if found is not None:
        if not is_known(found):
            raise HomeTooNewError(str(db.path.parent), found)
        db.copy_to(db.path.with_name(f"{db.path.name}.before-{found}"))
    with db.writing() as tx:
        config = _config()
        config.attributes["connection"] = tx
        command.upgrade(config, "head")


def is_known(found: str) -> bool:
    """Tell whether this program knows a version of the tables."""
    scripts = ScriptDirectory.from_config(_config())
    return found in {script.revision for script in scripts.walk_revisions()}


def version(tx: Tx) -> str | None:
    """Return the version of the tables; None where there are none yet."""
    if not inspect(tx).has_table("alembic_version"):
        return None
    return tx.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    return config
