"""Words that somebody selected are cited: whose they are, and where they stand."""

import re

import pytest

from ledger.domain.document import Document
from ledger.opened import Ledger
from ledger.services import searching
from tests.formats.made import deleted
from tests.formats.made import docx
from tests.web.browser import Browser
from tests.web.browser import mail
from tests.web.browser import take_in

OLGA = "Olga <olga@nord.example>"
QUOTING = """Make it bigger.

On 13 Mar 2025, Maria wrote:
> Small looks best.
"""


@pytest.fixture
def quoting(ledger: Ledger) -> Document:
    return take_in(ledger, {"a.eml": mail(OLGA, "Stairs", QUOTING)})["a.eml"]


def cited(browser: Browser, document: Document, quote: str) -> str:
    address = f"/documents/{document.id}/citation?quote={quote}"
    answer = browser.get(address)
    assert answer.content_type == "text/plain; charset=utf-8"
    return answer.text


def test_own_words_are_cited_with_who_when_what_and_digest(
    client: Browser, quoting: Document
) -> None:
    line = cited(client, quoting, "Make it bigger.")

    assert line.startswith("“Make it bigger.” Olga <olga@nord.example>, ")
    assert "“Stairs”" in line
    assert f"{quoting.id}, SHA-256 {quoting.digest.hex}" in line


def test_quoted_words_are_not_said_to_be_those_of_the_sender(
    client: Browser, quoting: Document
) -> None:
    line = cited(client, quoting, "Small looks best.")

    assert line.startswith("“Small looks best.” Maria, as quoted by: Olga ")


def test_words_in_a_pdf_are_cited_with_their_page(
    full_ledger: Ledger, full: Browser
) -> None:
    found = searching.search(full_ledger, "runde kind:document").findings[0]
    assert found.page

    line = cited(full, found.document, "trei runde gratuite")

    assert re.search(r"”, page \d+, d_", line)


def test_deleted_words_are_cited_as_deleted(ledger: Ledger, client: Browser) -> None:
    body = f"<w:p>{deleted('Never mind.')}</w:p>"
    found = take_in(ledger, {"a.docx": docx(body)})["a.docx"]

    line = cited(client, found, "Never mind.")

    assert "(These words are deleted in the document." in line


def test_words_that_do_not_stand_there_have_no_citation(
    client: Browser, quoting: Document
) -> None:
    address = f"/documents/{quoting.id}/citation"

    assert client.get(f"{address}?quote=Nobody said this").status_code == 204


def test_a_message_of_an_unknown_zone_is_cited_with_the_time_that_stands_by_it(
    ledger: Ledger, client: Browser
) -> None:
    said = "25/3/24, 21:45 - Anna: Make the stairs wider.\n25/3/24, 21:46 - Bo: ok\n"
    take_in(ledger, {"WhatsApp Chat with Anna.txt": said.encode()})
    found = searching.search(ledger, "wider kind:chat").findings[0].document

    line = cited(client, found, "Make the stairs wider.")

    assert "no sure date, “25/3/24, 21:45” by itself, taken in " in line


def test_a_place_is_cited_with_its_page(full_ledger: Ledger, full: Browser) -> None:
    found = searching.search(full_ledger, "runde kind:document").findings[0]

    first = full.get(f"/documents/{found.document.id}/citation?at=0").text
    nowhere = full.get(f"/documents/{found.document.id}/citation?at=99999999").text

    assert ", page 1, " in first
    assert f"{found.document.id}, SHA-256 {found.document.digest.hex}" in first
    assert nowhere == first.replace(", page 1,", ",")
