"""The web door: pages that read a request, call one service and show the answer."""

from flask import Flask
from flask_babel import Babel
from flask_wtf.csrf import CSRFProtect
from jinja2 import StrictUndefined

from ledger.domain.account import Account
from ledger.opened import Ledger
from ledger.paths import templates_folder
from ledger.web import citing
from ledger.web import context
from ledger.web import drafts
from ledger.web import errors
from ledger.web import hosts
from ledger.web import language
from ledger.web import pages
from ledger.web import running
from ledger.web import security
from ledger.web import sentences

_MB = 1 << 20
_FORM = 64 * _MB
"""The largest body of a request; larger files come in parts (``pages.uploads``)."""


def create_app(
    ledger: Ledger, *, visitor: Account | None = None, host: str = "127.0.0.1"
) -> Flask:
    """Return the application of an opened ledger.

    A ``visitor`` is who everybody is signed in as: for a ledger of sample data only,
    which answers at the ``host`` it listens on and at the names of this machine.
    """
    app = Flask(__name__, template_folder=str(templates_folder()), static_folder=None)
    app.config.update(
        SECRET_KEY=security.secret_key(ledger.home),
        MAX_CONTENT_LENGTH=_FORM,
        MAX_FORM_MEMORY_SIZE=2 * _MB,
        MAX_FORM_PARTS=1000,
        SESSION_COOKIE_NAME="scope-ledger-form",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions["ledger"] = ledger
    app.extensions["visitor"] = visitor
    CSRFProtect(app)
    babel = Babel(
        app,
        locale_selector=language.chosen,
        timezone_selector=lambda: ledger.config.zone,
    )
    babel.domain_instance = language.domain()
    sentences.register(app)
    if visitor is not None:
        hosts.guard(app, host)
    security.guard(app)
    for room in (errors, context, running, drafts, citing):
        room.register(app)
    for group in pages.every():
        app.register_blueprint(group)
    return app
