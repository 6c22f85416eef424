"""Audit: check that everything is as it was sealed."""

from flask import Blueprint

from ledger.web.context import page

pages = Blueprint("audit", __name__)


@pages.get("/audit")
def show() -> str:
    """Show the log, and a way to check it."""
    return page("audit/show.html")
