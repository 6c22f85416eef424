"""A document's page shows who changed which words, and what was said of them."""

import html
import re
from datetime import date

import pytest

from ledger.domain.document import Document
from ledger.domain.provision_rules import provision
from ledger.opened import Ledger
from ledger.services import contracts
from ledger.services import indexing
from ledger.services import projects
from ledger.services import searching
from tests.formats.made import deleted
from tests.formats.made import docx
from tests.formats.made import inserted
from tests.formats.made import link
from tests.formats.made import odt
from tests.formats.made import para
from tests.formats.made import run
from tests.web.browser import ACTOR
from tests.web.browser import Browser
from tests.web.browser import take_in
from tests.web.browser import words

EVIL = '&lt;script&gt;alert("x")&lt;/script&gt;'


@pytest.fixture
def contract(ledger: Ledger) -> Document:
    """A contract that two people changed and one spoke of."""
    body = para(
        '<w:commentRangeStart w:id="3"/>',
        "Two rounds ",
        '<w:commentRangeEnd w:id="3"/>',
        '<w:r><w:commentReference w:id="3"/></w:r>',
        deleted("of logo ", "Anna"),
        inserted("of everything ", "Boris &lt;b&gt;"),
        "are free.",
    ) + para(run("unseen", "<w:vanish/>"), run(" struck", "<w:strike/>"), " plain")
    terms = f'<w:hyperlink r:id="r9">{run("the terms")}</w:hyperlink>'
    body += para("See ", terms, run(" for more"))
    comment = f'<w:comment w:id="3" w:author="Olga" w:date="2025-03-02">{para(EVIL)}'
    parts = {"comments": f"{comment}</w:comment>", "header1": para("Draft")}
    data = docx(body, parts, link("r9", "https://pay.example/"))
    return take_in(ledger, {"a.docx": data})["a.docx"]


def test_changes_are_marked_with_who_and_when(
    client: Browser, contract: Document
) -> None:
    page = client.read(f"/documents/{contract.id}")

    assert "<del>[-of logo -]</del>" in page
    assert "<ins>of everything </ins>" in page
    assert 'data-who="deleted: Anna, 2025-03-01 10:00:00Z"' in page
    assert 'data-who="inserted: Boris &lt;b&gt;, 2025-03-01 10:00:00Z"' in page
    assert 'data-who="comment: Olga, 2025-03-02"' in page
    assert "<s> struck</s>" in page
    assert 'data-who="hidden by the file"' in page
    assert 'data-who="header of pages"' in page
    assert "<script>alert" not in page


def test_the_text_on_the_page_is_the_text_to_the_letter(
    client: Browser, contract: Document
) -> None:
    shown = client.get(f"/documents/{contract.id}").text

    stretches = [
        each.split(">", 1)[1].split("</p>", 1)[0]
        for each in shown.split('<span class="words"')[1:]
    ]
    bare = [html.unescape(re.sub("<[^>]*>", "", each)) for each in stretches]
    assert "\n".join(each.strip("\n") for each in bare) == (
        "Two rounds [-of logo -]of everything are free.\n"
        '[*<script>alert("x")</script>*]\nunseen struck plain\n'
        "See the terms <https://pay.example/> for more\nDraft"
    )


def test_the_words_of_a_search_stay_marked_inside_of_changes(
    client: Browser, contract: Document
) -> None:
    page = client.read(f"/documents/{contract.id}?q=everything")

    assert re.search(r'<ins><mark id="h-\d+">everything</mark></ins>', page)


def test_changes_are_listed_with_links_to_their_place(
    client: Browser, contract: Document
) -> None:
    page = client.read(f"/documents/{contract.id}")

    listed = words(page.split("Changes and comments", 1)[1].split("</section>", 1)[0])
    assert "[-of logo -] deleted: Anna, 2025-03-01" in listed
    assert "unseen hidden by the file" in listed
    assert "struck struck out" in listed
    assert 'view=text&amp;at=11-23#at"' in page
    assert 'id="at"' in client.read(f"/documents/{contract.id}?view=text&at=11-23")


def test_what_was_deleted_and_said_is_found(ledger: Ledger, contract: Document) -> None:
    other = odt(
        "<text:p>Approved<office:annotation><dc:creator>Ann</dc:creator>"
        "<text:p>Subject to payment</text:p></office:annotation></text:p>"
    )
    approved = take_in(ledger, {"b.odt": other})["b.odt"]
    indexing.catch_up(ledger)

    for question, document in (
        ("logo", contract),
        ("everything", contract),
        ("unseen", contract),
        ("payment", approved),
    ):
        [finding] = searching.search(ledger, question).findings
        assert finding.document.id == document.id


def test_a_locked_file_has_its_badge(client: Browser, ledger: Ledger) -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    document = take_in(ledger, {"a.docx": data})["a.docx"]

    page = words(client.read(f"/documents/{document.id}"))

    assert "This document needs a password to be read; the original is kept." in page


def test_what_a_file_says_of_itself_is_shown(client: Browser, ledger: Ledger) -> None:
    page = b"<html><meta name=author content='Anna &lt;b&gt;'><p>x"
    document = take_in(ledger, {"a.html": page})["a.html"]

    shown = words(client.read(f"/documents/{document.id}"))

    assert "What the file says of itself" in shown
    assert "Anna <b>" in shown


@pytest.mark.parametrize(
    ("quote", "standing"),
    [
        ("of everything are free", "of everything are free"),
        (
            "Two rounds of everything are free.",
            "Two rounds [-of logo -]of everything are free.",
        ),
        ("free. unseen", 'free.\n[*<script>alert("x")</script>*]\nunseen'),
        ("See the terms for more", "See the terms <https://pay.example/> for more"),
    ],
)
def test_a_clause_of_a_word_file_is_the_source_of_a_term(
    ledger: Ledger, contract: Document, quote: str, standing: str
) -> None:
    project = projects.add_project(ledger, ACTOR, "SITE", client="Acme", title="Site")
    rounds = provision("free-rounds", "2", None, None, None)

    term = contracts.add_term(
        ledger,
        ACTOR,
        project.key,
        rounds,
        document_key=contract.id,
        words=quote,
        from_day=date(2025, 3, 1),
        clause="4.2",
    )

    assert (term.quote, term.page, term.clause) == (standing, None, "4.2")
