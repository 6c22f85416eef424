"""Scans: pages whose words stand in a picture, and what is known of them."""

from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

WAITS = "waits-for-recognition"
"""The flag of a reading with pages whose words are still to be recognised."""

READ = "read-from-a-scan"
"""The flag of a reading with words that were recognised in a picture."""

FAILED = "pages-not-recognised"
"""The flag of a reading with pages whose words could not be recognised."""

DOUBTFUL = 60
"""Below this confidence, of 100, a word is marked: look at the page."""


class Scan(StrEnum):
    """How the words of a page are known, where not as letters of the file."""

    PICTURE = "picture"
    """They stand in a picture and wait to be recognised."""

    GARBLED = "garbled"
    """The file has letters for them that make no words; they wait like a picture."""

    READ = "read"
    """They were recognised in the picture."""

    LAYER = "layer"
    """Another program recognised them, and laid them unseen under the picture."""

    FAILED = "failed"
    """They could not be recognised."""

    @property
    def waits(self) -> bool:
        """Tell whether the page is still to be recognised."""
        return self in {Scan.PICTURE, Scan.GARBLED}

    @property
    def recognised(self) -> bool:
        """Tell whether its words may have been misread by a program."""
        return self in {Scan.READ, Scan.LAYER}


@dataclass(frozen=True, slots=True, kw_only=True)
class Recogniser:
    """The program that recognises words in pictures, as it is on this machine."""

    program: str
    """Where it lies."""

    version: str
    languages: tuple[str, ...]
    """What it can read (``eng``, ``rus``), without the one that finds the top."""

    finds_top: bool
    """Whether it can tell which side of a page is its top."""

    def of(self, wanted: Iterable[str]) -> tuple[str, ...]:
        """Return those of some languages that it can read; any if it has none."""
        known = tuple(each for each in wanted if each in self.languages)
        return known or self.languages[:1]


def listed(numbers: Sequence[int]) -> str:
    """Return numbers of pages as a person writes them: ``1-3, 7``."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(
        f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs
    )
