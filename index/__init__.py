"""Full-text search that knows nothing of contracts.

From a text to a hit: `analysis` cuts it into tokens (`pieces`, in the `letters` they
are compared by) and finds their stems, in the `languages` there are (`paragraphs` may
have one of their own), and their `sounds`; `schema` says what of an `entry` is kept; an
engine keeps it (`engine` is the face; the embedded one is `whoosh_engine`, with
`whoosh_files`, `whoosh_merging` and `whoosh_shelf`; the fast one, where it is
installed, `tantivy_engine`). From a person's words to an answer: `parse` makes a
`query` (`cutting` into marks, `leaves`, `names` and `dates` in four languages,
`meaning`). For Whoosh `answer` finds the documents, `ranking` weighs them, `found`
folds, sorts and counts; for tantivy that is `tantivy_query`, `tantivy_found` and
`tantivy_counts`. `marks` shows where in a text the words stand, `snippets` the best
window onto them, `reasons` why it answers where they do not stand there as typed.
`choice` and `keeping` know which engine is in use, and which one is built beside it.

An index is disposable: it is built from the log, and holds no text that is not there.
"""

from index.choice import clear_index
from index.choice import ENGINES
from index.choice import installed
from index.choice import open_index
from index.choice import place
from index.choice import TANTIVY
from index.choice import WHOOSH
from index.engine import Engine
from index.engine import IndexBrokenError
from index.engine import IndexBusyError
from index.engine import IndexFaultError
from index.engine import Sort
from index.entry import Entry
from index.entry import Found
from index.entry import Hit
from index.keeping import Indexes
from index.marks import marks
from index.matching import answers
from index.meaning import Meant
from index.parse import parse
from index.parse import Query
from index.query import Narrowing
from index.reasons import Reason
from index.reasons import reasons
from index.remarks import Remark
from index.schema import VERSION
from index.snippets import snippet

__all__ = [
    "ENGINES",
    "TANTIVY",
    "VERSION",
    "WHOOSH",
    "Engine",
    "Entry",
    "Found",
    "Hit",
    "IndexBrokenError",
    "IndexBusyError",
    "IndexFaultError",
    "Indexes",
    "Meant",
    "Narrowing",
    "Query",
    "Reason",
    "Remark",
    "Sort",
    "answers",
    "clear_index",
    "installed",
    "marks",
    "open_index",
    "parse",
    "place",
    "reasons",
    "snippet",
]
