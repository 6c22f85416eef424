"""What the client owes, on its pages: four days, both counts, and what is not known."""

import csv
import html
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ledger.config import Config
from ledger.domain.obligation import FactKind
from ledger.opened import Ledger
from ledger.services import accounts
from ledger.services import inputs
from ledger.services import obligations
from ledger.services import owing
from ledger.services import projects
from ledger.services.facts import Told
from ledger.services.obligations import NewObligation
from ledger.services.passages import Words
from ledger.web import create_app
from tests.acts import ACTOR
from tests.acts import every_document
from tests.acts import nord
from tests.conftest import Clock
from tests.duties import owe
from tests.web.browser import Browser
from tests.web.browser import PASSWORD
from tests.web.browser import signed_in_to
from tests.web.browser import words

OWED = "/projects/NORD/obligations"
ON = "?on=2025-04-15"


@pytest.fixture(scope="module")
def owed_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with photos that came late."""
    home = tmp_path_factory.mktemp("owed") / "home"
    opened = Ledger(Config(home=home, boxes=1), Clock())
    accounts.add(opened, "", "maria@lumen.example", "Maria Popescu", PASSWORD)
    owe(opened, nord(opened))
    opened.close()
    return home


@pytest.fixture
def ledger(config: Config, clock: Clock, owed_home: Path) -> Iterator[Ledger]:
    shutil.copytree(owed_home, config.home)
    opened = Ledger(config, clock)
    yield opened
    opened.close()


@pytest.fixture
def client(ledger: Ledger) -> Browser:
    app = create_app(ledger)
    app.testing = True
    return signed_in_to(app, ledger, accounts.every(ledger)[0])


def undo(page: str) -> str:
    found = re.search(r'method="post" action="([^"]+why=[^"]+)"', page)
    assert found
    return html.unescape(found[1])


def test_an_obligation_shows_four_days_and_both_counts(client: Browser) -> None:
    page = words(client.read(f"{OWED}{ON}"))

    assert "Due 17 Feb 2025" in page
    assert "First received 24 Feb 2025 7 calendar days, 5 working days" in page
    assert "Complete 12 Mar 2025 stated 23 calendar days, 17 working days" in page
    assert "counts by the contract 14 Mar 2025 stated 25 calendar days, 19" in page
    assert "6 days of weekends are left out" in page
    assert "0 holidays are left out, by the list LV" in page
    assert "unknown: nobody recorded when it was noticed" in page
    assert "Also true: a delivery of ours was late in these weeks." in page
    assert "in common: 3 calendar days, 3 working days" in page


def test_totals_open_their_lists(client: Browser) -> None:
    early = f"{OWED}?on=2025-02-20&show="

    assert "Late so far 1" in words(client.read(f"{OWED}?on=2025-02-20"))
    assert "Photos" in words(client.read(f"{early}late"))
    done = words(client.read(f"{OWED}{ON}&show=late"))
    assert "Nothing of this kind as of this day" in done


def test_the_block_alone_is_answered_to_scripts(client: Browser) -> None:
    block = client.read(f"{OWED}{ON}", headers={"HX-Request": "true"})

    assert block.lstrip().startswith('<div class="stack" id="owed">')


def test_without_the_terms_nothing_is_made_up(client: Browser) -> None:
    page = words(client.read(f"{OWED}?on=2025-02-02"))

    assert "unknown: no term says which day counts" in page
    assert "No term names a list of holidays" in page


def test_what_happened_is_recorded_and_undone(client: Browser, ledger: Ledger) -> None:
    answer = client.submit(
        f"{OWED}/O-1/tell", what="noticed", on="2025-02-18", note="<b>late</b>"
    )
    page = client.read(OWED)

    assert answer.location == f"{OWED}#O-1"
    assert "&lt;b&gt;late&lt;/b&gt;" in page
    assert "to be given by 25 Feb 2025" in words(page)
    client.submit(undo(page))
    [found] = owing.find(ledger, "O-1").obligations
    assert found.obligation.standing(FactKind.NOTICED) == []


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"what": "received", "parts": "1"}, "Say on which day it was"),
        ({"what": "received", "on": "soon"}, "is no day"),
        ({"what": "received", "on": "2025-03-01", "parts": "-1"}, "a whole number"),
        ({"what": "received", "on": "2031-03-01"}, "has not come yet"),
        ({"what": "completed", "on": "2025-03-01"}, "is stated already"),
        ({"what": "reminded", "on": "2025-03-01"}, "Choose the message that we sent"),
    ],
)
def test_what_is_wrong_with_an_entry_is_said_at_its_field(
    client: Browser, fields: dict[str, str], sentence: str
) -> None:
    answer = client.submit(f"{OWED}/O-1/tell", **fields)

    assert answer.status_code == 422
    assert sentence in words(answer.text)


def test_an_entry_is_taken_back_with_a_reason(client: Browser, ledger: Ledger) -> None:
    [found] = owing.find(ledger, "O-1").obligations
    entry = found.obligation.standing()[0].id
    address = f"{OWED}/entries/{entry}/take-back"

    assert client.submit(address, why=" ").status_code == 422
    assert client.submit(address, why="twice").status_code == 303
    [found] = owing.find(ledger, "O-1").obligations
    assert entry not in {each.id for each in found.obligation.standing()}


def test_an_obligation_of_our_own_words_is_recorded_withdrawn_and_restored(
    client: Browser, ledger: Ledger
) -> None:
    [found] = owing.find(ledger, "O-1").obligations
    fields = {
        "what": "Texts",
        "document": found.obligation.passage.document,
        "quote": "The client supplies forty photos",
        "due": "2025-06-20",
        "expected": "3",
    }
    wrong = client.submit(f"{OWED}/new", **{**fields, "quote": "a castle"})
    assert "do not stand in" in words(wrong.text)
    assert client.submit(f"{OWED}/new", **fields).location == f"{OWED}#O-2"
    page = client.read(OWED)
    assert "not due yet" in words(page)
    client.submit(undo(page))
    assert "Withdrawn: Taken back at once." in words(client.read(OWED))
    client.submit(f"{OWED}/O-2/restore", why="it is owed")
    assert owing.find(ledger, "O-2").open


def test_a_slip_and_a_day_of_our_own_are_entered_and_undone(client: Browser) -> None:
    slip = {"what": "Proofs", "due": "2025-03-10", "done": "2025-03-12", "why": "ill"}
    assert client.submit("/projects/NORD/slips/new", **slip).status_code == 303
    page = client.read(OWED)
    assert "Proofs" in words(page)
    client.submit(undo(page))
    assert "Taken back at once." in words(client.read(OWED))
    wrong = client.submit("/projects/NORD/slips/new", **{**slip, "done": "2025-03-10"})
    assert "that is no slip" in words(wrong.text)
    day = {"day": "2025-03-03", "reason": "Day of the town", "works": "no"}
    assert client.submit("/projects/NORD/days", **day).status_code == 303
    page = client.read(f"{OWED}{ON}")
    assert "25 calendar days, 18 working days" in words(page)
    client.submit(undo(page))
    assert "25 calendar days, 19 working days" in words(client.read(f"{OWED}{ON}"))
    empty = client.submit("/projects/NORD/days", day="", reason="")
    assert "Enter the day." in words(empty.text)


def test_a_statement_is_printed_and_handed_out_as_a_sheet(client: Browser) -> None:
    page = words(client.read(f"{OWED}/statement{ON}"))
    answer = client.get(f"{OWED}/sheet{ON}")

    assert "of them also late on our side: 3 calendar days" in page
    assert "Drafts" in page
    assert answer.headers["Content-Disposition"].startswith("attachment")
    [line] = csv.DictReader(answer.data.decode("utf-8-sig").splitlines())
    assert line["complete: calendar days late"] == "23"


@pytest.mark.parametrize(
    ("language", "said"), [("en", "working days: 19"), ("bg", "работни дни: 19")]
)
def test_a_draft_is_shown_and_never_sent(
    client: Browser, language: str, said: str
) -> None:
    page = words(client.read(f"{OWED}/O-1/draft{ON}&language={language}"))

    assert said in page
    assert "Nothing is sent from here" in page


def test_an_obligation_of_another_project_is_not_there(
    client: Browser, ledger: Ledger
) -> None:
    projects.add_project(ledger, "u_x", "ELSE", client="Else", title="Else")

    assert client.get("/projects/ELSE/obligations/O-1/draft").status_code == 404
    empty = words(client.read("/projects/ELSE/obligations"))
    assert "Nothing is recorded that the client owes" in empty


def test_what_the_client_owes_too_late_needs_attention_at_home(
    client: Browser, ledger: Ledger
) -> None:
    assert "was due" not in words(client.read("/"))
    contract = next(d for d in every_document(ledger) if d.name == "duties.txt")
    said = Words(document=contract.id, quote="The client supplies forty photos")
    new = NewObligation(
        what="Texts for the site", due=date(2025, 5, 30), words=said, clause="6.1"
    )
    owed = obligations.record(ledger, ACTOR, "NORD", new)

    page = client.read("/")

    assert "“Texts for the site” from the client was due 3 days ago" in words(page)
    assert f'href="{OWED}?show=late"' in page
    assert "was due 3 days ago" in words(client.read("/projects/NORD"))
    passage = Words(document=contract.id, quote="forty photos")
    told = Told(on=date(2025, 6, 2), words=passage)
    inputs.find_usable(ledger, ACTOR, owed.id, told)
    assert "was due" not in words(client.read("/"))
