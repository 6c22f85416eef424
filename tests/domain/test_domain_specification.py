"""The specification of a day: a table of truth, and what holds for every one."""

from dataclasses import replace
from datetime import date
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain import suspect
from ledger.domain.folding import fingerprint
from ledger.domain.labels import free_label
from ledger.domain.labels import natural
from ledger.domain.specification import Baseline
from ledger.domain.specification import Change
from ledger.domain.specification import End
from ledger.domain.specification import Item
from ledger.domain.specification import Specification
from ledger.domain.specification import Wording
from ledger.domain.succession import matched
from ledger.domain.suspect import Link
from ledger.domain.suspect import Look
from tests.conftest import Clock

FEBRUARY, MARCH, APRIL, MAY, JUNE = (date(2025, month, 12) for month in range(2, 7))
HERO, FORM = Item("i_hero", "TS-7"), Item("i_form", "TS-12")


def wording(
    item: Item,
    day: date,
    words: str | None,
    *,
    by: str | None = None,
    withdrawn: str | None = None,
) -> Wording:
    """Return how an item reads from a day on; ``by`` a document, else by hand."""
    key = f"v_{item.label}{day}{by}"
    return Wording(
        id=key,
        item=item.id,
        from_day=day,
        words=words,
        specification=by,
        withdrawn=withdrawn,
    )


def baseline(key: str, day: date, *, whole: bool = True, **more: object) -> Baseline:
    """Return a document that was recorded as the specification."""
    return Baseline(id=key, document="d_1", from_day=day, whole=whole, **more)  # type: ignore[arg-type]


def spec(*parts: Wording | Baseline) -> Specification:
    """Return a specification of two items."""
    return Specification(
        items=(HERO, FORM),
        wordings=tuple(each for each in parts if isinstance(each, Wording)),
        baselines=tuple(each for each in parts if isinstance(each, Baseline)),
    )


STILL = wording(HERO, FEBRUARY, "one still photograph", by="s_1")
FIVE = wording(FORM, FEBRUARY, "5 fields", by="s_1")
FIRST = (baseline("s_1", FEBRUARY), STILL, FIVE)
VIDEO = wording(HERO, APRIL, "autoplay video")


@pytest.mark.parametrize(
    ("day", "words", "end"),
    [
        (FEBRUARY - timedelta(days=1), None, End.NOT_YET),
        (FEBRUARY, "one still photograph", None),
        (APRIL - timedelta(days=1), "one still photograph", None),
        (APRIL, "autoplay video", None),
        (JUNE, "autoplay video", None),
    ],
)
def test_an_item_reads_so_from_its_first_day_until_a_later_wording(
    day: date, words: str | None, end: End | None
) -> None:
    state = spec(*FIRST, VIDEO).state(HERO.id, day)

    assert (state.words, state.end) == (words, end)


@pytest.mark.parametrize(
    ("second", "words", "end"),
    [
        (baseline("s_2", MAY), None, End.REPLACED),
        (baseline("s_2", MAY, whole=False), "5 fields", None),
        (baseline("s_2", MAY, kept=(FORM.id,)), "5 fields", None),
        (baseline("s_2", MAY, withdrawn="by mistake"), "5 fields", None),
    ],
)
def test_only_a_whole_specification_ends_what_it_does_not_hold(
    second: Baseline, words: str | None, end: End | None
) -> None:
    found = spec(*FIRST, second, wording(HERO, MAY, "a video", by="s_2"))
    state = found.state(FORM.id, JUNE)

    assert (state.words, state.end) == (words, end)
    expected = "one still photograph" if second.withdrawn else "a video"
    assert found.state(HERO.id, JUNE).words == expected


def test_an_entry_of_its_own_goes_before_a_document_of_the_same_day() -> None:
    by_hand = wording(HERO, MAY, "a carousel")
    second = (baseline("s_2", MAY), wording(HERO, MAY, "a video", by="s_2"))

    assert spec(*FIRST, by_hand, *second).state(HERO.id, JUNE).words == "a carousel"


def test_an_item_by_hand_of_that_very_day_is_not_ended_by_the_document() -> None:
    by_hand = wording(FORM, MAY, "6 fields")

    found = spec(baseline("s_2", MAY), by_hand)

    assert found.state(FORM.id, JUNE).words == "6 fields"


def test_what_was_taken_back_never_held() -> None:
    gone = wording(HERO, APRIL, "autoplay video", withdrawn="misheard")

    assert spec(*FIRST, gone).state(HERO.id, JUNE).words == "one still photograph"


def test_an_item_that_was_removed_can_come_back() -> None:
    found = spec(*FIRST, wording(FORM, APRIL, None), wording(FORM, JUNE, "7 fields"))

    assert found.state(FORM.id, MAY).end is End.REMOVED
    assert found.state(FORM.id, JUNE).words == "7 fields"
    assert [stage.last_day for stage in found.stages(FORM.id)] == [
        APRIL - timedelta(days=1),
        JUNE - timedelta(days=1),
        None,
    ]


def test_words_that_a_later_document_repeats_hold_since_the_first_one() -> None:
    again = wording(HERO, MAY, "one  still\nphotograph", by="s_2")
    found = spec(*FIRST, baseline("s_2", MAY), again)

    assert found.since(HERO.id, JUNE) == FEBRUARY
    assert found.wordings_of(HERO.id) == 1


def test_between_two_days_items_are_added_changed_and_removed() -> None:
    found = spec(
        STILL, baseline("s_1", FEBRUARY), VIDEO, wording(FORM, MAY, "5 fields")
    )

    assert [(d.item, d.change) for d in found.between(MARCH, JUNE)] == [
        (HERO, Change.CHANGED),
        (FORM, Change.ADDED),
    ]
    assert [d.change for d in found.between(JUNE, MARCH)] == [
        Change.CHANGED,
        Change.REMOVED,
    ]
    assert found.between(JUNE, JUNE) == []


days = st.dates(date(2025, 1, 1), date(2025, 1, 12))
own = st.builds(
    wording,
    st.sampled_from([HERO, FORM]),
    days,
    st.sampled_from(["one", "two", None]),
    withdrawn=st.sampled_from([None, None, None, "by mistake"]),
)
documents = st.builds(
    lambda day, whole, held: (
        baseline(f"s_{day}", day, whole=whole),
        *(wording(item, day, f"{item.label} {day}", by=f"s_{day}") for item in held),
    ),
    days,
    st.booleans(),
    st.sets(st.sampled_from([HERO, FORM])),
)


def unique(parts: list[Wording | Baseline]) -> list[Wording | Baseline]:
    """Return entries of which no two are of one thing from one day."""
    found: dict[tuple[object, ...], Wording | Baseline] = {}
    for each in parts:
        key = (
            (each.item, each.from_day, each.specification)
            if isinstance(each, Wording)
            else ("", each.from_day)
        )
        found.setdefault(key, each)
    return list(found.values())


@given(
    st.lists(own, max_size=8),
    st.lists(documents, max_size=4, unique_by=lambda each: str(each[0])),
    st.randoms(use_true_random=False),
    days,
)
def test_the_order_of_entry_never_changes_the_specification_of_a_day(
    single: list[Wording],
    read: list[tuple[Wording | Baseline, ...]],
    chance: object,
    day: date,
) -> None:
    parts = unique([*single, *(part for each in read for part in each)])
    first = spec(*parts)
    chance.shuffle(parts)  # type: ignore[attr-defined]
    second = spec(*parts)

    for item in (HERO, FORM):
        assert first.state(item.id, day) == second.state(item.id, day)
        assert first.stages(item.id) == second.stages(item.id)


@given(st.lists(own, max_size=8), days)
def test_nothing_holds_before_its_first_day(single: list[Wording], day: date) -> None:
    parts = unique(list(single))
    found = spec(*parts)
    begun = {w.item for w in parts if isinstance(w, Wording) and w.from_day <= day}

    assert {item.id for item, _state in found.on(day)} <= begun


@given(st.lists(own, max_size=8), days, days)
def test_a_difference_is_one_of_words(
    single: list[Wording], first: date, last: date
) -> None:
    found = spec(*unique(list(single)))
    differing = {each.item.id for each in found.between(first, last)}

    for item in (HERO, FORM):
        before, after = found.state(item.id, first), found.state(item.id, last)
        assert (item.id in differing) == (before.words != after.words)


def link(on: date = MARCH, words: str = "one still photograph") -> Link:
    """Return a link of a request to the hero."""
    return Link(
        id="l_1",
        kind="request",
        target="q_1",
        item=HERO.id,
        on=on,
        fingerprint=fingerprint(words),
        words=words,
    )


def looked(words: str | None, *, withdrawn: bool = False, position: int = 9) -> Look:
    """Return a look at some words."""
    return Look(position, Clock().now, "u_1", fingerprint(words), withdrawn)


@pytest.mark.parametrize(
    ("day", "looks", "expected"),
    [
        (MARCH, (), "sure"),
        (APRIL, (), "suspect"),
        (APRIL, (looked("autoplay video"),), "sure"),
        (APRIL, (looked("autoplay video", withdrawn=True),), "suspect"),
        (MARCH, (looked("autoplay video"),), "suspect"),
    ],
)
def test_a_link_is_suspect_until_somebody_looked_at_the_words_in_force(
    day: date, looks: tuple[Look, ...], expected: str
) -> None:
    state = spec(*FIRST, VIDEO).state(HERO.id, day)

    tied = replace(link(), looks=looks)

    assert tied.is_suspect(state) is (expected == "suspect")


def test_a_link_to_an_item_that_was_removed_is_suspect() -> None:
    state = spec(*FIRST, wording(HERO, APRIL, None)).state(HERO.id, MAY)

    assert link().is_suspect(state)
    assert not link(words="").is_suspect(state)


@pytest.mark.parametrize(
    ("asked", "today", "expected"),
    [
        (MARCH, JUNE, (MARCH, "one still photograph")),
        (MAY, JUNE, (MAY, "autoplay video")),
        (date(2025, 1, 1), JUNE, (JUNE, "autoplay video")),
        (None, MARCH, (MARCH, "one still photograph")),
        (None, date(2025, 1, 1), (FEBRUARY, "one still photograph")),
    ],
)
def test_a_link_is_tied_to_the_words_of_the_day_of_the_request(
    asked: date | None, today: date, expected: tuple[date, str]
) -> None:
    assert suspect.tied(spec(*FIRST, VIDEO), HERO.id, asked, today) == expected


def test_what_never_held_can_be_tied_to_nothing() -> None:
    assert suspect.tied(spec(), HERO.id, MARCH, JUNE) is None


def test_labels_are_sorted_by_their_numbers() -> None:
    listed = ["TS-10", "TS-2.10", "TS-2.9", "TS-2", "ТЗ-1"]

    assert sorted(listed, key=natural) == ["TS-2", "TS-2.9", "TS-2.10", "TS-10", "ТЗ-1"]


@given(st.sets(st.sampled_from([f"TS-{n}" for n in range(1, 9)])), st.text(max_size=5))
def test_a_free_label_is_free(taken: set[str], wanted: str) -> None:
    found = free_label(wanted, taken)

    assert found.casefold() not in {each.casefold() for each in taken}


KNOWN = {
    "i_1": ("TS-2.1", "The hero is one still photograph."),
    "i_2": ("TS-2.2", "The order form has 5 fields."),
    "i_3": ("TS-2.3", "Headings are set in Inter."),
}


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([("2.1", "The hero is one still photograph.")], ["i_1"]),
        ([("2.2", "The order form has 6 fields.")], ["i_2"]),
        ([("2.3", "The order form has 5 fields.")], ["i_2"]),
        (
            [("2.2", "A new one."), ("2.3", "The order form has 5 fields.")],
            [None, "i_2"],
        ),
        ([("", "Headings are set in Inter.")], ["i_3"]),
        ([("2.3", "Titles: Georgia.")], ["i_3"]),
        ([("9", "Cookies are explained.")], [None]),
    ],
)
def test_an_item_is_found_again_by_its_words_and_its_number(
    found: list[tuple[str, str]], expected: list[str | None]
) -> None:
    assert matched(found, KNOWN) == expected


@given(
    st.lists(st.tuples(st.sampled_from(["", "2.1", "2.2", "9"]), st.text()), max_size=6)
)
def test_no_item_is_found_twice(found: list[tuple[str, str]]) -> None:
    answer = [each for each in matched(found, KNOWN) if each]

    assert len(answer) == len(set(answer))
