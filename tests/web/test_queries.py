"""Many searches at once: the candidates for each line of a list."""

import csv
import io
import time
from datetime import timedelta

import pytest
from flask import Flask

from ledger.domain.account import Account
from ledger.domain.errors import BadInputError
from ledger.opened import Ledger
from ledger.services import accesses
from ledger.services import accounts
from ledger.services import querying
from ledger.web import create_app
from tests.conftest import Clock
from tests.web.browser import Browser
from tests.web.browser import mail
from tests.web.browser import PASSWORD
from tests.web.browser import signed_in_to
from tests.web.browser import take_in
from tests.web.browser import words

OLGA = "Olga <olga@nord.example>"


def asked(browser: Browser, **fields: object) -> str:
    """Send a list, wait until it is answered, and return the address of its answers."""
    answer = browser.submit("/search/list", **fields)
    assert answer.status_code == 303
    wait_for(browser, answer.location)
    return answer.location


def wait_for(browser: Browser, address: str) -> None:
    """Look again until the answers are there, as the page does by itself."""
    while 'id="progress"' in browser.read(address):
        time.sleep(0.1)


@pytest.fixture
def letters(ledger: Ledger) -> None:
    """Two letters of a client."""
    files = {
        "1.eml": mail(OLGA, "Logo", "the logo is too small"),
        "2.eml": mail(OLGA, "Font", "the font of the banner"),
    }
    take_in(ledger, files)


@pytest.mark.usefixtures("letters")
def test_each_line_is_answered_with_the_documents_that_fit(
    client: Browser, ledger: Ledger
) -> None:
    lines = "logo small\n\n  banner   font \nnothingsuch\nlogo kind:mail"

    page = words(client.read(asked(client, queries=lines)))

    assert "4 searches answered" in page
    assert "No document has all words of 1 of them." in page
    assert page.index("logo small") < page.index("banner font") < page.index("nothings")
    assert "Olga" in page
    assert "Nothing was found." in page
    found = accesses.every(ledger, 10).found
    assert [each.what for each in found] == ["list"] * 4


@pytest.mark.usefixtures("letters")
def test_the_answers_leave_as_a_sheet_without_formulas(client: Browser) -> None:
    address = asked(client, queries="logo\n=1+1\n@banner font")

    answer = client.get(f"{address}/sheet")

    rows = list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"))))
    assert [(row["line"], row["query"]) for row in rows] == [
        ("1", "logo"),
        ("2", "'=1+1"),
        ("3", "'@banner font"),
    ]
    assert rows[0]["sha256"].startswith("sha256:")
    assert rows[0]["candidate"] == "1"
    assert rows[1]["document"] == ""


@pytest.mark.usefixtures("letters")
def test_a_table_is_asked_by_its_column_of_queries(client: Browser) -> None:
    table = "no;Запрос;note\n1;logo;x\n2;;y\n3;banner;z\n".encode("utf-8-sig")

    page = words(client.read(asked(client, file=(io.BytesIO(table), "points.csv"))))

    assert "2 searches answered" in page
    assert "banner" in page


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"queries": " \n "}, "The list has no queries: write one a line."),
        ({"queries": "a\n" * 501}, "The list has 501 queries; 500 are answered"),
        ({"queries": "x" * 1001}, "Query 1 is too long"),
        ({"file": (io.BytesIO(b"\xff\x00\x80"), "x.csv")}, "This file is no text"),
    ],
)
def test_a_list_that_cannot_be_asked_is_told_and_stays_in_its_field(
    client: Browser, fields: dict[str, object], sentence: str
) -> None:
    answer = client.submit("/search/list", **fields)

    assert answer.status_code == 422
    assert sentence in answer.text


def test_nobody_sees_the_answers_of_somebody_else(
    app: Flask, client: Browser, ledger: Ledger
) -> None:
    ana = accounts.add(ledger, "", "ana@lumen.example", "Ana", PASSWORD)
    address = asked(client, queries="salary")

    answer = signed_in_to(app, ledger, ana).get(address)

    assert answer.status_code == 303
    assert client.get("/search/list/0123456789abcdef").status_code == 303
    assert client.get(address.replace("/search/list/", "/audit/runs/")).location


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"logo\nbig font\n", ["logo", "big font"]),
        (b'"logo, bigger"\nfont\n', ["logo, bigger", "font"]),
        (b"words\tn\nlogo\t1\n", ["logo"]),
        ("п;q\nлоготип;1\n".encode("utf-16"), ["п", "логотип"]),
        (b'"open\nquote', ["open quote"]),
    ],
)
def test_tables_of_many_programs_are_read(data: bytes, expected: list[str]) -> None:
    assert querying.table(data) == expected


@pytest.mark.parametrize("data", [b"\0\1\2", b"a" * (querying.LARGEST + 1)])
def test_bytes_that_are_no_list_are_refused(data: bytes) -> None:
    with pytest.raises(BadInputError):
        querying.table(data)


@pytest.mark.usefixtures("letters")
def test_the_answers_are_at_their_address_after_a_restart_too(
    client: Browser, ledger: Ledger, signed_in: Account
) -> None:
    address = asked(client, queries="logo\nbanner", candidates="1")
    ana = accounts.add(ledger, "", "ana@lumen.example", "Ana", PASSWORD)

    started = create_app(ledger)

    again = signed_in_to(started, ledger, signed_in)
    wait_for(again, address)
    assert "2 searches answered" in again.read(address)
    sheet = again.get(f"{address}/sheet").get_data().decode("utf-8-sig")
    assert len(sheet.splitlines()) == 3
    noted = [each.what for each in accesses.every(ledger, 10).found]
    assert noted == ["export", "list", "list"]
    assert signed_in_to(started, ledger, ana).get(address).status_code == 303


def test_a_list_is_forgotten_after_a_while(
    client: Browser, ledger: Ledger, signed_in: Account, clock: Clock
) -> None:
    address = asked(client, queries="salary")
    clock.now += timedelta(days=8)
    again = signed_in_to(create_app(ledger), ledger, signed_in)

    later = asked(again, queries="logo")

    assert again.get(address).status_code == 303
    assert again.get(later).status_code == 200
    kept = (ledger.home / "cache" / "queries").iterdir()
    assert all(b"salary" not in each.read_bytes() for each in kept)


@pytest.mark.parametrize("data", [b"", b'{"account": "a', b'["logo"]', b'{"old": 1}'])
def test_a_list_that_cannot_be_read_any_more_is_not_there(
    data: bytes, client: Browser, ledger: Ledger, signed_in: Account
) -> None:
    address = asked(client, queries="logo")
    (kept,) = (ledger.home / "cache" / "queries").iterdir()
    kept.write_bytes(data)

    again = signed_in_to(create_app(ledger), ledger, signed_in)

    assert again.get(address).status_code == 303


def test_a_first_line_that_only_names_the_delimiter_is_no_query() -> None:
    assert querying.table(b"sep=;\r\nquery;no\r\nlogo, big;1\r\n") == ["logo, big"]
