"""Numbering: by which number a paragraph of a contract is cited."""

import re
from dataclasses import dataclass

_WORDS = (
    r"§{1,2}|art(?:icle|icolul|ikel)?\.?|clause|section|sec\.|ziffer|ziff\.|nr\.|punkt"
    r"|п\.|пункт|п\. ?п\.|ст\.|статья|раздел|чл\.|член|т\.|точка|pct\.|punctul|cap\."
)
_PARTS = r"abs\.|absatz|alin\.|ал\.|алинея|para\.?|lit\.|ч\.|ziff\."
_MARK = re.compile(
    rf"(?P<word>{_WORDS})?\s*"
    r"(?P<number>\d{1,3}(?:\.\d{1,3}){0,4}(?!\d|,\d)|[IVXLC]{1,6}(?=[.)]))"
    rf"(?P<close>[.)])?(?P<part>,?\s*(?:{_PARTS})\s*\(?\w{{1,3}}\)?|\s*\(\d{{1,2}}\))?"
    r"[.):]?(?=\s|$)",
    re.IGNORECASE,
)
_PART = re.compile(r"(?P<part>\(?(?:\d{1,2}|[^\W\d_]|[ivx]{1,4})\))(?=\s)")
_TIDY = re.compile(r"[\s,]+")


@dataclass(frozen=True, slots=True)
class Mark:
    """The number at the beginning of a paragraph."""

    cited: str
    end: int
    """How many letters of the paragraph it takes."""

    part: bool = False
    """It only numbers a part of what stands above: ``(2)``."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the reader of a contract is."""

    head: str = ""
    part: str = ""

    @property
    def cited(self) -> str:
        """Return the number of the clause, with that of its part."""
        return f"{self.head} {self.part}".strip()

    def at(self, mark: Mark, *, below: bool) -> "Place":
        """Return where he is at a new number; ``below`` says that it is no heading."""
        if mark.part:
            return Place(self.head, mark.cited)
        lone = below and mark.cited.isdigit() and not self.head[:1].isdigit()
        if lone and self.head:
            return Place(self.head, f"({mark.cited})")
        return Place(mark.cited)


def mark(paragraph: str) -> Mark | None:
    """Return the number that a paragraph begins with; None where it has none."""
    part = _PART.match(paragraph)
    if part:
        return Mark(part["part"], part.end(), part=True)
    found = _MARK.match(paragraph)
    if found is None:
        return None
    dotted = "." in found["number"]
    if not (found["word"] or found["close"] or found["part"] or dotted):
        return None
    number = found["number"]
    further = _tidy(found["part"] or "")
    if dotted and not further:
        return Mark(number, found.end())
    words = f"{found['word'] or ''} {number}{further}"
    return Mark(_tidy(words).strip(), found.end())


def _tidy(words: str) -> str:
    joined = _TIDY.sub(" ", words).rstrip()
    comma = "," in words
    if comma and joined.startswith(" "):
        return f",{joined}"
    return joined if joined.startswith(" (") or joined[:1] == " " else joined.strip()
