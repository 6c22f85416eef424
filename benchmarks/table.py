"""Rows of the table, and how a run is timed."""

import resource
import time
from collections.abc import Callable
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One figure, with the bar that it is held against."""

    what: str
    figure: str
    bar: str = ""
    note: str = ""


def printed(rows: Sequence[Row]) -> str:
    """Return the rows as a Markdown table."""
    lines = ["| what | figure | bar | note |", "|---|---|---|---|"]
    lines += [f"| {r.what} | {r.figure} | {r.bar} | {r.note} |" for r in rows]
    return "\n".join(lines)


def seconds(act: Callable[[], object]) -> float:
    """Return how long an act took."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def percentiles(times: Sequence[float]) -> tuple[float, float]:
    """Return the median and the 95th percentile, in milliseconds."""
    ordered = sorted(times)
    middle = ordered[len(ordered) // 2]
    high = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return middle * 1000, high * 1000


def peak_mb() -> int:
    """Return the most memory that this process and its children ever held."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return max(own, children) // 1024
