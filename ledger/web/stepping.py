"""Stepping: from one result of a search to the next, without going back to the list.

The address of a document keeps what was searched for: ``q`` (the words), ``narrow``
(what it was narrowed to, and the order) and ``hit`` (its number among the results).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl
from urllib.parse import urlencode

from flask import request
from flask import url_for
from werkzeug.datastructures import MultiDict

from ledger.domain.reading import Kind
from ledger.services import searching
from ledger.services.findings import Finding
from ledger.web import asked as asking
from ledger.web import places
from ledger.web.asked import Asked
from ledger.web.context import the_ledger

AT_ONCE = 20
"""How many results stand on one page of them."""

KEPT = ("q", "narrow", "hit")
_LONGEST = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """Where a document stands among the results of a search."""

    words: str
    number: int | None
    """Which of them it is, from 1; None where it is none of them any more."""

    total: int
    back: str
    """The address of the list, at this result."""

    before: str
    """The address of the result before it; empty for the first."""

    after: str


def address(finding: Finding, asked: Asked, number: int) -> str:
    """Return where a result opens: at its words, and knowing the search."""
    search: dict[str, Any] = {
        "q": asked.q or None,
        "narrow": urlencode(asked.kept) or None,
        "hit": number,
        "place": finding.at,
    }
    key = finding.document.id
    if finding.document.kind is Kind.CHAT:
        search.pop("place")
        return url_for("chats.show", key=key, **search)
    anchor = None if finding.at is None else places.anchor(finding.at)
    return url_for("documents.show", key=key, _anchor=anchor, **search)


def kept() -> dict[str, Any]:
    """Return what of the address says which search it belongs to."""
    return {name: request.args[name] for name in KEPT if request.args.get(name)}


def around(key: str) -> Steps | None:
    """Return the results before and after a document; None without a search."""
    asked = _asked()
    if not asked.anything:
        return None
    number = request.args.get("hit", 0, type=int)
    if not 0 < number <= asking.DEEPEST * AT_ONCE:
        return Steps(
            words=asked.q,
            number=None,
            total=0,
            back=asked.address(),
            before="",
            after="",
        )
    first = max(1, number - 1)
    found = searching.search(
        the_ledger(),
        asked.q,
        asked.narrowed,
        sort=asked.sort,
        limit=number + 2 - first,
        offset=first - 1,
    )
    listed = {first + at: each for at, each in enumerate(found.findings)}
    here = listed.get(number)
    stands = here is not None and key in (here.document.id, *here.originals)
    return Steps(
        words=asked.q,
        number=number if stands else None,
        total=found.total,
        back=_listed(asked, number),
        before=_step(listed, asked, number - 1),
        after=_step(listed, asked, number + 1),
    )


def _step(listed: Mapping[int, Finding], asked: Asked, number: int) -> str:
    return address(listed[number], asked, number) if number in listed else ""


def _listed(asked: Asked, number: int) -> str:
    """Return the address of the page of results with a result, at it."""
    turned = asked.address(page=(number - 1) // AT_ONCE + 1, saved=asked.saved)
    return f"{turned}#hit-{number}"


def _asked() -> Asked:
    """Return the search that the address of a document keeps."""
    given = MultiDict(parse_qsl(request.args.get("narrow", "")[:_LONGEST]))
    given.setlist("q", [request.args.get("q", "")])
    given.poplist("page")
    asked = asking.of(given)
    return replace(asked, page=1)
