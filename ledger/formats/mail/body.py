"""Which parts of a mail are its text, and which are members of its family.

Of alternatives the plain text is the body, unless it is empty or a stand-in; every
other part that is not text to be read in place becomes a member. The unused twin of
the body (its HTML) is neither: it stays in the original and in the safe view.
"""

import re
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace

from ledger.domain.trace import Trace
from ledger.formats import charset
from ledger.formats import html_text
from ledger.formats.mail import alternatives
from ledger.formats.mail.opaque import signed
from ledger.formats.mail.parts import Budget
from ledger.formats.mail.parts import Part
from ledger.formats.text import tidied

READABLE = frozenset({"text/plain", "text/html"})
STAND_IN = re.compile(
    r"(?is)\s*|.{0,200}(?:(?:does not|doesn't|can ?not) (?:support|display|show|view)"
    r"|html (?:capable|enabled|compatible)"
    r"|view(?:ing)? (?:this|the) (?:e-?mail|message)"
    r"|not? (?:contain|have) a? ?(?:plain )?text).{0,300}"
)


@dataclass(slots=True)
class Content:
    """The parts of a mail by what they are for."""

    body: list[Part] = field(default_factory=list)
    members: list[Part] = field(default_factory=list)
    shown: set[str] = field(default_factory=set)
    """Places of members that a body shows."""

    differing: bool = False
    """Whether HTML that is not read says something else than the plain text."""


def sort(root: Part) -> Content:
    """Return which parts are body and which are members."""
    content = Content()
    _sort(root, content, root=True)
    return content


def display(part: Part) -> list[Part]:
    """Return the parts that a mail program would show: HTML before plain text."""
    if part.media_type == "multipart/alternative" and part.parts:
        sides = [display(inner) for inner in part.parts]
        rich = [side for side in sides if _has_html(side)]
        return (rich or [side for side in sides if side] or [[]])[-1]
    if part.media_type == "multipart/related" and part.parts:
        return display(part.parts[0])
    if part.parts:
        return [shown for inner in part.parts for shown in display(inner)]
    if (inside := signed(part)) is not None:
        return display(inside)
    content = sort(part)
    return content.body


def _has_html(parts: list[Part]) -> bool:
    return any(part.media_type == "text/html" for part in parts)


def _sort(part: Part, content: Content, *, root: bool = False) -> None:
    if part.media_type.startswith("multipart/") and not part.parts:
        content.body.append(part)  # no boundary: the bytes as they are
    elif part.media_type == "multipart/alternative":
        _sort_alternatives(part, content)
    elif part.media_type == "multipart/related":
        _sort(part.parts[0], content)
        for other in part.parts[1:]:
            content.shown.update(leaf.place for leaf in other.leaves())
            _sort(other, content)
    elif part.parts:
        for inner in part.parts:
            _sort(inner, content)
    elif _is_body(part, root=root):
        content.body.append(part)
    else:
        content.members.append(part)
        if (inside := signed(part)) is not None:
            _sort(inside, content, root=root)


def _is_body(part: Part, *, root: bool) -> bool:
    if part.disposition == "attachment" or (part.file_name and not root):
        return False
    return part.media_type in READABLE or (root and part.media_type[:5] == "text/")


def _sort_alternatives(part: Part, content: Content) -> None:
    """Take the best of the alternatives; what is no text at all stays a member."""
    sides = [Content() for _ in part.parts]
    for side, inner in zip(sides, part.parts, strict=True):
        _sort(inner, side)
    best = _best([side.body for side in sides])
    for side, inner in zip(sides, part.parts, strict=True):
        content.members += side.members
        content.shown |= side.shown
        content.differing |= side.differing or _differ(best, side.body)
        if side.body == best and best:
            content.body += side.body
        elif not side.body and not side.members:
            content.members.append(inner)


def _differ(best: list[Part], other: list[Part]) -> bool:
    """Tell whether HTML says something else than the plain text that is the body."""
    if not all(part.media_type == "text/plain" for part in best):
        return False
    if not other or not all(part.media_type == "text/html" for part in other):
        return False
    plain, html = ("\n".join(decoded(p, Budget()) for p in s) for s in (best, other))
    return alternatives.differ(plain, html)


def _best(bodies: list[list[Part]]) -> list[Part]:
    filled = [body for body in bodies if body]
    for body in filled:
        if all(part.media_type == "text/plain" for part in body):
            plain = "".join(decoded(part, Budget()) for part in body)
            if not STAND_IN.fullmatch(plain[:1000]):
                return body
    rich = [body for body in filled if any(p.media_type != "text/plain" for p in body)]
    return rich[-1] if rich else next(iter(filled), [])


def decoded(part: Part, budget: Budget) -> str:
    """Return the text of a part, with one kind of line end."""
    text, flag = charset.decode(part.data(budget), part.charset)
    if flag:
        budget.flag(flag)
    return tidied(text)


def said_in(parts: list[Part], budget: Budget) -> html_text.Page:
    """Return the text of the body's parts, and what HTML says of its words."""
    pieces: list[str] = []
    quoted: list[tuple[int, int]] = []
    nested: list[tuple[int, int]] = []
    opened: list[int] = []
    traces: list[Trace] = []
    length = 0
    for part in parts:
        page = _readable(part, budget)
        if pieces and not pieces[-1].endswith("\n"):
            pieces.append("\n")
            length += 1
        quoted += [(length + start, length + end) for start, end in page.quoted]
        nested += [(length + start, length + end) for start, end in page.nested]
        opened += [length + start for start in page.opened]
        traces += [
            replace(each, start=length + each.start, end=length + each.end)
            for each in page.traces
        ]
        if page.hides:
            budget.flag("hidden-text")
        pieces.append(page.text)
        length += len(page.text)
    traces.sort(key=lambda each: (each.start, -each.end))
    return html_text.Page(
        "".join(pieces),
        tuple(quoted),
        tuple(traces),
        nested=tuple(nested),
        opened=tuple(opened),
    )


def _readable(part: Part, budget: Budget) -> html_text.Page:
    text = decoded(part, budget)
    if part.media_type != "text/html":
        return html_text.Page(text)
    if len(text) > html_text.MOST_LETTERS:
        budget.flag("html-too-large")
    return html_text.read(text)
