"""Clauses of a scan whose number nobody could read: open, never passed over."""

import pytest

from ledger.domain.clauses.languages import names
from ledger.domain.clauses.proposal import Doubt
from ledger.domain.clauses.proposal import Proposal
from ledger.domain.clauses.reading import propose
from ledger.domain.clauses.unread import unread
from ledger.domain.money import parse_number
from ledger.domain.reading import Page
from ledger.domain.scan import Scan


def left_open(text: str, scan: Scan | None = Scan.READ) -> list[Proposal]:
    """Return what stays open of a page with a text."""
    pages = (Page(1, 0, len(text), 300, 200, None, (), scan),)
    return unread(text, pages, propose(text, pages))


@pytest.mark.parametrize(
    "text",
    [
        "4.2 The price includes %S free rounds of revisions for each deliverable.",
        "4.2 The price includes free rounds of revisions for each deliverable.",
        "4.2 В цену входят ° бесплатных раунда правок.",
        "4.2 Sunt incluse ¢ runde de modificări gratuite.",
        "4.2 Im Preis sind $ kostenlose Korrekturschleifen enthalten.",
        "4.2 В цената са включени § безплатни корекции.",
    ],
)
def test_a_clause_that_grants_rounds_without_a_legible_number_is_open(
    text: str,
) -> None:
    [found] = left_open(text)

    assert (found.value, found.clause, found.page, found.open) == (None, "4.2", 1, True)
    assert found.doubts == (Doubt.UNREAD,)


@pytest.mark.parametrize(
    "text",
    [
        "4.2 The price includes 3 free rounds of revisions for each deliverable.",
        "4.2 Three revisions are included. The free revisions end with acceptance.",
        "4.3 Further rounds of revisions are not included in the price.",
        "4. Free revisions",
        "4.2 The Client must not demand free revisions.",
        "4.5 Invoices are paid within 14 days.",
    ],
)
def test_what_has_its_number_or_grants_nothing_leaves_nothing_open(text: str) -> None:
    assert left_open(text) == []


@pytest.mark.parametrize("scan", [None, Scan.PICTURE])
def test_only_what_was_recognised_here_is_looked_at(scan: Scan | None) -> None:
    assert left_open("4.2 The price includes free rounds of revisions.", scan) == []


@pytest.mark.parametrize(
    ("text", "number", "there"),
    [
        ("Three free rounds", "3", True),
        ("три бесплатные правки", "3", True),
        ("3 (three) rounds", "3", True),
        ("Three free rounds", "5", False),
        ("S free rounds", "5", False),
    ],
)
def test_a_number_stands_in_words_or_it_does_not(
    text: str, number: str, *, there: bool
) -> None:
    assert names(text, parse_number(number)) is there
