"""`compare`: the quotes of messages beside what they quote."""

from pathlib import Path

from tests.acts import mail
from tests.cli.running import Program


def test_only_messages_that_quote_somebody_are_compared(
    program: Program, tmp_path: Path
) -> None:
    first = mail(1, words="Make the mark bigger, please.")
    second = mail(2, words="Done.\n\n> Make the mark bigger, please.")
    keys = []
    for number, each in enumerate((first, second)):
        path = tmp_path / f"{number}.eml"
        path.write_bytes(each)
        keys.append(program.json("take-in", path)["documents"][0]["id"])

    assert program.json("compare", *keys, keys[1]) == {"compared": 1}


def test_a_message_that_is_none_is_a_sentence(program: Program) -> None:
    wrong = program.fails(1, "compare", "d_nothing")

    assert wrong == "There is no document “d_nothing” in this ledger."
