"""The handbook, beside the work that it is about."""

from flask import abort
from flask import Blueprint
from flask import send_from_directory
from flask import url_for
from flask.typing import ResponseReturnValue

from ledger.web import handbook
from ledger.web.context import page

pages = Blueprint("help", __name__, url_prefix="/help")

_DAY = 24 * 60 * 60


@pages.get("")
def listed() -> ResponseReturnValue:
    """Show what the handbook has."""
    return page("help/listed.html", chapters=handbook.chapters())


@pages.get("/<name>")
def show(name: str) -> ResponseReturnValue:
    """Show a page of the handbook."""
    found = handbook.chapter(name)
    if found is None:
        abort(404)
    listed = handbook.chapters()
    place = listed.index(found)
    return page(
        "help/show.html",
        chapter=found,
        chapters=listed,
        body=handbook.html(found, f"{url_for('help.listed')}/", _pictures()),
        before=listed[place - 1] if place else None,
        after=listed[place + 1] if place + 1 < len(listed) else None,
    )


@pages.get("/pictures/<name>")
def picture(name: str) -> ResponseReturnValue:
    """Show a picture of the handbook."""
    return send_from_directory(handbook.PICTURES, name, max_age=_DAY)


def _pictures() -> str:
    return url_for("help.picture", name="")
