"""Rounds: which ones count, what is left, what the next one costs, and why."""

import re

import pytest

from ledger.opened import Ledger
from ledger.services import history
from ledger.services import projects
from ledger.services import revisions
from ledger.services.revisions import Standing
from tests.web.browser import ACTOR
from tests.web.browser import Browser
from tests.web.browser import folded
from tests.web.browser import mail
from tests.web.browser import take_in
from tests.web.browser import words

ROUNDS = "/projects/NORD/rounds"


@pytest.fixture
def letter(ledger: Ledger) -> str:
    """The id of a mail in a project with one deliverable."""
    projects.add_project(ledger, ACTOR, "NORD", client="Nord", title="Site")
    projects.add_deliverable(ledger, ACTOR, "NORD", "LOGO", "Логотип")
    letter = mail("olga@nord.example", "Больше", "Логотип больше")
    return take_in(ledger, {"a.eml": letter}, "NORD")["a.eml"].id


def standing(ledger: Ledger, key: str = "LOGO") -> Standing:
    project = projects.find(ledger, "NORD")
    return next(
        each
        for each in revisions.standings(ledger, project)
        if each.deliverable.key == key
    )


def test_a_project_without_deliverables_says_what_to_do_first(
    client: Browser, ledger: Ledger
) -> None:
    projects.add_project(ledger, ACTOR, "NORD", client="Nord", title="Site")

    assert "No deliverables yet" in client.read(ROUNDS)
    assert "No deliverables yet" in client.read(f"{ROUNDS}/new")


def test_an_account_says_allowed_used_left_and_the_next_price(full: Browser) -> None:
    page = words(full.read(ROUNDS))

    account = page.partition("Logotip LOGO")[2].partition("Manual")[0]
    assert "Allowed 3 per deliverable clause 4.2" in account
    assert "Used 4 1 of them paid" in account
    assert "Left 0" in account
    assert "Next, round 5 at least €130.00 €65.00 an hour (clause 4.3)" in account
    assert "at least 2 hours (clause 4.3)" in account


def test_every_round_says_its_day_ground_count_and_source(
    full: Browser, full_ledger: Ledger
) -> None:
    lines = standing(full_ledger).account.lines

    page = full.read(ROUNDS)

    for line in lines:
        row = page.partition(f'id="r-{line.round.id}"')[2].partition("</tr>")[0]
        assert f'datetime="{line.round.opened_on.isoformat()}"' in row
        assert "Client's wish" in row
        assert f'href="/documents/{line.round.documents[0]}"' in row
    assert "Free, 3 of 3" in page
    assert "Paid" in page


def test_a_shared_allowance_says_that_all_deliverables_use_it(full: Browser) -> None:
    page = words(full.read("/projects/KLAS/rounds"))

    assert "Allowed 2 for the whole project clause 4.2" in page
    assert "by all deliverables together" in page
    assert "Our mistake Does not count" in page


def test_without_a_term_nothing_is_made_up(client: Browser, letter: str) -> None:
    client.submit(f"{ROUNDS}/new", deliverable="LOGO", ground="wish", document=letter)

    page = words(client.read(ROUNDS))

    assert "Allowed not known yet Enter the term" in page
    assert "Counts; free or not is not known" in page
    assert "Next, round 2 not known yet" in page


def test_an_account_of_another_day_counts_what_was_there_then(full: Browser) -> None:
    address = f"{ROUNDS}?on=2025-03-05"

    block = full.read(address, headers={"HX-Request": "true"})
    page = words(full.read(address))

    assert block.lstrip().startswith('<div class="stack" id="accounts">')
    assert "1 free left" in page
    assert "As it stood at the end of 5 Mar 2025" in page
    assert "3 rounds are dated after this day" in page


@pytest.mark.usefixtures("letter")
def test_a_round_of_a_day_to_come_is_not_hidden(client: Browser) -> None:
    answer = client.submit(
        f"{ROUNDS}/new", deliverable="LOGO", ground="wish", on="2031-01-01"
    )

    assert "?on=2031-01-01#r-" in answer.location
    assert "1 round is dated after this day" in client.read(ROUNDS)


def test_a_round_opened_from_a_mail_takes_its_day_and_can_be_undone(
    client: Browser, ledger: Ledger, letter: str
) -> None:
    answer = client.submit(
        f"{ROUNDS}/new", deliverable="LOGO", ground="wish", document=letter, note="Да"
    )
    page = client.read(ROUNDS)
    undo = re.search(r'method="post" action="([^"]+why=[^"]+)"', page)

    assert answer.status_code == 303
    assert "Counted as Логотип, round 1." in page
    assert standing(ledger).account.lines[0].round.opened_on.isoformat() == "2025-03-14"
    assert undo
    client.submit(undo[1].replace("&amp;", "&"))
    line = standing(ledger).account.lines[0]
    assert line.round.excluded == "Taken back at once."
    assert line.ordinal is None


def test_a_round_that_does_not_count_says_so(client: Browser, letter: str) -> None:
    client.submit(f"{ROUNDS}/new", deliverable="LOGO", ground="defect", document=letter)

    page = client.read(ROUNDS)

    assert "Recorded as Логотип, round 1; it does not count." in page
    assert "Not a round?" not in page


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"deliverable": ""}, "Choose what it is about."),
        ({"on": "soon"}, "is no day"),
        ({"document": ""}, "Say on which day the round was opened."),
        ({"others": "d_none"}, "There is no document “d_none”"),
        ({"ground": "spite"}, "is no ground of a round"),
    ],
)
def test_what_is_wrong_with_a_new_round_is_said_and_the_rest_kept(
    client: Browser, ledger: Ledger, letter: str, wrong: dict[str, str], sentence: str
) -> None:
    fields = {"deliverable": "LOGO", "ground": "wish", "document": letter}

    answer = client.submit(f"{ROUNDS}/new", **{**fields, "note": "<i>", **wrong})

    page = folded(answer.text)
    assert answer.status_code == 422
    assert sentence in page
    assert "&lt;i&gt;</textarea>" in page
    assert standing(ledger).account.lines == ()


def test_the_form_proposes_the_mail_that_it_was_opened_from(
    client: Browser, letter: str
) -> None:
    page = client.read(f"{ROUNDS}/new?document={letter}&deliverable=LOGO")

    assert f'name="document" value="{letter}" checked' in page
    assert "Больше" in page


def test_a_document_from_elsewhere_can_be_named_too(
    client: Browser, ledger: Ledger, letter: str
) -> None:
    other = take_in(ledger, {"b.txt": b"notes of a call"})["b.txt"].id

    page = client.read(f"{ROUNDS}/new?document={other}")
    client.submit(
        f"{ROUNDS}/new",
        deliverable="LOGO",
        ground="wish",
        document=letter,
        others=other,
    )

    assert f'value="{other}" checked' in page
    assert f'value="{other}" checked> <span dir="auto">b</span>' in page
    assert standing(ledger).account.lines[0].round.documents == (letter, other)
    assert client.get(f"{ROUNDS}/new?document=d_none").status_code == 404


def test_a_round_is_taken_out_with_a_reason_and_counted_again_with_another(
    full: Browser, full_ledger: Ledger
) -> None:
    last = standing(full_ledger).account.lines[-1].round.id
    before = history.size(full_ledger)

    out = full.submit(f"{ROUNDS}/{last}/exclude", why="Same list as <b>before</b>")
    page = full.read(ROUNDS)
    back = full.submit(f"{ROUNDS}/{last}/reinstate", why="It was another list")

    assert out.location == f"{ROUNDS}#r-{last}"
    assert "Same list as &lt;b&gt;before&lt;/b&gt;" in page
    assert "Logotip, round 4 is out of the count." in page
    assert "Count it again" in page
    assert back.status_code == 303
    assert "Logotip, round 4 counts again." in full.read(ROUNDS)
    assert history.size(full_ledger) == before + 2


def test_a_reason_is_needed_and_asked_for_at_its_round(
    full: Browser, full_ledger: Ledger
) -> None:
    last = standing(full_ledger).account.lines[-1].round.id
    before = history.size(full_ledger)

    answer = full.submit(f"{ROUNDS}/{last}/exclude", why="  ")

    page = folded(answer.text)
    assert answer.status_code == 422
    assert f'id="e-{last}"' in page
    assert "Say why; the reason is shown with the round." in page
    assert page.count('<details class="reason" open>') == 1
    assert history.size(full_ledger) == before


def test_a_round_that_is_out_already_is_not_taken_out_twice(
    full: Browser, full_ledger: Ledger
) -> None:
    last = standing(full_ledger).account.lines[-1].round.id
    full.submit(f"{ROUNDS}/{last}/exclude", why="once")

    answer = full.submit(f"{ROUNDS}/{last}/exclude", why="twice")

    assert answer.status_code == 422
    assert "out of the count already" in answer.text


def test_a_round_that_is_not_there_is_not_found(full: Browser) -> None:
    assert full.submit(f"{ROUNDS}/r_none/exclude", why="x").status_code == 404


def test_a_reason_without_the_token_changes_nothing(
    full: Browser, full_ledger: Ledger
) -> None:
    last = standing(full_ledger).account.lines[-1].round.id

    answer = full.post(f"{ROUNDS}/{last}/exclude", data={"why": "x"})

    assert answer.status_code == 400
    assert standing(full_ledger).account.lines[-1].round.excluded is None
