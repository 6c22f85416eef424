"""People: who writes, for whom, and from which addresses."""

from flask import Blueprint

from ledger.web.context import page

pages = Blueprint("people", __name__)


@pages.get("/people")
def listed() -> str:
    """Show everybody we know."""
    return page("people/listed.html")
