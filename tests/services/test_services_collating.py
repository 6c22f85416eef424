"""A paper that came back beside the one that was sent, of every format."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain import weighty
from ledger.domain.collation import Verdict
from ledger.domain.collation import Weight
from ledger.domain.errors import BadInputError
from ledger.opened import Ledger
from ledger.services import aligning
from ledger.services import collating
from ledger.services.collated import Collation
from tests.acts import every_document
from tests.acts import take_in
from tests.formats.made import deleted
from tests.formats.made import docx
from tests.formats.made import inserted
from tests.formats.made import para

CLAUSES = [
    "1. The agency makes the site for EUR 18,400.",
    "2. Three revision rounds per deliverable are free.",
    "3. Further rounds are paid by the hour, EUR 65 each, at least two hours.",
    "4. The agency shall not publish texts without the consent of the client.",
    "5. Silence of five working days is acceptance; the client may object by mail.",
    "6. This clause says nothing that matters here, in quite a few plain words.",
]


def plain(clauses: list[str]) -> bytes:
    """Return a contract as text."""
    return "\n\n".join(clauses).encode()


def compared(ledger: Ledger, sent: bytes, returned: bytes, *names: str) -> Collation:
    """Take in both papers and compare them."""
    one, two = names or ("sent.txt", "returned.txt")
    take_in(ledger, {one: sent})
    take_in(ledger, {two: returned})
    papers = [each for each in every_document(ledger) if each.name in {one, two}]
    return collating.compare(ledger, papers[0].id, papers[-1].id)


def with_(old: str, new: str) -> list[str]:
    """Return the clauses with some words put otherwise."""
    return [each.replace(old, new) for each in CLAUSES]


def test_one_silently_changed_word_is_found_in_a_long_contract(ledger: Ledger) -> None:
    many = [f"{n}. {c[3:]} ({n})" for n, c in enumerate(CLAUSES * 100, start=1)]
    changed = list(many)
    changed[305] = changed[305].replace("plain", "vague")

    found = compared(ledger, plain(many), plain(changed))

    assert found.verdict is Verdict.CHANGED
    [difference] = found.differences
    assert (difference.sent.words, difference.returned.words) == ("plain", "vague")
    assert difference.returned.clause == "306"
    text = found.returned.text.text
    assert text[difference.returned.start : difference.returned.end] == "vague"


WEIGHED = [
    ("Three", "Two", Weight.NUMBER),
    ("EUR 65", "EUR 80", Weight.NUMBER),
    ("by the hour", "by the week", Weight.NUMBER),
    ("shall not publish", "shall publish", Weight.NEGATION),
    ("without the consent", "with the consent", Weight.NEGATION),
    ("may object", "must object", Weight.DUTY),
    ("plain words", "clear words", Weight.WORDS),
    ("The agency makes", "the agency makes", Weight.SIGNS),
    ("acceptance; the", "acceptance, the", Weight.SIGNS),
]


def test_a_difference_is_weighed_by_what_it_can_change(ledger: Ledger) -> None:
    named = {f"{n}.txt": with_(old, new) for n, (old, new, _w) in enumerate(WEIGHED)}
    papers = {"sent.txt": CLAUSES, **named}
    take_in(ledger, {name: plain(clauses) for name, clauses in papers.items()})
    keys = {each.name: each.id for each in every_document(ledger)}

    for number, (_old, new, weight) in enumerate(WEIGHED):
        found = collating.compare(ledger, keys["sent.txt"], keys[f"{number}.txt"])
        assert [each.weight for each in found.differences] == [weight], new
        same = weight is Weight.SIGNS
        assert found.verdict is (Verdict.IDENTICAL if same else Verdict.CHANGED)


def test_numbers_and_negations_stand_before_other_words(ledger: Ledger) -> None:
    changed = with_("makes", "builds")
    changed = [each.replace("shall not", "shall") for each in changed]
    changed = [each.replace("five", "ten") for each in changed]

    found = compared(ledger, plain(CLAUSES), plain(changed))

    weights = [each.weight for each in found.differences]
    assert weights == [Weight.NUMBER, Weight.NEGATION, Weight.WORDS]


def test_the_same_words_in_another_format_are_the_same(ledger: Ledger) -> None:
    word = docx("".join(para(each) for each in CLAUSES))

    found = compared(ledger, plain(CLAUSES), word, "sent.txt", "returned.docx")

    assert (found.verdict, found.differences) == (Verdict.IDENTICAL, ())
    assert any("Pictures" in each for each in found.not_compared)


def test_a_word_that_the_end_of_a_line_parts_is_one_word(ledger: Ledger) -> None:
    sent = plain(["The deliverables are well-known."])
    returned = b"The deliver-\nables are well-\nknown."

    assert compared(ledger, sent, returned).verdict is Verdict.IDENTICAL


def test_a_clause_that_only_stands_elsewhere_is_called_moved(ledger: Ledger) -> None:
    bare = [each[3:] for each in CLAUSES]
    moved = [*bare[1:5], bare[0], bare[5]]

    found = compared(ledger, plain(bare), plain(moved))

    [difference] = found.differences
    assert difference.weight is Weight.MOVED


def test_a_change_that_the_file_marks_stands_behind_a_silent_one(
    ledger: Ledger,
) -> None:
    marked = para("1. Rounds: ", deleted("three"), inserted("five"), " are free.")
    sent = docx(para("1. Rounds: three are free.") + para("2. At EUR 65 an hour."))
    returned = docx(marked + para("2. At EUR 80 an hour."))

    found = compared(ledger, sent, returned, "sent.docx", "returned.docx")

    silent, shown = found.differences
    assert (silent.returned.words, silent.tracked) == ("80", False)
    assert (shown.sent.words, shown.returned.words) == ("three", "five")
    assert shown.tracked


def test_a_paper_without_words_cannot_be_compared(ledger: Ledger) -> None:
    with pytest.raises(BadInputError, match="no words"):
        compared(ledger, plain(CLAUSES), b" \n")


def test_both_papers_stand_side_by_side_to_the_last_word(ledger: Ledger) -> None:
    found = compared(ledger, plain(CLAUSES), plain(with_("Three", "Five")))

    differing = [row for row in found.rows if row.differs]
    assert len(differing) == 1
    for side, paper in (("sent", found.sent), ("returned", found.returned)):
        runs = [run.text for row in found.rows for run in getattr(row, side)]
        words = " ".join(" ".join(runs).split())
        assert [w for w in words.split() if any(map(str.isalnum, w))] == [
            w for w in paper.text.text.split() if any(map(str.isalnum, w))
        ]


words = st.lists(st.sampled_from("abcdefg"), max_size=60)


@given(words, words)
def test_steps_side_by_side_are_both_texts(one: list[str], two: list[str]) -> None:
    found = aligning.steps(one, two)

    assert [w for e in found for w in one[e.first : e.last]] == one
    assert [w for e in found for w in two[e.start : e.end]] == two
    for each in found:
        same = one[each.first : each.last] == two[each.start : each.end]
        assert not each.same or same


@given(words, words, words)
def test_what_is_put_in_between_is_all_that_differs(
    one: list[str], two: list[str], new: list[str]
) -> None:
    found = aligning.steps(one + two, one + new + two)

    assert sum(e.last - e.first for e in found if not e.same) == 0
    assert sum(e.end - e.start for e in found if not e.same) == len(new)


@pytest.mark.parametrize(
    "word", ["three", "две", "trei", "пет", "fünf", "65", "%", "марта", "седем", "zwei"]
)
def test_numbers_of_five_languages_weigh(word: str) -> None:
    assert weighty.is_number(word)


@pytest.mark.parametrize(
    "word", ["not", "не", "без", "nu", "fără", "няма", "освен", "nicht", "keinen"]
)
def test_negations_of_five_languages_weigh(word: str) -> None:
    assert weighty.is_negation(word)
