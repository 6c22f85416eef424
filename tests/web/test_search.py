"""The page of results: the words stay in the address, foreign text stays text."""

import re
from urllib.parse import quote

from ledger.opened import Ledger
from ledger.services import indexing
from ledger.web import marking
from tests.web.browser import Browser
from tests.web.browser import mail
from tests.web.browser import take_in

OLGA = "Ольга Иванова <olga@nord.example>"
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


def test_before_anything_is_asked_for_the_page_says_what_can_be_typed(
    client: Browser,
) -> None:
    assert "What can be typed" in client.read("/search")


def test_a_hit_shows_its_words_marked_and_carries_them_to_the_document(
    full: Browser,
) -> None:
    page = full.read("/search?q=логотип больше")

    assert "<mark>логотип</mark>" in page
    assert "Ольга Иванова" in page
    assert re.search(r'href="/documents/d_\w+\?q=' + quote("логотип"), page)


def test_a_hit_in_a_file_with_pages_opens_at_its_page(full: Browser) -> None:
    page = full.read("/search?q=runde&kind=document")

    assert re.search(r"/documents/d_\w+\?q=runde&amp;page=\d+#page-\d+", page)


def test_htmx_gets_the_findings_alone_and_a_browser_going_back_the_page(
    full: Browser,
) -> None:
    block = full.read("/search?q=logo", headers=HTMX)
    whole = full.read("/search?q=logo", headers={**HTMX, "HX-Request-Type": "full"})

    assert block.strip().startswith('<div class="stack" id="findings"')
    assert "<html" not in block
    assert "<html" in whole


def test_a_facet_narrows_and_the_same_link_widens_again(full: Browser) -> None:
    page = full.read("/search?q=logo")
    narrowed = full.read("/search?q=logo&kind=mail")

    assert 'href="/search?q=logo&amp;kind=mail"' in page
    assert re.search(r'class="facet" href="/search\?q=logo" aria-current', narrowed)
    assert 'type="hidden" form="search-form" name="kind" value="mail"' in narrowed


def test_a_month_is_written_into_the_words(full: Browser) -> None:
    page = full.read("/search?q=logo")
    [month, *_rest] = re.findall(r"q=logo\+on:2025-\d\d", page)

    narrowed = full.read(f"/search?{month}")

    assert "result" in narrowed
    assert 'href="/search?q=logo" aria-label="2025-' in narrowed


def test_an_author_of_the_facet_finds_what_he_wrote(full: Browser) -> None:
    page = full.read("/search?q=logo&kind=mail")
    [author, *_rest] = re.findall(r"/search\?(q=logo\+from[^\"]+)", page)

    found = full.read("/search?" + author.replace("&amp;", "&"))

    assert not re.search(r"<h1>0 results", found)


def test_what_was_not_understood_is_said(client: Browser) -> None:
    page = client.read('/search?q=foo:bar "open')

    assert "There is no field “foo:”" in page
    assert "The quotation mark after “open” is missing" in page


def test_without_a_hit_the_page_offers_to_look_everywhere(full: Browser) -> None:
    page = full.read("/search?q=zzyzx&project=NORD")

    assert "Nothing was found" in page
    assert 'href="/search?q=zzyzx"' in page


def test_an_index_that_is_behind_says_so_and_looks_again(
    full_ledger: Ledger, full: Browser
) -> None:
    indexing.begin_anew(full_ledger)

    page = full.read("/search?q=logo")

    assert "are not in the search yet" in page
    assert 'hx-trigger="every 2s"' in page


def test_foreign_text_is_never_markup(ledger: Ledger, client: Browser) -> None:
    body = "The <script>alert(1)</script> logo & <img src=x onerror=alert(2)>"
    take_in(ledger, {"a.eml": mail(OLGA, "<b onclick=x>logo</b>", body)})

    page = client.read("/search?q=logo <script>alert(3)</script>".replace(" ", "+"))
    found = client.read("/search?q=logo")

    assert "<script>alert" not in page + found
    assert "<img src=x" not in found
    assert "<b onclick" not in found
    assert "&lt;script&gt;alert(1)" in found


def test_pages_of_results_keep_what_was_asked(ledger: Ledger, client: Browser) -> None:
    files = {f"{n}.eml": mail(OLGA, f"Logo {n}", f"logo {n}") for n in range(25)}
    take_in(ledger, files)

    first = client.read("/search?q=logo&sort=oldest")

    assert 'href="/search?q=logo&amp;sort=oldest&amp;page=2"' in first
    assert first.count('class="res"') == 20
    assert client.read("/search?q=logo&page=2").count('class="res"') == 5


def test_a_page_that_is_none_is_the_first_or_empty(full: Browser) -> None:
    assert full.get("/search?q=logo&page=-3").status_code == 200
    assert full.get("/search?q=logo&page=x").status_code == 200
    assert full.get("/search?q=logo&page=99999999999").status_code == 200


def test_an_unknown_project_is_not_found(full: Browser) -> None:
    assert full.get("/search?q=logo&project=NONE").status_code == 404


def test_a_kind_or_language_that_is_unknown_finds_nothing_and_is_shown_as_it_is(
    full: Browser,
) -> None:
    page = full.read("/search?q=logo&kind=zzz<b>&language=qq")

    assert "Kind: zzz&lt;b&gt;" in page
    assert "Language: qq" in page
    assert "Nothing was found" in page


def test_a_stranger_is_sent_to_sign_in_and_back(stranger: Browser) -> None:
    answer = stranger.get("/search?q=logo")

    assert answer.status_code == 302
    assert answer.location == "/sign-in?next=/search?q%3Dlogo"


def test_pieces_together_are_the_text() -> None:
    text = "abc def ghi"

    found = marking.pieces(text, [(0, 3), (8, 11)], cited=(2, 9))

    assert "".join(piece.text for piece in found) == text
    assert [(p.text, p.marked, p.cited, p.anchor) for p in found] == [
        ("ab", True, False, False),
        ("c", True, True, True),
        (" def ", False, True, False),
        ("g", True, True, False),
        ("hi", True, False, False),
    ]
