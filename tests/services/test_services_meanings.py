"""What the fields of a query mean in a ledger: what is there, and what is not yet."""

from datetime import date

import pytest

from ledger.domain.document import Document
from ledger.opened import Ledger
from ledger.services import projects
from ledger.services import requests
from ledger.services import revisions
from ledger.services import searching
from ledger.services import supports
from ledger.services.passages import Words
from ledger.services.requests import Place
from tests.acts import ACTOR
from tests.acts import CLIENT
from tests.acts import every_document
from tests.acts import letter
from tests.acts import mail
from tests.acts import nord
from tests.acts import OURS
from tests.acts import take_in

SIGNED = (
    f"From: Ines Invented <{CLIENT}>\nTo: <{OURS}>\nSubject: Signed\n"
    "Message-ID: <signed@mail.example>\nDate: Mon, 2 Jun 2025 10:00:00 +0300\n"
    "MIME-Version: 1.0\nContent-Type: multipart/signed; boundary=edge; micalg=sha-256;"
    ' protocol="application/pkcs7-signature"\n\n'
    "--edge\nContent-Type: text/plain\n\nWe agree.\n"
    "--edge\nContent-Type: application/pkcs7-signature; name=smime.p7s\n"
    "Content-Transfer-Encoding: base64\n\nAAAA\n--edge--\n"
).encode()


@pytest.fixture
def mails(ledger: Ledger) -> list[Document]:
    """A wish, our answer and a yes to it; apart from them a mail inside a letter."""
    nord(ledger)
    projects.add_deliverable(ledger, ACTOR, "NORD", "LOGO", "The logo")
    answer = "In-Reply-To: <m1@mail.example>\n"
    quoted = "Yes, do it.\n\n> Please make logo 1 bigger.\n"
    take_in(
        ledger,
        {
            "1.eml": mail(1),
            "2.eml": mail(
                2, sender=OURS, to=CLIENT, head=answer, words="It will cost."
            ),
            "3.eml": mail(3, head=answer, words=quoted),
            "4.eml": letter(attached=mail(5, words="Another matter.")),
        },
    )
    return every_document(ledger)


def found(ledger: Ledger, words: str) -> set[str]:
    """Return the names of the files that a search finds, but for what it says."""
    results = searching.search(ledger, words)
    assert not results.remarks, results.remarks
    return {each.document.name for each in results.findings}


def told(ledger: Ledger, words: str) -> tuple[int, list[str]]:
    """Return how much a search finds, and what it says."""
    results = searching.search(ledger, words)
    return results.total, [str(remark) for remark in results.remarks]


@pytest.mark.usefixtures("mails")
def test_what_a_ledger_has_nothing_of_yet_is_said_and_nothing_is_found(
    ledger: Ledger,
) -> None:
    for words, sentence in (
        ("is:signed", "Nothing in this ledger is signed yet."),
        ("это:подписано", "Nothing in this ledger is signed yet."),
        ("has:signature", "Nothing in this ledger carries a signature yet."),
        ("is:open", "No request in this ledger is open."),
        ("is:altered", "No quote in this ledger is known to be altered."),
        ("strength:signed", "Nothing in this ledger was agreed to in that form yet."),
        ("strength:clicked", "Nothing in this ledger was agreed to in that form yet."),
        ("round:2", "No round is in this ledger yet."),
    ):
        assert told(ledger, words) == (0, [sentence])
        assert told(ledger, f"logo {words}") == (0, [sentence])


@pytest.mark.usefixtures("mails")
def test_a_value_that_means_nothing_is_explained_and_left_out(ledger: Ledger) -> None:
    for words, sentence in (
        ("kind:letter", "“letter” is no kind; the kinds are mail, chat, note, "),
        ("lang:klingon", "“klingon” is no language; write lang:ru, say. "),
        ("has:wings", "“has:wings” is nothing that can be asked for; these can be: "),
        ("strength:loud", "“loud” is no form of agreement; the forms are signed, "),
        ("round:last", "“last” is no round; write round:2 or round:logo/2. "),
        ("in:d_nowhere", "“d_nowhere” names no message here; write the id of one, "),
        ("in:thread", "Behind “in:thread” the id of a message of the thread is "),
        ("project:other", "Nothing is known by the name “project:other”; it was "),
        ("клиент:other", "Nothing is known by the name “клиент:other”; it was left"),
        ("before:soon", "“before:soon” is not a date such as 2025-03-31, "),
    ):
        total, [remark] = told(ledger, f"logo {words}")

        assert total > 0
        assert remark.startswith(sentence)


def test_a_signature_that_does_not_hold_is_carried_but_signs_nothing(
    ledger: Ledger,
) -> None:
    take_in(ledger, {"1.eml": mail(1), "2.eml": SIGNED})

    assert found(ledger, "has:signature") == {"2.eml"}
    assert found(ledger, "-есть:подпись kind:mail") == {"1.eml"}
    assert told(ledger, "is:signed") == (0, ["Nothing in this ledger is signed yet."])


@pytest.mark.usefixtures("mails")
def test_values_have_names_in_four_languages(ledger: Ledger) -> None:
    for words in ("kind:mail", "вид:письмо", "fel:scrisoare", "вид:имейл"):
        assert found(ledger, words) >= {"1.eml", "2.eml", "3.eml"}
    for words in ("lang:en", "lang:English", "язык:английский", "limba:engleză"):
        assert "2.eml" in found(ledger, words)
    assert found(ledger, "has:quote") == found(ledger, "есть:цитата") == {"3.eml"}
    assert found(ledger, "is:unfiled") == found(ledger, "este:neclasat")
    assert "4.eml" in found(ledger, "има:файл")
    assert found(ledger, "има:скан") == set()


def test_what_is_quoted_and_what_quotes_it_otherwise_are_told_apart(
    ledger: Ledger, mails: list[Document]
) -> None:
    answer = "In-Reply-To: <m1@mail.example>\n"
    words = "No.\n\n> Please make logo 1 smaller.\n"
    assert found(ledger, "is:quoted") == {mails[0].name}

    take_in(ledger, {"6.eml": mail(6, head=answer, words=words)})

    assert found(ledger, "is:quoted") == found(ledger, "е:цитирано") == {"1.eml"}
    assert found(ledger, "is:altered") == {"6.eml"}


def test_open_requests_and_what_was_agreed_in_which_form_lead_to_their_words(
    ledger: Ledger, mails: list[Document]
) -> None:
    wish = Words(document=mails[0].id, quote="make logo 1 bigger")
    made = requests.record(ledger, ACTOR, "NORD", wish)
    assert found(ledger, "is:open") == found(ledger, "este:deschis") == {"1.eml"}

    yes = Words(document=mails[2].id, quote="Yes, do it")
    supports.confirm(ledger, ACTOR, made.id, yes)

    assert told(ledger, "is:open")[0] == 0
    assert found(ledger, "strength:mailed") == {"3.eml"}
    assert told(ledger, "strength:scanned")[0] == 0


def test_a_round_has_the_documents_it_was_opened_from_and_those_of_its_requests(
    ledger: Ledger, mails: list[Document]
) -> None:
    for number in (1, 3):
        revisions.open_round(
            ledger,
            ACTOR,
            "NORD",
            "logo",
            on=date(2025, 6, number),
            document_keys=[mails[number].id],
        )
    opened = revisions.standings(ledger, projects.find(ledger, "NORD"))[0].account.lines
    wish = Words(document=mails[0].id, quote="make logo 1 bigger")
    place = Place(deliverable="logo", round=opened[0].round.id)
    requests.record(ledger, ACTOR, "NORD", wish, place)

    assert found(ledger, "round:1") == {"1.eml", "2.eml"}
    assert found(ledger, "round:logo/2") == found(ledger, "раунд:2")
    assert "4.eml" in found(ledger, "round:logo/2")
    assert told(ledger, "round:3") == (0, ["No round has the number “3”."])
    assert told(ledger, "round:site/1") == (0, ["No round has the number “site/1”."])


def test_a_thread_is_searched_by_any_of_its_messages(
    ledger: Ledger, mails: list[Document]
) -> None:
    thread = {"1.eml", "2.eml", "3.eml"}

    assert found(ledger, f"in:{mails[1].id}") == thread
    assert found(ledger, f"in:thread:{mails[2].id}") == thread
    assert found(ledger, f"в:ветка:{mails[0].id}") == thread
    assert found(ledger, f"logo in:{mails[1].id}") == {"1.eml", "3.eml"}
    assert "4.eml" in found(ledger, f"in:{mails[3].id}")


@pytest.mark.usefixtures("mails")
def test_days_seen_from_today_are_those_of_the_clock_of_the_ledger(
    ledger: Ledger,
) -> None:
    assert "1.eml" in found(ledger, "on:today")
    assert "1.eml" in found(ledger, "на этой неделе logo".replace("на ", "на:", 1))
    assert found(ledger, "before:yesterday") == set()
    assert found(ledger, "logo pe:luna trecută") == set()
