"""An upload that nobody finished goes on when the same files are chosen again."""

from typing import Any

import pytest

from ledger.domain.account import Account
from ledger.opened import Ledger
from ledger.services import accounts
from ledger.services import receipts
from ledger.services import working
from ledger.web import create_app
from tests.web.browser import Browser
from tests.web.browser import signed_in_to
from tests.web.test_uploads import Send
from tests.web.test_uploads import sender

FILES = [
    {"name": "a.txt", "size": 10, "modified": 1_700_000_000_000},
    {"name": "b.txt", "size": 3, "modified": 1_700_000_000_001},
]


@pytest.fixture
def send(client: Browser) -> Send:
    """Send a request as the script of the page does."""
    return sender(client)


def start(send: Send, files: list[dict[str, Any]], **fields: str) -> dict[str, Any]:
    """Announce files, and return where they go."""
    answer = send("POST", "/upload/start", json={"files": files, **fields})
    assert answer.status_code == 200
    return dict(answer.json or {})


def test_the_same_files_go_on_where_they_stopped(ledger: Ledger, send: Send) -> None:
    first = start(send, FILES)
    send("PUT", f"/upload/{first['parts'][0]['id']}?offset=0", data=b"01234")

    again = start(send, FILES[::-1])

    assert again["receipt"] == first["receipt"]
    assert again["parts"] == [
        {"id": first["parts"][1]["id"], "offset": 0},
        {"id": first["parts"][0]["id"], "offset": 5},
    ]
    send("PUT", f"/upload/{first['parts'][0]['id']}?offset=5", data=b"56789")
    send("PUT", f"/upload/{first['parts'][1]['id']}?offset=0", data=b"abc")
    send("POST", f"/upload/{first['receipt']}/finish", json={})
    working.run(ledger, lambda _number: None)
    assert sorted(
        ledger.blobs.read(document.digest)
        for document, _path in receipts.made(ledger, first["receipt"])
    ) == [b"0123456789", b"abc"]
    assert start(send, FILES)["receipt"] != first["receipt"]


@pytest.mark.parametrize(
    "files",
    [
        FILES[:1],
        [FILES[0], {**FILES[1], "size": 4}],
        [FILES[0], {**FILES[1], "modified": 5}],
        [FILES[0], {"name": "b.txt", "size": 3}],
        [FILES[0], {**FILES[1], "modified": "soon"}],
    ],
)
def test_other_files_begin_anew(send: Send, files: list[dict[str, Any]]) -> None:
    first = start(send, FILES)

    assert start(send, files)["receipt"] != first["receipt"]


def test_the_same_files_held_by_another_begin_anew(send: Send) -> None:
    first = start(send, FILES)

    assert start(send, FILES, custodian="Olga")["receipt"] != first["receipt"]


def test_the_same_files_of_another_account_begin_anew(
    ledger: Ledger, send: Send, signed_in: Account
) -> None:
    first = start(send, FILES, custodian="Box")
    other = accounts.add(
        ledger, signed_in.id, "ana@lumen.example", "Ana", "a long enough phrase"
    )
    theirs = sender(signed_in_to(create_app(ledger), ledger, other))

    assert start(theirs, FILES, custodian="Box")["receipt"] != first["receipt"]
