"""Which of a person's words a page shows, as its address says."""

from dataclasses import dataclass
from datetime import date

from flask import url_for
from werkzeug.datastructures import MultiDict

from ledger.domain import moment
from ledger.domain.access import Of
from ledger.domain.errors import BadInputError
from ledger.domain.project import Person
from ledger.opened import Ledger
from ledger.services import projects
from ledger.services.accesses import Apart
from ledger.services.writings import Wanted

_LONGEST = 2000
"""How many letters of words are looked for."""

_DEEPEST = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a person's words are narrowed to."""

    person: str
    q: str
    project: str
    begin: date | None
    until: date | None
    """The first day that is left out."""

    page: int

    @property
    def anything(self) -> bool:
        """Tell whether they are narrowed at all."""
        return bool(self.q or self.project or self.begin or self.until)

    def turned(self, number: int) -> str:
        """Return the address of another page of the same."""
        turned = {**self._given, "page": str(number) if number > 1 else ""}
        kept = {name: value for name, value in turned.items() if value}
        return url_for("persons.show", key=self.person, _anchor="words", **kept)  # type: ignore[arg-type]

    @property
    def apart(self) -> Apart:
        """Return what the access log keeps of it."""
        return Apart(of=Of.PERSON, key=self.person, given=self._given)

    @property
    def _given(self) -> dict[str, str]:
        return {
            "q": self.q,
            "project": self.project,
            "from": self.begin.isoformat() if self.begin else "",
            "until": self.until.isoformat() if self.until else "",
        }

    def wanted(self, ledger: Ledger) -> Wanted:
        """Return it for the list.

        Raises:
            NotFoundError: there is no such project.
        """
        project = projects.find(ledger, self.project) if self.project else None
        return Wanted(
            words=self.q,
            project=project,
            from_day=self.begin,
            until_day=self.until,
        )


def asked(given: MultiDict[str, str], person: Person) -> Asked:
    """Return what the arguments of an address ask for; what makes no sense is not."""
    return Asked(
        person=person.id,
        q=given.get("q", "").strip()[:_LONGEST],
        project=given.get("project", ""),
        begin=_day(given.get("from", "")),
        until=_day(given.get("until", "")),
        page=max(1, min(given.get("page", 1, type=int), _DEEPEST)),
    )


def _day(text: str) -> date | None:
    try:
        return moment.parse_day(text) if text.strip() else None
    except BadInputError:
        return None
