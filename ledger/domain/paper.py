"""What stands on the paper of a contract and not in its text: a hand that changed it.

It is what a person saw, in that person's words; no program decides it.
"""

from ledger.domain.errors import BadInputError
from ledger.domain.sentence import said

NOT_INITIALLED = "manuscript alteration, not initialled"
BY_ONE = "manuscript alteration, initialled by one party"
BY_BOTH = "manuscript alteration, initialled by both parties"
READY = (NOT_INITIALLED, BY_ONE, BY_BOTH)
"""Words that are offered; any others may be written instead."""

LONGEST = 300


def remark(written: str) -> str:
    """Return a remark as it is kept, on one line; empty where nothing was remarked.

    Raises:
        BadInputError: it is too long to be shown beside a term.
    """
    words = " ".join(written.split())
    if len(words) > LONGEST:
        raise BadInputError(
            said("A remark has at most %(number)s letters.", number=LONGEST)
        )
    return words
