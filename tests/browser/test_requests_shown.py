"""Words are selected in a real browser, and become a request with its proof."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect
from playwright.sync_api import Locator
from playwright.sync_api import Page

from tests.browser.conftest import Server
from tests.browser.looking import Eye
from tests.browser.looking import PHONE

pytestmark = pytest.mark.xdist_group("browser")

MAIL = "/search?q=kind:mail+project:NORD+логотип"
PAPER = "/search?q=revizie+kind:document"

_FIRST_WORDS = """words => {
  const text = document.createTreeWalker(words, NodeFilter.SHOW_TEXT).nextNode();
  const range = document.createRange();
  range.setStart(text, 0);
  range.setEnd(text, Math.min(24, text.length));
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  return range.toString();
}"""


def opened(page: Page, server: Server, start: str) -> None:
    """Open the first document that a search finds, without its marks."""
    page.goto(f"{server.address}{start}")
    target = page.locator("a[data-open]").first.get_attribute("href") or ""
    page.goto(f"{server.address}{target.partition('?')[0]}")
    page.wait_for_load_state("networkidle")


def drag(page: Page, first: Locator, last: Locator) -> None:
    """Select from the beginning of one place to the end of another with a mouse."""
    first.scroll_into_view_if_needed()
    start, end = first.bounding_box(), last.bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 1, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(end["x"] + end["width"] - 1, end["y"] + end["height"] / 2, steps=8)
    page.mouse.up()


def select_words(page: Page) -> str:
    """Select the first words of a mail."""
    return str(page.locator(".mail-body .words").first.evaluate(_FIRST_WORDS))


def bar(page: Page) -> Locator:
    """Return the bar beside the selected words."""
    return page.get_by_role("toolbar", name="The chosen words")


def test_selected_words_become_a_request_in_three_clicks(
    sample_server: Server, page: Page
) -> None:
    opened(page, sample_server, MAIL)
    chosen = select_words(page)

    bar(page).get_by_role("link", name="Request").click()
    expect(page.locator("main .q")).to_contain_text(chosen.split()[0])
    expect(page.get_by_label("Project")).not_to_have_value("")
    page.get_by_role("button", name="Save the request").click()

    expect(page.locator("#toasts")).to_contain_text("is recorded.")
    page.locator(".tl .c a[data-open]").click()
    expect(page.locator("#at")).to_be_in_viewport()
    expect(page.locator("mark.now").first).to_have_text(chosen.strip())
    wish = page.locator("u.wish").first
    assert wish.evaluate("each => getComputedStyle(each).display") == "inline"


def test_letters_beyond_the_first_plane_keep_the_offset(
    sample_server: Server, page: Page
) -> None:
    opened(page, sample_server, MAIL)
    page.locator(".mail-body .words").first.evaluate(
        """words => {
          words.textContent = "😀😀 make it bigger, make it bigger";
          const range = document.createRange();
          range.setStart(words.firstChild, 21);
          range.setEnd(words.firstChild, 35);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }"""
    )

    target = bar(page).get_by_role("link", name="Request").get_attribute("href")

    assert target
    assert target.endswith("?quote=make+it+bigger&at=19")


def test_the_bar_is_reached_and_closed_by_keys(
    sample_server: Server, page: Page
) -> None:
    opened(page, sample_server, MAIL)
    words = page.locator(".mail-body .words").first
    words.dblclick(position={"x": 20, "y": 12})
    expect(bar(page)).to_be_visible()

    page.keyboard.press("Tab")
    expect(bar(page).get_by_role("link", name="Request")).to_be_focused()
    expect(bar(page).get_by_role("button", name="Copy citation")).to_be_visible()
    for _button in range(5):
        page.keyboard.press("Tab")
    expect(bar(page).locator(":focus")).to_have_count(0)
    page.keyboard.press("Escape")

    expect(bar(page)).to_have_count(0)
    assert page.evaluate("getSelection().toString()") == ""


def test_words_on_the_picture_of_a_page_are_selected(
    sample_server: Server, page: Page
) -> None:
    opened(page, sample_server, PAPER)
    words = page.locator("svg.words text")
    expect(words.first).to_be_attached()
    drag(page, words.nth(20), words.nth(26))

    bar(page).get_by_role("link", name="Request").click()

    quoted = page.locator("main .q")
    expect(quoted).to_be_visible()
    expect(page.locator("main")).to_contain_text("page 1")
    expect(page.get_by_label("Who asked")).to_be_visible()


def test_a_page_far_in_a_file_has_its_words_once_it_is_near(
    sample_server: Server, page: Page
) -> None:
    opened(page, sample_server, PAPER)
    last = page.locator(".sheet").last
    expect(page.locator("svg.words").first).to_be_attached()

    last.scroll_into_view_if_needed()

    expect(last.locator("svg.words text").first).to_be_attached()


def test_a_story_is_told_confirmed_and_handed_out(
    sample_server: Server, page: Page, tmp_path: Path
) -> None:
    opened(page, sample_server, MAIL)
    select_words(page)
    bar(page).get_by_role("link", name="Request").click()
    page.get_by_role("button", name="Save the request").click()
    page.wait_for_url("**/requests/R-*")
    address = page.url

    for kind in ("warning", "confirmation"):
        page.get_by_role("link", name=f"Attach a {kind}").click()
        page.locator("input[name=document]").nth(1).check()
        page.get_by_role("button", name=f"Attach a {kind}").click()
        expect(page.locator("#toasts")).to_contain_text(f"The {kind} is attached.")

    assert page.url == address
    expect(page.locator("main .chip.ok").first).to_contain_text("Confirmed")
    with page.expect_download() as download:
        page.get_by_role("button", name="Pull the story").click()
    with zipfile.ZipFile(download.value.path()) as packed:
        packed.extractall(tmp_path / "pulled")
    [check] = (tmp_path / "pulled").rglob("check.py")
    subprocess.run(  # noqa: S603 - the program that was just handed out
        [sys.executable, "-I", check.name], cwd=check.parent, check=True
    )


def test_a_request_is_made_without_scripts(sample_server: Server, plain: Page) -> None:
    plain.goto(f"{sample_server.address}{MAIL}")
    plain.locator("a[data-open]").first.click()
    plain.get_by_role("link", name="Make a request of this").click()
    text = plain.locator(".mail-body .words").first.inner_text()

    plain.get_by_label("The words", exact=True).fill("nowhere in it")
    plain.get_by_role("button", name="Continue").click()
    expect(plain.locator("#e-quote")).to_be_visible()
    plain.get_by_label("The words", exact=True).fill(text.strip()[:20])
    plain.get_by_role("button", name="Continue").click()
    plain.get_by_role("button", name="Save the request").click()

    expect(plain.locator(".toast")).to_contain_text("is recorded.")
    plain.locator(".toast").get_by_role("button", name="Undo").click()
    expect(plain.locator("main h1 + .chip")).to_contain_text("Taken back")


def test_the_list_follows_what_is_typed(sample_server: Server, page: Page) -> None:
    page.goto(f"{sample_server.address}/requests")
    expect(page.locator("#asked .res").first).to_be_visible()

    page.get_by_label("Words", exact=True).fill("zzzqqq")

    expect(page.locator("#asked")).to_contain_text("Nothing with these filters")
    assert "q=zzzqqq" in page.url


@pytest.mark.parametrize(
    "name", ["the list", "of a project", "nothing found", "the story", "attaching"]
)
def test_requests_bar_nobody(sample_server: Server, eye: Eye, name: str) -> None:
    eye.page.goto(f"{sample_server.address}/requests")
    target = eye.page.locator("#asked a[data-open]").first.get_attribute("href")
    addresses = {
        "the list": "/requests",
        "of a project": "/projects/NORD/requests",
        "nothing found": "/requests?q=zzzqqq",
        "the story": f"{target}",
        "attaching": f"{target}/confirmation",
    }
    eye.open(f"{sample_server.address}{addresses[name]}")

    assert eye.barriers() == []
    assert eye.sideways() == []
    assert eye.complaints == []


@pytest.mark.parametrize("kind", ["Request", "Warning", "Confirmation"])
def test_what_selected_words_lead_to_bars_nobody(
    sample_server: Server, eye: Eye, kind: str
) -> None:
    opened(eye.page, sample_server, MAIL)
    select_words(eye.page)
    expect(bar(eye.page)).to_be_visible()
    assert eye.barriers_here() == []
    target = bar(eye.page).get_by_role("link", name=kind).get_attribute("href") or ""

    eye.open(target)

    assert eye.barriers() == []
    assert eye.sideways() == []


def test_the_bar_stands_above_the_navigation_of_a_phone(
    sample_server: Server, eye: Eye
) -> None:
    eye.page.set_viewport_size(PHONE)
    opened(eye.page, sample_server, MAIL)
    select_words(eye.page)

    box = bar(eye.page).bounding_box()
    below = eye.page.locator("nav.side").bounding_box()

    assert box
    assert below
    assert box["y"] + box["height"] <= below["y"]
    assert eye.barriers_here() == []


def test_a_story_on_paper_has_its_words_and_nothing_to_press(
    sample_server: Server, eye: Eye
) -> None:
    eye.page.goto(f"{sample_server.address}/requests")
    target = eye.page.locator("#asked a[data-open]").first.get_attribute("href")
    eye.open(f"{sample_server.address}{target}")

    eye.page.emulate_media(media="print")

    words = eye.page.locator("main .q").first
    expect(words).to_be_visible()
    chrome = eye.page.locator(".btn, .reason, .add, .no-print")
    assert chrome.filter(visible=True).count() == 0
