"""Signs that reorder or hide text are shown as marks wherever a name is shown."""

import re

import pytest
from markupsafe import Markup

from ledger.opened import Ledger
from ledger.services import indexing
from ledger.web.visible import signs
from ledger.web.visible import visible
from tests.web.browser import Browser
from tests.web.browser import mail
from tests.web.browser import take_in
from tests.web.browser import words

SPOOF = "invoice\u202efdp.txt"
SHOWN = "invoice⟨U+202E⟩fdp"
HIDING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x01\x1b\x7f\x9b"


@pytest.mark.parametrize("sign", HIDING)
def test_a_control_becomes_its_number(sign: str) -> None:
    assert visible(f"a{sign}b") == f"a⟨U+{ord(sign):04X}⟩b"


def test_letters_white_space_and_what_is_no_text_stay() -> None:
    for each in ("שלום \u200f a\tb\nc\u0085", 3, None, Markup("a\u202e")):
        assert visible(each) == each


def test_a_file_name_is_shown_as_it_is_on_every_page(
    client: Browser, ledger: Ledger
) -> None:
    document = take_in(ledger, {SPOOF: b"the note of Olga"})[SPOOF]
    indexing.catch_up(ledger)

    for address in (
        f"/documents/{document.id}",
        f"/documents/{document.id}?q=note",
        "/search?q=olga",
        "/unfiled",
        "/audit",
        f"/receipts/{document.provenance.receipt}",
    ):
        page = client.read(address)
        assert SHOWN in page, address
        assert "\u202e" not in page, address


def test_a_subject_and_a_sender_are_shown_as_they_are_inside_sentences_too(
    client: Browser, ledger: Ledger
) -> None:
    sender = "Ol\u2067ga <olga@nord.example>"
    found = take_in(ledger, {"a.eml": mail(sender, "Pay\u202e001", "hello")})["a.eml"]

    page = client.read(f"/documents/{found.id}?q=Pay\u202e001")

    assert "Pay⟨U+202E⟩001" in words(page)
    assert "Ol⟨U+2067⟩ga" in words(page)
    assert "“Pay⟨U+202E⟩001”" in words(page)
    assert "\u202e" not in page.replace('name="q" value="Pay\u202e001"', "")


def test_the_words_of_a_document_stay_to_the_letter_so_that_they_can_be_quoted(
    client: Browser, ledger: Ledger
) -> None:
    text = "first \u202bsecond\u202c third".encode()
    document = take_in(ledger, {"a.txt": text})["a.txt"]

    page = client.read(f"/documents/{document.id}")

    plain = re.sub(r"</?span[^>]*>", "", page)
    assert "first \u202bsecond\u202c third" in plain


def test_what_was_typed_stays_in_its_field(client: Browser) -> None:
    page = client.read("/search?q=a\u202ab&language=x\u202a")

    assert 'name="q" value="a\u202ab"' in page
    assert 'name="language" value="x\u202a"' in page
    assert "Language: x⟨U+202A⟩" in words(page)


def test_words_stay_to_the_letter_with_the_name_of_a_sign_beside_it() -> None:
    assert signs("a<\u202eb") == Markup(
        'a&lt;<span class="sign" data-sign="U+202E">\u202e</span>b'
    )


def test_a_reader_is_told_of_signs_that_reorder_the_words_of_a_document(
    client: Browser, ledger: Ledger
) -> None:
    told = "change the order in which letters are shown"
    body = "Pay \u202e001 euro for the logo."
    sender = "Olga <olga@nord.example>"
    letters = {"a.eml": mail(sender, "Wish", body), "b.eml": mail(sender, "No", "Pay")}
    found = take_in(ledger, letters)
    indexing.catch_up(ledger)

    page = client.read(f"/documents/{found['a.eml'].id}")
    hit = client.read("/search?q=euro")

    assert told in words(page)
    assert told not in words(client.read(f"/documents/{found['b.eml'].id}"))
    for each in (page, hit):
        assert 'data-sign="U+202E"' in each
        assert each.count("\u202e") == each.count(">\u202e</span>")
