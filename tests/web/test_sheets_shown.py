"""A spreadsheet is shown as tables: each word in its cell, what is hidden marked."""

import re

from ledger.domain.document import Document
from ledger.opened import Ledger
from ledger.services import requests
from ledger.services.passages import Words
from ledger.services.requests import Place
from tests.acts import ACTOR
from tests.acts import nord
from tests.formats.made_sheets import pptx
from tests.formats.made_sheets import row
from tests.formats.made_sheets import shape
from tests.formats.made_sheets import SPACES
from tests.formats.made_sheets import xlsx
from tests.web.browser import Browser
from tests.web.browser import folded
from tests.web.browser import take_in
from tests.web.browser import words

NOTES = (
    f"<comments {SPACES}><authors><author>Olga</author></authors><commentList>"
    '<comment ref="B2" authorId="0"><text><t>Too much</t></text></comment>'
    "</commentList></comments>"
)


def prices(ledger: Ledger) -> Document:
    """Take a price list in: a sheet with a comment, and one that is hidden."""
    body = (
        row(1, "Service", "Price")
        + row(2, "Logo &lt;b&gt;", "1500")
        + row(9, "", "", "x")
    )
    data = xlsx(
        ("Prices", body),
        ("Secret", row(1, "margin")),
        states={"Secret": "hidden"},
        parts={"xl/comments1.xml": NOTES},
        beside=[("r1", "comments", "../comments1.xml")],
    )
    return take_in(ledger, {"prices.xlsx": data})["prices.xlsx"]


def rows(page: str) -> list[str]:
    """Return what each row of the tables says."""
    return [
        words(found[1]).strip() for found in re.finditer(r"<tr[^>]*>(.*?)</tr>", page)
    ]


def test_a_sheet_is_a_table_with_the_names_of_its_columns_and_rows(
    client: Browser, ledger: Ledger
) -> None:
    page = client.read(f"/documents/{prices(ledger).id}")

    told = [" ".join(each.split()) for each in rows(page)]
    assert told[:3] == ["ABC", "1ServicePrice", "2Logo <b>1500"]
    assert told[3].startswith("[*B2: Too much*]")
    assert told[4] == "9x"
    assert "Logo &lt;b&gt;" in page
    assert "Sheet 2" in page
    assert 'class="traced hidden"' in page


def test_a_hit_is_marked_in_its_cell(client: Browser, ledger: Ledger) -> None:
    page = client.read(f"/documents/{prices(ledger).id}?q=1500")

    assert re.search(r'<mark id="h-\d+">1500</mark>', page)


def test_words_that_are_pointed_at_name_their_cell(
    client: Browser, ledger: Ledger
) -> None:
    document = prices(ledger)
    start = len("Prices\nService\tPrice\nLogo <b>\t")

    page = client.read(f"/documents/{document.id}?at={start}-{start + 4}")

    assert "stand in cell B2 of the sheet “Prices”" in words(page)
    assert '<mark class="now" id="at">1500</mark>' in page


def test_a_long_sheet_is_shown_in_parts_and_nothing_is_left_out(
    client: Browser, ledger: Ledger
) -> None:
    body = "".join(row(at, f"name {at}", "x" * 90) for at in range(1, 700))
    data = xlsx(("Long", body), ("Behind", row(1, "last")))
    document = take_in(ledger, {"long.xlsx": data})["long.xlsx"]

    seen, address = "", f"/documents/{document.id}"
    for _part in range(9):
        page = client.get(address).text
        seen += page
        after = re.search(r'href="([^"]*from=\d+[^"]*)"[^>]*>The rest', page)
        if not after:
            break
        address = after[1].replace("&amp;", "&")

    for at in range(1, 700):
        assert seen.count(f">name {at}<") == 1, at
    assert ">last<" in seen


def test_the_text_of_a_spreadsheet_has_headings_of_its_sheets(
    client: Browser, ledger: Ledger
) -> None:
    page = client.read(f"/documents/{prices(ledger).id}?view=text")

    assert "Sheet 1 (Prices)" in words(page)


def test_slides_are_named_so(client: Browser, ledger: Ledger) -> None:
    data = pptx(shape("One"), shape("Two"))
    document = take_in(ledger, {"deck.pptx": data})["deck.pptx"]

    assert "Slide 2" in words(client.read(f"/documents/{document.id}"))


def test_a_hit_names_the_sheet_and_the_cell_and_so_does_its_citation(
    client: Browser, ledger: Ledger
) -> None:
    document = prices(ledger)

    page = words(client.read("/search?q=1500"))
    cited = client.submit("/search/picked", act="cite", document=f"{document.id}:1")

    assert page.count("sheet “Prices”, cell B2") == 2
    assert "page 1" not in page
    assert "sheet “Prices”" in words(folded(cited.text))


def test_a_hit_in_slides_names_the_slide(client: Browser, ledger: Ledger) -> None:
    take_in(ledger, {"deck.pptx": pptx(shape("One"), shape("Second thoughts"))})

    page = words(client.read("/search?q=thoughts"))

    assert "slide 2" in page
    assert "page 2" not in page


def test_a_hit_in_a_table_without_sheets_names_the_cell(
    client: Browser, ledger: Ledger
) -> None:
    take_in(ledger, {"hours.csv": b"who,hours\nOlga,12\n"})

    assert "cell A2" in words(client.read("/search?q=olga"))


def test_a_request_in_a_cell_says_where_it_stands(
    client: Browser, ledger: Ledger
) -> None:
    nord(ledger)
    document = prices(ledger)
    wanted = Words(document=document.id, quote="1500")
    made = requests.record(ledger, ACTOR, "NORD", wanted, Place())

    page = words(client.read(f"/requests/{made.label}"))

    assert "sheet “Prices”, cell B2" in page
    assert "page 1" not in page
