"""Wanted: which requests a list shows, as its address says."""

from dataclasses import asdict
from dataclasses import dataclass
from typing import Self

from flask import url_for
from werkzeug.datastructures import MultiDict

from ledger.domain.access import Of
from ledger.services.accesses import Apart
from ledger.services.asking import Filters

_LONGEST = 2000
"""How many letters of words are looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a list was narrowed to, as it stands in its address."""

    key: str
    """Of the project; empty for all."""

    q: str = ""
    project: str = ""
    deliverable: str = ""
    round: str = ""
    person: str = ""
    state: str = ""
    warned: str = ""
    page: int = 1

    @classmethod
    def asked(cls, given: MultiDict[str, str], key: str) -> Self:
        """Return what the arguments of an address ask for."""
        names = ("project", "deliverable", "round", "person", "state", "warned")
        return cls(
            key=key,
            q=given.get("q", "").strip()[:_LONGEST],
            page=max(1, given.get("page", 1, type=int)),
            **{name: given.get(name, "") for name in names},
        )

    @property
    def filters(self) -> Filters:
        """Return them for the list."""
        return Filters(
            words=self.q,
            deliverable=self.deliverable,
            round=self.round,
            person=self.person,
            state=self.state,
            warned={"yes": True, "no": False}.get(self.warned),
        )

    @property
    def anything(self) -> bool:
        """Tell whether it was narrowed at all."""
        return bool(self.project) or self.filters != Filters()

    @property
    def apart(self) -> Apart:
        """Return what the access log keeps of it."""
        values = {**asdict(self), "page": ""}
        key = values.pop("key")
        if values["project"] == key:  # it stands in the key already
            values["project"] = ""
        return Apart(of=Of.REQUESTS, key=key, given=values)

    def address(self, **changes: object) -> str:
        """Return the address of the list with something changed."""
        values = {**asdict(self), "page": "", **changes}
        kept = {name: value for name, value in values.items() if value}
        return url_for("requests.listed", **kept)

    def turned(self, number: int) -> str:
        """Return the address of another page of the same."""
        return self.address(page=number)
