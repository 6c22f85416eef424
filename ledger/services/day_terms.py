"""Terms about days: the list of holidays, which day counts, by when notice is given."""

from collections.abc import Sequence
from datetime import date

from ledger.domain.contract import in_force
from ledger.domain.contract import Term
from ledger.domain.delay import Agreed
from ledger.domain.notice_clock import NoticeWindow
from ledger.domain.obligation import Milestone
from ledger.domain.provision import InputCounts
from ledger.domain.provision import TermName
from ledger.domain.working_days import DayUnit

_COUNTS = {
    InputCounts.RECEIVED: Milestone.FIRST,
    InputCounts.COMPLETE: Milestone.COMPLETE,
    InputCounts.USABLE: Milestone.USABLE,
}


def agreed(terms: Sequence[Term], on: date) -> Agreed:
    """Return what the terms in force on a day say about delays of the client."""
    counts = in_force(terms, TermName.INPUT_COUNTS, on)
    notice = in_force(terms, TermName.NOTICE_PERIOD, on)
    days = notice.provision.days if notice else None
    return Agreed(
        counts=_COUNTS[InputCounts(counts.provision.value)] if counts else None,
        notice=NoticeWindow(days, DayUnit(str(notice.provision.unit)))
        if notice and days is not None
        else None,
    )
