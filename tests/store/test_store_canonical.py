"""Canonical JSON: the quick way writes what the long way does."""

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from ledger.store import canonical

TEXT = st.text()
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inner: st.lists(inner) | st.tuples(inner) | st.dictionaries(TEXT, inner),
    max_leaves=20,
)


@given(VALUES)
def test_the_bytes_are_those_of_the_library_that_knows_the_rules(value: object) -> None:
    try:
        wanted = rfc8785.dumps(value)  # type: ignore[arg-type]
    except rfc8785.CanonicalizationError:
        with pytest.raises(rfc8785.CanonicalizationError):
            canonical.dumps(value)
    else:
        assert canonical.dumps(value) == wanted


@pytest.mark.parametrize(
    "value",
    [
        "".join(map(chr, range(0x100))),
        "\u2028\u2029\ufeff\uffff\U0001f600",
        {"\ufb33": 1, "\U0001f600": 2, "a": 3},
        [(1 << 53) - 1, -(1 << 53) + 1, 0, True, None],
        ["1", ["x", {"b": "2", "a": [1.5, -0.0, 1e21]}]],
    ],
)
def test_the_corners_of_the_rules_are_kept(value: object) -> None:
    assert canonical.dumps(value) == rfc8785.dumps(value)  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [1 << 53, -(1 << 53), "\ud800", ["\udfff"]])
def test_what_cannot_be_written_is_refused(value: object) -> None:
    with pytest.raises(rfc8785.CanonicalizationError):
        canonical.dumps(value)
