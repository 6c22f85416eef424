"""Whose an address is on a day, and who looks like one person twice."""

from datetime import date
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.people import AddressBook
from ledger.domain.people import doubles
from ledger.domain.people import folded_name
from ledger.domain.people import Likeness
from ledger.domain.people import Use
from ledger.domain.project import Address
from ledger.domain.project import Client
from ledger.domain.project import Person
from ledger.domain.project import Side
from ledger.domain.quote import cited

JUNE = date(2025, 6, 1)
JULY = date(2025, 7, 1)
BEFORE, LAST = JUNE - timedelta(days=1), JULY - timedelta(days=1)
NORD = Client("c_n", "Nord")
OTHER = Client("c_o", "Other")


def use(person: str, begin: date | None = None, until: date | None = None) -> Use:
    return Use(Address("desk@nord.example", begin, until), person, person)


def person(
    key: str, name: str, *addresses: str, client: Client | None = NORD
) -> Person:
    return Person(
        id=key,
        name=name,
        side=Side.CLIENT if client else Side.PROVIDER,
        client=client,
        addresses=tuple(map(Address, addresses)),
    )


@pytest.mark.parametrize(
    ("begin", "until", "day", "expected"),
    [
        (None, None, JUNE, True),
        (None, None, None, True),
        (JUNE, None, BEFORE, False),
        (JUNE, None, JUNE, True),
        (None, JULY, LAST, True),
        (None, JULY, JULY, False),
        (JUNE, JULY, BEFORE, False),
        (JUNE, JULY, JUNE, True),
        (JUNE, JULY, LAST, True),
        (JUNE, JULY, JULY, False),
        (JUNE, JULY, None, True),
    ],
)
def test_an_address_is_in_use_from_its_first_day_until_before_its_last(
    begin: date | None, until: date | None, day: date | None, *, expected: bool
) -> None:
    assert Address("a@b.example", begin, until).on(day) is expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ((None, None), (None, None), True),
        ((None, JUNE), (JUNE, None), False),
        ((None, JULY), (JUNE, None), True),
        ((JUNE, JULY), (JULY, None), False),
        ((JUNE, JULY), (None, JUNE), False),
        ((JUNE, JULY), (None, None), True),
        ((JUNE, None), (JULY, None), True),
    ],
)
def test_two_uses_meet_where_they_have_a_day_in_common(
    first: tuple[date | None, date | None],
    second: tuple[date | None, date | None],
    *,
    expected: bool,
) -> None:
    one, other = Address("a@b.example", *first), Address("a@b.example", *second)

    assert one.meets(other) is other.meets(one) is expected


def test_an_address_that_passed_on_is_his_who_had_it_on_the_day() -> None:
    book = AddressBook([use("s_old", None, JUNE), use("s_new", JUNE)])

    assert book.holder("desk@nord.example", BEFORE) == "s_old"
    assert book.holder("desk@nord.example", JUNE) == "s_new"
    assert book.holder("desk@nord.example", None) is None
    assert book.lasting() == {}


def test_between_two_people_an_address_is_nobodys() -> None:
    book = AddressBook([use("s_old", None, JUNE), use("s_new", JULY)])

    assert book.holder("desk@nord.example", LAST) is None
    assert book.users("desk@nord.example", None) == {"s_old", "s_new"}


DAYS = st.integers(0, 40).map(lambda number: JUNE + timedelta(days=number))
PERIODS = st.tuples(
    st.sampled_from(["s_1", "s_2", "s_3"]), st.none() | DAYS, st.none() | DAYS
).filter(lambda each: not (each[1] and each[2] and each[2] <= each[1]))


@given(st.lists(PERIODS, max_size=6), st.none() | DAYS, st.randoms())
def test_the_person_of_a_day_never_depends_on_the_order_of_entry(
    periods: list[tuple[str, date | None, date | None]],
    day: date | None,
    random: object,
) -> None:
    uses = [use(*each) for each in periods]
    mixed = list(uses)
    random.shuffle(mixed)  # type: ignore[attr-defined]

    book, other = AddressBook(uses), AddressBook(mixed)

    assert book.holder("desk@nord.example", day) == other.holder(
        "desk@nord.example", day
    )
    assert book.lasting() == other.lasting()


@given(st.lists(PERIODS, max_size=6), DAYS)
def test_uses_that_never_meet_leave_no_day_to_two_people(
    periods: list[tuple[str, date | None, date | None]], day: date
) -> None:
    apart: list[Use] = []
    for each in periods:
        wanted = use(*each)
        if not any(known.address.meets(wanted.address) for known in apart):
            apart.append(wanted)

    assert len(AddressBook(apart).uses("desk@nord.example", day)) <= 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ольга Иванова", "Olga Ivanova"),
        ("Ștefan Țurcanu", "Stefan Turcanu"),
        ("Şerban, Iulia", "Iulia Șerban"),
        ("Юлия Щербакова", "Yuliya Shcherbakova"),
        ("Дмитрий Волков", "Dmitri Volkov"),
        ("Maxim  Kuznetsov", "максим КУЗНЕЦОВ"),
        ("Хрусталёв Пётр", "Khrustalev Petr"),
    ],
)
def test_a_name_is_the_same_in_every_script_and_order(one: str, other: str) -> None:
    assert folded_name(one) == folded_name(other)


def test_other_names_are_others() -> None:
    assert folded_name("Анна Петрова") != folded_name("Анна Павлова")
    assert folded_name("12 !") == ()


def test_people_of_one_name_may_be_one_even_at_two_clients() -> None:
    people = [
        person("s_1", "Ольга Иванова"),
        person("s_2", "Max Free"),
        person("s_3", "Olga Ivanova", client=OTHER),
    ]

    [found] = doubles(people)

    assert (found.first.id, found.second.id, found.why) == (
        "s_1",
        "s_3",
        Likeness.NAME,
    )


def test_a_first_name_alone_says_little_and_counts_at_one_client_only() -> None:
    people = [person("s_1", "Olga"), person("s_2", "Ольга", client=OTHER)]

    assert list(doubles(people)) == []
    [found] = doubles([*people, person("s_3", "Olga")])
    assert (found.first.id, found.second.id) == ("s_1", "s_3")


def test_addresses_that_begin_alike_at_one_client_may_be_one_persons() -> None:
    people = [
        person("s_1", "O. Ivanova", "o.ivanova@nord.example"),
        person("s_2", "Olga", "o.ivanova@post.example"),
        person("s_3", "Oleg", "o.ivanova@x.example", client=OTHER),
    ]

    [found] = doubles(people)

    assert (found.first.id, found.second.id) == ("s_1", "s_2")
    assert found.why is Likeness.ADDRESS


def test_a_desk_is_no_person() -> None:
    people = [
        person("s_1", "Anna B", "info@nord.example"),
        person("s_2", "Boris C", "info@post.example"),
    ]

    assert list(doubles(people)) == []


def test_who_was_told_apart_or_is_on_the_other_side_is_not_offered() -> None:
    people = [
        person("s_1", "Olga Ivanova"),
        person("s_2", "Olga Ivanova"),
        person("s_3", "Olga Ivanova", client=None),
    ]

    assert list(doubles(people, [frozenset(("s_2", "s_1"))])) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ann wrote:\n> Make it red.\n> > Why?\n> Please.", "Make it red.\nPlease."),
        ("On 2 June Ann <a@b.example>\nwrote:\nMake it red.", "Make it red."),
        ("Make it red.", "Make it red."),
        ("Ann wrote:\n", ""),
        ("> > > deep only", ""),
    ],
)
def test_a_quotation_without_its_signs(text: str, expected: str) -> None:
    assert cited(text) == expected
