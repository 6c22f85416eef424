"""Which segments of a Whoosh index become one: small ones by day, more at night.

Each commit makes a segment, and each segment is looked into by every query.
"""

from itertools import accumulate
from typing import Any

from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

STEP = 8
"""So many segments of about one size are merged into one, as soon as there are."""

LARGE = 512
"""Segments with so many documents take long to merge; that is left to `tidy`."""

AT_NIGHT = 1 << 14
"""So many documents are merged in one go at most, which takes a minute or two."""


def merge(writer: SegmentWriter, segments: list[Any]) -> list[Any]:
    """Merge small segments of one size when there are many; return those that stay."""
    sizes: dict[int, list[Any]] = {}
    for segment in segments:
        sizes.setdefault(_size(segment.doc_count_all()), []).append(segment)
    stay = []
    for size, alike in sizes.items():
        if size >= _size(LARGE) or len(alike) < STEP:
            stay.extend(alike)
        else:
            _take_over(writer, alike)
    return stay


def merge_at_night(writer: SegmentWriter, segments: list[Any]) -> list[Any]:
    """Merge the smallest segments, up to a number of documents; return the others."""
    by_size = sorted(segments, key=lambda segment: segment.doc_count_all())
    sizes = accumulate(segment.doc_count_all() for segment in by_size)
    small = sum(size <= AT_NIGHT for size in sizes)
    if small > 1:
        _take_over(writer, by_size[:small])
    return by_size[small:] if small > 1 else segments


def _take_over(writer: SegmentWriter, segments: list[Any]) -> None:
    """Put what some segments hold into the one that is written."""
    for segment in segments:
        reader = SegmentReader(writer.storage, writer.schema, segment)
        writer.add_reader(reader)
        reader.close()


def _size(documents: int) -> int:
    """Return how often a number of documents can be divided by `STEP`."""
    size = 0
    while documents >= STEP:
        documents, size = documents // STEP, size + 1
    return size
