"""Projects: all of them, one of them, new ones; what was said and agreed in each."""

from datetime import date

import pytest

from ledger.domain.provision_rules import provision
from ledger.opened import Ledger
from ledger.samples import told
from ledger.services import contracts
from ledger.services import filing
from ledger.services import projects
from ledger.services import revisions
from ledger.services import timeline
from tests.web.browser import ACTOR
from tests.web.browser import Browser
from tests.web.browser import folded
from tests.web.browser import mail
from tests.web.browser import take_in
from tests.web.browser import words

NEW = {"key": "NORD", "client": "Nord SRL", "title": "Site", "zone": "Europe/Sofia"}


def test_an_empty_list_offers_the_first_project(client: Browser) -> None:
    page = client.read("/projects")

    assert "No projects yet" in page
    assert 'href="/new-project"' in page


def test_all_projects_stand_with_their_meters(full: Browser) -> None:
    page = full.read("/projects")

    for title in ("Rebranding și site", "Опаковка и етикети", "Сайт и лендинг"):
        assert title in page
    assert "0 free left · 1 paid" in page
    assert "Shared by the project" in page


def test_a_new_project_is_added_and_shown(client: Browser, ledger: Ledger) -> None:
    answer = client.submit("/new-project", **NEW)

    assert (answer.status_code, answer.location) == (303, "/projects/NORD")
    assert projects.find(ledger, "nord").zone == "Europe/Sofia"
    assert "“Site” is there now." in client.read("/projects/NORD")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"key": " "}, "Enter a short key, such as NORD."),
        ({"key": "a b"}, "is no key"),
        ({"key": ".."}, "is no key"),
        ({"client": ""}, "Enter the client."),
        ({"title": ""}, "Enter a title."),
        ({"zone": "Moon/Crater"}, "is no time zone"),
    ],
)
def test_a_wrong_field_is_said_and_the_others_are_kept(
    client: Browser, ledger: Ledger, wrong: dict[str, str], sentence: str
) -> None:
    answer = client.submit("/new-project", **{**NEW, **wrong})

    page = folded(answer.text)
    assert answer.status_code == 422
    assert sentence in page
    for value in {**NEW, **wrong}.values():
        assert f'value="{value}"' in page
    assert not projects.every(ledger)


def test_a_key_that_is_taken_is_refused_at_its_field(client: Browser) -> None:
    client.submit("/new-project", **NEW)

    answer = client.submit("/new-project", **{**NEW, "key": "nord"})

    assert answer.status_code == 422
    assert 'id="e-key"' in answer.text
    assert "There is already a project “nord”" in folded(answer.text)


def test_clients_that_are_known_are_proposed(full: Browser) -> None:
    page = full.read("/new-project")

    assert '<option value="Vântul de Nord SRL">' in page


def test_a_project_that_is_not_there_is_not_found(client: Browser) -> None:
    for address in ("/projects/NONE", "/projects/NONE/terms", "/projects/NONE/rounds"):
        assert client.get(address).status_code == 404


def test_a_bare_project_says_what_will_be_where(client: Browser) -> None:
    client.submit("/new-project", **NEW)

    page = client.read("/projects/NORD")

    for title in ("No contract yet", "Nothing yet", "No files yet", "Nobody yet"):
        assert title in page
    assert 'href="/upload?project=NORD"' in page
    assert 'href="/projects/NORD/rounds/new"' in page


def test_a_deliverable_is_added_once(client: Browser, ledger: Ledger) -> None:
    client.submit("/new-project", **NEW)
    address = "/projects/NORD/deliverables"

    first = client.submit(address, key="LOGO", title="Логотип")
    again = client.submit(address, key="logo", title="Another")
    empty = client.submit(address, key="", title="")

    assert first.location == "/projects/NORD"
    assert again.status_code == 422
    assert "There is already a deliverable “logo”" in folded(again.text)
    assert 'value="Another"' in again.text
    assert empty.status_code == 422
    assert "Enter what is handed over." in empty.text
    listed = projects.deliverables(ledger, projects.find(ledger, "NORD"))
    assert [each.title for each in listed] == ["Логотип"]


def test_the_contract_stands_at_a_glance_with_its_clauses(
    full: Browser, full_ledger: Ledger
) -> None:
    project = projects.find(full_ledger, "NORD")
    term = contracts.terms(full_ledger, project)[0].term

    page = full.read("/projects/NORD")

    place = f"/documents/{term.document}?at={term.start}-{term.end}#page-{term.page}"
    assert f'href="{place}"' in page
    said = words(page)
    assert "3 per deliverable clause 4.2" in said
    assert "€65.00 an hour clause 4.3" in said
    assert "2 hours clause 4.3" in said


def test_a_project_counts_its_files_and_leads_to_them(full: Browser) -> None:
    page = full.read("/projects/NORD")

    assert 'href="/search?project=NORD&amp;kind=mail"' in page
    listed = len(told.load()[0].mails)
    twice, inside = 1, 1
    assert f"{listed + twice + inside} emails" in page


def test_a_project_names_the_people_of_its_client_alone(full: Browser) -> None:
    page = full.read("/projects/KLAS").partition("<aside")[2]

    assert "Елена Димитрова" in page
    assert "Ольга Иванова" not in page


def test_the_client_s_own_words_are_quoted_in_their_language(full: Browser) -> None:
    page = full.read("/projects/NORD?entries=192")

    assert '<blockquote class="q" dir="auto" lang="ru">Мария, доброе утро!' in page
    assert '<blockquote class="q" dir="auto" lang="ro">Bună ziua,' in page
    assert "Andrei Ciobanu, us" in page


def test_a_message_that_opened_a_round_says_how_it_counts(full: Browser) -> None:
    page = full.read("/projects/NORD?entries=192")

    assert "Logotip, round 4 · paid" in page
    assert "Logotip, round 3 · free" in page


def test_more_of_the_timeline_comes_alone_for_htmx_and_as_a_page_without(
    full: Browser,
) -> None:
    short = full.read("/projects/NORD")
    block = full.read("/projects/NORD?entries=192", headers={"HX-Request": "true"})
    page = full.read("/projects/NORD?entries=192")

    assert "Show more" in short
    assert block.lstrip().startswith('<section class="card" id="timeline">')
    assert "Terms that hold from this day" in block
    assert "Show more" not in block
    assert "<html" in page
    assert "Terms that hold from this day" in page


def test_a_number_of_entries_that_is_none_does_no_harm(full: Browser) -> None:
    for number in ("x", "-5", "99999999999999999999"):
        full.read(f"/projects/NORD?entries={number}")


def test_a_round_without_a_message_stands_on_its_day(
    client: Browser, ledger: Ledger
) -> None:
    client.submit("/new-project", **NEW)
    projects.add_deliverable(ledger, ACTOR, "NORD", "LOGO", "Logo")
    revisions.open_round(
        ledger, ACTOR, "NORD", "LOGO", on=date(2025, 5, 1), note="By telephone"
    )

    page = client.read("/projects/NORD")

    assert "Round opened by hand" in page
    assert "By telephone" in page


def test_a_round_stays_on_the_timeline_when_its_message_leaves_the_project(
    client: Browser, ledger: Ledger
) -> None:
    client.submit("/new-project", **NEW)
    projects.add_deliverable(ledger, ACTOR, "NORD", "LOGO", "Logo")
    letter = take_in(ledger, {"a.eml": mail("x@y.example", "Bigger", "Please")})
    key = letter["a.eml"].id
    revisions.open_round(ledger, ACTOR, "NORD", "LOGO", on=None, document_keys=[key])

    before = client.read("/projects/NORD")
    filing.unfile(ledger, ACTOR, [key], "NORD", "wrong project")
    after = client.read("/projects/NORD")

    assert "Bigger" in before
    assert "Round opened by hand" not in before
    assert "Round opened by hand" in after


def test_two_originals_of_a_message_are_one_entry(
    client: Browser, ledger: Ledger
) -> None:
    client.submit("/new-project", **NEW)
    letter = mail("x@y.example", "Bigger", "Please")
    take_in(ledger, {"a.eml": letter}, "NORD")
    take_in(ledger, {"b.eml": b"X-Trace: other\r\n" + letter}, "NORD")

    found = timeline.newest(ledger, projects.find(ledger, "NORD"), 10)

    assert [entry.document.title for entry in found.entries if entry.document] == [
        "Bigger"
    ]


def test_the_words_above_an_older_message_alone_are_quoted(
    client: Browser, ledger: Ledger
) -> None:
    client.submit("/new-project", **NEW)
    body = "Agreed.\r\n\r\n-----Original Message-----\r\nFrom: us\r\nOld words"
    take_in(ledger, {"a.eml": mail("x@y.example", "Yes", body)}, "NORD")

    page = client.read("/projects/NORD")

    assert ">Agreed.</blockquote>" in page


def test_an_unlimited_allowance_and_an_unknown_one_are_said_in_words(
    client: Browser, ledger: Ledger
) -> None:
    client.submit("/new-project", **NEW)
    projects.add_deliverable(ledger, ACTOR, "NORD", "LOGO", "Logo")
    paper = take_in(ledger, {"contract.txt": b"As many rounds as it takes."}, "NORD")

    unknown = client.read("/projects/NORD")
    contracts.add_term(
        ledger,
        ACTOR,
        "NORD",
        provision("free-rounds", "unlimited"),
        document_key=paper["contract.txt"].id,
        words="As many rounds",
        from_day=date(2025, 1, 1),
    )
    unlimited = client.read("/projects/NORD")

    assert "Free rounds not entered yet" in unknown
    assert "0 used, no limit" in unlimited


def test_a_new_project_gathers_the_mail_of_its_client_that_waited(
    client: Browser, ledger: Ledger
) -> None:
    new = projects.NewPerson(
        name="Olga", side="client", client="Nord SRL", addresses=["olga@nord.example"]
    )
    projects.add_person(ledger, ACTOR, new)
    take_in(ledger, {"a.eml": mail("olga@nord.example", "Hello", "Words")})

    client.submit("/new-project", **NEW)

    assert filing.tray_size(ledger) == 0
    assert "Hello" in client.read("/projects/NORD")
