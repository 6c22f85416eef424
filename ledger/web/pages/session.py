"""Sign in and out."""

from http import HTTPStatus

from flask import Blueprint
from flask import redirect
from flask import request
from flask import url_for
from flask.typing import ResponseReturnValue

from ledger.domain.errors import SignInError
from ledger.services import accounts
from ledger.web import security
from ledger.web.context import page
from ledger.web.context import the_ledger
from ledger.web.context import viewer

pages = Blueprint("session", __name__)


@pages.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> ResponseReturnValue:
    """Ask for address and password, and begin a session."""
    target = request.values.get("next", "")
    if request.method == "GET":
        if viewer():
            return redirect(security.next_page(target))
        empty = not accounts.every(the_ledger())
        return page(
            "session/sign_in.html", email="", error="", next=target, empty=empty
        )
    email = request.form.get("email", "")
    try:
        _account, token = accounts.sign_in(
            the_ledger(),
            email,
            request.form.get("password", ""),
            place=request.remote_addr or "",
            agent=request.user_agent.string[:200],
        )
    except SignInError as error:
        return _form(email, error.sentence, target), HTTPStatus.FORBIDDEN
    answer = redirect(security.next_page(target), HTTPStatus.SEE_OTHER)
    security.remember(answer, token)
    return answer


@pages.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """End the session."""
    answer = redirect(url_for("session.sign_in"), HTTPStatus.SEE_OTHER)
    security.forget(answer)
    return answer


def _form(email: str, error: str, target: str) -> str:
    return page(
        "session/sign_in.html",
        email=email,
        error=error,
        next=target,
        empty=not accounts.every(the_ledger()),
    )
