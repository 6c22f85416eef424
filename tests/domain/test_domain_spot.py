"""Where words stand, by the names that people have for it."""

import pytest

from ledger.domain.spot import Leaf
from ledger.domain.spot import Spot


@pytest.mark.parametrize(
    ("spot", "said"),
    [
        (Spot(Leaf.PAGE, 3), "page 3"),
        (Spot(Leaf.SLIDE, 3), "slide 3"),
        (Spot(Leaf.SHEET, 2, "Prices", "B7"), "sheet “Prices”, cell B7"),
        (Spot(Leaf.SHEET, 2, "Prices"), "sheet “Prices”"),
        (Spot(Leaf.SHEET, 1, cell="B7"), "cell B7"),
        (Spot(Leaf.SHEET, 2), "sheet 2"),
    ],
)
def test_a_spot_is_said_as_far_as_it_is_known(spot: Spot, said: str) -> None:
    assert spot.said == said
