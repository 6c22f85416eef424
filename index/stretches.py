"""A long text in stretches, so that its millions of words are not held all at once."""

import re
from collections.abc import Iterator

STRETCH = 1 << 16
"""So many letters of a text are cut into words at once, and on to the next space."""

_SPACE = re.compile(r"\s(?![\d%])")
"""A space before a digit may stand inside a number."""


def stretches(
    text: str, start: int = 0, last: int | None = None
) -> Iterator[tuple[int, int]]:
    """Yield where stretches of a text begin and end; no word reaches over an end."""
    last = len(text) if last is None else last
    while start < last:
        space = _SPACE.search(text, start + STRETCH, last)
        end = space.end() if space else last
        yield start, end
        start = end
