"""Days are told, never guessed: of rounds, and in the index."""

import io

import pytest

from ledger.domain.errors import BadInputError
from ledger.opened import Ledger
from ledger.services import intake
from ledger.services import projects
from ledger.services import receipts
from ledger.services import revisions
from ledger.services import searching
from ledger.services import working

HEAD = b"From: Olga <olga@client.example>\r\nSubject: Logo\r\n"


def taken_in(ledger: Ledger, *head: bytes) -> str:
    """Take in a mail with some more header lines, and return its document."""
    mail = HEAD + b"".join(line + b"\r\n" for line in head) + b"\r\nBigger logo!\r\n"
    receipt = intake.open_receipt(ledger, "u_1", custodian="Ana", channel="upload")
    for _number in intake.receive(
        ledger, receipt, [intake.File("mail.eml", lambda: io.BytesIO(mail))]
    ):
        pass
    intake.let_close(ledger, receipt)
    working.run(ledger, lambda _number: None)
    [(document, _path)] = receipts.made(ledger, receipt)
    return document.id


@pytest.fixture
def project(ledger: Ledger) -> str:
    """A project with one deliverable."""
    projects.add_project(
        ledger, "u_1", "NORD", client="Nord", title="Site", zone="Europe/Chisinau"
    )
    projects.add_deliverable(ledger, "u_1", "NORD", "LOGO", "Logo")
    return "NORD"


@pytest.mark.parametrize(
    "head", [(), (b"Date: Fri, 14 Mar 2025 16:20:00 -0000",), (b"Date: yesterday",)]
)
def test_a_message_without_a_usable_date_gives_a_round_no_day(
    ledger: Ledger, project: str, head: tuple[bytes, ...]
) -> None:
    document = taken_in(ledger, *head)

    with pytest.raises(BadInputError, match="on which day"):
        revisions.open_round(
            ledger, "u_1", project, "LOGO", on=None, document_keys=[document]
        )


def test_a_dated_message_gives_its_day_in_the_zone_of_the_project(
    ledger: Ledger, project: str
) -> None:
    document = taken_in(ledger, b"Date: Fri, 14 Mar 2025 23:30:00 +0000")

    opened = revisions.open_round(
        ledger, "u_1", project, "LOGO", on=None, document_keys=[document]
    )

    assert opened.opened_on.isoformat() == "2025-03-15"


def test_what_has_no_date_is_found_by_its_words_and_by_no_day(ledger: Ledger) -> None:
    document = taken_in(ledger)

    assert [
        finding.document.id for finding in searching.search(ledger, "bigger").findings
    ] == [document]
    assert searching.search(ledger, "bigger after:2000").total == 0
