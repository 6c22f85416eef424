"""The sample ledger in a real browser: its steps, its strip, and the way out of it."""

import pytest
from playwright.sync_api import expect
from playwright.sync_api import Page

from tests.browser.conftest import Server
from tests.browser.looking import Eye
from tests.browser.looking import PHONE
from tests.browser.test_pages import is_for_everybody

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture(autouse=True)
def _steps_are_shown(sample_server: Server, plain: Page) -> None:
    """Bring the steps back, should a test have put them away."""
    plain.goto(sample_server.address)
    back = plain.get_by_role("button", name="Show what to try")
    if back.count():
        back.click()


@pytest.mark.parametrize("place", ["/", "/start-with-my-own"])
def test_it_bars_nobody(sample_server: Server, eye: Eye, place: str) -> None:
    eye.open(f"{sample_server.address}{place}")

    is_for_everybody(eye)


def test_the_unfolded_points_bar_nobody(sample_server: Server, eye: Eye) -> None:
    eye.open(sample_server.address)
    points = eye.page.locator("#try details")
    if points.get_attribute("open") is None:
        points.locator("summary").click()

    expect(points.get_by_role("link")).to_have_count(4)
    is_for_everybody(eye)


def test_the_steps_are_walked_without_scripts(
    sample_server: Server, plain: Page
) -> None:
    plain.goto(sample_server.address)
    plain.locator("#try").get_by_role("link", name="логотип больше").click()
    plain.locator("a[data-open]").first.click()
    expect(plain.locator("[data-hits] mark").first).to_be_visible()
    for name in ("The rounds", "The clause", "The letter"):
        plain.goto(sample_server.address)
        plain.locator("#try").get_by_role("link", name=name).click()
        expect(plain.locator("main")).to_be_visible()
    for number in range(4):
        plain.goto(sample_server.address)
        plain.locator("#try details").evaluate("each => each.open = true")
        plain.locator("#try details").get_by_role("link").nth(number).click()
        expect(plain.get_by_role("heading", name="The story")).to_be_visible()

    plain.goto(sample_server.address)

    steps = plain.locator("#try")
    expect(steps).to_contain_text("Here they are right")
    for number in range(3):
        tick = steps.locator(".try-tick").nth(number)
        expect(tick.get_by_role("img", name="Done")).to_be_visible()
    steps.locator("details").evaluate("each => each.open = true")
    plain.set_viewport_size(PHONE)
    wide = plain.evaluate("document.documentElement.scrollWidth")
    assert wide <= PHONE["width"]


def test_the_steps_are_put_away_and_brought_back_by_keyboard(
    sample_server: Server, eye: Eye
) -> None:
    page = eye.page
    page.goto(sample_server.address)
    page.get_by_role("button", name="Put these steps away").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#try")).to_have_count(0)

    page.get_by_role("button", name="Show what to try").focus()
    page.keyboard.press("Enter")

    expect(page.locator("#try")).to_be_visible()


def test_the_strip_is_large_enough_for_a_thumb(sample_server: Server, eye: Eye) -> None:
    eye.open(sample_server.address)
    eye.page.set_viewport_size(PHONE)

    box = eye.page.get_by_role("link", name="Start with my own").bounding_box()

    assert box
    assert box["height"] >= 44


def test_neither_steps_nor_strip_are_printed(sample_server: Server, eye: Eye) -> None:
    eye.open(sample_server.address)
    eye.page.emulate_media(media="print")

    expect(eye.page.locator("#try")).to_be_hidden()
    expect(eye.page.locator(".strip.sample")).to_be_hidden()
