"""Authority: whose yes the contract asks for, and up to which cost, is said with it."""

from pathlib import Path

import pytest

from tests.acts import mail
from tests.cli.running import Program

WHO = "Only Ines Invented may approve for the client."
COST = "Further rounds cost EUR 130 per round"
NONE_FREE = "none is free"
ONE_LIST = "A round is one list."
PAPER = f"8. {WHO}\n9. {COST}; {NONE_FREE}.\n10. {ONE_LIST}\n"


class Yes:
    """A wish of 2 June 2025, and a yes to it by the same person."""

    def __init__(self, program: Program, folder: Path) -> None:
        self.program = program
        (folder / "contract.txt").write_text(PAPER, "utf-8")
        (folder / "wish.eml").write_bytes(mail(1, words="A bigger logo."))
        (folder / "yes.eml").write_bytes(mail(2, words="Yes, do it."))
        program("project", "add", "NOR", "--client", "Nord", "--title", "Site")
        program("deliverable", "add", "NOR", "HOME", "--title", "Home page")
        taken = program.json("take-in", folder)["documents"]
        self.papers = {Path(each["path"]).stem: each["id"] for each in taken}
        wish = ("--document", self.papers["wish"], "--quote", "A bigger logo.")
        place = ("--deliverable", "HOME")
        made = program.json("request", "add", "NOR", *wish, *place)
        self.request = str(made["id"])
        self.yes = ("--document", self.papers["yes"], "--quote", "Yes, do it.")
        program.json("request", "confirm", self.request, *self.yes)

    def term(self, *words: str, quote: str) -> None:
        where = ("--document", self.papers["contract"], "--quote", quote)
        days = ("--from", "2025-01-01", "--clause", PAPER[: PAPER.find(quote)][-3:-2])
        self.program.json("contract", "term", "NOR", *words, *where, *days)

    def delivered(self) -> None:
        day = ("--deliverable", "HOME", "--on", "2025-06-01")
        self.program.json("delivery", "add", "NOR", *day)

    def told(self) -> list[str]:
        """Return what the story says of authority, as JSON and in plain lines."""
        story = self.program.json("request", "show", self.request)
        assert story["state"] == "confirmed"
        told = [
            each
            for each in story["remarks"]
            if "authorised" in each or "may agree" in each
        ]
        out = self.program("request", "show", self.request).out
        assert all(each in out for each in told)
        return told


@pytest.fixture
def yes(program: Program, tmp_path: Path) -> Yes:
    return Yes(program, tmp_path)


def test_a_yes_after_the_last_day_of_authority_is_told_with_request_and_round(
    yes: Yes,
) -> None:
    assert yes.told() == []
    yes.term("authorised-person", "Ines Invented", "--until", "2025-06-01", quote=WHO)
    over = (
        "The confirmation of 2025-06-02 is by Ines Invented, whom no term in force on "
        "that day names as authorised; clause 8 did until 2025-06-01."
    )

    assert yes.told() == [over]

    yes.term("round-definition", "consolidated-list", quote=ONE_LIST)
    yes.delivered()
    of = ("NOR", "--deliverable", "HOME", "--round", "1")
    fixed = yes.program.json("round", "fix", *of, *yes.yes)
    shown = yes.program.json("round", "summary", *of)
    assert fixed["remarks"] == [over]
    assert shown["round"]["confirmed"]["remarks"] == [over]


def test_a_round_above_the_limit_of_who_agreed_is_told(yes: Yes) -> None:
    yes.term("authorised-person", "Ines Invented", "--limit", "100 EUR", quote=WHO)
    assert yes.told() == []

    yes.term("round-definition", "each-message", quote=ONE_LIST)
    yes.term("free-rounds", "0", quote=NONE_FREE)
    rate = ("--unit", "round", "--currency", "EUR")
    yes.term("further-round-rate", "130", *rate, quote=COST)
    yes.delivered()

    [told] = yes.told()
    assert told == (
        "The round costs 130.00 EUR; Ines Invented may agree up to 100.00 EUR, "
        "as clause 8 says."
    )
