"""Search: one box; what is asked for stands in the address."""

from flask import Blueprint
from flask import request

from ledger.web.context import page

pages = Blueprint("search", __name__)


@pages.get("/search")
def results() -> str:
    """Show what was found."""
    return page("search/results.html", "findings", words=request.args.get("q", ""))
