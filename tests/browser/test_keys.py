"""Everything that matters is reached with the keyboard alone."""

import pytest
from playwright.sync_api import expect
from playwright.sync_api import Page

from tests.browser.conftest import Server
from tests.browser.looking import Eye

pytestmark = pytest.mark.xdist_group("browser")

MAIN_ACTIONS = {
    "/": "New project",
    "/projects/NORD": "Open a round",
    "/projects/NORD/rounds/new": "Open the round",
    "/projects/NORD/terms/new": "Record the term",
    "/upload": "Take in",
    "/audit": "Run the audit",
    "/unfiled": "File",
}
MOST_STOPS = 60
HERE = "document.activeElement.innerText"
IS_SEEN = """() => {
  const box = document.activeElement.getBoundingClientRect();
  const style = getComputedStyle(document.activeElement);
  const top = document.querySelector(".top").getBoundingClientRect().bottom;
  return document.activeElement.closest(".top, .strips, .side, .skip")
    ? box.bottom > 0
    : box.height > 0 && box.bottom > top && box.top < innerHeight
      && style.visibility === "visible";
}"""


def focused(page: Page) -> str:
    """Return the words of what has the focus."""
    words: str = page.evaluate(HERE)
    return words.strip()


def test_the_first_stop_skips_to_the_content(sample_server: Server, eye: Eye) -> None:
    eye.open(f"{sample_server.address}/projects")
    keyboard = eye.page.keyboard

    keyboard.press("Tab")
    assert focused(eye.page) == "Skip to the content"
    expect(eye.page.locator(".skip")).to_be_in_viewport()
    keyboard.press("Enter")
    keyboard.press("Tab")

    assert focused(eye.page) == "New project"


@pytest.mark.parametrize("address", MAIN_ACTIONS)
def test_tabbing_reaches_the_main_action(
    sample_server: Server, eye: Eye, address: str
) -> None:
    eye.open(f"{sample_server.address}{address}")
    unseen = []

    for _ in range(MOST_STOPS):
        eye.page.keyboard.press("Tab")
        if not eye.page.evaluate(IS_SEEN):
            unseen.append(focused(eye.page))
        if focused(eye.page) == MAIN_ACTIONS[address]:
            break

    assert focused(eye.page) == MAIN_ACTIONS[address]
    assert unseen == []


def test_a_hit_is_found_and_opened_without_a_mouse(
    sample_server: Server, eye: Eye
) -> None:
    eye.open(f"{sample_server.address}/projects")
    keyboard = eye.page.keyboard

    keyboard.press("/")
    expect(eye.page.locator("#search")).to_be_focused()
    keyboard.type("логотипами")
    keyboard.press("Enter")
    eye.page.wait_for_url("**/search?**")
    hits = eye.page.locator("a[data-open]")
    expect(hits.nth(1)).to_be_visible()
    keyboard.press("Escape")
    keyboard.press("j")
    expect(hits.first).to_be_focused()
    keyboard.press("j")
    expect(hits.nth(1)).to_be_focused()
    keyboard.press("k")
    keyboard.press("o")

    eye.page.wait_for_url("**/documents/**")
    expect(eye.page.locator("[data-hits] mark").first).to_be_visible()
    keyboard.press("n")
    expect(eye.page.locator("[data-hits] mark.now")).to_be_in_viewport()


def test_two_letters_go_to_another_page(sample_server: Server, eye: Eye) -> None:
    eye.open(f"{sample_server.address}/people")

    for letter, place in (("p", "/projects"), ("u", "/unfiled"), ("h", "/")):
        eye.page.keyboard.press("g")
        eye.page.keyboard.press(letter)
        eye.page.wait_for_url(f"{sample_server.address}{place}")


def test_the_list_of_keys_opens_and_closes(sample_server: Server, eye: Eye) -> None:
    eye.open(f"{sample_server.address}/projects")
    keys = eye.page.get_by_role("dialog", name="Keys")

    eye.page.keyboard.press("?")
    expect(keys).to_be_visible()
    eye.page.keyboard.press("Escape")

    expect(keys).to_be_hidden()


def test_keys_that_are_switched_off_do_nothing(sample_server: Server, eye: Eye) -> None:
    eye.open(f"{sample_server.address}/projects")
    keys = eye.page.get_by_role("dialog", name="Keys")
    use = eye.page.get_by_label("Use keys")

    eye.page.keyboard.press("?")
    use.uncheck()
    eye.page.keyboard.press("Escape")
    eye.page.keyboard.press("?")
    expect(keys).to_be_hidden()
    eye.page.keyboard.press("/")
    expect(eye.page.locator("#search")).not_to_be_focused()

    eye.page.evaluate("localStorage.clear()")


def test_keys_leave_somebody_who_types_alone(sample_server: Server, eye: Eye) -> None:
    eye.open(f"{sample_server.address}/new-project")

    eye.page.get_by_label("Title").press_sequentially("go/home?")

    expect(eye.page.get_by_label("Title")).to_have_value("go/home?")
    expect(eye.page.get_by_role("dialog")).to_be_hidden()


def test_the_key_of_the_search_works_on_a_cyrillic_keyboard(
    sample_server: Server, eye: Eye
) -> None:
    eye.open(f"{sample_server.address}/projects")

    for sign in (".", "б"):
        eye.page.evaluate("document.activeElement.blur()")
        eye.page.evaluate(
            """key => document.dispatchEvent(new KeyboardEvent("keydown", {
              key, code: "Slash", bubbles: true, cancelable: true,
            }))""",
            sign,
        )
        expect(eye.page.locator("#search")).to_be_focused()
