"""The navigation at the side says where a page belongs, on every page."""

import re

from ledger.opened import Ledger
from ledger.services import projects
from ledger.web import pages
from ledger.web import whereabouts
from tests.web.browser import Browser

ALONE = {"session"}
"""What has no navigation at its side."""


PAGES = {
    "/": ("/",),
    "/projects": (
        "/projects/{key}",
        "/projects/{key}/rounds",
        "/projects/{key}/deliveries",
        "/projects/{key}/statements",
        "/projects/{key}/specification",
        "/projects/{key}/specification/import",
        "/projects/{key}/obligations",
        "/projects/{key}/proposals",
        "/projects/{key}/slips/new",
    ),
    "/requests": ("/projects/{key}/requests",),
    "/search": (
        "/search?q=logo",
        "/search/list",
    ),
    "/unfiled": ("/rules",),
    "/audit": ("/audit/searches",),
    "/sources": (
        "/upload",
        "/receipts",
        "/sources/add/folder",
    ),
    "/help": ("/help/beside-results",),
}
"""By the place that a page belongs to."""


def current(page: str) -> list[str]:
    """Return where the places lead that are marked as current, on a wide screen."""
    side = page.partition('<nav class="side"')[2].partition("</nav>")[0]
    marked = re.findall(r'<li( class="only-phone")?> <a href="([^"]+)"([^>]*)>', side)
    assert marked
    return [to for phone, to, more in marked if "aria-current" in more and not phone]


def test_every_group_of_pages_belongs_to_one_place() -> None:
    groups = {each.name for each in pages.every()}

    placed = {each for each in groups if whereabouts.place(f"{each}.any")}

    assert groups - placed == ALONE


def test_a_page_says_where_it_belongs(full: Browser, full_ledger: Ledger) -> None:
    key = projects.every(full_ledger)[0].key

    for place, addresses in PAGES.items():
        for address in addresses:
            assert current(full.read(address.format(key=key))) == [place], address


def test_what_is_not_there_belongs_nowhere(client: Browser) -> None:
    answer = client.get("/nothing-is-here")

    assert answer.status_code == 404
    assert "aria-current" not in answer.text.partition("<main")[0]
