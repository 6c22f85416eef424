"""A list that trickles in: counted, summed up, confirmed, and what comes afterwards."""

import shutil
from copy import copy
from pathlib import Path
from typing import Any

import pytest

from tests.acts import mail
from tests.acts import OURS
from tests.cli.running import Program

PAPER = """\
2.1 Two rounds of changes to each part are free. 2.2 One list is one round.
2.3 The client answers within three working days, German holidays apart.
"""
WHY = ("--why", "as we read it")
MAILS = {
    "one": (6, ["A darker sky.", "No border.", "A wider page."]),
    "two": (6, ["A second photo.", "Who wrote the poem?"]),
    "three": (7, ["The sky darker, please.", "And the border away."]),
    "four": (10, ["Round corners.", "A map below.", "That second photo!"]),
    "five": (10, ["Does it print?"]),
    "six": (11, ["Numbers in blue.", "Names in italics."]),
    "seven": (11, ["A longer line."]),
    "eight": (12, ["A new title.", "A shorter name."]),
    "nine": (12, ["Is it ready?"]),
    "yes": (13, ["Yes, these nine are right.", "One more: a green frame."]),
    "found": (11, ["A smaller stamp."]),
}
"""On which day of June 2025 the client wrote what; the last mail is found late."""

SAME: dict[str, list[str | None]] = {
    "three": ["one", "one"],
    "four": [None, None, "two"],
}
LISTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


class Trickle:
    """A delivery of Thursday, answered in nine mails with seventeen points."""

    def __init__(self, program: Program, folder: Path, definition: str) -> None:
        self.program = program
        folder.mkdir()
        (folder / "contract.txt").write_text(PAPER, "utf-8")
        for number, (name, (day, points)) in enumerate(MAILS.items()):
            letter = mail(number, words="\n".join(points))
            dated = letter.replace(b"Mon, 2 Jun", b"%d Jun" % day)
            (folder / f"{name}.eml").write_bytes(dated)
        (folder / "ours.eml").write_bytes(mail(50, sender=OURS, words="They agreed."))
        program("project", "add", "POEM", "--client", "Ines", "--title", "Poems")
        program("deliverable", "add", "POEM", "PAGE", "--title", "First page")
        taken = program.json("take-in", folder)["documents"]
        self.papers = {Path(each["path"]).stem: each["id"] for each in taken}
        window = ("review-window", "3", "--unit", "working-day", "--clause", "2.3")
        self.term("free-rounds", "2", quote="Two rounds of changes")
        self.term("round-definition", definition, quote="One list is one round.")
        self.term(*window, quote="within three working days")
        self.term("holidays", "DE", quote="German holidays apart")
        self.of = ("POEM", "--deliverable", "PAGE")
        self.program.json("delivery", "add", *self.of, "--on", "2025-06-05")
        self.labels: dict[str, str] = {}
        for name in LISTED:
            self.asked(name)

    def term(self, *words: str, quote: str) -> None:
        where = ("--document", self.papers["contract"], "--quote", quote)
        start = ("--from", "2025-01-01")
        self.program.json("contract", "term", "POEM", *words, *where, *start)

    def asked(self, name: str) -> None:
        """Record the points of a mail, and say what is no wish."""
        for number, quote in enumerate(MAILS[name][1]):
            if name == "yes" and number == 0:
                continue
            where = ("--document", self.papers[name], "--deliverable", "PAGE")
            words = ("request", "add", "POEM", *where, "--quote", quote)
            label = self.program.json(*words)["label"]
            self.labels[quote] = label
            classify = ("request", "classify", label)
            same = SAME.get(name, [])
            first = same[number] if number < len(same) else None
            if quote.endswith("?"):
                self.program.json(*classify, "question", *WHY)
            elif first:
                repeated = self.labels[MAILS[first][1][number if number < 2 else 0]]
                self.program.json(*classify, "duplicate", "--of", repeated, *WHY)

    def account(self, *words: str) -> Any:
        return self.program.json("revisions", "POEM", *words)["deliverables"][0]

    def laid(self, quote: str) -> Any:
        listed = self.program.json("delivery", "list", "POEM")["requests"]
        return next(one for one in listed if one["request"] == self.labels[quote])

    def summary(self, *words: str) -> Any:
        return self.program.json("round", "summary", *self.of, *words)

    def fix(self, number: int = 1) -> str:
        where = ("--document", self.papers["yes"], "--quote", MAILS["yes"][1][0])
        words = ("round", "fix", *self.of, "--round", str(number), *where)
        return str(self.program.json(*words)["subject"])


@pytest.fixture(scope="module")
def _filled(tmp_path_factory: pytest.TempPathFactory) -> Trickle:
    folder = tmp_path_factory.mktemp("trickle")
    return Trickle(Program(folder / "home"), folder / "in", "consolidated-list")


@pytest.fixture
def listed(_filled: Trickle, tmp_path: Path) -> Trickle:
    """One consolidated list is one round; a copy of it for each test."""
    found = copy(_filled)
    found.program = Program(shutil.copytree(_filled.program.home, tmp_path / "home"))
    found.labels = dict(_filled.labels)
    return found


def test_seventeen_points_in_nine_mails_are_one_round_that_a_confirmation_fixes(
    listed: Trickle,
) -> None:
    before = listed.account("--suppose", "round-definition=each-message")
    supposed = listed.program.json(
        *("revisions", "POEM", "--suppose", "round-definition=each-message")
    )["supposed"][0]
    assert (before["used"], supposed["used"]) == (1, 5)

    drawn = listed.summary("--round", "1", "--by", "2025-06-17", "--language", "ru")

    assert [each["quote"] for each in drawn["points"]] == [
        *("A darker sky.", "No border.", "A wider page.", "A second photo."),
        *("Round corners.", "A map below.", "Numbers in blue.", "Names in italics."),
        "A longer line.",
    ]
    assert [each["of_number"] for each in drawn["repeated"]] == [1, 2, 4]
    assert len(drawn["questions"]) == 3
    late = [(each["quote"], each["clause"]) for each in drawn["waiting"]]
    assert late == [("A new title.", "2.3"), ("A shorter name.", "2.3")]
    assert drawn["waiting"][0]["window_ends"] == "2025-06-11"
    assert "Пунктов: 9." in drawn["text"]
    assert "5. «Round corners.» (10 июня 2025" in drawn["text"]
    assert "«That second photo!»" in drawn["text"]
    assert "вторник, 17 июня 2025" in drawn["text"]
    assert "2025-06-17 is past; choose a day from today on." in drawn["remarks"]
    assert "is past" not in str(listed.summary("--round", "1")["remarks"])

    fixed = listed.fix()

    [only] = listed.account()["rounds"]
    assert (only["id"], only["computed"], only["counts"]) == (fixed, False, True)
    assert only["confirmed"]["on"] == "2025-06-13"
    assert only["confirmed"]["quote"] == "Yes, these nine are right."
    assert sum(each["counts"] for each in only["points"]) == 9
    points = [each["request"] for each in only["points"]]

    listed.asked("found")
    listed.asked("yes")
    found = listed.laid("A smaller stamp.")
    assert (found["place"], found["round"]) == ("confirmed", None)
    assert found["basis"].startswith("the round was confirmed on 2025-06-13; decide")
    more = listed.laid("One more: a green frame.")
    assert (more["place"], more["round"]) == ("late", None)
    [only] = listed.account()["rounds"]
    assert [each["request"] for each in only["points"]] == points

    classify = ("request", "classify", listed.labels["A smaller stamp."], "wish")
    listed.program.json(*classify, "--late", "accepted", *WHY)
    added = listed.laid("A smaller stamp.")
    assert (added["place"], added["round"]) == ("added", fixed)
    drawn = listed.summary("--round", "1")
    assert (drawn["language"], len(drawn["points"])) == ("en", 10)
    assert "This list was confirmed on 13 June 2025." in drawn["text"]


def test_a_wish_that_came_after_the_confirmation_answers_the_next_delivery(
    listed: Trickle,
) -> None:
    listed.fix()
    listed.asked("found")
    classify = ("request", "classify", listed.labels["A smaller stamp."], "wish")
    listed.program.json(*classify, "--late", "next-round", *WHY)
    assert listed.laid("A smaller stamp.")["place"] == "waiting"

    listed.program.json("delivery", "add", *listed.of, "--on", "2025-06-20")

    first, second = listed.account()["rounds"]
    assert (first["requests"], second["requests"]) == (14, 1)
    assert second["computed"]


def test_a_confirmation_that_was_a_mistake_is_taken_back(listed: Trickle) -> None:
    fixed = listed.fix()
    listed.asked("found")
    again = ("--document", listed.papers["yes"])
    wrong = listed.program.fails(1, "round", "fix", *listed.of, "--round", "1", *again)
    assert wrong == "This round was confirmed on 2025-06-13 already."

    listed.program.json("round", "unfix", fixed, "--why", "it was another page")

    [only] = listed.account()["rounds"]
    assert (only["id"], only["confirmed"]) == (fixed, None)
    assert listed.laid("A smaller stamp.")["round"] == fixed
    wrong = listed.program.fails(1, "round", "unfix", fixed, *WHY)
    assert wrong == "This round is not confirmed."


def test_a_round_that_is_taken_out_of_the_count_holds_no_later_wish(
    listed: Trickle,
) -> None:
    fixed = listed.fix()
    listed.program.json("round", "exclude", fixed, *WHY)
    listed.asked("found")

    first, second = listed.account()["rounds"]

    assert (first["counts"], second["counts"]) == (False, True)
    assert second["requests"] == 1


def test_only_words_of_the_client_confirm_a_round(listed: Trickle) -> None:
    listed.program.json("person", "add", "Max Example", "--address", OURS)

    where = ("--document", listed.papers["ours"])
    wrong = listed.program.fails(2, "round", "fix", *listed.of, "--round", "1", *where)

    assert wrong == "These are words of our own; choose those of the client."


def test_a_confirmation_before_a_wish_leaves_it_to_a_decision(listed: Trickle) -> None:
    where = ("--document", listed.papers["yes"], "--on", "2025-06-10")
    listed.program.json("round", "fix", *listed.of, "--round", "1", *where)

    [only] = listed.account()["rounds"]

    assert sum(each["counts"] for each in only["points"]) == 6
    assert listed.laid("A longer line.")["place"] == "confirmed"


def test_where_each_message_is_a_round_another_one_makes_its_own(
    program: Program, tmp_path: Path
) -> None:
    trickle = Trickle(program, tmp_path / "in", "each-message")
    before = trickle.account()
    assert (before["used"], len(before["rounds"])) == (5, 5)
    drawn = trickle.summary("--round", "3")
    assert [each["quote"] for each in drawn["points"]] == MAILS["four"][1][:2]
    assert [each["of_quote"] for each in drawn["repeated"]] == ["A second photo."]

    fixed = [trickle.fix(number) for number in (1, 2, 3)]

    trickle.asked("found")
    after = trickle.account()
    assert [each["id"] for each in after["rounds"][:3]] == fixed
    assert [each["requests"] for each in after["rounds"]] == [3, 2, 3, 2, 1, 1]
    assert after["rounds"][5]["computed"]

    where = ("--document", trickle.papers["four"], "--deliverable", "PAGE")
    words = ("--quote", "A map")
    more = program.json("request", "add", "POEM", *where, *words)["label"]
    listed = program.json("delivery", "list", "POEM")["requests"]
    [held] = [each for each in listed if each["request"] == more]
    assert (held["place"], held["round"]) == ("confirmed", None)


def test_a_round_that_is_not_there_is_named_with_its_deliverable(
    listed: Trickle,
) -> None:
    wrong = listed.program.fails(1, "round", "summary", *listed.of, "--round", "99")

    assert wrong == f"{listed.of[2]} has no round 99; it has 1."


def test_a_confirmed_round_answers_the_delivery_that_it_was_confirmed_for(
    listed: Trickle,
) -> None:
    listed.fix()
    before = listed.summary("--round", "1")["text"]

    listed.program.json("delivery", "add", *listed.of, "--on", "2025-06-06")

    assert "5 June 2025" in before
    assert (
        listed.summary("--round", "1")["text"].split("\n\n")[1]
        == (before.split("\n\n")[1])
    )
