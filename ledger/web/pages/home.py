"""Home: what needs attention, the projects with their meters, what came in."""

from flask import Blueprint

from ledger.web.context import page

pages = Blueprint("home", __name__)


@pages.get("/")
def show() -> str:
    """Show where everything stands."""
    return page("home/show.html")
