"""`read-again`: a password from a prompt or a pipe, never from the arguments."""

import io
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf import PdfWriter

from ledger.samples import contracts
from ledger.samples.told import load
from tests.cli.running import Program

SECRET = "korabel-17"  # noqa: S105 - it opens a file of this test


@pytest.fixture
def locked(program: Program, tmp_path: Path) -> str:
    """The id of a contract that a password protects."""
    paper = contracts.pdf(load()[0].papers[0])
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(paper)))
    writer.encrypt(SECRET, algorithm="AES-256")
    with (tmp_path / "contract.pdf").open("wb") as file:
        writer.write(file)
    taken = program.json("take-in", tmp_path / "contract.pdf")
    assert [each["reason"] for each in taken["unread"]] == [
        "This PDF needs a password to be read; the original is kept."
    ]
    return str(taken["documents"][0]["id"])


def test_a_file_is_opened_with_a_password_from_standard_input(
    program: Program, locked: str
) -> None:
    ran = program("read-again", locked, "--password-prompt", stdin=f"{SECRET}\n")

    assert ran.code == 0, ran.err
    assert ran.out == f"{locked}  contract: read\n1 document read again.\n"
    assert "Lumen Studio" in program("show", locked).out


def test_a_file_is_opened_with_a_password_from_the_environment(
    program: Program, locked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCOPE_LEDGER_FILE_PASSWORD", SECRET)

    [read] = program.json("read-again", locked)["read"]

    assert read["problem"] is None
    assert "unlocked" in read["flags"]


def test_a_wrong_password_is_a_sentence(program: Program, locked: str) -> None:
    wrong = program.fails(1, "read-again", locked, "--password-prompt", stdin="no\n")

    assert wrong == "The password does not open this file; try another."


def test_all_that_an_older_reader_read_are_read_again(
    program: Program, tmp_path: Path
) -> None:
    for number in range(2):
        (tmp_path / f"{number}.txt").write_text(f"Clause {number}.")
    program.json("take-in", tmp_path / "0.txt", tmp_path / "1.txt")

    answer = program.json("read-again", "--older-than", "text:9")

    assert len(answer["queued"]) == 2
    assert answer["locked"] == []
    told = [program.json("show", key) for key in answer["queued"]]
    assert [each["title"] for each in told] == ["0", "1"]


@pytest.mark.parametrize(
    "given", [(), ("d_1", "--older-than", "pdf:2"), ("--older-than", "pdf")]
)
def test_what_is_meant_has_to_be_named(program: Program, given: tuple[str]) -> None:
    program.fails(2, "read-again", *given)


def test_a_reader_that_nobody_knows_is_refused_with_those_that_are_known(
    program: Program, locked: str
) -> None:
    assert locked

    wrong = program.fails(2, "read-again", "--older-than", "nobody:9")

    assert wrong == ("No file here was read by “nobody”; there are these readers: pdf.")


def test_what_still_does_not_open_is_not_counted_as_read(
    program: Program, locked: str
) -> None:
    ran = program("read-again", locked)

    assert ran.out.splitlines()[-1] == "0 documents read again."
