"""Projects: all of them, one of them, and new ones."""

from flask import Blueprint

from ledger.services import projects
from ledger.web.context import page
from ledger.web.context import the_ledger

pages = Blueprint("projects", __name__)


@pages.get("/projects")
def listed() -> str:
    """Show all projects."""
    return page("projects/listed.html")


@pages.get("/projects/<key>")
def show(key: str) -> str:
    """Show one project."""
    return page("projects/show.html", project=projects.find(the_ledger(), key))


@pages.get("/new-project")
def add() -> str:
    """Ask for a new project."""
    return page("projects/add.html")
