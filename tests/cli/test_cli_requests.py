"""What the client asked for, on the command line: record, confirm, show, pull."""

import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.acts import CLIENT
from tests.acts import mail
from tests.acts import OURS
from tests.cli.running import Program
from tests.cli.test_cli_json import Maybe
from tests.cli.test_cli_json import misfits

PASSAGE = {
    "document": str,
    "quote": str,
    "start": int,
    "end": int,
    "page": Maybe(int),
}
SUPPORT = {"id": str, "kind": str, "strength": Maybe(str), "note": str, **PASSAGE}
REQUEST = {
    "id": str,
    "label": str,
    "project": str,
    **PASSAGE,
    "title": str,
    "digest": str,
    "author": {"name": str, "address": str, "person": Maybe(str), "known_by": str},
    "written_at": Maybe(str),
    "deliverable": Maybe(str),
    "round": Maybe(
        {
            "id": str,
            "number": int,
            "opened_on": str,
            "counts": bool,
            "free": Maybe(bool),
            "price": Maybe({"minor": int, "currency": str}),
            "why": str,
        }
    ),
    "note": str,
    "ground": str,
    "grounds": [str],
    "hours": Maybe(str),
    "state": str,
    "withdrawn": Maybe(str),
    "warnings": [SUPPORT],
    "confirmations": [SUPPORT],
}
SCENE = {
    "part": str,
    "at": Maybe(str),
    "day": Maybe(str),
    "document": Maybe(str),
    "title": Maybe(str),
    "author": Maybe(str),
    "words": str,
    "page": Maybe(int),
}
STORY = {
    **REQUEST,
    "reversal": Maybe({}),
    "story": [SCENE],
    "earlier": int,
    "later": int,
    "remarks": [str],
}


def answer(number: int, words: str, to: int) -> bytes:
    return mail(number, words=words, head=f"In-Reply-To: <m{to}@mail.example>\n")


@pytest.fixture
def mails(program: Program) -> dict[str, str]:
    """Take in a wish, our warning and a yes; return their ids by their names."""
    folder = program.home.parent / "mails"
    folder.mkdir()
    (folder / "wish.eml").write_bytes(mail(1, words="Make the logo twice as big."))
    warning = mail(
        2,
        sender=OURS,
        to=CLIENT,
        words="Small sizes will suffer.",
        head="In-Reply-To: <m1@mail.example>\n",
    )
    (folder / "warning.eml").write_bytes(warning)
    (folder / "yes.eml").write_bytes(answer(3, "We want it anyway.", 2))
    program.json("project", "add", "NORD", "--client", "Nordwind", "--title", "Brand")
    program.json("deliverable", "add", "NORD", "LOGO", "--title", "The logo")
    taken = program.json("take-in", folder, "--project", "NORD")
    return {Path(each["path"]).stem: each["id"] for each in taken["documents"]}


def add(program: Program, mails: dict[str, str], *more: str) -> Any:
    return program.json(
        *("request", "add", "NORD", "--document", mails["wish"]),
        *("--quote", "logo twice as big", *more),
    )


def test_a_request_is_recorded_confirmed_and_shown_with_its_story(
    program: Program, mails: dict[str, str]
) -> None:
    made = add(program, mails, "--deliverable", "LOGO", "--note", "by phone too")
    program.json("request", "warn", "R-1", "--document", mails["warning"])
    program.json("request", "confirm", "r-1", "--document", mails["yes"])

    found = program.json("request", "show", "R-1")

    assert misfits(made, {**REQUEST, "remarks": [str]}) == []
    assert misfits(found, STORY) == []
    assert (made["label"], made["quote"]) == ("R-1", "logo twice as big")
    assert made["author"]["address"] == CLIENT
    assert made["author"]["known_by"] == "head"
    assert [each["part"] for each in found["story"]] == [
        *("words", "warning", "confirmation")
    ]
    assert found["confirmations"][0]["strength"] == "mailed"
    assert found["state"] == "confirmed"
    told = program("request", "show", "R-1").out
    assert "2025-06-02T06:01" in told
    assert "Small sizes" not in told


def test_requests_are_listed_and_filtered(
    program: Program, mails: dict[str, str]
) -> None:
    add(program, mails, "--deliverable", "LOGO")
    opened = program.json(
        *("round", "open", "NORD", "--deliverable", "LOGO", "--document"), mails["wish"]
    )
    program.json("request", "put", "R-1", "--round", opened["id"])

    listed = program.json("request", "list", "NORD")
    assert misfits(listed, {"requests": [REQUEST]}) == []
    assert listed["requests"][0]["round"]["number"] == 1
    for wanted, number in (
        (["--words", "logos"], 1),
        (["--words", "fonts"], 0),
        (["--round", opened["id"]], 1),
        (["--state", "confirmed"], 0),
        (["--not-warned"], 1),
        (["--deliverable", "logo"], 1),
    ):
        found = program.json("request", "list", "NORD", *wanted)["requests"]
        assert len(found) == number, wanted
    assert "R-1" in program("request", "list", "NORD").out


def test_a_round_is_told_with_how_it_counts_and_what_it_costs(
    program: Program, mails: dict[str, str], tmp_path: Path
) -> None:
    paper = tmp_path / "contract.txt"
    paper.write_text("No round is free. A further round costs EUR 130.")
    [document] = program.json("take-in", paper)["documents"]
    since = ("--document", document["id"], "--from", "2025-01-01")
    term = ("contract", "term", "NORD")
    program.json(*term, "free-rounds", "0", "--quote", "No round is free", *since)
    price = ("130", "--unit", "round", "--currency", "EUR", "--quote", "EUR 130")
    program.json(*term, "further-round-rate", *price, *since)
    opened = program.json(
        *("round", "open", "NORD", "--deliverable", "LOGO", "--on", "2025-03-01")
    )
    made = add(program, mails, "--round", opened["id"])

    told = program("request", "show", "R-1").out

    assert made["round"]["price"] == {"minor": 13000, "currency": "EUR"}
    assert made["round"]["why"] == "it counts: 1, with 0 free rounds, so it is paid"
    assert "2025-03-01  round  Round 1: paid, after 0 free rounds, " in told


def test_a_list_says_why_it_is_empty(program: Program, mails: dict[str, str]) -> None:
    def told(*more: str) -> str:
        return program("request", "list", "NORD", *more).out.strip()

    assert told() == told("--words", "fonts")
    assert told().startswith("Nothing is recorded; add one")
    add(program, mails)
    assert told("--words", "fonts") == "Nothing that is recorded fits."
    program.json("request", "withdraw", "R-1", "--why", "no wish")
    assert "--state withdrawn" in told()
    assert "R-1" in told("--state", "withdrawn")


def test_the_same_words_again_are_said_with_the_new_request(
    program: Program, mails: dict[str, str]
) -> None:
    add(program, mails)

    assert add(program, mails)["remarks"] == [
        "The same words are recorded as R-1 already."
    ]


def test_what_was_taken_back_says_why(program: Program, mails: dict[str, str]) -> None:
    add(program, mails)
    support = program.json("request", "warn", "R-1", "--document", mails["warning"])
    program.json("request", "take-back", support["id"], "--why", "the wrong mail")
    program.json("request", "withdraw", "R-1", "--why", "asked twice")

    found = program.json("request", "show", "R-1")

    assert found["withdrawn"] == "asked twice"
    assert found["warnings"] == []
    assert program.json("request", "list", "NORD")["requests"] == []
    program.json("request", "restore", "R-1", "--why", "no, once")
    assert program.json("request", "show", "R-1")["withdrawn"] is None


def test_a_pull_is_a_zip_that_checks_itself(
    program: Program, mails: dict[str, str], tmp_path: Path
) -> None:
    add(program, mails)
    target = tmp_path / "story.zip"

    made = program.json("pull", "R-1", "-o", target)

    assert (
        misfits(
            made,
            {
                "path": str,
                "digest": str,
                "size": int,
                "events": int,
                "withheld": int,
                "files": [{"path": str, "digest": str, "size": int}],
            },
        )
        == []
    )
    with zipfile.ZipFile(target) as archive:
        assert {each["path"] for each in made["files"]} == set(archive.namelist())
        archive.extractall(tmp_path / "out")
    done = subprocess.run(
        [sys.executable, "check.py"],
        cwd=tmp_path / "out",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "originals/01-wish.eml" in program("pull", "R-1", "-o", target).out


def test_wrong_use_is_one_clear_sentence(
    program: Program, mails: dict[str, str], tmp_path: Path
) -> None:
    add(program, mails)
    wish = mails["wish"]

    for code, words, told in (
        (1, ["request", "show", "R-9"], "There is no request “R-9” in this ledger."),
        (
            1,
            ["request", "add", "NORD", "--document", wish, "--quote", "never said"],
            "These words do not stand in “Wish number 1”",
        ),
        (
            2,
            ["request", "confirm", "R-1", "--document", wish],
            "These are the words of the request itself",
        ),
        (1, ["request", "restore", "R-1", "--why", "so"], "stands already"),
        (1, ["request", "list", "NORD", "--deliverable", "X"], "no deliverable “X”"),
        (1, ["request", "list", "NORD", "--round", "r_x"], "no round “r_x”"),
        (1, ["request", "list", "NORD", "--person", "s_x"], "no person “s_x”"),
        (2, ["revisions", "NORD", "--on", "9999-12-31"], "cannot be meant"),
        (2, ["revisions", "NORD", "--on", "0225-03-01"], "cannot be meant"),
        (1, ["pull", "R-1", "-o", str(tmp_path / "no" / "x.zip")], "not be written"),
    ):
        sentence = program.fails(code, *words)
        assert told in sentence
        assert "\n" not in sentence


def test_a_round_counts_the_requests_that_stand_in_it(
    program: Program, mails: dict[str, str]
) -> None:
    opened = program.json(
        *("round", "open", "NORD", "--deliverable", "LOGO"),
        *("--document", mails["wish"]),
    )
    add(program, mails)
    program.json("request", "put", "R-1", "--round", opened["id"])

    [deliverable] = program.json("revisions", "NORD")["deliverables"]
    [line] = deliverable["rounds"]
    assert line["requests"] == 1
