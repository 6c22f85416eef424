"""From what a person typed to a query.

Steps: cut it into marks and words; read ``OR`` over ``AND`` over ``NOT``, with
parentheses; turn each word into a node; let ``by:`` claim the words beside it.

Nothing here ever fails: what cannot be understood is left out, or taken as plain words,
and a remark says so.
"""

import re
from dataclasses import dataclass

from index.joining import all_of
from index.joining import any_of
from index.joining import Node
from index.joining import plain
from index.leaves import FIELDS
from index.leaves import Leaves
from index.leaves import Resolve
from index.query import Everything
from index.query import Not
from index.query import Nothing
from index.query import Phrase
from index.query import Tree
from index.query import Word
from index.remarks import NO_END
from index.remarks import NO_SENSE
from index.remarks import NO_WORDS
from index.remarks import PARENTHESES
from index.remarks import Remark
from index.remarks import TOO_DEEP
from index.remarks import TOO_LONG

MOST_WORDS = 200
DEEPEST = 20
_MARKS = re.compile(
    r"""
    (?P<open>\() | (?P<close>\))
    | (?P<minus>(?<![^\s(])[-−](?=[^\s)-]))
    | (?P<field>[^\W\d_]+:)?["“”„«](?P<phrase>[^"“”»]*)(?P<end>["“”»])?
      (?P<near>(?<=["“”»])~\d*)?
    | (?P<word>[^\s()"“”„«»]+)
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Query:
    """A query as it was understood."""

    tree: Tree
    remarks: tuple[Remark, ...] = ()


@dataclass(slots=True)
class _Reader:
    """Reads the marks of one query from left to right."""

    marks: list[re.Match[str]]
    leaves: Leaves
    at: int = 0
    depth: int = 0

    def either(self) -> Node | None:
        """Read up to the closing parenthesis: groups between ``OR``."""
        groups = [self.all_of()]
        while self.take("OR"):
            before, group = groups[-1], self.all_of()
            if before is None or group is None:
                self.remark(NO_SENSE, "OR")
            groups.append(group)
        known = [group for group in groups if group is not None]
        if len(known) > 1:
            return any_of(known)
        return known[0] if known else None

    def all_of(self) -> Node | None:
        """Read up to ``OR`` or the closing parenthesis: nodes that must all hold."""
        parts: list[Node] = []
        joined = False
        while self.at < len(self.marks) and not self.ahead("OR", "close"):
            if self.take("AND"):
                if not parts or joined:
                    self.remark(NO_SENSE, "AND")
                joined = bool(parts)
                continue
            part = self.one()
            if part is not None:
                parts.append(part)
                joined = False
        if joined:
            self.remark(NO_SENSE, "AND")
        return all_of(parts)

    def one(self) -> Node | None:
        """Read one node with the negations before it."""
        negated = False
        denied = ""
        while self.ahead("minus", "NOT"):
            negated, denied = not negated, self.marks[self.at].group()
            self.at += 1
        if self.at >= len(self.marks) or self.ahead("OR", "AND", "close"):
            self.remark(NO_SENSE, denied)
            return None
        node = self.group() if self.ahead("open") else self.leaf()
        if node is None or not negated:
            return node
        return Not(plain(node))

    def group(self) -> Node | None:
        """Read what stands between parentheses."""
        self.at += 1
        if self.depth >= DEEPEST:
            self.remark(TOO_DEEP)
            self.skip_group()
            return None
        self.depth += 1
        node = self.either()
        self.depth -= 1
        if self.ahead("close"):
            self.at += 1
        else:
            self.remark(PARENTHESES)
        return node

    def skip_group(self) -> None:
        """Pass over a group that is not read, with all that is inside it."""
        depth = 1
        while depth and self.at < len(self.marks):
            depth += self.ahead("open") - self.ahead("close")
            self.at += 1

    def leaf(self) -> Node | None:
        """Read a word, a phrase or a field."""
        mark = self.marks[self.at]
        self.at += 1
        if mark["phrase"] is not None:
            if mark["end"] is None:
                self.remark(NO_END, mark["phrase"].strip())
            if mark["field"]:
                return self.leaves.named(mark["field"][:-1], mark["phrase"], Phrase)
            if mark["near"]:
                return self.leaves.near(mark["phrase"], mark["near"])
            return self.leaves.said(mark["phrase"], Phrase)
        name, colon, value = mark.group().partition(":")
        if colon and name.lower() in FIELDS:
            return self.leaves.named(name, value, Word)
        if colon and value and name.isalpha() and value[0].isalnum():
            return self.leaves.named(name, value, Word)
        return self.leaves.said(mark.group(), Word)

    def ahead(self, *names: str) -> bool:
        """Tell whether one of these marks is the next."""
        if self.at >= len(self.marks):
            return False
        mark = self.marks[self.at]
        return mark.lastgroup in names or (
            mark.lastgroup == "word" and mark.group() in names
        )

    def take(self, name: str) -> bool:
        """Pass over the next mark if it is this one."""
        found = self.ahead(name)
        self.at += found
        return found

    def remark(self, sentence: str, part: str = "") -> None:
        """Say that a part could not be understood, once."""
        self.leaves.remark(sentence, part)


def literally(_field: str, value: str) -> tuple[str, ...]:
    """Take what was typed after a field for what the index holds."""
    return (value,)


def parse(text: str, resolve: Resolve = literally) -> Query:
    """Understand a query as well as can be; never fail.

    Args:
        text: what a person typed.
        resolve: what turns the value of a field into those that the index holds, the
            name of a project into its id; none for a value that nobody knows.
    """
    marks = list(_MARKS.finditer(text))
    reader = _Reader(marks[:MOST_WORDS], Leaves(resolve, len(marks) == 1))
    if len(marks) > MOST_WORDS:
        reader.remark(TOO_LONG)
    parts: list[Node] = []
    while reader.at < len(reader.marks):
        part = reader.either()
        if part is not None:
            parts.append(part)
        if reader.take("close"):
            reader.remark(PARENTHESES)
    tree = all_of(parts)
    if tree is None and text.strip():
        if not marks:
            reader.remark(NO_WORDS, text.strip())
        return Query(Nothing(), tuple(reader.leaves.remarks))
    if tree is None:
        return Query(Everything())
    return Query(plain(tree), tuple(reader.leaves.remarks))
