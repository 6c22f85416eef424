"""Sources on their pages: tried before they are added, and all that can be done."""

import re
from pathlib import Path

import pytest

from ledger.config import Config
from ledger.domain.account import Account
from ledger.domain.source import Credential
from ledger.domain.source import How
from ledger.domain.source import Mailbox
from ledger.domain.source import Source
from ledger.opened import Ledger
from ledger.services import accounts
from ledger.services import source_adding
from ledger.services import sources
from ledger.services import syncing
from ledger.services.source_adding import About
from ledger.web import create_app
from tests.acts import ACTOR
from tests.acts import mail
from tests.acts import nord
from tests.conftest import Clock
from tests.web.browser import Browser
from tests.web.browser import PASSWORD as SIGNS_IN
from tests.web.browser import signed_in_to
from tests.web.browser import words
from tests.wire.dovecot import PASSWORD
from tests.wire.dovecot import Server

OPENS = Credential(How.PASSWORD, PASSWORD)
ANOTHER = "three quarters of a moon"
_DRAFT = re.compile(r'action="(/sources/add/mailbox/[0-9a-f]+)"')


def fetched(ledger: Ledger, mailbox: Server) -> Source:
    """Add a mailbox with a gap, and look into it."""
    mailbox.put(mail(1), mail(2), mail(3))
    mailbox.remove("2")
    source = source_adding.add(ledger, ACTOR, mailbox.mailbox(), About(), OPENS)
    syncing.sync(ledger, source.id)
    return source


def typed(mailbox: Server, **changes: str) -> dict[str, str]:
    """Return what somebody types to connect the mailbox on this machine."""
    return {
        "host": "127.0.0.1",
        "port": str(mailbox.plain),
        "security": "plain",
        "user": mailbox.user,
        "password": PASSWORD,
        **changes,
    }


def test_an_empty_page_says_what_could_come_and_how(client: Browser) -> None:
    page = client.read("/sources")

    for way in ("/sources/add/mailbox", "/sources/add/drop-box", "/sources/add/folder"):
        assert f'href="{way}"' in page
    assert "Nothing comes by itself yet" in page


def test_a_mailbox_is_tried_then_its_folders_are_chosen(
    ledger: Ledger, client: Browser, mailbox: Server
) -> None:
    tried = client.submit("/sources/add/mailbox", **typed(mailbox)).text

    assert "The connection works" in tried
    assert re.search(r'value="INBOX" checked', tried)
    assert re.search(r'value="Trash">', tried)
    assert PASSWORD not in tried
    assert sources.every(ledger) == []
    draft = _DRAFT.search(tried)
    assert draft
    fields = {"folder": ["INBOX", "Sent"], "name": "Maria", "leave_out": "a@b.example"}
    answer = client.submit(draft[1], **fields)
    assert answer.status_code == 303
    [known] = sources.every(ledger)
    assert known.source.mailbox.folders == ("INBOX", "Sent")
    assert known.source.mailbox.leave_out == ("a@b.example",)
    assert syncing.sync(ledger, known.source.id).taken == 0
    page = client.read(answer.location)
    assert "Maria is added" in page
    assert PASSWORD not in page


def test_what_keeps_us_out_is_told_at_its_field_and_nothing_is_kept(
    ledger: Ledger, client: Browser, mailbox: Server
) -> None:
    wrong = client.submit("/sources/add/mailbox", **typed(mailbox, password=ANOTHER))

    assert wrong.status_code == 422
    assert "does not accept this name and password" in wrong.text
    assert ANOTHER not in wrong.text
    nowhere = client.submit("/sources/add/mailbox", **typed(mailbox, port="1"))
    assert "nothing listens there" in nowhere.text
    outside = typed(mailbox, host="imap.studio.example")
    assert "--plain-text" in client.submit("/sources/add/mailbox", **outside).text
    bare = client.submit("/sources/add/mailbox", security="tls")
    assert "Enter the server." in bare.text
    assert sources.every(ledger) == []


def test_a_draft_is_its_makers_alone(
    ledger: Ledger, client: Browser, mailbox: Server
) -> None:
    tried = client.submit("/sources/add/mailbox", **typed(mailbox)).text
    draft = _DRAFT.search(tried)
    assert draft
    other = accounts.add(ledger, ACTOR, "olga@lumen.example", "Olga", SIGNS_IN)
    stranger = signed_in_to(client.application, ledger, other)

    answer = stranger.submit(draft[1], folder="INBOX", name="Mine")

    assert answer.location == "/sources/add/mailbox"
    assert sources.every(ledger) == []
    none = client.submit(draft[1], name="Maria", folder="No such folder")
    assert "Tick at least one folder" in none.text


def test_a_source_shows_what_is_missing_and_takes_an_explanation(
    ledger: Ledger, client: Browser, mailbox: Server
) -> None:
    source = fetched(ledger, mailbox)
    place = f"/sources/{source.id}"
    shown = words(client.read(place))
    assert "2 messages taken in" in shown
    assert "1 message was gone before the mailbox was connected" in shown

    gap = {"folder": "INBOX", "uids": "2"}
    assert client.submit(f"{place}/explain", **gap).status_code == 422
    done = client.submit(f"{place}/explain", **gap, why="a newsletter")

    assert done.status_code == 303
    told = words(client.read(place))
    assert "a newsletter" in told
    assert "Nothing is missing" in told
    again = client.submit(f"{place}/explain", **gap, why="twice")
    assert "something is known already" in again.text


def test_an_audit_tells_of_messages_of_which_nothing_is_known(
    ledger: Ledger, client: Browser, mailbox: Server
) -> None:
    source = fetched(ledger, mailbox)

    report = words(client.submit("/audit").text)

    assert "1 message was gone before the mailbox was connected" in report
    assert f"{source.name}, folder INBOX, UIDs 2" in report


def test_a_source_is_paused_resumed_asked_for_and_removed(
    ledger: Ledger, client: Browser, mailbox: Server
) -> None:
    source = fetched(ledger, mailbox)
    place = f"/sources/{source.id}"

    for act, told in (
        ("pause", "is paused"),
        ("sync", "let it go on first"),
        ("resume", "goes on"),
        ("sync", "will be looked into at once"),
    ):
        answer = client.submit(f"{place}/{act}")
        assert told in client.read(answer.location)
    assert [each.id for each in syncing.due(ledger)] == [source.id]
    removed = client.submit(f"{place}/remove")
    assert "What came from it stays" in client.read(removed.location)
    assert not list((ledger.home / "keys" / "sources").glob("*.secret"))
    gone = client.read(place)
    assert "Removed" in gone
    assert "/remove" not in gone


def test_settings_and_password_are_changed(
    ledger: Ledger, client: Browser, mailbox: Server
) -> None:
    nord(ledger)
    source = fetched(ledger, mailbox)
    place = f"/sources/{source.id}"
    fields = {"name": "Maria", "project": "NORD", "leave_out": "", "since": ""}

    missing = client.submit(f"{place}/change", **fields, folders="INBOX\nNowhere")
    assert "no folder “Nowhere”" in missing.text
    client.submit(f"{place}/change", **fields, folders="INBOX\nSent")
    client.submit(f"{place}/password", password=ANOTHER)

    known = sources.find(ledger, source.id)
    assert known.source.mailbox.folders == ("INBOX", "Sent")
    assert (known.source.name, known.source.project is not None) == ("Maria", True)
    assert "Enter the password." in client.submit(f"{place}/password").text
    assert ANOTHER not in client.read(place)


def test_an_address_of_a_project_is_made(ledger: Ledger, client: Browser) -> None:
    assert "No projects yet" in client.read("/sources/add/drop-box")
    nord(ledger)

    bare = client.submit("/sources/add/drop-box", project="NORD", host="")
    assert "SCOPE_LEDGER_DROP_HOST" in bare.text
    made = client.submit("/sources/add/drop-box", project="NORD", host="drop.example")

    page = client.read(made.location)
    assert re.search(r"p-[a-z2-9]{12}@drop\.example", page)
    assert "serve --smtp HOST:PORT" in page


def test_a_folder_is_chosen_below_the_one_that_was_set(
    config: Config, clock: Clock, tmp_path: Path
) -> None:
    root = tmp_path / "shared"
    (root / "scans").mkdir(parents=True)
    (tmp_path / "private").mkdir()
    ledger = Ledger(config.model_copy(update={"watch": str(root)}), clock)
    account: Account = accounts.add(ledger, "", "m@lumen.example", "Maria", SIGNS_IN)
    browser = signed_in_to(create_app(ledger), ledger, account)

    for path in ("../private", str(tmp_path / "private"), "/etc"):
        refused = browser.submit("/sources/add/folder", path=path)
        assert "Choose a folder below" in refused.text
    made = browser.submit("/sources/add/folder", path="scans")

    assert str(root / "scans") in browser.read(made.location)
    ledger.close()


def test_without_that_setting_no_folder_is_chosen_on_a_page(
    ledger: Ledger, client: Browser, tmp_path: Path
) -> None:
    assert "scope-ledger source add folder" in client.read("/sources/add/folder")

    client.submit("/sources/add/folder", path=str(tmp_path))

    assert sources.every(ledger) == []


def test_what_came_from_a_source_says_so_on_its_page(
    ledger: Ledger, client: Browser, mailbox: Server
) -> None:
    source = fetched(ledger, mailbox)
    receipt = sources.find(ledger, source.id).standing.receipt
    listed = client.read(f"/receipts/{receipt}")
    link = re.search(r'href="(/documents/[^"]+)"', listed)
    assert link

    page = words(client.read(link[1]))

    assert "UID 1" in page
    assert "UIDVALIDITY" in page
    assert source.name in page


def test_nothing_is_added_to_sample_data(full: Browser, mailbox: Server) -> None:
    tried = full.submit("/sources/add/mailbox", **typed(mailbox)).text
    draft = _DRAFT.search(tried)
    assert draft

    refused = full.submit(draft[1], folder="INBOX", name="Maria")

    assert refused.status_code == 422
    assert "sample data" in refused.text


@pytest.mark.parametrize("act", ["pause", "resume", "sync", "remove"])
def test_a_source_that_is_not_there_is_told(client: Browser, act: str) -> None:
    assert client.submit(f"/sources/s_2222222222222222/{act}").status_code == 404


def test_the_settings_of_a_mailbox_are_those_that_were_typed() -> None:
    fields = set(Mailbox.__dataclass_fields__)

    assert "password" not in fields
    assert not any("secret" in each for each in fields)
