"""From a document back to all that rests on it."""

import pytest

from ledger.opened import Ledger
from ledger.services import showing
from ledger.services import uses
from ledger.services.uses import Uses
from ledger.store import agreed
from ledger.store import contracts
from ledger.store import deliveries
from ledger.store import obligations
from ledger.store import specifications
from tests.acts import every_document
from tests.acts import mail
from tests.acts import take_in


def used(ledger: Ledger, key: str) -> Uses:
    return uses.of(ledger, showing.show(ledger, key))


def test_whatever_names_a_document_is_found_from_it(lived: Ledger) -> None:
    with lived.db.reading() as tx:
        terms = [t for listed in agreed.every(tx).values() for t in listed]
        rounds = [r for listed in contracts.every_round(tx).values() for r in listed]
        handed = [d for listed in deliveries.every(tx).values() for d in listed]
        owed = obligations.every(tx)
        found = {each.document for each in terms}
        baselines = specifications.of_documents(tx, found)
    assert terms
    assert rounds
    assert owed

    for term in terms:
        listed = [each for _project, each in used(lived, term.document).terms]
        assert (term in listed) == (term.withdrawn is None)
    for each in rounds:
        for key in each.documents:
            assert each in [one for _p, one in used(lived, key).rounds]
    for delivery in handed:
        for key in delivery.documents if delivery.withdrawn is None else ():
            assert delivery in [one for _p, one in used(lived, key).deliveries]
    for obligation in owed:
        if obligation.withdrawn is None:
            found_there = used(lived, obligation.passage.document).obligations
            assert obligation in [one for _p, one in found_there]
    for _project, baseline in baselines:
        assert baseline in [one for _p, one in used(lived, baseline.document).baselines]


def test_what_nothing_names_is_used_in_nothing(ledger: Ledger) -> None:
    take_in(ledger, {"a.eml": mail(1, words="Hello.")})
    [found] = every_document(ledger)

    assert used(ledger, found.id).number == 0


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Spec_v1.0.pdf", "Spec_v1.1.pdf"),
        ("spec.docx", "Spec (2).docx"),
        ("ТЗ_Полярис_v1.0.pdf", "ТЗ_Полярис_v1.1.pdf"),
        ("logo 3.png", "logo-12.png"),
    ],
)
def test_names_that_differ_in_a_number_at_the_end_are_of_one_file(
    name: str, other: str
) -> None:
    assert uses.stem(name) == uses.stem(other) != ""


@pytest.mark.parametrize("name", ["2025.pdf", "17.docx", "v2.png"])
def test_a_name_that_is_only_a_number_says_nothing(name: str) -> None:
    assert uses.stem(name) == ""
