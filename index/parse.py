"""From what a person typed to a query.

Steps: cut it into marks and words; read ``OR`` over ``AND`` over ``NOT``, with
parentheses; turn each word into a node; let ``by:`` claim the words beside it.

Nothing here ever fails: what cannot be understood is left out, or taken as plain words,
and a remark says so.
"""

from dataclasses import dataclass
from dataclasses import replace
from datetime import date

from index import names
from index.cutting import cut
from index.cutting import Mark
from index.cutting import Sign
from index.dates import any_day
from index.joining import all_of
from index.joining import any_of
from index.joining import Node
from index.joining import plain
from index.leaves import Leaves
from index.meaning import literally
from index.meaning import Resolve
from index.query import Days
from index.query import Everything
from index.query import Not
from index.query import Nothing
from index.query import Tree
from index.remarks import NO_DAY
from index.remarks import NO_SENSE
from index.remarks import NO_WORDS
from index.remarks import PARENTHESES
from index.remarks import Remark
from index.remarks import TOO_DEEP
from index.remarks import TOO_LONG

MOST_WORDS = 200
DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Query:
    """A query as it was understood."""

    tree: Tree
    remarks: tuple[Remark, ...] = ()


@dataclass(slots=True)
class _Reader:
    """Reads the marks of one query from left to right."""

    marks: list[Mark]
    leaves: Leaves
    at: int = 0
    depth: int = 0
    field: str = ""
    """The name before the parentheses: what is in them are its values."""

    def either(self) -> Node | None:
        """Read up to the closing parenthesis: groups between ``OR``."""
        groups = [self.some()]
        while self.ahead(Sign.OR) or self.listed():
            typed = self.take().typed if self.ahead(Sign.OR) else ","
            groups.append(self.some())
            if not all(read for _node, read in groups[-2:]):
                self.remark(NO_SENSE, typed)
        known = [node for node, _read in groups if node is not None]
        if len(known) > 1:
            return any_of(known)
        return known[0] if known else None

    def some(self) -> tuple[Node | None, bool]:
        """Read nodes that must all hold, and tell whether anything was there."""
        begun = self.at
        return self.all_of(), self.at > begun

    def all_of(self) -> Node | None:
        """Read up to ``OR`` or the closing parenthesis: nodes that must all hold."""
        parts: list[Node] = []
        joined = ""
        begun = self.at
        while self.at < len(self.marks) and not self.ahead(Sign.OR, Sign.CLOSE):
            if self.at > begun and self.listed():
                break
            if self.ahead(Sign.AND):
                alone, typed = self.at == begun, self.take().typed
                if alone or joined:
                    self.remark(NO_SENSE, typed)
                joined = "" if alone else typed
                continue
            part = self.one()
            joined = ""
            if part is not None:
                parts.append(part)
        if joined:
            self.remark(NO_SENSE, joined)
        if not any_day([part for part in parts if isinstance(part, Days)]):
            self.remark(NO_DAY)
        return all_of(parts)

    def listed(self) -> bool:
        """Tell whether a comma parts what was read from another value of a field."""
        before = self.marks[self.at - 1 : self.at]
        comma = bool(self.field and before) and before[0].typed.endswith(",")
        return comma and self.at < len(self.marks) and not self.ahead(Sign.CLOSE)

    def one(self) -> Node | None:
        """Read one node with the negations before it."""
        negated = False
        denied = ""
        while self.ahead(Sign.NOT):
            negated, denied = not negated, self.take().typed
        if self.at >= len(self.marks) or self.ahead(Sign.OR, Sign.AND, Sign.CLOSE):
            self.remark(NO_SENSE, denied)
            return None
        node = self.group() if self.ahead(Sign.OPEN) else self.leaf()
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
        if self.ahead(Sign.CLOSE):
            self.at += 1
        else:
            self.remark(PARENTHESES)
        return node

    def empty(self) -> bool:
        """Tell whether nothing is in the parentheses that open here."""
        inside = self.marks[self.at + 1 :]
        return not inside or inside[0].sign is Sign.CLOSE

    def skip_group(self) -> None:
        """Pass over a group that is not read, with all that is inside it."""
        depth = 1
        while depth and self.at < len(self.marks):
            depth += self.ahead(Sign.OPEN) - self.ahead(Sign.CLOSE)
            self.at += 1

    def leaf(self) -> Node | None:
        """Read a word, a phrase or a field, with the words behind it that belong."""
        mark = self.take()
        if names.field_of(mark.name) and not mark.value and self.ahead(Sign.OPEN):
            return self.group_of(mark)
        following = self.words_ahead()
        if self.field and not mark.name:
            return self.value(mark, following)
        node, taken = self.leaves.read(mark, following)
        self.at += taken
        return node

    def group_of(self, mark: Mark) -> Node | None:
        """Read the values of a field between parentheses."""
        if self.empty():
            return self.leaves.read(mark, ())[0]
        outer, self.field = self.field, mark.name
        node = self.group()
        self.field = outer
        return node

    def value(self, mark: Mark, following: list[str]) -> Node | None:
        """Read one value of a field; words beside each other are one."""
        typed = mark.value
        if typed == ",":
            return None
        if mark.sign is Sign.WORD:
            typed = " ".join([typed, *following])
            self.at += len(following)
        whole = replace(mark, name=self.field, value=typed)
        return self.leaves.read(whole, ())[0]

    def words_ahead(self) -> list[str]:
        """Return the plain words that follow."""
        words = []
        for mark in self.marks[self.at :]:
            if mark.sign is not Sign.WORD or mark.name:
                break
            words.append(mark.typed)
        return words

    def ahead(self, *signs: Sign) -> bool:
        """Tell whether one of these marks is the next."""
        return self.at < len(self.marks) and self.marks[self.at].sign in signs

    def take(self) -> Mark:
        """Pass over the next mark and return it."""
        self.at += 1
        return self.marks[self.at - 1]

    def remark(self, sentence: str, part: str = "") -> None:
        """Say that a part could not be understood."""
        self.leaves.remark(sentence, part)


def parse(text: str, resolve: Resolve = literally, today: date | None = None) -> Query:
    """Understand a query as well as can be; never fail.

    Args:
        text: what a person typed.
        resolve: what tells the meaning of the value of a field, such as the id of a
            project for its name.
        today: as the days of the documents are counted; where it is not known, no date
            is understood that is seen from today.
    """
    marks = cut(text)
    reader = _Reader(marks[:MOST_WORDS], Leaves(resolve, today, len(marks) == 1))
    if len(marks) > MOST_WORDS:
        reader.remark(TOO_LONG)
    parts: list[Node] = []
    while reader.at < len(reader.marks):
        part = reader.either()
        if part is not None:
            parts.append(part)
        if reader.ahead(Sign.CLOSE):
            reader.take()
            reader.remark(PARENTHESES)
    tree = all_of(parts)
    if tree is None and text.strip():
        if not marks:
            reader.remark(NO_WORDS, text.strip())
        return Query(Nothing(), tuple(reader.leaves.remarks))
    if tree is None:
        return Query(Everything())
    return Query(plain(tree), tuple(reader.leaves.remarks))
