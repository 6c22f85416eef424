"""What reverses accepted work, and hours of requests: from mails to the account."""

from pathlib import Path
from typing import Any

import pytest

from tests.acts import mail
from tests.cli.running import Program

PAPER = """\
4.2 Two revision rounds are free; a round is one list.
4.3 Further rounds cost EUR 65 per hour, by the half hour.
4.6 To reverse work that was accepted is new scope.
"""
WHY = ("--why", "as we talked")
MAILS = {
    "dark": ("4 Mar 2025", "Make the white background dark."),
    "taken": ("17 Mar 2025", "The dark background is accepted."),
    "white": ("8 May 2025", "Make it white again."),
    "others": ("8 May 2025", "A bigger logo.\nThe form sends to a wrong address."),
}
"""What the client wrote, and on which days."""


class Site:
    """A project with a contract, a deliverable and the client's mails."""

    def __init__(self, program: Program, folder: Path) -> None:
        self.program = program
        (folder / "contract.txt").write_text(PAPER, "utf-8")
        for number, (name, (day, words)) in enumerate(MAILS.items()):
            letter = mail(number, words=words).replace(b"2 Jun 2025", day.encode())
            weekday = letter.replace(b"Mon, ", b"")
            (folder / f"{name}.eml").write_bytes(weekday)
        program("project", "add", "NOR", "--client", "Ines", "--title", "Site")
        program("deliverable", "add", "NOR", "HOME", "--title", "Home page")
        taken = program.json("take-in", folder)["documents"]
        self.papers = {Path(each["path"]).stem: each["id"] for each in taken}
        self.term("free-rounds", "2", quote="Two revision rounds are free")
        self.term("round-definition", "consolidated-list", quote="a round is one list")
        price = ("further-round-rate", "65", "--unit", "hour", "--currency", "EUR")
        self.term(*price, quote="Further rounds cost EUR 65 per hour")
        self.delivered("2025-03-03")
        self.delivered("2025-05-05")

    def term(self, *words: str, quote: str, clause: str = "4.2") -> None:
        where = ("--document", self.papers["contract"], "--quote", quote)
        since = ("--clause", clause, "--from", "2025-01-01")
        self.program.json("contract", "term", "NOR", *words, *where, *since)

    def delivered(self, day: str) -> None:
        words = ("--deliverable", "HOME", "--on", day)
        self.program.json("delivery", "add", "NOR", *words)

    def asked(self, name: str, quote: str = "") -> str:
        where = ("--document", self.papers[name], "--deliverable", "HOME")
        words = quote or MAILS[name][1]
        made = self.program.json("request", "add", "NOR", *where, "--quote", words)
        return str(made["label"])

    def used(self) -> int:
        return int(self.home()["used"])

    def home(self) -> Any:
        return self.program.json("revisions", "NOR")["deliverables"][0]

    def statement(self) -> Any:
        may = ("--from", "2025-05-01", "--to", "2025-05-31")
        return self.program.json("statement", "draft", "NOR", *may)


@pytest.fixture
def site(program: Program, tmp_path: Path) -> Site:
    return Site(program, tmp_path)


@pytest.mark.parametrize(
    ("ruling", "used", "why"),
    [
        (None, 2, "no term says that rework is new scope; it counts as a wish"),
        ("new-scope", 1, "rework of accepted work: new scope, clause 4.6"),
        ("round", 2, "rework of accepted work: it counts as a wish, clause 4.6"),
    ],
)
def test_a_term_says_whether_what_reverses_accepted_work_uses_a_round(
    site: Site, ruling: str | None, used: int, why: str
) -> None:
    dark, white = site.asked("dark"), site.asked("white")
    site.program.json("request", "hours", dark, "9", "--why", "time sheet of March")
    if ruling:
        site.term("rework", ruling, quote="new scope", clause="4.6")
    assert site.used() == 2

    words = ("--document", site.papers["taken"], "--quote", "is accepted.")
    site.program.json(
        *("request", "classify", white, "rework", "--of", dark), *words, *WHY
    )

    assert site.used() == used
    shown = site.program.json("request", "show", white)
    assert (shown["ground"], shown["reversal"]["why"]) == ("rework", why)
    told = f"reversal of {dark} (accepted 17 Mar 2025 by Ines Invented)"
    assert shown["reversal"]["told"] == told
    assert (shown["reversal"]["hours"], shown["reversal"]["of"]) == ("9", dark)


def test_our_own_mistakes_are_never_billed_and_stand_as_our_cost(site: Site) -> None:
    site.term("free-rounds", "0", quote="Two revision rounds are free")
    logo, form = (
        site.asked("others", quote) for quote in MAILS["others"][1].split("\n")
    )
    hours = ("request", "hours")
    site.program.json(*hours, logo, "1.5", *WHY)
    site.program.json(*hours, form, "2", *WHY)
    assert site.home()["rounds"][0]["price"]["minor"] == 22750

    said = ("--why", "the specification names the right address")
    site.program.json("request", "classify", form, "defect", *said)

    [line] = site.home()["rounds"]
    assert (line["price"]["minor"], line["hours"]) == (9750, "1.5")
    assert (line["counts"], line["hours_of"]) == (True, "requests")
    drawn = site.statement()
    assert drawn["own_cost_told"] == "1 point corrected at our cost, 2 h, not billed"
    assert drawn["totals"] == [{"minor": 9750, "currency": "EUR"}]
    wrong = site.program.fails(2, "request", "classify", form, "wish", "--why", " ")
    assert wrong == "Say why; the reason is shown with the request."
    site.program.json("request", "classify", form, "wish", "--why", "it was his")
    assert site.home()["rounds"][0]["price"]["minor"] == 22750


def test_without_words_no_acceptance_is_claimed(site: Site) -> None:
    dark, white = site.asked("dark"), site.asked("white")
    rework = ("request", "classify", white, "rework")

    assert "that it reverses" in site.program.fails(2, *rework, *WHY)
    site.program.json(*rework, "--of", dark, *WHY)

    shown = site.program.json("request", "show", white)["reversal"]
    assert shown["told"] == f"reversal of {dark} (acceptance not recorded)"
    words = ("--document", site.papers["taken"], "--quote", "never said")
    wrong = site.program.fails(1, *rework, "--of", dark, *words, *WHY)
    assert wrong.startswith("These words do not stand in “")
