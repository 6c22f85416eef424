"""In another language nothing that is told behind the doors comes out in English.

A made-up catalogue puts every text between brackets. A text that stands on a page
without them did not go through the catalogue.
"""

import inspect
import io
import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from flask import Flask

from ledger import i18n
from ledger.domain import errors
from ledger.domain import filing
from ledger.domain import problems
from ledger.domain import receipt
from ledger.domain.sentence import counted
from ledger.domain.sentence import recognised
from ledger.domain.sentence import said
from ledger.domain.sentence import Sentence
from ledger.opened import Ledger
from ledger.services import audit
from ledger.services import indexing
from ledger.web import language
from ledger.web.sentences import translated
from tests.texts import behind_the_doors
from tests.texts import marked
from tests.web.browser import Browser
from tests.web.browser import mail
from tests.web.browser import take_in

_LEAST = 12
"""Letters of its own that a text needs to be told from anybody's words."""


@pytest.fixture(autouse=True)
def in_brackets(monkeypatch: pytest.MonkeyPatch) -> None:
    """One more language, in which every text stands between brackets."""
    catalogue = marked()
    monkeypatch.setattr(i18n, "languages", lambda: ["en", "de"])
    monkeypatch.setattr(language, "_catalogues", lambda: {"de": catalogue})


@pytest.fixture(scope="module")
def templates() -> list[str]:
    """The texts behind the doors that cannot be mistaken for other words."""
    texts = behind_the_doors()
    return [t for t in texts if len(re.sub(r"%\(\w+\)s|\W", "", t)) >= _LEAST]


class Texts(HTMLParser):
    """The texts of a page, one for each node and each attribute that is spoken."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what is said of an element."""
        self.found += [v for n, v in attrs if n in {"title", "aria-label", "alt"} and v]

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.found.append(" ".join(data.split()))


def in_english(page: str, templates: list[str]) -> list[str]:
    """Return what of a page was told behind the doors and not translated."""
    texts = Texts()
    texts.feed(page)
    return [
        each
        for each in texts.found
        if "⟦" not in each and isinstance(recognised(each, templates), Sentence)
    ]


def german(browser: Browser) -> Browser:
    """Return a browser that asks for the language of brackets."""
    browser.environ_base["HTTP_ACCEPT_LANGUAGE"] = "de"
    return browser


def test_a_text_without_brackets_is_found(templates: list[str]) -> None:
    page = f"<p>{said(problems.EMPTY)}</p><p>⟦{problems.EMPTY}⟧</p><p>Olga is Ines</p>"

    assert in_english(page, templates) == [problems.EMPTY]


def example(kind: type[errors.LedgerError]) -> errors.LedgerError:
    """Return an error with something in each of its values."""
    if kind.__init__ is errors.LedgerError.__init__:
        return kind(
            said(
                "The disk is full. Nothing that was taken in is lost; "
                "free some space and try again."
            )
        )
    values = {
        "what": "round",
        "size": 7,
        "limit": 7 << 20,
        "sent": 7,
        "there": 7,
        "port": 7,
    }
    named = inspect.signature(kind).parameters.values()
    names = [each.name for each in named if each.kind is not each.VAR_KEYWORD]
    return kind(*(values.get(name, "a\u202eb") for name in names))


@pytest.mark.parametrize(
    "kind", errors.LedgerError.__subclasses__(), ids=lambda kind: kind.code
)
def test_every_error_is_told_in_the_language_of_the_viewer(
    app: Flask, kind: type[errors.LedgerError]
) -> None:
    error = example(kind)
    app.add_url_rule("/broken", "broken", _raising(error))
    browser = german(Browser(app))

    page = browser.get("/broken", follow_redirects=True).text
    with app.test_request_context("/", headers={"Accept-Language": "de"}):
        alone = translated(error.sentence)

    assert "⟦" in page
    assert re.fullmatch(r"⟦[^⟦⟧]*⟧", alone, re.DOTALL)
    assert "\u202e" not in alone


def _raising(error: errors.LedgerError) -> Callable[[], str]:
    def broken() -> str:
        raise error

    return broken


def test_values_and_counts_find_their_places(app: Flask) -> None:
    inner = said("the readers are <b>shut</b> in")
    with app.test_request_context("/", headers={"Accept-Language": "de"}):
        unknown = translated(said("%(a)s, then %(b)s", a="x\u202ey", b=inner))
        plural = translated(
            counted(
                "the log was cut: %(num)s event is missing",
                "the log was cut: %(num)s events are missing",
                2,
            )
        )

    assert unknown == "x⟨U+202E⟩y, then the readers are <b>shut</b> in"
    assert plural == "⟦the log was cut: 2 events are missing⟧"


def test_a_problem_and_a_reason_are_translated_as_they_are_shown(
    client: Browser, ledger: Ledger, templates: list[str]
) -> None:
    files = {"a.bin": b"\0\1\2", "empty.txt": b"", "b.pdf": b"%PDF-1.4 broken"}
    made = take_in(ledger, files)
    indexing.catch_up(ledger)
    german(client)
    [where] = re.findall(r'href="(/receipts/[^"?]+)"', client.get("/upload").text)[:1]

    pages = [
        client.get(f"/documents/{made['b.pdf'].id}").text,
        client.get(where).text,
        client.get("/unfiled").text,
        client.get("/audit").text,
        client.get("/search?q=pdf").text,
    ]

    assert "⟦“empty.txt” is empty; there is nothing to keep.⟧" in pages[1]
    assert f"⟦{problems.BROKEN_PDF}⟧" in pages[0]
    assert "⟦“empty.txt” is empty; there is nothing to keep.⟧" in pages[3]
    assert [in_english(page, templates) for page in pages] == [[]] * len(pages)


def test_the_reason_of_a_filing_is_translated_as_it_is_shown(
    client: Browser, ledger: Ledger, templates: list[str]
) -> None:
    client.submit("/new-project", key="NORD", client="Nord", title="Nord", zone="UTC")
    [letter] = take_in(
        ledger, {"a.eml": mail("olga@nord.example", "Logo", "Hi")}
    ).values()
    client.submit(f"/documents/{letter.id}/file", project="NORD")
    german(client)

    page = client.get(f"/documents/{letter.id}").text
    trail = client.get("/audit").text

    assert f"⟦{filing.SENTENCES[filing.Code.CHOSEN]}⟧" in page
    assert f"⟦{filing.SENTENCES[filing.Code.CHOSEN]}⟧" in trail
    assert in_english(page + trail, templates) == []


def test_a_finding_of_an_audit_is_translated(
    client: Browser, ledger: Ledger, templates: list[str]
) -> None:
    made = take_in(ledger, {"a.txt": b"words"})["a.txt"]
    path = ledger.blobs.path(made.digest)
    path.chmod(0o600)
    path.write_bytes(b"other words")
    german(client)

    answer = client.submit("/audit")

    [finding] = audit.audit(ledger).findings
    assert f"⟦{finding.what}⟧" in answer.text
    assert f"⟦{finding.where}⟧" in answer.text
    assert in_english(answer.text, templates) == []


def test_a_note_that_is_no_checkpoint_is_refused_in_the_language(
    client: Browser, templates: list[str]
) -> None:
    german(client)
    note = (io.BytesIO(b"nothing"), "note.txt")

    answer = client.submit("/audit", checkpoint=note)

    assert "⟦This file is no signed checkpoint.⟧" in answer.text
    assert in_english(answer.text, templates) == []


@pytest.mark.parametrize(
    ("place", "fields"),
    [
        ("/new-project", {"key": "a b", "client": "N", "title": "N"}),
        ("/new-project", {"key": "NORD", "client": "N", "title": "N", "zone": "Mars"}),
        ("/people", {"name": "Olga", "side": "client", "addresses": "nowhere"}),
        (
            "/people",
            {"name": "Olga", "side": "client", "client": "N", "addresses": "nowhere"},
        ),
        ("/sign-in", {"email": "olga@nord.example", "password": "wrong"}),
    ],
)
def test_a_form_that_is_refused_says_why_in_the_language(
    client: Browser, place: str, fields: dict[str, str], templates: list[str]
) -> None:
    german(client)

    answer = client.submit(place, **fields)

    assert answer.status_code in {403, 422}, answer.status
    assert in_english(answer.text, templates) == []


@pytest.mark.parametrize(
    ("place", "fields"),
    [
        ("terms/new", {"name": "free-rounds", "value": "many"}),
        ("rounds/new", {"deliverable": "none", "on": "someday"}),
        ("deliverables", {"key": "", "title": ""}),
    ],
)
def test_a_form_of_a_project_that_is_refused_says_why_in_the_language(
    full: Browser, place: str, fields: dict[str, str], templates: list[str]
) -> None:
    german(full)
    [key] = re.findall(r'href="/projects/([A-Z]+)"', full.get("/projects").text)[:1]

    answer = full.submit(f"/projects/{key}/{place}", **fields)

    assert answer.status_code == 422
    assert in_english(answer.text, templates) == []


def test_no_page_of_the_sample_ledger_says_anything_in_english(
    full: Browser, templates: list[str]
) -> None:
    german(full)
    [key] = re.findall(r'href="/projects/([A-Z]+)"', full.get("/projects").text)[:1]
    places = [
        "/",
        "/projects",
        f"/projects/{key}",
        "/people",
        "/unfiled",
        "/receipts",
        "/upload",
        "/audit",
        "/health",
        "/search?q=logo",
        "/search?q=(AND",
        "/search?q=nothing:x",
        "/documents/d_none",
        "/receipts/rc_none",
        "/projects/NONE",
        f"/projects/{key}/rounds",
    ]

    told = {place: in_english(full.get(place).text, templates) for place in places}

    assert told == {place: [] for place in places}


def test_a_script_is_answered_in_the_language(client: Browser) -> None:
    german(client)
    page = client.get("/projects").text
    [token] = re.findall(r'name="csrf-token" content="([^"]+)"', page)
    asked = {"files": [{"name": "large.bin", "size": 1 << 50}]}
    headers = {"X-CSRFToken": token, "Accept": "application/json"}

    begun = client.post("/upload/start", json=asked, headers=headers)
    refused = client.post("/upload/start", json={"files": []}, headers=headers)

    assert begun.json
    assert begun.json["parts"][0]["error"].startswith("⟦“large.bin” is larger than")
    assert refused.json == {"error": "⟦Choose 1 to 10000 files at once.⟧"}


def test_every_reason_of_a_receipt_has_its_translation(app: Flask) -> None:
    with app.test_request_context("/", headers={"Accept-Language": "de"}):
        for template in receipt.REASONS:
            names = re.findall(r"%\((\w+)\)s", template)
            stored = str(said(template, **dict.fromkeys(names, "x")))

            assert translated(receipt.said_of(stored)) == f"⟦{stored}⟧"
