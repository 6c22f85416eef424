"""A text is looked through in parts: none is left out, and none twice."""

import re

from hypothesis import given
from hypothesis import strategies as st

from ledger.web import looking
from ledger.web.marking import Mark

WORD = re.compile("here")


def find(text: str) -> list[Mark]:
    return [found.span() for found in WORD.finditer(text)]


LETTERS = looking.PART // 2
TEXTS = st.lists(
    st.sampled_from(["here ", "there is ", "a" * LETTERS, " b" * (LETTERS // 2)]),
    max_size=8,
).map("".join)


@given(text=TEXTS)
def test_from_part_to_part_every_place_is_met_once_and_in_order(text: str) -> None:
    met, at = [], 0
    while True:
        looked = looking.onwards(text, find, at)
        met += [mark for mark in looked.marks if mark[0] >= at]
        if looked.end >= len(text):
            break
        at = looked.end

    assert met == find(text)


@given(text=TEXTS, at=st.integers(0, 3 * looking.PART))
def test_the_part_of_a_letter_holds_it_and_what_stands_there(
    text: str, at: int
) -> None:
    looked = looking.through(text, find, at)

    assert looked.start <= at < looked.end or at >= looked.end == len(text)
    assert looked.marks == [
        mark for mark in find(text) if looked.start <= mark[0] < looked.end
    ]


@given(text=TEXTS, at=st.integers(0, 3 * looking.PART))
def test_the_next_place_and_the_last_one_are_the_nearest_ones(
    text: str, at: int
) -> None:
    starts = [start for start, _end in find(text)]

    onwards, back = looking.onwards(text, find, at), looking.back(text, find, at)

    assert onwards.at == min((each for each in starts if each >= at), default=None)
    assert back.at == max((each for each in starts if each < at), default=None)
