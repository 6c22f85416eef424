"""Asking name servers: whom a setting names, and no more than a name."""

from datetime import datetime
from datetime import UTC

import pytest

from ledger.config import Config
from ledger.domain import resolver
from ledger.domain.resolver import Server
from ledger.domain.signatures import Asked
from ledger.services import resolving
from tests.names import name_server

NAME = "s1._domainkey.client.example"


def now() -> datetime:
    return datetime(2025, 3, 14, 17, 0, tzinfo=UTC)


def test_a_long_answer_comes_back_whole() -> None:
    with name_server() as names:
        names.records[NAME] = "v=DKIM1; p=" + "A" * 700

        [answer] = resolving.of(names.address, now).ask([NAME])

    assert (answer.state, answer.text) == (Asked.ANSWERED, names.records[NAME])
    assert (answer.ttl, answer.resolver) == (300, names.address)
    assert answer.asked_at == "2025-03-14T17:00:00.000000Z"


def test_each_name_is_asked_for_once() -> None:
    with name_server() as names:
        resolvers = resolving.of(names.address, now)

        resolvers.ask([NAME, NAME])
        resolvers.ask([NAME])

    assert names.asked == [NAME]


def test_what_is_not_there_is_told_from_what_was_not_answered() -> None:
    with name_server() as names:
        [lost] = resolving.of(names.address, now).ask([NAME])
        names.refuses = True
        [refused] = resolving.of(names.address, now).ask([NAME])
        names.silent = True
        impatient = resolving.of(names.address, now)
        impatient.patience = 0.2
        [silent] = impatient.ask([NAME])

    assert lost.state is Asked.NO_SUCH_NAME
    assert refused.state is Asked.FAILED
    assert silent.state is Asked.TIME_OUT


def test_a_silent_resolver_is_soon_left_alone() -> None:
    with name_server() as names:
        names.silent = True
        impatient = resolving.of(names.address, now)
        impatient.patience = 0.1

        answers = impatient.ask([f"s{number}.client.example" for number in range(9)])

    assert {answer.state for answer in answers} == {Asked.TIME_OUT}
    assert len(set(names.asked)) == 2


def test_switched_off_nobody_is_asked() -> None:
    [answer] = resolving.of("off", now).ask([NAME])

    assert (answer.state, answer.problem) == (Asked.NOT_ASKED, "off")


def test_names_that_nobody_can_know_are_not_asked_of_the_machines_resolver() -> None:
    [answer] = resolving.of("system", now).ask([NAME])

    assert answer.state is Asked.NOT_ASKED


def test_the_usual_setting_asks_whom_the_machine_asks_anyway() -> None:
    assert Config.model_fields["resolvers"].default == "system"


@pytest.mark.parametrize(
    ("text", "server"),
    [
        ("192.0.2.1", Server("192.0.2.1", "192.0.2.1", 53)),
        ("192.0.2.1:5353", Server("192.0.2.1:5353", "192.0.2.1", 5353)),
        ("2001:db8::1", Server("2001:db8::1", "2001:db8::1", 53)),
        ("[2001:db8::1]:5353", Server("[2001:db8::1]:5353", "2001:db8::1", 5353)),
    ],
)
def test_a_resolver_is_named_by_its_address(text: str, server: Server) -> None:
    assert resolver.server(text) == server


@pytest.mark.parametrize("text", ["dns.example", "192.0.2.1:0", "192.0.2.1:x", "none"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no address of a resolver"):
        Config(resolvers=text)
