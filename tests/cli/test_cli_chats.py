"""Chats on the command line: what is asked, the answer, and a day of a chat."""

from pathlib import Path

from tests.cli.running import Program
from tests.formats import made_chats

TEXT = "3/4/24, 21:45 - Anna: bigger\n3/4/24, 21:46 - Bo: ok\n"


def test_what_a_chat_does_not_say_is_asked_and_answered(
    program: Program, tmp_path: Path
) -> None:
    export = tmp_path / "WhatsApp Chat with Anna.txt"
    export.write_text(TEXT, "utf-8")
    program.json("take-in", export)

    [asked] = program.json("chat", "list")["asked"]
    assert asked["needs"] == ["day-order", "time-zone"]
    assert asked["examples"] == ["3/4/24"]
    assert asked["possible_orders"] == ["dmy", "mdy"]
    answer = ("chat", "answer", asked["id"])
    first = program.json(*answer, "--day-order", "dmy")
    assert first["needs"] == ["time-zone"]
    assert program.json(*answer, "--zone", "Europe/Berlin")["needs"] == []

    day = program.json("chat", "show", asked["chat"])
    assert day["day"] == "2024-04-03"
    assert [(each["author"], each["text"]) for each in day["messages"]] == [
        ("Anna", "bigger"),
        ("Bo", "ok"),
    ]
    assert day["messages"][0]["sent_at"] == "2024-04-03T19:45:00.000000Z"


def test_a_whole_chat_is_filed_with_one_command(
    program: Program, tmp_path: Path
) -> None:
    export = tmp_path / "result.json"
    export.write_bytes(made_chats.telegram([made_chats.telegram_message(1, "red")]))
    program.json("project", "add", "NORD", "--client", "Nord", "--title", "Nord site")
    program.json("take-in", export)
    [chat] = program.json("chat", "list")["chats"]

    program.json("chat", "file", chat["id"], "--project", "NORD")

    [message] = program.json("chat", "show", chat["id"])["messages"]
    shown = program.json("show", message["id"])
    assert (shown["kind"], shown["projects"]) == ("chat", ["NORD"])
    assert shown["sent_at"] == "2025-03-03T09:01:00.000000Z"
    assert shown["segments"][0]["author"] == "user77@telegram"


def test_a_line_of_a_day_says_what_it_answers_and_whose_words_it_passes_on(
    program: Program, tmp_path: Path
) -> None:
    export = tmp_path / "result.json"
    messages = [
        made_chats.telegram_message(1, "red"),
        made_chats.telegram_message(2, "blue", reply_to_message_id=1),
        made_chats.telegram_message(3, "green", reply_to_message_id=99),
        made_chats.telegram_message(4, "grey", forwarded_from="Ivo"),
    ]
    export.write_bytes(made_chats.telegram(messages))
    program.json("take-in", export)
    [chat] = program.json("chat", "list")["chats"]

    red, blue, green, grey = program("chat", "show", chat["id"]).out.splitlines()[-4:]

    assert f"answers {red.split()[-1]}" in blue
    assert "answers what is not here" in green
    assert "forwarded from Ivo" in grey


def test_a_chat_that_is_not_there_is_said(program: Program) -> None:
    assert program.fails(1, "chat", "show", "d_nothing").startswith("There is no chat")
