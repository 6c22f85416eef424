"""The page of results: the words stay in the address, foreign text stays text."""

import html
import re
from urllib.parse import quote

import pytest

from ledger.opened import Ledger
from ledger.services import indexing
from ledger.services import projects
from ledger.services.projects import NewPerson
from ledger.web import marking
from tests.web.browser import ACTOR
from tests.web.browser import Browser
from tests.web.browser import mail
from tests.web.browser import take_in
from tests.web.browser import words

OLGA = "Ольга Иванова <olga@nord.example>"
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


def total(page: str) -> int:
    """Return how much a page says was found."""
    found = re.search(r"<h1>(\d+) (?:result|document)", page)
    assert found
    return int(found[1])


def facet(page: str, address: str) -> dict[str, int]:
    """Return the counts of the facet whose links have something in their address."""
    found = re.findall(
        rf'<a class="facet tickable" href="[^"]*(?:{address})[^"]*"[^>]*>'
        r" <span[^>]*>(.*?)</span> <span class=\"n num\">(\d+)",
        page,
    )
    return {html.unescape(name): int(count) for name, count in found}


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


def test_a_hit_opens_at_the_words_that_are_shown_of_it(full: Browser) -> None:
    page = full.read("/search?q=runde&kind=document")

    assert re.search(
        r"/documents/d_\w+\?q=runde&amp;narrow=kind%3Ddocument&amp;hit=1"
        r"&amp;place=(\d+)#h-\1",
        page,
    )


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
    assert re.search(r"tickable\" href=\"/search\?q=logo\" aria-current", narrowed)
    assert 'type="hidden" form="search-form" name="kind" value="mail"' in narrowed


def test_a_month_narrows_and_is_called_by_its_name(full: Browser) -> None:
    page = full.read("/search?q=logo")

    narrowed = full.read("/search?q=logo&month=2025-03")

    assert 'href="/search?q=logo&amp;month=2025-03" aria-label="Mar 2025: ' in page
    assert "When: Mar 2025" in narrowed


def test_several_values_of_a_facet_widen_what_one_narrows(full: Browser) -> None:
    one = total(full.read("/search?q=logo&kind=mail"))
    other = total(full.read("/search?q=logo&kind=image"))

    both = full.read("/search?q=logo&kind=mail&kind=image")

    assert total(both) == one + other
    assert both.count("chip on") >= 2
    assert "Remove all" in both


def test_every_count_of_a_facet_is_what_its_link_finds(full: Browser) -> None:
    page = full.read("/search?q=логотип&kind=mail&month=2025-03")
    links = re.findall(
        r'<a class="facet tickable" href="([^"]+)"> .*?<span class="n num">(\d+)', page
    )

    assert len(links) > 8
    for address, count in links:
        found = total(full.read(html.unescape(address)))
        chosen = re.search(r"kind=(?!mail)|month=(?!2025-03)", address)
        assert found >= int(count) if chosen else found == int(count), address


def test_an_author_with_two_addresses_is_one_person_of_the_facet(
    ledger: Ledger, client: Browser
) -> None:
    new = NewPerson(
        name="Olga Ivanova",
        side="client",
        client="Nord",
        addresses=["olga@nord.example", "olga@home.example"],
    )
    person = projects.add_person(ledger, ACTOR, new)
    take_in(
        ledger,
        {
            "a.eml": mail("Olga <olga@nord.example>", "One", "logo"),
            "b.eml": mail("O. Ivanova <OLGA@HOME.example>", "Two", "logo"),
            "c.eml": mail("Bo <bo@else.example>", "Three", "logo"),
            "d.eml": mail("Bo B. <bo@else.example>", "Four", "logo"),
        },
    )

    page = client.read("/search?q=logo")
    found = client.read(f"/search?q=logo&author={person.id}")
    by_address = client.read("/search?q=logo&author=olga@home.example")

    assert facet(page, "author=") == {"Olga Ivanova": 2, "Bo B.": 2}
    assert total(found) == total(by_address) == 2
    assert "Sent by: Olga Ivanova" in found
    assert "Sent by: Olga Ivanova" in by_address


def test_two_people_of_one_name_are_told_apart(ledger: Ledger, client: Browser) -> None:
    take_in(
        ledger,
        {
            "a.eml": mail("Bo <bo@one.example>", "One", "logo"),
            "b.eml": mail("Bo <bo@two.example>", "Two", "logo"),
        },
    )

    page = client.read("/search?q=logo")

    assert facet(page, "author=") == {
        "Bo (bo@one.example)": 1,
        "Bo (bo@two.example)": 1,
    }


def test_what_has_no_project_is_a_value_of_its_own(full: Browser) -> None:
    page = full.read("/search?project=/")

    assert "Project: Without a project" in page
    assert total(page) == facet(page, "q=|/search")["Without a project"] > 0


def test_a_long_time_is_shown_by_its_years(ledger: Ledger, client: Browser) -> None:
    days = ("2 Jan 2015", "3 Mar 2019", "4 Mar 2019", "5 May 2021")
    files = {
        f"{n}.eml": mail(OLGA, f"Logo {n}", "logo", day) for n, day in enumerate(days)
    }
    take_in(ledger, files)

    page = client.read("/search?q=logo")
    year = client.read("/search?q=logo&month=2019")
    month = client.read("/search?q=logo&month=2019-03")

    assert 'aria-label="2019: 2"' in page
    assert total(year) == total(month) == 2
    assert 'href="/search?q=logo&amp;month=2019-03"' in year
    assert "When: Mar 2019" in month


def test_what_was_not_understood_is_said(client: Browser) -> None:
    page = client.read('/search?q=foo:bar "open')

    assert "There is no field “foo:”" in page
    assert "The quotation mark after “open” is missing" in page


def test_without_a_hit_the_page_says_where_there_are_some(full: Browser) -> None:
    page = full.read("/search?q=cookies&project=KLAS&kind=mail")

    assert total(page) == 0
    [title] = re.findall(r"Project: (.*?)<", page)
    assert f"Nothing in {title}" in page
    found = re.search(r"(\d+) in other projects.*?href=\"([^\"]+)\"", page)
    assert found
    assert total(full.read(html.unescape(found[2]))) == int(found[1]) > 0


def test_where_the_words_are_elsewhere_no_other_words_are_offered_for_there(
    full: Browser,
) -> None:
    page = full.read("/search?q=логотип&project=NORD&kind=image")

    assert "of other kinds" in page
    assert "Words that begin so" not in page


def test_a_mistyped_word_is_mended_by_one_that_is_there(full: Browser) -> None:
    page = full.read("/search?q=логтип больше")

    assert "Did you mean “логотип больше”?" in page
    assert 'href="/search?q=' + quote("логотип") + "+" + quote("больше") in page


def test_a_mistyped_word_is_mended_with_its_operators_and_filters(
    full: Browser,
) -> None:
    page = full.read('/search?q=from:olga логтип -"x y"&kind=mail')

    assert "Did you mean “from:olga логотип -&#34;x y&#34;”?" in page
    assert re.search(r'class="btn p" href="[^"]+kind=mail"', page)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ('"логтип больше"', "“&#34;логотип больше&#34;”"),
        ('"больше логтип"~9', "“&#34;больше логотип&#34;~9”"),
        ("from:ogla логотип", "“from:olga логотип”"),
        ("to:(mraia OR zzyzx)", "“to:(maria OR zzyzx)”"),
    ],
)
def test_a_mistyped_word_is_mended_in_quotation_marks_and_in_names(
    ledger: Ledger, client: Browser, typed: str, meant: str
) -> None:
    take_in(ledger, {"a.eml": mail(OLGA, "One", "Нужен логотип больше")})

    assert f"Did you mean {meant}?" in client.read(f"/search?q={quote(typed)}")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("макет или баннер", "макет ИЛИ баннер"),
        ("макет sau баннер", "макет SAU баннер"),
        ("макет/баннер", "макет OR баннер"),
    ],
)
def test_a_small_or_and_a_slash_are_offered_in_capitals(
    ledger: Ledger, client: Browser, typed: str, meant: str
) -> None:
    take_in(ledger, {"a.eml": mail(OLGA, "One", "Нужен баннер")})

    assert f"Did you mean “{meant}”?" in client.read(f"/search?q={quote(typed)}")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("«новый баннер»", "новый баннер"),
        ("«баннер нового»~3 from:olga", "баннер нового from:olga"),
    ],
)
def test_forms_of_what_stands_in_quotation_marks_are_offered_without_them(
    ledger: Ledger, client: Browser, typed: str, meant: str
) -> None:
    take_in(ledger, {"a.eml": mail(OLGA, "One", "Мы ждём новых баннеров")})

    assert f"Did you mean “{meant}”?" in client.read(f"/search?q={quote(typed)}")


def test_a_word_that_was_just_begun_is_offered_as_a_beginning(full: Browser) -> None:
    page = full.read("/search?q=догов")

    assert "Words that begin so: “догов*”" in page


def test_words_that_never_meet_are_offered_one_by_one(full: Browser) -> None:
    page = full.read("/search?q=logo zzyzx")

    assert "One of the words: “logo OR zzyzx”" in page


@pytest.mark.parametrize(
    ("pasted", "said"),
    [
        (
            "Да, я сама просила логотип побольше, но я не разбираюсь, а вы мастера!",
            "Я просила логотип побольше, вы мастера.",
        ),
        (
            "I know I asked for the video, but you're the experts, the site is slow!",
            "We asked for a video. You're experts; our site is so slow, I know.",
        ),
        ("a logo (bigger), please: at shop/site", "A logo, bigger, please"),
    ],
)
def test_of_a_pasted_sentence_what_has_most_of_its_words_is_shown_at_once(
    ledger: Ledger, client: Browser, pasted: str, said: str
) -> None:
    files = {"a.eml": mail(OLGA, "One", said), "b.eml": mail(OLGA, "Two", "the site")}
    take_in(ledger, files)

    page = client.read(f"/search?q={quote(pasted)}")

    assert total(page) == 0
    assert "No document has all of these words; these have most of them." in page
    assert page.count('class="res pickable"') == 1
    assert "<mark>" in page
    assert "One of the words" not in page


def test_a_sentence_of_which_nothing_has_most_offers_single_words_whatever_its_signs(
    ledger: Ledger, client: Browser
) -> None:
    take_in(ledger, {"a.eml": mail(OLGA, "One", "the logo")})

    page = client.read(f"/search?q={quote('Bigger logo, please, you’re great!')}")

    assert "these have most of them" not in page
    assert re.search("One of the words: “[^”]*Bigger OR logo OR please", page)


def test_in_an_empty_ledger_the_page_says_so_and_offers_to_add(
    client: Browser,
) -> None:
    page = client.read("/search?q=logo")

    assert "Nothing is in this ledger yet" in page
    assert "Other words may have been used" not in page
    assert re.search('<a class="btn p" href="/[^"]+">.*?Add mail or files', page)


@pytest.mark.parametrize("field", ["by", "from", "to", "with"])
def test_a_name_that_nobody_has_is_said_to_be_unknown(
    ledger: Ledger, client: Browser, field: str
) -> None:
    take_in(ledger, {"a.eml": mail(OLGA, "One", "logo")})

    unknown = client.read(f"/search?q={field}:ines logo")
    known = client.read(f"/search?q={field}:olga nowhere")

    assert "Nobody is known by the name “ines”." in unknown
    assert "Nobody is known" not in known


def test_words_that_stand_only_in_a_quote_never_stand_under_the_name_of_the_sender(
    ledger: Ledger, client: Browser
) -> None:
    reply = "Yes.\n\nOn 1 Jun 2025 Max <max@studio.example> wrote:\n> A green logo?"
    take_in(ledger, {"a.eml": mail("Olga <olga@nord.example>", "Re: One", reply)})

    quoted = words(client.read("/search?q=green"))
    own = words(client.read("/search?q=yes"))

    assert "Quoted in a mail of Olga" in quoted
    assert "Quoted in" not in own
    assert "Sent by" in quoted


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
    assert first.count('class="res pickable"') == 20
    assert client.read("/search?q=logo&page=2").count('class="res pickable"') == 5


def test_a_page_that_is_none_is_the_first_or_leads_to_the_last(full: Browser) -> None:
    assert full.get("/search?q=logo&page=-3").status_code == 200
    assert full.get("/search?q=logo&page=x").status_code == 200
    beyond = full.get("/search?q=logo&page=99999999999")
    assert beyond.status_code == 303
    assert full.get(beyond.location).status_code == 200


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


def test_a_hit_without_the_word_as_it_was_typed_says_what_it_has(full: Browser) -> None:
    page = full.read("/search?q=logotip")

    assert "also matches:" in page
    assert "“logotip” in other letters" in page
    assert "also matches:" not in full.read('/search?q="logo"')
