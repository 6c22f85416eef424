"""What can go wrong, each as one sentence that says what to do.

A class has a ``code`` (a kebab-case noun, for programs) and builds its sentence
itself, with ``said`` or ``counted``, so that a door can say it in another language.
Which HTTP status an error becomes is known in ``ledger.web.errors`` alone.
"""

from ledger.domain import things
from ledger.domain.sentence import said
from ledger.domain.sentence import to_say


class LedgerError(Exception):
    """Something that a person can understand and mend."""

    code = "error"

    @property
    def sentence(self) -> str:
        """What to tell a person; a ``Sentence`` where it can be said in a language."""
        return self.args[0] if self.args else ""


class NotADigestError(LedgerError):
    """A text that should be a SHA-256 is none."""

    code = "not-a-digest"

    def __init__(self, text: str) -> None:
        super().__init__(
            said("“%(text)s” is no SHA-256 digest; it has 64 hex digits.", text=text)
        )


class NotFoundError(LedgerError):
    """Something was asked for that is not in the ledger."""

    code = "not-found"

    def __init__(self, what: str, key: str, **more: str) -> None:
        super().__init__(said(things.missing(what), what=what, key=key, **more))


class AlreadyThereError(LedgerError):
    """A name that has to be unique is taken."""

    code = "already-there"

    def __init__(self, what: str, key: str) -> None:
        super().__init__(said(things.taken(what), what=what, key=key))


class BadInputError(LedgerError):
    """What a person entered cannot be used as it stands."""

    code = "bad-input"


class QuoteNotFoundError(LedgerError):
    """The words given as a quote do not stand in the document."""

    code = "quote-not-found"

    def __init__(self, title: str) -> None:
        super().__init__(
            said(
                "These words do not stand in “%(title)s”; copy them from the document.",
                title=title,
            )
        )


class QuoteNotInForceError(LedgerError):
    """The words given as a quote stand in the document, and are not in force there."""

    code = "quote-not-in-force"


class FileTooLargeError(LedgerError):
    """A file is above the size limit."""

    code = "file-too-large"
    template = to_say(
        "“%(name)s” is larger than %(limit)s MB, the limit of this ledger; "
        "raise the limit or split the file."
    )

    def __init__(self, name: str, limit: int) -> None:
        super().__init__(said(self.template, name=name, limit=limit // 2**20))


class WrongOffsetError(LedgerError):
    """Bytes were sent for another place of a file than where it ends."""

    code = "wrong-offset"

    def __init__(self, sent: int, there: int) -> None:
        self.there = there
        super().__init__(
            said(
                "These bytes belong at %(sent)s, but %(there)s have arrived; "
                "go on there.",
                sent=sent,
                there=there,
            )
        )


class EmptyFileError(LedgerError):
    """A file without a single byte."""

    code = "file-empty"
    template = to_say("“%(name)s” is empty; there is nothing to keep.")

    def __init__(self, name: str) -> None:
        super().__init__(said(self.template, name=name))


class UnreadableFileError(LedgerError):
    """The file could not be opened where it lies."""

    code = "file-not-opened"
    template = to_say("“%(name)s” could not be opened: %(why)s.")

    def __init__(self, name: str, why: str) -> None:
        super().__init__(said(self.template, name=name, why=why))


class DiskFullError(LedgerError):
    """The disk has no room left."""

    code = "disk-full"

    def __init__(self) -> None:
        super().__init__(
            said(
                "The disk is full. Nothing that was taken in is lost; "
                "free some space and try again."
            )
        )


class DoesNotFitError(LedgerError):
    """The disk has no room for one file, though there may be some for others."""

    code = "file-does-not-fit"
    template = to_say(
        "“%(name)s” does not fit on the disk; free some space and bring it again."
    )

    def __init__(self, name: str) -> None:
        super().__init__(said(self.template, name=name))


class BlobMissingError(LedgerError):
    """Bytes that the log names are not where they were kept."""

    code = "blob-missing"

    def __init__(self, digest: str) -> None:
        super().__init__(
            said(
                "The original %(digest)s is missing from this ledger; "
                "bring it back from a backup and run an audit.",
                digest=digest,
            )
        )


class HomeTooNewError(LedgerError):
    """The home was made by a newer version of the program."""

    code = "home-too-new"

    def __init__(self, home: str, found: str) -> None:
        super().__init__(
            said(
                "The ledger in %(home)s was made by a newer version "
                "(schema %(found)s); install that version, or a newer one, to open it.",
                home=home,
                found=found,
            )
        )


class HomeBrokenError(LedgerError):
    """A part of the home that cannot be made again is missing or damaged."""

    code = "home-broken"


class DatabaseDamagedError(LedgerError):
    """The file of the database is not one any more, or parts of it are damaged."""

    code = "database-damaged"

    def __init__(self) -> None:
        super().__init__(
            said(
                "The database of this ledger is damaged; bring it back from a backup. "
                "The originals lie beside it and are not touched."
            )
        )


class ReadOnlyError(LedgerError):
    """The log is behind a checkpoint that others hold; nothing may be appended."""

    code = "read-only"

    def __init__(self, why: str) -> None:
        super().__init__(said("This ledger is read-only: %(why)s", why=why))


class PortBusyError(LedgerError):
    """The address is taken by another program."""

    code = "port-busy"

    def __init__(self, host: str, port: int) -> None:
        super().__init__(
            said(
                "Port %(port)s on %(host)s is in use by another program; "
                "choose another one with --port.",
                port=port,
                host=host,
            )
        )


class BoxError(LedgerError):
    """The box could not do what it was asked for with this file."""

    code = "not-shown"


class ReadersMissingError(LedgerError):
    """The processes that read files do not start at all."""

    code = "readers-missing"

    def __init__(self) -> None:
        super().__init__(
            said(
                "The readers of files do not start, so nothing was read; what was "
                "taken in is safe and waits. Install the program anew and start again."
            )
        )


class SignInError(LedgerError):
    """The name or the password is wrong, or too many tries were made."""

    code = "sign-in-refused"


class WrongHostError(LedgerError):
    """Sample data was asked for under a name that is not of this machine."""

    code = "wrong-host"

    def __init__(self, host: str) -> None:
        super().__init__(
            said(
                "Sample data is not shown at “%(host)s”; "
                "open the address that was said when it was started.",
                host=host,
            )
        )


class RoundStateError(LedgerError):
    """The round is in that state already."""

    code = "round-state"


class BusyError(LedgerError):
    """Another process holds what is needed just now."""

    code = "busy"


class RequestStateError(LedgerError):
    """The request, or what supports it, is in that state already."""

    code = "request-state"


class AddressTakenError(LedgerError):
    """Somebody else has the address on some of these days."""

    code = "address-taken"


class PersonStateError(LedgerError):
    """The person, or one of his addresses, is in that state already."""

    code = "person-state"
