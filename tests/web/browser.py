"""A browser without scripts, and files to bring through the web door."""

import html
import io
import re
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ledger.domain.account import Account
from ledger.domain.document import Document
from ledger.opened import Ledger
from ledger.services import accounts
from ledger.services import intake
from ledger.services import projects
from ledger.services import receipts
from ledger.services import working

ACTOR = "u_tests"
PASSWORD = "a password for tests only"  # noqa: S105 - it opens nothing
_TOKEN = re.compile(r'name="csrf-token" content="([^"]+)"')
_SPACE = re.compile(r"\s+")
_TAG = re.compile(r"<[^>]*>")


class Browser(FlaskClient):
    """A browser that sends forms as a page does: with the token of the page."""

    def read(self, address: str, **options: Any) -> str:
        """Return the text of a page that must be there, its white space folded."""
        answer = self.get(address, **options)
        assert answer.status_code == 200, (address, answer.status, answer.text[-900:])
        return folded(answer.text)

    def submit(self, place: str, /, **fields: object) -> TestResponse:
        """Send a form and return the answer, before any redirect is followed."""
        found = _TOKEN.search(self.get("/projects").text)
        assert found
        return self.post(place, data={**fields, "csrf_token": found[1]})


def folded(text: str) -> str:
    """Return a page with every stretch of white space as one space."""
    return _SPACE.sub(" ", text)


def words(page: str) -> str:
    """Return what a page says, without its markup."""
    return folded(html.unescape(_TAG.sub("", page)))


def signed_in_to(app: Flask, ledger: Ledger, account: Account) -> Browser:
    """Return a browser with a session of an account."""
    browser = Browser(app)
    token = accounts.begin_session(ledger, account, "tests")
    browser.set_cookie("scope-ledger-session", token)
    return browser


def take_in(
    ledger: Ledger, files: dict[str, bytes], project: str = ""
) -> dict[str, Document]:
    """Take files in, wait until they are read, and return their documents by name."""
    chosen = projects.find(ledger, project).id if project else None
    receipt = intake.open_receipt(
        ledger, ACTOR, custodian="Maria", channel="upload", project=chosen
    )
    brought = [intake.File(name, _opener(data)) for name, data in files.items()]
    for _number in intake.receive(ledger, receipt, brought):
        pass
    intake.let_close(ledger, receipt)
    working.run(ledger, lambda _count: None)
    listed = receipts.made(ledger, receipt)
    return {path: document for document, path in listed}


def mail(sender: str, subject: str, body: str, day: str = "14 Mar 2025") -> bytes:
    """Return a plain mail to the agency."""
    lines = [
        f"From: {sender}",
        "To: maria@lumen.example",
        f"Date: {day} 16:20:00 +0200",
        f"Subject: {subject}",
        f"Message-ID: <{abs(hash((sender, subject, body)))}@mail.example>",
        "Content-Type: text/plain; charset=utf-8",
        "",
        body,
    ]
    return "\r\n".join(lines).encode()


def _opener(data: bytes) -> Any:
    return lambda: io.BytesIO(data)
