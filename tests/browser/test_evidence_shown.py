"""Evidence as it is shown: marks lie on the words, and a hostile mail does nothing."""

from collections.abc import Iterator
from email.message import EmailMessage
from io import BytesIO

import pytest
from playwright.sync_api import expect
from playwright.sync_api import FilePayload
from playwright.sync_api import Page
from playwright.sync_api import Route
from pypdfium2 import PdfDocument  # type: ignore[import-untyped]

from tests.browser.conftest import Server
from tests.browser.looking import Eye

pytestmark = pytest.mark.xdist_group("browser")

Box = tuple[float, float, float, float]

WORD = "revizie"
FOREIGN = "http://tracker.invalid"
TRAPS = f"""
<h1 onclick="window.hurt = 1">Kind words</h1>
<script>window.hurt = 1; document.title = "hurt";</script>
<script src="{FOREIGN}/script.js"></script>
<img src="{FOREIGN}/pixel.gif" onerror="window.hurt = 1">
<img src="data:nothing" onerror="window.hurt = 1; top.hurt = 1">
<svg onload="window.hurt = 1"><image href="{FOREIGN}/svg.png"/></svg>
<div style="background: url({FOREIGN}/background.png)">Styled words</div>
<style>@import "{FOREIGN}/sheet.css"; h1 {{ background: url({FOREIGN}/h.png) }}</style>
<link rel="stylesheet" href="{FOREIGN}/link.css">
<iframe src="{FOREIGN}/frame.html"></iframe>
<object data="{FOREIGN}/object"></object><embed src="{FOREIGN}/embed">
<video src="{FOREIGN}/video.mp4" poster="{FOREIGN}/poster.png" autoplay></video>
<meta http-equiv="refresh" content="0; url={FOREIGN}/away">
<base href="{FOREIGN}/">
<form action="{FOREIGN}/form" method="post"><input name="password" autofocus
  onfocus="window.hurt = 1"><button>Sign in again</button></form>
<p>Last words</p>
"""


def boxes_drawn(page: Page) -> list[Box]:
    """Return where the marks of a page are drawn, as parts of its picture."""
    found = page.evaluate(
        """() => [...document.querySelectorAll("#page-1 svg rect")].map(rect => {
          const box = rect.getBoundingClientRect();
          const sheet = document.querySelector("#page-1 img").getBoundingClientRect();
          return [(box.left - sheet.left) / sheet.width,
                  (box.top - sheet.top) / sheet.height,
                  (box.right - sheet.left) / sheet.width,
                  (box.bottom - sheet.top) / sheet.height];
        })"""
    )
    return [(left, top, right, bottom) for left, top, right, bottom in found]


def boxes_in(pdf: bytes, word: str) -> list[Box]:
    """Return where a word stands on the first page of a file, as parts of the page."""
    with PdfDocument(BytesIO(pdf)) as document:
        page = document[0]
        width, height = page.get_size()
        text = page.get_textpage()
        searcher = text.search(word, match_whole_word=True)
        found = []
        while place := searcher.get_next():
            index, count = place
            letters = [text.get_charbox(index + each) for each in range(count)]
            left, right = letters[0][0] / width, letters[-1][2] / width
            low = min(letter[1] for letter in letters) / height
            high = max(letter[3] for letter in letters) / height
            found.append((left, 1 - high, right, 1 - low))
        return found


def overlap(one: Box, other: Box) -> float:
    """Return which part of the second box lies in the first."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    area = (other[2] - other[0]) * (other[3] - other[1])
    return max(0.0, across) * max(0.0, down) / area


@pytest.mark.parametrize("width", [1360, 390])
def test_the_marks_of_a_search_lie_on_the_words_of_the_page(
    sample_server: Server, eye: Eye, width: int
) -> None:
    eye.open(f"{sample_server.address}/search?q={WORD}+kind:document+project:NORD")
    eye.page.locator("a[data-open]").first.click()
    eye.page.set_viewport_size({"width": width, "height": 900})
    expect(eye.page.locator("#page-1 rect").first).to_be_visible()
    file = eye.page.get_by_role("link", name="Original").get_attribute("href")
    pdf = eye.page.request.get(f"{sample_server.address}{file}").body()

    drawn, standing = boxes_drawn(eye.page), boxes_in(pdf, WORD)

    assert len(standing) > 1
    for word in standing:
        [mark] = [each for each in drawn if overlap(each, word) > 0]
        assert overlap(mark, word) > 0.9
        assert overlap(word, mark) > 0.5


def test_the_picture_of_a_page_is_the_page(sample_server: Server, eye: Eye) -> None:
    eye.open(f"{sample_server.address}/search?q={WORD}+kind:document+project:NORD")
    eye.page.locator("a[data-open]").first.click()
    picture = eye.page.locator("#page-1 img")
    expect(picture).to_be_visible()

    loaded = picture.evaluate("async each => (await each.decode(), each.naturalWidth)")

    shape = "each => each.clientWidth / each.clientHeight"
    natural = "each => each.naturalWidth / each.naturalHeight"
    assert loaded > 600
    assert picture.evaluate(shape) == pytest.approx(picture.evaluate(natural), rel=0.01)


def hostile_mail() -> bytes:
    """Return a mail whose body tries everything."""
    message = EmailMessage()
    message["From"] = "Stranger <stranger@trap.example>"
    message["To"] = "Maria <maria@lumen.example>"
    message["Subject"] = "A kind letter"
    message["Message-ID"] = "<trap@trap.example>"
    message["Date"] = "Mon, 02 Jun 2025 09:00:00 +0300"
    message.set_content(TRAPS, subtype="html")
    return message.as_bytes()


@pytest.fixture(scope="module")
def hostile(sample_server: Server, session_eye: Eye) -> str:
    """The address of the hostile mail, taken in and read."""
    page = session_eye.page
    mail = FilePayload(
        name="kind.eml", mimeType="message/rfc822", buffer=hostile_mail()
    )
    page.goto(f"{sample_server.address}/upload")
    page.get_by_label("Choose files").set_input_files(mail)
    page.get_by_role("button", name="Take in").click()
    page.wait_for_url("**/receipts/rc_*")
    expect(page.locator("main .chip", has_text="Done")).to_be_visible(timeout=20_000)
    page.get_by_role("link", name="kind.eml").click()
    page.wait_for_url("**/documents/**")
    return page.url.partition("?")[0]


@pytest.fixture
def reached(eye: Eye) -> Iterator[list[str]]:
    """What was asked of the server of a stranger; it gets no answer."""
    asked: list[str] = []

    def note(route: Route) -> None:
        asked.append(route.request.url)
        route.abort()

    eye.page.route(f"{FOREIGN}/**", note)
    yield asked
    eye.page.unroute(f"{FOREIGN}/**")


def test_the_traps_of_the_hostile_mail_do_spring(eye: Eye, reached: list[str]) -> None:
    """Without our care they would; or the tests below show nothing."""
    eye.page.set_content(TRAPS.replace("<meta", "<nometa"), wait_until="load")

    assert eye.page.evaluate("window.hurt") == 1
    assert len(reached) > 5


def test_a_hostile_mail_runs_nothing_and_loads_nothing(
    eye: Eye, hostile: str, reached: list[str]
) -> None:
    eye.open(f"{hostile}?view=mail")
    frame = eye.page.frame_locator("iframe")

    expect(frame.get_by_text("Kind words")).to_be_visible()
    expect(frame.get_by_text("Last words")).to_be_visible()
    expect(frame.locator("script, iframe, object, embed, form, input")).to_have_count(0)
    frame.get_by_text("Kind words").click()
    eye.page.wait_for_load_state("networkidle")

    assert does_nothing(eye)
    assert reached == []
    assert eye.complaints == []
    assert eye.barriers_here() == []


def test_a_hostile_mail_opened_alone_does_nothing_either(
    eye: Eye, hostile: str, reached: list[str]
) -> None:
    eye.open(f"{hostile}/safe")

    expect(eye.page.get_by_text("Last words")).to_be_visible()
    eye.page.get_by_text("Kind words").click()
    eye.page.wait_for_load_state("networkidle")

    assert eye.page.evaluate("window.hurt") is None
    assert eye.page.url == f"{hostile}/safe"
    assert reached == []


def test_the_frame_of_a_mail_holds_even_what_was_not_cleaned(
    eye: Eye, hostile: str, reached: list[str]
) -> None:
    """The sandbox and the policy hold by themselves, whatever the cleaning lets by."""
    answer = eye.page.request.get(f"{hostile}/safe")
    dirty = f"<!doctype html><body>{TRAPS}"
    eye.page.route(
        "**/safe", lambda route: route.fulfill(body=dirty, headers=answer.headers)
    )

    eye.open(f"{hostile}?view=mail")
    expect(eye.page.frame_locator("iframe").get_by_text("Last words")).to_be_visible()
    eye.page.wait_for_load_state("networkidle")
    eye.page.unroute("**/safe")

    assert does_nothing(eye)
    assert reached == []
    assert len(eye.complaints) > len(TRAPS.splitlines()) / 2


def does_nothing(eye: Eye) -> bool:
    """Tell whether the page around a mail is as if the mail were not there."""
    unhurt = eye.page.evaluate("window.hurt") is None
    return unhurt and eye.page.title().startswith("A kind letter")
