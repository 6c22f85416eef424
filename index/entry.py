"""What goes into the index and what comes out of it."""

from dataclasses import dataclass
from dataclasses import field


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One document, as the index needs it."""

    id: str
    """Opaque and unique; an entry with the same id replaces the former one."""

    fold: str
    """Entries with an equal fold are shown as one hit with several places."""

    order: int
    """Which of a fold's entries stands for it: the one with the lowest order."""

    kind: str
    title: str = ""
    own: str = ""
    """Words that the author wrote here."""

    quoted: str = ""
    """Words of others that stand in it."""

    language: str = ""
    """ISO 639-1, or empty where it is not known."""

    projects: tuple[str, ...] = ()
    """Opaque project ids; empty for an unfiled document."""

    clients: tuple[str, ...] = ()
    """Opaque client ids, of the projects."""

    authors: tuple[str, ...] = ()
    """Names and addresses of who wrote it (``from:``, ``by:``)."""

    recipients: tuple[str, ...] = ()
    """Names and addresses of who got it (``to:``)."""

    others: tuple[str, ...] = ()
    """Names and addresses of everybody else it concerns (``with:`` sees all three)."""

    thread: str = ""
    day: str = ""
    """``YYYY-MM-DD`` in the zone of its project; empty where no day is known."""

    moment: int | None = None
    """Seconds since 1970 for sorting; None sorts last."""

    has: frozenset[str] = field(default_factory=frozenset)
    """Properties for ``has:`` (``file``) and ``is:`` (``unfiled``)."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One fold that answers a query, best place first."""

    id: str
    score: float
    places: int
    """How many documents hold the same bytes and answer the query."""

    others: tuple[str, ...] = ()
    """The ids of the other places, lowest order first."""

    quoted_only: bool = False
    """True where the words stand only in a quote: known by quotation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The answer to a query."""

    total: int
    """How many folds answer it."""

    hits: tuple[Hit, ...] = ()
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    """For each of ``kind project author month language``: value → number of folds.

    Under all that is chosen but the facet's own. A document without a project counts
    under the empty name.
    """

    beyond: dict[str, int] = field(default_factory=dict)
    """How many folds there are without each facet that is chosen; "" without any."""

    rough: tuple[str, ...] = ()
    """Words near each other of which an engine may have found too many documents."""
