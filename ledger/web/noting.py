"""Noting: who searched for what on a page, and what left from there as a file."""

from flask import request

from ledger.domain.access import Door
from ledger.services import accesses
from ledger.services.accesses import Apart
from ledger.services.accesses import By
from ledger.services.saved import Wanted
from ledger.web.context import actor
from ledger.web.context import the_ledger


def searched(wanted: Wanted | Apart, number: int) -> bool:
    """Note a search and return whether that could be done.

    As somebody types, htmx asks for a part of the page alone.
    """
    headers = request.headers
    typed = headers.get("HX-Request") == "true"
    typed = typed and headers.get("HX-Request-Type") != "full"
    return accesses.searched(the_ledger(), by(), wanted, number, typed=typed)


def exported(wanted: Wanted | Apart, number: int = 1) -> None:
    """Note that something leaves as a file; where that fails, it must not leave."""
    accesses.exported(the_ledger(), by(), wanted, number)


def by() -> By:
    """Return who looks, at the door of the pages."""
    return By(actor(), Door.PAGE)
