"""The page of a mail that repeats another, hides words, or says two things."""

from ledger.opened import Ledger
from tests.web.browser import Browser
from tests.web.browser import mail
from tests.web.browser import take_in

CLIENT = "Ines Invented <ines@client.example>"
REPEATING = """Please do as below.

-----Original Message-----

Make the logo green.
"""
DIFFERING = b"""From: ines@client.example
Subject: Rounds
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary=cut

--cut
Content-Type: text/plain

Three rounds.
--cut
Content-Type: text/html

<p>Five rounds.
--cut--
"""
HIDING = b"""From: ines@client.example
Subject: Rounds
Content-Type: text/html

<p>Three rounds.<p style="display:none">Five rounds.
"""


def test_words_of_nobody_are_shown_and_said_to_be_so(
    client: Browser, ledger: Ledger
) -> None:
    document = take_in(ledger, {"a.eml": mail(CLIENT, "Logo", REPEATING)})["a.eml"]

    page = client.read(f"/documents/{document.id}")

    own, _said, others = page.partition("Whose words the next ones are cannot be told")
    assert "Please do as below." in own
    assert "Make the logo green." in others


def test_two_forms_that_differ_and_hidden_words_are_told(
    client: Browser, ledger: Ledger
) -> None:
    taken = take_in(ledger, {"a.eml": DIFFERING, "b.eml": HIDING})

    differing, hiding = (
        client.read(f"/documents/{taken[name].id}") for name in ("a.eml", "b.eml")
    )

    assert "two forms that do not say the same" in differing
    assert "two forms that do not say the same" not in hiding
    assert "words that programs do not show" in hiding
    assert "Five rounds." in hiding
