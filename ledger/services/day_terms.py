"""Terms about days: the list of holidays, which day counts, by when notice is given."""

from collections.abc import Sequence
from datetime import date

from ledger.domain import contract as rules
from ledger.domain.contract import Term
from ledger.domain.contract import TermName
from ledger.domain.delay import Agreed
from ledger.domain.notice_clock import NoticeWindow
from ledger.domain.obligation import Milestone
from ledger.domain.working_days import DayUnit

HOLIDAYS = "holidays"
DELAY_COUNTS = "delay-counts"
NOTICE_WINDOW = "notice-window"
CLIENT_OBLIGATION = "client-obligation"


def in_force(terms: Sequence[Term], name: str, on: date) -> Term | None:
    """Return the term of a name that holds on a day; None where none does."""
    if name not in set(TermName):
        return None
    return rules.in_force(terms, TermName(name), on)


def agreed(terms: Sequence[Term], on: date) -> Agreed:
    """Return what the terms in force on a day say about delays of the client."""
    counts = in_force(terms, DELAY_COUNTS, on)
    notice = in_force(terms, NOTICE_WINDOW, on)
    number = notice.provision.number if notice else None
    return Agreed(
        counts=Milestone(counts.provision.value) if counts else None,
        notice=NoticeWindow(int(number), DayUnit(str(notice.provision.unit)))
        if notice and number is not None
        else None,
    )
