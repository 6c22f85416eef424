"""What an old program makes of letters that its character set lacks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.samples.charsets import fitted


@pytest.mark.parametrize(
    ("text", "charset", "expected"),
    [
        ("și ți", "iso-8859-2", "şi ţi"),
        ("și ți", "iso-8859-16", "și ți"),
        ("Vântul", "windows-1251", "Vantul"),
        ("«Да» — № 5", "koi8-r", '"Да" - N 5'),
        ("Да", "iso-8859-2", "??"),
    ],
)
def test_the_nearest_letter_takes_the_place(
    text: str, charset: str, expected: str
) -> None:
    assert fitted(text, charset).decode(charset) == expected


@given(st.text())
def test_utf_8_lacks_no_letter(text: str) -> None:
    assert fitted(text, "utf-8").decode() == text


@given(st.text(), st.sampled_from(["koi8-r", "iso-8859-2", "us-ascii"]))
def test_every_text_fits_letter_for_letter(text: str, charset: str) -> None:
    assert len(fitted(text, charset).decode(charset)) == len(text)
