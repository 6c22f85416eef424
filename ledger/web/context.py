"""What every page knows: the ledger, who looks, and how a page is rendered."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from typing import cast

from flask import current_app
from flask import Flask
from flask import g
from flask import render_template
from flask import request
from flask import send_from_directory
from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_currency
from flask_babel import format_date
from flask_babel import format_datetime
from flask_babel import get_locale
from jinja2_fragments.flask import render_block

from ledger.domain.account import Account
from ledger.domain.errors import LedgerError
from ledger.opened import Ledger
from ledger.services import history
from ledger.services import overview
from ledger.services import troubles
from ledger.services.overview import Whole
from ledger.web import whereabouts

_YEAR = 365 * 24 * 60 * 60

STATIC = Path(__file__).parent.parent / "static"


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks at a page."""

    account: Account

    @property
    def name(self) -> str:
        """Return the name to show."""
        return self.account.name

    @property
    def initials(self) -> str:
        """Return up to two letters that stand for the name."""
        return "".join(part[0] for part in self.name.split()[:2]).upper()


@dataclass(frozen=True, slots=True)
class Nav:
    """The counts beside the navigation."""

    home: int
    unfiled: int


def the_ledger() -> Ledger:
    """Return the ledger that this application shows."""
    return cast("Ledger", current_app.extensions["ledger"])


def viewer() -> Viewer | None:
    """Return who is signed in; None before that."""
    return cast("Viewer | None", g.get("viewer"))


def whole() -> Whole:
    """Return where everything stands, computed anew when the log has grown.

    It depends on the log and on the day alone, and days begin on a quarter of an hour
    in every zone; but for what goes wrong by itself, which is asked every time.
    """
    ledger = the_ledger()
    now = ledger.now()
    quarter = now.replace(minute=now.minute // 15 * 15, second=0, microsecond=0)
    key = (history.size(ledger), quarter)
    kept = current_app.extensions.get("whole")
    if kept is None or kept[0] != key:
        kept = current_app.extensions["whole"] = (key, overview.whole(ledger))
    return troubles.with_troubles(ledger, cast("Whole", kept[1]))


def who() -> Account:
    """Return the account of who is signed in; pages are for nobody else."""
    found = viewer()
    if found is None:
        message = "a page was reached without signing in"
        raise RuntimeError(message)
    return found.account


def actor() -> str:
    """Return the id of who is signed in, for the events that a page makes."""
    return who().id


def page(template: str, block: str | None = None, **values: Any) -> str:
    """Return a whole page, or for htmx one block of it.

    Going back in the browser asks htmx for a whole page again; then it gets one.
    """
    headers = request.headers
    wants_all = headers.get("HX-Request-Type") == "full"
    if block and headers.get("HX-Request") == "true" and not wants_all:
        return str(render_block(template, block, **values))
    return render_template(template, **values)


def static_url(name: str) -> str:
    """Return the address of a static file, with the digest of what is in it."""
    return url_for("static", filename=name, v=_digest(name))


def register(app: Flask) -> None:
    """Give templates what every page shows, and serve the static files."""
    app.add_url_rule("/static/<path:filename>", "static", _static)
    app.jinja_env.globals.update(
        static_url=static_url,
        datetimeformat=format_datetime,
        dateformat=format_date,
        currencyformat=format_currency,
    )
    app.context_processor(_values)


def _values() -> dict[str, Any]:
    found = viewer()
    read_only = the_ledger().read_only
    return {
        "current_user": found,
        "nav": _nav() if found else Nav(0, 0),
        "current_place": whereabouts.place(request.endpoint),
        "sample_data": current_app.extensions["visitor"] is not None,
        "read_only": read_only,
        "offers": not read_only or request.method == "POST",
        "language": str(get_locale()),
    }


def _nav() -> Nav:
    """Return the counts; none where the database cannot be asked.

    The page that says so has a navigation too.
    """
    try:
        found = whole()
    except LedgerError:
        return Nav(0, 0)
    return Nav(home=len(found.needs), unfiled=found.waiting)


def _static(filename: str) -> ResponseReturnValue:
    known = request.args.get("v") is not None
    response = send_from_directory(
        STATIC, filename, max_age=365 * 86400 if known else 0
    )
    response.cache_control.immutable = known
    return response


@cache
def _digest(name: str) -> str:
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
