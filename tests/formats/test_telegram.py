"""Telegram: the slices of the file, and what its fields say of each message."""

from collections.abc import Callable
from datetime import datetime
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from ledger.domain.chat import post_of
from ledger.domain.reading import Kind
from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from ledger.domain.reading import SegmentKind
from tests.formats import made_chats

Read = Callable[..., tuple[list[Member], Reading]]
message = made_chats.telegram_message
SAMPLES = {
    "chatminer_test_single_export.json": 2,
    "langchain_result.json": 4,
    "langchain_telegram.json": 3,
    "html_alice/messages.html": 3,
    "html_bob/messages.html": 3,
    "html_fragment_two.html": 2,
}


def one(read: Read, **more: Any) -> Reading:
    """Return the reading of a single message with some fields."""
    data = made_chats.telegram([message(1, **more)])
    [found], _ = read(data, "result.json")
    assert found.reading is not None
    return found.reading


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Cf"]))


@settings(deadline=None)
@given(said=st.lists(WORDS, min_size=1, max_size=6), account=st.booleans())
def test_messages_are_slices_of_the_file_and_say_what_was_put_in(
    read: Read, *, said: list[str], account: bool
) -> None:
    chat = made_chats.telegram([message(n, words) for n, words in enumerate(said, 1)])
    data = made_chats.telegram_account([chat]) if account else chat

    members, reading = read(data, "result.json")

    assert all(each.data in data for each in members)
    assert reading.facts["messages"] == str(len(said))
    found = [m.reading for m in members if m.reading and m.reading.headers]
    told = [(each.facts["number"], each.text) for each in found]
    assert told == [(str(n), words) for n, words in enumerate(said, 1)]


def test_a_message_has_its_moment_and_the_zone_in_which_it_was_said(read: Read) -> None:
    found = one(read)

    assert found.headers is not None
    assert found.headers.sent_at == datetime(2025, 3, 3, 9, 1, tzinfo=UTC)
    assert found.headers.sent_zone == "+0300"
    assert found.facts["clock"] == "2025-03-03T12:01:00"
    assert found.people[0].address == "user77@telegram"


def test_the_zone_is_asked_where_an_old_export_names_none(read: Read) -> None:
    old = {k: v for k, v in message(1).items() if k != "date_unixtime"}

    [found], reading = read(made_chats.telegram([old]), "result.json")

    assert reading.facts["needs"] == "time-zone"
    assert found.reading is not None
    assert found.reading.headers is not None
    assert found.reading.headers.sent_at is None


def test_what_was_forwarded_is_not_the_forwarders(read: Read) -> None:
    found = one(read, words="do it", forwarded_from="The Boss")

    [segment] = found.segments
    assert (segment.kind, segment.author) == (SegmentKind.FORWARDED, "The Boss")


def test_replies_edits_and_files_are_kept_apart_from_the_words(read: Read) -> None:
    found = one(
        read,
        words=["see ", {"type": "link", "text": "a.example"}],
        reply_to_message_id=7,
        edited="2025-03-04T10:00:00",
        edited_unixtime="1741078800",
        file="files/offer.pdf",
        file_name="offer.pdf",
        mime_type="application/pdf",
        photo="(File not included. Change data exporting settings to download.)",
    )

    post = post_of(found.facts)
    assert post is not None
    assert found.text == "see a.example"
    assert found.headers is not None
    assert found.headers.in_reply_to == ("telegram:4321/7",)
    assert post.edited == "2025-03-04T09:00:00+00:00"
    assert [(f.name, f.path) for f in post.files] == [
        ("photo", ""),
        ("offer.pdf", "files/offer.pdf"),
    ]


def test_a_link_that_hides_its_target_shows_it(read: Read) -> None:
    link = {"type": "text_link", "text": "here", "href": "https://nord.example/"}

    assert one(read, words=["see ", link]).text == "see here (https://nord.example/)"


def test_a_poll_and_a_place_are_said_in_words(read: Read) -> None:
    poll = {"question": "Which logo?", "answers": [{"text": "red"}, {"text": "blue"}]}
    place = {"latitude": 47.01, "longitude": 28.86}

    assert one(read, words="", poll=poll).text == "Which logo?\n– red\n– blue"
    assert "47.01, 28.86" in one(read, words="", location_information=place).text


def test_what_the_service_reports_is_nobodys_words(read: Read) -> None:
    report = {**message(1, ""), "type": "service", "action": "invite_members"}
    data = made_chats.telegram([{**report, "members": ["Bo"], "actor": "Ann Lee"}])

    [found], _ = read(data, "result.json")

    assert found.reading is not None
    assert found.reading.text == "invite members: Bo"
    assert found.reading.segments[0].kind is SegmentKind.UNASSIGNED


def test_another_text_is_another_version_of_the_same_message(read: Read) -> None:
    before, after = one(read, words="red").headers, one(read, words="blue").headers

    assert before is not None
    assert after is not None
    assert before.message_id == after.message_id
    assert before.fingerprint != after.fingerprint


def test_reactions_and_paths_make_no_other_message(read: Read) -> None:
    plain = one(read, photo="photos/a.jpg").headers
    other = one(read, photo="photos/b.jpg", reactions=[{"emoji": "👍"}]).headers

    assert plain is not None
    assert other is not None
    assert plain.fingerprint == other.fingerprint


def test_an_account_holds_its_chats_and_they_their_messages(read: Read) -> None:
    chats = [
        made_chats.telegram([message(1)], name="A", id=1),
        made_chats.telegram([message(1)], name="B", id=2),
    ]

    members, reading = read(made_chats.telegram_account(chats), "result.json")

    assert [(each.place, each.within) for each in members] == [
        ("chat 1", ""),
        ("chat 1 › message 1", "chat 1"),
        ("chat 2", ""),
        ("chat 2 › message 1", "chat 2"),
    ]
    assert reading.facts == {"chats": "2", "messages": "2"}
    heads = [each.reading.headers for each in members if each.reading]
    ids = [head.message_id for head in heads if head]
    assert ids == ["telegram:1/1", "telegram:2/1"]


@given(cut=st.integers(60, 900))
def test_a_file_that_breaks_off_keeps_what_came_before(read: Read, cut: int) -> None:
    data = made_chats.telegram([message(number) for number in range(1, 6)])
    whole = read(data, "result.json")[0]

    members, reading = read(data[: -min(cut, len(data) - 500)], "result.json")

    assert [each.data for each in members] == [w.data for w in whole][: len(members)]
    assert reading.problem is not None
    assert "breaks off" in reading.problem


def test_reading_goes_on_where_it_was_broken_off(read: Read) -> None:
    data = made_chats.telegram([message(number) for number in range(1, 6)])
    whole, _ = read(data, "result.json")

    rest, reading = read(data, "result.json", done=3)

    assert rest == whole[3:]
    assert reading.facts["messages"] == "5"


def test_a_page_is_read_message_by_message(read: Read) -> None:
    elements = [
        '<div class="message service" id="message-1">3 March 2025</div>',
        made_chats.telegram_element(1, "one<br>two &amp; <b>three</b>"),
        made_chats.telegram_element(2, 'see <a href="https://a.example/">it</a>', ""),
    ]

    members, reading = read(made_chats.telegram_page(elements), "messages.html")

    first, second = (each.reading for each in members)
    assert first is not None
    assert second is not None
    assert first.text == "one\ntwo & three"
    assert second.text == "see it (https://a.example/)"
    assert second.people[0].name == "Ann Lee"
    assert first.headers is not None
    assert first.headers.sent_at == datetime(2025, 3, 3, 9, 1, tzinfo=UTC)
    assert (reading.title, reading.kind) == ("Nord site", Kind.ARCHIVE)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_samples_are_read_message_by_message(
    read: Read, samples: Path, name: str
) -> None:
    data = (samples / "chat" / "telegram" / name).read_bytes()

    members, _ = read(data, name.rpartition("/")[2])

    assert len(members) == SAMPLES[name]
    assert all(each.data in data for each in members)
