"""What is found, taken together: a stretch drawn, a list asked, a thread searched."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Server
from tests.browser.looking import Eye

pytestmark = pytest.mark.xdist_group("browser")


def test_a_stretch_of_time_is_drawn_over_the_bars_and_taken_back(
    sample_server: Server, eye: Eye
) -> None:
    page = eye.page
    eye.open(f"{sample_server.address}/search?q=логотип")
    first, last = (page.locator("[data-month]").nth(at) for at in (1, 3))
    begin, end = first.bounding_box(), last.bounding_box()
    assert begin
    assert end

    page.mouse.move(begin["x"] + 8, begin["y"] + 40)
    page.mouse.down()
    page.mouse.move(end["x"] + 8, end["y"] + 40, steps=4)
    page.mouse.up()

    page.wait_for_url("**&month=2025-03..2025-05")
    chips = page.get_by_role("list", name="Narrowed to")
    expect(chips).to_contain_text("Mar 2025 – May 2025")
    page.go_back()
    expect(chips).to_have_count(0)
    assert eye.complaints == []


def test_letters_replace_the_address_and_a_choice_is_a_step(
    sample_server: Server, eye: Eye
) -> None:
    page = eye.page
    eye.open(f"{sample_server.address}/search")
    box = page.locator("#search")
    for part in ("лого", "тип", " больше"):
        box.press_sequentially(part)
        page.wait_for_load_state("networkidle")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("“логотип больше”")
    page.locator("a.facet").first.click()
    expect(page.get_by_role("list", name="Narrowed to")).to_be_visible()

    page.go_back()
    expect(heading).to_contain_text("“логотип больше”")
    page.go_back()

    expect(page.get_by_role("heading", name="What can be typed")).to_be_visible()


def test_a_list_is_asked_and_bars_nobody(sample_server: Server, eye: Eye) -> None:
    page = eye.page
    eye.open(f"{sample_server.address}/search/list")
    page.get_by_label("One search a line").fill("логотип больше\nцвет xyzzy\n=1+1")
    page.get_by_role("button", name="Search for all").click()

    expect(page.get_by_role("heading", name="3 searches answered")).to_be_visible()
    assert eye.barriers() == []
    assert eye.sideways() == []
    with page.expect_download() as brought:
        page.get_by_role("link", name="Download as CSV").click()
    assert brought.value.suggested_filename.startswith("queries-")
