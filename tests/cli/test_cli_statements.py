"""Statements of account: what they say, numbered and frozen."""

import csv
import io
import json
from pathlib import Path

from pypdf import PdfReader

from tests.acts import mail
from tests.cli.running import Program

PAPER = """\
4.2 One revision round is free for each deliverable.
4.3 A further round costs EUR 65 per hour, two hours at least.
"""
PERIOD = ("--from", "2025-03-01", "--to", "2025-03-31")


def prepared(program: Program, folder: Path) -> str:
    """Make a project with a free round, a paid one of three hours, and one later."""
    paper = folder / "contract.txt"
    paper.write_text(PAPER, "utf-8")
    program("project", "add", "BAN", "--client", "=Ines", "--title", "Banner")
    program("deliverable", "add", "BAN", "LOGO", "--title", "Logo *#panic()*")
    key = program.json("take-in", paper)["documents"][0]["id"]
    where = ("--document", key, "--from", "2025-01-01", "--clause", "4.2")
    quote = ("--quote", "One revision round is free")
    program.json("contract", "term", "BAN", "free-rounds", "1", *where, *quote)
    rate = ("further-round-rate", "65", "--unit", "hour", "--currency", "EUR")
    costs = ("--quote", "A further round costs EUR 65 per hour")
    program.json("contract", "term", "BAN", *rate, *where, *costs)
    made = ""
    for day in ("2025-03-04", "2025-03-14", "2025-04-02"):
        opened = ("round", "open", "BAN", "--deliverable", "LOGO", "--on", day)
        made = program.json(*opened)["subject"] if "14" in day else made
        if "14" not in day:
            program.json(*opened)
    program.json("round", "hours", made, "3", "--why", "time sheet")
    return made


def test_a_statement_is_numbered_and_says_the_same_whatever_happens_later(
    program: Program, tmp_path: Path
) -> None:
    paid = prepared(program, tmp_path)
    drawn = program.json("statement", "draft", "BAN", *PERIOD)

    issued = program.json("statement", "issue", "BAN", *PERIOD)

    assert issued["kind"] == "statement.issued"
    [part] = drawn["deliverables"]
    assert [each["day"] for each in part["rounds"]] == ["2025-03-04", "2025-03-14"]
    assert drawn["totals"] == [{"minor": 19500, "currency": "EUR"}]
    assert [each["clause"] for each in drawn["terms"]] == ["4.2", "4.2"]
    program.json("round", "exclude", paid, "--why", "our gift after all")
    frozen = program.json("statement", "show", "s-1")
    assert frozen["totals"] == drawn["totals"]
    assert frozen["deliverables"] == drawn["deliverables"]
    again = program.json("statement", "draft", "BAN", *PERIOD)
    assert again["totals"] == []
    program.json("statement", "issue", "BAN", *PERIOD)
    listed = program.json("statement", "list", "BAN")["statements"]
    assert [each["label"] for each in listed] == ["S-2", "S-1"]


def test_a_request_that_belongs_to_no_deliverable_is_shown_apart_never_dropped(
    program: Program, tmp_path: Path
) -> None:
    prepared(program, tmp_path)
    letter = mail(1, words="Please draw it bigger.").replace(b"2 Jun", b"12 Mar")
    (tmp_path / "wish.eml").write_bytes(letter)
    wish = program.json("take-in", tmp_path / "wish.eml")["documents"][0]["id"]
    asked = ("request", "add", "BAN", "--document", wish, "--quote", "draw it bigger")
    program.json(*asked)

    drawn = program.json("statement", "draft", "BAN", *PERIOD)

    [apart] = drawn["apart"]
    assert (apart["label"], apart["day"]) == ("R-1", "2025-03-12")
    assert (apart["document"], apart["end"] - apart["start"]) == (wish, 14)
    program.json("statement", "issue", "BAN", *PERIOD)
    program.json("statement", "show", "S-1", "-o", tmp_path / "s.csv")
    assert "draw it bigger" in (tmp_path / "s.csv").read_text("utf-8")
    program.json("statement", "show", "S-1", "-o", tmp_path / "s.pdf")
    text = "".join(p.extract_text() for p in PdfReader(tmp_path / "s.pdf").pages)
    assert "Requests in no account" in text


def test_its_files_are_kept_and_hold_what_was_typed_as_text(
    program: Program, tmp_path: Path
) -> None:
    prepared(program, tmp_path)
    program.json("statement", "issue", "BAN", *PERIOD)
    for name in ("s.pdf", "s.csv", "s.json"):
        program.json("statement", "show", "S-1", "-o", tmp_path / name)

    noted = program.json("access", "list", "--what", "export")["accesses"]
    assert [(each["of"], each["key"]) for each in noted] == [("statement", "S-1")] * 3
    pages = PdfReader(tmp_path / "s.pdf").pages
    text = "\n".join(page.extract_text() for page in pages)
    assert "Statement of account S-1" in text
    assert "Logo *#panic()* (LOGO)" in text
    assert "195.00 EUR" in text
    rows = list(csv.reader(io.StringIO((tmp_path / "s.csv").read_text("utf-8"))))
    assert [row[5] for row in rows] == ["price", "", "195.00"]
    assert json.loads((tmp_path / "s.json").read_bytes())["client"] == "=Ines"
    assert program("audit", "--json").json["verdict"] != "broken"


def test_a_period_that_is_not_over_or_runs_backwards_is_refused(
    program: Program, tmp_path: Path
) -> None:
    prepared(program, tmp_path)

    back = ("--from", "2025-03-31", "--to", "2025-03-01")
    wrong = program.fails(2, "statement", "draft", "BAN", *back)
    assert wrong == "The period ends before it begins."
    ahead = ("--from", "2025-03-31", "--to", "2999-03-01")
    wrong = program.fails(2, "statement", "issue", "BAN", *ahead)
    assert wrong == "A period is issued once its last day has come."


def test_what_changed_since_it_was_stated_stands_in_the_next_statement(
    program: Program, tmp_path: Path
) -> None:
    paid = prepared(program, tmp_path)
    program.json("statement", "issue", "BAN", *PERIOD)
    program.json("round", "hours", paid, "2", "--why", "the time sheet was wrong")
    late = ("round", "open", "BAN", "--deliverable", "LOGO", "--on", "2025-03-20")
    program.json(*late)
    april = ("--from", "2025-04-01", "--to", "2025-04-30")

    drawn = program.json("statement", "draft", "BAN", *april)

    found = [
        (each["day"], each["statement"], each["was"] and each["was"]["price"])
        for each in drawn["corrections"]
    ]
    three = {"minor": 19500, "currency": "EUR"}
    assert found == [("2025-03-14", "S-1", three), ("2025-03-20", "S-1", None)]
    assert drawn["stated_before"] == [three]
    assert drawn["stated_now"] == [{"minor": 13000, "currency": "EUR"}]
    assert [each["day"] for each in drawn["deliverables"][0]["rounds"]] == [
        "2025-04-02"
    ]
    program.json("statement", "issue", "BAN", *april)
    program.json("statement", "show", "S-2", "-o", tmp_path / "s.pdf")
    text = PdfReader(tmp_path / "s.pdf").pages[0].extract_text()
    assert "Stated before, and counted otherwise now" in text

    later = ("--from", "2025-05-01", "--to", "2025-05-31")
    may = program.json("statement", "draft", "BAN", *later)
    assert may["corrections"] == []


def test_a_statement_of_a_period_stated_anew_corrects_nothing(
    program: Program, tmp_path: Path
) -> None:
    paid = prepared(program, tmp_path)
    program.json("statement", "issue", "BAN", *PERIOD)
    program.json("round", "exclude", paid, "--why", "our gift after all")

    assert program.json("statement", "draft", "BAN", *PERIOD)["corrections"] == []
