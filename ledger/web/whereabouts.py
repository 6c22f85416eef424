"""Whereabouts: which place of the navigation a page belongs to.

A document, a thread and a comparison are read from what was found, so they belong to
the search, wherever a link to them stood.
"""

from collections.abc import Mapping

_BELONG: Mapping[str, tuple[str, ...]] = {
    "home": ("demo",),
    "projects": (
        "deliveries",
        "inputs",
        "obligations",
        "proposals",
        "round_summaries",
        "rounds",
        "slips",
        "spec_import",
        "spec_items",
        "spec_links",
        "specification",
        "statements",
        "term_acts",
        "terms",
    ),
    "search": (
        "citations",
        "comparing",
        "documents",
        "picked",
        "queries",
        "saved",
        "scans",
        "senders",
        "threads",
    ),
    "requests": ("selecting",),
    "filing": ("rules",),
    "chats": (),
    "people": ("persons",),
    "sources": ("adding", "uploads"),
    "audit": ("accesses",),
    "work": (),
    "health": (),
    "help": (),
}
"""The groups of pages that lie behind each place, beside the group of its own name."""


def place(endpoint: str | None) -> str:
    """Return the group of pages whose place is current; empty where none is."""
    group = (endpoint or "").partition(".")[0]
    lies = (name for name, others in _BELONG.items() if group in (name, *others))
    return next(lies, "")
