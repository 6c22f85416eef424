"""Every page, in a real browser: in the light, in the dark, on a phone, on paper."""

from itertools import pairwise

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Server
from tests.browser.looking import Eye
from tests.browser.looking import PHONE

pytestmark = pytest.mark.xdist_group("browser")

SAMPLE = {
    "home": "/",
    "projects": "/projects",
    "a new project": "/new-project",
    "a project": "/projects/NORD",
    "its terms": "/projects/KLAS/terms",
    "a new term": "/projects/NORD/terms/new",
    "what its contract seems to say": "/projects/NORD/proposals",
    "its specification": "/projects/POLAR/specification",
    "as it read then": "/projects/POLAR/specification?on=2025-04-01",
    "an item of it": "/projects/POLAR/specification/items/TS-2.1",
    "an item to be changed": "/projects/POLAR/specification/items/TS-2.1/change",
    "an item to be added": "/projects/POLAR/specification/new",
    "two days of it": "/projects/POLAR/specification/between",
    "a specification to be read": "/projects/POLAR/specification/import",
    "two papers to be compared": "/compare?project=POLAR",
    "its deliveries": "/projects/POLAR/deliveries",
    "other terms supposed": "/projects/POLAR/what-if?number=2&definition=each-message",
    "its statements": "/projects/NORD/statements?from=2025-02-01&to=2025-04-30",
    "its rounds": "/projects/NORD/rounds",
    "a new round": "/projects/NORD/rounds/new",
    "what its client owes": "/projects/NORD/obligations",
    "what it owed on a day": "/projects/NORD/obligations?on=2025-03-01&show=open",
    "a new obligation": "/projects/NORD/obligations/new",
    "what happened to one": "/projects/NORD/obligations/O-1/tell",
    "a draft to the client": "/projects/NORD/obligations/O-1/draft?language=ru",
    "the statement of delays": "/projects/NORD/obligations/statement",
    "a new slip": "/projects/NORD/slips/new",
    "what clients asked for": "/requests",
    "what its client asked for": "/projects/NORD/requests?state=open",
    "a request": "/requests/R-1",
    "a warning to be attached": "/requests/R-1/warning",
    "search, nothing asked": "/search",
    "search": "/search?q=логотипы",
    "search, narrowed": "/search?q=логотипы&project=NORD&kind=mail",
    "search, nothing found": "/search?q=zzzqqq",
    "search, a stretch of time": "/search?q=логотип&month=2025-02..2025-04",
    "many searches": "/search/list",
    "who searched": "/audit/searches",
    "adding files": "/upload",
    "the way to one's own": "/start-with-my-own",
    "receipts": "/receipts",
    "unfiled": "/unfiled",
    "rules": "/rules?match=domain&value=nord.example",
    "chats": "/chats",
    "people": "/people",
    "people, looked for": "/people?q=olga",
    "sources": "/sources",
    "a mailbox to be connected": "/sources/add/mailbox",
    "an address to be made": "/sources/add/drop-box",
    "a folder to be watched": "/sources/add/folder",
    "audit": "/audit",
    "work in the background": "/work",
    "health": "/health",
    "help": "/help",
    "a page of the help": "/help/reference",
    "nothing there": "/nothing-is-here",
}
"""Pages of the sample data by their address."""

FOUND = {
    "a mail as text": ("/search?q=логотипы", "a[data-open]", ""),
    "a mail as it looked": ("/search?q=логотипы", "a[data-open]", "&view=mail"),
    "a contract by its pages": ("/search?q=revizie+kind:document", "a[data-open]", ""),
    "a contract as text": (
        "/search?q=revizie+kind:document",
        "a[data-open]",
        "&view=text",
    ),
    "a request to be made": ("/search?q=логотипы", "a[data-open]", "/request"),
    "a confirmation": ("/search?q=логотипы", "a[data-open]", "/confirmation"),
    "a receipt": ("/receipts", "main td a", ""),
    "a round to be confirmed": ("/projects/NORD/rounds", "a[href$='/summary']", ""),
    "a statement": ("/projects/NORD/statements", "aside .list a", ""),
    "a person": ("/people", ".person a", ""),
    "a source": ("/sources", "main .list a", ""),
    "a person's words, looked for": ("/people", ".person a", "?q=логотип"),
    "a person, as others quote": ("/people", ".person a", "/quoted"),
}
"""Pages of the sample data by the link that leads to them, and what is added to it."""

EMPTY = {
    "home": "/",
    "projects": "/projects",
    "a project": "/projects/BARE",
    "its terms": "/projects/BARE/terms",
    "a new term": "/projects/BARE/terms/new",
    "what no contract says": "/projects/BARE/proposals",
    "its specification": "/projects/BARE/specification",
    "its specification to be read": "/projects/BARE/specification/import",
    "its papers to be compared": "/compare?project=BARE",
    "its rounds": "/projects/BARE/rounds",
    "a new round": "/projects/BARE/rounds/new",
    "what its client owes": "/projects/BARE/obligations",
    "a new obligation": "/projects/BARE/obligations/new",
    "its statement of delays": "/projects/BARE/obligations/statement",
    "search": "/search?q=logo",
    "receipts": "/receipts",
    "unfiled": "/unfiled",
    "people": "/people",
    "requests": "/requests",
    "its requests": "/projects/BARE/requests",
    "sources": "/sources",
    "audit": "/audit",
}
"""Pages that look otherwise where there is nothing yet."""

PRINTED = {
    "/projects/NORD": "2 free left",
    "/projects/NORD/rounds": "Free, 1 of 3",
    "/projects/NORD/terms": "Prețul include trei runde gratuite de revizie",
    "/search?q=логотипы": "логотип",
    "/people": "olga.ivanova@vantuldenord.example",
}
CHROME = ".top, .side, .strip, .btn, .tabs, .facets, .toasts, dialog"


def is_for_everybody(eye: Eye) -> None:
    """No barrier, nothing sideways on a phone, no complaint of the browser."""
    assert eye.barriers() == []
    assert eye.sideways() == []
    assert [each for each in eye.complaints if "status of 404" not in each] == []


def follow(eye: Eye, server: Server, start: str, link: str, more: str = "") -> None:
    """Open what a link of a page leads to, with something added to its address."""
    eye.page.goto(f"{server.address}{start}")
    target = eye.page.locator(link).first.get_attribute("href") or ""
    if more.startswith("/"):
        target = target.partition("?")[0]
    eye.open(f"{server.address}{target.partition('#')[0]}{more}")


@pytest.mark.parametrize("name", SAMPLE)
def test_a_page_bars_nobody(sample_server: Server, eye: Eye, name: str) -> None:
    eye.open(f"{sample_server.address}{SAMPLE[name]}")

    is_for_everybody(eye)


@pytest.mark.parametrize("name", FOUND)
def test_what_a_page_leads_to_bars_nobody(
    sample_server: Server, eye: Eye, name: str
) -> None:
    start, link, more = FOUND[name]
    follow(eye, sample_server, start, link, more)

    is_for_everybody(eye)


@pytest.mark.parametrize("name", EMPTY)
def test_a_page_with_nothing_on_it_bars_nobody(
    empty_server: Server, newcomer: Eye, name: str
) -> None:
    newcomer.open(f"{empty_server.address}{EMPTY[name]}")

    is_for_everybody(newcomer)


def test_the_way_in_bars_nobody(empty_server: Server, eye: Eye) -> None:
    eye.open(f"{empty_server.address}/people")

    expect(eye.page.get_by_label("Password")).to_be_visible()
    is_for_everybody(eye)


@pytest.mark.parametrize(
    ("address", "button"),
    [
        ("/projects/BARE", "Add it"),
        ("/new-project", "Add the project"),
        ("/people", "Add the person"),
    ],
)
def test_a_form_that_is_refused_says_why_to_everybody(
    empty_server: Server, newcomer: Eye, address: str, button: str
) -> None:
    newcomer.open(f"{empty_server.address}{address}")
    newcomer.page.get_by_role("button", name=button).click()

    expect(newcomer.page.locator("main .error").first).to_be_visible()
    assert newcomer.barriers() == []


def test_an_audit_says_its_verdict_to_everybody(
    sample_server: Server, eye: Eye
) -> None:
    eye.open(f"{sample_server.address}/audit")
    eye.page.get_by_role("button", name="Run the audit").click()

    expect(eye.page.locator("main")).to_contain_text("In order, but not anchored.")
    is_for_everybody(eye)


def test_what_opens_on_a_wide_page_bars_nobody(sample_server: Server, eye: Eye) -> None:
    eye.open(f"{sample_server.address}/search?q=логотипы")

    eye.page.get_by_role("button", name="You: ").click()
    expect(eye.page.get_by_role("button", name="Sign out")).to_be_visible()
    assert eye.barriers_here() == []

    eye.page.get_by_role("button", name="Keys").click()
    expect(eye.page.get_by_role("dialog")).to_be_visible()
    assert eye.barriers_here() == []


def test_what_opens_on_a_phone_bars_nobody(sample_server: Server, eye: Eye) -> None:
    eye.open(f"{sample_server.address}/search?q=логотипы")
    eye.page.set_viewport_size(PHONE)

    eye.page.get_by_role("button", name="Narrow down").click()
    expect(eye.page.locator(".facets")).to_be_visible()
    assert eye.barriers_here() == []
    assert eye.sideways() == []

    eye.page.keyboard.press("Escape")
    eye.page.get_by_role("button", name="More").click()
    expect(eye.page.get_by_role("link", name="Health")).to_be_visible()
    assert eye.barriers_here() == []


@pytest.mark.parametrize("address", PRINTED)
def test_paper_has_the_words_and_nothing_to_press(
    sample_server: Server, eye: Eye, address: str
) -> None:
    eye.open(f"{sample_server.address}{address}")
    chrome = eye.page.locator(CHROME)
    assert chrome.filter(visible=True).count() > 0

    eye.page.emulate_media(media="print")

    assert chrome.filter(visible=True).count() == 0
    words = eye.page.locator("main").get_by_text(PRINTED[address])
    expect(words.filter(visible=True).first).to_be_visible()
    expect(eye.page.locator(".print-head")).to_contain_text(sample_server.address)


def test_paper_shows_what_is_folded_on_the_screen(
    sample_server: Server, eye: Eye
) -> None:
    follow(eye, sample_server, "/search?q=ваши+доводы+понимаю", "a[data-open]")
    eye.page.get_by_role("link", name="Remove the marks").click()
    folded = eye.page.locator("details.quoted:not([open]) > .words").first
    before = folded.evaluate(
        "each => each.checkVisibility({contentVisibilityAuto: true})"
    )

    eye.page.emulate_media(media="print")

    assert not before
    expect(folded).to_be_visible()
    assert folded.evaluate("each => each.getBoundingClientRect().height") > 10


def test_rows_to_choose_from_do_not_lie_over_each_other(
    sample_server: Server, eye: Eye
) -> None:
    eye.open(f"{sample_server.address}/requests/R-1/warning")
    eye.page.set_viewport_size(PHONE)

    rows = eye.page.locator(".picks .tick").evaluate_all(
        """rows => rows.map(row => {
          const words = row.querySelector("span").getBoundingClientRect();
          return [words.top, words.bottom];
        })"""
    )

    assert len(rows) > 3
    assert all(above[1] <= below[0] for above, below in pairwise(rows))


@pytest.mark.parametrize(("kind", "sign"), [("ol", "decimal"), ("ul", "disc")])
def test_lists_of_the_help_have_their_signs(
    sample_server: Server, eye: Eye, kind: str, sign: str
) -> None:
    for name in ("requests", "people", "reference", "taking-in", "search"):
        eye.page.goto(f"{sample_server.address}/help/{name}")
        found = eye.page.locator(f".help {kind}")
        if found.count():
            look = "each => getComputedStyle(each).listStyleType"
            assert found.first.evaluate(look) == sign
            return
    pytest.fail(f"no page of the help has a list <{kind}>")
