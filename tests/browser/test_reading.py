"""A document is read by the keyboard: from place to place and from result to result."""

import re

import pytest
from playwright.sync_api import expect
from playwright.sync_api import Page

from tests.browser.conftest import Server
from tests.browser.looking import Eye

pytestmark = pytest.mark.xdist_group("browser")

NOW = "main :is(mark, rect).now"


def first_hit(page: Page, server: Server, query: str) -> None:
    page.goto(f"{server.address}/search?q={query}")
    page.locator("a[data-open]").first.click()
    page.wait_for_url(re.compile("/(documents|chats)/"))


def test_n_and_p_go_through_the_places_of_a_pdf(
    sample_server: Server, eye: Eye
) -> None:
    page = eye.page
    first_hit(page, sample_server, "revizie+kind:document")
    expect(page.locator(NOW)).to_be_in_viewport()
    first = page.locator(NOW).get_attribute("id")
    told = page.locator("[data-place-now]").inner_text()

    page.keyboard.press("n")
    expect(page.locator(NOW)).to_be_in_viewport()
    second = page.locator(NOW).get_attribute("id")
    page.keyboard.press("p")

    assert second != first
    assert page.locator(NOW).get_attribute("id") == first
    assert page.locator("[data-place-now]").inner_text() == told


def test_the_citation_follows_to_the_next_place(
    sample_server: Server, eye: Eye
) -> None:
    page = eye.page
    first_hit(page, sample_server, "revizie+kind:document")
    expect(page.locator(NOW)).to_be_in_viewport()

    with page.expect_response(re.compile(r"/citation\?at=\d+$")) as answer:
        page.keyboard.press("n")

    place = page.locator(NOW).get_attribute("id")
    assert place
    assert answer.value.url.endswith(f"?at={place.removeprefix('h-')}")
    button = page.locator("[data-cite-place]")
    expect(button).to_have_attribute("data-copy", answer.value.text())


def test_j_and_k_go_through_the_results_and_the_list_keeps_its_place(
    sample_server: Server, eye: Eye
) -> None:
    page = eye.page
    first_hit(page, sample_server, "логотип")
    expect(page.locator(".steps")).to_contain_text("1 of ")
    first = page.url

    page.keyboard.press("j")
    expect(page.locator(".steps")).to_contain_text("2 of ")
    page.wait_for_load_state()  # keys are heard once the scripts have run
    page.keyboard.press("k")
    expect(page.locator(".steps")).to_contain_text("1 of ")

    assert page.url == first
    page.locator(".steps .back").click()
    expect(page.locator("#hit-1")).to_be_in_viewport()


def test_selected_words_are_cited(sample_server: Server, eye: Eye) -> None:
    page = eye.page
    first_hit(page, sample_server, "логотип+kind:mail")

    page.locator(".mail-body > .words").first.locator("mark").first.dblclick()

    cite = page.locator(".selection-bar [data-cite]")
    expect(cite).to_have_attribute("data-copy", re.compile("SHA-256 [0-9a-f]{64}"))


def test_pages_beside_their_text_bar_nobody(sample_server: Server, eye: Eye) -> None:
    first_hit(eye.page, sample_server, "revizie+kind:document")
    address = eye.page.url.partition("#")[0]

    eye.open(f"{address}&view=beside")

    expect(eye.page.locator("figure .words").first).to_be_visible()
    assert eye.barriers() == []
    assert eye.sideways() == []


def test_the_page_that_is_read_is_marked_among_the_thumbnails(
    sample_server: Server, eye: Eye
) -> None:
    page = eye.page
    first_hit(page, sample_server, "revizie+kind:document")
    pages = page.locator(".thumbs a")
    assert pages.count() > 1

    for at in (pages.count() - 1, 0):
        pages.nth(at).click()
        expect(pages.nth(at)).to_have_attribute("aria-current", "true")
    expect(page.locator(".thumbs [aria-current]")).to_have_count(1)


def test_many_pages_lie_side_by_side_on_a_phone_and_push_nothing_aside(
    sample_server: Server, eye: Eye
) -> None:
    first_hit(eye.page, sample_server, "revizie+kind:document")

    eye.page.evaluate("""() => {
      const thumbs = document.querySelector(".thumbs");
      const page = thumbs.firstElementChild;
      for (let i = 0; i < 40; i += 1) thumbs.append(page.cloneNode(true));
    }""")

    assert eye.sideways() == []


def test_without_scripts_links_lead_from_place_to_place(
    sample_server: Server, plain: Page
) -> None:
    first_hit(plain, sample_server, "revizie+kind:document")

    plain.get_by_text("All places as a list").click()
    plain.locator(".places li a").last.click()

    plain.wait_for_url(re.compile(r"#h-\d+$"))
    name = plain.url.partition("#")[2]
    expect(plain.locator(f"#{name}")).to_be_in_viewport()
