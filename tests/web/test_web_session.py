"""Signing in, and what nobody reaches without it."""

import pytest

from ledger.opened import Ledger
from ledger.web import create_app
from tests.web.browser import Browser
from tests.web.browser import folded
from tests.web.browser import PASSWORD

PAGES = ("/", "/projects", "/new-project", "/people", "/projects/NORD")


@pytest.mark.parametrize("address", PAGES)
def test_a_page_leads_a_stranger_to_signing_in_and_back(
    stranger: Browser, address: str
) -> None:
    answer = stranger.get(address)

    assert answer.status_code == 302
    assert answer.location.startswith("/sign-in?next=")


def test_a_stranger_who_signs_in_comes_to_the_page_he_asked_for(
    stranger: Browser,
) -> None:
    page = stranger.read("/sign-in?next=/people")
    token = page.partition('name="csrf-token" content="')[2].partition('"')[0]

    answer = stranger.post(
        "/sign-in",
        data={
            "csrf_token": token,
            "email": "Maria@lumen.example",
            "password": PASSWORD,
            "next": "/people",
        },
    )

    assert (answer.status_code, answer.location) == (303, "/people")
    assert "Maria Popescu" in stranger.read("/")


def test_a_wrong_password_is_told_and_the_address_is_kept(stranger: Browser) -> None:
    page = stranger.read("/sign-in")
    token = page.partition('name="csrf-token" content="')[2].partition('"')[0]

    answer = stranger.post(
        "/sign-in",
        data={"csrf_token": token, "email": "<b>@x.example", "password": "wrong"},
    )

    assert answer.status_code == 403
    assert "The address or the password is wrong." in answer.text
    assert 'value="&lt;b&gt;@x.example"' in answer.text


def test_a_ledger_without_accounts_says_how_to_make_the_first(ledger: Ledger) -> None:
    stranger = Browser(create_app(ledger))

    page = stranger.read("/sign-in")

    assert "scope-ledger user add" in page
    assert 'type="password"' not in page


def test_signing_out_ends_the_session(client: Browser) -> None:
    answer = client.submit("/sign-out")

    assert answer.status_code == 303
    assert client.get("/").status_code == 302


def test_a_post_without_the_token_is_refused(client: Browser) -> None:
    answer = client.post("/sign-out", data={"key": "NORD", "title": "Site"})

    assert answer.status_code == 400
    assert "load the page again" in folded(answer.text)


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "/\n/x",
        "https://evil.example",
    ],
)
def test_signing_in_leads_to_no_other_site(client: Browser, target: str) -> None:
    answer = client.get("/sign-in", query_string={"next": target})

    assert (answer.status_code, answer.location) == (302, "/")
