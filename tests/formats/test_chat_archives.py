"""Exports of chats in a zip: the chat, its messages, and the files they name."""

from collections.abc import Callable
from datetime import datetime
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest

from ledger.domain.chat import post_of
from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from ledger.domain.reading import SegmentKind
from tests.formats import made_chats

Read = Callable[..., tuple[list[Member], Reading]]
DAY = "general/2025-03-03.json"


def said(ts: str, text: str, **more: Any) -> dict[str, Any]:
    """Return a message of Slack."""
    return {"type": "message", "user": "U1", "ts": ts, "text": text, **more}


def readings(members: list[Member]) -> list[Reading]:
    """Return the readings of the messages among members."""
    return [each.reading for each in members if each.reading and each.reading.headers]


def slack(read: Read, *messages: dict[str, Any]) -> list[Reading]:
    """Return the readings of the messages of a day in Slack."""
    members, _ = read(made_chats.slack({DAY: messages}), "export.zip")
    return readings(members)


def test_slack_holds_channels_and_they_their_messages(read: Read) -> None:
    data = made_chats.slack({DAY: [said("1740992400.000100", "hello")]})

    members, reading = read(data, "export.zip")

    assert [(each.place, each.within) for each in members] == [
        ("general/", ""),
        ("general/ › message 1", "general/"),
        ("channels.json", ""),
        ("users.json", ""),
    ]
    [message] = readings(members)
    assert message.title == "#general"
    assert message.people[0].name == "Ann Lee"
    assert message.people[0].address == "u1@slack"
    assert message.headers is not None
    assert message.headers.message_id == "slack:C1/1740992400.000100"
    assert message.headers.sent_at == datetime(2025, 3, 3, 9, 0, 0, 100, tzinfo=UTC)
    assert reading.parser == "zip"


def test_who_has_an_address_of_mail_in_slack_is_known_by_it(read: Read) -> None:
    [message] = slack(read, said("1.0", "hello", user="U2"))

    assert message.people[0].address == "bo@studio.example"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<@U1>, <@U9|cat>: <#C1>, <#C9|other>", "@Ann Lee, @cat: #general, #other"),
        ("<!here> &lt;b&gt; &amp; <https://a.example/>", "@here <b> & https://a.example/"),
        ("<https://a.example/|the page>", "the page (https://a.example/)"),
        ("<mailto:a@b.example|a@b.example>", "a@b.example"),
    ],
)  # fmt: skip
def test_what_slack_writes_as_signs_is_resolved(
    read: Read, text: str, shown: str
) -> None:
    [message] = slack(read, said("1.0", text))

    assert message.text == shown


def test_threads_edits_deletions_and_files_of_slack_are_kept_apart(read: Read) -> None:
    edited = {"user": "U1", "ts": "1740992500.0"}
    file = {"id": "F0123456789", "name": "offer.pdf", "mimetype": "application/pdf"}
    first, second, third, fourth = slack(
        read,
        said("1.0", "start", thread_ts="1.0"),
        said("2.0", "answer", thread_ts="1.0", edited=edited),
        said("3.0", "This message was deleted.", subtype="tombstone", files=[file]),
        said("4.0", "<@U1> has joined the channel", subtype="channel_join"),
    )

    assert first.headers is not None
    assert first.headers.in_reply_to == ()
    assert second.headers is not None
    assert second.headers.in_reply_to == ("slack:C1/1.0",)
    assert second.facts["edited"] == "2025-03-03T09:01:40+00:00"
    assert third.facts["deleted"] == "yes"
    assert third.segments[0].kind is SegmentKind.UNASSIGNED
    post = post_of(third.facts)
    assert post is not None
    assert post.files[0].name == "offer.pdf"
    assert fourth.facts["system"] == "yes"


def test_a_message_that_was_shared_in_slack_is_a_quote(read: Read) -> None:
    shared = {"text": "old words", "is_share": True, "author_name": "Bo"}
    [message] = slack(read, said("1.0", "see", attachments=[shared]))

    assert [segment.kind for segment in message.segments] == [
        SegmentKind.OWN,
        SegmentKind.QUOTE,
    ]


def test_whatsapp_brings_the_files_that_its_messages_name(read: Read) -> None:
    text = "[31.12.24, 21:45:07] Ann: \u200e<attached: 01-PHOTO.jpg>\n"
    files = {"_chat.txt": text.encode(), "01-PHOTO.jpg": b"\xff\xd8\xff", "x.bin": b"1"}

    members, reading = read(made_chats.zipped(files), "WhatsApp Chat - Ann Lee.zip")

    assert [(each.place, each.within) for each in members] == [
        ("_chat.txt", ""),
        ("_chat.txt › message 1", "_chat.txt"),
        ("_chat.txt › message 1 › 01-PHOTO.jpg", "_chat.txt › message 1"),
        ("x.bin", ""),
    ]
    assert members[0].reading is not None
    assert members[0].reading.title == "Ann Lee"
    assert members[0].data == text.encode()
    assert reading.facts["files"] == "3"


@pytest.mark.parametrize("folder", ["", "ChatExport_2025-03-03/"])
def test_telegram_brings_the_files_that_its_messages_name(
    read: Read, folder: str
) -> None:
    chat = made_chats.telegram(
        [made_chats.telegram_message(1, "", photo="photos/a.jpg")]
    )
    files = {f"{folder}photos/a.jpg": b"\xff\xd8\xff", f"{folder}result.json": chat}

    members, _ = read(made_chats.zipped(files), "export.zip")

    places = [each.place.removeprefix(folder) for each in members]
    assert places[:2] == ["result.json", "result.json › message 1"]
    assert places[2].endswith("photos/a.jpg")
    assert len(members) == 3


def test_the_pages_of_an_archive_are_one_chat_in_their_order(read: Read) -> None:
    element = made_chats.telegram_element
    files = {
        "messages10.html": made_chats.telegram_page([element(3, "three", "")]),
        "messages2.html": made_chats.telegram_page([element(2, "two", "")]),
        "messages.html": made_chats.telegram_page([element(1, "one")]),
    }

    members, _ = read(made_chats.zipped(files), "export.zip")

    found = readings(members)
    assert [each.text for each in found] == ["one", "two", "three"]
    assert {each.people[0].name for each in found} == {"Ann Lee"}
    assert len({each.facts["chat"] for each in found}) == 1


def test_an_archive_without_a_chat_is_an_archive(read: Read) -> None:
    files = {"a.txt": b"words", "b/c.json": b"[]", "users.json": b"[]"}

    members, _ = read(made_chats.zipped(files), "a.zip")

    assert [each.place for each in members] == ["a.txt", "b/c.json", "users.json"]


def test_a_day_that_breaks_off_stays_beside_its_messages(read: Read) -> None:
    files = {
        "channels.json": b"[]",
        DAY: b'[{"type": "message", "ts": "1.0", "text": "a"}, {"type": "mess',
    }

    members, _ = read(made_chats.zipped(files), "export.zip")

    assert [each.text for each in readings(members)] == ["a"]
    assert DAY in [each.place for each in members]


def test_reading_an_archive_goes_on_where_it_was_broken_off(read: Read) -> None:
    days = {DAY: [said(f"{number}.0", "words") for number in range(1, 5)]}
    whole, _ = read(made_chats.slack(days), "export.zip")

    rest, _ = read(made_chats.slack(days), "export.zip", done=3)

    assert rest == whole[3:]


def test_the_archives_among_the_samples_are_read(read: Read, samples: Path) -> None:
    numbers = {}
    for path in sorted((samples / "chat").glob("*/*.zip")):
        members, _ = read(path.read_bytes(), path.name)
        numbers[path.name] = len(readings(members))

    assert numbers["langchain_slack_export.zip"] == 5
    assert numbers["rwhatsapp_sample.zip"] == 9
    assert numbers["slack-export-viewer_testarchive.zip"] > 140
