"""Blocks: what the file of a text lays out as more than a paragraph."""

from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    """What a stretch of the text is in the layout of its file."""

    HEADING = "heading"
    CELL = "cell"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text that its file lays out as more than a paragraph."""

    kind: BlockKind
    start: int
    end: int
    place: tuple[int, ...] = ()
    """Of a heading its level, from 1; of a cell its table, row and column, from 1."""
