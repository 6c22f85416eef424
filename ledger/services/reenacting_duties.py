"""Reenact what the client of a sample project owes, as its manager recorded it.

Each step looks at what is there first, so an interrupted telling goes on where it broke
off.
"""

from collections.abc import Mapping

from ledger.domain import provision_rules as rules
from ledger.domain.obligation import FactKind
from ledger.domain.obligation import Obligation
from ledger.domain.project import Project
from ledger.opened import Ledger
from ledger.samples import duties
from ledger.samples import folder
from ledger.samples.duties import Duty
from ledger.samples.duties import Happened
from ledger.samples.duties import Spot
from ledger.samples.mails import said_in
from ledger.samples.story import Story
from ledger.services import contracts
from ledger.services import inputs
from ledger.services import obligations
from ledger.services import owing
from ledger.services import projects
from ledger.services import reminders
from ledger.services import slips
from ledger.services.facts import Told
from ledger.services.inputs import Parts
from ledger.services.obligations import NewObligation
from ledger.services.passages import Words
from ledger.services.reenacting import ACTOR
from ledger.services.slips import NewSlip

Paths = Mapping[str, str]


def record(ledger: Ledger, story: Story, paths: Paths) -> None:
    """Record terms, slips and obligations of a story, where they are missing."""
    told = duties.of(story)
    if not told.obligations:
        return
    project = projects.find(ledger, story.key)
    _agree(ledger, story, project, paths)
    known = {each.what for each in slips.of_project(ledger, project)}
    for each in told.slips:
        if each.what not in known:
            new = NewSlip(
                what=each.what,
                due=each.due,
                done=each.done,
                why=each.why,
                deliverable=each.deliverable,
                words=_words(story, each.spot, paths),
            )
            slips.record(ledger, ACTOR, story.key, new)
    found = {
        each.obligation.what: each.obligation
        for each in owing.of(ledger, project).obligations
    }
    for duty in told.obligations:
        made = found.get(duty.what) or _owe(ledger, story, duty, paths)
        for happened in duty.facts[_number(made) :]:
            _tell(ledger, story, made, happened, paths)


def _agree(ledger: Ledger, story: Story, project: Project, paths: Paths) -> None:
    known = {each.term.provision.name for each in contracts.terms(ledger, project)}
    for term in duties.of(story).terms:
        if term.name not in known:
            words = _words(story, term.spot, paths)
            contracts.add_term(
                ledger,
                ACTOR,
                story.key,
                rules.provision(term.name, term.value),
                document_key=words.document,
                words=words.quote,
                from_day=term.from_day,
                clause=term.clause,
            )


def _owe(ledger: Ledger, story: Story, duty: Duty, paths: Paths) -> Obligation:
    new = NewObligation(
        what=duty.what,
        due=duty.due,
        expected=duty.expected,
        clause=duty.clause,
        words=_words(story, duty.spot, paths),
    )
    return obligations.record(ledger, ACTOR, story.key, new)


def _number(made: Obligation) -> int:
    """Return how many of its facts are recorded; one may have stated a day as well."""
    return len([each for each in made.facts if each.kind is not FactKind.COMPLETED])


def _tell(
    ledger: Ledger, story: Story, made: Obligation, happened: Happened, paths: Paths
) -> None:
    told = Told(
        on=happened.on, words=_words(story, happened.spot, paths), note=happened.note
    )
    if happened.kind == FactKind.RECEIVED:
        parts = Parts(
            number=happened.parts,
            unusable=happened.unusable,
            all_of_it=happened.all_of_it,
        )
        inputs.receive(ledger, ACTOR, made.id, told, parts)
        return
    as_notice = happened.kind == FactKind.NOTIFIED
    reminders.remind(ledger, ACTOR, made.id, told, as_notice=as_notice)


def _words(story: Story, spot: Spot, paths: Paths) -> Words:
    if spot.paper:
        name = f"contracts/{story.paper(spot.paper).filename}"
        return Words(document=paths[name], quote=spot.quote)
    if not spot.mail:
        return obligations.NOWHERE
    said = said_in(story.mail(spot.mail), spot.quote) if spot.quote else ""
    names = folder.paths(story)
    return Words(document=paths[names[spot.mail]], quote=said)
