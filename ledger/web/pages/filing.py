"""Unfiled: what came in and belongs to no project yet."""

from flask import Blueprint

from ledger.services import filing
from ledger.web.context import page
from ledger.web.context import the_ledger

pages = Blueprint("filing", __name__)


@pages.get("/unfiled")
def tray() -> str:
    """Show what waits for a project, newest first."""
    return page("filing/tray.html", listed=filing.tray(the_ledger(), 20))
