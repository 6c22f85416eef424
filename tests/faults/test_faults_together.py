"""Several programs on one home at once: pages, two intakes and backups."""

import json
import signal
import time
from pathlib import Path

import pytest

from ledger.config import Config
from ledger.opened import Ledger
from ledger.services import audit
from ledger.services import copies
from ledger.services import restoring
from ledger.services.restoring import Brought
from ledger.store import receipts
from tests.acts import every_document
from tests.acts import mail
from tests.faults.conftest import Showed
from tests.faults.programs import answer
from tests.faults.programs import begun
from tests.faults.programs import held
from tests.faults.programs import mails
from tests.faults.programs import running


def all_at_once(home: Path, number: int, times: int) -> dict[str, int]:
    """Serve, take in two overlapping folders and back up; return what came of it."""
    outside = begun(home)
    one = mails(home.with_name("one"), 0, number)
    two = mails(home.with_name("two"), number // 2, number + number // 2)
    place = home.with_name("backup")
    made = []
    with running(home, "serve", "--port", "0") as pages:
        assert pages.stdout is not None
        assert "http://" in pages.stdout.readline()
        with (
            running(home, "take-in", one, "--json") as first,
            running(home, "take-in", two, "--json") as second,
        ):
            for _ in range(times):
                with running(home, "backup", place, "--json") as backup:
                    made.append(answer(backup))
            told = [answer(first), answer(second)]
        pages.send_signal(signal.SIGTERM)
        assert pages.wait(60) in {0, -signal.SIGTERM}
    assert (
        sum(each["taken_in"] for each in told)
        + sum(each["duplicates"] for each in told)
        == 2 * number
    )
    events = held_with_duplicates(home, outside, number + number // 2)
    assert [each["verdict"] for each in made] == ["unanchored"] * times
    assert [each["events"] for each in made] == sorted(e["events"] for e in made)
    came_back(home, place, made[-1]["events"])
    return {"events": events, "while": made[-1]["events"], "copied": made[0]["copied"]}


def held_with_duplicates(home: Path, outside: str, number: int) -> int:
    """Hold the home to it; what was brought twice may be twice a document."""
    ledger = Ledger(Config(home=home, boxes=1))
    listed = every_document(ledger)
    kept = {ledger.blobs.read(each.digest) for each in listed}
    assert kept == {mail(9999), *(mail(each) for each in range(number))}
    assert all(each.reading for each in listed)
    with ledger.db.reading() as tx:
        assert receipts.still_open(tx) == []
    report = audit.audit(ledger, [outside])
    assert (report.verdict, [f for f in report.findings if f.broken]) == ("sound", [])
    ledger.close()
    return report.events


def came_back(home: Path, place: Path, events: int) -> None:
    """Restore the last backup; it is the beginning of the log as it became."""
    config = Config(home=home.with_name("again"), boxes=1)
    brought = Brought(key=home / "keys" / "log.key", nothing_later=True)
    made = restoring.restore(config, place, brought, "u_1")
    assert (made.report.verdict, made.read_only) == ("unanchored", None)
    ledger = Ledger(Config(home=home, boxes=1))
    assert copies.root_at(ledger, events) == made.head.root
    ledger.close()


def test_a_backup_is_made_while_pages_are_served_and_files_taken_in(
    tmp_path: Path,
) -> None:
    found = all_at_once(tmp_path / "home", number=12, times=1)

    assert found["events"] > found["while"] > 0


@pytest.mark.faults
def test_two_intakes_pages_and_backups_share_one_home(
    tmp_path: Path, showed: Showed
) -> None:
    found = all_at_once(tmp_path / "home", number=300, times=4)

    showed(
        f"600 files by two programs, pages and 4 backups at once: {found['events']} "
        "events, no gap, audit sound; each backup audited, the last one restored"
    )


@pytest.mark.faults
def test_a_killed_backup_leaves_the_former_one(tmp_path: Path, showed: Showed) -> None:
    home, place = tmp_path / "home", tmp_path / "backup"
    outside = begun(home)
    former = made(home, place)
    kills = 0
    for number in range(12):
        folder = mails(tmp_path / f"more{number}", number * 20, number * 20 + 20)
        with running(home, "take-in", folder, "--json") as process:
            answer(process)
        with running(home, "backup", place) as process:
            began = until_it_writes(place)
            time.sleep(0.01 * number)
            process.send_signal(signal.SIGKILL)
            kills += began and process.wait() == -signal.SIGKILL
        now = json.loads((place / "manifest.json").read_text("utf-8"))
        assert now["events"] >= former
        former = now["events"]
        config = Config(home=tmp_path / f"again{number}", boxes=1)
        back = restoring.restore(config, place, Brought(notes=[outside]), "u_1")
        assert (back.report.verdict, back.manifest.events) == ("sound", former)

    made(home, place)
    held(home, outside, {9999, *range(240)})
    assert kills >= 8
    showed(
        f"{kills} of 12 backups killed with -9 while they wrote: after each, the "
        "folder was restored whole"
    )


def until_it_writes(place: Path) -> bool:
    """Wait until a backup has begun to write; False where it was too quick."""
    for _ in range(2000):
        if (place / ".partial").exists():
            return True
        time.sleep(0.005)
    return False


def made(home: Path, place: Path) -> int:
    with running(home, "backup", place, "--json") as process:
        return int(answer(process)["events"])
