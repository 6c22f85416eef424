"""People: who writes, for whom, and from which addresses."""

import re
from html import unescape

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

    answer = client.submit(f"/people/{person.id}/addresses", address="new@nord.example")

    assert answer.location == f"/people/{person.id}"
    page = client.read(answer.location)
    assert "new@nord.example is an address of Ольга Иванова." in page
    assert "1 waiting item was filed." in page


def test_a_wrong_address_is_said_at_its_field(client: Browser, ledger: Ledger) -> None:
    client.submit("/people", **OLGA)
    [person] = projects.people(ledger)
    address = f"/people/{person.id}/addresses"

    empty = client.submit(address, address="")
    wrong = client.submit(address, address="<b>")
    no_day = client.submit(address, address="a@b.example", until="soon")

    assert [each.status_code for each in (empty, wrong, no_day)] == [422] * 3
    assert "Enter the address." in empty.text
    assert 'id="pe-0"' in wrong.text
    assert 'value="&lt;b&gt;"' in wrong.text
    assert "“soon” is no day" in no_day.text
    assert len(projects.people(ledger)[0].addresses) == 2


def test_an_address_of_nobody_is_not_found(client: Browser) -> None:
    answer = client.submit("/people/s_none/addresses", address="a@b.example")

    assert answer.status_code == 404


def olga(client: Browser, ledger: Ledger, **others: str) -> str:
    """Add somebody and return the id."""
    before = {each.id for each in projects.people(ledger)}
    client.submit("/people", **{**OLGA, **others})
    [made] = [each.id for each in projects.people(ledger) if each.id not in before]
    return made


def undo(client: Browser, page: str) -> str:
    """Do what the message of a page offers, and return the page after it."""
    found = re.search(r'action="(/people/undo[^"]*)"', page)
    assert found
    answer = client.submit(unescape(found[1]))
    return client.read(answer.location or "")


def test_the_list_is_searched_by_name_in_any_script_and_by_address(
    client: Browser, ledger: Ledger
) -> None:
    olga(client, ledger)
    olga(client, ledger, name="Max", side="provider", addresses="max@studio.example")

    for sought, there in (
        ("q=olga", "Ольга Иванова"),
        ("q=иван", "Ольга Иванова"),
        ("q=studio.ex", "Max"),
        ("side=provider", "Max"),
    ):
        page = client.read(f"/people?{sought}")
        shown = {each for each in ("Ольга Иванова", "Max") if f"<b>{each}</b>" in page}
        assert shown == {there}, sought
    assert "Nobody fits" in client.read("/people?q=zzz")


def test_a_person_is_changed_and_back_with_one_click(
    client: Browser, ledger: Ledger
) -> None:
    key = olga(client, ledger)

    answer = client.submit(
        f"/people/{key}/change",
        name="Olga I.",
        role="owner",
        side="client",
        client="Nord",
    )
    page = client.read(answer.location or "")

    assert "Olga I. is changed." in page
    assert '<h1 dir="auto">Ольга Иванова</h1>' in undo(client, page)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": " "}, "Enter the name."),
        ({"client": ""}, "Say whose person this is"),
        ({}, "Nothing of Ольга Иванова was changed."),
    ],
)
def test_what_is_wrong_with_a_change_is_said_in_its_form(
    client: Browser, ledger: Ledger, wrong: dict[str, str], sentence: str
) -> None:
    key = olga(client, ledger)
    same = {"name": "Ольга Иванова", "role": "marketing", "side": "client"}

    answer = client.submit(
        f"/people/{key}/change", **{**same, "client": "Nord", **wrong}
    )

    assert answer.status_code == 422
    assert sentence in answer.text


def test_the_days_of_an_address_are_changed_and_it_is_taken_away_and_back(
    client: Browser, ledger: Ledger
) -> None:
    key = olga(client, ledger)
    path, address = f"/people/{key}", "olga@post.example"

    client.submit(f"{path}/addresses", address=address, until="2025-06-01", row="x")
    page = words(client.read(path))
    assert "olga@post.example until before 1 Jun 2025" in page
    client.submit(f"{path}/remove", address=address)
    page = client.read(path)
    assert "is no address of Ольга Иванова any more." in page

    assert "until before" in words(undo(client, page))


def test_an_address_of_somebody_else_is_refused_at_its_line(
    client: Browser, ledger: Ledger
) -> None:
    olga(client, ledger)
    other = olga(client, ledger, name="Stefan", addresses="s@nord.example")

    answer = client.submit(f"/people/{other}/addresses", address="olga@post.example")

    assert answer.status_code == 422
    assert "is the address of Ольга Иванова." in folded(answer.text)


def test_doubles_are_offered_merged_and_parted(client: Browser, ledger: Ledger) -> None:
    first = olga(client, ledger)
    second = olga(client, ledger, name="Olga Ivanova", addresses="oi@nord.example")
    assert "Their names are the same." in client.read("/people")

    answer = client.submit(f"/people/{first}/merge", other=second)
    page = client.read(answer.location or "")

    assert answer.location == f"/people/{first}"
    assert "Olga Ivanova is Ольга Иванова: one person now." in page
    assert "Also entered as Olga Ivanova" in page
    assert client.get(f"/people/{second}").location == f"/people/{first}"
    assert "Their names are the same." not in client.read("/people")
    parted = client.submit(f"/people/{second}/part")
    assert parted.location == f"/people/{second}"
    assert "Also entered as" in undo(client, client.read(f"/people/{second}"))


def test_who_stands_for_others_goes_on_to_stand(
    client: Browser, ledger: Ledger
) -> None:
    keys = [
        olga(client, ledger, name=name, addresses=f"{name.lower()}@nord.example")
        for name in ("Ana", "Ane", "Ani")
    ]
    client.submit(f"/people/{keys[1]}/merge", other=keys[2])

    answer = client.submit(f"/people/{keys[0]}/merge", other=keys[1])

    assert answer.location == f"/people/{keys[1]}"
    [person] = projects.people(ledger)
    assert set(person.merged) == {keys[0], keys[2]}


def test_not_the_same_is_not_asked_again(client: Browser, ledger: Ledger) -> None:
    first = olga(client, ledger)
    second = olga(client, ledger, name="Olga Ivanova", addresses="oi@nord.example")

    client.submit(f"/people/{first}/apart", other=second)

    page = client.read("/people")
    assert "They are two people; this is not asked again." in page
    assert "Their names are the same." not in page


@pytest.mark.parametrize(
    ("path", "fields", "sentence"),
    [
        ("merge", {"other": ""}, "Choose who is the same person."),
        ("part", {}, "is merged into nobody."),
        ("remove", {"address": "x@y.example"}, "is no address of"),
    ],
)
def test_what_cannot_be_done_is_said_where_it_was_tried(
    client: Browser, ledger: Ledger, path: str, fields: dict[str, str], sentence: str
) -> None:
    key = olga(client, ledger)

    answer = client.submit(f"/people/{key}/{path}", **fields)

    assert sentence in client.read(answer.location or "")


def test_nothing_is_undone_by_a_stale_or_foolish_address(
    client: Browser, ledger: Ledger
) -> None:
    olga(client, ledger)

    for address in ("/people/undo", "/people/undo?at=0", "/people/undo?at=99999"):
        answer = client.submit(address)
        assert answer.location == "/people"
        assert "note bad" in client.read("/people")


def test_strangers_who_write_often_become_people_with_one_form(
    client: Browser, ledger: Ledger
) -> None:
    projects.add_project(ledger, ACTOR, "NORD", client="Nord", title="Site")
    box = {f"{n}.eml": mail("new@nord.example", f"S{n}", "words") for n in range(4)}
    take_in(ledger, box)
    page = client.read("/people")
    assert "They write often" in page
    [link] = set(re.findall(r'href="(/people\?[^"#]*)#add"', page))

    form = client.read(unescape(link))

    assert "new@nord.example</textarea>" in form
    olga(client, ledger, addresses="new@nord.example")
    assert "They write often" not in client.read("/people")


def test_all_words_of_a_person_stand_on_his_page_and_open_at_the_words(
    full: Browser, full_ledger: Ledger
) -> None:
    [person] = [p for p in projects.people(full_ledger) if p.name == "Ольга Иванова"]

    page = full.read(f"/people/{person.id}")

    targets = re.findall(r'href="(/documents/[^"]*at=[^"]*#at)" data-open', page)
    assert len(targets) > 3
    opened = full.read(unescape(targets[0]).partition("#")[0])
    assert 'id="at"' in opened


def test_words_are_looked_for_within_one_persons(
    full: Browser, full_ledger: Ledger
) -> None:
    [person] = [p for p in projects.people(full_ledger) if p.name == "Ольга Иванова"]

    found = full.read(f"/people/{person.id}?q=логотипы&project=NORD")
    none = full.read(f"/people/{person.id}?q=zzzqqq")
    later = full.read(f"/people/{person.id}?from=2100-01-01&until=nonsense")

    assert "<mark>" in found
    assert "Nothing fits" in none
    assert "Nothing fits" in later
    assert full.get(f"/people/{person.id}?project=NONE").status_code == 404


def test_a_page_of_words_behind_the_last_one_leads_to_the_last_one(
    full: Browser, full_ledger: Ledger
) -> None:
    [person] = [p for p in projects.people(full_ledger) if p.name == "Ольга Иванова"]

    answer = full.get(f"/people/{person.id}?q=логотипы&page=99")

    assert answer.status_code == 303
    assert "<mark>" in full.read(answer.location.partition("#")[0])


def test_what_is_known_by_quotation_has_a_page_of_its_own(
    client: Browser, ledger: Ledger
) -> None:
    key = olga(client, ledger)
    said = "On 2 June 2025 olga@nord.example wrote:\n> Paint it <b>red</b>.\n\nNo.\n"
    take_in(ledger, {"a.eml": mail("max@studio.example", "A", said)})

    page = client.read(f"/people/{key}/quoted")

    assert "Paint it &lt;b&gt;red&lt;/b&gt;." in page
    assert "Known by quotation" in page
    assert "Nothing written by this person is here" in client.read(f"/people/{key}")


def test_nobody_is_not_found(client: Browser) -> None:
    for path in ("/people/s_none", "/people/s_none/quoted"):
        assert client.get(path).status_code == 404
