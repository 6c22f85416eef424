"""Free rounds: how many revisions a contract grants without a further price."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from ledger.domain.clauses.folding import folded
from ledger.domain.clauses.lexicon import Lexicon
from ledger.domain.clauses.numerals import Numeral
from ledger.domain.clauses.prices import priced
from ledger.domain.clauses.proposal import Doubt
from ledger.domain.clauses.proposal import Draft
from ledger.domain.clauses.raising import MOST
from ledger.domain.clauses.raising import per_what
from ledger.domain.clauses.raising import raises
from ledger.domain.clauses.statement import Statement
from ledger.domain.provision import TermName
from ledger.domain.provision import UNLIMITED

_NEAR = 24
_LONG = 14
_STARTS = re.compile(r"^[\W_]*(?:\w+\s*)?$")
_KEYED = r"\W{0,3}\s?(?:[:\t|=]|\s-)\s?"
_CLOSES = re.compile(r"\s?(?:$|[.,;:()|\t/·])")


def free_rounds(statement: Statement) -> Iterator[Draft]:
    """Yield the allowances of free rounds that a sentence grants."""
    if not about_revisions(statement) or imagined(statement):
        return
    yield from _unlimited(statement)
    raised = list(raises(statement))
    yield from raised
    for numeral in (*statement.numbers, *_repeated(statement)):
        if not numeral.whole or max(numeral.readings) > MOST:
            continue
        if raised or _gone(statement, numeral):
            continue
        doubts = _counted(statement, numeral)
        if doubts is not None:
            per, unsure = per_what(statement)
            value = numeral.text
            yield Draft(
                name=TermName.FREE_ROUNDS,
                value=value,
                per=per,
                doubts=(*_own_doubts(numeral), *doubts, *unsure),
            )


def about_revisions(statement: Statement) -> bool:
    """Tell whether a sentence, or its heading, speaks of revisions."""
    return statement.has("revision", "revision_round", "round")


def _gone(statement: Statement, numeral: Numeral) -> bool:
    """Tell whether another number takes the place of this one: ``instead of three``."""
    before = statement.text[: numeral.start]
    replaced = statement.lexicon.any_of("replaced")
    return bool(re.search(rf"(?<!\w)(?:{replaced})(?:\s\w+){{0,2}}\s\W?$", before))


def imagined(statement: Statement) -> bool:
    """Tell whether a sentence speaks of what might be, or of somebody else's."""
    return statement.has("hypothetical", "third")


def _own_doubts(numeral: Numeral) -> list[Doubt]:
    doubts = [numeral.doubt] if numeral.doubt else []
    return [*doubts, Doubt.ARTICLE] if numeral.article else doubts


def _counted(statement: Statement, numeral: Numeral) -> list[Doubt] | None:
    """Return the doubts about a number of free rounds; None where it is none."""
    thing = _thing_after(statement, numeral)
    if thing is not None:
        return _granted(statement, numeral, thing)
    if _keyed(statement, numeral) or _often(statement, numeral):
        return _granted(statement, numeral, (numeral.end, numeral.end))
    return None


def _thing_after(statement: Statement, numeral: Numeral) -> tuple[int, int] | None:
    """Return where the revisions stand that a number counts; None where it does not."""
    found = thing(statement.lexicon).match(statement.text, numeral.end)
    if found is None:
        return None
    if found["bare"] and not _bare_round(statement, found.end()):
        return None
    return numeral.end, found.end()


def _bare_round(statement: Statement, end: int) -> bool:
    """Tell whether ``rounds`` alone are rounds of revision, and of nothing else."""
    lexicon = statement.lexicon
    context = f"{statement.text} {folded(statement.heading)}"
    if not (lexicon.has("revision", context) or lexicon.has("revision_round", context)):
        return False
    rest = statement.text[end:]
    after = re.match(r"\s(\w+)", rest)
    linking = re.match(
        rf"\s(?:{lexicon.any_of('linking')})\s(?!{_per_words(lexicon)})", rest
    )
    known = after and any(
        lexicon.has(each, after[1]) for each in ("common", "included", "free", "cap")
    )
    return not linking and (after is None or bool(known))


def _per_words(lexicon: Lexicon) -> str:
    return rf"(?:{lexicon.any_of('client', 'contractor')})"


def _granted(
    statement: Statement, numeral: Numeral, thing: tuple[int, int]
) -> list[Doubt] | None:
    """Return the doubts about a grant of so many; None where nothing is granted."""
    lexicon, text = statement.lexicon, statement.text
    start, end = statement.piece(numeral.start)
    between = text[thing[0] : thing[1]]
    own = text[start:end]
    free = lexicon.has("free", own)
    before = text[max(0, numeral.start - _NEAR) : numeral.start]
    limit = re.search(rf"(?<!\w)(?:{lexicon.any_of('beyond')})\W*$", before)
    inside = lexicon.has("included", between) or lexicon.has("free", between)
    extra = lexicon.has("further", between) or re.search(
        rf"(?<!\w)(?:{lexicon.any_of('further')})\W*$", before
    )
    capped = re.search(rf"(?<!\w)(?:{lexicon.any_of('cap')})\W*$", before)
    denied = statement.denied(start, end, "replaced")
    if (limit and not capped and not inside) or denied:
        return None
    if extra and not free:
        return None
    if priced(statement, start, end) and not (free or lexicon.has("included", own)):
        return None
    grant = _grant(statement, start, end)
    if grant is None:
        return None
    return [*grant, *([Doubt.CONDITION] if extra else [])]


def _grant(statement: Statement, start: int, end: int) -> list[Doubt] | None:
    """Return the doubts about the words that grant; None where they deny."""
    text, lexicon = statement.text, statement.lexicon
    entries = ("free", "included", "cap")
    if any(lexicon.has(each, text[start:end]) for each in entries):
        return []
    first, last = _segment(text, start)
    found = [each.start() for entry in entries[:2] for each in statement.find(entry)]
    places = [place for place in found if first <= place < last]
    if places:
        nearest = min(places, key=lambda place: abs(place - start))
        denied = statement.denied(*statement.piece(nearest), "replaced")
        return None if denied else []
    lead = folded(statement.lead)
    if any(lexicon.has(each, lead) for each in entries[:2]):
        return None if lexicon.has("negation", lead) else []
    listed = len(text[first:last].split()) <= _LONG
    return [Doubt.NO_GRANT] if listed and _begins(statement, start) else None


def _segment(text: str, place: int) -> tuple[int, int]:
    """Return the item of a list, between its semicolons, with a place in it."""
    start = max(text.rfind(sign, 0, place) for sign in ";·|\t") + 1
    ends = [end for sign in ";·|\t" if (end := text.find(sign, place)) >= 0]
    return start, min(ends, default=len(text))


def _begins(statement: Statement, start: int) -> bool:
    """Tell whether an item of a list begins with a number, or its name and number."""
    own = statement.text[start:].lstrip(" -")
    keyed = re.search(r"[:\t|]\s?$", statement.text[:start])
    return bool(keyed) or any(
        each.start - start <= len(statement.text[start:]) - len(own) + 1
        for each in statement.numbers
        if each.start >= start
    )


def _keyed(statement: Statement, numeral: Numeral) -> bool:
    """Tell whether a number stands as the value of a name: ``revisions: 3``."""
    lexicon = statement.lexicon
    before = statement.text[: numeral.start]
    after = statement.text[numeral.end :]
    if not _named(lexicon).search(before):
        return False
    per = any(
        re.match(rf"\s(?:{lexicon.any_of(each)})", after)
        for each in ("per_deliverable", "per_part", "per_project", "times", "round")
    )
    return per or _CLOSES.match(after) is not None


def _often(statement: Statement, numeral: Numeral) -> bool:
    """Tell whether a number says how often something may be revised."""
    lexicon = statement.lexicon
    after = statement.text[numeral.end :]
    named = re.match(rf"[\s-]?(?:{lexicon.any_of('times')})(?!\w)", after)
    times = named or statement.text[numeral.start : numeral.end] in lexicon.repeated
    start, end = statement.piece(numeral.start)
    own = statement.text[start:end]
    granted = lexicon.has("free", own) or lexicon.has("included", own)
    return bool(times) and granted and lexicon.has("revision", own)


def _repeated(statement: Statement) -> Iterator[Numeral]:
    """Yield the numbers in words such as ``twice``."""
    for each in re.finditer(r"\w+", statement.text):
        times = statement.lexicon.repeated.get(each[0])
        if times is not None:
            yield Numeral(*each.span(), (Decimal(times),))


def _unlimited(statement: Statement) -> Iterator[Draft]:
    lexicon = statement.lexicon
    for found in statement.find("unlimited"):
        start, end = statement.piece(found.start())
        own = statement.text[start:end]
        about = lexicon.has("revision", own) or lexicon.has("revision_round", own)
        if not about or statement.denied(start, end):
            continue
        per, unsure = per_what(statement)
        timed = [Doubt.CONDITION] if _timed(statement) else []
        yield Draft(
            name=TermName.FREE_ROUNDS,
            value=UNLIMITED,
            per=per,
            doubts=(*timed, *unsure),
        )
        return


def _timed(statement: Statement) -> bool:
    lexicon = statement.lexicon
    times = lexicon.any_of(
        "working_days", "calendar_days", "days", "weeks", "other_times"
    )
    unit = re.compile(rf"[\s-](?:{times})(?!\w)")
    return any(unit.match(statement.text, each.end) for each in statement.numbers)


@cache
def thing(lexicon: Lexicon) -> re.Pattern[str]:
    """Return what may follow a number of revisions: ``free rounds of revisions``."""
    revision = lexicon.any_of("revision")
    rounds = lexicon.any_of("round")
    both = lexicon.any_of("revision_round") or r"(?!)"
    words = lexicon.any_of("qualities", "free", "included", "further")
    quality = rf"(?:{words}|{lexicon.ending})"
    linking = lexicon.any_of("linking")
    paired = (
        rf"(?:{rounds})(?:\s(?:{linking}))?(?:\s{quality}){{0,2}}\s(?:{revision})"
        rf"|(?:{revision})[\s-](?:{rounds})"
    )
    return re.compile(
        rf"(?:[\s-]{quality}){{0,3}}?[\s-]"
        rf"(?:{both}|{paired}|(?P<bare>{rounds})|{revision})(?!\w)"
    )


@cache
def _named(lexicon: Lexicon) -> re.Pattern[str]:
    """Return what stands before a number that is the value of a name."""
    names = "|".join(
        filter(None, (lexicon.any_of("revision_round"), lexicon.any_of("revision")))
    )
    rounds = lexicon.any_of("round")
    words = lexicon.any_of("qualities", "free", "included")
    caps = lexicon.any_of("cap")
    alone = rf"(?:{lexicon.any_of('free')})\s(?:{rounds})"
    return re.compile(
        rf"(?<!\w)(?:{names}|{alone})(?:\s(?:{rounds}))?(?:\s(?:{words})){{0,2}}"
        rf"(?:\s?\([^)]*\))?(?:{_KEYED}(?:{caps})?\s?|\s(?:{caps})\s)$"
    )
