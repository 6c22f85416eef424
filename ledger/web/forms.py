"""Forms: what was typed, and what is wrong with it, each sentence at its field."""

from collections.abc import Iterator
from collections.abc import Mapping
from contextlib import contextmanager
from datetime import date
from http import HTTPStatus

from ledger.domain import moment
from ledger.domain.errors import BadInputError
from ledger.domain.errors import LedgerError
from ledger.web.errors import status_of
from ledger.web.sentences import translated

WHOLE = ""
"""The name under which an error of the whole form stands."""


class Form:
    """A form as somebody filled it in; nothing that he typed gets lost."""

    def __init__(self, typed: Mapping[str, str], **proposed: str) -> None:
        """Take what was typed, and what to propose where nothing was."""
        self._typed = typed
        self._proposed = proposed
        self._errors: dict[str, str] = {}
        self.status = HTTPStatus.OK

    def typed(self, name: str) -> str:
        """Return what stands in a field."""
        return self._typed.get(name, self._proposed.get(name, ""))

    def error(self, name: str) -> str:
        """Return what is wrong with a field; empty where nothing is."""
        return self._errors.get(name, "")

    @property
    def summary(self) -> str:
        """Return what is wrong with the whole form."""
        return self.error(WHOLE)

    @property
    def right(self) -> bool:
        """Tell whether nothing is wrong so far."""
        return not self._errors

    def needed(self, name: str, sentence: str) -> str:
        """Return what stands in a field that must not be empty."""
        found = self.typed(name).strip()
        if not found:
            with self.blame(name):
                raise BadInputError(sentence)
        return found

    def day(self, name: str) -> date | None:
        """Return the day in a field; None where it is empty or wrong."""
        found = self.typed(name).strip()
        if found:
            with self.blame(name):
                return moment.enter_day(found)
        return None

    @contextmanager
    def blame(
        self, name: str = WHOLE, *, only: type[LedgerError] = LedgerError
    ) -> Iterator[None]:
        """Put what goes wrong inside the block at a field, or at the whole form."""
        try:
            yield
        except only as error:
            self._errors.setdefault(name, translated(error.sentence))
            ours = status_of(error) >= HTTPStatus.INTERNAL_SERVER_ERROR
            self.status = status_of(error) if ours else HTTPStatus.UNPROCESSABLE_ENTITY
