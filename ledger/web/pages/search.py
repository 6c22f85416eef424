"""Search: one box; everything that is asked for stands in the address."""

from dataclasses import dataclass
from http import HTTPStatus

from flask import Blueprint
from flask import redirect
from flask import request
from flask import Response
from flask.typing import ResponseReturnValue

from ledger.domain.document import Document
from ledger.domain.errors import BadInputError
from ledger.domain.saved import SavedSearch
from ledger.domain.sentence import said
from ledger.domain.sentence import Sentence
from ledger.services import accounts
from ledger.services import exporting
from ledger.services import news
from ledger.services import projects
from ledger.services import saved
from ledger.services import searching
from ledger.services.findings import Finding
from ledger.services.news import News
from ledger.services.searching import Results
from ledger.web import asked as asking
from ledger.web import authenticity
from ledger.web import called
from ledger.web import citing
from ledger.web import downloads
from ledger.web import facets
from ledger.web import marking
from ledger.web import noting
from ledger.web import stepping
from ledger.web.asked import Asked
from ledger.web.context import actor
from ledger.web.context import page
from ledger.web.context import the_ledger
from ledger.web.marking import Piece
from ledger.web.stepping import AT_ONCE

pages = Blueprint("search", __name__)


@dataclass(frozen=True, slots=True)
class Shown:
    """A hit as the page shows it."""

    finding: Finding
    number: int
    """Which result it is, from 1."""

    address: str
    """Where it opens."""

    pieces: list[Piece]
    citation: str
    time_source: str
    problem: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A saved search as a page lists it."""

    search: SavedSearch
    asked: Asked
    own: bool
    maker: str
    """The name of who made it."""

    news: News | None = None
    """What it finds that was not there when the viewer looked last; None of none."""

    @property
    def address(self) -> str:
        """Return where it leads."""
        return self.asked.address()


@pages.get("/search")
def results() -> ResponseReturnValue:
    """Show what was found; htmx asks for the findings alone, as somebody types."""
    asked = asking.asked(request)
    if "since" in request.args:
        return redirect(asked.address(), HTTPStatus.SEE_OTHER)
    ledger = the_ledger()
    found = _found(asked) if asked.anything else None
    if found and found.total and asked.page > _pages(found.total):
        last = asked.turned(_pages(found.total))
        return redirect(last, HTTPStatus.SEE_OTHER)
    counted = {**found.facets, **found.inside} if found else {}
    asked = facets.normal(asked, counted)
    known = _saved(counted=found is None)
    from_saved = next((one for one in known if one.search.id == asked.saved), None)
    first = (asked.page - 1) * AT_ONCE + 1
    findings = found.findings if found else ()
    return page(
        "search/results.html",
        "findings",
        asked=asked,
        found=found,
        shown=[_shown(each, asked, at) for at, each in enumerate(findings, first)],
        senders=authenticity.of_mails(_documents(found)),
        facets=facets.values(asked, counted) if found else {},
        chips_chosen=facets.chips(asked, counted),
        titles={each.key: each.title for each in projects.every(ledger)},
        pages=_pages(found.total) if found else 0,
        remarks=_remarks(found or Results()),
        saved=known,
        from_saved=from_saved,
        new=_new(asked, from_saved),
        when=facets.when,
        called=called.of(ledger, [] if found else [one.asked.wanted for one in known]),
        noted=noting.searched(asked.wanted, found.total) if found else True,
        days=ledger.config.access_days,
    )


@pages.get("/search/sheet")
def sheet() -> Response:
    """Hand out all that is found as a sheet, and note who took it along."""
    asked = asking.asked(request)
    ledger = the_ledger()
    if not asked.anything:
        raise BadInputError(said("There is nothing to take along: search first."))
    base = request.host_url.rstrip("/")
    found = exporting.export(ledger, noting.by(), asked.wanted, base)
    return downloads.sheet(found.lines, f"search-{ledger.now():%Y-%m-%d}.csv")


def _found(asked: Asked) -> Results:
    return searching.search(
        the_ledger(),
        asked.q,
        asked.narrowed,
        sort=asked.sort,
        limit=AT_ONCE,
        offset=(asked.page - 1) * AT_ONCE,
        facets=True,
    )


def _documents(found: Results | None) -> list[Document]:
    return [each.document for each in found.findings] if found else []


def _new(asked: Asked, began: Listed | None) -> frozenset[str]:
    """Return what is new in a saved search that is looked at as it was saved."""
    if began is None or began.search.query != asked.wanted.query:
        return frozenset()
    return news.look(the_ledger(), actor(), began.search)


def _saved(*, counted: bool) -> list[Listed]:
    """Return the saved searches that the viewer sees."""
    own = actor()
    come = news.of(the_ledger(), own) if counted else {}
    makers = {each.id: each.name for each in accounts.every(the_ledger())}
    return [
        Listed(
            each,
            Asked(wanted=saved.wanted(each.query), saved=each.id),
            own == each.account,
            makers.get(each.account, ""),
            come.get(each.id),
        )
        for each in saved.seen_by(the_ledger(), own)
    ]


def _remarks(found: Results) -> list[Sentence]:
    return [said(each.sentence, part=each.part) for each in found.remarks]


def _shown(finding: Finding, asked: Asked, number: int) -> Shown:
    document = finding.document
    return Shown(
        finding,
        number,
        stepping.address(finding, asked, number),
        marking.pieces(finding.snippet, finding.marks),
        citing.citation(document, finding.author, finding.spot),
        citing.time_source(document),
        citing.in_words(document.problem),
    )


def _pages(total: int) -> int:
    return min(asking.DEEPEST, -(-total // AT_ONCE))
