"""The tray: what belongs nowhere yet, guesses with reasons, and a way back."""

import re

from ledger.opened import Ledger
from ledger.services import filing
from ledger.services import projects
from ledger.services.projects import NewPerson
from tests.web.browser import ACTOR
from tests.web.browser import Browser
from tests.web.browser import mail
from tests.web.browser import take_in

OLGA = "Olga <olga@nord.example>"


def two_projects_of_one_client(ledger: Ledger) -> None:
    """Let a mail of Olga fit two projects, so that nothing is filed by itself."""
    for key in ("NORD", "NORD-2"):
        projects.add_project(ledger, ACTOR, key, client="Nord", title=f"Site {key}")
    person = NewPerson(
        name="Olga", side="client", client="Nord", addresses=["olga@nord.example"]
    )
    projects.add_person(ledger, ACTOR, person)


def test_an_empty_tray_says_what_will_wait_here(client: Browser) -> None:
    assert "Everything is filed" in client.read("/unfiled")


def test_what_waits_is_shown_newest_first(ledger: Ledger, client: Browser) -> None:
    old = mail(OLGA, "Older", "x", day="1 Mar 2025")
    take_in(ledger, {"o.eml": old, "n.eml": mail(OLGA, "Newer", "x")})

    page = client.read("/unfiled")

    assert page.index("Newer") < page.index("Older")
    assert "There are no projects yet to file to." in page


def test_a_guess_is_filed_by_one_click_with_its_reason(
    ledger: Ledger, client: Browser
) -> None:
    two_projects_of_one_client(ledger)
    document = take_in(ledger, {"a.eml": mail(OLGA, "Logo", "x")})["a.eml"]

    page = client.read("/unfiled")
    answer = client.submit("/unfiled", guess=f"{document.id} NORD-2")

    assert "File to Site NORD-2" in page
    assert "olga@nord.example is Olga" in page
    assert answer.status_code == 303
    shown = client.read(f"/documents/{document.id}")
    assert "guessed, then confirmed by hand: olga@nord.example is Olga" in shown


def test_what_is_ticked_goes_to_the_chosen_project_and_back(
    ledger: Ledger, client: Browser
) -> None:
    two_projects_of_one_client(ledger)
    made = take_in(ledger, {"a.txt": b"one", "b.txt": b"two", "c.txt": b"three"})
    keys = [made["a.txt"].id, made["b.txt"].id]

    answer = client.submit("/unfiled", document=keys, project="NORD")
    page = client.read(answer.location)
    [undo] = re.findall(r'action="(/unfiled/undo[^"]+)"', page)
    undone = client.submit(undo.replace("&amp;", "&"))

    assert "2 documents filed to Site NORD." in page
    assert "2 documents are without a project again." in client.read(undone.location)
    assert filing.tray_size(ledger) == 3


def test_without_a_tick_or_a_project_nothing_is_filed(
    ledger: Ledger, client: Browser
) -> None:
    two_projects_of_one_client(ledger)
    document = take_in(ledger, {"a.txt": b"one"})["a.txt"]

    for fields in ({"project": "NORD"}, {"document": document.id}, {}):
        answer = client.submit("/unfiled", **fields)
        assert "Tick what is to be filed" in client.read(answer.location)

    assert filing.tray_size(ledger) == 1


def test_an_unknown_project_or_document_files_nothing(
    ledger: Ledger, client: Browser
) -> None:
    two_projects_of_one_client(ledger)
    document = take_in(ledger, {"a.txt": b"one"})["a.txt"]

    unknown = client.submit("/unfiled", document=document.id, project="NONE")
    nothing = client.submit("/unfiled", guess="d_nothing NORD")

    assert (unknown.status_code, nothing.status_code) == (404, 404)
    assert filing.tray_size(ledger) == 1


def test_a_long_tray_comes_in_pages(ledger: Ledger, client: Browser) -> None:
    take_in(ledger, {f"{n}.txt": f"words {n}".encode() for n in range(30)})

    assert client.read("/unfiled").count('name="document"') == 25
    assert client.read("/unfiled?page=2").count('name="document"') == 5
    assert client.read("/unfiled?page=99").count('name="document"') == 5


def test_hostile_titles_and_names_are_text(ledger: Ledger, client: Browser) -> None:
    body = mail('"<script>a</script>" <o@n.example>', '"><script>b</script>', "x")
    take_in(ledger, {"<script>c.zip": b"PK\3\4", "a.eml": body})

    assert "<script>a" not in client.read("/unfiled")
    assert "<script>b" not in client.read("/unfiled")
    assert "<script>c" not in client.read("/unfiled")


def test_a_stranger_and_a_form_without_token_file_nothing(
    stranger: Browser, client: Browser
) -> None:
    assert stranger.get("/unfiled").status_code == 302
    assert client.post("/unfiled", data={"project": "X"}).status_code == 400
    assert client.post("/unfiled/undo?project=X").status_code == 400


def test_a_rule_is_made_from_a_mail_that_waits(ledger: Ledger, client: Browser) -> None:
    two_projects_of_one_client(ledger)
    sender = '"Ann" <ann@west.example>'
    take_in(ledger, {f"{n}.eml": mail(sender, f"Wish {n}", "x") for n in range(2)})

    tray = client.read("/unfiled")
    assert 'href="/rules?match=domain&amp;value=west.example"' in tray
    form = client.read("/rules?match=domain&value=west.example")
    assert 'value="west.example"' in form
    fields = {"match": "domain", "value": "west.example", "files": "yes"}
    answer = client.submit("/rules", project="NORD", **fields)
    page = client.read(answer.location)
    [apply] = re.findall(r'action="(/rules/[^"]+/apply)"', page)
    done = client.read(client.submit(apply).location)

    assert "2 documents filed to Site NORD." in done
    assert filing.tray_size(ledger) == 0


def test_a_rule_is_removed_with_a_reason_and_put_back(
    ledger: Ledger, client: Browser
) -> None:
    two_projects_of_one_client(ledger)
    fields = {"match": "folder", "value": "Clients/<b>", "files": "no"}
    client.submit("/rules", project="NORD", **fields)
    page = client.read("/rules")
    [remove] = re.findall(r'action="(/rules/[^"]+/remove)"', page)

    refused = client.submit(remove, why=" ")
    gone = client.read(client.submit(remove, why="not any more").location)
    [undo] = re.findall(r'action="(/rules/put-back[^"]+)"', gone)
    back = client.read(client.submit(undo.replace("&amp;", "&")).location)

    assert "Say why the rule is removed." in refused.text
    assert "No rules yet" in gone
    assert "Clients/&lt;b&gt;" in back
    assert "Only suggests" in back


def test_what_is_wrong_with_a_rule_is_said_at_its_field(
    ledger: Ledger, client: Browser
) -> None:
    two_projects_of_one_client(ledger)

    nothing = client.submit("/rules", match="domain", value="", project="")
    wrong = client.submit("/rules", match="address", value="nobody", project="NORD")

    assert nothing.status_code == wrong.status_code == 422
    assert "Say what the rule looks for." in nothing.text
    assert "Choose the project." in nothing.text
    assert "“nobody” is no e-mail address." in wrong.text
    assert 'value="nobody"' in wrong.text


def test_all_guesses_of_a_page_are_filed_at_once(
    ledger: Ledger, client: Browser
) -> None:
    two_projects_of_one_client(ledger)
    sender = '"Ann" <ann@west.example>'
    made = take_in(
        ledger, {f"{n}.eml": mail(sender, f"About NORD-2, {n}", "x") for n in range(3)}
    )

    page = client.read("/unfiled")
    listed = [document.id for document in made.values()]
    answer = client.submit("/unfiled/guesses", listed=listed)

    assert "File the 3 guesses of this page" in page
    assert "3 documents were filed where they were guessed" in client.read(
        answer.location
    )
    assert filing.tray_size(ledger) == 0
