"""People: who writes, for whom, and from which addresses."""

import pytest

from ledger.domain.project import Side
from ledger.opened import Ledger
from ledger.services import filing
from ledger.services import projects
from tests.web.browser import ACTOR
from tests.web.browser import Browser
from tests.web.browser import folded
from tests.web.browser import mail
from tests.web.browser import take_in
from tests.web.browser import words

OLGA = {
    "name": "Ольга Иванова",
    "side": "client",
    "client": "Nord",
    "role": "marketing",
    "addresses": "Olga@nord.example\nolga@post.example",
}


def test_nobody_is_known_at_first(client: Browser) -> None:
    assert "Nobody is known yet" in client.read("/people")


def test_people_stand_by_client_with_roles_and_addresses(full: Browser) -> None:
    page = words(full.read("/people"))

    nord = page.partition("Vântul de Nord SRL")[2].partition("Our own people")[0]
    assert "Ольга Иванова marketing" in nord
    assert "o.ivanova@pochta.example" in nord
    assert "Maria Popescu account manager" in page.partition("Our own people")[2]


def test_a_new_person_files_what_waited_from_his_addresses(
    client: Browser, ledger: Ledger
) -> None:
    projects.add_project(ledger, ACTOR, "NORD", client="Nord", title="Site")
    take_in(ledger, {"a.eml": mail("olga@nord.example", "A", "a")})
    take_in(ledger, {"b.eml": mail("olga@post.example", "B", "b")})

    answer = client.submit("/people", **OLGA)

    assert answer.status_code == 303
    page = client.read("/people")
    assert "Ольга Иванова is known with olga@nord.example, olga@post.example." in page
    assert "2 waiting items were filed." in page
    assert filing.tray_size(ledger) == 0


def test_one_of_ours_has_no_client(client: Browser, ledger: Ledger) -> None:
    client.submit("/people", **{**OLGA, "side": "provider", "client": "ignored"})

    [person] = projects.people(ledger)

    assert (person.side, person.client) == (Side.PROVIDER, None)
    assert projects.clients(ledger) == []
    assert "Nothing waited from there." in client.read("/people")


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"name": ""}, "name", "Enter the name."),
        ({"client": " "}, "client", "Choose or enter the client."),
        (
            {"addresses": "ok@x.example, nonsense"},
            "addresses",
            "“nonsense” is no e-mail",
        ),
        ({"side": "third"}, "addresses", "is no side"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_the_rest_is_kept(
    client: Browser, ledger: Ledger, wrong: dict[str, str], field: str, sentence: str
) -> None:
    answer = client.submit("/people", **{**OLGA, **wrong})

    page = folded(answer.text)
    assert answer.status_code == 422
    assert f'id="e-{field}"' in page
    assert sentence in page
    assert 'value="marketing"' in page
    assert projects.people(ledger) == []


def test_an_address_is_added_and_files_what_waited(
    client: Browser, ledger: Ledger
) -> None:
    projects.add_project(ledger, ACTOR, "NORD", client="Nord", title="Site")
    client.submit("/people", **OLGA)
    [person] = projects.people(ledger)
    take_in(ledger, {"a.eml": mail("new@nord.example", "A", "a")})
    address = f"/people/{person.id}/addresses"

    answer = client.submit(address, address="new@nord.example")

    assert answer.location == f"/people#s-{person.id}"
    assert "1 waiting item was filed." in client.read("/people")


def test_a_wrong_address_is_said_at_its_person(client: Browser, ledger: Ledger) -> None:
    client.submit("/people", **OLGA)
    [person] = projects.people(ledger)
    address = f"/people/{person.id}/addresses"

    empty = client.submit(address, address="")
    wrong = client.submit(address, address="<b>")

    assert empty.status_code == wrong.status_code == 422
    assert "Enter the address." in empty.text
    assert f'id="ae-{person.id}"' in wrong.text
    assert 'value="&lt;b&gt;"' in wrong.text
    assert len(projects.people(ledger)[0].addresses) == 2


def test_an_address_of_nobody_is_not_found(client: Browser) -> None:
    answer = client.submit("/people/s_none/addresses", address="a@b.example")

    assert answer.status_code == 404
