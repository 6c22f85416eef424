"""The page of a document: a password is asked for, used once, and never shown."""

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf import PdfWriter

from ledger.domain.document import Document
from ledger.domain.reading import Reading
from ledger.opened import Ledger
from ledger.samples import contracts
from ledger.samples.told import load
from ledger.services import requests
from ledger.services import rereading
from ledger.services.passages import Words
from ledger.services.requests import Place
from tests import acts
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


def test_words_that_a_newer_reading_moved_are_marked_where_they_stand_now(
    client: Browser, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    acts.nord(ledger)
    found = take_in(ledger, {"a.txt": b"Please make a bigger logo."})["a.txt"]
    words_of_it = Words(document=found.id, quote="a bigger logo")
    requests.record(ledger, acts.ACTOR, "NORD", words_of_it, Place())
    really = ledger.box.read

    def moved(*given: Any, **more: Any) -> Iterator[Reading]:
        *_members, reading = really(*given, **more)
        assert isinstance(reading, Reading)
        yield replace(reading, text="Found later. " + reading.text, segments=())

    with monkeypatch.context() as patched:
        patched.setattr(ledger.box, "read", moved)
        rereading.read_again(ledger, acts.ACTOR, found.id)

    page = client.read(f"/documents/{found.id}")
    assert 'Found later. Please make <u class="wish">a bigger logo</u>' in page
