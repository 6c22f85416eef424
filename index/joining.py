"""How nodes of a query are joined; an author after ``by:`` claims the words beside."""

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace

from index.query import And
from index.query import Fuzzy
from index.query import Near
from index.query import Not
from index.query import Or
from index.query import Part
from index.query import Phrase
from index.query import Prefix
from index.query import Tree
from index.query import Word


@dataclass(frozen=True, slots=True)
class By:
    """An author who claims the words beside it; turned into a person at the end."""

    author: Tree


Node = Tree | By


def any_of(parts: Sequence[Node]) -> Node:
    """Join nodes of which one must hold; several authors claim words like one."""
    authors = tuple(part.author for part in parts if isinstance(part, By))
    if len(authors) == len(parts):
        return By(Or(authors))
    return Or(tuple(plain(part) for part in parts))


def all_of(parts: Sequence[Node]) -> Node | None:
    """Join nodes that must all hold; an author claims the words beside it."""
    if not parts:
        return None
    if len(parts) == 1:
        return parts[0]
    claimed = any(isinstance(part, By) for part in parts)
    nodes = tuple(plain(part) for part in parts)
    return And(tuple(_own(part) for part in nodes) if claimed else nodes)


def plain(node: Node) -> Tree:
    """Return a node, the author as a person."""
    return node.author if isinstance(node, By) else node


def _own(tree: Tree) -> Tree:
    """Return a tree whose words must be the author's own."""
    match tree:
        case Word() | Phrase() | Prefix() | Near() | Fuzzy():
            return replace(tree, part=Part.OWN)
        case And(parts) | Or(parts):
            return type(tree)(tuple(_own(part) for part in parts))
        case Not(part):
            return Not(_own(part))
        case _:
            return tree
