"""Citations: the words that somebody selected, as one line that another can check."""

from http import HTTPStatus

from flask import Blueprint
from flask import request
from flask import Response

from ledger.domain.errors import QuoteNotFoundError
from ledger.services import blind
from ledger.services import passages
from ledger.services import requests
from ledger.services import spots
from ledger.services.passages import Words
from ledger.web import citing
from ledger.web.context import the_ledger
from ledger.web.context import who

pages = Blueprint("citations", __name__, url_prefix="/documents/<key>")

_LONGEST = 4000
_MOST = 100_000_000
"""No text has so many letters."""


@pages.get("/citation")
def of_words(key: str) -> Response:
    """Hand out the citation of words in a document; nothing where they are not.

    Without words it is that of the document at the place of a letter.
    """
    ledger = the_ledger()
    shown = blind.show(ledger, who(), key)
    near = request.args.get("at", -1, type=int)
    author = next((each for each in shown.people if each.role == "from"), None)
    if "quote" not in request.args:
        place = near if 0 <= near < len(shown.text.text) else None
        spot = spots.at(ledger, shown.document, shown.text, place)
        return _line(citing.citation(shown.document, author, spot))
    words = Words(
        document=key,
        quote=request.args.get("quote", "")[:_LONGEST],
        near=near if 0 <= near < _MOST else None,
    )
    try:
        looked = requests.looked(ledger, words)
    except QuoteNotFoundError:
        return Response(status=HTTPStatus.NO_CONTENT)
    remarks = passages.remarks(ledger, shown.document, looked.passage)
    return _line(citing.words(shown.document, author, looked, remarks))


def _line(citation: str) -> Response:
    return Response(citation, content_type="text/plain; charset=utf-8")
