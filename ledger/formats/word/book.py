"""What the parts of one Word file know of each other while they are read."""

from dataclasses import dataclass
from dataclasses import field

from ledger.domain.trace import TraceKind
from ledger.formats.mail.words import clean
from ledger.formats.office.counting import roman
from ledger.formats.office.draft import Draft
from ledger.formats.office.draft import Sign
from ledger.formats.word.numbering import Numbering
from ledger.formats.word.styles import Styles

LONGEST_NAME = 200


@dataclass(slots=True)
class Comment:
    """A comment with what the file says of it."""

    draft: Draft
    author: str
    at: str
    shown: bool = False


@dataclass(slots=True)
class Notes:
    """Footnotes or endnotes: their words, and the order in which they are named."""

    words: dict[str, Draft] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Book:
    """Styles, lists, comments and notes, for whichever part is being read."""

    styles: Styles = field(default_factory=Styles)
    numbering: Numbering = field(default_factory=Numbering)
    comments: dict[str, Comment] = field(default_factory=dict)
    footnotes: Notes = field(default_factory=Notes)
    endnotes: Notes = field(default_factory=Notes)
    flags: dict[str, None] = field(default_factory=dict)

    def footnote(self, key: str) -> str:
        """Return the sign of a footnote, counted by where it is named first."""
        labels = self.footnotes.labels
        return labels.setdefault(key, f"[{len(labels) + 1}]")

    def endnote(self, key: str) -> str:
        """Return the sign of an endnote."""
        labels = self.endnotes.labels
        return labels.setdefault(key, f"[{roman(len(labels) + 1)}]")

    def comment(self, key: str) -> Draft | None:
        """Return a comment as it stands in the text, the first time it is asked for."""
        found = self.comments.get(key)
        if found is None or found.shown:
            return None
        found.shown = True
        draft = Draft()
        sign = Sign(TraceKind.COMMENT, found.author, found.at, key)
        found.draft.strip()
        if found.draft:
            draft.append(found.draft, (sign,))
        else:
            draft.write(" ", (sign,))
        return draft


def author(name: str) -> str:
    """Return a name as one line of bearable length."""
    return clean(name)[:LONGEST_NAME]
