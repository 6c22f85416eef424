"""The page of results under somebody's hands: typing, going back, picking, copying."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import expect
from playwright.sync_api import Page

from tests.browser.conftest import Server
from tests.browser.looking import Eye
from tests.browser.looking import PHONE
from tests.browser.looking import WIDE

pytestmark = pytest.mark.xdist_group("browser")

COPIED = "navigator.clipboard.readText()"


@pytest.fixture
def desk(chromium: Browser) -> Iterator[Page]:
    """A page of a browser that lets itself be copied from."""
    context = chromium.new_context(viewport=WIDE, reduced_motion="reduce")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


def heading(page: Page, words: str) -> None:
    """Wait until the page shows what was found for some words, and listens to keys."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"“{words}”")
    page.wait_for_load_state()


def search(page: Page, words: str) -> None:
    """Type words into the box, and settle on them."""
    page.locator("#search").fill(words)
    page.keyboard.press("Enter")
    heading(page, words)


def test_what_is_typed_stands_in_the_address_and_in_the_title(
    sample_server: Server, desk: Page
) -> None:
    desk.goto(f"{sample_server.address}/search?kind=mail")

    desk.locator("#search").press_sequentially("logo")
    heading(desk, "logo")

    desk.wait_for_url("**/search?q=logo&kind=mail")
    expect(desk).to_have_title("logo · Search · Scope Ledger")
    found = desk.get_by_role("heading", level=1).inner_text()
    desk.reload()
    assert desk.get_by_role("heading", level=1).inner_text() == found


def test_what_can_be_typed_is_shown_beside_the_box_on_every_page(
    sample_server: Server, desk: Page
) -> None:
    desk.goto(f"{sample_server.address}/projects")
    asked = desk.get_by_role("button", name="What can be typed")
    shown = desk.get_by_role("region", name="What can be typed")

    asked.press("Enter")
    expect(shown).to_be_visible()
    desk.keyboard.press("Escape")
    expect(shown).to_be_hidden()
    asked.click()
    shown.get_by_role("link", name="logo -red").click()

    heading(desk, "logo -red")
    assert desk.locator("#search").input_value() == "logo -red"


def test_what_was_read_for_a_while_is_a_search_to_go_back_to(
    sample_server: Server, desk: Page
) -> None:
    """Whoever reads what came and types on, without Enter, looks for something else."""
    desk.clock.install()
    desk.goto(f"{sample_server.address}/search")
    box = desk.locator("#search")
    box.press_sequentially("логотип")
    heading(desk, "логотип")
    desk.clock.fast_forward("00:08")

    for typed in ("шр", "шрифт"):
        box.fill(typed)
        heading(desk, typed)
    desk.go_back()

    heading(desk, "логотип")
    expect(box).to_have_value("логотип")
    desk.go_back()
    expect(desk.get_by_role("heading", name="What can be typed")).to_be_visible()


def test_going_back_restores_each_search_with_its_words(
    sample_server: Server, desk: Page
) -> None:
    desk.goto(f"{sample_server.address}/search")
    box = desk.locator("#search")
    search(desk, "logo")
    search(desk, "логотип")
    desk.locator("a[data-open]").first.click()
    desk.wait_for_url("**/documents/**")

    desk.go_back()
    heading(desk, "логотип")
    expect(box).to_have_value("логотип")
    desk.go_back()
    heading(desk, "logo")
    expect(box).to_have_value("logo")
    desk.go_back()
    expect(desk.get_by_role("heading", name="What can be typed")).to_be_visible()
    expect(box).to_have_value("")
    desk.go_forward()

    heading(desk, "logo")
    desk.keyboard.press("?")
    expect(desk.get_by_role("dialog", name="Keys")).to_be_visible()


def test_hits_are_picked_by_keys_and_their_citations_copied(
    sample_server: Server, desk: Page
) -> None:
    desk.goto(f"{sample_server.address}/search?q=логотип")
    bar = desk.get_by_role("group", name="What is ticked")
    expect(bar).to_be_hidden()

    for key in "jxjjx":
        desk.keyboard.press(key)
    expect(bar).to_contain_text("2 selected")
    desk.keyboard.press("c")
    expect(desk.locator(".toast").last).to_contain_text("Copied.")
    one = desk.evaluate(COPIED)
    bar.get_by_role("button", name="Copy citations").click()
    expect(desk.locator(".toast")).to_have_count(2)
    both = desk.evaluate(COPIED).splitlines()

    assert len(both) == 2
    assert both[1] == one
    assert all("SHA-256 " in line and "UTC" in line for line in both)
    bar.get_by_role("button", name="Select nothing").click()
    expect(bar).to_be_hidden()


def test_a_click_with_shift_picks_all_in_between(
    sample_server: Server, desk: Page
) -> None:
    desk.goto(f"{sample_server.address}/search?q=логотип")
    picks = desk.locator(".pick")

    picks.nth(1).click()
    picks.nth(4).click(modifiers=["Shift"])
    expect(desk.locator(".bulk")).to_contain_text("4 selected")
    picks.nth(2).click()
    picks.nth(3).click(modifiers=["Shift"])

    expect(desk.locator(".bulk")).to_contain_text("2 selected")


def test_keys_that_are_switched_off_pick_nothing_and_stay_off(
    sample_server: Server, desk: Page
) -> None:
    desk.goto(f"{sample_server.address}/search?q=логотип")
    desk.keyboard.press("?")
    desk.get_by_label("Use keys").uncheck()
    desk.keyboard.press("Escape")

    desk.reload()
    desk.locator("a[data-open]").first.focus()
    for key in "jx":
        desk.keyboard.press(key)

    expect(desk.locator("a[data-open]").first).to_be_focused()
    expect(desk.locator(".bulk")).to_be_hidden()


def test_words_searched_lately_are_offered_until_signing_out(
    sample_server: Server, desk: Page
) -> None:
    desk.goto(f"{sample_server.address}/search")
    search(desk, "logo")
    search(desk, "логотип")

    desk.goto(f"{sample_server.address}/search")
    lately = desk.locator("[data-recent] a")
    expect(lately).to_have_text(["логотип", "logo"])
    lately.last.click()
    heading(desk, "logo")
    desk.locator(".me").click()
    desk.get_by_role("button", name="Sign out").click()

    desk.goto(f"{sample_server.address}/search")
    expect(desk.locator("[data-recent]")).to_be_hidden()


def test_a_search_is_saved_changed_and_taken_away(
    sample_server: Server, desk: Page
) -> None:
    desk.goto(f"{sample_server.address}/search?q=логотип")
    desk.get_by_text("Save this search").click()
    desk.get_by_label("Name").fill("Все логотипы")
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.locator(".page-head")).to_contain_text("Saved search: Все логотипы")

    desk.locator("a.facet").first.click()
    expect(desk.locator(".page-head")).to_contain_text("Все логотипы *")
    desk.get_by_role("button", name="Save the change").click()
    expect(desk.locator(".page-head")).not_to_contain_text("*")
    desk.goto(f"{sample_server.address}/search")
    desk.get_by_text("Change Все логотипы").click()
    desk.get_by_role("button", name="Remove").click()

    expect(desk.locator("#saved")).to_have_count(0)
    desk.get_by_role("button", name="Undo").click()
    expect(desk.locator("#saved")).to_contain_text("Все логотипы")
    desk.get_by_text("Change Все логотипы").click()
    desk.get_by_role("button", name="Remove").click()


def test_on_a_phone_the_facets_are_a_sheet(sample_server: Server, desk: Page) -> None:
    desk.set_viewport_size(PHONE)
    desk.goto(f"{sample_server.address}/search?q=логотип")
    sheet = desk.get_by_role("complementary", name="Narrow down")
    expect(sheet).to_be_hidden()

    desk.get_by_role("button", name="Narrow down").click()
    expect(sheet).to_be_visible()
    sheet.get_by_role("link", name="Email").click()

    expect(desk.get_by_role("list", name="Narrowed to")).to_contain_text("Kind: Email")
    expect(sheet).to_be_hidden()


@pytest.mark.parametrize(
    "address",
    [
        "/search?q=логотип&kind=mail&kind=document&month=2025-03",
        "/search?q=логтип&project=NORD&kind=image",
        "/search?q=logo&project=KLAS&kind=mail",
        "/search?q=Да, я просила логотип побольше, но вы профессионалы!",
    ],
)
def test_the_page_bars_nobody(sample_server: Server, eye: Eye, address: str) -> None:
    eye.open(f"{sample_server.address}{address}")
    if eye.page.locator(".pick").count():
        eye.page.locator(".pick").first.check()
    for summary in eye.page.locator("main details > summary").all():
        if summary.is_visible():
            summary.click()

    assert eye.barriers() == []
    assert eye.sideways() == []
    assert eye.complaints == []


def test_without_scripts_hits_are_picked_cited_and_saved(
    sample_server: Server, plain: Page
) -> None:
    plain.goto(f"{sample_server.address}/search?q=логотип")
    expect(plain.locator(".bulk")).to_be_hidden()

    plain.get_by_text("Citation", exact=True).first.click()
    expect(plain.get_by_text("SHA-256").first).to_be_visible()
    plain.locator(".pick").nth(0).check()
    plain.locator(".pick").nth(2).check()
    plain.get_by_role("button", name="Copy citations").click()

    lines = plain.locator("#citations").inner_text().strip().splitlines()
    assert len(lines) == 2
    plain.get_by_role("link", name="Back to the results").click()
    heading(plain, "логотип")


def test_what_can_be_typed_bars_nobody(sample_server: Server, eye: Eye) -> None:
    eye.open(f"{sample_server.address}/search?q=on:2025-99 kind:letter logo ИЛИ")
    eye.page.get_by_role("button", name="What can be typed").click()

    assert eye.page.locator(".note.warn").count() == len(("date", "kind", "ИЛИ"))
    assert eye.barriers() == []
    assert eye.sideways() == []
