"""Notices: a draft that tells the client the facts about an input, in his language.

It states days and numbers from the record, our own part first, and reproaches nobody.
It is never sent from here: a person reads it, changes it and sends it, or does not.
"""

from collections.abc import Iterable
from collections.abc import Iterator

from ledger.domain.delay import Assessment
from ledger.domain.delay import Concurrent
from ledger.domain.delay import Delay
from ledger.domain.obligation import CAME
from ledger.domain.obligation import Fact
from ledger.domain.obligation import FactKind
from ledger.domain.obligation import Milestone
from ledger.domain.obligation import SENT_BY_US
from ledger.domain.obligation import unusable_of
from ledger.services import tongues
from ledger.services.owing import Owing
from ledger.services.tongues import Draft
from ledger.services.tongues import LANGUAGES
from ledger.services.tongues import Tongue

_NAMES = {
    Milestone.FIRST: "first",
    Milestone.COMPLETE: "complete",
    Milestone.USABLE: "usable",
}


def language_of(found: Owing) -> str:
    """Return the language of what the client sent last; English where that is none."""
    [assessment] = found.obligations
    for each in reversed(assessment.obligation.standing(*CAME)):
        document = found.documents.get(each.passage.document) if each.passage else None
        if document and document.language in LANGUAGES:
            return str(document.language)
    agreed = found.documents.get(assessment.obligation.passage.document)
    known = agreed.language if agreed else None
    return known if known in LANGUAGES else LANGUAGES[0]


def draft(found: Owing, language: str) -> Draft:
    """Return a draft about one obligation as of a day."""
    [assessment] = found.obligations
    tongue = tongues.tongue(__file__, language)
    what = assessment.obligation.what
    parts = [
        tongue.say("hello"),
        tongue.say("intro", what=what),
        "\n".join(_own(tongue, assessment.slips)),
        "\n".join(f"– {line}" for line in _facts(tongue, assessment)),
        "\n".join(_counted(tongue, assessment)),
        tongue.say("closing"),
    ]
    text = "\n\n".join(part for part in parts if part)
    return Draft(language, tongue.say("subject", what=what), text)


def _own(tongue: Tongue, slips: Iterable[Concurrent]) -> Iterator[str]:
    for each in slips:
        if each.late:
            yield tongue.say(
                "own"
                if each.slip.done and each.late.end == each.slip.done
                else "own_open",
                what=each.slip.what,
                due=each.slip.due,
                done=each.slip.done,
                calendar=each.late.calendar,
                working=each.late.working,
            )


def _facts(tongue: Tongue, found: Assessment) -> Iterator[str]:
    owed = found.obligation
    source = (
        tongue.say("clause", clause=owed.clause)
        if owed.clause
        else tongue.say("quote", quote=" ".join(owed.passage.quote.split()).rstrip("."))
    )
    name = "due" if owed.due else "due_without"
    yield tongue.say(name, day=owed.due, source=source)
    for each in owed.standing(FactKind.RECEIVED):
        if each.day <= found.on:
            yield " ".join(_came(tongue, found, each))
    reminded = [each.day for each in owed.standing(*SENT_BY_US) if each.day <= found.on]
    if reminded:
        days = ", ".join(tongue.day(day) for day in reminded)
        yield tongue.say("reminded", days=days)
    for delay in found.delays:
        yield _milestone(tongue, found, delay)


def _came(tongue: Tongue, found: Assessment, fact: Fact) -> Iterator[str]:
    expected = found.obligation.expected
    if fact.parts is None:
        yield tongue.say("came", day=fact.day)
    elif fact.parts:
        name = "came_of" if expected else "came_parts"
        yield tongue.say(name, day=fact.day, parts=fact.parts, expected=expected)
    unusable = unusable_of(found.obligation, fact)
    if unusable:
        yield tongue.say("unusable", number=unusable)
    if fact.replaced:
        yield tongue.say("replaced", day=fact.day, number=fact.replaced)


def _milestone(tongue: Tongue, found: Assessment, delay: Delay) -> str:
    milestone = tongue.say(_NAMES[delay.reached.milestone])
    if delay.reached.unknown:
        return tongue.say("unknown", milestone=milestone)
    name = "reached" if delay.reached.day else "waiting"
    return tongue.say(
        f"{name}_late" if delay.late else name,
        milestone=milestone,
        day=delay.reached.day,
        on=found.on,
        calendar=delay.late.calendar if delay.late else 0,
        working=delay.late.working if delay.late else 0,
    )


def _counted(tongue: Tongue, found: Assessment) -> Iterator[str]:
    late = [each for each in found.delays if each.late]
    if not late:
        return
    longest = max(late, key=lambda each: each.late.calendar if each.late else 0)
    if longest.common.calendar:
        yield tongue.say(
            "common", calendar=longest.common.calendar, working=longest.common.working
        )
    count = longest.late
    if count is None or count.list_name is None:
        yield tongue.say("no_list")
        return
    days = ", ".join(tongue.day(each.day) for each in count.holidays)
    yield tongue.say(
        "holidays", list=count.list_name, days=f" ({days})" if days else ""
    )
