"""A ledger that is older than a known checkpoint: every page says why, and works."""

import html
import io
import re
from collections import Counter
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import pytest

from ledger.config import Config
from ledger.opened import Ledger
from ledger.services import accounts
from ledger.services import backups
from ledger.services import checkpoints
from ledger.services import history
from ledger.services import indexing
from ledger.services import recovering
from ledger.services import restoring
from ledger.services.background import Background
from ledger.services.restoring import Brought
from ledger.web import create_app
from tests.acts import ACTOR
from tests.acts import every_document
from tests.acts import mail
from tests.acts import take_in
from tests.web.browser import Browser
from tests.web.browser import signed_in_to
from tests.web.browser import words

OWNER = "owner@studio.example"


@pytest.fixture
def old(lived: Ledger, tmp_path: Path) -> Iterator[Ledger]:
    """A home made of a backup, after which more was signed than it holds."""
    backups.back_up(lived, tmp_path / "backup")
    take_in(lived, {"new.eml": mail(77)})
    newer = checkpoints.sign(lived)
    config = Config(home=tmp_path / "again", boxes=1)
    key = lived.home / "keys" / "log.key"
    restoring.restore(
        config, tmp_path / "backup", Brought(key=key, notes=[newer]), ACTOR
    )
    opened = Ledger(config)
    yield opened
    opened.close()


@pytest.fixture
def browser(old: Ledger) -> Browser:
    """A browser that is signed in to it."""
    app = create_app(old)
    app.testing = True
    return signed_in_to(app, old, accounts.every(old)[0])


def test_somebody_signs_in_with_the_password_of_before(old: Ledger) -> None:
    account, token = accounts.sign_in(
        old, OWNER, "a long enough sentence", place="here", agent="tests"
    )

    assert accounts.of_session(old, token) == account


@pytest.mark.parametrize(
    "address", ["/", "/search?q=logo", "/projects", "/projects/NORD", "/unfiled"]
)
def test_every_page_says_why_nothing_can_be_added(
    browser: Browser, address: str
) -> None:
    page = words(browser.read(address))

    assert "Read only." in page
    assert "but a checkpoint was signed at" in page
    assert "Read only. The log ends at" in page
    assert "It looks like an old copy" in page


@pytest.mark.parametrize(
    ("address", "act"),
    [
        ("/projects", "New project"),
        ("/projects/NORD", "Add mail or files"),
        ("/projects/NORD", "Open a round"),
        ("/projects/NORD/rounds", "Open a round"),
        ("/people", "Add the person"),
    ],
)
def test_what_would_be_refused_is_not_offered(
    lived: Ledger, browser: Browser, address: str, act: str
) -> None:
    app = create_app(lived)
    app.testing = True
    other = signed_in_to(app, lived, accounts.every(lived)[0])

    assert act in words(other.read(address))
    assert act not in words(browser.read(address))


def test_documents_are_found_and_read(old: Ledger, browser: Browser) -> None:
    indexing.catch_up(old)
    first = next(each for each in every_document(old) if "Wish" in each.title)

    assert "bigger" in browser.read("/search?q=bigger")
    assert "bigger" in browser.read(f"/documents/{first.id}")
    with browser.get(f"/documents/{first.id}/original") as answer:
        assert answer.data == old.blobs.read(first.digest)


def test_what_would_add_something_is_refused_in_a_sentence(
    old: Ledger, browser: Browser
) -> None:
    before = history.size(old)
    document = every_document(old)[0].id
    sent: dict[str, dict[str, object]] = {
        "/upload": {"files": (io.BytesIO(b"words"), "new.txt")},
        "/projects/NORD/deliverables": {"key": "NEW", "title": "New"},
        f"/documents/{document}/file": {"project": "NORD"},
        "/people": {"name": "Somebody", "side": "provider"},
        "/audit/checkpoint": {},
    }

    for place, fields in sent.items():
        answer = browser.submit(place, **fields)
        assert answer.status_code in {409, 422}, (place, answer.status)
        assert "read-only" in words(answer.text), place

    assert history.size(old) == before


def test_the_background_of_the_pages_waits(old: Ledger) -> None:
    before = history.size(old)
    background = Background(old)

    background.start()
    background.stop()

    assert history.size(old) == before


def test_after_the_loss_was_declared_the_log_tells_it(
    old: Ledger, browser: Browser
) -> None:
    recovering.recover(old, ACTOR, "the disk broke on Monday")

    page = words(browser.read("/audit"))

    assert "Read only." not in page
    assert "opened a new epoch of the log: the disk broke on Monday" in page
    assert "that were signed before are lost." in page


HARMLESS = ("/audit", "/search", "/sign-out")
"""They ask, or keep working data (saved searches), which are no evidence."""


def reached(browser: Browser) -> Iterator[tuple[str, str]]:
    """Yield every page that links lead to, three of each kind of address at most."""
    waiting = ["/"]
    seen = {"/"}
    kinds: Counter[str] = Counter()
    for address in waiting:
        with browser.get(address) as answer:
            if answer.status_code != HTTPStatus.OK or answer.mimetype != "text/html":
                continue
            page = answer.get_data(as_text=True)
        yield address, page
        for link in map(html.unescape, re.findall(r'href="(/[^"#]*)', page)):
            kind = re.sub(r"[^/]*[\d?][^/]*", "*", link)
            if link not in seen and kinds[kind] < 3:
                kinds[kind] += 1
                seen.add(link)
                waiting.append(link)


def test_no_page_offers_what_would_be_refused(browser: Browser) -> None:
    pages = dict(reached(browser))
    offered = {
        html.unescape(action): address
        for address, page in pages.items()
        for action in re.findall(r'<form[^>]*method="post" action="([^"]*)"', page)
        if not action.startswith(HARMLESS) and not action.endswith("/pull")
    }

    assert len(pages) > 30
    assert offered == {}
