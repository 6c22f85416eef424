"""Who searched for what is noted, kept for a time, and seen by few."""

import csv
import io
import re
from datetime import timedelta

import pytest
from flask import Flask

from ledger.config import Config
from ledger.domain.account import Account
from ledger.domain.errors import DiskFullError
from ledger.opened import Ledger
from ledger.services import accesses
from ledger.services import accounts
from tests.conftest import Clock
from tests.web.browser import Browser
from tests.web.browser import mail
from tests.web.browser import PASSWORD
from tests.web.browser import signed_in_to
from tests.web.browser import take_in

OLGA = "Olga <olga@nord.example>"
TYPING = {"HX-Request": "true", "HX-Request-Type": "partial"}
QUIET = timedelta(seconds=30)


@pytest.fixture
def colleague(app: Flask, ledger: Ledger) -> Browser:
    """A browser of somebody else of the team, who owns nothing."""
    account = accounts.add(ledger, "", "ana@lumen.example", "Ana", PASSWORD)
    return signed_in_to(app, ledger, account)


def noted(ledger: Ledger) -> list[tuple[str, str, int]]:
    """Return what was noted, the oldest first: what, of which words, how many."""
    found = accesses.every(ledger, 100).found
    return [
        (each.what, accesses.asked_for(each).words, each.number)
        for each in reversed(found)
    ]


def test_a_search_is_noted_with_who_when_and_how_much_it_found(
    client: Browser, ledger: Ledger, signed_in: Account
) -> None:
    take_in(ledger, {"1.eml": mail(OLGA, "Logo", "the logo")})

    client.read("/search?q=logo&kind=mail")

    [found] = accesses.every(ledger, 10).found
    assert (found.account, found.number) == (signed_in.id, 1)
    assert (found.query, found.door) == ("q=logo&kind=mail", "page")


def test_letters_that_are_typed_are_one_search(
    client: Browser, ledger: Ledger, clock: Clock
) -> None:
    begun = clock.now
    typed = ("l", "lo", "logo", "log", "logo", "logo big", "logo bigger")
    for number, words in enumerate(typed):
        clock.now = begun + timedelta(seconds=number)
        client.get("/search", query_string={"q": words}, headers=TYPING)

    assert [words for _what, words, _number in noted(ledger)] == ["logo bigger"]
    clock.now += QUIET
    client.get("/search", query_string={"q": "logo bigger font"}, headers=TYPING)
    client.get("/search", query_string={"q": "other"}, headers=TYPING)

    found = [words for _what, words, _number in noted(ledger)]
    assert found == ["logo bigger", "logo bigger font", "other"]


def test_what_was_entered_is_never_replaced_by_what_comes_next(
    client: Browser, ledger: Ledger
) -> None:
    for words in ("logo", "logo bigger"):
        client.read(f"/search?q={words}")

    assert [words for _what, words, _number in noted(ledger)] == ["logo", "logo bigger"]


def test_the_next_page_and_a_second_look_are_the_same_search(
    client: Browser, ledger: Ledger, clock: Clock
) -> None:
    for address in ("/search?q=logo", "/search?q=logo&page=2", "/search?q=logo"):
        client.read(address)
    assert len(noted(ledger)) == 1

    clock.now += timedelta(hours=1)
    client.read("/search?q=logo")

    assert len(noted(ledger)) == 2


def test_an_owner_sees_all_and_others_their_own(
    client: Browser, colleague: Browser
) -> None:
    client.read("/search?q=salary")
    colleague.read("/search?q=logo")

    everything = client.read("/audit/searches")
    hers = colleague.read("/audit/searches?account=")

    assert "“salary”" in everything
    assert "“logo”" in everything
    assert "Ana" in everything
    assert "salary" not in hers
    assert "“logo”" in hers


def test_a_page_behind_the_last_one_shows_the_last_one(client: Browser) -> None:
    client.read("/search?q=salary")

    assert "“salary”" in client.read("/audit/searches?page=99")


def test_where_no_access_is_of_a_sort_the_page_does_not_say_there_is_none(
    client: Browser,
) -> None:
    assert "Nothing was searched for yet" in client.read("/audit/searches")
    client.read("/search?q=salary")

    page = client.read("/audit/searches?what=export")

    assert "Nothing was searched for yet" not in page
    assert 'href="/audit/searches"' in page.partition("<main")[2]


def test_nobody_reads_anothers_searches_by_his_id(
    client: Browser, colleague: Browser, signed_in: Account
) -> None:
    client.read("/search?q=salary")

    page = colleague.read(f"/audit/searches?account={signed_in.id}")

    assert "salary" not in page


def test_words_are_forgotten_after_their_days(
    client: Browser, ledger: Ledger, clock: Clock
) -> None:
    client.read("/search?q=salary")
    clock.now += timedelta(days=ledger.config.access_days, hours=1)
    assert noted(ledger) == []

    token = accounts.begin_session(
        ledger, accounts.with_email(ledger, "maria@lumen.example"), "tests"
    )
    client.set_cookie("scope-ledger-session", token)
    client.read("/search?q=logo")

    assert b"salary" not in b"".join(
        path.read_bytes() for path in ledger.home.glob("*.log")
    )
    with ledger.db.reading() as tx:
        rows = tx.exec_driver_sql("SELECT query FROM access").scalars().all()
    assert rows == ["q=logo"]


def test_the_page_says_that_searches_are_kept(client: Browser, ledger: Ledger) -> None:
    page = client.read("/search")

    assert f"is kept for {ledger.config.access_days} days" in page
    assert 'href="/audit/searches"' in page


def test_words_that_are_searched_for_never_reach_the_evidence(
    client: Browser, ledger: Ledger
) -> None:
    client.read("/search?q=verypersonalword")

    with ledger.db.reading() as tx:
        bodies = tx.exec_driver_sql("SELECT body FROM event").scalars().all()
    assert all(b"verypersonalword" not in body for body in bodies)


def test_a_search_that_cannot_be_noted_is_answered_and_says_so(
    client: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise DiskFullError

    monkeypatch.setattr("ledger.store.accesses.add", full)

    assert "could not be noted" in client.read("/search?q=logo")
    assert client.get("/search/sheet?q=logo").status_code >= 400


def sheet(browser: Browser, address: str) -> list[dict[str, str]]:
    """Return the rows of a sheet by the names of its columns."""
    answer = browser.get(address)
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.content_type == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"))))


def test_all_that_is_found_leaves_with_digests_and_citations(
    client: Browser, ledger: Ledger
) -> None:
    files = {
        f"{number}.eml": mail(OLGA, f"Logo {number}", f"the logo, take {number}")
        for number in range(25)
    }
    documents = take_in(ledger, files)

    page = client.read("/search?q=logo&sort=oldest")
    link = re.search(r'href="(/search/sheet[^"]*)" download', page)
    assert link
    assert "Download all 25 results" in page
    rows = sheet(client, link[1].replace("&amp;", "&"))

    assert {row["document"] for row in rows} == {each.id for each in documents.values()}
    first = next(row for row in rows if row["document"] == documents["0.eml"].id)
    digest = documents["0.eml"].digest
    assert first["sha256"] == str(digest)
    assert first["author's address"] == "olga@nord.example"
    assert first["address"].startswith("http://localhost/documents/d_")
    assert digest.hex in first["citation"]
    assert "2025-03-14T14:20:00" in first["citation"]
    assert noted(ledger)[-1] == ("export", "logo", 25)


def test_no_cell_of_a_sheet_is_a_formula(client: Browser, ledger: Ledger) -> None:
    hostile = mail('"=cmd|x" <o@nord.example>', "=1+1 logo", "@SUM(1) logo")
    take_in(ledger, {"=evil.eml": hostile})

    [row] = sheet(client, "/search/sheet?q=logo")

    assert row["title"] == "'=1+1 logo"
    assert row["words that answer"].startswith("'@SUM")
    assert not [each for each in row.values() if each[:1] in set("=+@|\t")]


def test_a_sheet_of_nothing_is_refused(client: Browser) -> None:
    assert client.get("/search/sheet").status_code == 422


def test_for_how_long_searches_are_kept_can_be_set(config: Config) -> None:
    assert config.model_copy(update={"access_days": 30}).access_days == 30
