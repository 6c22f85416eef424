"""Markdown (.md): read to the letter, as plain text; its heading gives the title."""

import re
from collections.abc import Iterator
from dataclasses import replace

from ledger.domain.reading import Kind
from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from ledger.formats import text
from ledger.formats.mail.words import clean
from ledger.formats.source import Source

KIND = Kind.DOCUMENT
MEDIA_TYPES = ("text/markdown",)
SUFFIXES = frozenset({".md", ".markdown", ".mdown", ".mkd"})
PARSER = "markdown"
VERSION = 1

LONGEST_TITLE = 300
LOOKED_AT = 20_000
FRONT = re.compile(
    r"---[ \t]*\n(.{0,10000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL
)
FACT = re.compile(
    r"^(title|author|date)[ \t]*:[ \t]*(\S[^\n]*)", re.MULTILINE | re.IGNORECASE
)
HEADING = re.compile(
    r"^ {0,3}#{1,6}[ \t]+([^\n]+?)[ \t#]*$"
    r"|^ {0,3}(\S[^\n]*)\n {0,3}(?:=+|-{3,})[ \t]*$",
    re.MULTILINE,
)
FENCED = re.compile(r"^(```|~~~).{0,20000}?^\1", re.MULTILINE | re.DOTALL)


def sniff(source: Source) -> int:
    """Bid for text that is named as Markdown."""
    named = source.suffix in SUFFIXES or source.media_type == MEDIA_TYPES[0]
    return text.sniff(source) + 5 if named and text.sniff(source) else 0


def read(source: Source) -> Iterator[Member | Reading]:
    """Read the text as it stands."""
    for reading in text.read(source):
        if isinstance(reading, Reading):
            facts = _facts(reading.text)
            said = facts.get("title") or _heading(reading.text)
            yield replace(
                reading,
                parser=PARSER,
                version=VERSION,
                media_type=MEDIA_TYPES[0],
                title=titled(said, source),
                facts=facts,
            )


def titled(said: str, source: Source) -> str:
    """Return the title that a file gives itself, and its name where that differs."""
    known = dict.fromkeys(part for part in (said[:LONGEST_TITLE], source.title) if part)
    return " · ".join(known)


def _facts(words: str) -> dict[str, str]:
    front = FRONT.match(words)
    found = FACT.findall(front[1]) if front else []
    return {name.lower(): clean(value).strip("\"'") for name, value in found}


def _heading(words: str) -> str:
    front = FRONT.match(words)
    rest = words[front.end() if front else 0 :][:LOOKED_AT]
    found = HEADING.search(FENCED.sub("", rest))
    return clean(found[1] or found[2]) if found else ""
