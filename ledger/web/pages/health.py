"""Health: whether the ledger works, and what it lacks."""

from flask import Blueprint

from ledger.web.context import page

pages = Blueprint("health", __name__)


@pages.get("/health")
def show() -> str:
    """Show how the ledger is."""
    return page("health/show.html")


@pages.get("/ready")
def ready() -> str:
    """Say that requests are answered; open to anybody."""
    return "ready\n"
