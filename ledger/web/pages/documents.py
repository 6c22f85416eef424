"""Documents: what one says, where it came from, and its original."""

from flask import Blueprint
from flask import send_file
from flask.typing import ResponseReturnValue

from ledger.services import showing
from ledger.web.context import page
from ledger.web.context import the_ledger

pages = Blueprint("documents", __name__)


@pages.get("/documents/<key>")
def show(key: str) -> str:
    """Show a document."""
    return page("documents/show.html", shown=showing.show(the_ledger(), key))


@pages.get("/documents/<key>/original")
def original(key: str) -> ResponseReturnValue:
    """Hand out the bytes as they came."""
    _document, stream = showing.raw(the_ledger(), key)
    return send_file(
        stream,
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name="original",
    )
