"""The pages, one module a group; each has a blueprint named ``pages``."""

from flask import Blueprint

from ledger.web.pages import accesses
from ledger.web.pages import adding
from ledger.web.pages import audit
from ledger.web.pages import chats
from ledger.web.pages import citations
from ledger.web.pages import comparing
from ledger.web.pages import deliveries
from ledger.web.pages import demo
from ledger.web.pages import documents
from ledger.web.pages import filing
from ledger.web.pages import health
from ledger.web.pages import help as handbook
from ledger.web.pages import home
from ledger.web.pages import inputs
from ledger.web.pages import obligations
from ledger.web.pages import people
from ledger.web.pages import persons
from ledger.web.pages import picked
from ledger.web.pages import projects
from ledger.web.pages import proposals
from ledger.web.pages import queries
from ledger.web.pages import requests
from ledger.web.pages import round_summaries
from ledger.web.pages import rounds
from ledger.web.pages import rules
from ledger.web.pages import saved
from ledger.web.pages import scans
from ledger.web.pages import search
from ledger.web.pages import selecting
from ledger.web.pages import senders
from ledger.web.pages import session
from ledger.web.pages import slips
from ledger.web.pages import sources
from ledger.web.pages import spec_import
from ledger.web.pages import spec_items
from ledger.web.pages import spec_links
from ledger.web.pages import specification
from ledger.web.pages import statements
from ledger.web.pages import term_acts
from ledger.web.pages import terms
from ledger.web.pages import threads
from ledger.web.pages import uploads
from ledger.web.pages import work

_GROUPS = (
    accesses.pages,
    adding.pages,
    audit.pages,
    chats.pages,
    citations.pages,
    comparing.pages,
    deliveries.pages,
    demo.pages,
    documents.pages,
    filing.pages,
    health.pages,
    handbook.pages,
    home.pages,
    inputs.pages,
    obligations.pages,
    people.pages,
    persons.pages,
    picked.pages,
    projects.pages,
    proposals.pages,
    queries.pages,
    requests.pages,
    round_summaries.pages,
    rounds.pages,
    rules.pages,
    saved.pages,
    scans.pages,
    search.pages,
    selecting.pages,
    senders.pages,
    session.pages,
    slips.pages,
    sources.pages,
    spec_import.pages,
    spec_items.pages,
    spec_links.pages,
    specification.pages,
    statements.pages,
    term_acts.pages,
    terms.pages,
    threads.pages,
    uploads.pages,
    work.pages,
)


def every() -> list[Blueprint]:
    """Return the blueprint of each group."""
    return list(_GROUPS)
