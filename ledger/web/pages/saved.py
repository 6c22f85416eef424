"""Saved searches: give an address a name, change it, take it away and back."""

from http import HTTPStatus

from flask import Blueprint
from flask import flash
from flask import redirect
from flask import request
from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ledger.domain.errors import AlreadyThereError
from ledger.domain.errors import BadInputError
from ledger.domain.saved import SavedSearch
from ledger.services import saved
from ledger.web.asked import Asked
from ledger.web.context import actor
from ledger.web.context import the_ledger
from ledger.web.sentences import translated

pages = Blueprint("saved", __name__, url_prefix="/search/saved")


@pages.post("")
def save() -> ResponseReturnValue:
    """Save what was asked for under a name."""
    query = request.form.get("query", "")
    try:
        made = saved.save(
            the_ledger(),
            actor(),
            request.form.get("name", ""),
            query,
            shared=bool(request.form.get("shared")),
        )
    except (AlreadyThereError, BadInputError) as error:
        flash(translated(error.sentence), "error")
        return _to(Asked(wanted=saved.wanted(query)))
    flash(_("Saved as “%(name)s”.", name=made.name), "success")
    return _at(made)


@pages.post("/<key>")
def change(key: str) -> ResponseReturnValue:
    """Change the name, what it asks for, or who sees it."""
    form = request.form
    try:
        changed = saved.change(
            the_ledger(),
            actor(),
            key,
            name=form.get("name"),
            query=form.get("query"),
            shared=bool(form.get("shared")) if "name" in form else None,
        )
    except (AlreadyThereError, BadInputError) as error:
        flash(translated(error.sentence), "error")
        return _list()
    flash(_("“%(name)s” was changed.", name=changed.name), "success")
    return _at(changed) if "query" in form else _list()


@pages.post("/<key>/remove")
def remove(key: str) -> ResponseReturnValue:
    """Take a saved search away; the answer offers to take that back."""
    gone = saved.remove(the_ledger(), actor(), key)
    text = _("“%(name)s” was removed.", name=gone.name)
    undo = url_for("saved.restore", key=gone.id)
    flash({"text": text, "url": undo}, "undo")  # type: ignore[arg-type]
    return _list()


@pages.post("/<key>/restore")
def restore(key: str) -> ResponseReturnValue:
    """Take back that a saved search was removed."""
    try:
        back = saved.restore(the_ledger(), actor(), key)
    except AlreadyThereError as error:
        flash(translated(error.sentence), "error")
    else:
        flash(_("“%(name)s” is there again.", name=back.name), "success")
    return _list()


def _at(search: SavedSearch) -> ResponseReturnValue:
    return _to(Asked(wanted=saved.wanted(search.query), saved=search.id))


def _to(asked: Asked) -> ResponseReturnValue:
    return redirect(asked.address(), HTTPStatus.SEE_OTHER)


def _list() -> ResponseReturnValue:
    address = url_for("search.results", _anchor="saved")
    return redirect(address, HTTPStatus.SEE_OTHER)
