"""Pages of a document on paper: each on a sheet, its marks where the words are."""

import pytest
from pypdfium2 import PdfDocument  # type: ignore[import-untyped]

from tests.browser.conftest import Server
from tests.browser.looking import Eye
from tests.browser.test_pages import follow

pytestmark = pytest.mark.xdist_group("browser")

_LOAD = """() => Promise.all([...document.querySelectorAll(".sheet img")].map(each => {
  each.loading = "eager";
  return each.decode();
}))"""
_PLACES = """() => [...document.querySelectorAll(".sheet")].map(sheet => {
  const box = each => each.getBoundingClientRect();
  const picture = box(sheet.querySelector("img"));
  const off = [...sheet.querySelectorAll("svg")].map(box).map(each => Math.max(
    Math.abs(each.top - picture.top), Math.abs(each.bottom - picture.bottom),
    Math.abs(each.left - picture.left), Math.abs(each.right - picture.right),
  ));
  return [Math.max(0, ...off), picture.height, picture.width / picture.height];
})"""
"""How far the marks lie off their picture; how high that is, and its shape."""


@pytest.mark.parametrize("size", [(794, 1123), (816, 1056), (1056, 816), (500, 600)])
def test_a_page_fits_on_any_sheet_and_its_marks_stay_on_it(
    sample_server: Server, eye: Eye, size: tuple[int, int]
) -> None:
    follow(eye, sample_server, "/search?q=revizie+kind:document", "a[data-open]")
    eye.page.evaluate(_LOAD)
    shape = eye.page.evaluate(_PLACES)[0][2]
    eye.page.set_viewport_size({"width": size[0], "height": size[1]})

    eye.page.emulate_media(media="print")

    places = eye.page.evaluate(_PLACES)
    assert eye.page.locator(".sheet svg rect").count() > 0
    assert max(off for off, _height, _shape in places) < 1.5
    assert max(height for _off, height, _shape in places) < size[1]
    assert places[0][2] == pytest.approx(shape, rel=0.01)


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("margin", ["0", "1cm"])
def test_no_sheet_is_empty(
    sample_server: Server, eye: Eye, paper: str, margin: str
) -> None:
    follow(eye, sample_server, "/search?q=revizie+kind:document", "a[data-open]")
    number = eye.page.locator(".sheet").count()
    eye.page.evaluate(_LOAD)
    eye.page.emulate_media(media="print")

    made = eye.page.pdf(
        format=paper,
        margin={"top": margin, "bottom": margin, "left": margin, "right": margin},
    )

    sheets = [each.get_textpage().get_text_bounded() for each in PdfDocument(made)]
    assert len(sheets) > number
    assert all(each.strip() for each in sheets)
    assert f"Page {number} of {number}" in sheets[-1]


def test_addresses_of_the_ledger_do_not_stand_between_words(
    sample_server: Server, eye: Eye
) -> None:
    eye.open(f"{sample_server.address}/projects/NORD/rounds")

    eye.page.emulate_media(media="print")

    written = eye.page.evaluate(
        """() => [...document.querySelectorAll("main a")]
          .map(each => getComputedStyle(each, "::after").content)
          .filter(each => each.includes("/"))"""
    )
    assert written == []


def test_a_digest_is_whole_on_paper(sample_server: Server, eye: Eye) -> None:
    follow(eye, sample_server, "/search?q=revizie+kind:document", "a[data-open]")
    digest = eye.page.locator("button[data-copy^='sha256:']").first
    whole = digest.get_attribute("data-copy")
    assert whole
    eye.page.emulate_media(media="print")

    made = PdfDocument(eye.page.pdf(format="A4"))

    said = "".join(page.get_textpage().get_text_range() for page in made)
    assert whole.removeprefix("sha256:") in "".join(said.split())


def test_a_wide_table_is_whole_on_paper(sample_server: Server, eye: Eye) -> None:
    follow(eye, sample_server, "/search?q=revizie+kind:document", "a[data-open]")
    eye.page.evaluate("""() => {
      const cell = "<td><span class=words>Onelongwordinitscell</span></td>";
      document.querySelector(".viewer").outerHTML = `<div class="table-wrap">
        <table class="grid"><tr>${cell.repeat(20)}</tr></table></div>`;
    }""")
    eye.page.emulate_media(media="print")
    eye.page.set_viewport_size({"width": 794, "height": 1123})

    assert (
        eye.page.evaluate("""() => {
      const table = document.querySelector(".table-wrap table");
      return table.getBoundingClientRect().right - innerWidth;
    }""")
        <= 0
    )
