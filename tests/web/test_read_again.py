"""The page of a document: a password is asked for, used once, and never shown."""

import io

import pytest
from pypdf import PdfReader
from pypdf import PdfWriter

from ledger.domain.document import Document
from ledger.opened import Ledger
from ledger.samples import contracts
from ledger.samples.told import load
from tests.web.browser import Browser
from tests.web.browser import take_in
from tests.web.browser import words

SECRET = "korabel-17"  # noqa: S105 - it opens a file of this test


@pytest.fixture
def document(ledger: Ledger) -> Document:
    """A contract that a password protects."""
    writer = PdfWriter(
        clone_from=PdfReader(io.BytesIO(contracts.pdf(load()[0].papers[0])))
    )
    writer.encrypt(SECRET, algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return take_in(ledger, {"contract.pdf": out.getvalue()})["contract.pdf"]


def test_a_locked_document_asks_for_its_password_and_opens(
    client: Browser, document: Document
) -> None:
    address = f"/documents/{document.id}"
    assert "Password of the file" in client.read(address)

    answer = client.submit(f"{address}/read-again", password=SECRET)

    assert answer.status_code == 303
    page = client.read(address)
    assert "Lumen Studio" in page
    assert "Password of the file" not in page
    assert SECRET not in page
    assert "Maria Popescu opened contract with a password" in words(page)
    assert "/pages/1.jpg" not in page


def test_a_wrong_password_is_said_to_be_wrong_and_is_not_repeated(
    client: Browser, document: Document
) -> None:
    address = f"/documents/{document.id}"

    client.submit(f"{address}/read-again", password="korabel-18")  # noqa: S106

    page = client.read(address)
    assert "The password does not open this file; try another." in page
    assert "Password of the file" in page
    assert "korabel-18" not in page


def test_any_document_can_be_read_again(client: Browser, ledger: Ledger) -> None:
    found = take_in(ledger, {"a.txt": b"Clause 4."})["a.txt"]
    address = f"/documents/{found.id}"
    assert "Read it again" in client.read(address)

    client.submit(f"{address}/read-again")

    assert "Maria Popescu had a read again." in words(client.read(address))
