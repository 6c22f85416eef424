"""Who sent a message, on the pages: what it shows, what it does not, and what waits."""

import io
from datetime import timedelta

import pytest
from pysequoia import Tsk

from ledger.domain.document import Document
from ledger.opened import Ledger
from ledger.services import authenticity
from ledger.services import certificates
from ledger.services import handlers
from ledger.services import indexing
from ledger.services import projects
from ledger.services import working
from ledger.services.projects import NewPerson
from ledger.store import documents
from tests.acts import bring
from tests.conftest import Clock
from tests.names import name_server
from tests.signing import MAIL
from tests.signing import RECEIVED
from tests.signing import signed
from tests.signing import Zone
from tests.web.browser import ACTOR
from tests.web.browser import Browser
from tests.web.browser import words


@pytest.fixture(autouse=True)
def _soon(clock: Clock) -> None:
    """It is an hour after the mail came."""
    clock.now = RECEIVED + timedelta(hours=1)


@pytest.fixture
def checked(ledger: Ledger) -> Document:
    """A mail that was sent through the server of its sender, and checked."""
    zone = Zone()
    found = waiting(ledger, signed(MAIL, zone))
    with name_server() as names:
        names.records |= zone.records
        ledger.config = ledger.config.model_copy(update={"resolvers": names.address})
        working.run(ledger, lambda _number: None)
    return found


def waiting(ledger: Ledger, data: bytes) -> Document:
    receipt = bring(ledger, {"one.eml": data})
    working.run(ledger, lambda _number: None, receipt, kinds=handlers.QUICK)
    indexing.catch_up(ledger)
    with ledger.db.reading() as tx:
        [found] = list(documents.of_receipt(tx, receipt))
    return found


def person(ledger: Ledger) -> str:
    new = NewPerson(
        name="Olga Ivanova",
        side="client",
        client="Nord",
        addresses=["olga@client.example"],
    )
    return projects.add_person(ledger, ACTOR, new).id


def key() -> bytes:
    made = Tsk.generate("Olga Ivanova <olga@client.example>")
    return str(made.extract_certificate()).encode()


def test_the_page_says_which_server_sent_it_and_never_who_wrote_it(
    client: Browser, checked: Document
) -> None:
    whole = client.read(f"/documents/{checked.id}")
    page = words(whole.split("<main", 1)[1].split("</main>", 1)[0])

    assert "B: Sent through client.example’s server" in page
    assert "It does not show which person wrote it." in page
    assert "s1._domainkey.client.example" in page
    assert "written by" not in page.casefold()


def test_a_hit_carries_the_class_of_its_message(
    client: Browser, checked: Document
) -> None:
    page = words(client.read("/search?q=logo"))

    assert checked.title in page
    assert "B: Sent through client.example’s server" in page


def test_what_waits_says_so(client: Browser, ledger: Ledger) -> None:
    found = waiting(ledger, signed(MAIL))

    page = words(client.read(f"/documents/{found.id}"))

    assert "E: Waits to be checked" in page
    assert "Its signatures wait to be checked." in page


def test_another_check_is_asked_for_by_a_button(
    client: Browser, ledger: Ledger, checked: Document
) -> None:
    answer = client.submit(f"/documents/{checked.id}/authenticate")

    assert answer.status_code == 303
    assert "It is checked in the background" in client.read(f"/documents/{checked.id}")
    assert authenticity.of(ledger, checked).grade == "B"


def test_a_certificate_is_put_in_and_used_no_more_on_the_page_of_its_person(
    client: Browser, ledger: Ledger
) -> None:
    who = person(ledger)

    added = client.submit(
        f"/people/{who}/certificates",
        file=(io.BytesIO(key()), "olga.asc"),
        origin="read out by phone",
    )
    page = client.read(f"/people/{who}")
    [kept] = certificates.every(ledger)
    client.submit(f"/certificates/{kept.id}/remove", why="she has another one")

    assert added.status_code == 303
    assert kept.fingerprint in page
    assert "Obtained so: read out by phone." in page
    assert "Not used any more: she has another one." in client.read(f"/people/{who}")


@pytest.mark.parametrize(
    ("data", "origin", "sentence"),
    [
        (b"no key", "by mail", "This file holds no certificate that can be read."),
        (key(), " ", "Say how the certificate was obtained."),
        (
            str(Tsk.generate("Olga <olga@client.example>")).encode(),
            "by mail",
            "This file holds a secret key.",
        ),
    ],
    ids=["nonsense", "no origin", "a secret key"],
)
def test_what_is_wrong_with_a_certificate_stands_at_its_field(
    client: Browser, ledger: Ledger, data: bytes, origin: str, sentence: str
) -> None:
    who = person(ledger)

    answer = client.submit(
        f"/people/{who}/certificates", file=(io.BytesIO(data), "x.asc"), origin=origin
    )

    assert answer.status_code == 422
    assert sentence in words(answer.text)
    assert certificates.every(ledger) == []
