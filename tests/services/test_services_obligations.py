"""Obligations as they are recorded, and what the log makes of them again."""

import csv
import io
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ledger.config import Config
from ledger.domain.delay import State
from ledger.domain.errors import BadInputError
from ledger.domain.errors import NotFoundError
from ledger.domain.errors import QuoteNotFoundError
from ledger.domain.obligation import DayBy
from ledger.domain.obligation import FactKind
from ledger.domain.obligation import Milestone
from ledger.domain.obligation import Obligation
from ledger.domain.obligation_errors import ObligationStateError
from ledger.domain.project import Project
from ledger.opened import Ledger
from ledger.services import calendars
from ledger.services import delay_lists
from ledger.services import facts
from ledger.services import inputs
from ledger.services import notices
from ledger.services import obligations
from ledger.services import owing
from ledger.services import projects
from ledger.services import rebuilding
from ledger.services import reminders
from ledger.services import slips
from ledger.services import tongues
from ledger.services.facts import Told
from ledger.services.inputs import Parts
from ledger.services.obligations import NewObligation
from ledger.services.passages import Words
from ledger.services.slips import NewSlip
from tests.acts import ACTOR
from tests.acts import every_document
from tests.acts import nord
from tests.conftest import Clock
from tests.duties import DUE
from tests.duties import owe

LATER = date(2025, 4, 1)


@pytest.fixture(scope="module")
def owed_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with photos that came late, and texts of which nothing is known."""
    home = tmp_path_factory.mktemp("owed") / "home"
    opened = Ledger(Config(home=home, boxes=1), Clock())
    found = owe(opened, nord(opened))
    passage = Words(document=found.passage.document, quote="The client supplies forty")
    new = NewObligation(what="Texts", due=DUE, words=passage, clause="6.1")
    obligations.record(opened, ACTOR, "NORD", new)
    opened.close()
    return home


@pytest.fixture
def ledger(config: Config, clock: Clock, owed_home: Path) -> Iterator[Ledger]:
    shutil.copytree(owed_home, config.home)
    opened = Ledger(config, clock)
    yield opened
    opened.close()


@pytest.fixture
def project(ledger: Ledger) -> Project:
    return projects.find(ledger, "NORD")


@pytest.fixture
def photos(ledger: Ledger) -> Obligation:
    return owing.find(ledger, "O-1").obligations[0].obligation


@pytest.fixture
def texts(ledger: Ledger) -> Obligation:
    """An obligation about which nothing is known yet."""
    return owing.find(ledger, "O-2").obligations[0].obligation


def test_what_is_owed_comes_from_a_term_with_its_words(photos: Obligation) -> None:
    assert (photos.label, photos.what, photos.due) == ("O-1", "Photos", DUE)
    assert photos.clause == "6.1"
    assert photos.passage.quote.startswith("6.1 The client supplies forty photos")
    assert photos.term


def test_the_delay_is_counted_by_the_terms_in_force(ledger: Ledger) -> None:
    [found] = owing.find(ledger, "o-1", LATER).obligations

    assert found.agreed.counts is Milestone.USABLE
    assert found.counting is not None
    assert found.counting.late is not None
    assert (found.counting.late.calendar, found.counting.late.working) == (25, 19)
    assert found.counting.late.list_name == "LV"
    assert found.counting.late.warnings == ()
    [beside] = found.slips
    assert (beside.common.calendar, beside.common.working) == (3, 3)
    assert next(each.unknown for each in found.clocks) == (
        "nobody recorded when it was noticed"
    )


def test_before_the_contract_nothing_is_said_of_days(
    ledger: Ledger, photos: Obligation
) -> None:
    found = owing.find(ledger, photos.id, date(2025, 2, 2))

    assert found.counts is found.holidays is found.notice is None
    assert found.obligations[0].state is State.WAITING


def test_the_day_of_a_message_is_the_day_of_a_fact(photos: Obligation) -> None:
    [first, *_others] = photos.standing(FactKind.RECEIVED)
    reminded = photos.standing(FactKind.REMINDED)

    assert (first.day, first.day_by) == (date(2025, 2, 24), DayBy.SENT)
    assert first.passage is not None
    assert first.passage.quote == "eleven of them"
    assert [each.day for each in reminded] == [date(2025, 2, 25), date(2025, 3, 5)]
    assert photos.standing(FactKind.NOTIFIED)[0].day == date(2025, 2, 18)


def test_the_log_makes_the_same_rows_again(ledger: Ledger) -> None:
    before, after = io.StringIO(), io.StringIO()

    rebuilding.dump(ledger, before)
    rebuilding.projections_anew(ledger)
    rebuilding.dump(ledger, after)

    assert '["obligation_fact"' in before.getvalue()
    assert before.getvalue() == after.getvalue()


def test_a_fact_without_a_day_is_refused(ledger: Ledger, texts: Obligation) -> None:
    with pytest.raises(BadInputError, match="Say on which day"):
        inputs.receive(ledger, ACTOR, texts.id, Told(), Parts(number=1))


def test_a_day_that_has_not_come_is_refused(ledger: Ledger, texts: Obligation) -> None:
    with pytest.raises(BadInputError, match="has not come yet"):
        inputs.receive(
            ledger, ACTOR, texts.id, Told(on=date(2031, 1, 1)), Parts(number=1)
        )


@pytest.mark.parametrize(
    "parts",
    [
        Parts(number=-1),
        Parts(number=0),
        Parts(number=2, unusable=3),
        Parts(number=2, unusable=-1),
        Parts(replaced=-1),
    ],
)
def test_numbers_that_cannot_be_are_refused(
    ledger: Ledger, texts: Obligation, parts: Parts
) -> None:
    with pytest.raises(BadInputError):
        inputs.receive(ledger, ACTOR, texts.id, Told(on=DUE), parts)


def test_all_of_it_at_once_states_the_day(ledger: Ledger, texts: Obligation) -> None:
    parts = Parts(unusable=0, all_of_it=True)
    inputs.receive(ledger, ACTOR, texts.id, Told(on=date(2025, 2, 20)), parts)
    [found] = owing.find(ledger, texts.id).obligations

    assert found.state is State.USABLE
    assert found.delays[2].reached.day == date(2025, 2, 20)


def test_a_second_stated_day_is_refused_until_the_first_is_taken_back(
    ledger: Ledger, texts: Obligation
) -> None:
    told = Told(on=date(2025, 2, 20))
    made = inputs.complete(ledger, ACTOR, texts.id, told)
    with pytest.raises(ObligationStateError, match="stated already"):
        inputs.complete(ledger, ACTOR, texts.id, told)
    facts.take_back(ledger, ACTOR, made.standing()[0].id, "another day")

    again = inputs.complete(ledger, ACTOR, texts.id, Told(on=date(2025, 2, 21)))

    assert [each.day for each in again.standing()] == [date(2025, 2, 21)]
    with pytest.raises(ObligationStateError, match="taken back already"):
        facts.take_back(ledger, ACTOR, made.standing()[0].id, "twice")


def test_a_withdrawn_obligation_takes_nothing_more(
    ledger: Ledger, texts: Obligation
) -> None:
    obligations.withdraw(ledger, ACTOR, texts.id, "entered twice")

    with pytest.raises(ObligationStateError, match="restore it first"):
        inputs.receive(ledger, ACTOR, texts.id, Told(on=DUE), Parts(number=1))
    with pytest.raises(ObligationStateError, match="withdrawn already"):
        obligations.withdraw(ledger, ACTOR, texts.id, "again")
    assert not owing.find(ledger, texts.id).open


def test_what_was_noticed_belongs_to_what_came(
    ledger: Ledger, texts: Obligation
) -> None:
    told = Told(on=date(2025, 2, 20))
    made = inputs.receive(ledger, ACTOR, texts.id, told, Parts(number=3))
    came = made.standing()[0].id

    with pytest.raises(BadInputError, match="of what came"):
        inputs.notice(ledger, ACTOR, texts.id, told, unusable=1)
    with pytest.raises(BadInputError, match="More parts"):
        inputs.notice(ledger, ACTOR, texts.id, told, about=came, unusable=4)
    with pytest.raises(BadInputError, match="nothing that came"):
        inputs.notice(ledger, ACTOR, texts.id, told, about="f_none")
    inputs.notice(ledger, ACTOR, texts.id, told, about=came, unusable=1)
    [found] = owing.find(ledger, texts.id).obligations
    assert found.clocks[0].noticed == date(2025, 2, 20)


def test_a_reminder_is_a_message_of_ours(ledger: Ledger, photos: Obligation) -> None:
    named = {each.name: each.id for each in every_document(ledger)}

    theirs = Told(words=Words(document=named["photos.eml"]))
    with pytest.raises(BadInputError, match="Ines Invented of the client wrote this"):
        reminders.remind(ledger, ACTOR, photos.id, theirs, as_notice=False)
    twice = Told(words=Words(document=named["reminder-1.eml"]))
    with pytest.raises(ObligationStateError, match="linked already"):
        reminders.remind(ledger, ACTOR, photos.id, twice, as_notice=False)
    with pytest.raises(BadInputError, match="Name the message"):
        reminders.remind(ledger, ACTOR, photos.id, Told(), as_notice=False)


@pytest.mark.parametrize(
    ("new", "error"),
    [
        (NewObligation(what="Texts"), BadInputError),
        (NewObligation(), BadInputError),
        (NewObligation(what="Texts", expected=0), BadInputError),
        (NewObligation(what="Texts", term="t_none"), NotFoundError),
    ],
)
def test_nothing_is_owed_that_nothing_says(
    ledger: Ledger, new: NewObligation, error: type[Exception]
) -> None:
    with pytest.raises(error):
        obligations.record(ledger, ACTOR, "NORD", new)


def test_words_that_say_it_have_to_stand_there(
    ledger: Ledger, texts: Obligation
) -> None:
    words = Words(document=texts.passage.document, quote="the client owes a castle")
    with pytest.raises(QuoteNotFoundError):
        obligations.record(
            ledger, ACTOR, "NORD", NewObligation(what="A castle", words=words)
        )


def test_terms_that_are_recorded_are_proposed_no_more(
    ledger: Ledger, photos: Obligation, project: Project
) -> None:
    assert obligations.proposed(ledger, project, LATER) == []
    obligations.withdraw(ledger, ACTOR, photos.id, "to see")
    [term] = obligations.proposed(ledger, project, LATER)
    assert term.id == photos.term


@pytest.mark.parametrize(
    "new",
    [
        NewSlip(what="Drafts", due=DUE, done=DUE, why="ill"),
        NewSlip(what="Drafts", due=DUE, done=date(2031, 1, 1), why="ill"),
        NewSlip(what="Drafts", due=DUE, done=date(2025, 2, 18)),
        NewSlip(what=" ", due=DUE, done=date(2025, 2, 18), why="ill"),
    ],
)
def test_what_was_in_time_or_has_no_reason_is_no_slip(
    ledger: Ledger, new: NewSlip
) -> None:
    with pytest.raises(BadInputError):
        slips.record(ledger, ACTOR, "NORD", new)


def test_a_day_that_somebody_entered_is_left_out_and_named(
    ledger: Ledger, photos: Obligation
) -> None:
    day = date(2025, 3, 3)
    calendars.enter_day(ledger, ACTOR, "NORD", day, "Day of the town", works=False)
    [found] = owing.find(ledger, photos.id, LATER).obligations
    late = found.of(Milestone.USABLE).late

    assert late is not None
    assert late.working == 18
    assert [(each.name, each.entered) for each in late.holidays] == [
        ("Day of the town", True)
    ]


def test_a_window_of_a_project_leaves_out_its_holidays(
    ledger: Ledger, project: Project
) -> None:
    found = calendars.window(ledger, project, date(2025, 6, 20), 5, "working-day")

    assert found.end == date(2025, 7, 1)
    assert len(found.counted.holidays) == 2


def test_a_sheet_of_delays_has_our_own_slips_in_each_line(
    ledger: Ledger, project: Project
) -> None:
    sheet = delay_lists.sheet(owing.of(ledger, project, LATER))
    [line, texts] = csv.DictReader(io.StringIO(sheet.removeprefix("\ufeff")))

    assert tuple(line) == delay_lists.COLUMNS
    assert (line["complete"], line["usable"]) == ("2025-03-12", "2025-03-14")
    assert line["complete: working days late"] == "17"
    assert line["usable: calendar days late"] == "25"
    assert line["which day counts"] == "usable"
    assert line["our own slips"] == (
        "S-2 Drafts: due 2025-03-04, 2025-03-07, 3 calendar days late "
        "(Our designer was ill.)"
    )
    assert (texts["usable"], texts["late so far"]) == ("not yet", "yes")


@pytest.mark.parametrize("language", tongues.LANGUAGES)
def test_a_draft_says_the_facts_our_own_part_first(
    ledger: Ledger, photos: Obligation, language: str
) -> None:
    text = notices.draft(owing.find(ledger, photos.id, LATER), language).text

    assert "{" not in text
    assert text.index("Drafts") < text.index("2025", text.index("–"))
    for number in ("11", "40", "29", "23", "17", "25", "19", "LV"):
        assert number in text
    blame = ("fault", "blame", "breach", "вин", "culp", "vina", "наруш")
    assert not any(word in text.casefold() for word in blame)


def test_a_draft_takes_the_language_of_what_the_client_sent(
    ledger: Ledger, photos: Obligation
) -> None:
    assert notices.language_of(owing.find(ledger, photos.id)) == "en"
