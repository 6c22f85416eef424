"""Requests: the client's own words, who wrote them, and what stands beside them."""

import pytest

from ledger.domain.document import Document
from ledger.domain.errors import BadInputError
from ledger.domain.errors import NotFoundError
from ledger.domain.errors import QuoteNotFoundError
from ledger.domain.errors import RequestStateError
from ledger.domain.request import KnownBy
from ledger.domain.request import Strength
from ledger.domain.request import SupportKind
from ledger.opened import Ledger
from ledger.services import asking
from ledger.services import projects
from ledger.services import requests
from ledger.services import revisions
from ledger.services import stories
from ledger.services import supports
from ledger.services.asking import Filters
from ledger.services.asking import State
from ledger.services.passages import Words
from ledger.services.requests import Place
from ledger.services.stories import Part
from tests.acts import ACTOR
from tests.acts import CLIENT
from tests.acts import every_document
from tests.acts import mail
from tests.acts import nord
from tests.acts import OURS
from tests.acts import take_in

WISH = b"Please make the logo twice as big.\n\nInes\n"


def letter(
    number: int, words: str, *, sender: str = CLIENT, answers: int | None = None
) -> bytes:
    head = f"In-Reply-To: <m{answers}@mail.example>\n" if answers else ""
    to = OURS if sender == CLIENT else CLIENT
    return mail(number, sender=sender, to=to, words=words, head=head)


@pytest.fixture
def thread(ledger: Ledger) -> list[Document]:
    """A wish, our warning, the client's yes, and a late answer, in one thread."""
    nord(ledger)
    projects.add_deliverable(ledger, ACTOR, "NORD", "LOGO", "The logo")
    quoted = "> We advise against it: small sizes will suffer.\n"
    take_in(
        ledger,
        {
            "0.eml": letter(1, "Here is the first draft.", sender=OURS),
            "1.eml": letter(2, "Please make the logo twice as big.", answers=1),
            "2.eml": letter(
                3,
                "We advise against it: small sizes will suffer.",
                sender=OURS,
                answers=2,
            ),
            "3.eml": letter(4, f"{quoted}\nWe want it anyway.", answers=3),
            "4.eml": letter(5, "Done, see the file.", sender=OURS, answers=4),
        },
    )
    return every_document(ledger)


def recorded(ledger: Ledger, document: Document, quote: str, **place: str) -> str:
    words = Words(document=document.id, quote=quote)
    return requests.record(ledger, ACTOR, "NORD", words, Place(**place)).id


def test_a_request_keeps_the_words_as_they_stand_with_their_place(
    ledger: Ledger, thread: list[Document]
) -> None:
    key = recorded(ledger, thread[1], "make  the logo\ntwice", deliverable="logo")

    found = asking.find(ledger, key)
    assert found.request.passage.quote == "make the logo twice"
    assert (found.request.passage.start, found.request.passage.end) == (7, 26)
    assert found.request.label == "R-1"
    assert found.deliverable
    assert found.deliverable.key == "LOGO"
    assert found.at == thread[1].sent_at
    assert found.state is State.OPEN


def test_words_that_stand_twice_are_taken_where_they_were_chosen(
    ledger: Ledger,
) -> None:
    nord(ledger)
    text = "Bigger logo.\n\nNot bigger text.\n\nBigger logo."
    take_in(ledger, {"1.eml": letter(1, text)})
    document = every_document(ledger)[0]

    words = Words(document=document.id, quote="Bigger logo", near=30)
    made = requests.record(ledger, ACTOR, "NORD", words)

    assert made.passage.start == text.rindex("Bigger")


def test_the_writer_of_own_words_is_the_one_of_the_head(
    ledger: Ledger, thread: list[Document]
) -> None:
    key = recorded(ledger, thread[1], "make the logo twice as big")

    found = asking.find(ledger, key)
    assert found.request.writer.known_by is KnownBy.HEAD
    assert found.request.writer.address == CLIENT
    assert found.person
    assert found.person.name == "Ines Invented"


def test_quoted_words_are_never_those_of_who_quotes_them(
    ledger: Ledger, thread: list[Document]
) -> None:
    key = recorded(ledger, thread[3], "small sizes will suffer")

    found = asking.find(ledger, key)
    assert found.request.writer.known_by is KnownBy.QUOTATION
    assert CLIENT not in {found.writer, found.request.writer.address}
    assert found.at is None
    [told, *_] = stories.story(ledger, key).remarks
    assert "only from a message of somebody else" in told


def test_words_of_several_writers_are_refused(
    ledger: Ledger, thread: list[Document]
) -> None:
    with pytest.raises(BadInputError, match="several writers"):
        recorded(ledger, thread[3], "small sizes will suffer. We want it anyway")


def test_a_paper_that_names_nobody_takes_the_person_that_is_named(
    ledger: Ledger,
) -> None:
    nord(ledger)
    take_in(ledger, {"wish.txt": WISH})
    document = every_document(ledger)[0]
    [ines, *_] = projects.people(ledger)
    words = Words(document=document.id, quote="twice as big")

    named = requests.record(ledger, ACTOR, "NORD", words, by=ines.id)
    unnamed = requests.record(ledger, ACTOR, "NORD", words)

    assert named.writer.known_by is KnownBy.ENTRY
    assert named.writer.person == ines.id
    assert unnamed.writer.known_by is KnownBy.NOBODY
    remarks = stories.story(ledger, unnamed.id).remarks
    assert "The document does not say who wrote the words." in remarks


@pytest.mark.parametrize("quote", ["", "  \n", "never said"])
def test_without_words_of_the_document_there_is_no_request(
    ledger: Ledger, thread: list[Document], quote: str
) -> None:
    with pytest.raises((BadInputError, QuoteNotFoundError)):
        recorded(ledger, thread[1], quote)

    assert asking.listed(ledger) == []


def test_a_document_of_no_project_is_filed_with_its_request(ledger: Ledger) -> None:
    nord(ledger)
    take_in(ledger, {"wish.txt": WISH})
    document = every_document(ledger)[0]

    recorded(ledger, document, "twice as big")

    [found] = asking.listed(ledger, projects.find(ledger, "NORD"))
    assert found.project.key == "NORD"


def test_a_round_brings_its_deliverable_and_must_be_of_the_same_one(
    ledger: Ledger, thread: list[Document]
) -> None:
    projects.add_deliverable(ledger, ACTOR, "NORD", "SITE", "The site")
    opened = revisions.open_round(
        ledger, ACTOR, "NORD", "LOGO", on=None, document_keys=[thread[1].id]
    )

    key = recorded(ledger, thread[1], "twice as big", round=opened.id)

    found = asking.find(ledger, key)
    assert found.deliverable
    assert found.deliverable.key == "LOGO"
    assert found.line
    assert found.line.number == 1
    with pytest.raises(BadInputError, match="another deliverable"):
        recorded(ledger, thread[1], "twice as big", round=opened.id, deliverable="SITE")
    with pytest.raises(NotFoundError):
        recorded(ledger, thread[1], "twice as big", deliverable="NONE")


def test_the_story_stands_in_the_order_of_time(
    ledger: Ledger, thread: list[Document]
) -> None:
    opened = revisions.open_round(
        ledger, ACTOR, "NORD", "LOGO", on=None, document_keys=[thread[1].id]
    )
    key = recorded(ledger, thread[1], "twice as big", round=opened.id)
    supports.confirm(
        ledger, ACTOR, key, Words(document=thread[3].id, quote="We want it anyway")
    )
    supports.warn(
        ledger, ACTOR, key, Words(document=thread[2].id, quote="We advise against it")
    )

    found = stories.story(ledger, key)

    parts = [Part.BEFORE, Part.WORDS, Part.WARNING, Part.CONFIRMATION, Part.AFTER]
    assert [scene.part for scene in found.scenes] == [*parts, Part.ROUND]
    assert [scene.author.address for scene in found.scenes if scene.author] == [
        *(OURS, CLIENT, OURS, CLIENT, OURS)
    ]
    assert found.remarks == ()
    assert found.asked.state is State.CONFIRMED


def test_what_is_missing_or_speaks_for_the_client_is_said(
    ledger: Ledger, thread: list[Document]
) -> None:
    key = recorded(ledger, thread[1], "twice as big")

    assert stories.story(ledger, key).remarks == (
        "No warning to the client is recorded.",
        "No confirmation by the client is recorded.",
    )

    late = Words(document=thread[4].id)
    supports.warn(ledger, ACTOR, key, late)
    supports.confirm(ledger, ACTOR, key, Words(document=thread[3].id), "signed")

    assert stories.story(ledger, key).remarks == (
        "The warning was written after the client had confirmed.",
        "The signature was not checked here; it was entered by hand.",
    )


def test_a_confirmation_says_its_form_and_never_more(
    ledger: Ledger, thread: list[Document]
) -> None:
    key = recorded(ledger, thread[1], "twice as big")
    take_in(ledger, {"paper.txt": b"I agree."})
    paper = every_document(ledger)[-1]

    by_mail = supports.confirm(ledger, ACTOR, key, Words(document=thread[3].id))
    by_paper = supports.confirm(ledger, ACTOR, key, Words(document=paper.id))

    assert by_mail.strength is Strength.MAILED
    assert by_paper.strength is Strength.SCANNED
    with pytest.raises(BadInputError, match="signed, scanned, mailed"):
        supports.confirm(ledger, ACTOR, key, Words(document=paper.id), "sworn")


def test_the_words_of_a_request_confirm_nothing(
    ledger: Ledger, thread: list[Document]
) -> None:
    key = recorded(ledger, thread[1], "twice as big")

    for words in (
        Words(document=thread[1].id),
        Words(document=thread[1].id, quote="make the logo twice"),
    ):
        with pytest.raises(BadInputError, match="the request itself"):
            supports.confirm(ledger, ACTOR, key, words)


def test_what_was_taken_back_does_not_count_and_stays_in_the_log(
    ledger: Ledger, thread: list[Document]
) -> None:
    key = recorded(ledger, thread[1], "twice as big")
    made = supports.confirm(ledger, ACTOR, key, Words(document=thread[3].id))

    supports.take_back(ledger, ACTOR, made.id, "it was about the text")

    found = asking.find(ledger, key)
    assert found.state is State.OPEN
    assert found.request.standing(SupportKind.CONFIRMATION) == []
    [support] = found.request.supports
    assert support.withdrawn == "it was about the text"
    with pytest.raises(RequestStateError):
        supports.take_back(ledger, ACTOR, made.id, "again")


def test_a_request_that_was_taken_back_can_be_restored(
    ledger: Ledger, thread: list[Document]
) -> None:
    key = recorded(ledger, thread[1], "twice as big")

    requests.withdraw(ledger, ACTOR, key, "asked twice")

    assert asking.listed(ledger) == []
    assert [x.request.id for x in asking.listed(ledger, None, _in("withdrawn"))] == [
        key
    ]
    with pytest.raises(RequestStateError):
        requests.withdraw(ledger, ACTOR, key, "again")
    requests.restore(ledger, ACTOR, key, "no, once")
    assert [x.request.id for x in asking.listed(ledger)] == [key]


def _in(state: str) -> Filters:
    return Filters(state=state)


def test_requests_are_found_by_other_forms_of_their_words(ledger: Ledger) -> None:
    nord(ledger)
    words = "Логотип должен быть больше, внесите эту правку сегодня."
    text = f"Content-Type: text/plain; charset=utf-8\n{letter(1, words).decode()}"
    take_in(ledger, {"1.eml": text.encode()})
    document = every_document(ledger)[0]
    recorded(ledger, document, "внесите эту правку сегодня")

    def found(query: str) -> int:
        return len(asking.listed(ledger, None, Filters(words=query)))

    assert (found("правки"), found("логотип"), found("R-1")) == (1, 0, 1)
    assert found("правки -сегодня") == 0


def test_a_list_is_filtered_by_place_writer_and_state(
    ledger: Ledger, thread: list[Document]
) -> None:
    first = recorded(ledger, thread[1], "twice as big", deliverable="LOGO")
    second = recorded(ledger, thread[0], "first draft")
    supports.confirm(ledger, ACTOR, first, Words(document=thread[3].id))
    people = {person.name: person.id for person in projects.people(ledger)}
    named = asking.find(ledger, first).person
    assert named

    def keys(filters: Filters) -> list[str]:
        return [each.request.id for each in asking.listed(ledger, None, filters)]

    assert keys(Filters()) == [first, second]
    assert keys(Filters(deliverable="logo")) == [first]
    assert keys(Filters(state="open")) == [second]
    assert keys(Filters(state="confirmed")) == [first]
    assert keys(Filters(person=people[named.name])) == [first]
    assert keys(Filters(warned=True)) == []


def test_what_rests_on_a_document_is_told_beside_it(
    ledger: Ledger, thread: list[Document]
) -> None:
    key = recorded(ledger, thread[1], "twice as big")
    supports.warn(ledger, ACTOR, key, Words(document=thread[2].id))

    for document in thread[1:3]:
        [found] = asking.about(ledger, [document.id])
        assert found.request.id == key
    assert asking.about(ledger, [thread[4].id]) == []


def test_what_is_only_quoted_is_not_told_as_words_of_who_quotes_it(
    ledger: Ledger, thread: list[Document]
) -> None:
    key = recorded(ledger, thread[1], "make the logo twice as big")
    quoting = Words(document=thread[3].id, quote="small sizes will suffer")
    supports.warn(ledger, ACTOR, key, quoting)

    told = stories.story(ledger, key)

    [warning] = [scene for scene in told.scenes if scene.part is Part.WARNING]
    assert warning.author is None
    assert warning.at is None
    said = [str(remark) for remark in told.remarks]
    assert (
        "The warning is known only from a message of somebody else, who quotes it."
        in said
    )


def test_a_request_that_is_only_quoted_is_told_as_its_writers_own(
    ledger: Ledger, thread: list[Document]
) -> None:
    key = recorded(ledger, thread[3], "small sizes will suffer")

    [scene] = [s for s in stories.story(ledger, key).scenes if s.part is Part.WORDS]

    assert scene.author is None or scene.author.address != CLIENT
    assert scene.at is None


def test_a_document_that_was_taken_back_is_not_used_any_more(
    ledger: Ledger, thread: list[Document]
) -> None:
    key = recorded(ledger, thread[1], "make the logo twice as big")
    warning = supports.warn(ledger, ACTOR, key, Words(document=thread[2].id))
    assert [each.request.id for each in asking.about(ledger, [thread[2].id])] == [key]

    supports.take_back(ledger, ACTOR, warning.id, "another one")

    assert asking.about(ledger, [thread[2].id]) == []


def test_a_round_knows_how_many_requests_stand_in_it(
    ledger: Ledger, thread: list[Document]
) -> None:
    project = projects.find(ledger, "NORD")
    opened = revisions.open_round(
        ledger, ACTOR, "NORD", "LOGO", on=None, document_keys=[thread[1].id]
    )
    key = recorded(ledger, thread[1], "make the logo", round=opened.id)
    recorded(ledger, thread[1], "twice as big", round=opened.id)

    [line] = revisions.standings(ledger, project)[0].account.lines
    assert [each.label for each in line.round.points] == ["R-1", "R-2"]
    requests.withdraw(ledger, ACTOR, key, "asked twice")
    [line] = revisions.standings(ledger, project)[0].account.lines
    assert [each.label for each in line.round.points] == ["R-2"]
