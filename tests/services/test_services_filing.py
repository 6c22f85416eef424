"""Filing: by the addresses of people, by hand, and never by a guess."""

import sqlite3

import pytest

from ledger.domain.document import Document
from ledger.domain.errors import NotFoundError
from ledger.opened import Ledger
from ledger.services import filing
from ledger.services import projects
from ledger.services import showing
from ledger.services.projects import NewPerson
from ledger.store import documents
from ledger.store import people as people_stored
from tests.acts import ACTOR
from tests.acts import CLIENT
from tests.acts import every_document
from tests.acts import letter
from tests.acts import log_of
from tests.acts import mail
from tests.acts import mailbox
from tests.acts import nord
from tests.acts import OURS
from tests.acts import take_in

TRACE = "Received: by relay.example with SMTP; Mon, 2 Jun 2025 07:00:00 +0000\n"


def where(ledger: Ledger, document: Document) -> list[str]:
    return [p.key for p, _why in showing.show(ledger, document.id).projects]


def all_where(ledger: Ledger) -> list[list[str]]:
    return [where(ledger, each) for each in every_document(ledger)]


def waiting(ledger: Ledger) -> list[str]:
    listed = filing.tray(ledger, 1000)
    assert filing.tray_size(ledger) == len(listed)
    return [each.id for each in listed]


def second_project(ledger: Ledger) -> None:
    """The same client has another project, so that its people tell nothing."""
    projects.add_project(
        ledger, ACTOR, "SUED", client="Nordwind Invented", title="Another work"
    )


def test_a_mail_of_a_person_we_know_is_filed_with_all_that_is_in_it(
    ledger: Ledger,
) -> None:
    nord(ledger)

    take_in(ledger, {"a.eml": letter(attached=mail(2, sender="x@else.example"))})

    outer, inner = every_document(ledger)
    assert where(ledger, outer) == where(ledger, inner) == ["NORD"]
    [(_, why)] = showing.show(ledger, inner.id).projects
    assert why == f"{CLIENT} is Ines Invented"
    assert waiting(ledger) == []


def test_our_own_address_files_nothing(ledger: Ledger) -> None:
    nord(ledger)

    take_in(ledger, {"a.eml": mail(1, sender=OURS, to="somebody@else.example")})

    assert all_where(ledger) == [[]]


def test_our_answer_is_filed_by_whom_it_goes_to(ledger: Ledger) -> None:
    nord(ledger)

    take_in(ledger, {"a.eml": mail(1, sender=OURS, to=CLIENT.upper())})

    assert all_where(ledger) == [["NORD"]]


def test_a_person_of_two_projects_leaves_the_mail_in_the_tray(ledger: Ledger) -> None:
    nord(ledger)
    second_project(ledger)

    take_in(ledger, {"a.eml": mail(1)})

    [document] = every_document(ledger)
    assert where(ledger, document) == []
    assert waiting(ledger) == [document.id]


def test_people_of_two_clients_leave_the_mail_in_the_tray(ledger: Ledger) -> None:
    nord(ledger)
    projects.add_project(ledger, ACTOR, "WEST", client="West", title="Other")
    west = NewPerson(
        name="Wanda", side="client", client="West", addresses=["w@west.example"]
    )
    projects.add_person(ledger, ACTOR, west)

    take_in(ledger, {"a.eml": mail(1, to="w@west.example")})

    assert all_where(ledger) == [[]]


def test_an_address_that_is_added_later_files_what_waits(ledger: Ledger) -> None:
    take_in(ledger, {"a.eml": mail(1), "b.eml": mail(2, sender="x@else.example")})

    nord(ledger)

    assert all_where(ledger) == [["NORD"], []]


def test_many_that_wait_are_filed_by_one_address(ledger: Ledger) -> None:
    take_in(ledger, {"box.mbox": mailbox(mail(number) for number in range(30))})

    nord(ledger)

    assert all_where(ledger) == [[], *[["NORD"]] * 30]
    assert waiting(ledger) == []


def test_another_original_goes_where_the_first_one_is(ledger: Ledger) -> None:
    nord(ledger)
    second_project(ledger)
    take_in(ledger, {"a.eml": mail(1)})
    filing.file(ledger, ACTOR, [every_document(ledger)[0].id], "SUED", "by hand")

    take_in(ledger, {"b.eml": mail(1, head=TRACE)})

    assert all_where(ledger) == [["SUED"], ["SUED"]]


def test_a_family_is_filed_and_unfiled_as_one_whichever_part_is_named(
    ledger: Ledger,
) -> None:
    second = letter(attached=mail(2))
    take_in(ledger, {"a.eml": second})
    projects.add_project(ledger, ACTOR, "NORD", client="Nordwind", title="Brand")
    outer, inner = every_document(ledger)

    assert filing.file(ledger, ACTOR, [inner.id], "nord", "by hand") == [outer.id]
    assert filing.file(ledger, ACTOR, [outer.id], "NORD", "again") == []
    assert all_where(ledger) == [["NORD"], ["NORD"]]

    assert filing.unfile(ledger, ACTOR, [inner.id], "NORD", "mistake") == [outer.id]
    assert filing.unfile(ledger, ACTOR, [inner.id], "NORD", "mistake") == []
    assert all_where(ledger) == [[], []]
    assert waiting(ledger) == [outer.id]


def boxed(ledger: Ledger) -> list[Document]:
    """Return a container of three mails that was filed as a whole."""
    projects.add_project(ledger, ACTOR, "NORD", client="Nordwind", title="Brand")
    take_in(ledger, {"box.mbox": mailbox([mail(1), mail(2), letter(attached=mail(3))])})
    listed = every_document(ledger)
    filing.file(ledger, ACTOR, [listed[0].id], "NORD", "the whole box")
    return listed


def test_filing_a_container_files_its_members(ledger: Ledger) -> None:
    boxed(ledger)

    assert all_where(ledger) == [["NORD"]] * 5
    assert waiting(ledger) == []


def test_taking_one_mail_out_leaves_the_rest_of_its_container_filed(
    ledger: Ledger,
) -> None:
    box, first, second, outer, inner = boxed(ledger)

    assert filing.unfile(ledger, ACTOR, [inner.id], "NORD", "private") == [outer.id]

    assert [where(ledger, x) for x in (box, first, second)] == [["NORD"]] * 3
    assert where(ledger, outer) == where(ledger, inner) == []
    assert waiting(ledger) == [outer.id]
    filing.file(ledger, ACTOR, [box.id], "NORD", "the box again")
    assert where(ledger, outer) == []
    filing.file(ledger, ACTOR, [outer.id], "NORD", "after all")
    assert all_where(ledger) == [["NORD"]] * 5


def test_unfiling_a_container_leaves_what_was_filed_by_itself(ledger: Ledger) -> None:
    projects.add_project(ledger, ACTOR, "NORD", client="Nordwind", title="Brand")
    take_in(ledger, {"box.mbox": mailbox([mail(1), mail(2)])})
    box, first, second = every_document(ledger)
    filing.file(ledger, ACTOR, [first.id], "NORD", "by itself")
    filing.file(ledger, ACTOR, [box.id], "NORD", "the whole box")

    filing.unfile(ledger, ACTOR, [box.id], "NORD", "too much")

    assert [where(ledger, x) for x in (box, first, second)] == [[], ["NORD"], []]
    assert waiting(ledger) == [second.id]


def test_what_was_taken_out_by_hand_is_not_filed_again_by_an_address(
    ledger: Ledger,
) -> None:
    nord(ledger)
    take_in(ledger, {"a.eml": mail(1, to="new@client.example")})
    [document] = every_document(ledger)
    filing.unfile(ledger, ACTOR, [document.id], "NORD", "it is private")

    person = NewPerson(
        name="New",
        side="client",
        client="Nordwind Invented",
        addresses=["new@client.example"],
    )
    projects.add_person(ledger, ACTOR, person)

    assert where(ledger, document) == []
    assert waiting(ledger) == [document.id]


def test_both_acts_stay_in_the_log_with_their_reasons(ledger: Ledger) -> None:
    nord(ledger)
    take_in(ledger, {"a.eml": mail(1)})
    [document] = every_document(ledger)
    filing.unfile(ledger, ACTOR, [document.id], "NORD", "it is private")

    acts = [each for each in log_of(ledger) if each.kind.endswith("filed")]

    assert [(each.kind, each.actor, each.fields) for each in acts] == [
        (
            "document.filed",
            "system",
            {"reason": {"code": "address", "address": CLIENT, "name": "Ines Invented"}},
        ),
        ("document.unfiled", ACTOR, {"why": "it is private"}),
    ]


def test_one_unknown_document_files_nothing_at_all(ledger: Ledger) -> None:
    nord(ledger)
    take_in(ledger, {"a.txt": b"words"})
    [document] = every_document(ledger)

    with pytest.raises(NotFoundError):
        filing.file(ledger, ACTOR, [document.id, "d_nothing"], "NORD", "")
    with pytest.raises(NotFoundError):
        filing.file(ledger, ACTOR, [document.id], "nowhere", "")

    assert where(ledger, document) == []


def test_more_can_wait_than_a_database_takes_in_one_question(
    ledger: Ledger,
) -> None:
    take_in(ledger, {"box.mbox": mailbox(mail(number) for number in range(30))})
    keys = [each.id for each in every_document(ledger)]

    with ledger.db.reading() as tx:
        connection = tx.connection.driver_connection
        assert connection is not None
        connection.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 999)
        strangers = [f"d_{number}" for number in range(2000)]
        heads = documents.people_of(tx, [*strangers, *keys])
        book = people_stored.book(tx, [f"{x}@x.example" for x in strangers])
        connection.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 32766)

    assert sum(map(len, heads.values())) == 60
    assert book.people() == set()
