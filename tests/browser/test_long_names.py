"""Names without an end: no page moves sideways, and the whole can be read."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NEWCOMER
from tests.browser.conftest import PASSWORD
from tests.browser.conftest import Server
from tests.browser.looking import Eye
from tests.browser.looking import PHONE
from tests.browser.looking import WIDE

pytestmark = pytest.mark.xdist_group("browser")

SUBJECT = "Awaiting" * 350
FILE = "f" * 240 + ".txt"
SIDEWAYS = """() => [...document.querySelectorAll("main *")]
  .filter(each => !each.closest(".vh, svg, .only-print, .tabs *"))
  .filter(each => each.getBoundingClientRect().right > innerWidth + 1)
  .map(each => `${each.tagName} ${each.className}`)
  .concat(document.documentElement.scrollWidth > innerWidth + 1 ? ["the page"] : [])"""
CUT = """() => [...document.querySelectorAll("main :is(h1, h3, a, span, dd, b, p)")]
  .filter(each => !each.closest(".vh, .only-print, .clamped"))
  .filter(each => {
    const card = each.closest(".clip");
    return card && each.getBoundingClientRect().right
      > card.getBoundingClientRect().right + 1;
  }).map(each => `${each.tagName} ${each.className}`)"""


@pytest.fixture(scope="module")
def long_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running server of a mail and a file with very long names."""
    made = Server(tmp_path_factory.mktemp("long") / "home")
    folder = tmp_path_factory.mktemp("files")
    (folder / FILE).write_text("a note for Olga")
    letter = folder / "a.eml"
    letter.write_bytes(_mail())
    _run(made.home, "user", "add", NEWCOMER, "--name", "Ana", "--password", PASSWORD)
    _run(made.home, "take-in", str(folder))
    made.start()
    yield made
    made.stop()


def _mail() -> bytes:
    file = f'attachment; filename="{FILE}"'
    return "\r\n".join(
        (
            "From: olga@nord.example",
            f"Subject: {SUBJECT}",
            "Date: Fri, 14 Mar 2025 16:20:00 +0200",
            "Message-ID: <long@nord.example>",
            'Content-Type: multipart/mixed; boundary="edge"',
            "",
            "--edge",
            "",
            "a mail for Olga",
            "--edge",
            f"Content-Disposition: {file}",
            "Content-Type: text/plain",
            "",
            "inside",
            "--edge--",
        )
    ).encode()


def _run(home: Path, *words: str) -> None:
    command = [sys.executable, "-m", "ledger", "--home", str(home), *words]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own


@pytest.fixture(scope="module")
def reader(session_eye: Eye, long_server: Server) -> Eye:
    """Somebody who is signed in there."""
    page = session_eye.page
    page.set_viewport_size(WIDE)
    page.context.clear_cookies()  # the page has been elsewhere, maybe here before
    page.goto(long_server.address)
    page.get_by_label("E-mail address").fill(NEWCOMER)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{long_server.address}/")
    return session_eye


@pytest.mark.parametrize(
    ("start", "link"),
    [
        ("/", ""),
        ("/search?q=olga", ""),
        ("/search?q=" + "x" * 500, ""),
        ("/unfiled", ""),
        ("/audit", ""),
        ("/receipts", ""),
        ("/receipts", "main td a"),
        ("/search?q=olga+kind:mail", "a[data-open]"),
        ("/search?q=inside", "a[data-open]"),
    ],
)
def test_a_name_without_an_end_moves_no_page_sideways(
    reader: Eye, long_server: Server, start: str, link: str
) -> None:
    reader.open(long_server.address + start)
    if link:
        reader.page.locator(link).first.click()
        expect(reader.page.locator("h1")).to_be_visible()
    found = {}

    for size in (WIDE, PHONE):
        reader.page.set_viewport_size(size)
        found[size["width"]] = reader.page.evaluate(SIDEWAYS) + reader.page.evaluate(
            CUT
        )

    assert found == {1360: [], 390: []}


def test_a_long_title_takes_a_few_lines_and_opens_as_a_whole(
    reader: Eye, long_server: Server
) -> None:
    reader.open(f"{long_server.address}/search?q=olga+kind:mail")
    hit = reader.page.locator("h3 a[data-open]").first
    listed = hit.bounding_box()
    hit.click()
    head = reader.page.locator("h1")
    box = head.bounding_box()

    assert listed
    assert listed["height"] < 120
    assert box
    assert box["height"] < 120
    reader.page.get_by_text("The whole title").click()
    whole = reader.page.locator("details.whole p")
    expect(whole).to_be_visible()
    assert whole.inner_text() == SUBJECT
