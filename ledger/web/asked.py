"""What an address of the page of results asks for, and the addresses beside it.

Everything that is asked for stands in the address, so that it can be kept, sent and
gone back to; each link to another filter or order is such an address.
"""

from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from typing import Any

from flask import Request
from flask import url_for
from werkzeug.datastructures import MultiDict

from ledger.domain.months import ends
from ledger.domain.months import is_named
from ledger.domain.months import stretch
from ledger.services.narrowing import Narrowed
from ledger.services.saved import Wanted

DEEPEST = 500
SORTS = ("best", "newest", "oldest")
_LONGEST = 2000
_MOST_VALUES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an address asks for."""

    wanted: Wanted = field(default_factory=Wanted)
    page: int = 1
    saved: str = ""
    """The id of the saved search that it began with."""

    @property
    def q(self) -> str:
        """Return the words."""
        return self.wanted.words

    @property
    def narrowed(self) -> Narrowed:
        """Return what it is narrowed to beside the words."""
        return self.wanted.narrowed

    @property
    def narrow(self) -> bool:
        """Tell whether it is narrowed at all."""
        return bool(self.narrowed.values)

    @property
    def sort(self) -> str:
        """Return what comes first."""
        return self.wanted.sort

    @property
    def anything(self) -> bool:
        """Tell whether anything is asked for at all."""
        return bool(self.q or self.narrow)

    @property
    def kept(self) -> list[tuple[str, str]]:
        """Return what stays when other words are typed."""
        listed = [
            (name, value)
            for name, values in self.narrowed.values.items()
            for value in values
        ]
        sort = [("sort", self.sort)] if self.sort != "best" else []
        return listed + sort + ([("saved", self.saved)] if self.saved else [])

    def address(self, **changes: Any) -> str:
        """Return the address that asks for the same with something changed.

        Args:
            changes: of ``words``, ``narrowed``, ``sort``, ``saved`` or ``page``.
        """
        own = {name: changes.pop(name) for name in ("saved", "page") if name in changes}
        wanted = replace(self.wanted, **changes)
        changed = replace(self, wanted=wanted, **{"page": 1, **own})
        values = changed.parameters()
        if changed.page > 1:
            values["page"] = changed.page
        return url_for("search.results", **values)

    def parameters(self) -> dict[str, Any]:
        """Return what stands in an address of it, but for the page."""
        values: dict[str, Any] = {"q": self.q or None}
        for name, value in self.kept:
            values.setdefault(name, []).append(value)
        return values

    def sheet(self) -> str:
        """Return the address of a sheet of all that is found."""
        values = replace(self, saved="").parameters()
        return url_for("search.sheet", **values)

    def turned(self, number: int) -> str:
        """Return the address of another page of the same."""
        return self.address(page=number)

    def having(self, facet: str, *values: str) -> str:
        """Return the address with just these values of a facet."""
        return self.address(narrowed=replace(self.narrowed, **{facet: values}))

    def toggled(self, facet: str, value: str) -> str:
        """Return the address with a value of a facet, or without where it has it."""
        chosen: tuple[str, ...] = getattr(self.narrowed, facet)
        if value in chosen:
            return self.having(facet, *(each for each in chosen if each != value))
        return self.having(facet, *chosen, value)

    def everywhere(self, **changes: Any) -> str:
        """Return the address that is narrowed to nothing."""
        return self.address(narrowed=Narrowed(), **changes)


def asked(request: Request) -> Asked:
    """Return what a request asks for; what makes no sense is left out."""
    return of(request.args)


def of(given: MultiDict[str, str]) -> Asked:
    """Return what the values of an address ask for."""
    months = [each for each in given.getlist("month") if is_named(each)]
    since, until = given.get("since", ""), given.get("until", "")
    if is_named(since) and is_named(until):
        months = [stretch(*ends(since)[:1], *ends(until)[1:])]
    sort = given.get("sort", "best")
    return Asked(
        wanted=Wanted(
            words=given.get("q", "").strip()[:_LONGEST],
            narrowed=Narrowed(
                project=_values(given.getlist("project")),
                kind=_values(given.getlist("kind")),
                author=_values(given.getlist("author")),
                month=_values(months),
                language=_values(given.getlist("language")),
                client=_values(given.getlist("client")),
                thread=_values(given.getlist("thread")),
            ),
            sort=sort if sort in SORTS else "best",
        ),
        page=max(1, min(given.get("page", 1, type=int), DEEPEST)),
        saved=given.get("saved", ""),
    )


def _values(given: list[str]) -> tuple[str, ...]:
    """Return values, each once."""
    listed = dict.fromkeys(value for value in given if value)
    return tuple(listed)[:_MOST_VALUES]
