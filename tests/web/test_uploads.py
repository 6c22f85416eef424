"""Uploads: in parts that go on where they stopped, or whole; a receipt tells all."""

import io
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from ledger.config import Config
from ledger.domain.account import Account
from ledger.domain.receipt import Outcome
from ledger.opened import Ledger
from ledger.services import accounts
from ledger.services import audit
from ledger.services import intake
from ledger.services import receipts
from ledger.services import uploading
from ledger.services import working
from ledger.web import create_app
from tests.conftest import Clock
from tests.services.test_services_working import dead
from tests.web.browser import ACTOR
from tests.web.browser import Browser
from tests.web.browser import mail
from tests.web.browser import PASSWORD
from tests.web.browser import signed_in_to
from tests.web.browser import take_in

TAKEN_IN, DUPLICATE, SET_ASIDE = Outcome
OLGA = "Olga <olga@nord.example>"
Send = Callable[..., TestResponse]


@pytest.fixture
def send(client: Browser) -> Send:
    """Send a request as the script of the page does, with the token of the page."""
    return sender(client)


def sender(browser: Browser) -> Send:
    found = re.search(r'name="csrf-token" content="([^"]+)"', browser.get("/").text)
    assert found
    headers = {"X-CSRFToken": found[1], "Accept": "application/json"}

    def sent(method: str, address: str, **options: Any) -> TestResponse:
        return browser.open(address, method=method, headers=headers, **options)

    return sent


def start(send: Send, *files: tuple[str, int], **fields: str) -> dict[str, Any]:
    listed = [{"name": name, "size": size} for name, size in files]
    answer = send("POST", "/upload/start", json={"files": listed, **fields})
    assert answer.status_code == 200, answer.text
    return dict(answer.json or {})


def test_the_form_says_what_may_be_sent(client: Browser) -> None:
    page = client.read("/upload")

    assert "data-upload-form" in page
    assert "A file may have up to 19.5 GB" in page
    assert "Without scripts, files of up to 64.0 MB" in page
    assert "For every upload there will be a receipt here" in page


def test_a_file_comes_in_parts_and_is_taken_in(
    ledger: Ledger, client: Browser, send: Send
) -> None:
    data = mail(OLGA, "Logo", "bigger, please " * 1000)
    begun = start(send, ("a.eml", len(data)), custodian="Box of Olga")
    [part] = begun["parts"]

    first = send("PUT", f"/upload/{part['id']}?offset=0", data=data[:5000])
    second = send("PUT", f"/upload/{part['id']}?offset=5000", data=data[5000:])
    done = send("POST", f"/upload/{begun['receipt']}/finish", json={})
    working.run(ledger, lambda _number: None)

    assert (first.json, second.json) == ({"offset": 5000}, {"offset": len(data)})
    assert done.json == {"location": f"/receipts/{begun['receipt']}"}
    page = client.read(f"/receipts/{begun['receipt']}")
    assert "Done" in page
    assert "held by Box of Olga" in page
    assert "by Maria Popescu" in page
    [(document, _path)] = receipts.made(ledger, begun["receipt"])
    assert ledger.blobs.read(document.digest) == data


def test_after_a_broken_connection_sending_goes_on_behind_what_arrived(
    ledger: Ledger, send: Send, signed_in: Account
) -> None:
    begun = start(send, ("a.txt", 10))
    key = begun["parts"][0]["id"]

    with pytest.raises(ConnectionError):
        uploading.append(ledger, signed_in, key, 0, Broken(b"12345"))
    there = send("GET", f"/upload/{key}").json
    rest = send("PUT", f"/upload/{key}?offset=5", data=b"67890")
    send("POST", f"/upload/{begun['receipt']}/finish", json={})

    assert there == {"offset": 5}
    assert rest.json == {"offset": 10}
    [(document, _path)] = receipts.made(ledger, begun["receipt"])
    assert ledger.blobs.read(document.digest) == b"1234567890"


class Broken:
    """A connection that gives some bytes and breaks."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def read(self, size: int = -1, /) -> bytes:
        if not self._data:
            raise ConnectionError
        data, self._data = self._data, b""
        return data


@pytest.mark.parametrize("offset", ["3", "99", "-1", "x", ""])
def test_bytes_for_another_place_are_refused_and_change_nothing(
    send: Send, offset: str
) -> None:
    key = start(send, ("a.txt", 10))["parts"][0]["id"]
    send("PUT", f"/upload/{key}?offset=0", data=b"12345")

    answer = send("PUT", f"/upload/{key}?offset={offset}", data=b"zzz")

    assert answer.status_code == 409
    assert "5 have arrived" in answer.text
    assert send("GET", f"/upload/{key}").json == {"offset": 5}


def test_more_bytes_than_were_announced_are_refused(send: Send) -> None:
    key = start(send, ("a.txt", 4))["parts"][0]["id"]

    answer = send("PUT", f"/upload/{key}?offset=0", data=b"12345")

    assert answer.status_code == 422
    assert "more bytes than were announced" in answer.text
    assert send("GET", f"/upload/{key}").json == {"offset": 0}


def test_finishing_twice_takes_nothing_in_twice(ledger: Ledger, send: Send) -> None:
    begun = start(send, ("a.txt", 5))
    send("PUT", f"/upload/{begun['parts'][0]['id']}?offset=0", data=b"words")

    answers = [
        send("POST", f"/upload/{begun['receipt']}/finish", json={}) for _ in range(3)
    ]

    where = {"location": f"/receipts/{begun['receipt']}"}
    assert [answer.json for answer in answers] == [where, where, where]
    assert receipts.progress(ledger, begun["receipt"]).counts[TAKEN_IN] == 1
    assert receipts.progress(ledger, begun["receipt"]).counts[DUPLICATE] == 0
    assert list((ledger.home / "uploads").glob("up_*")) == []


def test_a_file_that_did_not_arrive_whole_is_set_aside_with_the_reason(
    ledger: Ledger, client: Browser, send: Send
) -> None:
    begun = start(send, ("a.txt", 100), ("b.txt", 5), ("empty.txt", 0))
    first, second, _empty = begun["parts"]
    send("PUT", f"/upload/{first['id']}?offset=0", data=b"12345")
    send("PUT", f"/upload/{second['id']}?offset=0", data=b"words")

    send("POST", f"/upload/{begun['receipt']}/finish", json={})
    working.run(ledger, lambda _number: None)

    page = client.read(f"/receipts/{begun['receipt']}?show=set-aside")
    assert "only 5 of its 100 bytes arrived" in page
    assert "“empty.txt” is empty" in page
    assert receipts.progress(ledger, begun["receipt"]).counts[TAKEN_IN] == 1


def test_nobody_goes_on_with_the_upload_of_another(
    app: Flask, ledger: Ledger, send: Send
) -> None:
    begun = start(send, ("a.txt", 5))
    key = begun["parts"][0]["id"]
    other = accounts.add(ledger, "", "ion@lumen.example", "Ion", PASSWORD)
    theirs = sender(signed_in_to(app, ledger, other))

    answers = [
        theirs("PUT", f"/upload/{key}?offset=0", data=b"words"),
        theirs("GET", f"/upload/{key}"),
        theirs("POST", f"/upload/{begun['receipt']}/finish", json={}),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert send("GET", f"/upload/{key}").json == {"offset": 0}


@pytest.fixture
def small(tmp_path: Path, clock: Clock) -> Any:
    """A ledger that takes files of up to one megabyte."""
    opened = Ledger(Config(home=tmp_path / "small", boxes=1, limit_mb=1), clock)
    yield opened
    opened.close()


def test_a_file_above_the_limit_is_refused_and_holds_up_no_other(small: Ledger) -> None:
    account = accounts.add(small, "", "maria@lumen.example", "Maria", PASSWORD)
    browser = signed_in_to(create_app(small), small, account)
    send = sender(browser)

    begun = start(send, ("big.mbox", 2 << 20), ("a.txt", 5))
    large, fits = begun["parts"]
    send("PUT", f"/upload/{fits['id']}?offset=0", data=b"words")
    send("POST", f"/upload/{begun['receipt']}/finish", json={})

    assert "larger than 1 MB" in large["error"]
    counts = receipts.progress(small, begun["receipt"]).counts
    assert (counts[TAKEN_IN], counts[SET_ASIDE]) == (1, 1)
    assert "larger than 1 MB" in browser.read(f"/receipts/{begun['receipt']}")


def test_a_receipt_of_files_that_are_all_too_large_is_closed_at_once(
    small: Ledger,
) -> None:
    account = accounts.add(small, "", "maria@lumen.example", "Maria", PASSWORD)
    send = sender(signed_in_to(create_app(small), small, account))

    begun = start(send, ("big.mbox", 2 << 20))

    assert receipts.progress(small, begun["receipt"]).receipt.closed_at


def test_what_would_not_fit_on_the_disk_is_refused_before_it_is_sent(
    send: Send, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = type("Usage", (), {"free": 10})
    monkeypatch.setattr("shutil.disk_usage", lambda _path: full)

    listed = [{"name": "a.txt", "size": 1000}]
    answer = send("POST", "/upload/start", json={"files": listed})

    assert answer.status_code == 507
    assert "The disk is full" in answer.text
    assert receipts.number(ledger) == 0


@pytest.mark.parametrize(
    "asked",
    [
        None,
        [],
        {},
        {"files": []},
        {"files": "x"},
        {"files": ["x"]},
        {"files": [{"name": "a"}]},
        {"files": [{"name": "a", "size": -1}]},
        {"files": [{"name": "a", "size": True}]},
        {"files": [{"name": "a", "size": "9"}]},
    ],
)
def test_a_request_that_makes_no_sense_is_refused(send: Send, asked: Any) -> None:
    answer = send("POST", "/upload/start", json=asked)

    assert answer.status_code == 422
    assert set(answer.json or {}) == {"error"}


@pytest.mark.parametrize(
    "name",
    ["../../x", "a\0b", "\ud800", "<b>x</b>.eml", "", "n" * 5000, "\u202egpj.exe"],
)
def test_a_hostile_name_is_data_and_nothing_else(
    ledger: Ledger, client: Browser, send: Send, name: str
) -> None:
    begun = start(send, (name, 5))
    send("PUT", f"/upload/{begun['parts'][0]['id']}?offset=0", data=b"words")

    send("POST", f"/upload/{begun['receipt']}/finish", json={})

    page = client.read(f"/receipts/{begun['receipt']}")
    assert "<b>x</b>" not in page
    assert receipts.progress(ledger, begun["receipt"]).counts[TAKEN_IN] == 1
    assert audit.audit(ledger).verdict != "broken"


def test_what_nobody_finished_for_a_day_is_finished_with_what_is_there(
    ledger: Ledger, send: Send, clock: Clock
) -> None:
    begun = start(send, ("whole.txt", 5), ("half.txt", 10))
    for part in begun["parts"]:
        send("PUT", f"/upload/{part['id']}?offset=0", data=b"words")

    clock.now += timedelta(days=2)
    uploading.sweep(ledger)

    counts = receipts.progress(ledger, begun["receipt"]).counts
    assert (counts[TAKEN_IN], counts[SET_ASIDE]) == (1, 1)
    assert list((ledger.home / "uploads").glob("up_*")) == []


def test_without_scripts_a_form_sends_whole_files(
    ledger: Ledger, client: Browser
) -> None:
    files = [
        (io.BytesIO(mail(OLGA, "Logo", "hi")), "a.eml"),
        (io.BytesIO(b""), "b.txt"),
    ]

    answer = client.submit("/upload", files=files, custodian="", project="")
    working.run(ledger, lambda _number: None)

    page = client.read(answer.location)
    assert answer.status_code == 303
    assert "a.eml" in page
    assert "“b.txt” is empty; there is nothing to keep." in page
    assert "held by Maria Popescu" in page


def test_a_form_without_a_file_says_what_to_do(client: Browser) -> None:
    answer = client.submit("/upload", project="")

    assert answer.status_code == 422
    assert "Choose at least one file." in answer.text


def test_a_form_may_choose_the_project(full_ledger: Ledger, full: Browser) -> None:
    files = [(io.BytesIO(b"unknown words"), "x.txt")]

    answer = full.submit("/upload", files=files, project="KLAS")
    working.run(full_ledger, lambda _number: None)

    assert 'href="/projects/KLAS"' in full.read(answer.location)
    unknown = full.submit("/upload", files=[(io.BytesIO(b"x"), "x")], project="NONE")
    assert unknown.status_code == 404


def test_a_receipt_looks_again_by_itself_until_all_is_read(
    ledger: Ledger, client: Browser, send: Send
) -> None:
    begun = start(send, ("a.txt", 5))
    send("PUT", f"/upload/{begun['parts'][0]['id']}?offset=0", data=b"words")
    arriving = client.read(f"/receipts/{begun['receipt']}")
    send("POST", f"/upload/{begun['receipt']}/finish", json={})
    waiting = client.read(f"/receipts/{begun['receipt']}")
    working.run(ledger, lambda _number: None)
    block = client.read(f"/receipts/{begun['receipt']}", headers={"HX-Request": "true"})

    assert "Files are still arriving." in arriving
    assert "1 file waits to be read." in waiting
    assert 'hx-trigger="every 1s"' in waiting
    assert block.strip().startswith('<div class="stack" id="progress">')


def test_a_receipt_leads_to_the_first_one_of_what_was_there_before(
    ledger: Ledger, client: Browser
) -> None:
    document = take_in(ledger, {"a.txt": b"words"})["a.txt"]
    files = [(io.BytesIO(b"words"), "again.txt"), (io.BytesIO(b"MZ\0\1"), "x.exe")]

    answer = client.submit("/upload", files=files)
    working.run(ledger, lambda _number: None)

    again = client.read(f"{answer.location}?show=duplicate")
    unread = client.read(f"{answer.location}?show=unread")
    assert f'<a href="/documents/{document.id}">the first one</a>' in again
    assert "cannot be read yet" in unread
    assert "again.txt" not in unread


def test_a_long_receipt_comes_in_pages(ledger: Ledger, client: Browser) -> None:
    files = {f"{number:02}.txt": f"words {number}".encode() for number in range(60)}
    receipt = take_in(ledger, files)["00.txt"].provenance.receipt

    first = client.read(f"/receipts/{receipt}")
    second = client.read(f"/receipts/{receipt}?page=2")

    assert (first.count("Taken in</span>"), second.count("Taken in</span>")) == (50, 10)


def test_the_list_of_receipts_is_empty_at_first_and_then_counts(
    client: Browser, full: Browser
) -> None:
    assert "No receipts yet" in client.read("/receipts")
    assert "Lumen Studio" in full.read("/receipts")


def test_an_unknown_receipt_or_part_is_not_found(client: Browser, send: Send) -> None:
    assert client.get("/receipts/rc_none").status_code == 404
    assert send("GET", "/upload/up_none").status_code == 404
    assert send("POST", "/upload/rc_none/finish", json={}).status_code == 404


def test_nothing_is_taken_from_a_stranger(stranger: Browser) -> None:
    assert stranger.get("/upload").status_code == 302
    assert stranger.get("/receipts").status_code == 302
    assert stranger.put("/upload/x?offset=0", data=b"x").status_code in {400, 401}
    assert stranger.post("/upload/start", json={}).status_code in {400, 401}


def test_a_request_without_the_token_of_the_page_is_refused(client: Browser) -> None:
    listed = [{"name": "a", "size": 1}]

    assert client.post("/upload/start", json={"files": listed}).status_code == 400
    assert client.put("/upload/x?offset=0", data=b"x").status_code == 400


def test_a_receipt_is_handed_out_as_a_sheet_without_formulas(
    ledger: Ledger, client: Browser
) -> None:
    [document] = take_in(ledger, {"=cmd.txt": b"words"}).values()
    receipt = document.provenance.receipt

    assert "Every file as a sheet" in client.read(f"/receipts/{receipt}")
    answer = client.get(f"/receipts/{receipt}/sheet")

    assert answer.content_type == "text/csv; charset=utf-8"
    assert f"{receipt}.csv" in answer.headers["Content-Disposition"]
    assert answer.text.splitlines()[1].startswith('"\'=cmd.txt","taken-in","document"')
    assert client.get("/receipts/rc_none/sheet").status_code == 404


def test_a_receipt_that_was_broken_off_says_so_and_may_be_closed(
    ledger: Ledger, client: Browser
) -> None:
    receipt = intake.open_receipt(
        ledger,
        ACTOR,
        custodian="",
        channel="take-in",
        holder=dead(),
        plan={"paths": ["/mails"]},
    )
    assert "Run the same command again" in client.read(f"/receipts/{receipt}")

    client.submit(f"/receipts/{receipt}/close")

    page = client.read(f"/receipts/{receipt}")
    assert "take it in again" in page
    assert "Done" in page
