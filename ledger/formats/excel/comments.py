"""Comments of a sheet of Excel: notes, and threads of answers."""

from ledger.formats.excel.shared import Runs
from ledger.formats.office.forms import number
from ledger.formats.office.stream import Attributes
from ledger.formats.sheets.addresses import place
from ledger.formats.sheets.grid import Comment

MOST = 20_000
THREAD = "tc="
"""How the note of a thread names its author: it repeats the thread for old programs."""


class Notes:
    """Hears the notes of a sheet."""

    def __init__(self) -> None:
        self.found: list[Comment] = []
        self._authors: list[str] = []
        self._open: Comment | None = None
        self._author: list[str] | None = None
        self._runs = Runs()

    def start(self, name: str, attributes: Attributes) -> None:
        """Enter an element."""
        if name == "s:author":
            self._author = []
        elif name == "s:comment":
            row, column = place(attributes.get("ref", "")) or (1, 1)
            at = number(attributes.get("authorId", ""), -1)
            known = 0 <= at < len(self._authors)
            author = self._authors[at] if known else ""
            self._open = Comment(row, column, "", author)
        else:
            self._runs.start(name, attributes)

    def end(self, name: str) -> None:
        """Leave an element."""
        if name == "s:author":
            self._authors.append("".join(self._author or ()))
            self._author = None
        elif name == "s:comment" and self._open is not None:
            self._open.text = "".join(each.text for each in self._runs.taken())
            if len(self.found) < MOST:
                self.found.append(self._open)
            self._open = None
        else:
            self._runs.end(name)

    def words(self, text: str) -> None:
        """Write words."""
        if self._author is not None:
            self._author.append(text)
        else:
            self._runs.words(text)


class Threads:
    """Hears the threads of comments of a sheet, and who takes part in them."""

    def __init__(self, people: dict[str, str]) -> None:
        self.found: list[Comment] = []
        self.people = people
        self._open: Comment | None = None
        self._text: list[str] | None = None

    def start(self, name: str, attributes: Attributes) -> None:
        """Enter an element."""
        if name == "s:person":
            self.people[attributes.get("id", "")] = attributes.get("displayName", "")
        elif name == "s:threadedComment":
            row, column = place(attributes.get("ref", "")) or (1, 1)
            author = self.people.get(attributes.get("personId", ""), "")
            self._open = Comment(row, column, "", author, attributes.get("dT", ""))
        elif name == "s:text":
            self._text = []

    def end(self, name: str) -> None:
        """Leave an element."""
        if name == "s:text" and self._open is not None:
            self._open.text = "".join(self._text or ())
            self._text = None
        elif name == "s:threadedComment" and self._open is not None:
            if len(self.found) < MOST:
                self.found.append(self._open)
            self._open = None

    def words(self, text: str) -> None:
        """Write words."""
        if self._text is not None:
            self._text.append(text)


def together(notes: list[Comment], threads: list[Comment]) -> list[Comment]:
    """Return all comments; a note that repeats a thread for old programs is left."""
    threaded = {(each.row, each.column) for each in threads}
    return [
        *threads,
        *(
            each
            for each in notes
            if not each.author.startswith(THREAD)
            or (each.row, each.column) not in threaded
        ),
    ]
