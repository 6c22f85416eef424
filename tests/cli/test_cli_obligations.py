"""Obligations on the command line: what came, by how much it is late, what is said."""

import csv
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import Program
from tests.duties import CONTRACT
from tests.duties import dated
from tests.duties import REMINDED

ON = ("--on", "2025-04-15")


class Owed:
    """A project with a contract, and photos that the client owes."""

    def __init__(self, program: Program, folder: Path) -> None:
        self.program = program
        (folder / "duties.txt").write_bytes(CONTRACT)
        for number, day in enumerate(REMINDED):
            letter = dated(number, day, "May we ask for the photos?", ours=True)
            (folder / f"reminder-{number}.eml").write_bytes(letter)
        program("project", "add", "NORD", "--client", "Nordhaven", "--title", "Site")
        taken = program.json("take-in", folder, "--project", "NORD")
        self.papers = {Path(d["path"]).name: d["id"] for d in taken["documents"]}
        self.term("client-obligation", "Photos", "6.1 The client supplies forty photos")
        added = program.json(
            *("obligation", "add", "NORD", "--due", "2025-02-17", "--parts", "40"),
            *("--term", self.listed("contract", "terms", "NORD", "terms")[0]["id"]),
        )
        assert (added["label"], added["what"], added["clause"]) == ("O-1", "Photos", "")

    def listed(self, *words: str) -> Any:
        """Return a list of the JSON answer of a command."""
        return self.program.json(*words[:-1])[words[-1]]

    def term(self, name: str, value: str, quote: str, *parts: str) -> Any:
        """Record a term at its words."""
        where = ["--document", self.papers["duties.txt"], "--quote", quote]
        return self.program.json(
            *("contract", "term", "NORD", name, value, *parts, *where),
            *("--from", "2025-02-03"),
        )

    def tell(self, what: str, *words: str) -> Any:
        """Record something about the photos."""
        return self.program.json("obligation", what, "O-1", *words)

    def show(self, *words: str) -> Any:
        """Return where the photos stand."""
        return self.program.json("obligation", "show", "O-1", *(words or ON))


@pytest.fixture
def owed(program: Program, tmp_path: Path) -> Owed:
    folder = tmp_path / "papers"
    folder.mkdir()
    return Owed(program, folder)


def test_a_delay_is_told_with_its_four_days_and_our_own_part(
    owed: Owed, tmp_path: Path
) -> None:
    owed.tell("received", "--on", "2025-02-24", "--parts", "11", "--unusable", "0")
    owed.tell("received", "--on", "2025-03-12", "--parts", "29", "--unusable", "5")
    owed.tell("received", "--on", "2025-03-14", "--replaces", "5")
    for number in range(3):
        owed.tell("remind", owed.papers[f"reminder-{number}.eml"])
    owed.program.json(
        *("slip", "add", "NORD", "--what", "Drafts", "--due", "2025-03-04"),
        *("--done", "2025-03-07", "--why", "ill"),
    )

    found = owed.show()

    days = [found[name]["day"] for name in ("first_received", "complete", "usable")]
    assert found["due"] == "2025-02-17"
    assert days == ["2025-02-24", "2025-03-12", "2025-03-14"]
    counts = [
        (found[name]["delay"]["calendar_days"], found[name]["delay"]["working_days"])
        for name in ("complete", "usable")
    ]
    assert counts == [(23, 17), (25, 19)]
    assert len(found["usable"]["delay"]["weekend_days"]) == 6
    assert "No list of holidays" in found["usable"]["delay"]["warnings"][0]
    assert found["counts"] is None
    assert found["usable"]["concurrent"] == {"calendar_days": 3, "working_days": 3}
    assert [each["label"] for each in found["slips"]] == ["S-1"]
    reminded = [e["day"] for e in found["entries"] if e["kind"] == "reminded"]
    assert reminded == ["2025-02-18", "2025-02-25", "2025-03-05"]
    assert found["clocks"][0]["unknown"] == (
        "unknown: nobody recorded when it was noticed"
    )
    sheet = tmp_path / "delays.csv"
    listed = owed.program.json("obligation", "list", "NORD", "--csv", sheet, *ON)
    assert (listed["open"], listed["late"]) == ([], [])
    [line] = csv.DictReader(sheet.read_text("utf-8-sig").splitlines())
    assert line["usable: working days late"] == "19"
    plain = owed.program("obligation", "show", "O-1", *ON).out
    assert "usable: 2025-03-14  25 calendar / 19 working days late" in plain
    assert "counts: unknown: no term says which day counts" in plain
    assert "our own slip S-1  Drafts: 3 calendar / 3 working days late" in plain


def test_terms_say_which_day_counts_and_which_list(owed: Owed) -> None:
    owed.term("input-counts", "complete", "6.2 A delay ends when")
    owed.term("holidays", "BG", "6.4 Working days leave out the holidays")
    words = "6.3 Notice is given within 5 working days"
    owed.term("notice-period", "5", words, "--unit", "working-day")
    came = owed.tell("received", "--on", "2025-03-12", "--all", "--unusable", "2")
    entry = next(e["id"] for e in came["entries"] if e["kind"] == "received")
    owed.tell("noticed", "--on", "2025-03-13", "--of", entry)
    owed.tell("remind", owed.papers["reminder-2.eml"], "--notice", "--on", "2025-03-19")

    found = owed.show()

    assert found["counts"]["value"] == "complete"
    assert found["holidays"]["list"] == "BG"
    late = found["complete"]["delay"]
    assert (late["calendar_days"], late["working_days"]) == (23, 16)
    assert [each["day"] for each in late["holidays"]] == ["2025-03-03"]
    assert late["warnings"] == []
    assert not found["open"]
    clock = found["clocks"][0]
    assert (clock["noticed"], clock["ends"]) == ("2025-03-13", "2025-03-20")
    assert (clock["given"], clock["in_time"]) == ("2025-03-19", True)


def test_what_is_taken_back_stays_in_the_log_and_counts_no_more(owed: Owed) -> None:
    came = owed.tell("received", "--on", "2025-02-18", "--parts", "40")
    [entry] = came["entries"]

    owed.program.json("obligation", "take-back", entry["id"], "--why", "a wrong day")
    found = owed.show()

    assert (found["state"], found["entries"]) == ("waiting", [])
    assert found["taken_back"][0]["withdrawn"] == "a wrong day"
    assert found["usable"]["so_far"]
    owed.program.json("obligation", "withdraw", "O-1", "--why", "twice")
    assert owed.show()["state"] == "withdrawn"
    owed.program.json("obligation", "restore", "O-1", "--why", "no")
    assert owed.show("--on", "2025-02-10")["late"] is False
    wrong = owed.program.fails(2, "obligation", "complete", "O-1")
    assert wrong.startswith("Say on which day")


def test_a_draft_is_printed_in_the_language_asked_for(owed: Owed) -> None:
    owed.tell("complete", "--on", "2025-03-12")
    owed.tell("usable", "--on", "2025-03-14")

    draft = owed.program.json("obligation", "draft", "O-1", "--language", "ru", *ON)

    assert draft["language"] == "ru"
    assert "12 марта 2025" in draft["text"]
    assert "рабочих дней: 19" in draft["text"]
    assert "Первое получено: даты в наших записях нет." in draft["text"]


def test_days_and_windows_of_a_project(owed: Owed) -> None:
    owed.term("holidays", "LV", "6.4 Working days leave out the holidays")
    window = ("calendar", "window", "NORD", "--from", "2025-06-20", "--days", "5")

    before = owed.program.json(*window)
    owed.program.json("calendar", "add", "NORD", "2025-06-27", "--why", "closed")
    after = owed.program.json(*window)
    [day] = owed.listed("calendar", "list", "NORD", "days")
    owed.program.json("calendar", "remove", day["id"], "--why", "open after all")

    assert (before["end"], after["end"]) == ("2025-07-01", "2025-07-02")
    assert before["counted"]["list"] == "LV"
    assert owed.program.json(*window) == before
    assert owed.program("calendar", "list", "NORD").out == "No days are entered.\n"


def test_silence_over_a_holiday_and_a_day_off_ends_later(owed: Owed) -> None:
    owed.term("holidays", "LV", "6.4 Working days leave out the holidays")
    words = "6.3 Notice is given within 5 working days"
    owed.term("deemed-acceptance", "5", words, "--unit", "working-day")
    owed.program.json("deliverable", "add", "NORD", "HOME", "--title", "Home page")
    handed = ("delivery", "add", "NORD", "--deliverable", "HOME", "--on", "2025-06-20")
    owed.program.json(*handed)
    before = owed.listed("delivery", "list", "NORD", "deliveries")

    owed.program.json("calendar", "add", "NORD", "2025-06-27", "--why", "closed")
    after = owed.listed("delivery", "list", "NORD", "deliveries")

    assert before[0]["accepted_after"] == "2025-07-01"
    assert after[0]["accepted_after"] == "2025-07-02"
    told = owed.program("delivery", "list", "NORD").out
    assert "HOME  no term says how long it can be answered" in told
    assert "; accepted in silence after 2025-07-02  " in told


def test_slips_are_listed_and_withdrawn(owed: Owed) -> None:
    add = ("slip", "add", "NORD", "--what", "Drafts", "--due", "2025-03-04")
    owed.program.json(*add, "--why", "ill")
    [found] = owed.program.json("slip", "list", "NORD", "--on", "2025-03-06")["slips"]
    owed.program.json("slip", "withdraw", "S-1", "--why", "it was in time")

    assert (found["done"], found["late"]["calendar_days"]) == (None, 2)
    assert "withdrawn" in owed.program("slip", "list", "NORD").out
    refused = owed.program.fails(2, *add, "--done", "2025-03-04", "--why", "ill")
    assert refused == "It was delivered in time; that is no slip."
