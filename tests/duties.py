"""Obligations for tests: one of forty photos, and facts about it."""

from dataclasses import replace
from datetime import date
from typing import Any

from ledger.domain.contract import Term
from ledger.domain.obligation import Fact
from ledger.domain.obligation import FactKind
from ledger.domain.obligation import Obligation
from ledger.domain.obligation import Slip
from ledger.domain.project import Project
from ledger.domain.provision_rules import provision
from ledger.domain.request import Passage
from ledger.opened import Ledger
from ledger.services import calendars
from ledger.services import contracts
from ledger.services import facts
from ledger.services import inputs
from ledger.services import obligations
from ledger.services import owing
from ledger.services import reminders
from ledger.services import slips
from ledger.services.facts import Told
from ledger.services.inputs import Parts
from ledger.services.obligations import NewObligation
from ledger.services.passages import Words
from ledger.services.slips import NewSlip
from tests.acts import ACTOR
from tests.acts import CLIENT
from tests.acts import every_document
from tests.acts import OURS
from tests.acts import take_in

DUE = date(2025, 2, 17)


def fact(number: int, kind: FactKind, day: date, **values: object) -> Fact:
    """Return a fact about the obligation of these tests."""
    made = Fact(id=f"f_{number}", obligation="o", kind=kind, day=day, position=number)
    return replace(made, **values)  # type: ignore[arg-type]


def owed(*told: Fact, due: date | None = DUE, expected: int | None = 40) -> Obligation:
    """Return an obligation with facts about it."""
    return Obligation(
        id="o",
        label="O-1",
        project="p",
        what="Photos",
        due=due,
        expected=expected,
        clause="6.1",
        passage=Passage(document="d", quote="photos by 17 February"),
        term=None,
        withdrawn=None,
        position=0,
        facts=told,
    )


def slip(number: int, due: date, done: date | None, **values: object) -> Slip:
    """Return a slip of ours."""
    made = Slip(
        id=f"s_{number}",
        label=f"S-{number}",
        project="p",
        what="Drafts",
        deliverable=None,
        due=due,
        done=done,
        why="Illness",
        passage=None,
        withdrawn=None,
        position=number,
    )
    return replace(made, **values)  # type: ignore[arg-type]


def dated(number: int, day: date, words: str, *, ours: bool = False) -> bytes:
    """Return a mail of a day: of the client, or of ours."""
    sender, to = (OURS, CLIENT) if ours else (CLIENT, OURS)
    return (
        f"From: <{sender}>\nTo: <{to}>\nSubject: Photos\n"
        f"Message-ID: <duty-{number}@mail.example>\n"
        f"Date: {day:%a, %d %b %Y} 10:00:00 +0200\n\n{words}\n"
    ).encode()


CONTRACT = (
    b"6.1 The client supplies forty photos by 17 February 2025.\n"
    b"6.2 A delay ends when the input is usable.\n"
    b"6.3 Notice is given within 5 working days of noticing.\n"
    b"6.4 Working days leave out the holidays of Latvia.\n"
)


REMINDED = (date(2025, 2, 18), date(2025, 2, 25), date(2025, 3, 5))


def agree(ledger: Ledger, name: str, value: str, words: str, **parts: Any) -> Term:
    """Record a term at words of the contract of these tests."""
    document = next(d for d in every_document(ledger) if d.name == "duties.txt")
    return contracts.add_term(
        ledger,
        ACTOR,
        "NORD",
        provision(name, value, **parts),
        document_key=document.id,
        words=words,
        from_day=date(2025, 2, 3),
        clause=words[:3],
    )


def owe(ledger: Ledger, project: Project) -> Obligation:
    """Do everything once that can be done with an obligation, and leave it late."""
    files = {
        f"reminder-{number}.eml": dated(number, day, "May we ask again?", ours=True)
        for number, day in enumerate(REMINDED)
    }
    files["duties.txt"] = CONTRACT
    files["photos.eml"] = dated(9, date(2025, 2, 24), "Here are eleven of them.")
    take_in(ledger, files, project)
    named = {each.name: each.id for each in every_document(ledger)}
    agree(ledger, "input-counts", "usable", "6.2 A delay ends when the input is usable")
    agree(ledger, "holidays", "LV", "6.4 Working days leave out the holidays of Latvia")
    words = "6.3 Notice is given within 5 working days"
    agree(ledger, "notice-period", "5", words, unit="working-day")
    words = "6.1 The client supplies forty photos by 17 February 2025"
    term = agree(ledger, "client-obligation", "Photos", words, due=DUE)
    new = NewObligation(term=term.id, expected=40)
    found = obligations.record(ledger, ACTOR, "NORD", new)
    key = found.id
    obligations.withdraw(ledger, ACTOR, key, "a trial")
    obligations.restore(ledger, ACTOR, key, "it is owed")
    mail = Told(words=Words(document=named["photos.eml"], quote="eleven of them"))
    inputs.receive(ledger, ACTOR, key, mail, Parts(number=11, unusable=0))
    rest = Told(on=date(2025, 3, 12))
    inputs.receive(ledger, ACTOR, key, rest, Parts(number=29, unusable=5))
    copies = Told(on=date(2025, 3, 14), note="by disk")
    found = inputs.receive(ledger, ACTOR, key, copies, Parts(replaced=5))
    inputs.complete(ledger, ACTOR, key, rest)
    inputs.find_usable(ledger, ACTOR, key, copies)
    came = found.standing(FactKind.RECEIVED)[1].id
    seen = Told(on=date(2025, 3, 13))
    noticed = inputs.notice(ledger, ACTOR, key, seen, about=came)
    last = noticed.standing(FactKind.NOTICED)[0].id
    facts.take_back(ledger, ACTOR, last, "nobody knows when it was")
    for number in range(len(REMINDED)):
        sent = Told(words=Words(document=named[f"reminder-{number}.eml"]))
        linked = reminders.remind(ledger, ACTOR, key, sent, as_notice=False)
    unlinked = linked.standing(FactKind.REMINDED)[0]
    facts.take_back(ledger, ACTOR, unlinked.id, "the wrong one")
    sent = Told(words=Words(document=named["reminder-0.eml"]))
    reminders.remind(ledger, ACTOR, key, sent, as_notice=True)
    late = NewSlip(
        what="Drafts",
        due=date(2025, 3, 4),
        done=date(2025, 3, 7),
        why="Our designer was ill.",
    )
    gone = slips.record(ledger, ACTOR, "NORD", late)
    slips.withdraw(ledger, ACTOR, gone.id, "entered twice")
    slips.record(ledger, ACTOR, "NORD", late)
    day = date(2025, 3, 3)
    off = calendars.enter_day(
        ledger, ACTOR, "NORD", day, "Day of the town", works=False
    )
    calendars.withdraw_day(ledger, ACTOR, off.id, "not this year")
    return owing.find(ledger, key).obligations[0].obligation
