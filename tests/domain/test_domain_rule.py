"""Filing rules: a table of what fits and what does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ledger.domain import rule as rules
from ledger.domain.errors import BadInputError
from ledger.domain.rule import Head
from ledger.domain.rule import Match
from ledger.domain.rule import Rule


def rule(match: Match, value: str) -> Rule:
    return Rule("f_1", match, rules.checked(match, value), "p_1", files=True)


HEAD = Head(
    addresses=frozenset({"olga@mail.nord.example", "max@studio.example"}),
    subject="Re: [NRD–17] Логотип №4/25 крупнее",
    path="archive.zip › Mail/Клиенты/Nord West/cur/1.eml",
)


@pytest.mark.parametrize(
    ("match", "value"),
    [
        (Match.ADDRESS, " Olga@Mail.Nord.example "),
        (Match.DOMAIN, "nord.example"),
        (Match.DOMAIN, "@mail.nord.example"),
        (Match.REFERENCE, "nrd-17"),
        (Match.REFERENCE, "№4/25"),
        (Match.REFERENCE, "логотип"),
        (Match.FOLDER, "Nord West"),
        (Match.FOLDER, "клиенты/nord west"),
        (Match.FOLDER, r"Mail\Клиенты"),
    ],
)
def test_a_rule_fits_whole_names(match: Match, value: str) -> None:
    assert rules.fits(rule(match, value), HEAD)


@pytest.mark.parametrize(
    ("match", "value"),
    [
        (Match.ADDRESS, "lga@mail.nord.example"),
        (Match.DOMAIN, "ord.example"),
        (Match.DOMAIN, "west.nord.example"),
        (Match.REFERENCE, "NRD-1"),
        (Match.REFERENCE, "RD-17"),
        (Match.REFERENCE, "NRD"),
        (Match.FOLDER, "Nord"),
        (Match.FOLDER, "Mail/Nord West"),
        (Match.FOLDER, "1.eml"),
    ],
)
def test_a_rule_does_not_fit_parts_of_names(match: Match, value: str) -> None:
    assert not rules.fits(rule(match, value), HEAD)


@pytest.mark.parametrize(
    ("match", "value", "sentence"),
    [
        (Match.ADDRESS, "nord.example", "no e-mail address"),
        (Match.DOMAIN, "olga@nord.example", "no domain"),
        (Match.DOMAIN, "nord", "no domain"),
        (Match.REFERENCE, "- 1 -", "three letters or digits"),
        (Match.FOLDER, " / ", "the name of the folder"),
        (Match.REFERENCE, " ", "what the rule looks for"),
        (Match.REFERENCE, "x" * 201, "what the rule looks for"),
    ],
)
def test_what_is_no_such_thing_is_refused(
    match: Match, value: str, sentence: str
) -> None:
    with pytest.raises(BadInputError, match=sentence):
        rules.checked(match, value)


@given(some.sampled_from(Match), some.text(max_size=40))
def test_a_checked_value_stays_as_it_is(match: Match, value: str) -> None:
    try:
        found = rules.checked(match, value)
    except BadInputError:
        return
    assert rules.checked(match, found) == found


@given(some.text(), some.text(), some.sampled_from(Match))
def test_nothing_in_a_head_breaks_a_rule(subject: str, path: str, match: Match) -> None:
    values = {Match.ADDRESS: "a@b.example", Match.DOMAIN: "b.example"}
    made = rule(match, values.get(match, "A+(B)1"))

    assert rules.fits(made, Head(subject=subject, path=path)) in {True, False}


@pytest.mark.parametrize(
    ("address", "match", "value"),
    [
        ("anna@nord.example", Match.DOMAIN, "nord.example"),
        ("anna@gmail.com", Match.ADDRESS, "anna@gmail.com"),
        ("anna@yandex.ru", Match.ADDRESS, "anna@yandex.ru"),
        ("anna@abv.bg", Match.ADDRESS, "anna@abv.bg"),
        ("anna", Match.ADDRESS, "anna"),
    ],
)
def test_a_rule_about_somebody_fits_no_strangers(
    address: str, match: Match, value: str
) -> None:
    assert rules.about(address) == (match, value)
