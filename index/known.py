"""What was found out about words, kept for the next text: texts share most words."""

from collections.abc import Callable
from typing import Generic
from typing import TypeVar

Fact = TypeVar("Fact")


class Known(dict[str, Fact], Generic[Fact]):
    """What is known of each word; of one that is not here, it is found out at once.

    When it is full, what is asked for from then on is kept, and the rest goes.
    """

    def __init__(self, find: Callable[[str], Fact], most: int) -> None:
        """Know nothing yet.

        Args:
            find: finds out about a word.
            most: how many words are known before some go.
        """
        super().__init__()
        self._find = find
        self._most = most
        self._before: dict[str, Fact] = {}

    def __missing__(self, word: str) -> Fact:
        """Find out about a word, or take over what was known of it."""
        if len(self) >= self._most:
            self._before = dict(self)
            self.clear()
        found = self._before.get(word)
        if found is None:
            found = self._find(word)
        self[word] = found
        return found
