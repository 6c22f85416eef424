"""What holds for every page: it prints, and it can be used by the keyboard alone."""

import re

import pytest
from flask import Flask
from playwright.sync_api import expect

from ledger.opened import Ledger
from ledger.web import create_app
from tests.browser.conftest import Server
from tests.browser.looking import Eye
from tests.browser.test_pages import CHROME
from tests.browser.test_pages import follow
from tests.browser.test_pages import FOUND
from tests.browser.test_pages import SAMPLE

pytestmark = pytest.mark.xdist_group("browser")

NO_PAGES = {
    "static": "a file of the interface",
    "help.picture": "a picture of the handbook",
    "documents.original": "the bytes of a document, handed out",
    "documents.page": "a picture of a page",
    "documents.safe": "what stands in the frame of a mail; looked at with the mail",
    "search.sheet": "a sheet to be saved",
    "queries.sheet": "a sheet to be saved",
    "statements.file": "a PDF or a sheet, handed out",
    "scans.recognition": "how far a scan has come, fetched by its page",
    "citations.of_words": "a line for the clipboard",
    "selecting.words": "the words over a picture of a page, fetched by that page",
    "uploads.sheet": "a sheet to be saved",
    "obligations.sheet": "a sheet to be saved",
    "uploads.offset": "a number for the script that sends a file",
    "health.ready": "a word for a machine",
    "audit.watch": "a page while an audit is slow; its report is looked at",
    "session.sign_in": "what a stranger sees; looked at by one, in `test_pages`",
}
"""What answers a GET and is no page, with what it is."""

MOST_STOPS = 160
"""A list that is longer is walked from its beginning only this far."""

_LOOK = """each => [each, each.parentElement].map(part => {
  const look = getComputedStyle(part);
  const names = ["outlineStyle", "outlineColor", "boxShadow", "borderTopColor"];
  return names.map(name => look[name]).join(" ");
}).join(" | ")"""
_STOPS = f"""() => {{
  const look = {_LOOK};
  const wanted = "a[href], button, input, select, textarea, summary, iframe,"
    + " [tabindex='0'], [contenteditable=true]";
  return [...document.querySelectorAll(wanted)].filter(each => {{
    if (each.disabled || each.type === "hidden" || each.tabIndex < 0) return false;
    if (!each.checkVisibility({{visibilityProperty: true}})) return false;
    if (each.type === "radio") {{
      const group = `[type=radio][name="${{each.name}}"]`;
      const stop = each.form.querySelector(`${{group}}:checked`)
        ?? each.form.querySelector(group);
      if (stop !== each) return false;
    }}
    return true;
  }}).map((each, number) => {{
    each.dataset.stop = number;
    each.dataset.look = look(each);
  }}).length;
}}"""
_HERE = f"""() => {{
  const look = {_LOOK};
  const here = document.activeElement;
  const inside = here.tagName === "IFRAME";  // its ring is drawn by what is in it
  const seen = inside || look(here) !== (here.dataset.look ?? "");
  return [here.dataset?.stop ?? "", seen, here.outerHTML.slice(0, 120)];
}}"""
"""Whether what has the focus looks otherwise than it did, or its frame does."""


def opened(eye: Eye, server: Server, name: str) -> None:
    """Open a page of the sample data by its name."""
    if name in SAMPLE:
        eye.open(f"{server.address}{SAMPLE[name]}")
    else:
        start, link, more = FOUND[name]
        follow(eye, server, start, link, more)


@pytest.mark.parametrize("name", [*SAMPLE, *FOUND])
def test_every_page_prints_its_words_and_nothing_to_press(
    sample_server: Server, eye: Eye, name: str
) -> None:
    opened(eye, sample_server, name)

    eye.page.emulate_media(media="print")

    assert eye.page.locator(CHROME).filter(visible=True).count() == 0
    expect(eye.page.locator("main h1").first).to_be_visible()
    assert eye.sideways() == []


@pytest.mark.parametrize("name", [*SAMPLE, *FOUND])
def test_every_page_can_be_walked_by_the_keyboard(
    sample_server: Server, eye: Eye, name: str
) -> None:
    """Every stop is reached in turn, is seen, and lets go again."""
    opened(eye, sample_server, name)
    number = eye.page.evaluate(_STOPS)
    assert number > 5

    wanted = {str(each) for each in range(min(number, MOST_STOPS))}
    unseen = []
    for _ in range(2 * number + 10):  # a field for a day has several stops in itself
        eye.page.keyboard.press("Tab")
        stop, seen, markup = eye.page.evaluate(_HERE)
        wanted.discard(stop)
        if stop and not seen:
            unseen.append(markup)
        if not wanted:
            break

    assert unseen == []
    left = [eye.page.locator(f"[data-stop='{stop}']") for stop in wanted]
    assert [each.evaluate("each => each.outerHTML") for each in left] == []


def test_every_page_is_looked_at(ledger: Ledger) -> None:
    """A page that is added is added to the tables of pages, too."""
    app = create_app(ledger)
    looked_at = {_endpoint(app, address) for address in SAMPLE.values()}
    looked_at |= {_endpoint(app, start) for start, _link, _more in FOUND.values()}
    known = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ())
    }
    by_link = {
        *("documents.show", "uploads.receipt", "persons.show", "persons.quoted"),
        *("sources.show", "statements.show", "round_summaries.show"),
        "queries.show",  # looked at in `test_found_together`
        *("selecting.record", "selecting.support"),
        *("chats.day", "chats.show"),  # looked at in `test_chats_seen`
    }

    assert known - looked_at - by_link - set(NO_PAGES) == set()


def _endpoint(app: Flask, address: str) -> str:
    path = re.split(r"[?#]", address)[0]
    adapter = app.url_map.bind("localhost")
    return adapter.match(path)[0] if path != "/nothing-is-here" else ""
