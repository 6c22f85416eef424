"""The audit: three verdicts in plain words, checkpoints, a sentence for each act."""

import io
import threading
import time
from pathlib import Path

import pytest

from ledger.domain.event import EventKind
from ledger.opened import Ledger
from ledger.paths import templates_folder
from ledger.services import audit
from ledger.services import checkpoints
from ledger.services import history
from ledger.services.audit import Report
from ledger.web import running
from ledger.web.running import Progress
from tests.web.browser import Browser
from tests.web.browser import take_in

SENTENCES = templates_folder() / "events"


@pytest.mark.parametrize("kind", EventKind)
def test_every_kind_of_event_has_its_sentence(kind: EventKind) -> None:
    assert (SENTENCES / f"{kind}.html").is_file()


def test_every_sentence_belongs_to_a_kind_of_event() -> None:
    named = {path.stem for path in SENTENCES.glob("*.html")}

    assert named == {*map(str, EventKind), "unknown"}


def test_the_trail_of_a_full_ledger_tells_every_event(
    full_ledger: Ledger, full: Browser
) -> None:
    size = history.size(full_ledger)

    told = "".join(
        full.read(f"/audit?before={before}") for before in range(size, 0, -30)
    )

    for position in range(size):
        assert f'id="event-{position}"' in told
    assert "no words for" not in told
    for act in ("added the client", "opened a revision round", "entered a term"):
        assert act in told


def test_an_event_leads_to_what_it_is_about(ledger: Ledger, client: Browser) -> None:
    document = take_in(ledger, {"a.txt": b"words"})["a.txt"]

    page = client.read("/audit")

    assert f'href="/documents/{document.id}"' in page
    assert f'href="/receipts/{document.provenance.receipt}"' in page


def test_without_an_outside_checkpoint_the_verdict_says_what_it_cannot_rule_out(
    full: Browser,
) -> None:
    answer = full.submit("/audit")

    assert "In order, but not anchored." in answer.text
    assert "events" in answer.text


def test_a_checkpoint_kept_outside_makes_it_sound(full: Browser) -> None:
    note = full.submit("/audit/checkpoint")
    brought = (io.BytesIO(note.data), "x.checkpoint")

    answer = full.submit("/audit", checkpoint=brought)

    assert note.headers["Content-Disposition"].startswith("attachment")
    assert "Sound." in answer.text


def test_a_changed_original_breaks_it_and_is_named(
    ledger: Ledger, client: Browser
) -> None:
    document = take_in(ledger, {"a.txt": b"words"})["a.txt"]
    path: Path = ledger.blobs.path(document.digest)
    path.chmod(0o600)
    path.write_bytes(b"other")

    answer = client.submit("/audit")

    assert "Broken." in answer.text
    assert "the original was changed" in answer.text
    assert document.digest.hex in answer.text


def test_a_long_audit_shows_how_far_it_is_and_its_report_at_the_end(
    client: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    going_on = threading.Event()
    audited = audit.audit

    def slow(ledger: Ledger, notes: list[str], since: int, told: Progress) -> Report:
        told(12)
        going_on.wait(30)
        return audited(ledger, notes, since, told)

    monkeypatch.setattr(audit, "audit", slow)
    monkeypatch.setattr(running, "_PATIENCE", 0.05)

    started = client.submit("/audit")

    address = started.headers["Location"]
    assert started.status_code == 303
    assert "12 checked" in client.read(address)
    going_on.set()
    for _ in range(100):
        page = client.read(address)
        if 'id="verdict"' in page:
            break
        time.sleep(0.1)
    assert "In order, but not anchored." in page


def test_an_audit_that_is_over_and_forgotten_says_so(client: Browser) -> None:
    page = client.get("/audit/runs/none", follow_redirects=True).text

    assert "is not running any more" in page


@pytest.mark.parametrize("note", [b"", b"hello", b"\xff\0", b"a\n1\nx\n\n", b"<b>"])
def test_a_file_that_is_no_checkpoint_is_refused_and_no_audit_is_run(
    client: Browser, note: bytes
) -> None:
    answer = client.submit("/audit", checkpoint=(io.BytesIO(note), "x"))

    assert answer.status_code == 422
    assert "no signed checkpoint" in answer.text or "This file is" in answer.text
    assert 'id="verdict"' not in answer.text


def test_the_page_names_the_key_and_how_far_the_log_is_signed(
    ledger: Ledger, client: Browser
) -> None:
    before = client.read("/audit")
    checkpoints.sign(ledger)
    after = client.read("/audit")

    assert "nothing yet" in before
    assert f"{history.size(ledger)} event" in after
    assert str(ledger.vkey).replace("+", "&#43;") in after or str(ledger.vkey) in after


def test_a_ledger_that_is_read_only_signs_nothing(
    ledger: Ledger, client: Browser
) -> None:
    ledger.read_only = "its signing key is missing."

    assert "Sign and download" not in client.read("/audit")
    assert client.submit("/audit/checkpoint").status_code == 409


def test_a_place_that_is_none_shows_what_there_is(full: Browser) -> None:
    for before in ("-5", "0", "999999", "x"):
        assert full.get(f"/audit?before={before}").status_code == 200


def test_a_stranger_sees_nothing_and_a_form_needs_its_token(
    stranger: Browser, client: Browser
) -> None:
    assert stranger.get("/audit").status_code == 302
    assert client.post("/audit").status_code == 400
    assert client.post("/audit/checkpoint").status_code == 400
