"""People: addresses that pass on, two who turn out to be one, and the way back."""

import io
from datetime import date

import pytest

from ledger.domain.document import Document
from ledger.domain.errors import AddressTakenError
from ledger.domain.errors import BadInputError
from ledger.domain.errors import NotFoundError
from ledger.domain.errors import PersonStateError
from ledger.domain.event import EventKind
from ledger.domain.project import Person
from ledger.domain.project import Side
from ledger.opened import Ledger
from ledger.services import asking
from ledger.services import filing
from ledger.services import merging
from ledger.services import people
from ledger.services import projects
from ledger.services import rebuilding
from ledger.services import requests
from ledger.services import timeline
from ledger.services import undoing
from ledger.services.asking import Filters
from ledger.services.passages import Words
from ledger.services.people import Changes
from ledger.services.people import Done
from ledger.services.projects import NewPerson
from ledger.store import filing as filed
from tests.acts import ACTOR
from tests.acts import every_document
from tests.acts import log_of
from tests.acts import take_in

DESK = "desk@nord.example"
JUNE, JULY = date(2025, 6, 1), date(2025, 7, 1)


def mail(
    number: int, sent: str, sender: str = DESK, words: str = "Make it bigger."
) -> bytes:
    """Return an invented mail of a day; without one nothing dates it."""
    dated = f"Date: {sent}\n" if sent else ""
    return (
        f"From: <{sender}>\nTo: <max@studio.example>\nSubject: Wish {number}\n"
        f"Message-ID: <p{number}@mail.example>\n{dated}\n{words}\n"
    ).encode()


def somebody(
    ledger: Ledger, name: str, *addresses: str, client: str = "Nord", role: str = ""
) -> Person:
    side = "client" if client else "provider"
    new = NewPerson(name=name, side=side, client=client, role=role, addresses=addresses)
    return projects.add_person(ledger, ACTOR, new)


def dump(ledger: Ledger) -> str:
    target = io.StringIO()
    rebuilding.dump(ledger, target)
    return target.getvalue()


def facts(ledger: Ledger) -> list[Person]:
    """Return everybody as the pages know him."""
    return people.every(ledger)


def undo(ledger: Ledger, done: Done) -> Done:
    return undoing.undo(ledger, ACTOR, [event.position for event in done.events])


def project_keys(ledger: Ledger, document: Document) -> list[str]:
    with ledger.db.reading() as tx:
        there = filed.projects_of(tx, [document.id])[document.id]
    known = {project.id: project.key for project in projects.every(ledger)}
    return [known[key] for key in there]


@pytest.fixture
def nord(ledger: Ledger) -> Ledger:
    """A ledger with a project in a zone where the day begins before that of UTC."""
    projects.add_project(
        ledger, ACTOR, "NORD", client="Nord", title="Site", zone="Europe/Chisinau"
    )
    return ledger


def test_an_address_is_anothers_from_the_day_on_which_it_passed_on(
    nord: Ledger,
) -> None:
    old = somebody(nord, "Olga", DESK)
    new = somebody(nord, "Stefan")
    people.end_address(nord, ACTOR, old.id, DESK, JUNE)

    done = people.add_address(nord, ACTOR, new.id, DESK, JUNE)

    assert [each.from_day for each in done.person.addresses] == [JUNE]
    assert people.find(nord, old.id).addresses[0].until_day == JUNE


@pytest.mark.parametrize(
    ("begin", "until", "sentence"),
    [
        (None, None, "“desk@nord.example” was the address of Olga from 2025-06-01"),
        (date(2025, 6, 30), None, "until 2025-07-01"),
        (None, date(2025, 6, 2), "Olga"),
    ],
)
def test_an_address_is_never_two_peoples_on_one_day(
    nord: Ledger, begin: date | None, until: date | None, sentence: str
) -> None:
    old, new = somebody(nord, "Olga"), somebody(nord, "Stefan")
    people.add_address(nord, ACTOR, old.id, DESK, JUNE, JULY)

    with pytest.raises(AddressTakenError, match=sentence):
        people.add_address(nord, ACTOR, new.id, DESK, begin, until)
    assert people.find(nord, new.id).addresses == ()


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ((None, None), "is the address of Olga. If it passed on"),
        ((JUNE, None), "is the address of Olga from 2025-06-01 on"),
        ((None, JUNE), "was the address of Olga until 2025-06-01"),
    ],
)
def test_whose_an_address_is_is_said_with_its_days(
    nord: Ledger, days: tuple[date | None, date | None], sentence: str
) -> None:
    old = somebody(nord, "Olga")
    people.add_address(nord, ACTOR, old.id, DESK, *days)

    with pytest.raises(AddressTakenError, match=sentence):
        somebody(nord, "Stefan", DESK)


def test_an_address_that_ends_before_it_begins_is_none(nord: Ledger) -> None:
    olga = somebody(nord, "Olga")

    with pytest.raises(BadInputError, match="would end on 2025-06-01"):
        people.add_address(nord, ACTOR, olga.id, DESK, JUNE, JUNE)
    people.add_address(nord, ACTOR, olga.id, DESK, JUNE)
    with pytest.raises(BadInputError, match="before it begins"):
        people.end_address(nord, ACTOR, olga.id, DESK, JUNE)


def test_the_day_of_a_mail_is_that_of_its_projects_zone(nord: Ledger) -> None:
    """21:30 UTC on the last of May is the first of June in Chisinau."""
    old, new = somebody(nord, "Olga", DESK), somebody(nord, "Stefan")
    people.end_address(nord, ACTOR, old.id, DESK, JUNE)
    people.add_address(nord, ACTOR, new.id, DESK, JUNE)
    project = projects.find(nord, "NORD")
    take_in(
        nord,
        {
            "a.eml": mail(1, "Sat, 31 May 2025 20:30:00 +0000"),
            "b.eml": mail(2, "Sat, 31 May 2025 21:30:00 +0000"),
        },
        project,
    )

    entries = timeline.messages(nord, project, 5)

    named = {each.document.title: each.person for each in entries if each.document}
    assert {key: who.name for key, who in named.items() if who} == {
        "Wish 1": "Olga",
        "Wish 2": "Stefan",
    }


def test_what_nothing_dates_is_his_who_alone_ever_had_the_address(
    nord: Ledger,
) -> None:
    olga = somebody(nord, "Olga", DESK)
    people.end_address(nord, ACTOR, olga.id, DESK, JUNE)
    project = projects.find(nord, "NORD")
    take_in(nord, {"a.eml": mail(1, "")}, project)

    [entry] = timeline.messages(nord, project, 5)

    assert entry.person == people.find(nord, olga.id)
    stefan = somebody(nord, "Stefan")
    people.add_address(nord, ACTOR, stefan.id, DESK, JUNE)
    [entry] = timeline.messages(nord, project, 5)
    assert entry.person is None


def test_mail_goes_to_the_client_of_who_had_the_address_that_day(
    nord: Ledger,
) -> None:
    projects.add_project(nord, ACTOR, "OTHER", client="Other", title="Shop")
    freelancer = somebody(nord, "Max Free", DESK)
    people.end_address(nord, ACTOR, freelancer.id, DESK, JUNE)
    successor = somebody(nord, "Ana", client="Other")
    people.add_address(nord, ACTOR, successor.id, DESK, JULY)

    take_in(
        nord,
        {
            "a.eml": mail(1, "Fri, 2 May 2025 09:00:00 +0000"),
            "b.eml": mail(2, "Mon, 2 Jun 2025 09:00:00 +0000"),
            "c.eml": mail(3, "Wed, 2 Jul 2025 09:00:00 +0000"),
        },
    )

    where = [project_keys(nord, each) for each in every_document(nord)]
    assert where == [["NORD"], [], ["OTHER"]]


def test_what_waited_is_filed_when_the_days_of_an_address_are_known(
    nord: Ledger,
) -> None:
    olga = somebody(nord, "Olga")
    people.add_address(nord, ACTOR, olga.id, DESK, JULY)
    take_in(nord, {"a.eml": mail(1, "Mon, 2 Jun 2025 09:00:00 +0000")})
    assert filing.tray_size(nord) == 1

    done = people.add_address(nord, ACTOR, olga.id, DESK, JUNE)

    assert done.filed == 1
    assert done.events[0].kind == EventKind.ADDRESS_CHANGED
    assert filing.tray_size(nord) == 0


def test_an_address_that_was_never_his_goes_and_the_log_keeps_both(
    nord: Ledger,
) -> None:
    olga = somebody(nord, "Olga", DESK)

    done = people.remove_address(nord, ACTOR, olga.id, DESK)

    assert done.person.addresses == ()
    kinds = [event.kind for event in log_of(nord)]
    assert kinds[-2:] == ["address.added", "address.removed"]
    with pytest.raises(PersonStateError, match="no address of Olga"):
        people.remove_address(nord, ACTOR, olga.id, DESK)
    assert undo(nord, done).person.addresses == olga.addresses


def test_the_same_days_again_are_no_act(nord: Ledger) -> None:
    olga = somebody(nord, "Olga", DESK)

    with pytest.raises(PersonStateError, match="these days already"):
        people.add_address(nord, ACTOR, olga.id, DESK)


def test_name_role_side_and_client_are_changed_and_what_was_is_kept(
    nord: Ledger,
) -> None:
    olga = somebody(nord, "Olga", role="marketing")

    wanted = Changes(name="Olga Ivanova", role="", side="client", client="New Nord")
    done = people.change(nord, ACTOR, olga.id, wanted)

    assert done.person.client is not None
    assert (done.person.name, done.person.role) == ("Olga Ivanova", "")
    assert done.person.client.name == "New Nord"
    assert done.events[0].fields["was"] == {
        "name": "Olga",
        "role": "marketing",
        "client": olga.client.id if olga.client else None,
    }
    assert undo(nord, done).person == olga


def test_one_of_ours_has_no_client_and_a_clients_person_has_one(nord: Ledger) -> None:
    olga = somebody(nord, "Olga")

    ours = people.change(nord, ACTOR, olga.id, Changes(side="provider")).person

    assert (ours.side, ours.client) == (Side.PROVIDER, None)
    with pytest.raises(BadInputError, match="whose person"):
        people.change(nord, ACTOR, olga.id, Changes(side="client"))
    with pytest.raises(PersonStateError, match="Nothing of Olga"):
        people.change(nord, ACTOR, olga.id, Changes(name="Olga"))
    with pytest.raises(BadInputError, match="name is empty"):
        people.change(nord, ACTOR, olga.id, Changes(name=" "))


def test_two_who_are_one_show_as_one_under_either_id(nord: Ledger) -> None:
    olga = somebody(nord, "Olga Ivanova", DESK)
    double = somebody(nord, "Ольга Иванова", "olga@post.example")

    done = merging.merge(nord, ACTOR, double.id, olga.id)

    assert [person.id for person in facts(nord)] == [olga.id]
    assert people.find(nord, double.id) == done.person
    assert {each.address for each in done.person.addresses} == {
        DESK,
        "olga@post.example",
    }
    assert done.person.merged == (double.id,)
    assert merging.merged(nord, done.person) == {double.id: "Ольга Иванова"}


def test_to_part_them_gives_back_exactly_what_was(nord: Ledger) -> None:
    olga = somebody(nord, "Olga", DESK, role="marketing")
    double = somebody(nord, "Ольга", "olga@post.example", role="owner")
    before = facts(nord)
    done = merging.merge(nord, ACTOR, double.id, olga.id)
    rebuilt = dump(nord)

    undo(nord, done)

    assert facts(nord) == before
    again = merging.merge(nord, ACTOR, double.id, olga.id)
    assert again.person == done.person
    rebuilding.projections_anew(nord)
    assert people.find(nord, double.id) == done.person
    assert rebuilt != dump(nord)


def test_what_came_in_between_stays_where_it_was_put(nord: Ledger) -> None:
    olga, double = somebody(nord, "Olga"), somebody(nord, "Ольга", DESK)
    merging.merge(nord, ACTOR, double.id, olga.id)
    people.add_address(nord, ACTOR, double.id, "new@nord.example")
    people.end_address(nord, ACTOR, olga.id, DESK, JUNE)

    merging.part(nord, ACTOR, double.id)

    [kept] = people.find(nord, olga.id).addresses
    [own] = people.find(nord, double.id).addresses
    assert kept.address == "new@nord.example"
    assert (own.address, own.until_day) == (DESK, JUNE)


def test_people_of_two_clients_stay_two_and_an_old_merging_moves_no_mail(
    nord: Ledger,
) -> None:
    projects.add_project(nord, ACTOR, "OTHER", client="Other", title="Shop")
    consultant = somebody(nord, "Tom Becker", "tom@nord.example")
    double = somebody(nord, "Tom Becker", "tom@other.example", client="Other")

    assert merging.likely_doubles(nord) == []
    with pytest.raises(PersonStateError, match="is of Other and “Tom Becker” of Nord"):
        merging.merge(nord, ACTOR, double.id, consultant.id)
    with nord.db.writing() as tx:  # as it could be done once
        event = merging.merging(ACTOR, double.id, double.name, consultant)
        people.settle(nord, tx, consultant.id, [event])
    take_in(
        nord,
        {
            "a.eml": mail(1, "Mon, 2 Jun 2025 09:00:00 +0000", "tom@nord.example"),
            "b.eml": mail(2, "Mon, 2 Jun 2025 09:00:00 +0000", "tom@other.example"),
        },
    )

    where = [project_keys(nord, each) for each in every_document(nord)]
    assert where == [["NORD"], ["OTHER"]]


def test_chains_circles_and_two_sides_are_refused_with_a_sentence(
    nord: Ledger,
) -> None:
    one, two, three = (somebody(nord, name) for name in ("Ana", "Ane", "Ani"))
    ours = somebody(nord, "Max", client="")
    merging.merge(nord, ACTOR, two.id, one.id)

    for key, into, sentence in (
        (one.id, one.id, "cannot be merged with himself"),
        (two.id, one.id, "are one person already"),
        (one.id, two.id, "cannot be merged with himself"),
        (two.id, three.id, "“Ane” was merged into “Ana”; part them first"),
        (one.id, three.id, "merge “Ani” into him instead"),
        (three.id, ours.id, "two sides of the contract"),
    ):
        with pytest.raises(PersonStateError, match=sentence):
            merging.merge(nord, ACTOR, key, into)
    with pytest.raises(PersonStateError, match="merged into nobody"):
        merging.part(nord, ACTOR, one.id)
    with pytest.raises(NotFoundError):
        merging.merge(nord, ACTOR, "s_nobody", one.id)


def test_whom_another_stands_for_may_be_named_as_the_goal(nord: Ledger) -> None:
    one, two, three = (somebody(nord, name) for name in ("Ana", "Ane", "Ani"))
    merging.merge(nord, ACTOR, two.id, one.id)

    done = merging.merge(nord, ACTOR, three.id, two.id)

    assert done.person.merged == (two.id, three.id)


def test_side_and_client_are_changed_of_both_and_given_back_to_both(
    nord: Ledger,
) -> None:
    one, two = somebody(nord, "Ana"), somebody(nord, "Ane")
    done = merging.merge(nord, ACTOR, two.id, one.id)

    changed = people.change(nord, ACTOR, one.id, Changes(client="New"))

    assert len(changed.events) == 2
    assert undo(nord, changed).person == done.person
    merging.part(nord, ACTOR, two.id)
    assert facts(nord) == [one, two]


def test_doubles_are_offered_until_somebody_says_that_they_are_two(
    nord: Ledger,
) -> None:
    one = somebody(nord, "Olga Ivanova")
    two = somebody(nord, "Ольга Иванова")
    [found] = merging.likely_doubles(nord)

    merging.tell_apart(nord, ACTOR, found.second.id, found.first.id)

    assert {found.first.id, found.second.id} == {one.id, two.id}
    assert merging.likely_doubles(nord) == []
    rebuilding.projections_anew(nord)
    assert merging.likely_doubles(nord) == []


def test_nothing_is_undone_where_something_else_was_done_since(nord: Ledger) -> None:
    olga = somebody(nord, "Olga")
    named = people.change(nord, ACTOR, olga.id, Changes(name="O."))
    added = people.add_address(nord, ACTOR, olga.id, DESK)
    people.change(nord, ACTOR, olga.id, Changes(name="Olya"))
    people.end_address(nord, ACTOR, olga.id, DESK, JUNE)

    for done in (named, added):
        with pytest.raises(PersonStateError, match="changed since"):
            undo(nord, done)
    first = log_of(nord)[0]
    with pytest.raises(PersonStateError, match="cannot be undone"):
        undoing.undo(nord, ACTOR, [first.position])
    with pytest.raises(NotFoundError):
        undoing.undo(nord, ACTOR, [10_000])


def test_every_act_on_an_address_is_undone_by_one_that_names_it(nord: Ledger) -> None:
    olga = somebody(nord, "Olga")
    before = facts(nord)
    added = people.add_address(nord, ACTOR, olga.id, DESK)
    with_it = facts(nord)
    ended = people.end_address(nord, ACTOR, olga.id, DESK, JUNE)

    back = undo(nord, ended)

    assert facts(nord) == with_it
    assert back.events[0].fields["undoes"] == ended.events[0].position
    undo(nord, added)
    assert facts(nord) == before


def test_an_address_that_passed_on_meanwhile_is_not_taken_back(nord: Ledger) -> None:
    olga, stefan = somebody(nord, "Olga", DESK), somebody(nord, "Stefan")
    done = people.end_address(nord, ACTOR, olga.id, DESK, JUNE)
    people.add_address(nord, ACTOR, stefan.id, DESK, JUNE)

    with pytest.raises(AddressTakenError, match="Stefan"):
        undo(nord, done)


def test_requests_of_both_show_under_one_and_a_name_given_by_hand_stays(
    nord: Ledger,
) -> None:
    olga = somebody(nord, "Olga", DESK)
    double = somebody(nord, "Ольга")
    take_in(
        nord,
        {
            "a.eml": mail(1, "Mon, 2 Jun 2025 09:00:00 +0000"),
            "b.txt": b"She wants the logo bigger.",
        },
        projects.find(nord, "NORD"),
    )
    written, paper = every_document(nord)
    for document, quote, by in (
        (written, "bigger", ""),
        (paper, "bigger", double.id),
    ):
        words = Words(document=document.id, quote=quote)
        requests.record(nord, ACTOR, "NORD", words, by=by)

    merging.merge(nord, ACTOR, double.id, olga.id)

    for key in (olga.id, double.id):
        assert len(asking.listed(nord, filters=Filters(person=key))) == 2
    merging.part(nord, ACTOR, double.id)
    [asked] = asking.listed(nord, filters=Filters(person=double.id))
    assert asked.person == double


def test_a_request_is_his_who_had_the_address_on_the_day_of_the_words(
    nord: Ledger,
) -> None:
    olga, stefan = somebody(nord, "Olga", DESK), somebody(nord, "Stefan")
    take_in(nord, {"a.eml": mail(1, "Mon, 2 Jun 2025 09:00:00 +0000")})
    [document] = every_document(nord)
    words = Words(document=document.id, quote="bigger")
    made = requests.record(nord, ACTOR, "NORD", words)
    assert asking.find(nord, made.id).person == olga

    people.end_address(nord, ACTOR, olga.id, DESK, JUNE)
    people.add_address(nord, ACTOR, stefan.id, DESK, JUNE)

    asked = asking.find(nord, made.id)
    assert asked.person is not None
    assert asked.person.id == stefan.id


def test_rows_are_the_same_after_a_rebuild_at_any_other_time(nord: Ledger) -> None:
    olga, double = somebody(nord, "Olga", DESK), somebody(nord, "Ольга")
    take_in(nord, {"a.eml": mail(1, "Mon, 2 Jun 2025 09:00:00 +0000")})
    people.end_address(nord, ACTOR, olga.id, DESK, JUNE)
    merging.tell_apart(nord, ACTOR, olga.id, double.id)
    merging.merge(nord, ACTOR, double.id, olga.id)
    before = dump(nord)

    rebuilding.projections_anew(nord)

    assert dump(nord) == before
    for name in ("writing", "distinction"):
        assert f'["{name}", ' in before
