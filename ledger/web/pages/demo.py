"""Sample data: what there is to try, and the way to a ledger of one's own.

These pages are there only where everybody is signed in as the visitor of sample data.
"""

from http import HTTPStatus
from ipaddress import ip_address
from typing import Any
from typing import cast

from flask import abort
from flask import Blueprint
from flask import current_app
from flask import redirect
from flask import request
from flask import Response
from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ledger.opened import Ledger
from ledger.services import accounts
from ledger.services import overview
from ledger.services import sampling
from ledger.services import trying
from ledger.services.sampling import Own
from ledger.web import security
from ledger.web.context import page
from ledger.web.context import the_ledger
from ledger.web.forms import Form

pages = Blueprint("demo", __name__)


@pages.app_context_processor
def _values() -> dict[str, Any]:
    """Give the templates the steps, where there are any."""
    demo = _is_demo()
    at_home = demo and request.endpoint == "home.show"
    return {
        "tried": trying.steps(the_ledger()) if at_home else None,
        "tried_words": trying.WORDS,
        "steps_closed": demo and trying.is_closed(the_ledger()),
    }


@pages.after_app_request
def _notice(response: Response) -> Response:
    """Note what a visitor really looked at."""
    if response.status_code == HTTPStatus.OK and _is_demo():
        key = str((request.view_args or {}).get("key", ""))
        if request.endpoint == "documents.show":
            words, cited = request.args.get("q", ""), request.args.get("at", "")
            trying.saw_document(the_ledger(), key, words, cited)
        elif request.endpoint == "rounds.listed":
            trying.saw_rounds(the_ledger(), key)
        elif request.endpoint == "requests.show":
            trying.saw_request(the_ledger(), key)
    return response


@pages.post("/try/close")
def close() -> ResponseReturnValue:
    """Put the steps away."""
    _must_be_demo()
    trying.close(the_ledger())
    return redirect(url_for("home.show"), HTTPStatus.SEE_OTHER)


@pages.post("/try/open")
def bring_back() -> ResponseReturnValue:
    """Show the steps again."""
    _must_be_demo()
    trying.bring_back(the_ledger())
    return redirect(url_for("home.show", _anchor="try"), HTTPStatus.SEE_OTHER)


@pages.route("/start-with-my-own", methods=["GET", "POST"])
def own() -> ResponseReturnValue:
    """Say what goes and what begins, then do it."""
    _must_be_demo()
    found = _own()
    form = Form(request.form)
    if request.method == "GET" or found is None:
        return _page(form, found)
    known = found.known()
    if not known:
        form.needed("name", _("Say what you are called."))
        form.needed("email", _("Enter the address with which you will sign in."))
        form.needed("password", _("Choose a password."))
    if form.right:
        with form.blame():
            token = found.begin(lambda ledger: _account(ledger, form))
            return _gone(token)
    return _page(form, found), form.status


def _account(ledger: Ledger, form: Form) -> str:
    """Make the first account of a new ledger, and begin its session."""
    if accounts.every(ledger):
        return ""
    made = accounts.add(
        ledger, "", form.typed("email"), form.typed("name"), form.typed("password")
    )
    return accounts.begin_session(ledger, made, request.user_agent.string[:200])


def _gone(token: str) -> ResponseReturnValue:
    """Answer from beyond the sample ledger, which is no more."""
    answer = redirect(url_for("home.show"), HTTPStatus.SEE_OTHER)
    if token:
        security.remember(answer, token)
    return answer


def _page(form: Form, found: Own | None) -> str:
    ledger = the_ledger()
    return page(
        "demo/own.html",
        form=form,
        own=found,
        known=found is not None and found.known(),
        sample_home=ledger.home,
        projects=len(overview.whole(ledger).projects),
    )


def _own() -> Own | None:
    """Return the way to one's own, for somebody at this very machine."""
    found = cast("Own | None", current_app.extensions.get("own"))
    try:
        here = ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        here = False
    return found if here else None


def _is_demo() -> bool:
    """Tell whether somebody looks at the sample data, and at no other ledger."""
    visited = current_app.extensions["visitor"] is not None
    return visited and sampling.is_sample(the_ledger())


def _must_be_demo() -> None:
    if not _is_demo():
        abort(HTTPStatus.NOT_FOUND)
