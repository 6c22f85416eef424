"""Placing: where a wish may belong is proposed with a reason, and never decided."""

import pytest

from ledger.domain.document import Document
from ledger.opened import Ledger
from ledger.services import placing
from ledger.services import projects
from ledger.services import revisions
from tests.acts import ACTOR
from tests.acts import every_document
from tests.acts import mail
from tests.acts import nord
from tests.acts import OURS
from tests.acts import take_in

STRANGER = "somebody@elsewhere.example"


@pytest.fixture
def letters(ledger: Ledger) -> list[Document]:
    """A wish and its answer in one thread, and a mail of a stranger."""
    nord(ledger)
    take_in(
        ledger,
        {
            "0.eml": mail(1, words="Both pages should be blue."),
            "1.eml": mail(
                2,
                sender=OURS,
                words="Which of the logos do you mean?",
                head="In-Reply-To: <m1@mail.example>\n",
            ),
            "2.eml": mail(3, sender=STRANGER, words="Hello."),
        },
    )
    return every_document(ledger)


def deliver(ledger: Ledger, key: str, title: str) -> str:
    return projects.add_deliverable(ledger, ACTOR, "NORD", key, title).id


def test_nothing_is_proposed_where_nothing_suggests_it(
    ledger: Ledger, letters: list[Document]
) -> None:
    deliver(ledger, "A", "Brand book")
    deliver(ledger, "B", "Stationery")

    guess = placing.of(ledger, letters[0].id, "blue").guess

    assert guess.project == projects.find(ledger, "NORD").id
    assert (guess.deliverable, guess.round, guess.why) == ("", "", None)


def test_the_only_deliverable_is_proposed(
    ledger: Ledger, letters: list[Document]
) -> None:
    only = deliver(ledger, "A", "Brand book")

    assert placing.of(ledger, letters[0].id, "blue").guess.deliverable == only


def test_a_deliverable_is_proposed_by_its_name_in_any_form(
    ledger: Ledger, letters: list[Document]
) -> None:
    logo = deliver(ledger, "A", "Logo")
    deliver(ledger, "B", "Stationery")

    guess = placing.of(ledger, letters[1].id, "Which of the logos").guess

    assert guess.deliverable == logo
    assert str(guess.why) == "The message names it."


def test_two_names_propose_nothing(ledger: Ledger, letters: list[Document]) -> None:
    deliver(ledger, "A", "Logo")
    deliver(ledger, "B", "Page")

    guess = placing.of(ledger, letters[0].id, "the logo and the page").guess

    assert guess.deliverable == ""


def test_the_round_of_the_thread_is_proposed_before_any_name(
    ledger: Ledger, letters: list[Document]
) -> None:
    deliver(ledger, "A", "Logo")
    page = deliver(ledger, "B", "Page")
    opened = revisions.open_round(
        ledger, ACTOR, "NORD", "B", on=None, document_keys=[letters[0].id]
    )

    guess = placing.of(ledger, letters[1].id, "Which of the logos").guess

    assert (guess.deliverable, guess.round) == (page, opened.id)


def test_a_document_of_no_project_may_go_to_any(
    ledger: Ledger, letters: list[Document]
) -> None:
    projects.add_project(ledger, ACTOR, "OTHER", client="Other", title="Other")

    places = placing.of(ledger, letters[2].id)

    assert not places.filed
    assert [each.project.key for each in places.choices] == ["OTHER", "NORD"]
    assert places.guess.project == ""


def test_people_of_the_client_alone_may_have_asked(
    ledger: Ledger, letters: list[Document]
) -> None:
    [choice] = placing.of(ledger, letters[0].id).choices

    assert [person.name for person in choice.people] == ["Ines Invented"]


def test_rounds_stand_the_newest_first(ledger: Ledger, letters: list[Document]) -> None:
    deliver(ledger, "A", "Logo")
    made = [
        revisions.open_round(
            ledger, ACTOR, "NORD", "A", on=None, document_keys=[letters[0].id]
        ).id
        for _number in range(2)
    ]

    choice = placing.of_project(ledger, projects.find(ledger, "NORD"))

    assert [each.line.round.id for each in choice.rounds] == made[::-1]
