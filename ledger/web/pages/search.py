"""Search: one box; everything that is asked for stands in the address."""

import re
from dataclasses import dataclass
from dataclasses import replace
from typing import Any

from flask import Blueprint
from flask import request
from flask import url_for

from ledger.domain.sentence import said
from ledger.services import projects
from ledger.services import searching
from ledger.services.searching import Finding
from ledger.services.searching import Narrowed
from ledger.web import citing
from ledger.web import marking
from ledger.web.context import page
from ledger.web.context import the_ledger
from ledger.web.marking import Piece

pages = Blueprint("search", __name__)

_AT_ONCE = 20
_DEEPEST = 500
_MONTHS = 36
_NAMES = 8
SORTS = ("best", "newest", "oldest")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an address of this page asks for."""

    q: str = ""
    project: str = ""
    kind: str = ""
    language: str = ""
    sort: str = "best"
    page: int = 1

    @property
    def narrowed(self) -> Narrowed:
        """Return what the search is narrowed to beside its words."""
        return Narrowed(project=self.project, kind=self.kind, language=self.language)

    @property
    def anything(self) -> bool:
        """Tell whether anything is asked for at all."""
        return bool(self.q.strip() or self.project or self.kind or self.language)

    @property
    def kept(self) -> dict[str, str]:
        """Return what stays when other words are typed."""
        parts = {name: str(getattr(self, name)) for name in _NARROWING}
        sort = {"sort": self.sort} if self.sort != "best" else {}
        return {name: value for name, value in parts.items() if value} | sort

    def address(self, **changes: Any) -> str:
        """Return the address that asks for the same with something changed."""
        changed = replace(self, **{"page": 1, **changes})
        values: dict[str, Any] = {"q": changed.q, **changed.kept}
        if changed.page > 1:
            values["page"] = changed.page
        values = {name: value for name, value in values.items() if value}
        return url_for("search.results", **values)

    def turned(self, number: int) -> str:
        """Return the address of another page of the same."""
        return self.address(page=number)

    def toggled(self, name: str, value: str) -> str:
        """Return the address with a part set, or left out where it was set so."""
        return self.address(**{name: "" if getattr(self, name) == value else value})

    def worded(self, term: str) -> str:
        """Return the address with a term added to the words, or taken out of them."""
        words = f" {self.q} "
        words = words.replace(f" {term} ", " ") if self.says(term) else words + term
        return self.address(q=" ".join(words.split()))

    def says(self, term: str) -> bool:
        """Tell whether a term is among the words."""
        return f" {term} " in f" {self.q} "


_NARROWING = ("project", "kind", "language")


@dataclass(frozen=True, slots=True)
class Facet:
    """A value that results can be narrowed to, or widened from."""

    value: str
    count: int | None
    address: str
    chosen: bool

    @property
    def name(self) -> str:
        """Return the value without the mail address behind a name."""
        before, _space, last = self.value.rpartition(" ")
        return before if before and "@" in last else self.value


@dataclass(frozen=True, slots=True)
class Shown:
    """A hit as the page shows it."""

    finding: Finding
    pieces: list[Piece]
    citation: str
    time_source: str
    problem: str


@pages.get("/search")
def results() -> str:
    """Show what was found; htmx asks for the findings alone, as somebody types."""
    asked = _asked()
    ledger = the_ledger()
    found = (
        searching.search(
            ledger,
            asked.q,
            asked.narrowed,
            sort=asked.sort,
            limit=_AT_ONCE,
            offset=(asked.page - 1) * _AT_ONCE,
            facets=True,
        )
        if asked.anything
        else None
    )
    return page(
        "search/results.html",
        "findings",
        asked=asked,
        found=found,
        shown=[_shown(finding) for finding in found.findings] if found else [],
        titles={each.key: each.title for each in projects.every(ledger)},
        facets=_facets(asked, found.facets) if found else {},
        pages=_pages(found.total) if found else 0,
        remarks=[said(r.sentence, part=r.part) for r in found.remarks] if found else [],
    )


def _shown(finding: Finding) -> Shown:
    document = finding.document
    return Shown(
        finding,
        marking.pieces(finding.snippet, finding.marks),
        citing.citation(document, finding.author, finding.page),
        citing.time_source(document),
        citing.in_words(document.problem),
    )


def _asked() -> Asked:
    given = request.args
    sort = given.get("sort", "best")
    number = given.get("page", 1, type=int)
    return Asked(
        q=given.get("q", "").strip()[:2000],
        project=given.get("project", ""),
        kind=given.get("kind", ""),
        language=given.get("language", ""),
        sort=sort if sort in SORTS else "best",
        page=max(1, min(number, _DEEPEST)),
    )


def _pages(total: int) -> int:
    return min(_DEEPEST, -(-total // _AT_ONCE))


def _facets(asked: Asked, counted: dict[str, dict[str, int]]) -> dict[str, list[Facet]]:
    """Return each group of facets; what is chosen stays even where it has no hits."""
    groups = {name: _narrowing(asked, name, counted) for name in _NARROWING}
    groups["author"] = _worded(asked, "from", counted.get("author", {}), _NAMES)
    months = dict(sorted(counted.get("month", {}).items())[-_MONTHS:])
    groups["month"] = _worded(asked, "on", months, _MONTHS)
    return groups


def _narrowing(
    asked: Asked, name: str, counted: dict[str, dict[str, int]]
) -> list[Facet]:
    values: dict[str, int | None] = dict(counted.get(name, {}))
    chosen = getattr(asked, name)
    if chosen and chosen not in values:
        values[chosen] = None
    return [
        Facet(value, number, asked.toggled(name, value), value == chosen)
        for value, number in values.items()
    ]


def _worded(
    asked: Asked, field: str, counted: dict[str, int], most: int
) -> list[Facet]:
    """Return facets that are written into the words, as an operator of the query."""
    found = []
    for value, number in list(counted.items())[:most]:
        plain = " ".join(value.replace('"', " ").split())
        bare = re.fullmatch(r"[\w.@-]+", plain)
        term = f"{field}:{plain}" if bare else f'{field}:"{plain}"'
        found.append(Facet(value, number, asked.worded(term), asked.says(term)))
    return found
