"""Terms and rounds as people enter them: checked, counted, and each with its source."""

from datetime import date

import pytest

from ledger.domain.contract import Term
from ledger.domain.errors import AlreadyThereError
from ledger.domain.errors import BadInputError
from ledger.domain.errors import NotFoundError
from ledger.domain.errors import QuoteNotFoundError
from ledger.domain.errors import RoundStateError
from ledger.domain.project import Project
from ledger.domain.provision_rules import provision
from ledger.domain.revision import Account
from ledger.opened import Ledger
from ledger.services import contracts
from ledger.services import projects
from ledger.services import revisions
from ledger.services import showing
from tests.acts import ACTOR
from tests.acts import every_document
from tests.acts import log_of
from tests.acts import mail
from tests.acts import nord
from tests.acts import take_in

CLAUSE = "4.2 Two  revision\nrounds are free; each further round costs EUR 130."


@pytest.fixture
def project(ledger: Ledger) -> Project:
    """A project with its contract and a deliverable; nothing entered yet."""
    made = nord(ledger)
    take_in(ledger, {"contract.txt": CLAUSE.encode(), "wish.eml": mail(1)})
    projects.add_deliverable(ledger, ACTOR, "NORD", "LOGO", "The logo")
    return made


def term(
    ledger: Ledger,
    name: str = "free-rounds",
    value: str = "2",
    words: str = "Two revision rounds are free",
    from_day: date = date(2025, 1, 1),
    currency: str | None = None,
) -> Term:
    unit = "round" if currency else None
    return contracts.add_term(
        ledger,
        ACTOR,
        "nord",
        provision(name, value, None, unit, currency),
        document_key=every_document(ledger)[0].id,
        words=words,
        from_day=from_day,
        clause=" 4.2 ",
    )


def account(ledger: Ledger, project: Project, on: date | None = None) -> Account:
    [standing] = revisions.standings(ledger, project, on)
    return standing.account


def test_a_term_keeps_the_words_as_they_stand_and_where(
    ledger: Ledger, project: Project
) -> None:
    made = term(ledger)

    assert made.quote == "Two  revision\nrounds are free"
    assert CLAUSE[made.start : made.end] == made.quote
    assert made.clause == "4.2"
    [known] = contracts.terms(ledger, project)
    assert (known.term, known.until) == (made, None)


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("words", ["Three rounds are free", "", " ", "two revision"])
def test_words_that_do_not_stand_there_are_refused_and_nothing_is_logged(
    ledger: Ledger, words: str
) -> None:
    before = len(log_of(ledger))

    with pytest.raises(QuoteNotFoundError, match="“contract”"):
        term(ledger, words=words)

    assert len(log_of(ledger)) == before


def test_a_document_with_a_term_becomes_a_contract_of_the_project(
    ledger: Ledger, project: Project
) -> None:
    term(ledger)
    term(ledger, "further-round-rate", "130", "EUR 130", currency="EUR")

    [(contract, document)] = contracts.contracts_of(ledger, project)
    assert contract.from_day == date(2025, 1, 1)
    assert [p.key for p, _ in showing.show(ledger, document.id).projects] == ["NORD"]
    with pytest.raises(BadInputError, match="already"):
        contracts.add_contract(ledger, ACTOR, "NORD", document.id, date(2025, 1, 1))


def test_a_later_term_takes_over_and_the_earlier_one_says_until_when(
    ledger: Ledger, project: Project
) -> None:
    first = term(ledger)
    second = term(ledger, value="3", from_day=date(2025, 3, 1))

    listed = contracts.terms(ledger, project)
    assert [(x.term.id, x.until) for x in listed] == [
        (first.id, date(2025, 3, 1)),
        (second.id, None),
    ]
    [held] = contracts.terms(ledger, project, date(2025, 2, 28))
    assert held.term.id == first.id


def test_a_round_from_a_mail_has_its_day_in_the_zone_of_the_project(
    ledger: Ledger, project: Project
) -> None:
    late = mail(2).replace(b"2 Jun 2025 09:02:00 +0300", b"2 Jun 2025 22:30:00 +0000")
    take_in(ledger, {"late.eml": late})
    document = every_document(ledger)[-1]

    opened = revisions.open_round(
        ledger, ACTOR, "NORD", "logo", on=None, document_keys=[document.id]
    )

    assert project.zone == "Europe/Chisinau"
    assert opened.opened_on == date(2025, 6, 3)
    assert opened.documents == (document.id,)


@pytest.mark.usefixtures("project")
def test_a_round_without_a_message_needs_its_day(ledger: Ledger) -> None:
    with pytest.raises(BadInputError, match="on which day"):
        revisions.open_round(ledger, ACTOR, "NORD", "LOGO", on=None)
    with pytest.raises(BadInputError, match="ground"):
        revisions.open_round(
            ledger, ACTOR, "NORD", "LOGO", on=date(2025, 2, 1), ground="whim"
        )
    with pytest.raises(NotFoundError):
        revisions.open_round(ledger, ACTOR, "NORD", "SITE", on=date(2025, 2, 1))


def test_rounds_are_counted_excluded_and_reinstated_with_reasons(
    ledger: Ledger, project: Project
) -> None:
    term(ledger)
    term(ledger, "further-round-rate", "130", "EUR 130", currency="EUR")
    rounds = [
        revisions.open_round(ledger, ACTOR, "NORD", "LOGO", on=date(2025, 2, day))
        for day in (1, 2, 3)
    ]
    assert [x.free for x in account(ledger, project).lines] == [True, True, False]

    out = revisions.exclude(ledger, ACTOR, rounds[0].id, " we were late ")
    assert out.excluded == "we were late"
    assert [x.free for x in account(ledger, project).lines] == [None, True, True]
    with pytest.raises(RoundStateError):
        revisions.exclude(ledger, ACTOR, out.id, "again")
    with pytest.raises(BadInputError, match="why"):
        revisions.reinstate(ledger, ACTOR, out.id, " ")

    revisions.reinstate(ledger, ACTOR, out.id, "we were not")
    found = account(ledger, project)
    assert [x.free for x in found.lines] == [True, True, False]
    assert (found.used, found.left) == (3, 0)
    assert str(found.next_round.price.money) == "130.00 EUR"
    with pytest.raises(RoundStateError):
        revisions.reinstate(ledger, ACTOR, out.id, "again")


def test_the_account_on_a_day_is_the_one_of_that_day(
    ledger: Ledger, project: Project
) -> None:
    term(ledger, value="1")
    term(ledger, value="3", from_day=date(2025, 3, 1))
    for day in (date(2025, 2, 1), date(2025, 2, 2), date(2025, 3, 2)):
        revisions.open_round(ledger, ACTOR, "NORD", "LOGO", on=day)

    before, after = (
        account(ledger, project, date(2025, 2, 28)),
        account(ledger, project),
    )

    assert (before.used, before.left) == (2, 0)
    assert (after.used, after.left) == (3, 0)
    assert [x.free for x in after.lines] == [True, False, True]


@pytest.mark.usefixtures("project")
def test_keys_are_unique_however_they_are_written(ledger: Ledger) -> None:
    with pytest.raises(AlreadyThereError):
        projects.add_deliverable(ledger, ACTOR, "NORD", "logo", "Again")
    with pytest.raises(AlreadyThereError):
        projects.add_project(ledger, ACTOR, "nord", client="Other", title="Again")
    for key in ("", "a b", "a/b", "a#b"):
        with pytest.raises(BadInputError):
            projects.add_project(ledger, ACTOR, key, client="Other", title="Title")
    with pytest.raises(BadInputError, match="no time zone"):
        projects.add_project(ledger, ACTOR, "X", client="C", title="T", zone="Mars")
    assert [each.key for each in projects.every(ledger)] == ["NORD"]


def test_a_client_is_the_same_however_it_is_written(
    ledger: Ledger, project: Project
) -> None:
    other = projects.add_project(
        ledger, ACTOR, "SUED", client=" NORDWIND invented ", title="More"
    )

    assert other.client == project.client
    assert len(projects.clients(ledger)) == 1
