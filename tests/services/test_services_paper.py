"""What stands on the paper of a term and not in its text: said, shown, taken back."""

from datetime import date

import pytest

from ledger.domain import paper
from ledger.domain.contract import Term
from ledger.domain.errors import BadInputError
from ledger.domain.provision_rules import provision
from ledger.domain.term_errors import TermStateError
from ledger.opened import Ledger
from ledger.services import accounting
from ledger.services import contracts
from ledger.services import projects
from ledger.services import rebuilding
from ledger.services import statements
from ledger.services import terms
from tests.acts import ACTOR
from tests.acts import bring
from tests.acts import every_document
from tests.acts import log_of
from tests.acts import nord
from tests.acts import work

DAY = date(2025, 2, 3)
WORDS = "Three free rounds of revisions are granted for each deliverable."


def term_with(ledger: Ledger, remark: str) -> Term:
    """Record a term with a remark on its paper."""
    bring(ledger, {"contract.txt": WORDS.encode()}, nord(ledger))
    work(ledger)
    return contracts.add_term(
        ledger,
        ACTOR,
        "NORD",
        provision("free-rounds", "5", "deliverable"),
        document_key=every_document(ledger)[0].id,
        words=WORDS,
        from_day=DAY,
        remark=remark,
    )


def test_a_remark_is_kept_with_the_term_on_one_line(ledger: Ledger) -> None:
    made = term_with(ledger, f"  {paper.BY_ONE};\n “3” made “5” in ink ")

    assert made.remark == f"{paper.BY_ONE}; “3” made “5” in ink"
    assert made.remarked_why == ""
    assert log_of(ledger)[-1].fields["remark"] == made.remark


def test_a_remark_that_was_made_later_says_why_and_an_empty_one_takes_it_back(
    ledger: Ledger,
) -> None:
    made = term_with(ledger, "")

    later = terms.remark(ledger, ACTOR, made.id, paper.NOT_INITIALLED, "seen today")
    back = terms.remark(ledger, ACTOR, made.id, "", "it is a stain")

    assert "remark" not in log_of(ledger)[-3].fields
    assert (later.remark, later.remarked_why) == (paper.NOT_INITIALLED, "seen today")
    assert (back.remark, back.remarked_why) == ("", "it is a stain")
    assert [each.kind for each in log_of(ledger)[-2:]] == ["term.remarked"] * 2


def test_the_same_remark_is_not_made_twice_and_none_is_endless(ledger: Ledger) -> None:
    made = term_with(ledger, paper.BY_BOTH)

    with pytest.raises(TermStateError):
        terms.remark(ledger, ACTOR, made.id, paper.BY_BOTH, "once more")
    with pytest.raises(BadInputError):
        terms.remark(ledger, ACTOR, made.id, "x" * (paper.LONGEST + 1), "long")


def test_a_statement_says_what_stands_on_the_paper_of_its_terms(ledger: Ledger) -> None:
    term_with(ledger, paper.BY_ONE)

    issued = statements.issue(ledger, ACTOR, "NORD", DAY, date(2025, 2, 28))

    content = statements.content(ledger, issued)
    assert [each["remark"] for each in content["terms"]] == [paper.BY_ONE]
    assert f"on the paper: {paper.BY_ONE}" in str(list(accounting.rows(content)))


def test_remarks_are_the_same_after_the_rows_are_made_anew(ledger: Ledger) -> None:
    made = term_with(ledger, paper.BY_ONE)
    terms.remark(ledger, ACTOR, made.id, paper.BY_BOTH, "the second one found")
    project = projects.find(ledger, "NORD")
    before = contracts.terms(ledger, project)

    rebuilding.projections_anew(ledger)

    assert contracts.terms(ledger, project) == before
