"""What a difference between two papers weighs, and when they are called identical."""

import pytest

from ledger.domain.collation import Token
from ledger.domain.collation import Verdict
from ledger.domain.collation import verdict
from ledger.domain.collation import weigh
from ledger.domain.collation import Weight

THREE = Token("three", "three", 0, 5)
DOUBTED = Token("five", "five", 0, 4, doubtful=True)


def test_a_word_that_was_read_doubtfully_is_doubtful_and_not_changed() -> None:
    assert weigh([THREE], [DOUBTED]) is Weight.DOUBTFUL
    assert weigh([DOUBTED], [THREE]) is Weight.DOUBTFUL


@pytest.mark.parametrize(
    ("weights", "wordless", "expected"),
    [
        ([], "", Verdict.IDENTICAL),
        ([Weight.SIGNS], "", Verdict.IDENTICAL),
        ([], "page 2", Verdict.INCOMPLETE),
        ([Weight.DOUBTFUL], "", Verdict.DOUBTFUL),
        ([Weight.DOUBTFUL, Weight.WORDS], "", Verdict.CHANGED),
        ([Weight.MOVED], "page 2", Verdict.CHANGED),
    ],
)
def test_identical_words_are_said_only_when_it_is_true(
    weights: list[Weight], wordless: str, expected: Verdict
) -> None:
    assert verdict(weights, complete=not wordless) is expected
