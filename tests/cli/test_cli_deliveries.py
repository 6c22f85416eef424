"""Deliveries, requests and amendments: one set of facts, several readings."""

from pathlib import Path
from typing import Any

import pytest

from tests.acts import mail
from tests.cli.running import Program

PAPER = """\
4.2 Three revision rounds are free for each deliverable; a round is one list.
4.3 Further rounds cost EUR 65 per hour, two hours at least, by the half hour.
4.4 The client answers within five working days.
Amendment: from 14 April 2025 five rounds are free, at EUR 80 per hour.
"""
FREE = "Three revision rounds are free for each deliverable"
LIST = "a round is one list"
RATE = "Further rounds cost EUR 65 per hour"
LEAST = "two hours at least"
STEP = "by the half hour"
WINDOW = "The client answers within five working days."
FIVE = "five rounds are free"
EIGHTY = "at EUR 80 per hour"
WHY = ("--why", "as we talked")
PER_HOUR = ("--unit", "hour", "--currency", "EUR")
MAILS = {
    "tuesday": (6, ["A bigger logo.", "A blue line."]),
    "friday": (9, ["A bigger logo, please!", "Which font is it?"]),
    "monday": (12, ["No shadow."]),
    "late": (13, ["Another photo."]),
}
"""What is asked for on some days of May 2025."""


class Work:
    """A project with a contract and one deliverable."""

    def __init__(self, program: Program, folder: Path) -> None:
        self.program = program
        (folder / "contract.txt").write_text(PAPER, "utf-8")
        for number, (name, (day, wishes)) in enumerate(MAILS.items()):
            letter = mail(number, words="\n".join(wishes))
            dated = letter.replace(b"Mon, 2 Jun", b"%d May" % day)
            (folder / f"{name}.eml").write_bytes(dated)
        program("project", "add", "NOR", "--client", "Ines", "--title", "Site")
        program("deliverable", "add", "NOR", "HOME", "--title", "Home page")
        taken = program.json("take-in", folder)["documents"]
        self.papers = {Path(each["path"]).stem: each["id"] for each in taken}
        self.paper = self.papers["contract"]
        self.term("free-rounds", "3", quote=FREE)

    def term(self, *words: str, quote: str, start: str = "2025-01-01") -> str:
        where = ["--document", self.paper, "--quote", quote, "--from", start]
        made = self.program.json("contract", "term", "NOR", *words, *where)
        return str(made["subject"])

    def delivered(self, day: str) -> str:
        words = ("delivery", "add", "NOR", "--deliverable", "HOME", "--on", day)
        return str(self.program.json(*words)["subject"])

    def asked(self, name: str) -> list[str]:
        """Record the wishes of a mail."""
        where = ("--document", self.papers[name], "--deliverable", "HOME")
        words = ("request", "add", "NOR", *where, "--quote")
        return [str(self.program.json(*words, each)["id"]) for each in MAILS[name][1]]

    def round(self, day: str) -> str:
        words = ("--deliverable", "HOME", "--on", day)
        return str(self.program.json("round", "open", "NOR", *words)["subject"])

    def account(self, *words: str) -> Any:
        return self.program.json("revisions", "NOR", *words)


@pytest.fixture
def work(program: Program, tmp_path: Path) -> Work:
    return Work(program, tmp_path)


def test_an_amendment_is_read_in_three_ways_until_one_is_chosen(work: Work) -> None:
    work.term(
        "further-round-rate", "65", "--unit", "hour", "--currency", "EUR", quote=RATE
    )
    work.term("further-round-minimum", "2", quote=LEAST)
    for day in ("2025-03-04", "2025-03-14", "2025-04-02"):
        work.round(day)
    fourth = work.round("2025-04-09")
    work.program.json("round", "hours", fourth, "3", "--why", "time sheet of April")
    day = "2025-04-14"
    amended = work.term("free-rounds", "5", quote=FIVE, start=day)
    work.term("further-round-rate", "80", *PER_HOUR, quote=EIGHTY, start=day)
    work.round("2025-04-16")
    work.round("2025-04-30")

    [readings] = work.account()["readings"]

    assert readings["term"] == amended
    found = {
        each["counting"]: (
            each["deliverables"][0]["left"],
            [line["free"] for line in each["deliverables"][0]["rounds"]],
        )
        for each in readings["outcomes"]
    }
    first = [True, True, True, False]
    assert found == {
        "ordinal": (0, [*first, True, False]),
        "free": (0, [*first, True, True]),
        "fresh": (3, [*first, True, True]),
    }

    work.program.json("contract", "count-term", amended, "fresh", *WHY)

    account = work.account()
    assert account["readings"] == []
    [home] = account["deliverables"]
    assert (home["left"], home["used"]) == (3, 2)
    assert home["rounds"][3]["price"] == {"minor": 19500, "currency": "EUR"}
    [chosen] = [
        each
        for each in work.program.json("contract", "terms", "NOR")["terms"]
        if each["id"] == amended
    ]
    assert (chosen["counting"], chosen["quote"]) == ("fresh", FIVE)
    assert chosen["chosen_by"]


def test_the_terms_in_force_differ_before_and_after_an_amendment(work: Work) -> None:
    work.term("free-rounds", "5", quote=FIVE, start="2025-04-14")

    def on(day: str) -> list[int]:
        listed = work.program.json("contract", "terms", "NOR", "--on", day)["terms"]
        return [each["value"] for each in listed]

    assert (on("2025-04-13"), on("2025-04-14")) == ([3], [5])


def test_hours_are_rounded_up_and_not_below_the_least(work: Work) -> None:
    work.term("free-rounds", "0", quote=FREE, start="2025-02-01")
    work.term(
        "further-round-rate", "65", "--unit", "hour", "--currency", "EUR", quote=RATE
    )
    work.term("further-round-minimum", "2", quote=LEAST)
    work.term("further-round-rounding", "0.5", quote=STEP)
    billed = {}
    for hours in ("0.5", "2.1", "3"):
        made = work.round("2025-03-03")
        work.program.json("round", "hours", made, hours, *WHY)

    [home] = work.account()["deliverables"]
    billed = {each["hours"]: each["price"]["minor"] for each in home["rounds"]}
    assert billed == {"0.5": 13000, "2.1": 16250, "3": 19500}


def trickle(work: Work) -> dict[str, list[str]]:
    """A delivery on Monday 5 May, answered in four mails; the last one is too late."""
    work.delivered("2025-05-05")
    return {name: work.asked(name) for name in MAILS}


def test_one_list_for_a_delivery_is_one_round_whatever_it_trickles_in(
    work: Work,
) -> None:
    work.term("review-window", "5", "--unit", "working-day", quote=WINDOW)
    work.term("round-definition", "consolidated-list", quote=LIST)
    asked = trickle(work)
    again, question = asked["friday"]
    classify = ("request", "classify")
    first = asked["tuesday"][0]
    work.program.json(*classify, again, "duplicate", "--of", first, *WHY)
    work.program.json(*classify, question, "question", *WHY)

    [home] = work.account()["deliverables"]
    laid = work.program.json("delivery", "list", "NOR")

    [only] = home["rounds"]
    assert (only["computed"], only["requests"], home["left"]) == (True, 5, 2)
    assert laid["deliveries"][0]["window_ends"] == "2025-05-12"
    late = [each for each in laid["requests"] if each["place"] == "late"]
    assert [(each["id"], each["round"]) for each in late] == [(asked["late"][0], None)]

    decision = ("--late", "accepted", *WHY)
    work.program.json(*classify, asked["late"][0], "wish", *decision)
    [home] = work.account()["deliverables"]
    assert [each["requests"] for each in home["rounds"]] == [6]
    laid = work.program.json("delivery", "list", "NOR")["requests"]
    assert {each["place"] for each in laid if each["late"]} == {"accepted"}


def test_what_another_contract_would_make_of_it_is_shown_and_not_saved(
    work: Work,
) -> None:
    work.term("review-window", "5", "--unit", "working-day", quote=WINDOW)
    work.term("round-definition", "consolidated-list", quote=LIST)
    trickle(work)

    supposed = work.account(
        "--suppose",
        "round-definition=each-message",
        "--suppose",
        "free-rounds=2:project",
    )

    assert [each["used"] for each in supposed["deliverables"]] == [1]
    assert [each["used"] for each in supposed["supposed"]] == [3]
    assert supposed["supposed"][0]["rounds"][2]["free"] is False
    assert len(work.program.json("contract", "terms", "NOR")["terms"]) == 3


def test_a_list_of_our_own_defects_uses_no_round_and_the_mark_can_be_undone(
    work: Work,
) -> None:
    work.term("round-definition", "consolidated-list", quote=LIST)
    work.delivered("2025-05-05")
    [wrong] = work.asked("monday")
    assert work.account()["deliverables"][0]["used"] == 1

    why = ("--why", "the specification names the right one")
    work.program.json("request", "classify", wrong, "defect", *why)
    assert work.account()["deliverables"][0]["used"] == 0

    undone = ("--why", "the client agreed that it was his")
    work.program.json("request", "classify", wrong, "wish", *undone)
    assert work.account()["deliverables"][0]["used"] == 1


def test_wishes_do_not_repeat_each_other_in_a_ring(work: Work) -> None:
    first, second = work.asked("tuesday")
    third = work.asked("monday")[0]
    classify = ("request", "classify")
    work.program.json(*classify, second, "duplicate", "--of", first, *WHY)
    work.program.json(*classify, third, "duplicate", "--of", second, *WHY)

    wrong = work.program.fails(2, *classify, first, "duplicate", "--of", third, *WHY)

    assert wrong == "R-3 is entered as repeating this one."


def test_a_request_of_no_deliverable_stands_in_the_statement(work: Work) -> None:
    where = ("--document", work.papers["monday"], "--quote", "No shadow.")
    work.program.json("request", "add", "NOR", *where)
    may = ("--from", "2025-05-01", "--to", "2025-05-31")

    drawn = work.program.json("statement", "draft", "NOR", *may)

    assert [each["quote"] for each in drawn["apart"]] == ["No shadow."]


@pytest.mark.parametrize(
    ("definition", "used"),
    [("consolidated-list", 1), ("each-delivery", 1), ("each-message", 3)],
)
def test_hours_are_entered_for_a_round_that_the_definition_makes(
    work: Work, definition: str, used: int
) -> None:
    work.term("free-rounds", "0", quote=FREE, start="2025-02-01")
    work.term("further-round-rate", "65", *PER_HOUR, quote=RATE)
    work.term("round-definition", definition, quote=LIST)
    work.delivered("2025-05-05")
    for name in ("tuesday", "friday", "monday"):
        work.asked(name)
    [home] = work.account()["deliverables"]
    before = [(each["opened_on"], each["requests"]) for each in home["rounds"]]

    work.program.json("round", "hours", home["rounds"][0]["id"], "4", *WHY)

    work.asked("late")
    [home] = work.account("--on", "2025-05-12")["deliverables"]
    after = [(each["opened_on"], each["requests"]) for each in home["rounds"]]
    assert (after, home["used"]) == (before, used)
    assert home["rounds"][0]["price"] == {"minor": 26000, "currency": "EUR"}


def test_a_delivery_that_was_never_made_is_withdrawn_and_restored(work: Work) -> None:
    work.term("round-definition", "consolidated-list", quote=LIST)
    made = work.delivered("2025-05-05")
    work.asked("monday")

    work.program.json("delivery", "withdraw", made, *WHY)
    [gone] = work.program.json("delivery", "list", "NOR")["requests"]
    assert gone["basis"] == "unknown: no delivery is recorded before it"
    work.program.json("delivery", "restore", made, *WHY)

    assert work.account()["deliverables"][0]["used"] == 1
    wrong = work.program.fails(1, "delivery", "restore", made, *WHY)
    assert wrong == "This delivery stands already."


def test_authority_ends_on_a_day_and_is_no_longer_in_force_after_it(work: Work) -> None:
    person = ("authorised-person", "Elena Example", "--limit", "500 EUR")
    key = work.term(*person, quote=LIST)

    work.program.json("contract", "end-term", key, "--on", "2025-06-01", *WHY)

    def names(day: str) -> list[str]:
        listed = work.program.json("contract", "terms", "NOR", "--on", day)["terms"]
        return [each["term"] for each in listed]

    assert "authorised-person" in names("2025-06-01")
    assert "authorised-person" not in names("2025-06-03")
    work.program.json("contract", "resume-term", key, *WHY)
    assert "authorised-person" in names("2025-06-03")


def test_several_channels_hold_at_once_and_one_entry_is_taken_back(work: Work) -> None:
    kept = work.term("recognised-channel", "ines@client.example", quote=LIST)
    wrong = work.term("recognised-channel", "ines@clinet.example", quote=LIST)

    work.program.json("contract", "withdraw-term", wrong, "--why", "a slip")

    listed = work.program.json("contract", "terms", "NOR", "--on", "2025-02-01")[
        "terms"
    ]
    assert [each["id"] for each in listed if "channel" in each["term"]] == [kept]
    everything = work.program.json("contract", "terms", "NOR")["terms"]
    assert "a slip" in {each["withdrawn"] for each in everything}
