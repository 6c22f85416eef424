"""Rich Text (.rtf): the words, who changed which, comments, notes, what lies in it.

The steps: read the tokens into a text with its traces, then add the notes, headers and
footers behind it. The numbers of lists stand in the file and are kept as they are.
"""

from collections.abc import Iterator

from ledger.domain import problems
from ledger.domain.reading import Kind
from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from ledger.domain.trace import TraceKind
from ledger.formats import language
from ledger.formats.office.draft import Draft
from ledger.formats.office.draft import finished
from ledger.formats.office.draft import shortcomings
from ledger.formats.office.draft import Sign
from ledger.formats.richtext.reader import Reader
from ledger.formats.richtext.state import State
from ledger.formats.source import Source
from ledger.formats.text import own
from ledger.formats.text import UNSTORABLE

KIND = Kind.DOCUMENT
MEDIA_TYPES = ("application/rtf", "text/rtf")
SUFFIXES = frozenset({".rtf"})
PARSER = "rtf"
VERSION = 1

MARK = b"{\\rtf"
MOST_MEMBERS = 500
TYPES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "emf": "image/emf",
    "wmf": "image/wmf",
    "bmp": "image/bmp",
}


def sniff(source: Source) -> int:
    """Bid for the mark of Rich Text, whatever the file is called."""
    return (
        100 if source.head[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(MARK) else 0
    )


def read(source: Source) -> Iterator[Member | Reading]:
    """Read Rich Text: what lies in it first, then what it says."""
    data = source.whole(source.most_pages, problems.TOO_LARGE)
    state = Reader().read(data)
    yield from _members(state)
    draft = _whole(state)
    text, traces = finished(draft)
    state.flags.update(dict.fromkeys(shortcomings(draft)))
    facts = {key: UNSTORABLE.sub("\ufffd", said) for key, said in state.facts.items()}
    damaged = not text and "cut-off" in state.flags
    yield Reading(
        parser=PARSER,
        version=VERSION,
        kind=KIND,
        media_type=MEDIA_TYPES[0],
        title=source.title or facts.get("title", ""),
        text=text,
        language=language.guess(text),
        segments=own(text),
        traces=traces,
        flags=tuple(state.flags),
        facts=facts,
        problem=problems.BROKEN_DOCUMENT if damaged else None,
    )


def _whole(state: State) -> Draft:
    """Return the text with its notes, headers and footers behind it."""
    draft = state.body.leave()
    for number, (label, words) in enumerate(state.notes):
        sign = (Sign(TraceKind.NOTE, key=str(number)),)
        draft.line()
        draft.write(label, sign)
        draft.append(words, sign)
    seen = set()
    for number, (kind, words) in enumerate(state.margins):
        text = (kind, "".join(words.pieces))
        if words and text not in seen:
            seen.add(text)
            draft.line()
            draft.append(words, (Sign(kind, key=str(number)),))
    return draft


def _members(state: State) -> Iterator[Member]:
    """Yield the pictures, and the objects as they were put in."""
    for number, (kind, data) in enumerate(state.pictures[:MOST_MEMBERS], 1):
        name = f"image {number}.{kind}" if kind else f"object {number}.bin"
        yield Member(
            name=name,
            media_type=TYPES.get(kind, "application/octet-stream"),
            place=name,
            data=data,
            inline=kind in TYPES,
        )
    if len(state.pictures) > MOST_MEMBERS:
        state.flags["too-many-parts"] = None
