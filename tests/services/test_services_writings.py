"""All words that a person wrote, and those that are known by quotation alone."""

from datetime import date

import pytest

from ledger.domain.project import Person
from ledger.opened import Ledger
from ledger.services import merging
from ledger.services import people
from ledger.services import projects
from ledger.services import quotations
from ledger.services import searching
from ledger.services import writings
from ledger.services.narrowing import Narrowed
from ledger.services.projects import NewPerson
from ledger.services.writings import Wanted
from ledger.store import documents
from tests.acts import ACTOR
from tests.acts import take_in

DESK = "desk@nord.example"
JUNE = date(2025, 6, 1)


def mail(
    number: int, sent: str, words: str, sender: str = DESK, head: str = ""
) -> bytes:
    dated = f"Date: {sent}\n" if sent else ""
    return (
        f"From: <{sender}>\nTo: <max@studio.example>\nSubject: Wish {number}\n"
        f"Message-ID: <w{number}@mail.example>\n{head}{dated}\n{words}\n"
    ).encode()


def day(number: int, month: str = "Jun", hour: int = 9) -> str:
    return f"{number} {month} 2025 {hour:02d}:30:00 +0000"


def somebody(ledger: Ledger, name: str, *addresses: str) -> Person:
    new = NewPerson(name=name, side="client", client="Nord", addresses=addresses)
    return projects.add_person(ledger, ACTOR, new)


def titles(
    ledger: Ledger, person: Person, wanted: Wanted = writings.EVERYTHING
) -> list[str]:
    found = writings.written(ledger, people.find(ledger, person.id), wanted)
    assert found.total == len(found.listed)
    return [each.document.title for each in found.listed]


@pytest.fixture
def nord(ledger: Ledger) -> Ledger:
    projects.add_project(
        ledger, ACTOR, "NORD", client="Nord", title="Site", zone="Europe/Chisinau"
    )
    return ledger


def test_his_words_stand_newest_first_without_what_he_only_quoted(
    nord: Ledger,
) -> None:
    olga = somebody(nord, "Olga", DESK)
    reply = (
        "Yes, red.\n\nOn 1 Jun max@studio.example wrote:\n> Which colour?\n\nAnd big."
    )
    take_in(
        nord,
        {
            "a.eml": mail(1, day(2), "First."),
            "b.eml": mail(2, day(3), reply),
            "c.eml": mail(3, day(4), "Ours.", sender="max@studio.example"),
        },
    )

    found = writings.written(nord, olga)

    assert [each.words for each in found.listed] == ["Yes, red.\n\nAnd big.", "First."]
    newest = found.listed[0]
    assert [project.key for project in newest.projects] == ["NORD"]
    with nord.db.reading() as tx:
        text = documents.text_of(tx, newest.document).text
    assert newest.place is not None
    assert text[slice(*newest.place)] == "Yes, red."


@pytest.mark.parametrize("words", ["", "bigger"])
def test_an_address_that_passed_on_gives_each_his_days_in_the_projects_zone(
    nord: Ledger, words: str
) -> None:
    """21:30 UTC on the last of May is the first of June in Chisinau."""
    old, new = somebody(nord, "Olga", DESK), somebody(nord, "Stefan")
    people.end_address(nord, ACTOR, old.id, DESK, JUNE)
    people.add_address(nord, ACTOR, new.id, DESK, JUNE)
    brought = {
        "a.eml": mail(1, day(31, "May", 20), "Make it bigger."),
        "b.eml": mail(2, day(31, "May", 21), "Make it bigger still."),
        "c.eml": mail(3, "", "The bigger one has no day."),
    }
    take_in(nord, brought, projects.find(nord, "NORD"))
    wanted = Wanted(words=words)

    assert set(titles(nord, old, wanted)) == {"Wish 1", "Wish 3"}
    assert set(titles(nord, new, wanted)) == {"Wish 2", "Wish 3"}


def test_a_day_of_the_home_counts_for_what_belongs_to_no_project(
    ledger: Ledger,
) -> None:
    """21:30 UTC on the last of May is the first of June at home, not in the project."""
    olga = somebody(ledger, "Olga")
    people.add_address(ledger, ACTOR, olga.id, DESK, JUNE)
    london = projects.add_project(
        ledger, ACTOR, "LON", client="London", title="Site", zone="UTC"
    )

    take_in(ledger, {"a.eml": mail(1, day(31, "May", 21), "Hello.")})
    take_in(ledger, {"b.eml": mail(2, day(31, "May", 21), "Hello.")}, london)

    assert ledger.config.zone == "Europe/Chisinau"
    assert titles(ledger, olga) == ["Wish 1"]


def test_a_message_with_several_originals_is_one(nord: Ledger) -> None:
    olga = somebody(nord, "Olga", DESK)
    same = mail(1, day(2), "Once.")

    take_in(nord, {"a.eml": same, "b.eml": b"Received: by x; " + b"\n" + same})

    assert titles(nord, olga) == ["Wish 1"]


def test_words_of_all_who_turned_out_to_be_one_stand_together(nord: Ledger) -> None:
    olga, double = somebody(nord, "Olga", DESK), somebody(nord, "O", "o@post.example")
    take_in(
        nord,
        {
            "a.eml": mail(1, day(2), "One."),
            "b.eml": mail(2, day(3), "Two.", sender="o@post.example"),
        },
    )

    merging.merge(nord, ACTOR, double.id, olga.id)
    assert titles(nord, olga) == ["Wish 2", "Wish 1"]

    merging.part(nord, ACTOR, double.id)
    assert titles(nord, olga) == ["Wish 1"]
    assert titles(nord, double) == ["Wish 2"]


def test_words_are_found_in_any_form_but_never_in_a_quote_or_of_another(
    nord: Ledger,
) -> None:
    olga = somebody(nord, "Olga", DESK)
    quote = "No.\n\nOn 1 Jun max@studio.example wrote:\n> Logos are fine.\n"
    take_in(
        nord,
        {
            "a.eml": mail(1, day(2), "Make the logo bigger."),
            "b.eml": mail(2, day(3), quote),
            "c.eml": mail(3, day(4), "A logo.", sender=f"not.{DESK}"),
            "d.eml": mail(4, day(5), "A logo.", sender="max@studio.example"),
        },
    )

    [found] = writings.written(nord, olga, Wanted(words="logos")).listed

    assert found.document.title == "Wish 1"
    start, end = found.marks[0]
    assert found.words[start:end] == "logo"


def test_words_are_narrowed_to_a_project_and_to_days(nord: Ledger) -> None:
    olga = somebody(nord, "Olga", DESK)
    other = projects.add_project(nord, ACTOR, "OTHER", client="B", title="B")
    take_in(nord, {"a.eml": mail(1, day(2), "Bigger.")})
    take_in(nord, {"b.eml": mail(2, day(3), "Bigger.")}, other)
    take_in(nord, {"c.eml": mail(3, "", "Bigger.")}, other)

    for words in ("", "bigger"):
        within = {
            "OTHER": Wanted(words=words, project=other),
            "from": Wanted(words=words, from_day=date(2025, 6, 3)),
            "until": Wanted(words=words, until_day=date(2025, 6, 3)),
        }
        assert set(titles(nord, olga, within["OTHER"])) == {"Wish 2", "Wish 3"}
        assert titles(nord, olga, within["from"]) == ["Wish 2"]
        assert titles(nord, olga, within["until"]) == ["Wish 1"]
    counted = {p.key: n for p, n in writings.in_projects(nord, olga)}
    assert counted == {"NORD": 1, "OTHER": 2}


def test_pages_of_words_lie_side_by_side(nord: Ledger) -> None:
    olga = somebody(nord, "Olga", DESK)
    take_in(nord, {f"{n}.eml": mail(n, day(n), f"Word {n}.") for n in range(1, 8)})

    def page(offset: int, words: str = "") -> list[str]:
        found = writings.written(
            nord, olga, Wanted(words=words), limit=3, offset=offset
        )
        assert found.total == 7
        return [each.document.title for each in found.listed]

    wishes = [f"Wish {number}" for number in range(7, 0, -1)]
    assert page(0) + page(3) + page(6) == wishes
    assert page(0, "word") + page(3, "word") + page(6, "word") == wishes


def test_words_that_only_others_quote_stand_apart(nord: Ledger) -> None:
    olga = somebody(nord, "Olga", DESK)
    lost = f"On 1 Jun {DESK} wrote:\n> Paint it red.\n> > Which colour?\n\nNo.\n"
    held = f"On 2 Jun {DESK} wrote:\n> Make it bigger,\n> please.\n\nNo.\n"
    take_in(
        nord,
        {
            "a.eml": mail(1, day(2), "Hello.\nMake it bigger, please.\nOlga"),
            "b.eml": mail(2, day(3), lost, sender="max@studio.example"),
            "c.eml": mail(3, day(4), held, sender="max@studio.example"),
        },
    )

    [found] = quotations.of_person(nord, olga).listed

    assert (found.words, found.document.title) == ("Paint it red.", "Wish 2")
    assert found.author is not None
    assert found.author.address == "max@studio.example"
    assert titles(nord, olga) == ["Wish 1"]


def test_a_quotation_is_known_again_when_its_original_comes_later(
    nord: Ledger,
) -> None:
    olga = somebody(nord, "Olga", DESK)
    said = f"On 1 Jun {DESK} wrote:\n> Paint it red.\n\nNo.\n"
    take_in(nord, {"b.eml": mail(2, day(3), said, sender="max@studio.example")})
    assert len(quotations.of_person(nord, olga).listed) == 1

    thread = "References: <w2@mail.example>\n"
    take_in(nord, {"a.eml": mail(1, day(2), "Paint it red.", head=thread)})

    assert quotations.of_person(nord, olga).listed == ()


def test_quotations_go_on_where_a_page_ended(nord: Ledger) -> None:
    olga = somebody(nord, "Olga", DESK)
    take_in(
        nord,
        {
            f"{n}.eml": mail(
                n,
                day(n),
                f"On 1 Jun {DESK} wrote:\n> Lost {n}.\n\nNo.\n",
                sender="max@studio.example",
            )
            for n in range(1, 6)
        },
    )

    first = quotations.of_person(nord, olga, limit=3)
    assert first.after is not None
    second = quotations.of_person(nord, olga, limit=3, after=first.after)

    words = [each.words for each in (*first.listed, *second.listed)]
    assert words == [f"Lost {number}." for number in range(5, 0, -1)]
    assert second.after is None


def test_strangers_are_those_who_write_often_and_are_not_known(nord: Ledger) -> None:
    somebody(nord, "Olga", DESK)
    take_in(
        nord,
        {
            **{f"{n}.eml": mail(n, day(n), "Known.") for n in range(1, 5)},
            **{
                f"{n}.eml": mail(n, day(n), "New.", sender="new@post.example")
                for n in range(5, 9)
            },
            "9.eml": mail(9, day(9), "Once.", sender="once@post.example"),
        },
    )

    [found] = writings.strangers(nord)

    assert (found.address, found.number) == ("new@post.example", 4)
    assert found.newest.title == "Wish 8"


def test_who_has_no_address_wrote_nothing(nord: Ledger) -> None:
    take_in(nord, {"a.eml": mail(1, day(2), "Bigger.")})
    nobody = somebody(nord, "Nobody")

    for words in ("", "bigger"):
        assert titles(nord, nobody, Wanted(words=words)) == []


@pytest.mark.parametrize("words", [") OR (", "by:max bigger", '"', "x OR bigger)"])
def test_a_query_never_reaches_the_words_of_others(nord: Ledger, words: str) -> None:
    olga = somebody(nord, "Olga", DESK)
    ours = "max@studio.example"
    take_in(
        nord,
        {
            "a.eml": mail(1, day(2), "Bigger."),
            "b.eml": mail(2, day(2), "Bigger.", sender=ours),
        },
    )

    assert set(titles(nord, olga, Wanted(words=words))) <= {"Wish 1"}


def test_a_search_counts_an_address_that_passed_on_for_each_on_his_days(
    nord: Ledger,
) -> None:
    olga, stefan = somebody(nord, "Olga", DESK), somebody(nord, "Stefan")
    people.end_address(nord, ACTOR, olga.id, DESK, JUNE)
    people.add_address(nord, ACTOR, stefan.id, DESK, date(2025, 6, 3))
    take_in(
        nord,
        {
            f"{n}.eml": mail(n, day(d, month), "Make it bigger.")
            for n, (d, month) in enumerate([(30, "May"), (2, "Jun"), (3, "Jun")])
        },
    )

    counted = searching.search(nord, "bigger", facets=True).facets["author"]
    his = searching.search(nord, "bigger", Narrowed(author=(stefan.id,)))

    assert {each.value: each.number for each in counted} == {
        olga.id: 1,
        stefan.id: 1,
        DESK: 1,
    }
    assert [each.document.title for each in his.findings] == ["Wish 2"]
