"""Health: what works, what is missing; and one address for whoever watches."""

import shutil
from pathlib import Path

import pytest

from ledger.opened import Ledger
from ledger.services import backups
from ledger.services import engines
from ledger.services import health
from ledger.services import indexing
from tests.web.browser import Browser
from tests.web.browser import take_in


def test_an_empty_and_a_full_ledger_are_well(
    ledger: Ledger, client: Browser, full: Browser
) -> None:
    indexing.catch_up(ledger)

    for page in (client.read("/health"), full.read("/health")):
        assert "can grow" in page
        assert "in step" in page
        assert "Form of the tables" in page
        assert "whoosh" in page


def test_it_says_how_far_the_search_is_behind(ledger: Ledger, client: Browser) -> None:
    take_in(ledger, {"a.txt": b"words"})
    behind = client.read("/health")
    indexing.catch_up(ledger)

    assert "events behind the log" in behind
    assert "in step, 1 document" in client.read("/health")


def test_it_says_why_nothing_can_be_added(ledger: Ledger, client: Browser) -> None:
    ledger.read_only = "its signing key is missing."

    assert "its signing key is missing." in client.read("/health")


def test_it_says_when_and_where_the_last_backup_was_made(
    ledger: Ledger, client: Browser, tmp_path: Path
) -> None:
    never = client.read("/health")
    backups.back_up(ledger, tmp_path / "elsewhere")

    page = client.read("/health")

    assert "none known" in never
    assert "scope-ledger backup" in never
    assert str(tmp_path / "elsewhere") in page
    assert "2 Jun 2025" in page


def test_it_warns_of_a_backup_that_is_broken(
    ledger: Ledger, client: Browser, tmp_path: Path
) -> None:
    take_in(ledger, {"a.txt": b"words"})
    for path in ledger.blobs.all():
        path.unlink()
    backups.back_up(ledger, tmp_path / "elsewhere")

    assert "The copy is broken; run an audit." in client.read("/health")


def test_it_names_the_package_that_is_missing_and_what_it_is_for(
    ledger: Ledger, client: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: None)

    page = client.read("/health")

    assert "apt install bubblewrap" in page
    assert "not cut off from network and disk" in page
    assert health.look(ledger).isolation == "limits only"


def test_it_warns_before_the_disk_is_full(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(ledger.home)._replace(free=1 << 20)
    monkeypatch.setattr("shutil.disk_usage", lambda _path: usage)

    assert health.look(ledger).cramped


def test_whoever_watches_needs_no_account(stranger: Browser) -> None:
    answer = stranger.get("/ready")

    assert (answer.status_code, answer.data) == (200, b"ready\n")
    assert stranger.get("/health").status_code == 302


def test_it_says_that_another_engine_is_being_built(
    ledger: Ledger, client: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in(ledger, {"a.txt": b"words"})
    indexing.catch_up(ledger)
    monkeypatch.setattr(engines, "OUTGROWN", 0)

    assert "tantivy is being built beside it (0 %)" in client.read("/health")


def test_it_says_that_the_chosen_engine_is_not_installed(
    client: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "_missing", lambda _ledger: "tantivy")

    assert "tantivy is chosen, but not installed" in client.read("/health")
