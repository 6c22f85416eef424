"""Readings: what leaves the box is one form, in memory as on disk."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.reading import Kind
from ledger.domain.reading import Reading


def reading(text: str) -> Reading:
    return Reading(
        parser="x", version=1, kind=Kind.NOTE, media_type="text/plain", text=text
    )


@given(st.text())
def test_a_reading_comes_back_as_it_was_written(text: str) -> None:
    assert Reading.from_bytes(reading(text).to_bytes()) == reading(text)


@pytest.mark.parametrize("half", ["\\ud83d", "\\uD83D", "\\ude00\\ud83d"])
def test_half_a_letter_comes_out_as_it_would_be_written(half: str) -> None:
    written = f'"text":"a{half}"'.encode()
    data = reading("x").to_bytes().replace(b'"text":"x"', written)

    found = Reading.from_bytes(data)

    assert found.text == "a" + "?" * (len(half) // 6)
    assert Reading.from_bytes(found.to_bytes()) == found


def test_bytes_that_are_no_letters_are_no_reading() -> None:
    data = reading("x").to_bytes().replace(b'"text":"x"', b'"text":"\xed\xa0\x80"')

    with pytest.raises(ValueError, match="utf-8"):
        Reading.from_bytes(data)
