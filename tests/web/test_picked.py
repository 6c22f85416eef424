"""What was ticked among hits: cited, filed, or made a round of."""

import html
import re
from urllib.parse import quote

from ledger.opened import Ledger
from ledger.services import filing
from tests.web.browser import Browser
from tests.web.browser import words

HERE = "/search?q=logo&kind=mail"


def picks(page: str) -> list[str]:
    """Return what the tick boxes of a page stand for."""
    return re.findall(
        r'class="pick" type="checkbox" name="document" value="([^"]+)"', page
    )


def test_every_hit_can_be_ticked_and_cited_without_scripts(full: Browser) -> None:
    chosen = picks(full.read(HERE))[:2]

    answer = full.submit("/search/picked", document=chosen, act="cite", next=HERE)

    assert answer.status_code == 200
    for each in chosen:
        assert each in words(answer.text)
    assert words(answer.text).count("SHA-256") == 2
    assert f'href="{html.escape(HERE)}"' in answer.text


def test_a_citation_says_who_when_what_and_by_what_to_check_it(full: Browser) -> None:
    page = full.read("/search?q=runde&kind=document")

    [citation, *_rest] = re.findall(r'data-copy="([^"]+)"', page)

    assert re.fullmatch(
        r"(.+ <.+>, )?\d+ \w+ \d{4}, \d\d:\d\d \(UTC[+-]\d\d:\d\d\), "
        r"“.+”, page \d+, d_\w+, SHA-256 [0-9a-f]{64}",
        re.sub(r"no date, taken in ", "", html.unescape(citation)),
    )
    assert f'<p class="sm" dir="auto">{citation}</p>' in page


def test_the_page_of_a_document_has_the_same_citation(full: Browser) -> None:
    page = full.read(HERE)
    [first, *_rest] = picks(page)
    [citation, *_others] = re.findall(r'data-copy="([^"]+)"', page)

    document = full.read(f"/documents/{first}")

    assert document.count(citation) == 2, "to be copied, and to be seen"


def test_what_is_ticked_goes_to_a_project_and_back(
    full_ledger: Ledger, full: Browser
) -> None:
    chosen = picks(full.read("/search?project=/&kind=mail"))

    answer = full.submit(
        "/search/picked", document=chosen, act="file", project="NORD", next=HERE
    )
    page = full.read(answer.location)

    assert answer.location == HERE
    assert f"{len(chosen)} documents filed to" in page
    assert picks(full.read("/search?project=/&kind=mail")) == []
    undo = re.search(r'action="(/search/picked/undo[^"]+)"', page)
    assert undo
    back = full.submit(html.unescape(undo[1]))
    assert back.location == HERE
    assert picks(full.read("/search?project=/&kind=mail")) == chosen
    assert filing.tray_size(full_ledger) >= len(chosen)


def test_a_round_is_begun_with_what_is_ticked(full: Browser) -> None:
    chosen = picks(full.read(HERE))[:2]

    answer = full.submit(
        "/search/picked", document=chosen, act="round", project="NORD", next=HERE
    )

    assert answer.location.startswith("/projects/NORD/rounds/new?document=d_")
    assert all(quote(each) in answer.location for each in chosen)


def test_without_a_tick_or_a_project_nothing_is_done(full: Browser) -> None:
    [first, *_rest] = picks(full.read(HERE))

    nothing = full.submit("/search/picked", act="cite", next=HERE)
    assert "Tick what it is about." in full.read(nothing.location)
    for act in ("file", "round"):
        answer = full.submit("/search/picked", document=first, act=act, next=HERE)
        assert answer.location == HERE
        assert "Choose the project." in full.read(HERE)


def test_the_way_back_leads_nowhere_else(full: Browser) -> None:
    answer = full.submit("/search/picked", act="cite", next="//evil.example/")

    assert answer.location == "/"
