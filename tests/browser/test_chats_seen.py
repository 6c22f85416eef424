"""A day of chat in a real browser: in the light, in the dark, on a phone, on paper."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NEWCOMER
from tests.browser.conftest import PASSWORD
from tests.browser.conftest import Server
from tests.browser.looking import Eye
from tests.formats import made_chats

pytestmark = pytest.mark.xdist_group("browser")

message = made_chats.telegram_message
LONG = "https://nord.example/" + "a-very-long-address-" * 12


@pytest.fixture(scope="module")
def talking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running server of a ledger with two chats, one of which is not dated."""
    folder = tmp_path_factory.mktemp("talking")
    said = [
        message(1, "Please make the logo bigger."),
        message(2, f"See {LONG}", reply_to_message_id=1, **{"from": "Oleg" * 30}),
        message(3, "", file="(File not included.)", file_name="offer.pdf"),
        message(4, "do it", forwarded_from="The Boss"),
        message(1500, "Good morning"),
    ]
    (folder / "result.json").write_bytes(made_chats.telegram(said))
    text = "3/4/24, 21:45 - Anna: bigger\n3/4/24, 21:46 - Bo: ok\n"
    (folder / "WhatsApp Chat with Anna.txt").write_text(text, "utf-8")
    made = Server(folder / "home")
    command = [sys.executable, "-m", "ledger", "--home", str(made.home)]
    account = ["user", "add", NEWCOMER, "--name", "Ana", "--password", PASSWORD]
    files = [str(each) for each in sorted(folder.glob("*.*"))]
    for words in (account, ["take-in", *files]):
        subprocess.run([*command, *words], check=True, capture_output=True)  # noqa: S603 - our own program
    made.start()
    yield made
    made.stop()


def sign_in(eye: Eye, server: Server) -> None:
    """Sign in and go to the chats."""
    eye.open(server.address)
    eye.page.get_by_label("E-mail address").fill(NEWCOMER)
    eye.page.get_by_label("Password").fill(PASSWORD)
    eye.page.get_by_role("button", name="Sign in").click()
    eye.page.wait_for_url(f"{server.address}/")
    eye.open(f"{server.address}/chats")


def test_a_chat_is_answered_read_day_by_day_and_bars_nobody(
    talking: Server, eye: Eye
) -> None:
    sign_in(eye, talking)
    page = eye.page
    assert (eye.barriers(), eye.sideways(), eye.complaints) == ([], [], [])

    page.get_by_label("day, month, year").check()
    page.get_by_label("In which time zone").fill("Europe/Berlin")
    page.get_by_role("button", name="Keep the answer").click()
    expect(page.locator("h1")).to_have_text("Anna")
    expect(page.locator("main")).to_contain_text("Wednesday, 3 April 2024")

    page.goto(f"{talking.address}/chats")
    page.get_by_role("link", name="Nord site").click()
    page.get_by_role("link", name="Day before").first.click()
    expect(page.locator(".bubble")).to_have_count(4)
    day = page.url
    assert (eye.barriers(), eye.sideways(), eye.complaints) == ([], [], [])

    page.emulate_media(media="print")
    assert page.locator("nav.side").filter(visible=True).count() == 0
    expect(page.locator(".bubble").first).to_be_visible()
    expect(page.locator(".days h2")).to_be_visible()
    page.emulate_media(media="screen")

    page.goto(f"{talking.address}/search?q=bigger+by:ann")
    page.locator("a[data-open]").first.click()
    page.wait_for_url(f"{day}**")
    expect(page.locator(".bubble:target mark")).to_have_text("bigger")

    page.goto(f'{talking.address}/search?q="do+it"')
    page.locator("a[data-open]").first.click()
    page.wait_for_url(f"{day}**")
    page.evaluate("""() => addEventListener("click", (event) => {
      window.copied = event.target.closest("[data-copy]").dataset.copy;
    })""")
    page.keyboard.press("c")
    found = page.locator(".bubble:target").get_attribute("id")
    assert found
    assert f", {found.removeprefix('m-')}, SHA-256 " in page.evaluate("window.copied")
