"""Persevere: a container whose reader breaks is read on from where it stopped.

A reader that dies, hangs or fails in a container is started again behind the last
member that came, three times in all. What no reader survives is left in the container,
with the reason and the place, and reading goes on behind it. Any other file is tried
again only where its reader died: that may have been the machine.
"""

from collections.abc import Generator
from collections.abc import Iterator
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from typing import IO

from ledger.box import Box
from ledger.box import UNREAD
from ledger.domain import problems
from ledger.domain.mark import Mark
from ledger.domain.reading import Kind
from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from ledger.domain.sentence import said
from ledger.store.jobs import MOST_TRIES

_TRIES = {
    problems.CRASHED: MOST_TRIES,
    problems.TIMED_OUT: MOST_TRIES,
    problems.OUT_OF_MEMORY: 1,
    problems.FAILED: 1,
}
"""How a reading breaks off, and how often that is tried: a failure stays the same."""

_WHY = {
    problems.CRASHED: said(problems.BROKE_OFTEN, times=MOST_TRIES),
    problems.TIMED_OUT: said(problems.LATE_OFTEN, times=MOST_TRIES),
    problems.OUT_OF_MEMORY: problems.HUNGRY,
    problems.FAILED: problems.ODD,
}

MEMBERS_LEFT = "members-left"
"""The flag of a container some members of which could not be taken out."""


@dataclass(slots=True)
class Course:
    """How far a container has been read; it goes along with what comes out."""

    start: int = 0
    done: int = 0
    lost: int = 0
    left: int = 0
    """How many members stay in it."""

    passed: dict[int, str] = field(default_factory=dict)
    """Which of them no reader survived, counted from nought, and why."""

    goes_on: bool = False
    """Whether a reader can be started in the middle of it."""

    def mark(self) -> Mark:
        """Return from where a reader goes on."""
        return Mark(self.start, self.done, self.lost, frozenset(self.passed))

    def plain(self) -> dict[str, str]:
        """Return what is passed over, as a job keeps it."""
        return {str(number): why for number, why in self.passed.items()}

    def gone(self, member: Member) -> Member:
        """Go behind a member, and return it with the reason if it stays behind."""
        begun = self.start if self.goes_on else 0
        if member.stretch and not _within(member, begun):
            member = replace(member, left=_stays(problems.ODD, begun), stretch=None)
        if member.left and self.done in self.passed:
            member = replace(member, left=_stays(self.passed[self.done], member.at))
        if member.offset is not None:
            self.start, self.goes_on = member.offset, True
        self.done += 1
        self.lost += member.lost
        self.left += bool(member.left)
        return member

    def closed(self, reading: Reading) -> Reading:
        """Return the reading of the container: it says how many members stay in it."""
        if self.goes_on:  # a reader that died at once did not say so
            reading = replace(reading, kind=Kind.ARCHIVE)
        if not self.left:
            return reading
        left = said(problems.LEFT_THERE, count=self.left)
        return replace(
            reading,
            flags=tuple(dict.fromkeys((*reading.flags, MEMBERS_LEFT))),
            facts={**reading.facts, "left": str(self.left)},
            problem=reading.problem or left,
        )


def outcomes(
    box: Box,
    source: IO[bytes],
    name: str,
    course: Course | None = None,
    *,
    media_type: str = "",
    levels: int = 0,
    options: Mapping[str, str] | None = None,
) -> Generator[Member | Reading, None, None]:
    """Yield the members of a file in their order, then one reading, always."""
    course = course or Course()
    tries = 0
    while True:
        before = course.done
        source.seek(course.start)
        found = box.read(
            source,
            name,
            media_type=media_type,
            mark=course.mark(),
            levels=levels,
            options=options,
        )
        with closing(found):
            last = yield from _members(found, course, before)
        course.goes_on = course.goes_on or last.kind is Kind.ARCHIVE
        tries = 1 if course.done > before else tries + 1
        if not _again(last, course, tries):
            yield course.closed(last)
            return
        if tries >= _TRIES[str(last.problem)]:
            course.passed[course.done] = _WHY[str(last.problem)]
            tries = 0


def _members(
    found: Iterator[Member | Reading], course: Course, before: int
) -> Generator[Member, None, Reading]:
    """Yield the members that are new, and return the reading behind them."""
    for number, item in enumerate(found):
        if isinstance(item, Reading):
            return item
        if item.offset is not None or number >= before:  # else it came the last time
            yield course.gone(item)
    return UNREAD


def _again(last: Reading, course: Course, tries: int) -> bool:
    """Tell whether there is a point in starting a reader once more."""
    most = _TRIES.get(str(last.problem), 0)
    if not most or tries < most:
        return bool(most) and (course.goes_on or last.problem == problems.CRASHED)
    return course.goes_on and course.done not in course.passed


def _within(member: Member, begun: int) -> bool:
    """Tell whether a member stands behind what came before it, and nowhere else."""
    start, end = member.stretch or (0, 0)
    return begun <= start < end <= (member.offset or 0)


def _stays(why: str, at: int | None) -> str:
    if at is None:
        return said(problems.STAYS, why=why)
    return said(problems.STAYS_AT, why=why, at=at)
