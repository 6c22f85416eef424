"""What can go wrong when a document is read again, and what may be said with it."""

from collections.abc import Mapping

from ledger.domain.errors import BadInputError
from ledger.domain.errors import LedgerError
from ledger.domain.sentence import said

PASSWORD = "password"  # noqa: S105 - the name of an option, not a password
SECRETS = frozenset({PASSWORD})
"""Options that are used once: never kept, logged or shown."""

UNLOCKED = "unlocked"
"""The flag of a reading that was made with a password."""

LOCKED_PARTS = "locked-parts"
"""The flag of a container some members of which a password would open."""

_LONGEST = 1000
_MOST = 20


class PasswordWrongError(LedgerError):
    """The password that was given does not open the file."""

    code = "password-wrong"

    def __init__(self) -> None:
        super().__init__(said("The password does not open this file; try another."))


class NotReadYetError(LedgerError):
    """A document is to be read again that waits for its first reading."""

    code = "not-read-yet"

    def __init__(self, title: str) -> None:
        super().__init__(
            said("“%(title)s” waits to be read; try again after that.", title=title)
        )


class ReadWithWholeError(LedgerError):
    """A message of a chat is to be read again without its export."""

    code = "read-with-whole"

    def __init__(self, title: str) -> None:
        super().__init__(
            said(
                "“%(title)s” is a part of the export of a chat, which alone tells what "
                "it means; read that file again.",
                title=title,
            )
        )


class ReadWorseError(LedgerError):
    """Reading again gave nothing where an earlier reading gave words."""

    code = "read-worse"

    def __init__(self, title: str, problem: str) -> None:
        super().__init__(
            said(
                "“%(title)s” could not be read this time, so its last reading stays: "
                "%(problem)s",
                title=title,
                problem=problem,
            )
        )


def checked(options: Mapping[str, str]) -> dict[str, str]:
    """Return what a person said of a file, without what is empty.

    Raises:
        BadInputError: it is more than anybody would say.
    """
    given = {name: value for name, value in options.items() if value}
    if len(given) > _MOST or any(len(value) > _LONGEST for value in given.values()):
        message = said("What was said of the file is too long; enter less.")
        raise BadInputError(message)
    return given
