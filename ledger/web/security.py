"""What keeps others out of the pages: sessions, headers, and a check of each post.

Every page but those of ``OPEN`` needs a session. A cookie holds a token of 256 bits;
the database keeps its digest, so that a session can be ended from our side.
"""

import os
import secrets
from pathlib import Path

from flask import abort
from flask import current_app
from flask import Flask
from flask import g
from flask import redirect
from flask import request
from flask import Response as FlaskResponse
from flask import url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from ledger.domain.account import Account
from ledger.services import accounts
from ledger.web.context import the_ledger
from ledger.web.context import Viewer

OPEN = frozenset({"static", "session.sign_in", "health.ready"})
"""Endpoints that anybody may reach."""

_COOKIE = "scope-ledger-session"
_CSP = "; ".join(  # noqa: FLY002 - one rule a line is what a reader can check
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "frame-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = {
    "Content-Security-Policy": _CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Frame-Options": "DENY",
}
_SAFE = {"GET", "HEAD", "OPTIONS"}


def guard(app: Flask) -> None:
    """Let every request pass the gate, and send every answer with its headers."""
    app.before_request(_same_site)
    app.before_request(_signed_in)
    app.after_request(_headed)


def secret_key(home: Path) -> str:
    """Return the key that signs forms, made on first use and kept in the home."""
    path = home / "keys" / "forms.key"
    path.parent.mkdir(mode=0o700, exist_ok=True)
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_hex(32))
    return path.read_text()


def remember(response: Response, token: str) -> None:
    """Put the token of a session into the viewer's cookie."""
    response.set_cookie(
        _cookie(),
        token,
        httponly=True,
        secure=request.is_secure,
        samesite="Lax",
        path="/",
    )


def forget(response: Response) -> None:
    """Take the cookie back and end its session."""
    token = request.cookies.get(_cookie())
    if token:
        accounts.sign_out(the_ledger(), token)
    response.delete_cookie(_cookie(), path="/")


def next_page(target: str) -> str:
    """Return where to go after signing in: a place of ours, or home.

    Browsers drop tabs and line ends from an address and take a backslash for a slash,
    so a target that holds one of them may lead elsewhere.
    """
    plain = target.isprintable() and "\\" not in target
    ours = plain and target.startswith("/") and not target.startswith("//")
    return target if ours else url_for("home.show")


def _cookie() -> str:
    """Return the name of the cookie; under https browsers bind it to this host."""
    return f"__Host-{_COOKIE}" if request.is_secure else _COOKIE


def _same_site() -> None:
    """Refuse a post that another site made the browser send."""
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    if request.method not in _SAFE and site not in {"same-origin", "none"}:
        abort(403)


def _signed_in() -> ResponseReturnValue | None:
    account = _account()
    g.viewer = Viewer(account) if account else None
    if account or request.endpoint in OPEN:
        return None
    if request.method not in _SAFE or request.headers.get("HX-Request"):
        abort(401)
    return redirect(url_for("session.sign_in", next=request.full_path.rstrip("?")))


def _account() -> Account | None:
    visitor: Account | None = current_app.extensions["visitor"]
    if visitor:
        return visitor
    token = request.cookies.get(_cookie())
    return accounts.of_session(the_ledger(), token) if token else None


def _headed(response: FlaskResponse) -> FlaskResponse:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault(
            "Strict-Transport-Security", "max-age=63072000; includeSubDomains"
        )
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "private, no-store")
    return response
