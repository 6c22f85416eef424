"""Tracked changes and comments as they are seen by everybody, and not among words."""

import pytest
from playwright.sync_api import expect
from playwright.sync_api import FilePayload

from tests.browser.conftest import Server
from tests.browser.looking import Eye
from tests.formats.made import deleted
from tests.formats.made import docx
from tests.formats.made import inserted
from tests.formats.made import para
from tests.formats.made import run

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture(scope="module")
def changed(sample_server: Server, session_eye: Eye) -> str:
    """The address of a contract with tracked changes, taken in and read."""
    body = para(
        "Two rounds ",
        deleted("of the logo "),
        inserted("of everything ", "Boris"),
        run("and unseen ones ", "<w:vanish/>"),
        "are free.",
        '<w:r><w:commentReference w:id="3"/></w:r>',
    )
    said = f'<w:comment w:id="3" w:author="Olga">{para("Three!")}</w:comment>'
    page = session_eye.page
    file = FilePayload(
        name="changed.docx",
        mimeType="application/octet-stream",
        buffer=docx(body, {"comments": said}),
    )
    page.goto(f"{sample_server.address}/upload")
    page.get_by_label("Choose files").set_input_files(file)
    page.get_by_role("button", name="Take in").click()
    page.wait_for_url("**/receipts/rc_*")
    expect(page.locator("main .chip", has_text="Done")).to_be_visible(timeout=20_000)
    page.get_by_role("link", name="changed.docx").click()
    page.wait_for_url("**/documents/**")
    return page.url.partition("?")[0]


def test_changes_bar_nobody_in_the_light_in_the_dark_or_on_a_phone(
    eye: Eye, changed: str
) -> None:
    eye.open(changed)

    assert eye.barriers() == []
    assert eye.sideways() == []
    assert eye.complaints == []


def test_who_changed_words_is_seen_and_is_not_among_them(
    eye: Eye, changed: str
) -> None:
    eye.open(changed)
    seen = """each => getComputedStyle(each.closest(".traced"), "::after").content"""
    words = eye.page.locator(".mail-body")

    assert "inserted: Boris" in words.locator("ins").first.evaluate(seen)
    assert "deleted: Anna" in words.locator("del").first.evaluate(seen)
    assert words.locator(".words").all_text_contents() == [
        "Two rounds [-of the logo -]of everything and unseen ones are free.",
        "[*Three!*]",
    ]
    eye.page.emulate_media(media="print")
    expect(words.locator("del").first).to_be_visible()
