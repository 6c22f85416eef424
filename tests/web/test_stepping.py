"""From one result to the next, and from place to place, without going back."""

import html
import re

import pytest

from ledger.domain.document import Document
from ledger.opened import Ledger
from tests.formats.made import docx
from tests.formats.made import para
from tests.web.browser import Browser
from tests.web.browser import mail
from tests.web.browser import take_in

OLGA = "Olga <olga@nord.example>"


@pytest.fixture
def letters(ledger: Ledger) -> dict[str, Document]:
    """Three mails about a fountain, and one about something else."""
    words = {name: f"The fountain, part {name}." for name in "abc"}
    mails = {f"{n}.eml": mail(OLGA, f"Part {n}", text) for n, text in words.items()}
    return take_in(ledger, {**mails, "d.eml": mail(OLGA, "Else", "A marble stair.")})


def links(page: str) -> dict[str, str]:
    """Return the links of a page to other results, by where they lead."""
    found = re.findall(r'data-step="(\w+)" href="([^"]+)"', page)
    return {name: html.unescape(address) for name, address in found}


def hits(page: str) -> list[str]:
    return [html.unescape(each) for each in re.findall(r'"(/doc[^"]+#h-\d+)"', page)]


@pytest.mark.usefixtures("letters")
def test_one_goes_from_a_result_to_the_next_and_back_to_the_list(
    client: Browser,
) -> None:
    listed = hits(client.read("/search?q=fountain&sort=oldest"))

    second = client.read(listed[1])
    third = client.read(links(second)["next"])

    assert "2 of 3" in second
    assert "3 of 3" in third
    assert links(third) == {"previous": listed[1]}
    assert links(second)["previous"] == listed[0]
    back = '/search?q=fountain&amp;sort=oldest#hit-2"'
    assert f'<a class="back" href="{back}' in second


@pytest.mark.usefixtures("letters")
def test_what_a_search_was_narrowed_to_stays_while_one_steps(client: Browser) -> None:
    [only] = hits(client.read("/search?q=marble&kind=mail"))

    page = client.read(only)

    assert "1 of 1" in page
    assert links(page) == {}
    assert 'href="/search?q=marble&amp;kind=mail#hit-1"' in page


def test_a_document_that_is_no_result_any_more_leads_back_without_a_number(
    client: Browser, letters: dict[str, Document]
) -> None:
    key = letters["d.eml"].id

    page = client.read(f"/documents/{key}?q=fountain&hit=2")

    assert "2 of 3" not in page
    assert "Back to 3 results for “fountain”" in page


@pytest.mark.parametrize("hit", ["0", "-4", "x", "99999999999"])
def test_a_number_that_makes_no_sense_still_leads_back(
    client: Browser, letters: dict[str, Document], hit: str
) -> None:
    page = client.read(f"/documents/{letters['a.eml'].id}?q=fountain&hit={hit}")

    assert 'class="back" href="/search?q=fountain"' in page


def test_words_behind_the_first_part_of_a_long_text_are_where_it_opens(
    ledger: Ledger, client: Browser
) -> None:
    filler = "Nothing is said in this sentence at all. " * 25
    body = "".join(para(filler) for _ in range(250)) + para("The fountain is last.")
    found = take_in(ledger, {"long.docx": docx(body)})["long.docx"]

    answer = client.get(f"/documents/{found.id}?q=fountain")
    page = client.read(answer.location)

    name = answer.location.rpartition("#")[2]
    assert f'<mark id="{name}">fountain</mark>' in page
    assert "is found in 1 place" in page


def test_each_place_is_linked_with_the_words_around_it(
    ledger: Ledger, client: Browser
) -> None:
    text = "A fountain of marble.\n\nNo other fountain, please."
    found = take_in(ledger, {"a.eml": mail(OLGA, "Two", text)})["a.eml"]

    page = client.read(f"/documents/{found.id}?q=fountain")

    starts = re.findall(r'<mark id="h-(\d+)">', page)
    assert len(starts) == 2
    for start in starts:
        assert f'?q=fountain&amp;place={start}#h-{start}" dir="auto">' in page
    assert "No other <mark>fountain</mark>, please." in page


@pytest.fixture
def book(ledger: Ledger) -> Document:
    """A text of more than two million letters with a fountain behind each of them."""
    filler = "Nothing is said in this sentence at all. " * 25_000
    text = f"{filler}The fountain is here. {filler}The last fountain is there."
    return take_in(ledger, {"book.txt": text.encode()})["book.txt"]


def test_words_behind_the_first_million_of_letters_are_found_and_marked(
    client: Browser, book: Document
) -> None:
    answer = client.get(f"/documents/{book.id}?q=fountain")
    page = client.read(answer.location)

    assert answer.location.endswith("&place=1025004#h-1025004")
    assert '<mark id="h-1025004">fountain</mark>' in page
    assert "is found in 1 place from letter 10000" in page


def test_one_goes_from_a_million_of_letters_to_the_places_of_the_next_and_back(
    client: Browser, book: Document
) -> None:
    page = client.read(f"/documents/{book.id}?q=fountain&place=1025004")
    [later] = re.findall(r'data-place-part="next" href="([^"]+)"', page)
    second = client.get(html.unescape(later))
    page = client.read(second.location)
    [earlier] = re.findall(r'data-place-part="previous" href="([^"]+)"', page)
    first = client.get(html.unescape(earlier))

    assert second.location.endswith("?q=fountain&place=2050031#h-2050031")
    assert '<mark id="h-2050031">fountain</mark>' in page
    assert first.location.endswith("?q=fountain&place=1025004#h-1025004")


def test_words_that_a_long_text_does_not_hold_are_not_said_to_be_missing_from_all(
    client: Browser, book: Document
) -> None:
    page = client.read(f"/documents/{book.id}?q=fountain&from=0")

    assert "is not found from letter 1 to 10000" in page
    assert "it may be in the title" not in page


@pytest.mark.usefixtures("letters")
def test_a_search_without_words_does_not_say_that_words_are_missing(
    client: Browser,
) -> None:
    [first, *_others] = re.findall(
        r'"(/documents/[^"]+hit=1)"', client.read("/search?q=kind:mail")
    )

    page = client.read(html.unescape(first))

    assert "1 of 4" in page
    assert "is not in the text" not in page


def test_words_in_the_title_alone_are_marked_there(
    ledger: Ledger, client: Browser
) -> None:
    found = take_in(ledger, {"a.eml": mail(OLGA, "The fountain <b>", "Yes.")})["a.eml"]

    page = client.read(f"/documents/{found.id}?q=fountain")

    assert "The <mark>fountain</mark> &lt;b&gt;</h1>" in page
