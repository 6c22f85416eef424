"""The story of the first day, as an account manager lives it."""

import json
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from playwright.sync_api import Page

from ledger.samples import told
from ledger.samples.archive import write_archive
from ledger.samples.contracts import pdf
from ledger.samples.mails import original
from ledger.samples.story import Story
from tests.browser.conftest import Server

PASSWORD = "walking the first mile"  # noqa: S105 - of a ledger that the test makes
_MAILS = 2500
_PATIENCE = 180_000

pytestmark = pytest.mark.xdist_group("browser")


def run(home: Path, *words: str) -> dict[str, Any]:
    """Run a command and return its JSON."""
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "ledger", "--home", str(home), "--json", *words],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def mailbox_of(story: Story) -> bytes:
    """Return the mails of a story as a mailbox file."""
    mark = b"From sample@example.org Mon Feb  3 10:00:00 2025\n"
    bodies = (original(story, mail).replace(b"\r\n", b"\n") for mail in story.mails)
    return b"".join(mark + body.rstrip(b"\n") + b"\n\n" for body in bodies)


def real_mailbox(samples: Path | None, folder: Path) -> Path:
    """Return a mailbox that nobody here wrote, or an archive where there is none."""
    if samples:
        return samples / "mail" / "mbox" / "extropians_1996-07.mbox"
    path = folder / "archive.mbox"
    with path.open("wb") as stream:
        write_archive(stream, 100)
    return path


@pytest.fixture
def material(tmp_path: Path, real_files: Path | None) -> dict[str, Path]:
    """The files that the manager brings."""
    story = told.load()[0]
    contract = tmp_path / story.papers[0].filename
    contract.write_bytes(pdf(story.papers[0]))
    mails = tmp_path / "mails.mbox"
    mails.write_bytes(mailbox_of(story))
    large = tmp_path / "two-years.mbox"
    with large.open("wb") as stream:
        write_archive(stream, _MAILS, seed=7)
    return {
        "contract": contract,
        "mails": mails,
        "foreign": real_mailbox(real_files, tmp_path),
        "large": large,
    }


def test_the_first_day(
    server: Server, page: Page, material: dict[str, Path], tmp_path: Path
) -> None:
    email = "manager@lumen.example"
    run(server.home, "user", "add", email, "--name", "Ana", "--password", PASSWORD)
    server.start()
    manager_signs_in(page, server, email)

    manager_adds_the_project(page, server)
    manager_uploads(page, server, [material["contract"]], project="NORD")
    manager_uploads(page, server, [material["mails"], material["foreign"]])
    manager_files_the_clients_mail(page, server)
    manager_records_the_term(page, server)
    manager_opens_a_round_from_the_mail(page, server)

    page.goto(f"{server.address}/projects/NORD")
    expect(page.locator("main")).to_contain_text("2 free left")

    manager_finds_the_words(page, server)

    checkpoint = tmp_path / "checkpoint.txt"
    run(server.home, "checkpoint", "-o", str(checkpoint))
    receipt = server_dies_in_the_middle(page, server, material["large"])
    server.start()
    everything_is_there_once(page, server, receipt)
    report = run(server.home, "audit", "--checkpoint", str(checkpoint))
    assert (report["verdict"], report["findings"]) == ("sound", [])


def manager_signs_in(page: Page, server: Server, email: str) -> None:
    page.goto(server.address)
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name=", Ana")).to_be_visible()


def manager_adds_the_project(page: Page, server: Server) -> None:
    page.goto(f"{server.address}/new-project")
    page.get_by_label("Title").fill("Rebranding și site")
    page.get_by_label("Client").fill("Vântul de Nord SRL")
    page.locator("main").get_by_label("Key").fill("NORD")
    page.get_by_role("button", name="Add the project").click()
    expect(page.get_by_role("heading", name="Rebranding și site")).to_be_visible()
    page.get_by_label("What is handed over").fill("Logotip")
    page.locator("main").get_by_label("Key").fill("LOGO")
    page.get_by_role("button", name="Add it").click()
    expect(page.locator("main")).to_contain_text("Logotip")


def manager_uploads(
    page: Page, server: Server, files: list[Path], project: str = ""
) -> None:
    page.goto(f"{server.address}/upload")
    page.get_by_label("Choose files").set_input_files(files)
    if project:
        page.locator("main").get_by_label("Project").select_option(project)
    page.get_by_role("button", name="Take in").click()
    page.wait_for_url("**/receipts/rc_*", timeout=_PATIENCE)
    expect(page.locator("main")).to_contain_text("Done", timeout=_PATIENCE)


def manager_files_the_clients_mail(page: Page, server: Server) -> None:
    """One mail by hand; the others by saying whose address they come from."""
    page.goto(f"{server.address}/search?q=from:olga.ivanova+is:unfiled")
    page.locator("a[data-open]").first.click()
    page.locator("main").get_by_label("Project").select_option("NORD")
    page.get_by_role("button", name="File it").click()
    expect(page.locator("main")).to_contain_text("Rebranding și site")

    page.goto(f"{server.address}/people")
    form = page.locator("#add")
    form.get_by_label("Name").fill("Ольга Иванова")
    form.get_by_role("textbox", name="Client").or_(
        form.get_by_role("combobox", name="Client")
    ).fill("Vântul de Nord SRL")
    form.get_by_label("E-mail addresses").fill("olga.ivanova@vantuldenord.example")
    form.get_by_role("button", name="Add the person").click()
    expect(page.locator("main")).to_contain_text("Ольга Иванова")


def manager_records_the_term(page: Page, server: Server) -> None:
    [term] = [
        term
        for paper in told.load()[0].papers
        for term in paper.terms
        if term.name == "free-rounds"
    ]
    page.goto(f"{server.address}/projects/NORD/terms/new")
    page.get_by_label("How many are free").fill(str(term.value))
    page.get_by_label("Document that says so").select_option(index=1)
    page.get_by_label("Its words").fill(term.quote)
    page.get_by_label("Clause").fill(term.clause)
    page.get_by_label("First day on which it holds").fill("2025-02-03")
    page.get_by_role("button", name="Record the term").click()
    expect(page.locator("main")).to_contain_text(term.clause)


def manager_opens_a_round_from_the_mail(page: Page, server: Server) -> None:
    page.goto(f"{server.address}/search?q=увеличить+логотип&project=NORD")
    page.locator("a[data-open]").first.click()
    page.get_by_role("link", name="Open a round from this").click()
    page.get_by_role("button", name="Open the round").click()
    expect(page.locator("main")).to_contain_text("Free, 1 of 3")


def manager_finds_the_words(page: Page, server: Server) -> None:
    """The mail says логотип; the manager types another form of it."""
    page.goto(f"{server.address}/projects")
    page.keyboard.press("/")
    page.keyboard.type("логотипами")
    page.keyboard.press("Enter")
    page.locator("a[data-open]").first.click()
    mark = page.locator("[data-hits] mark").first
    expect(mark).to_be_visible()
    assert "логотип" in mark.inner_text().lower()


def server_dies_in_the_middle(page: Page, server: Server, large: Path) -> str:
    """Upload two years of mail and kill the server while it reads them."""
    page.goto(f"{server.address}/upload")
    page.get_by_label("Choose files").set_input_files(large)
    page.get_by_role("button", name="Take in").click()
    page.wait_for_url("**/receipts/rc_*", timeout=_PATIENCE)
    receipt = page.url.rpartition("/")[2]
    for _ in range(600):
        number = documents_of(server.home, receipt)
        if number > _MAILS // 10:
            break
        time.sleep(0.05)
    page.goto("about:blank")
    server.kill()
    assert 0 < documents_of(server.home, receipt) < _MAILS
    return receipt


def everything_is_there_once(page: Page, server: Server, receipt: str) -> None:
    page.goto(f"{server.address}/receipts/{receipt}")
    expect(page.locator("main")).to_contain_text("Done", timeout=_PATIENCE)
    with sqlite3.connect(server.home / "ledger.db") as connection:
        places = connection.execute(
            "SELECT count(*), count(DISTINCT place) FROM document d"
            " WHERE parent = (SELECT id FROM document"
            "  WHERE receipt = ? AND parent IS NULL)",
            (receipt,),
        ).fetchone()
    connection.close()
    assert places == (_MAILS, _MAILS)


def documents_of(home: Path, receipt: str) -> int:
    """Return how many messages of a mailbox are in the ledger so far."""
    with sqlite3.connect(home / "ledger.db", timeout=30) as connection:
        [number] = connection.execute(
            "SELECT count(*) FROM receipt_item WHERE receipt = ?", (receipt,)
        ).fetchone()
    connection.close()
    return int(number) - 1
