"""Work: what waits in the background, who is at what, and what was set aside."""

from http import HTTPStatus

from flask import Blueprint
from flask import flash
from flask import redirect
from flask import request
from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from ledger.services import workload
from ledger.web.context import page
from ledger.web.context import the_ledger

pages = Blueprint("work", __name__)


@pages.get("/work")
def show() -> str:
    """Show what is to be done; htmx asks again as long as there is anything."""
    return page("work/show.html", "work", work=workload.look(the_ledger()))


@pages.post("/work/retry")
def retry() -> ResponseReturnValue:
    """Let one job that was set aside be tried again, or all of them."""
    ledger = the_ledger()
    key = request.form.get("job", type=int)
    number = (
        workload.retry_all(ledger) if key is None else workload.retry(ledger, [key])
    )
    flash(
        ngettext(
            "%(num)d piece of work is tried again.",
            "%(num)d pieces of work are tried again.",
            number,
        ),
        "success",
    )
    return redirect(url_for("work.show"), HTTPStatus.SEE_OTHER)
