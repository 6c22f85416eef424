"""What an allowance becomes, and for what it is granted."""

import re
from collections.abc import Iterator
from decimal import Decimal

from ledger.domain.clauses.proposal import Doubt
from ledger.domain.clauses.proposal import Draft
from ledger.domain.clauses.statement import Statement
from ledger.domain.provision import Per
from ledger.domain.provision import TermName

MOST = 99
"""More rounds than these are none."""

_TWO = 2


def raises(statement: Statement) -> Iterator[Draft]:
    """Yield the number that an allowance becomes: ``from three to five``."""
    lexicon = statement.lexicon
    if not statement.has("raised") or statement.denied(0, len(statement.text)):
        return
    if not (statement.has("free") or statement.has("included")):
        return
    to = re.compile(rf"(?:\s(?:{lexicon.any_of('raised_to')}))\s")
    numbers = [each for each in statement.numbers if each.whole]
    found: Decimal | None = None
    if len(numbers) == 1 and numbers[0].doubt is Doubt.RANGE:
        readings = tuple(dict.fromkeys(numbers[0].readings))
        found = readings[-1] if len(readings) == _TWO else None
    elif len(numbers) == _TWO and not any(each.doubt for each in numbers):
        between = statement.text[numbers[0].end : numbers[1].start]
        found = numbers[1].readings[0] if to.fullmatch(between) else None
    if found is not None and found <= MOST:
        per, unsure = per_what(statement)
        yield Draft(
            name=TermName.FREE_ROUNDS, value=str(int(found)), per=per, doubts=(*unsure,)
        )


def per_what(statement: Statement) -> tuple[Per | None, list[Doubt]]:
    """Return for what an allowance is granted, with the doubts about that."""
    deliverable = statement.has("per_deliverable")
    part = statement.has("per_part")
    project = statement.has("per_project")
    if (deliverable or part) and project:
        return None, [Doubt.PER_UNSAID, Doubt.CONDITION]
    if deliverable:
        return Per.DELIVERABLE, []
    if part:
        return Per.DELIVERABLE, [Doubt.PER_PART]
    if project:
        return Per.PROJECT, []
    stage = [Doubt.PER_PART] if statement.has("per_stage") else []
    return None, [Doubt.PER_UNSAID, *stage]
