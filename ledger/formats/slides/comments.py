"""Comments of slides, in the older and the newer form, and who wrote them."""

from ledger.formats.office.stream import Attributes
from ledger.formats.slides.deck import Comment

MOST = 10_000
PEOPLE = ("cmAuthor", "author")
COMMENTS = ("cm", "reply")
WORDS = ("text", "t")


class Comments:
    """Hears the people of a presentation, then the comments of its slides."""

    def __init__(self) -> None:
        self.found: list[Comment] = []
        self.people: dict[str, str] = {}
        self._open: list[tuple[Comment, list[str]]] = []
        self._heard = False

    def start(self, name: str, attributes: Attributes) -> None:
        """Enter an element."""
        local = name.rpartition(":")[2]
        if local in PEOPLE:
            self.people[attributes.get("id", "")] = attributes.get("name", "")
        elif local in COMMENTS and len(self.found) < MOST:
            author = self.people.get(attributes.get("authorId", ""), "")
            at = attributes.get("dt") or attributes.get("created", "")
            comment = Comment("", author, at)
            self.found.append(comment)
            self._open.append((comment, []))
        elif local == "p" and self._open and self._open[-1][1]:
            self._open[-1][1].append("\n")
        elif local in WORDS:
            self._heard = True

    def end(self, name: str) -> None:
        """Leave an element."""
        local = name.rpartition(":")[2]
        if local in COMMENTS and self._open:
            comment, pieces = self._open.pop()
            comment.text = "".join(pieces)
        elif local in WORDS:
            self._heard = False

    def words(self, text: str) -> None:
        """Write words."""
        if self._heard and self._open:
            self._open[-1][1].append(text)

    def taken(self) -> list[Comment]:
        """Return the comments that were heard, and begin anew."""
        found, self.found, self._open = self.found, [], []
        return found
