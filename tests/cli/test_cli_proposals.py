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


def test_a_proposal_is_accepted_by_its_id(program: Program, paper: str) -> None:
    found = program.json("contract", "propose", paper)["proposals"]
    [rate] = [each for each in found if each["term"] == "further-round-rate"]
    accept = ["contract", "accept", "BAN", paper, rate["id"], "--from", "2025-01-01"]

    program.json(*accept)

    [term] = program.json("contract", "terms", "BAN")["terms"]
    assert (term["term"], term["value"], term["clause"]) == (rate["term"], 65, "4.3")
    assert (term["quote"], term["start"]) == (rate["quote"], rate["start"])
    left = program.json("contract", "propose", paper, "--project", "BAN")["proposals"]
    assert "further-round-rate" not in {each["term"] for each in left}


def test_a_refusal_is_kept_and_can_be_taken_back(program: Program, paper: str) -> None:
    first = program.json("contract", "propose", paper)["proposals"][0]

    made = program.json("contract", "refuse", "BAN", paper, first["id"])

    def waiting() -> list[str]:
        asked = ["contract", "propose", paper, "--project", "BAN"]
        return [each["id"] for each in program.json(*asked)["proposals"]]

    assert made["kind"] == "proposal.refused"
    assert first["id"] not in waiting()
    assert "already" in program.fails(
        2, "contract", "refuse", "BAN", paper, first["id"]
    )
    again = program.json("contract", "offer-again", made["id"])
    assert again["kind"] == "proposal.restored"
    assert first["id"] in waiting()
    program.fails(1, "contract", "offer-again", made["id"])
