"""What is neither mail nor paper: a group chat as exported, and a scan."""

import json
from datetime import datetime
from datetime import UTC

from ledger.formats.language import guess
from ledger.samples import chats
from ledger.samples import scanned
from ledger.samples.told import load

STORIES = load()
NORD = STORIES[0]


def test_one_project_has_a_chat_and_a_scan() -> None:
    for found in (chats.exports, scanned.papers):
        assert [len(list(found(story))) for story in STORIES] == [1, 0, 0]


def test_the_chat_is_of_people_of_the_story_in_the_order_of_time() -> None:
    [(path, data)] = chats.exports(NORD)
    messages = json.loads(data)["messages"]
    names = {person.name for person in NORD.people}
    sent = [int(each["date_unixtime"]) for each in messages]

    assert path == "chats/NORD/result.json"
    assert {each["from"] for each in messages} <= names
    assert sent == sorted(sent)
    assert len(messages) >= 10
    assert len({each["date"][:10] for each in messages}) >= 2


def test_the_clock_of_the_chat_is_that_of_the_project() -> None:
    [(_path, data)] = chats.exports(NORD)

    for each in json.loads(data)["messages"]:
        clock = datetime.fromisoformat(each["date"]).replace(tzinfo=UTC)
        assert clock.timestamp() - int(each["date_unixtime"]) == 3 * 60 * 60


def test_the_chat_has_an_answer_an_edit_words_of_another_and_a_file_left_out() -> None:
    [(_path, data)] = chats.exports(NORD)
    messages = json.loads(data)["messages"]
    numbers = {each["id"] for each in messages}

    assert {each.get("reply_to_message_id") for each in messages} - {None} <= numbers
    for name in ("reply_to_message_id", "edited", "forwarded_from", "photo"):
        assert any(name in each for each in messages), name


def test_the_scan_is_a_pdf_without_a_letter_of_text() -> None:
    [(path, data)] = scanned.papers(NORD)

    assert path.startswith("scans/")
    assert data.startswith(b"%PDF")
    assert b"/Font" not in data
    assert b"20250310" in data


def test_each_message_of_the_chat_is_known_by_its_language() -> None:
    [(_path, data)] = chats.exports(NORD)
    texts = [each["text"] for each in json.loads(data)["messages"]]

    assert {guess(text) for text in texts if text} == {"ru", "ro", "en"}
