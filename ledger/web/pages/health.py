"""Health: whether the ledger works, and what it lacks on this machine."""

from flask import Blueprint
from flask import Response

from ledger.domain import source_errors
from ledger.services import health
from ledger.web.context import page
from ledger.web.context import the_ledger

pages = Blueprint("health", __name__)


@pages.get("/health")
def show() -> str:
    """Show how the ledger is."""
    return page(
        "health/show.html",
        health=health.look(the_ledger()),
        failure=source_errors.said_of,
    )


@pages.get("/ready")
def ready() -> Response:
    """Say that requests are answered and the database too; open to anybody."""
    health.answers(the_ledger())
    return Response("ready\n", content_type="text/plain; charset=utf-8")
