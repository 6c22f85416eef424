"""Reading a contract: from its text to the terms that it seems to hold."""

from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import replace

from ledger.domain.clauses import blocks
from ledger.domain.clauses import languages
from ledger.domain.clauses import numbering
from ledger.domain.clauses.blocks import Block
from ledger.domain.clauses.channels import channels
from ledger.domain.clauses.definitions import definitions
from ledger.domain.clauses.folding import fold
from ledger.domain.clauses.folding import folded
from ledger.domain.clauses.folding import without_addresses
from ledger.domain.clauses.lexicon import Lexicon
from ledger.domain.clauses.obligations import obligations
from ledger.domain.clauses.periods import payments
from ledger.domain.clauses.periods import silences
from ledger.domain.clauses.periods import windows
from ledger.domain.clauses.persons import persons
from ledger.domain.clauses.prices import minimums
from ledger.domain.clauses.prices import rates
from ledger.domain.clauses.proposal import Doubt
from ledger.domain.clauses.proposal import Draft
from ledger.domain.clauses.proposal import Proposal
from ledger.domain.clauses.rounds import free_rounds
from ledger.domain.clauses.statement import stated
from ledger.domain.clauses.statement import Statement
from ledger.domain.errors import BadInputError
from ledger.domain.provision import SEVERAL
from ledger.domain.provision import TermName
from ledger.domain.reading import Page

Rule = Callable[[Statement], Iterator[Draft]]

_RULES: tuple[Rule, ...] = (
    free_rounds,
    definitions,
    rates,
    minimums,
    windows,
    silences,
    obligations,
    channels,
    persons,
    payments,
)
_LONGEST = 4000
"""A sentence of more letters is none: a table without stops, or noise."""


def propose(text: str, pages: Sequence[Page] = ()) -> list[Proposal]:
    """Return the terms that a text seems to hold, in the order of their words."""
    found = [
        placed(text, pages, statement, draft)
        for statement in statements(text)
        for draft in _drafts(statement)
    ]
    return _compared(_once(found))


def _drafts(statement: Statement) -> list[Draft]:
    """Return what a sentence says; one that defines a round grants none by itself."""
    found = [draft for rule in _RULES for draft in rule(statement)]
    defines = any(each.name is TermName.ROUND_DEFINITION for each in found)
    return [
        each
        for each in found
        if not defines
        or each.name is not TermName.FREE_ROUNDS
        or Doubt.NO_GRANT not in each.doubts
    ]


def statements(text: str) -> Iterator[Statement]:
    """Yield the sentences of a text from which something may be read."""
    usual = languages.of_text(folded(text), text)
    for block in blocks.blocks(text):
        if not _is_example(block, usual):
            yield from _of_block(text, block, usual)


def _is_example(block: Block, usual: Lexicon) -> bool:
    """Tell whether a paragraph stands below the heading of an example."""
    heading = folded(block.heading)
    return any(each.has("example", heading) for each in (usual, *languages.LEXICONS))


def _of_block(text: str, block: Block, usual: Lexicon) -> Iterator[Statement]:
    before: Statement | None = None
    clause = block.clause
    for first, end in blocks.sentences(text, block):
        mark = numbering.mark(text[first:end])
        within = mark is not None and not mark.part and mark.end < end - first
        clause = mark.cited if mark and within else clause
        start = first + mark.end if mark and within else first
        start += len(text[start:end]) - len(text[start:end].lstrip())
        words = without_addresses(fold(text, start, min(end, start + _LONGEST)))
        if not words.text:
            continue
        lexicon = languages.of_sentence(words.text, text[start:end], usual)
        before = stated(
            text,
            words,
            lexicon,
            clause=clause,
            heading=block.heading,
            lead=block.lead,
            before=before,
        )
        yield before


def placed(
    text: str, pages: Sequence[Page], statement: Statement, draft: Draft
) -> Proposal:
    """Return what a rule found in a sentence, at its words in the text."""
    first = statement
    for _step in range(draft.back):
        first = first.before or first
    start, end = first.start, statement.end
    while end > start and text[end - 1].isspace():
        end -= 1
    made = Proposal(
        name=draft.name,
        value=draft.value,
        per=draft.per,
        unit=draft.unit,
        currency=draft.currency,
        due=draft.due,
        limit=draft.limit,
        clause=statement.clause,
        start=start,
        end=end,
        quote=text[start:end],
        page=_page(pages, start),
        language=statement.lexicon.code,
        doubts=tuple(dict.fromkeys(draft.doubts)),
    )
    return made if _fits(made) else replace(made, value=None)


def _fits(made: Proposal) -> bool:
    """Tell whether what was read can be a term: a price of nothing cannot."""
    try:
        return bool(made.missing or made.provision)
    except BadInputError:
        return False


def _page(pages: Sequence[Page], place: int) -> int | None:
    for page in pages:
        if page.start <= place < max(page.end, page.start + 1):
            return page.number
    return None


def _once(found: Sequence[Proposal]) -> list[Proposal]:
    """Return each term once: of several places that say the same, the surest."""
    best: dict[tuple[object, ...], Proposal] = {}
    for each in found:
        key = (each.name, each.value, each.unit, each.currency, each.due)
        known = best.get(key)
        if known is None or each.confidence > known.confidence:
            best[key] = each
    return sorted(best.values(), key=lambda each: (each.start, each.name))


def _compared(found: Sequence[Proposal]) -> list[Proposal]:
    """Return terms with a doubt at each that another place contradicts."""
    said: dict[str, set[str]] = {}
    for each in found:
        if each.name not in SEVERAL and each.value is not None:
            said.setdefault(each.name, set()).add(f"{each.value} {each.per or ''}")
    values = {
        name: {each.split(" ")[0] for each in listed} for name, listed in said.items()
    }
    return [
        replace(each, doubts=(*each.doubts, Doubt.ELSEWHERE))
        if len(values.get(each.name, ())) > 1
        else each
        for each in found
    ]
