"""Filing rules and the tray from the command line."""

from pathlib import Path

import pytest

from tests.acts import mail
from tests.cli.running import Program


def test_a_rule_is_added_tried_listed_and_removed(
    program: Program, tmp_path: Path
) -> None:
    program("project", "add", "NORD", "--client", "Nord", "--title", "Site")
    (tmp_path / "a.eml").write_bytes(mail(1))
    program("take-in", tmp_path / "a.eml")

    [waiting] = program.json("unfiled")["documents"]
    made = program.json("rule", "add", "NORD", "domain", "client.example", "--apply")
    [listed] = program.json("rule", "list")["rules"]
    removed = program("rule", "remove", made["id"], "--why", "a trial")

    assert waiting["guesses"] == []
    assert made["filed"] == [waiting["id"]]
    assert made["event"]["kind"] == "rule.added"
    assert (listed["id"], listed["waiting"]) == (made["id"], 0)
    assert removed.out == f"Rule {made['id']} removed.\n"
    assert program("unfiled").out == "Nothing waits; everything is filed.\n"
    assert program("rule", "list").out == "No rules yet; add one with: rule add\n"


def test_a_guess_says_why(program: Program, tmp_path: Path) -> None:
    program("project", "add", "NORD", "--client", "Nord", "--title", "Site")
    program("rule", "add", "NORD", "address", "ines@client.example", "--suggest")
    (tmp_path / "a.eml").write_bytes(mail(1))
    program("take-in", tmp_path / "a.eml")

    told = program("unfiled").out

    assert "Wish number 1" in told
    assert "NORD: by a rule for mail from or to ines@client.example" in told
    assert "(only suggests)  1 waiting" in program("rule", "list").out


def test_what_is_no_rule_is_a_sentence(program: Program) -> None:
    program("project", "add", "NORD", "--client", "Nord", "--title", "Site")

    wrong = program.fails(2, "rule", "add", "NORD", "domain", "nobody")
    unknown = program.fails(1, "rule", "apply", "f_none")

    assert wrong == "“nobody” is no domain such as client.example."
    assert unknown == "There is no filing rule “f_none” in this ledger."


@pytest.mark.parametrize("given", [("--limit", "0"), ("--offset", "-1")])
@pytest.mark.parametrize("command", [("unfiled",), ("person", "show", "Ines")])
def test_a_list_begins_and_ends_where_there_can_be_something(
    program: Program, command: tuple[str, ...], given: tuple[str, str]
) -> None:
    program.fails(2, *command, *given)
