"""The sample ledger behind its web door: what to try, and the way to one's own."""

import io
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from flask import Flask

from ledger.domain.errors import BadInputError
from ledger.domain.sentence import said
from ledger.opened import Ledger
from ledger.services import accounts
from ledger.services import history
from ledger.services import quotes
from ledger.services import sampling
from ledger.services import trying
from ledger.services import working
from ledger.services.sampling import Own
from ledger.services.trying import Steps
from ledger.web import create_app
from tests.web.browser import Browser
from tests.web.browser import folded
from tests.web.browser import PASSWORD
from tests.web.browser import words


@pytest.fixture
def app(full_ledger: Ledger) -> Flask:
    """The application of the sample ledger, as its visitor sees it."""
    made = create_app(full_ledger, visitor=sampling.visitor(full_ledger))
    made.testing = True
    return made


@pytest.fixture
def visitor(app: Flask) -> Browser:
    """A browser of somebody who tries the sample ledger."""
    return Browser(app)


def steps_of(ledger: Ledger) -> Steps:
    """Return the steps, which must be there."""
    found = trying.steps(ledger)
    assert found
    return found


def follow(browser: Browser, address: str) -> str:
    """Open an address as a browser does, along every redirect."""
    answer = browser.get(address, follow_redirects=True)
    assert answer.status_code == 200
    return folded(answer.text)


def pull(browser: Browser) -> None:
    """Pull the story of a request."""
    answer = browser.submit("/requests/R-4/pull")
    assert answer.status_code == 200
    assert answer.data.startswith(b"PK")
    answer.close()


def test_home_shows_four_steps_of_which_none_is_done(visitor: Browser) -> None:
    page = visitor.read("/")

    assert "Try it in a few minutes" in page
    assert "0 of 4 done" in page
    assert page.count('class="try-tick"') == 4


def test_the_first_step_is_done_by_opening_a_hit(
    visitor: Browser, full_ledger: Ledger
) -> None:
    found = visitor.read(f"/search?q={trying.WORDS}")
    assert steps_of(full_ledger).done == (False, False, False, False)

    hit = re.search(r'href="(/documents/[^"]+)" data-open', found)
    assert hit
    follow(visitor, unescape(hit[1]))

    assert steps_of(full_ledger).done == (True, False, False, False)
    assert "1 of 4 done" in visitor.read("/")


def test_the_second_step_needs_the_rounds_and_the_clause(
    visitor: Browser, full_ledger: Ledger
) -> None:
    term = steps_of(full_ledger).term
    visitor.read("/projects/NORD/rounds")
    visitor.read("/projects/KLAS/rounds")
    assert not steps_of(full_ledger).done[1]

    page = follow(visitor, f"/documents/{term.document}?at={term.start}-{term.end}")

    assert "Contract_17-2025" in page
    assert steps_of(full_ledger).done[1]


def test_the_third_step_needs_the_letter_and_the_story_of_every_point(
    visitor: Browser, full_ledger: Ledger
) -> None:
    steps = steps_of(full_ledger)
    follow(visitor, f"/documents/{steps.complaint}")
    for point in steps.points[:-1]:
        visitor.read(f"/requests/{point.label}")
    assert not steps_of(full_ledger).done[2]
    assert "Here they are right" not in visitor.read("/")

    visitor.read(f"/requests/{steps.points[-1].label}")

    assert steps_of(full_ledger).done[2]
    assert "Here they are right: due on 29 April, sent on 6 May" in visitor.read("/")


def test_the_fourth_step_is_in_the_log(visitor: Browser, full_ledger: Ledger) -> None:
    pull(visitor)

    assert steps_of(full_ledger).done == (False, False, False, True)


def test_what_was_not_found_ticks_nothing(
    visitor: Browser, full_ledger: Ledger
) -> None:
    for address in ("/documents/d_none?q=логотип", "/requests/R-999", "/requests/x"):
        assert visitor.get(address).status_code == 404

    assert steps_of(full_ledger).done == (False, False, False, False)


def test_the_steps_are_put_away_and_brought_back_with_what_was_done(
    visitor: Browser,
) -> None:
    pull(visitor)
    visitor.submit("/try/close")
    closed = visitor.read("/")

    visitor.submit("/try/open")
    back = visitor.read("/")

    assert "Try it in a few minutes" not in closed
    assert "Show what to try" in closed
    assert "1 of 4 done" in back
    assert "Show what to try" not in back


def test_what_was_done_outlives_the_program(app: Flask, full_ledger: Ledger) -> None:
    Browser(app).read("/projects/NORD/rounds")
    full_ledger.close()

    again = Ledger(full_ledger.config)
    try:
        assert steps_of(again).rounds
    finally:
        again.close()


def test_a_ledger_of_ones_own_shows_nothing_of_it(
    client_of_own: Browser,
) -> None:
    page = client_of_own.read("/")

    assert "Sample data" not in page
    assert "Try it" not in page
    assert client_of_own.get("/start-with-my-own").status_code == 404
    for place in ("/try/close", "/try/open", "/start-with-my-own"):
        assert client_of_own.submit(place).status_code == 404


@pytest.fixture
def client_of_own(ledger: Ledger) -> Browser:
    """A browser that is signed in to a ledger of one's own."""
    account = accounts.add(ledger, "", "ana@lumen.example", "Ana", PASSWORD)
    browser = Browser(create_app(ledger))
    browser.set_cookie(
        "scope-ledger-session", accounts.begin_session(ledger, account, "tests")
    )
    return browser


def test_where_files_are_added_it_says_that_they_are_thrown_away(
    visitor: Browser,
) -> None:
    assert "What you add here is thrown away with them." in visitor.read("/upload")
    assert "thrown away" not in visitor.read("/projects")


def way(app: Flask, home: Path, *, known: bool = False) -> list[str]:
    """Give the application a way to one's own; return what it was asked to do."""
    began: list[str] = []

    def begin(_account: Callable[[Ledger], str]) -> str:
        began.append(str(home))
        return "" if known else "a-token"

    app.extensions["own"] = Own(home=home, known=lambda: known, begin=begin)
    return began


def test_the_way_to_ones_own_first_says_what_will_happen(
    app: Flask, visitor: Browser, tmp_path: Path
) -> None:
    began = way(app, tmp_path / "own")

    page = words(visitor.read("/start-with-my-own"))

    assert "The 3 sample projects go" in page
    assert str(tmp_path / "own") in page
    assert f"scope-ledger --home {tmp_path / 'own'} serve" in page
    assert began == []


def test_an_account_is_asked_for_field_by_field(
    app: Flask, visitor: Browser, tmp_path: Path
) -> None:
    began = way(app, tmp_path / "own")

    answer = visitor.submit("/start-with-my-own", email="ana@lumen.example")

    assert answer.status_code == 422
    assert "Say what you are called." in answer.text
    assert "Choose a password." in answer.text
    assert 'value="ana@lumen.example"' in answer.text
    assert began == []


def test_one_click_goes_over_and_signs_in(
    app: Flask, visitor: Browser, tmp_path: Path
) -> None:
    began = way(app, tmp_path / "own")

    answer = visitor.submit(
        "/start-with-my-own", name="Ana", email="ana@lumen.example", password=PASSWORD
    )

    assert (answer.status_code, answer.location) == (303, "/")
    assert "scope-ledger-session=a-token" in answer.headers["Set-Cookie"]
    assert began == [str(tmp_path / "own")]


def test_a_ledger_that_is_there_already_asks_for_no_account(
    app: Flask, visitor: Browser, tmp_path: Path
) -> None:
    began = way(app, tmp_path / "own", known=True)

    page = visitor.read("/start-with-my-own")
    answer = visitor.submit("/start-with-my-own")

    assert "Your own ledger is opened as you left it" in page
    assert 'name="password"' not in page
    assert answer.status_code == 303
    assert began


def test_what_keeps_it_from_beginning_is_said_and_the_sample_stays(
    app: Flask, visitor: Browser, full_ledger: Ledger, tmp_path: Path
) -> None:
    def begin(_account: Callable[[Ledger], str]) -> str:
        raise BadInputError(said("This password is too short."))

    own = Own(home=tmp_path / "own", known=lambda: False, begin=begin)
    app.extensions["own"] = own

    answer = visitor.submit(
        "/start-with-my-own",
        name="Ana",
        email="ana@lumen.example",
        password="x",  # noqa: S106 - too short, on purpose
    )

    assert answer.status_code == 422
    assert "This password is too short." in answer.text
    assert history.size(full_ledger) > 0


def test_nobody_elses_machine_makes_the_first_account(
    app: Flask, visitor: Browser, tmp_path: Path
) -> None:
    began = way(app, tmp_path / "own")
    far = {"environ_overrides": {"REMOTE_ADDR": "192.0.2.7"}}

    page = visitor.read("/start-with-my-own", **far)

    assert 'name="password"' not in page
    assert "scope-ledger user add" in page
    assert began == []


def test_a_post_from_elsewhere_does_nothing(app: Flask, tmp_path: Path) -> None:
    began = way(app, tmp_path / "own", known=True)
    app.config["WTF_CSRF_ENABLED"] = True

    answer = Browser(app).post("/start-with-my-own", data={})
    crossed = Browser(app).post(
        "/start-with-my-own", headers={"Sec-Fetch-Site": "cross-site"}
    )

    assert answer.status_code == 400
    assert crossed.status_code in {400, 403}
    assert began == []


def test_what_is_added_while_trying_is_taken_in_by_the_sample_alone(
    visitor: Browser, full_ledger: Ledger
) -> None:
    size = history.size(full_ledger)

    answer = visitor.submit("/upload", files=[(io.BytesIO(b"words"), "note.txt")])

    assert answer.status_code == 303
    assert history.size(full_ledger) > size
    assert sampling.is_sample(full_ledger)


def test_the_card_leads_to_a_chat_a_scan_and_an_altered_quote(
    visitor: Browser, full_ledger: Ledger
) -> None:
    working.run(full_ledger, lambda _number: None, kinds=[quotes.COMPARE])
    steps = steps_of(full_ledger)
    page = visitor.read("/")

    for key in (steps.chat, steps.scan, steps.altered):
        assert f"/{key}" in page
    day = follow(visitor, f"/chats/{steps.chat}")
    quote = visitor.read(f"/documents/{steps.altered}")
    assert "14 May 2025" in day
    assert "[+не+]" in quote
