"""Words below the head of another message: found, and never told as the sender's."""

from datetime import datetime
from datetime import UTC
from email.message import EmailMessage

import pytest

from ledger.domain.errors import BadInputError
from ledger.domain.request import KnownBy
from ledger.opened import Ledger
from ledger.services import projects
from ledger.services import requests
from ledger.services import searching
from ledger.services import timeline
from ledger.services import writings
from ledger.services.passages import Words
from ledger.services.writings import Wanted
from ledger.store import documents
from tests.acts import ACTOR
from tests.acts import CLIENT
from tests.acts import every_document
from tests.acts import mail
from tests.acts import nord
from tests.acts import OURS
from tests.acts import take_in
from tests.formats import outlooks as o

SENT = datetime(2025, 6, 2, 9, 0, tzinfo=UTC)

REPEATED = """-----Original Message-----
From: Boss <boss@client.example>
Sent: Tuesday, March 4, 2025 9:00 AM
To: Ines
Subject: Logo

Make the logo green.
"""


@pytest.fixture
def forwarded(ledger: Ledger) -> Ledger:
    nord(ledger)
    words = "Please do as below.\n\n" + REPEATED
    take_in(ledger, {"1.eml": mail(1, sender=CLIENT, to=OURS, words=words)})
    return ledger


def test_they_are_found_and_not_as_words_of_the_sender(forwarded: Ledger) -> None:
    [ines, *_] = projects.people(forwarded)

    [found] = searching.search(forwarded, "green").findings

    assert found.quoted
    assert searching.search(forwarded, "by:ines green").total == 0
    assert searching.search(forwarded, "by:ines below").total == 1
    assert writings.written(forwarded, ines, Wanted(words="green")).total == 0
    [told] = writings.written(forwarded, ines).listed
    assert told.words == "Please do as below."


def in_outlook(words: str) -> bytes:
    said: o.Properties = {**o.author("Ines", CLIENT), o.SUBJECT: "Logo", o.BODY: words}
    return o.msg({**said, o.SENT: SENT}, [o.person("Studio", OURS)])


def in_another(message: bytes) -> bytes:
    outer = EmailMessage()
    outer["From"], outer["To"], outer["Subject"] = OURS, "eve@other.example", "Fwd"
    outer["Date"] = "Mon, 2 Jun 2025 12:00:00 +0300"
    outer.set_content("See the message.")
    outer.add_attachment(message, "application", "vnd.ms-outlook", filename="x.msg")
    return outer.as_bytes()


@pytest.mark.parametrize("inside", [False, True])
def test_so_it_is_with_a_message_of_outlook(ledger: Ledger, *, inside: bool) -> None:
    nord(ledger)
    message = in_outlook("Please do as below.\n\n" + REPEATED)
    take_in(ledger, {"1.eml": in_another(message)} if inside else {"1.msg": message})

    assert searching.search(ledger, "green").findings[0].quoted
    assert searching.search(ledger, f"by:{CLIENT} green").total == 0
    assert searching.search(ledger, f"by:{CLIENT} below").total == 1


def test_a_request_made_of_them_names_who_is_quoted(forwarded: Ledger) -> None:
    [document] = every_document(forwarded)
    words = Words(document=document.id, quote="Make the logo green.")

    made = requests.record(forwarded, ACTOR, "NORD", words)

    assert made.writer.known_by is KnownBy.QUOTATION
    assert (made.writer.name, made.writer.address) == ("boss@client.example", "")


def test_a_request_across_them_and_own_words_is_refused(forwarded: Ledger) -> None:
    [document] = every_document(forwarded)
    words = Words(document=document.id, quote="as below.\n\n-----Original Message")

    with pytest.raises(BadInputError, match="several writers"):
        requests.record(forwarded, ACTOR, "NORD", words)


def test_the_first_words_of_a_message_are_its_authors_or_those_sent_on(
    ledger: Ledger,
) -> None:
    nord(ledger)
    mails = {
        f"{number}.eml": mail(number, sender=CLIENT, to=OURS, words=words)
        for number, words in enumerate([f"As below.\n\n{REPEATED}", REPEATED], 1)
    }
    take_in(ledger, mails)

    listed = every_document(ledger)
    with ledger.db.reading() as tx:
        first, second = (
            timeline.first_words(documents.text_of(tx, each)) for each in listed
        )

    assert first == "As below."
    assert second == "Make the logo green."
