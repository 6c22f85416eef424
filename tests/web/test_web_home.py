"""Home: what needs attention, the projects with their meters, what came in."""

from datetime import date
from datetime import datetime
from datetime import UTC

import pytest
from flask import Flask

from ledger.domain.account import Account
from ledger.opened import Ledger
from ledger.services import projects
from ledger.services import revisions
from tests.conftest import Clock
from tests.web.browser import ACTOR
from tests.web.browser import Browser
from tests.web.browser import mail
from tests.web.browser import signed_in_to
from tests.web.browser import take_in


def test_an_empty_ledger_shows_four_ways_to_begin(client: Browser) -> None:
    page = client.read("/")

    assert 'href="/new-project"' in page
    assert 'href="/upload"' in page
    assert 'href="/people"' in page
    assert "scope-ledger take-in FOLDER" in page
    assert "Needs attention" not in page


@pytest.mark.parametrize(
    ("hour", "greeting"),
    [
        (6, "Good morning, Maria"),
        (11, "Good afternoon, Maria"),
        (17, "Good evening, Maria"),
        (23, "Hello, Maria"),
    ],
)
def test_it_greets_by_the_hour_of_the_ledger_s_zone(
    app: Flask,
    ledger: Ledger,
    signed_in: Account,
    clock: Clock,
    hour: int,
    greeting: str,
) -> None:
    clock.now = datetime(2025, 6, 2, hour, 0, tzinfo=UTC)

    page = signed_in_to(app, ledger, signed_in).read("/")

    assert f"<h1>{greeting}</h1>" in page


def test_what_waits_for_a_project_is_counted_beside_home_and_on_it(
    client: Browser, ledger: Ledger
) -> None:
    take_in(ledger, {"a.eml": mail("x@y.example", "A", "a"), "b.txt": b"words"})

    page = client.read("/")

    assert "2 items belong to no project yet" in page
    assert 'Home</span><span class="n num">1<' in page
    assert 'Unfiled</span><span class="n num">2<' in page


def test_used_up_rounds_need_attention_with_the_price_of_the_next(
    full: Browser,
) -> None:
    page = full.read("/")

    assert "Logotip: free rounds are used up" in page
    assert "Round 5 costs at least" in page
    assert "€130.00" in page
    assert "The free rounds of the project are used up" in page
    assert "Manual de identitate: free rounds" not in page


def test_a_project_without_a_term_says_that_the_number_is_not_known(
    client: Browser, ledger: Ledger
) -> None:
    projects.add_project(ledger, ACTOR, "NORD", client="Nord", title="Site")

    page = client.read("/")

    assert "How many rounds are free is not known yet" in page
    assert 'href="/projects/NORD/terms/new"' in page


def test_a_file_that_cannot_be_read_needs_attention_for_two_weeks(
    app: Flask, ledger: Ledger, signed_in: Account, clock: Clock
) -> None:
    projects.add_project(ledger, ACTOR, "NORD", client="Nord", title="Site")
    take_in(ledger, {"a.docx": b"PK\x03\x04 is no document yet"}, "NORD")

    first = signed_in_to(app, ledger, signed_in).read("/")
    clock.now = datetime(2025, 6, 20, tzinfo=UTC)
    later = signed_in_to(app, ledger, signed_in).read("/")

    assert "1 file was kept and cannot be read" in first
    assert "1 cannot be read" in first
    assert "Arrived lately" in later
    assert "1 file was kept and cannot be read" not in later


def test_what_was_set_aside_is_said_where_it_arrived(
    client: Browser, ledger: Ledger
) -> None:
    take_in(ledger, {"empty.pdf": b"", "b.txt": b"words"})

    page = client.read("/")

    assert "1 taken in, 1 set aside" in page


def test_every_meter_leads_to_its_rounds_and_each_segment_to_its_round(
    full: Browser, full_ledger: Ledger
) -> None:
    project = projects.find(full_ledger, "NORD")
    logo = revisions.standings(full_ledger, project)[0]

    page = full.read("/")

    anchor = f"/projects/NORD/rounds#d-{logo.deliverable.id}"
    assert page.count(f'href="{anchor}"') >= 2
    for line in logo.account.lines:
        assert f'href="/projects/NORD/rounds#r-{line.round.id}"' in page


def test_the_counts_follow_the_log(client: Browser, ledger: Ledger) -> None:
    before = client.read("/people")
    projects.add_project(ledger, ACTOR, "NORD", client="Nord", title="Site")
    after = client.read("/people")

    assert 'Home</span><span class="n num">' not in before
    assert 'Home</span><span class="n num">1<' in after


def test_names_that_look_like_markup_stay_text(client: Browser, ledger: Ledger) -> None:
    evil = '"><script>alert(1)</script>'
    projects.add_project(ledger, ACTOR, "X'\"<b>", client=evil, title=evil)
    projects.add_deliverable(ledger, ACTOR, "X'\"<b>", "<i>", evil)
    revisions.open_round(
        ledger, ACTOR, "X'\"<b>", "<i>", on=date(2025, 6, 1), note=evil
    )
    key = "X%27%22%3Cb%3E"

    for address in (
        "/",
        "/projects",
        "/new-project",
        "/people",
        f"/projects/{key}",
        f"/projects/{key}/terms",
        f"/projects/{key}/terms/new",
        f"/projects/{key}/rounds",
        f"/projects/{key}/rounds/new",
    ):
        page = client.read(address)
        assert "<script>alert" not in page, address
