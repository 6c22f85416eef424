"""Summaries: what we understood of a round, for the client to confirm by a day.

It quotes the client's own words as he wrote them, says what of them was asked before,
what is a question and what waits for a choice, and asks for one thing: a word by a day.
It is never sent from here: a person reads it, changes it and sends it, or does not.
"""

from collections import Counter
from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ledger.domain.contract import in_force
from ledger.domain.contract import Term
from ledger.domain.document import Document
from ledger.domain.errors import BadInputError
from ledger.domain.laid import Laid
from ledger.domain.laid import Place
from ledger.domain.point import PointGround
from ledger.domain.project import Project
from ledger.domain.provision import RoundDefinition
from ledger.domain.provision import TermName
from ledger.domain.request import Request
from ledger.domain.sentence import said
from ledger.domain.sentence import Sentence
from ledger.domain.working_days import DayUnit
from ledger.domain.working_days import Window
from ledger.domain.working_days import window_end
from ledger.opened import Ledger
from ledger.services import calendars
from ledger.services import revisions
from ledger.services import round_finding
from ledger.services import tongues
from ledger.services.round_finding import FoundRound
from ledger.services.tongues import Draft
from ledger.services.tongues import LANGUAGES
from ledger.services.tongues import Tongue
from ledger.store import documents
from ledger.store import requests
from ledger.store.database import Tx

PATIENCE = 2
"""How many working days on a confirmation is asked for, where nobody says a day."""

_HEADS = {
    PointGround.DUPLICATE: "repeated_head",
    PointGround.QUESTION: "questions_head",
    PointGround.DEFECT: "defects_head",
    PointGround.GOODWILL: "goodwill_head",
    PointGround.CHANGE_ORDER: "apart_head",
    PointGround.REWORK: "rework_head",
}
_WAITING = {Place.LATE: "late_head", Place.CONFIRMED: "confirmed_head"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A request in a summary."""

    laid: Laid
    request: Request
    document: Document
    number: int | None = None
    """As the client reads it, of a point that the round is made of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What there is to say of a round."""

    found: FoundRound
    items: tuple[Item, ...]
    """The points that the round is made of, numbered."""

    others: tuple[Item, ...]
    """Requests beside them that make no round: repeated ones, questions …"""

    waiting: tuple[Item, ...]
    """Wishes that came too late and wait for a choice."""

    first: dict[str, Request]
    """The first mentions of what is repeated, by their ids."""

    window: Term | None
    """The term that says how long the delivery can be answered."""

    by: date
    proposed: Window
    """The day that is proposed, with the days left out."""

    works: bool
    """Whether the day to confirm by is a working day."""

    @property
    def past(self) -> Sentence | None:
        """Return that the day to confirm by is past; None where it is not."""
        if self.by >= self.proposed.start:
            return None
        return said("%(day)s is past; choose a day from today on.", day=self.by)

    def of(self, ground: PointGround) -> list[Item]:
        """Return the requests beside the points that are of a kind."""
        return [each for each in self.others if each.laid.point.ground is ground]

    def number_of(self, key: str | None) -> int | None:
        """Return the number of a request among the points; None where it has none."""
        return next((one.number for one in self.items if one.request.id == key), None)


def numbered(
    ledger: Ledger, project: Project, key: str, number: int, by: date | None = None
) -> Summary:
    """Return the summary of a round of a deliverable, by its number.

    Raises:
        NotFoundError: there is no such round.
        BadInputError: no wish is recorded in it.
    """
    return _made(
        ledger, by, lambda tx: round_finding.numbered(tx, project, key, number)
    )


def of_round(
    ledger: Ledger, project: Project, key: str, by: date | None = None
) -> Summary:
    """Return the summary of a round as ``numbered`` does, by its id."""
    return _made(ledger, by, lambda tx: round_finding.by_id(tx, project, key))


def language_of(found: Summary) -> str:
    """Return the language of most of the client's words; English where that is none."""
    known = Counter(
        each.document.language
        for each in found.items
        if each.document.language in LANGUAGES
    )
    [(language, _number)] = known.most_common(1) or [(LANGUAGES[0], 0)]
    return str(language)


def draft(found: Summary, language: str) -> Draft:
    """Return the text of a summary."""
    tongue = tongues.tongue(__file__, language)
    line, delivery = found.found.line, found.found.delivery
    what = found.found.deliverable.title
    numbers = {"number": line.number, "count": len(found.items)}
    day = delivery.on if delivery else None
    intro = "intro" if day else "intro_without"
    parts = [
        tongue.say("hello"),
        tongue.say(intro, what=what, day=day, **numbers),
        "\n".join(_point(tongue, each) for each in found.items),
        *_beside(tongue, found),
        *_late(tongue, found),
        _closing(tongue, found),
    ]
    subject = tongue.say("subject", what=what, number=line.number)
    return Draft(language, subject, "\n\n".join(parts))


def _point(tongue: Tongue, item: Item) -> str:
    return f"{item.number}. {_quoted(tongue, item)}"


def _beside(tongue: Tongue, found: Summary) -> Iterator[str]:
    for ground, head in _HEADS.items():
        listed = found.of(ground)
        if listed:
            told = [
                f"– {_quoted(tongue, one)}{_first(tongue, found, one)}"
                for one in listed
            ]
            yield "\n".join([tongue.say(head), *told])


def _first(tongue: Tongue, found: Summary, item: Item) -> str:
    """Return where something was asked for the first time."""
    key = item.laid.point.of
    if key is None:
        return ""
    number = found.number_of(key)
    if number:
        return tongue.say("as_point", number=number)
    return tongue.say("as_words", quote=_one_line(found.first[key].passage.quote))


def _late(tongue: Tongue, found: Summary) -> Iterator[str]:
    for place, head in _WAITING.items():
        listed = [each for each in found.waiting if each.laid.place is place]
        if listed:
            laid = listed[0].laid
            told = [f"– {_quoted(tongue, each)}" for each in listed]
            clause = _clause(tongue, found.window)
            day = laid.window if place is Place.LATE else laid.confirmed
            yield "\n".join([tongue.say(head, day=day, clause=clause), *told])


def _clause(tongue: Tongue, term: Term | None) -> str:
    if term is None:
        return ""
    if term.clause:
        return tongue.say("clause", clause=term.clause)
    return tongue.say("agreed", quote=_one_line(term.quote))


def _closing(tongue: Tongue, found: Summary) -> str:
    confirmation = found.found.line.round.confirmation
    if confirmation:
        return tongue.say("closing_confirmed", day=confirmation.on)
    return tongue.say("closing", by=tongue.day(found.by, "full"))


def _quoted(tongue: Tongue, item: Item) -> str:
    """Return the client's words in one line, with their day and writer."""
    day = item.laid.point.day
    told = [tongue.day(day) if day else "", item.request.writer.name]
    source = ", ".join(filter(None, told))
    text = tongue.say("quote", quote=_one_line(item.request.passage.quote))
    return f"{text} ({source})" if source else text


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _made(ledger: Ledger, by: date | None, find: Callable[[Tx], FoundRound]) -> Summary:
    with ledger.db.reading() as tx:
        found = find(tx)
        points = [each for each in found.inside if each.point.counts]
        if not points:
            raise BadInputError(
                said("No wish is recorded in this round; there is nothing to confirm.")
            )
        others = [each for each in found.laid if _is_beside(found, each)]
        late = [each for each in found.laid if _waits(found, each)]
        listed = {each.id: each for each in requests.of_project(tx, found.project.id)}
        keys = {each.point.document for each in (*points, *others, *late)}
        papers = {each.id: each for each in documents.get_many(tx, keys)}
        today = revisions.today(ledger, found.project)
        calendar = calendars.of(tx, found.project, today, [today, by or today])

    def item(laid: Laid, number: int | None = None) -> Item:
        return Item(
            laid=laid,
            request=listed[laid.point.request],
            document=papers[laid.point.document],
            number=number,
        )

    proposed = window_end(today, PATIENCE, DayUnit.WORKING, calendar)
    return Summary(
        found=found,
        items=tuple(item(each, number) for number, each in enumerate(points, 1)),
        others=tuple(map(item, others)),
        waiting=tuple(map(item, late)),
        first=listed,
        window=_window(found),
        by=by or proposed.end,
        proposed=proposed,
        works=calendar.is_working(by or proposed.end),
    )


def _window(found: FoundRound) -> Term | None:
    delivery = found.delivery
    if delivery is None:
        return None
    return in_force(found.terms, TermName.REVIEW_WINDOW, delivery.on)


def _is_beside(found: FoundRound, laid: Laid) -> bool:
    """Tell whether a request that is no wish belongs beside the points of a round."""
    if laid.point.counts:
        return False
    if laid.round == found.line.round.id:
        return True
    return laid.place is Place.GROUND and not _by_message(laid) and _same(found, laid)


def _waits(found: FoundRound, laid: Laid) -> bool:
    """Tell whether a wish waits for a choice whether it is of this round."""
    if laid.place is Place.CONFIRMED and _by_message(laid):
        same = laid.point.document in found.line.round.documents
        return same and _same(found, laid)
    return laid.place in _WAITING and _same(found, laid)


def _by_message(laid: Laid) -> bool:
    rule = laid.definition.provision.value if laid.definition else ""
    return rule == RoundDefinition.EACH_MESSAGE


def _same(found: FoundRound, laid: Laid) -> bool:
    own = found.delivery
    return bool(own and laid.delivery and own.id == laid.delivery.id)
