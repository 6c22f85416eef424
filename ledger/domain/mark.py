"""A mark in a container: how far it has been read, and what is passed over in it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """From where reading goes on."""

    start: int = 0
    """The offset of the last member that there is; the source stands there."""

    done: int = 0
    """How many members there are, those that were left in it included."""

    lost: int = 0
    """How many could not be taken out and have no line of their own."""

    passed: frozenset[int] = frozenset()
    """Which members, counted from nought, are not looked at: they break readers."""
