"""What goes wrong with sources, as sentences that say what to do.

A failure is kept as a plain sentence until the next look; a page recognises it by
``said_of`` and can say it in another language.
"""

from ledger.domain.errors import LedgerError
from ledger.domain.sentence import recognised
from ledger.domain.sentence import said
from ledger.domain.sentence import to_say


class SourceError(LedgerError):
    """A source answers with something that cannot be gone on with."""

    code = "source-failed"
    template = to_say("“%(host)s” answered: %(told)s. It will be tried again.")

    def __init__(self, host: str, told: str) -> None:
        self.told = told
        super().__init__(said(self.template, host=host, told=told))


class UnreachableError(LedgerError):
    """There is no way to a server."""

    code = "source-unreachable"
    template = to_say("No connection to %(host)s, port %(port)s: %(why)s")

    def __init__(self, host: str, port: int, why: str) -> None:
        super().__init__(said(self.template, host=host, port=port, why=why))


class NotTrustedError(LedgerError):
    """Nobody vouches for a server being the one that it says."""

    code = "source-not-trusted"
    template = to_say(
        "The certificate of %(host)s is not trusted (%(told)s), so no password was "
        "sent. Look at the name of the server; where it is your own, give its "
        "certificate."
    )

    def __init__(self, host: str, told: str) -> None:
        super().__init__(said(self.template, host=host, told=told))


class RefusedError(LedgerError):
    """A server does not let us in."""

    code = "source-refused"
    template = to_say(
        "%(host)s does not accept this name and password for “%(user)s” (%(told)s). "
        "Many providers want a password made for one program, or a token; give it "
        "anew."
    )

    def __init__(self, host: str, user: str, told: str) -> None:
        super().__init__(said(self.template, host=host, user=user, told=told))


class FolderMissingError(LedgerError):
    """A folder is not there (any more)."""

    code = "source-folder-missing"
    template = to_say(
        "There is no folder “%(folder)s” at %(place)s any more, or it may not be "
        "opened; choose the folders again."
    )

    def __init__(self, folder: str, place: str) -> None:
        super().__init__(said(self.template, folder=folder, place=place))


class WatchedFolderMissingError(FolderMissingError):
    """A folder that is watched is not there (any more)."""

    code = "source-watched-folder-missing"
    template = to_say(
        "There is no folder “%(folder)s” in %(place)s any more, or it may not be "
        "opened; put it back, or remove this source and watch another folder."
    )


class NoCredentialError(LedgerError):
    """What opens a mailbox is not here."""

    code = "source-without-password"
    template = to_say(
        "The password of “%(name)s” is not on this machine (%(why)s); give it again. "
        "Passwords are in no backup."
    )

    def __init__(self, name: str, why: str) -> None:
        super().__init__(said(self.template, name=name, why=why))


class SystemRefusedError(LedgerError):
    """This machine does not do what is needed to look into a source."""

    code = "source-system"
    template = to_say("This machine refused something: %(told)s. It is tried again.")

    def __init__(self, told: str) -> None:
        super().__init__(said(self.template, told=told))


class SourceStateError(LedgerError):
    """The source is in that state already, or cannot be in it."""

    code = "source-state"


UNKNOWN_HOST = to_say("nobody knows this name; look at how it is written.")
REFUSED = to_say("nothing listens there; look at the port.")
TOO_SLOW = to_say("it did not answer in time.")
NO_TLS = to_say("it does not speak TLS there; choose another port or STARTTLS.")
NO_STARTTLS = to_say("it does not offer STARTTLS; choose TLS.")
BROKEN_OFF = to_say("the connection broke off.")
TOO_LONG = to_say("it sends more than it announced.")
OTHER = to_say("%(told)s.")
NO_SECRET = to_say("nothing is kept")
NO_FILE = to_say("the file that holds it cannot be read")
NO_VARIABLE = to_say("the variable that holds it is not set")
NO_COMMAND = to_say("the command that prints it failed")
NO_TOKEN = to_say("the service that gives tokens refused")

REASONS = (
    SourceError.template,
    UnreachableError.template,
    NotTrustedError.template,
    RefusedError.template,
    FolderMissingError.template,
    WatchedFolderMissingError.template,
    NoCredentialError.template,
    SystemRefusedError.template,
    UNKNOWN_HOST,
    REFUSED,
    TOO_SLOW,
    NO_TLS,
    NO_STARTTLS,
    BROKEN_OFF,
    TOO_LONG,
    NO_SECRET,
    NO_FILE,
    NO_VARIABLE,
    NO_COMMAND,
    NO_TOKEN,
)


def said_of(error: str) -> str:
    """Return the sentence that a kept failure is; one nobody knows as it stands."""
    return recognised(error, REASONS)
