"""Who brought a file, and by which way, is said in words, whatever the way was."""

from io import BytesIO

import pytest

from ledger.opened import Ledger
from ledger.services import intake
from ledger.services import receipts
from ledger.services import working
from tests.web.browser import Browser
from tests.web.browser import words


def bring(ledger: Ledger, actor: str, custodian: str, channel: str) -> tuple[str, str]:
    """Take a file in; return the ids of its receipt and of its document."""
    receipt = intake.open_receipt(
        ledger, actor, custodian=custodian, channel=channel, project=None
    )
    file = intake.File("a.txt", lambda: BytesIO(b"a note"))
    for _number in intake.receive(ledger, receipt, [file]):
        pass
    intake.let_close(ledger, receipt)
    working.run(ledger, lambda _count: None)
    [(document, _path)] = receipts.made(ledger, receipt)
    return receipt, document.id


@pytest.mark.parametrize(
    ("actor", "channel", "who", "way"),
    [
        ("command-line", "take-in", "Command line", "Command line"),
        ("sample-data", "sample data", "Sample data", "Sample data"),
        ("system", "upload", "The program", "Upload"),
        ("u_gone", "elsewhere", "u_gone", "elsewhere"),
    ],
)
def test_parts_of_the_program_and_ways_have_names(
    client: Browser, ledger: Ledger, actor: str, channel: str, who: str, way: str
) -> None:
    receipt, document = bring(ledger, actor, "Olga", channel)

    assert f"by {who}" in words(client.read(f"/receipts/{receipt}"))
    assert f"held by Olga {way}" in words(client.read(f"/receipts/{receipt}"))
    assert who in words(client.read("/receipts"))
    assert f"{who} took in" in words(client.read("/audit"))
    page = words(client.read(f"/documents/{document}"))
    assert f"Came by{way}" in page
    assert f"{who} took in" in page
    assert "Brought as a file" in page
    assert "Uploaded by hand" not in page


def test_where_nobody_said_who_held_it_the_pages_say_so(
    client: Browser, ledger: Ledger
) -> None:
    receipt, document = bring(ledger, "command-line", "", "take-in")

    page = words(client.read(f"/documents/{document}"))

    assert "Held bynot said" in page
    assert "Held by ," not in page
    assert "held by" not in words(client.read(f"/receipts/{receipt}"))
    assert "not said" in words(client.read("/receipts"))
    assert client.get("/").status_code == 200
