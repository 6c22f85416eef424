"""Results as sheets, lists of queries and who searched, on the command line."""

import csv
import io
from pathlib import Path

from ledger.config import Config
from ledger.opened import Ledger
from ledger.services import accounts
from ledger.services import saved
from tests.cli.running import Program

EMAIL = "ana@lumen.example"


def rows(file: Path) -> list[dict[str, str]]:
    """Return the rows of a sheet by the names of its columns."""
    return list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"))))


def test_all_that_is_found_is_written_to_a_sheet(
    sample: Program, tmp_path: Path
) -> None:
    file = tmp_path / "found.csv"

    told = sample.json("search", "логотип", "--limit", "1", "--csv", file)

    found = rows(file)
    expected = sample.json("search", "логотип", "--limit", "1000")
    assert told == {"total": expected["total"], "csv": str(file)}
    assert [row["sha256"] for row in found] == [e["digest"] for e in expected["hits"]]


def test_a_sheet_that_cannot_be_written_is_told(
    sample: Program, tmp_path: Path
) -> None:
    said = sample.fails(1, "search", "logo", "--csv", tmp_path / "none" / "x.csv")

    assert "could not be written" in said


def test_each_line_of_a_file_is_answered(sample: Program, tmp_path: Path) -> None:
    asked, file = tmp_path / "asked.txt", tmp_path / "answers.csv"
    asked.write_text("логотип больше\n\nxyzzy\n", "utf-8")

    told = sample.json("search", "--queries", asked, "--limit", "2", "--csv", file)

    first, second = told["queries"]
    assert (first["number"], first["query"]) == (1, "логотип больше")
    assert first["total"] >= len(first["hits"]) == 2
    assert (second["total"], second["hits"]) == (0, [])
    assert [row["line"] for row in rows(file)] == ["1", "1", "2"]


def test_a_table_of_queries_comes_from_a_file_or_from_standard_input(
    sample: Program, tmp_path: Path
) -> None:
    table = tmp_path / "asked.csv"
    table.write_text("no,query\n1,logo\n", "utf-8")

    by_file = sample.json("search", "--queries", table)
    by_input = sample.json("search", "--queries", "-", stdin="logo\n")

    assert by_file["queries"][0]["total"] == by_input["queries"][0]["total"] > 0


def test_words_beside_a_list_and_a_list_that_is_not_there_are_wrong(
    sample: Program, tmp_path: Path
) -> None:
    asked = tmp_path / "asked.txt"

    assert "could not be read" in sample.fails(1, "search", "--queries", asked)
    asked.write_text("logo\n", "utf-8")
    assert "either" in sample.fails(2, "search", "more", "--queries", asked)


def test_a_search_is_held_to_a_thread_and_a_client(sample: Program) -> None:
    everything = sample.json("search", "логотип")
    first = everything["hits"][0]["id"]
    client = sample.json("project", "list")["projects"][0]["client"]

    in_thread = sample.json("search", "логотип", "--in", first)
    of_client = sample.json("search", "логотип", "--client", client)

    assert 0 < in_thread["total"] < everything["total"]
    assert 0 < of_client["total"] < everything["total"]
    assert "client" in sample.fails(1, "search", "logo", "--client", "Nobody")


def test_who_searched_is_listed(sample: Program, tmp_path: Path) -> None:
    sample("search", "salary")
    sample("search", "logo", "--csv", tmp_path / "x.csv")

    told = sample.json("access", "list")
    of_one = sample.json("access", "list", "--what", "export", "--limit", "1")

    assert [each["words"] for each in told["accesses"][:2]] == ["logo", "salary"]
    newest = told["accesses"][0]
    assert (newest["by"], newest["door"]) == ("command-line", "command")
    assert of_one["accesses"] == [newest]
    assert told["days"] == 365
    assert sample.json("access", "list", "--account", EMAIL)["total"] == 0
    assert "salary" in sample("access", "list").out


def test_what_is_new_in_saved_searches_is_listed_for_an_account(
    sample: Program,
) -> None:
    ledger = Ledger(Config(home=sample.home, boxes=1))
    ana = accounts.add(ledger, "", EMAIL, "Ana", "a password for tests only")
    saved.save(ledger, ana.id, "Logos", "q=logo", shared=False)
    ledger.close()

    [listed] = sample.json("saved", "list", "--for", EMAIL)["saved"]

    assert (listed["name"], listed["new"]) == ("Logos", None)
    assert "ana@" in sample("saved", "list", "--for", EMAIL).out
    assert "no account" in sample.fails(1, "saved", "list", "--for", "x@y.example")


def test_searches_inside_of_lists_and_files_of_all_kinds_are_listed_too(
    sample: Program, tmp_path: Path
) -> None:
    [receipt, *_others] = sample.json("receipt", "list")["receipts"]
    [first, *_others] = sample.json("project", "list")["projects"]
    [person, *_others] = sample.json("person", "list")["people"]
    key = first["key"]
    sample.json("request", "list", key, "--words", "logo", "--warned")
    sample.json("person", "show", person["id"], "--words", "logo")
    sample.json("receipt", "show", receipt["receipt"], "--csv", tmp_path / "r.csv")
    sample.json("obligation", "list", key, "--csv", tmp_path / "o.csv")
    sample.json("search", "--queries", "-", "--csv", tmp_path / "q.csv", stdin="logo")

    listed = sample.json("access", "list")["accesses"]
    told = [(each["what"], each["of"], each["key"]) for each in reversed(listed)]

    assert told == [
        ("search", "requests", key),
        ("search", "person", person["id"]),
        ("export", "receipt", receipt["receipt"]),
        ("export", "delays", key),
        ("list", None, None),
        ("export", "list", None),
    ]
    assert "warned=yes" in listed[-1]["query"]
