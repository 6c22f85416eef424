"""Authority: whom the terms name as authorised on a day, and up to which cost."""

from datetime import date

import pytest

from ledger.domain.authority import Agreeing
from ledger.domain.authority import names
from ledger.domain.authority import remarks
from ledger.domain.contract import Term
from ledger.domain.money import Money
from ledger.domain.provision_rules import provision

DAY = date(2025, 6, 2)
INES = Agreeing(names=("Ines Invented",), addresses=("ines@client.example",), on=DAY)
UNNAMED = (
    "The confirmation of 2025-06-02 is by Ines Invented, whom no term in force on that "
    "day names as authorised"
)


def term(
    value: str,
    start: date = date(2025, 1, 1),
    until: date | None = None,
    clause: str = "8",
    limit: Money | None = None,
    *,
    withdrawn: str | None = None,
) -> Term:
    return Term(
        id=f"t_{value}{start}",
        project="p",
        provision=provision("authorised-person", value, until=until, limit=limit),
        from_day=start,
        document="d",
        quote="",
        start=0,
        end=0,
        page=None,
        clause=clause,
        position=1,
        withdrawn=withdrawn,
    )


def told(*terms: Term, who: Agreeing = INES, price: Money | None = None) -> list[str]:
    return [str(each) for each in remarks(terms, who, price)]


@pytest.mark.parametrize(
    "value",
    [
        "Ines Invented",
        "Invented, Ines",
        "Frau Ines Invented, head of marketing",
        "ines@client.example",
        "The lead (INES@client.example).",
        "Ines",
        "Инес Инвентед",
    ],
)
def test_a_term_names_a_person_by_name_or_address_in_any_script(value: str) -> None:
    assert names(term(value), INES)
    assert told(term(value)) == []


@pytest.mark.parametrize(
    "value",
    [
        "Mara Lindqvist",
        "mara@client.example",
        "ines@other.example",
        "The head of sales",
    ],
)
def test_a_term_that_says_another_name_names_somebody_else(value: str) -> None:
    assert told(term(value)) == [f"{UNNAMED}; named are {value} (clause 8)."]


def test_any_name_and_address_that_is_known_of_a_person_will_do() -> None:
    both = Agreeing(
        names=("ii", "Ines Invented"), addresses=("a@b.example", "c@d.example"), on=DAY
    )

    assert names(term("Ines Invented"), both)
    assert names(term("c@d.example"), both)
    assert not names(term("e@f.example"), both)


def test_where_no_term_says_who_may_agree_nothing_is_said() -> None:
    assert told() == []
    assert told(term("Mara Lindqvist", withdrawn="a slip")) == []


def test_authority_that_is_over_or_has_not_begun_says_when_it_holds() -> None:
    over = term("Ines Invented", until=date(2025, 6, 1))
    coming = term("Ines Invented", start=date(2025, 6, 3), clause="")

    assert told(over) == [f"{UNNAMED}; clause 8 did until 2025-06-01."]
    assert told(coming) == [f"{UNNAMED}; a term does from 2025-06-03."]
    assert told(term("Ines Invented", until=DAY)) == []
    assert told(term("Ines Invented", start=DAY)) == []


def test_where_nobody_was_authorised_on_the_day_no_name_is_told() -> None:
    assert told(term("Mara Lindqvist", start=date(2025, 7, 1))) == [f"{UNNAMED}."]


def test_without_a_day_only_who_is_never_named_is_told() -> None:
    undated = Agreeing(names=("Ines Invented",))

    assert told(term("Ines Invented", until=date(2025, 1, 2)), who=undated) == []
    [only] = told(term("Mara Lindqvist"), who=undated)
    assert only == (
        "The confirmation is by Ines Invented, whom no term names as authorised."
    )


def test_of_an_unknown_writer_nothing_is_said() -> None:
    assert told(term("Mara Lindqvist"), who=Agreeing(names=("",), on=DAY)) == []


@pytest.mark.parametrize(
    ("limits", "price", "told_so"),
    [
        (["100"], Money(13000, "EUR"), True),
        (["130"], Money(13000, "EUR"), False),
        (["100", "200"], Money(13000, "EUR"), False),
        (["100", None], Money(13000, "EUR"), False),
        (["100"], Money(13000, "USD"), False),
        (["100"], None, False),
    ],
)
def test_a_price_above_every_limit_of_who_agreed_is_told(
    limits: list[str | None], price: Money | None, *, told_so: bool
) -> None:
    listed = [
        term(
            "Ines Invented" + ", lead" * number,
            limit=Money.parse(limit, "EUR") if limit else None,
        )
        for number, limit in enumerate(limits)
    ]

    found = told(*listed, price=price)

    sentence = (
        "The round costs 130.00 EUR; Ines Invented may agree up to 100.00 EUR, "
        "as clause 8 says."
    )
    assert found == [sentence] * told_so
