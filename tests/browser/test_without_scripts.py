"""The pages do their work in a browser that runs no scripts."""

import pytest
from playwright.sync_api import expect
from playwright.sync_api import FilePayload
from playwright.sync_api import Page

from tests.browser.conftest import NEWCOMER
from tests.browser.conftest import PASSWORD
from tests.browser.conftest import Server
from tests.browser.looking import quote_of

pytestmark = pytest.mark.xdist_group("browser")

_PATIENCE = 300


def read_through(page: Page) -> None:
    """Load a receipt again until everything in it has been read."""
    for _ in range(_PATIENCE):
        if page.locator("main .chip", has_text="Done").count():
            return
        page.reload()
    message = f"not everything was read: {page.locator('main').inner_text()}"
    raise AssertionError(message)


def test_words_are_searched_and_a_hit_is_opened(
    sample_server: Server, plain: Page
) -> None:
    plain.goto(f"{sample_server.address}/projects")

    plain.get_by_label("Search everything").fill("логотипами")
    plain.get_by_label("Search everything").press("Enter")
    plain.locator("a[data-open]").first.click()

    expect(plain.locator("[data-hits] mark").first).to_be_visible()


def test_what_a_mail_quotes_is_unfolded_and_folded(
    sample_server: Server, plain: Page
) -> None:
    plain.goto(f"{sample_server.address}/search?q=ваши+доводы+понимаю")
    plain.locator("a[data-open]").first.click()
    plain.get_by_role("link", name="Remove the marks").click()
    quoted = plain.locator("details.quoted").first

    expect(quoted.locator(".words")).to_be_hidden()
    quoted.locator("summary").click()
    expect(quoted.locator(".words")).to_be_visible()
    quoted.locator("summary").click()
    expect(quoted.locator(".words")).to_be_hidden()


def test_a_mail_is_filed_and_taken_out_again(
    sample_server: Server, plain: Page
) -> None:
    plain.goto(f"{sample_server.address}/search?q=is:unfiled+kind:mail")
    plain.locator("a[data-open]").first.click()
    projects = plain.get_by_label("Around this")

    projects.get_by_label("Project").select_option("NORD")
    projects.get_by_role("button", name="File it").click()
    expect(projects).to_contain_text("chosen by hand")
    projects.get_by_role("button", name="Take out").click()

    expect(plain.locator("main")).to_contain_text("Taken out of")
    expect(projects).to_contain_text("It belongs to no project yet.")


def test_files_are_sent_by_the_plain_form(sample_server: Server, plain: Page) -> None:
    note = FilePayload(
        name="plain note.txt",
        mimeType="text/plain",
        buffer="Ouăle roșii, without any script.".encode(),
    )
    plain.goto(f"{sample_server.address}/upload")

    plain.get_by_label("Choose files").set_input_files(note)
    plain.get_by_role("button", name="Take in").click()
    read_through(plain)
    plain.get_by_role("link", name="plain note.txt").click()

    expect(plain.locator("main")).to_contain_text("Ouăle roșii, without any script.")


def test_a_round_is_opened(sample_server: Server, plain: Page) -> None:
    plain.goto(f"{sample_server.address}/projects/NORD/rounds")
    before = plain.get_by_text("without scripts").count()

    plain.get_by_role("link", name="Open a round").click()
    plain.get_by_label("What it is about").select_option("BRAND")
    plain.get_by_label("Our gift").check()
    plain.get_by_label("Note").fill("without scripts")
    plain.get_by_role("button", name="Open the round").click()

    expect(plain.get_by_text("without scripts")).to_have_count(before + 1)


def test_a_term_is_recorded_at_its_words(sample_server: Server, plain: Page) -> None:
    filename, quote = quote_of("NORD", "free-rounds")
    plain.goto(f"{sample_server.address}/projects/NORD/terms/new")

    plain.get_by_label("How many are free").fill("5")
    plain.get_by_label("Document that says so").select_option(
        label=filename.removesuffix(".pdf")
    )
    plain.get_by_label("Its words").fill(quote)
    plain.get_by_label("Clause").fill("4.2")
    plain.get_by_label("First day on which it holds").fill("2099-01-01")
    plain.get_by_role("button", name="Record the term").click()
    expect(plain.get_by_role("alert")).to_contain_text("can be read in several ways")
    plain.get_by_label("counted anew from its first day").check()
    plain.get_by_role("button", name="Record the term").click()

    expect(plain.locator("main")).to_contain_text("Free rounds: 5 per deliverable")


def test_somebody_signs_in_and_out(empty_server: Server, plain: Page) -> None:
    plain.goto(f"{empty_server.address}/people")

    plain.get_by_label("E-mail address").fill(NEWCOMER)
    plain.get_by_label("Password").fill(PASSWORD)
    plain.get_by_role("button", name="Sign in").click()
    expect(plain.get_by_role("heading", name="People", exact=True)).to_be_visible()
    plain.get_by_role("button", name="You: Ana").click()
    plain.get_by_role("button", name="Sign out").click()

    expect(plain.get_by_label("Password")).to_be_visible()
