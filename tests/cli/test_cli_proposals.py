"""What a contract seems to say, on the command line: printed, and never saved."""

from pathlib import Path

import pytest

from tests.cli.running import Program

PAPER = """\
4.2 Three free revision rounds are granted for each deliverable.
4.3 Each further round is billed at EUR 65 per hour, at least two hours.
4.4 The Client reviews each delivery within five working days.
"""


@pytest.fixture
def paper(program: Program, tmp_path: Path) -> str:
    """A contract that nobody has read yet."""
    file = tmp_path / "contract.txt"
    file.write_text(PAPER, "utf-8")
    program("project", "add", "BAN", "--client", "Ines", "--title", "Banner")
    return str(program.json("take-in", file)["documents"][0]["id"])


def test_a_contract_proposes_its_terms_at_their_words(
    program: Program, paper: str
) -> None:
    found = program.json("contract", "propose", paper)["proposals"]

    told = {each["term"]: each for each in found}
    free, rate = told["free-rounds"], told["further-round-rate"]
    assert (free["value"], free["per"], free["clause"]) == (3, "deliverable", "4.2")
    assert free["quote"] == PAPER[free["start"] : free["end"]]
    assert (rate["value"], rate["unit"], rate["currency"]) == (65, "hour", "EUR")
    assert told["further-round-minimum"]["value"] == 2
    assert told["review-window"]["unit"] == "working-day"
    assert {each["language"] for each in found} == {"en"}
    assert all(0 < each["confidence"] <= 1 for each in found)


def test_nothing_that_is_proposed_is_saved(program: Program, paper: str) -> None:
    before = program("audit").out

    program("contract", "propose", paper)

    assert program("audit").out == before
    assert program.json("contract", "terms", "BAN")["terms"] == []


def test_a_text_that_grants_nothing_proposes_nothing(
    program: Program, tmp_path: Path
) -> None:
    file = tmp_path / "minutes.txt"
    file.write_text("We met for two rounds of interviews; no revisions are free.")
    taken = program.json("take-in", file)["documents"][0]["id"]

    assert program.json("contract", "propose", taken)["proposals"] == []
    assert "No term" in program("contract", "propose", taken).out
