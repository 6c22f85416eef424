"""Whether one text answers a query: for short lists that need no index of their own."""

from index.marks import marks
from index.query import And
from index.query import Everything
from index.query import Fuzzy
from index.query import Near
from index.query import Not
from index.query import Nothing
from index.query import Or
from index.query import Phrase
from index.query import Prefix
from index.query import Tree
from index.query import Word


def answers(text: str, tree: Tree, language: str = "") -> bool:
    """Tell whether the words of a text are what a query asks for.

    Words are compared as everywhere: in any form that the language of the text knows.
    What is not about words (people, days, filters) is taken as answered.
    """
    match tree:
        case Word() | Phrase() | Prefix() | Near() | Fuzzy():
            return bool(marks(text, tree, language))
        case And(parts):
            return all(answers(text, part, language) for part in parts)
        case Or(parts):
            return any(answers(text, part, language) for part in parts)
        case Not(part):
            return not answers(text, part, language)
        case Nothing():
            return False
        case Everything() | _:
            return True
