"""Links between requests and items: made, looked at, taken back."""

from collections.abc import Callable
from http import HTTPStatus

from flask import Blueprint
from flask import flash
from flask import redirect
from flask import request
from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ledger.domain.errors import LedgerError
from ledger.domain.errors import NotFoundError
from ledger.services import linking
from ledger.services.linking import Linked
from ledger.web.context import actor
from ledger.web.context import the_ledger
from ledger.web.sentences import translated

pages = Blueprint("spec_links", __name__)


@pages.post("/links/add")
def add() -> ResponseReturnValue:
    """Say that a request is about an item."""
    wanted, item = request.form.get("request", ""), request.form.get("item", "")
    if not wanted or not item:
        flash(_("Choose one first."), "error")
        return redirect(_back(None), HTTPStatus.SEE_OTHER)
    return _act(
        lambda: linking.link(the_ledger(), actor(), wanted, item),
        lambda made: (
            _("%(request)s is linked to %(item)s.", **_names(made)),
            url_for(
                "spec_links.unlink", key=made.link.id, why=_("Taken back at once.")
            ),
        ),
    )


@pages.post("/links/<key>/looked")
def look(key: str) -> ResponseReturnValue:
    """Note that somebody looked at how an item reads now."""
    return _act(
        lambda: linking.look(the_ledger(), actor(), key),
        lambda made: (
            _("Looked at: %(request)s and %(item)s.", **_names(made)),
            url_for("spec_links.unlook", key=key, back=request.form.get("back", "")),
        ),
    )


@pages.post("/links/<key>/unlook")
def unlook(key: str) -> ResponseReturnValue:
    """Take the newest look back."""
    return _act(
        lambda: linking.unlook(the_ledger(), actor(), key),
        lambda _made: (_("It waits for somebody to look again."), ""),
    )


@pages.post("/links/<key>/unlink")
def unlink(key: str) -> ResponseReturnValue:
    """Take a link back."""
    why = request.values.get("why", "")
    return _act(
        lambda: linking.unlink(the_ledger(), actor(), key, why),
        lambda _made: (_("The link is taken back; the log keeps it."), ""),
    )


def _names(made: Linked) -> dict[str, str]:
    return {"request": made.request.label, "item": made.item.label}


def _act(
    act: Callable[[], Linked], told: Callable[[Linked], tuple[str, str]]
) -> ResponseReturnValue:
    """Do something with a link, or say why it cannot be done."""
    try:
        made = act()
    except NotFoundError:
        raise
    except LedgerError as error:
        flash(translated(error.sentence), "error")
        return redirect(_back(None), HTTPStatus.SEE_OTHER)
    text, undo = told(made)
    if undo:
        flash({"text": text, "url": undo}, "undo")  # type: ignore[arg-type]
    else:
        flash(text, "success")
    return redirect(_back(made), HTTPStatus.SEE_OTHER)


def _back(made: Linked | None) -> str:
    """Return the page from which it was done: that of the request, or of the item."""
    from_item = request.values.get("back") == "item"
    if made is None:
        key = request.values.get("request", "")
        return url_for("requests.show", key=key) if key else url_for("home.show")
    if from_item:
        return url_for("spec_items.show", key=made.project.key, item=made.item.label)
    return url_for("requests.show", key=made.request.label, _anchor="items")
