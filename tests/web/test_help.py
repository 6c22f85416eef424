"""The handbook is shown in the application, and what it promises is there."""

import re
from contextlib import closing

import pytest

from ledger.web import handbook
from ledger.web.handbook import Chapter
from tests.web.browser import Browser

NAMES = [chapter.name for chapter in handbook.chapters()]


@pytest.fixture(params=handbook.chapters(), ids=NAMES)
def chapter(request: pytest.FixtureRequest) -> Chapter:
    """Each page of the handbook."""
    found = request.param
    assert isinstance(found, Chapter)
    return found


def test_the_handbook_lists_its_pages_in_order(client: Browser) -> None:
    page = client.get("/help").text.partition("<main")[2]

    places = [page.index(f'href="/help/{name}"') for name in NAMES]
    assert places == sorted(places)
    assert NAMES[0] == "start"
    assert NAMES[-1] == "reference"


def test_each_page_has_a_title_and_says_what_it_is_for(
    client: Browser, chapter: Chapter
) -> None:
    page = client.get(f"/help/{chapter.name}").text

    assert f"<h1>{chapter.title}</h1>" in page
    assert chapter.summary.endswith(".")
    assert len(chapter.summary) < 200


def test_each_page_is_short(chapter: Chapter) -> None:
    words = len(chapter.text.split())

    assert words < 600 or chapter.name == "reference"


def test_every_link_inside_the_handbook_leads_somewhere(
    client: Browser, chapter: Chapter
) -> None:
    page = client.get(f"/help/{chapter.name}").text

    for address, mark in re.findall(r'href="(/help/[a-z-]+)(?:#([^"]*))?"', page):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert not mark or f'id="{mark}"' in answer.text, (address, mark)
    for picture in re.findall(r'src="(/help/pictures/[^"]+)"', page):
        with closing(client.get(picture)) as answer:
            assert answer.status_code == 200, picture


def test_no_file_is_linked_to_that_the_application_does_not_show(
    client: Browser, chapter: Chapter
) -> None:
    page = client.get(f"/help/{chapter.name}").text

    assert not re.search(r'href="[^"]*\.md', page)


def test_an_error_code_can_be_linked_to(client: Browser) -> None:
    page = client.get("/help/reference").text

    assert '<td id="disk-full"><code>disk-full</code></td>' in page
    assert '<td id="round.opened"><code>round.opened</code></td>' in page


def test_a_page_that_is_not_there_is_not_found(client: Browser) -> None:
    assert client.get("/help/nothing").status_code == 404
    assert client.get("/help/pictures/../01-start.md").status_code == 404


def test_html_in_a_page_would_be_shown_and_not_obeyed() -> None:
    told = Chapter("x", "X", "", "# X\n\nA <script>alert(1)</script> sign.\n")

    assert "<script>" not in handbook.html(told, "/help/", "/pictures/")


def test_every_picture_is_named_by_a_page() -> None:
    named = {
        name
        for chapter in handbook.chapters()
        for name in re.findall(r"\]\(pictures/([^)]+)\)", chapter.text)
    }

    assert named == {path.name for path in handbook.PICTURES.glob("*")}
