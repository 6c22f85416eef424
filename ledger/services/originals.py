"""Originals: messages that quotes are compared with, as one transaction sees them."""

from dataclasses import dataclass

from ledger.domain.document import Text
from ledger.services import quotes
from ledger.services.wording import Words
from ledger.store import documents
from ledger.store.database import Tx

_AT_HAND = 1 << 20
"""So many letters of the messages that are quoted are kept at hand."""


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wrote in a message; without his signature where he has one."""

    whole: Words
    own: Words | None = None


class Originals:
    """What was written in messages.

    Answers quote the same messages again and again: some of these are kept at hand.
    """

    def __init__(self, tx: Tx) -> None:
        self._tx = tx
        self._known: dict[str, Written] = {}
        self._letters = 0

    def of(self, key: str) -> Written:
        """Return what was written in a message."""
        found = self._known.get(key)
        if found is None:
            found = _written(documents.text_at(self._tx, key))
            self._keep(key, found)
        return found

    def _keep(self, key: str, found: Written) -> None:
        letters = len(found.whole.text)
        if letters > _AT_HAND:
            return
        if self._letters + letters > _AT_HAND:
            self._known.clear()
            self._letters = 0
        self._known[key] = found
        self._letters += letters


def _written(text: Text) -> Written:
    whole, own = quotes.own_words(text), text.words_of("own")
    if not text.segments or own == whole:
        return Written(Words(whole))
    return Written(Words(whole), Words(own))
