"""What of a folder is not here, by the numbers that the server gave."""

import pytest

from ledger.domain.completeness import Exclusion
from ledger.domain.completeness import FolderAccount
from ledger.domain.completeness import Missing
from ledger.domain.completeness import Rule
from ledger.domain.completeness import why_of
from ledger.domain.uids import Uids


def account(
    first: str,
    there: str,
    taken: str,
    *,
    first_next: int,
    next_one: int,
    aside: str = "",
    left: str = "",
) -> FolderAccount:
    excluded = Exclusion(uids=Uids.parse(left), rule="since", reason="", position=1)
    return FolderAccount(
        folder="INBOX",
        validity=7,
        current=True,
        taken_in=Uids.parse(taken),
        set_aside=Uids.parse(aside),
        exclusions=(excluded,) if left else (),
        first=Uids.parse(first),
        first_next=first_next,
        there=Uids.parse(there),
        next=next_one,
    )


@pytest.mark.parametrize(
    ("found", "gaps"),
    [
        (account("1:3", "1:3", "1:3", first_next=4, next_one=4), {}),
        (
            account("1,3", "1,3", "1,3", first_next=6, next_one=6),
            {Missing.BEFORE: "2,4:5"},
        ),
        (
            account("1:2", "1:2,5", "1:2,5", first_next=3, next_one=6),
            {Missing.BETWEEN: "3:4"},
        ),
        (
            account("1:2", "1:4", "1:2", first_next=3, next_one=5),
            {Missing.WAITING: "3:4"},
        ),
        (
            account("1:4", "1:4", "1", first_next=5, next_one=5, aside="2", left="3:4"),
            {},
        ),
        (account("1:3", "", "1:3", first_next=4, next_one=4), {}),
        (account("", "", "", first_next=1, next_one=1), {}),
    ],
)
def test_a_number_of_which_nothing_is_here_is_a_gap(
    found: FolderAccount, gaps: dict[str, str]
) -> None:
    assert {gap.why: str(gap.uids) for gap in found.gaps} == gaps


def test_a_rule_says_its_reason_and_a_person_his_own() -> None:
    assert why_of({"rule": "leave-out"}) == "from an address that is left out"
    assert why_of({"rule": Rule.BY_HAND, "why": "spam"}) == "spam"
    assert why_of({"rule": "of-a-later-version"}) == "of-a-later-version"
