"""Remarks: what the record says for the client, and of words that are not in force."""

from datetime import date

import pytest

from ledger.domain.contract import Term
from ledger.domain.document import Document
from ledger.domain.errors import BadInputError
from ledger.domain.errors import QuoteNotInForceError
from ledger.domain.provision_rules import provision
from ledger.opened import Ledger
from ledger.services import asking
from ledger.services import contracts
from ledger.services import projects
from ledger.services import requests
from ledger.services import revisions
from ledger.services import stories
from ledger.services import supports
from ledger.services.asking import State
from ledger.services.passages import Words
from ledger.services.projects import NewPerson
from ledger.services.requests import Place
from ledger.services.stories import Part
from tests.acts import ACTOR
from tests.acts import CLIENT
from tests.acts import every_document
from tests.acts import log_of
from tests.acts import mail
from tests.acts import nord
from tests.acts import OURS
from tests.acts import take_in
from tests.formats.made import deleted
from tests.formats.made import docx
from tests.formats.made import inserted
from tests.formats.made import para
from tests.formats.made import run

RIVAL = "rob@rival.example"


@pytest.fixture
def contract(ledger: Ledger) -> Document:
    """A contract in which one word took the place of another, and some are unseen."""
    nord(ledger)
    moved = para('<w:moveFrom w:id="7" w:author="Anna">', run("It moved."))
    body = (
        para("The price includes ", deleted("three"), inserted("five"), " free rounds.")
        + para(run("Nobody sees this.", "<w:vanish/>"))
        + para(run("This is struck out.", "<w:strike/>"))
        + moved.replace("</w:p>", "</w:moveFrom></w:p>")
        + para('<w:commentRangeStart w:id="3"/>', "The logo is blue.")
        + para('<w:r><w:commentReference w:id="3"/></w:r>')
    )
    comment = f'<w:comment w:id="3" w:author="Olga">{para("Make it red.")}</w:comment>'
    take_in(ledger, {"a.docx": docx(body, {"comments": comment})})
    return every_document(ledger)[0]


def recorded(ledger: Ledger, document: Document, quote: str, **place: str) -> str:
    words = Words(document=document.id, quote=quote)
    return requests.record(ledger, ACTOR, "NORD", words, Place(**place)).id


def remarks(ledger: Ledger, key: str) -> list[str]:
    return [str(each) for each in stories.story(ledger, key).remarks]


def term(ledger: Ledger, document: Document, quote: str) -> Term:
    return contracts.add_term(
        *(ledger, ACTOR, "NORD", provision("free-rounds", "3")),
        document_key=document.id,
        words=quote,
        from_day=date(2025, 1, 1),
    )


@pytest.mark.parametrize(
    ("quote", "remark"),
    [
        ("three", "These words are deleted in the document. The file says: Anna, 2025"),
        ("includes [-three", "A part of these words is deleted in the document. The"),
        ("includes five free", "A part of these words is deleted in the document."),
        ("Nobody sees", "Programs do not show these words of the document."),
        ("is struck out", "These words are struck out in the document."),
        (
            "It moved",
            "These words were moved away in the document. The file says: Anna",
        ),
        ("Make it red", "These words are those of a comment in the document. The file"),
        ("five", None),
        ("The logo is blue", None),
    ],
)
def test_a_request_at_words_that_are_not_in_force_says_so(
    ledger: Ledger, contract: Document, quote: str, remark: str | None
) -> None:
    words = Words(document=contract.id, quote=quote)
    before = requests.looked(ledger, words).remarks

    told = remarks(ledger, recorded(ledger, contract, quote))

    found = [each for each in told if "words" in each and "document" in each]
    assert [str(each) for each in before] == found[: len(before)]
    if remark:
        assert before[0].startswith(remark)
    else:
        assert before == ()


def test_a_warning_at_words_that_are_not_in_force_says_so(
    ledger: Ledger, contract: Document
) -> None:
    key = recorded(ledger, contract, "The logo is blue")

    supports.warn(ledger, ACTOR, key, Words(document=contract.id, quote="three"))

    assert any(
        each.startswith("The warning: These words are deleted in the document.")
        for each in remarks(ledger, key)
    )


@pytest.mark.parametrize(
    ("quote", "why"),
    [
        ("three", "deleted"),
        ("includes [-three", "deleted"),
        ("It moved", "moved away"),
        ("Make it red", "comment"),
    ],
)
def test_no_term_rests_on_words_that_are_not_in_force(
    ledger: Ledger, contract: Document, quote: str, why: str
) -> None:
    before = len(log_of(ledger))

    with pytest.raises(QuoteNotInForceError, match=why):
        term(ledger, contract, quote)

    assert len(log_of(ledger)) == before


def test_words_are_found_as_they_read_today(ledger: Ledger, contract: Document) -> None:
    sentence = "The price includes five free rounds."

    made = term(ledger, contract, sentence)
    asked = asking.find(ledger, recorded(ledger, contract, sentence)).request.passage

    assert (made.start, made.end) == (asked.start, asked.end)
    assert made.quote.startswith("The price includes")
    assert made.quote.endswith("five free rounds.")


def letter(
    number: int, words: str, *, sender: str = CLIENT, head: str = ""
) -> dict[str, bytes]:
    return {f"{number}.eml": mail(number, sender=sender, words=words, head=head)}


@pytest.fixture
def mails(ledger: Ledger) -> list[Document]:
    """A wish, a yes of the client, one of ours, and one of somebody else's client."""
    nord(ledger)
    rival = NewPerson(
        name="Rob Rival", side="client", client="Rival", addresses=[RIVAL]
    )
    projects.add_person(ledger, ACTOR, rival)
    projects.add_deliverable(ledger, ACTOR, "NORD", "LOGO", "The logo")
    files = letter(1, "Make the logo bigger.") | letter(2, "We want it anyway.")
    files |= letter(3, "He wants it anyway.", sender=OURS)
    files |= letter(4, "I want a dog.", sender=RIVAL)
    doubled = f"From: Boss <boss@client.example>\nDate: {LATE}\n"
    files |= letter(5, "Make it green.", head=doubled)
    take_in(ledger, files)
    return every_document(ledger)


LATE = "Mon, 3 Mar 2098 10:00:00 +0200"


def test_a_yes_of_our_own_people_confirms_nothing(
    ledger: Ledger, mails: list[Document]
) -> None:
    key = recorded(ledger, mails[0], "logo bigger")

    supports.confirm(ledger, ACTOR, key, Words(document=mails[2].id))

    assert asking.find(ledger, key).state is State.OPEN
    said = remarks(ledger, key)
    assert (
        "A confirmation was written by Max, who is one of our own people; "
        "it does not count." in said
    )
    assert "No confirmation by the client is recorded." in said
    supports.confirm(ledger, ACTOR, key, Words(document=mails[1].id))
    assert asking.find(ledger, key).state is State.CONFIRMED


def test_what_is_only_quoted_by_our_own_people_is_not_taken_for_theirs(
    ledger: Ledger, mails: list[Document]
) -> None:
    key = recorded(ledger, mails[0], "logo bigger")
    quoting = "Ines wrote:\n> We want it anyway.\n\nSo be it.\n"
    take_in(ledger, letter(9, quoting, sender=OURS))
    words = Words(document=every_document(ledger)[-1].id, quote="We want it anyway")

    supports.confirm(ledger, ACTOR, key, words)

    assert asking.find(ledger, key).state is State.CONFIRMED


@pytest.mark.usefixtures("mails")
def test_a_message_dates_no_words_below_the_head_of_another(ledger: Ledger) -> None:
    below = "-----Original Message-----\nFrom: Boss <boss@client.example>\n"
    below += "Sent: Sunday, June 1, 2025 9:00 AM\nTo: Ines\nSubject: Logo\n\n"
    take_in(ledger, letter(9, f"See below.\n\n{below}Make the logo green.\n"))
    mail = every_document(ledger)[-1]

    key = recorded(ledger, mail, "Make the logo green")
    own = recorded(ledger, mail, "See below")

    assert asking.find(ledger, key).at is None
    assert asking.find(ledger, own).at == mail.dated_at


def test_a_warning_that_is_not_ours_says_so(
    ledger: Ledger, mails: list[Document]
) -> None:
    key = recorded(ledger, mails[0], "logo bigger")

    supports.warn(ledger, ACTOR, key, Words(document=mails[1].id))

    assert (
        "The warning was written by Ines Invented, who is not one of our own people."
        in remarks(ledger, key)
    )


def test_a_wish_of_somebody_elses_client_says_so(
    ledger: Ledger, mails: list[Document]
) -> None:
    key = recorded(ledger, mails[3], "I want a dog")

    assert (
        "Rob Rival is known as a person of Rival, who is not the client of this "
        "project." in remarks(ledger, key)
    )


def test_a_yes_to_a_wish_whose_writer_is_not_known_says_so(
    ledger: Ledger, mails: list[Document]
) -> None:
    take_in(ledger, {"paper.txt": b"A paper: add a cat."})
    key = recorded(ledger, every_document(ledger)[-1], "add a cat")
    supports.confirm(ledger, ACTOR, key, Words(document=mails[1].id))

    assert (
        f"{CLIENT} confirmed, and it is not known from which address it was asked for."
        in remarks(ledger, key)
    )


def test_an_odd_head_of_a_message_is_told(
    ledger: Ledger, mails: list[Document]
) -> None:
    said = remarks(ledger, recorded(ledger, mails[4], "Make it green"))

    begin = "The message of the words: "
    told = [each.removeprefix(begin) for each in said if each.startswith(begin)]
    assert any(each.startswith("a line of its head that may stand") for each in told)
    assert any("before it was sent" in each for each in told)


def test_what_was_taken_back_and_restored_is_told(
    ledger: Ledger, mails: list[Document]
) -> None:
    key = recorded(ledger, mails[0], "logo bigger")
    yes = supports.confirm(ledger, ACTOR, key, Words(document=mails[1].id))
    no = supports.warn(ledger, ACTOR, key, Words(document=mails[2].id))
    supports.take_back(ledger, ACTOR, yes.id, "he said no")
    supports.take_back(ledger, ACTOR, no.id, "never sent")
    requests.withdraw(ledger, ACTOR, key, "asked twice")
    requests.restore(ledger, ACTOR, key, "no, once")

    said = remarks(ledger, key)

    assert "A confirmation was recorded and taken back: he said no" in said
    assert "A warning was recorded and taken back: never sent" in said
    assert "This request was taken back: asked twice" in said
    assert "It was let stand again: no, once" in said


def test_the_same_words_again_name_the_other_request(
    ledger: Ledger, mails: list[Document]
) -> None:
    recorded(ledger, mails[0], "logo bigger")
    words = Words(document=mails[0].id, quote="logo  bigger")

    [before] = requests.looked(ledger, words).remarks
    second = recorded(ledger, mails[0], "logo bigger")

    assert before == "The same words are recorded as R-1 already."
    assert str(before) in remarks(ledger, second)
    assert "The same words are recorded as R-2 too." in remarks(ledger, "R-1")
    requests.withdraw(ledger, ACTOR, "R-1", "twice")
    assert str(before) not in remarks(ledger, second)


@pytest.mark.parametrize("day", [date.max, date.min])
def test_a_round_on_any_day_of_the_calendar_has_its_place_in_the_story(
    ledger: Ledger, mails: list[Document], day: date
) -> None:
    opened = revisions.open_round(ledger, ACTOR, "NORD", "LOGO", on=day)
    key = recorded(ledger, mails[0], "logo bigger", round=opened.id)

    parts = [each.part for each in stories.story(ledger, key).scenes]

    first, last = (Part.WORDS, Part.ROUND)
    assert parts == ([first, last] if day == date.max else [last, first])


def test_a_person_is_named_only_where_the_document_names_nobody(
    ledger: Ledger, mails: list[Document]
) -> None:
    words = Words(document=mails[0].id, quote="logo bigger")
    people = {each.name: each.id for each in projects.people(ledger)}

    with pytest.raises(BadInputError, match="not by Max"):
        requests.record(ledger, ACTOR, "NORD", words, by=people["Max"])

    made = requests.record(ledger, ACTOR, "NORD", words, by=people["Ines Invented"])
    assert made.writer.address == CLIENT
