"""Collating: a paper that came back beside the one that was sent, word by word.

Both may be of different formats. Every word is compared; what cannot be compared
(pictures, layout, pages without words) is said.
"""

from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import replace

from ledger.domain.collation import Token
from ledger.domain.collation import verdict
from ledger.domain.collation import weigh
from ledger.domain.collation import Weight
from ledger.domain.document import Document
from ledger.domain.errors import BadInputError
from ledger.domain.reading import Reading
from ledger.domain.sentence import said
from ledger.opened import Ledger
from ledger.services import aligning
from ledger.services import collated_remarks
from ledger.services import collated_rows
from ledger.services import collated_texts
from ledger.services.aligning import Step
from ledger.services.collated import around
from ledger.services.collated import Collation
from ledger.services.collated import Difference
from ledger.services.collated import Place
from ledger.services.collated import place
from ledger.services.collated_texts import Paper
from ledger.store import documents

_AROUND = 6
"""So many words are shown on each side of a difference."""

_MOVED = 6
"""So many words in a row must be the same to be called moved."""

_MOST_WORDS = 400_000


def compare(ledger: Ledger, sent_key: str, returned_key: str) -> Collation:
    """Compare two papers.

    Raises:
        NotFoundError: there is no such document.
        BadInputError: one of them has no words that can be compared.
    """
    sent, returned = _papers(ledger, sent_key, returned_key)
    one, two = sent.tokens, returned.tokens
    steps = aligning.steps([each.key for each in one], [each.key for each in two])
    found = list(_differences(sent, returned, steps))
    found = _with_moved(found)
    found += _signs(sent, returned, steps)
    found += _heads(sent, returned)
    found.sort(key=lambda each: (each.sent.start, each.returned.start))
    listed = [replace(each, number=at) for at, each in enumerate(found, start=1)]
    missing = tuple(collated_remarks.not_compared(sent, returned))
    complete = not (sent.wordless or returned.wordless)
    return Collation(
        sent=sent,
        returned=returned,
        verdict=verdict([each.weight for each in listed], complete=complete),
        differences=tuple(sorted(listed, key=_order)),
        rows=tuple(collated_rows.rows(sent, returned, steps, listed)),
        same=sum(each.last - each.first for each in steps if each.same),
        not_compared=missing,
        remarks=tuple(collated_remarks.remarks(sent, returned)),
    )


def _order(each: Difference) -> tuple[int, bool, int]:
    return list(Weight).index(each.weight), each.tracked, each.number


def _papers(ledger: Ledger, sent_key: str, returned_key: str) -> tuple[Paper, Paper]:
    with ledger.db.reading() as tx:
        found = [documents.find(tx, key) for key in (sent_key, returned_key)]
        texts = [documents.text_of(tx, each) for each in found]
    words = [collated_texts.vocabulary(each.text) for each in texts]
    made = []
    for at, (document, text) in enumerate(zip(found, texts, strict=True)):
        reading = _read(ledger, document, text.text)
        made.append(collated_texts.paper(document, text, reading, words[1 - at]))
        if len(made[-1].tokens) > _MOST_WORDS:
            raise BadInputError(
                said("“%(title)s” is too long to compare.", title=document.title)
            )
    return made[0], made[1]


def _read(ledger: Ledger, document: Document, text: str) -> Reading:
    if document.reading is None or not text.strip():
        raise BadInputError(
            said(
                "“%(title)s” has no words that can be compared.",
                title=document.title or document.name,
            )
        )
    return ledger.readings(document.reading)


def _differences(
    sent: Paper, returned: Paper, steps: Sequence[Step]
) -> Iterator[Difference]:
    for step in steps:
        if step.same:
            continue
        before = sent.tokens[step.first : step.last]
        after = returned.tokens[step.start : step.end]
        yield Difference(
            number=0,
            weight=weigh(before, after),
            sent=place(sent, step.first, step.last),
            returned=place(returned, step.start, step.end),
            lead=around(sent, max(0, step.first - _AROUND), step.first),
            tail=around(sent, step.last, step.last + _AROUND),
            tracked=_tracked(returned, before, after),
            scanned=_scanned(sent, before) or _scanned(returned, after),
        )


def _tracked(returned: Paper, before: Sequence[Token], after: Sequence[Token]) -> bool:
    """Tell whether the file itself shows that these words went and came."""
    came = all(each.tracked for each in after)
    went = all(each.key in returned.tracked for each in before)
    return came and went


def _scanned(paper: Paper, tokens: Sequence[Token]) -> bool:
    return any(paper.text.is_scan(each.start) for each in tokens)


def _with_moved(found: Sequence[Difference]) -> list[Difference]:
    """Return differences in which words that only stand elsewhere are called moved."""
    gone = {_long(e.sent): e for e in found if not e.returned.words and _long(e.sent)}
    answer = list(found)
    for at, each in enumerate(found):
        words = _long(each.returned) if not each.sent.words else ""
        other = gone.pop(words, None) if words else None
        if other is None:
            continue
        moved = replace(other, weight=Weight.MOVED, returned=each.returned)
        answer[at] = moved
        answer[found.index(other)] = moved
    return list(dict.fromkeys(answer))


def _long(place: Place) -> str:
    """Return words by which a passage is known again; empty for a few words."""
    words = [collated_texts.key(each) for each in place.words.split()]
    return " ".join(words) if len(words) >= _MOVED else ""


def _signs(sent: Paper, returned: Paper, steps: Sequence[Step]) -> list[Difference]:
    """Return where the words are the same, and their signs or capitals are not."""
    found = []
    for step in steps:
        if not step.same:
            continue
        for offset in range(step.last - step.first):
            at, to = step.first + offset, step.start + offset
            one, two = sent.tokens[at], returned.tokens[to]
            last = offset == step.last - step.first - 1
            case = collated_texts.shaped(one.text) != collated_texts.shaped(two.text)
            between = not last and collated_texts.signs(
                one.after
            ) != collated_texts.signs(two.after)
            if case or between:
                found.append(_sign(sent, returned, at, to, 2 if between else 1))
    return found


def _sign(sent: Paper, returned: Paper, at: int, to: int, many: int) -> Difference:
    return Difference(
        number=0,
        weight=Weight.SIGNS,
        sent=place(sent, at, at + many),
        returned=place(returned, to, to + many),
        lead=around(sent, max(0, at - _AROUND), at),
        tail=around(sent, at + many, at + many + _AROUND),
        tracked=False,
        scanned=_scanned(returned, returned.tokens[to : to + many]),
    )


def _heads(sent: Paper, returned: Paper) -> list[Difference]:
    """Return how the heads and feet of pages differ, where both papers have some."""
    one, two = (_folded(each.beside) for each in (sent, returned))
    if not one or not two or one.keys() == two.keys():
        return []
    before = " · ".join(words for key, words in one.items() if key not in two)
    after = " · ".join(words for key, words in two.items() if key not in one)
    return [
        Difference(
            number=0,
            weight=Weight.WORDS,
            sent=Place(words=before, start=0, end=0, page=None, clause=""),
            returned=Place(words=after, start=0, end=0, page=None, clause=""),
            lead="",
            tail="",
            tracked=False,
            scanned=sent.scanned or returned.scanned,
        )
    ]


def _folded(beside: Sequence[str]) -> dict[frozenset[str], str]:
    """Return heads and feet by their words, in whatever order these stand."""
    return {collated_texts.vocabulary(each): each for each in beside}
