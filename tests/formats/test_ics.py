"""Calendar files: what, when and in which zone, who asks and who is asked."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies

from ledger.domain.reading import Kind
from ledger.domain.reading import Participant
from ledger.domain.trace import as_it_reads
from ledger.formats.cards import days
from ledger.formats.cards.lines import lines
from tests.formats.conftest import Read


def calendar(*events: str, method: str = "REQUEST") -> bytes:
    made = "".join(f"BEGIN:VEVENT\n{each}\nEND:VEVENT\n" for each in events)
    text = f"BEGIN:VCALENDAR\nMETHOD:{method}\nPRODID:-//Invented//\n{made}"
    return f"{text}END:VCALENDAR\n".replace("\n", "\r\n").encode()


INVITATION = """\
UID:1234@mail.example
SEQUENCE:2
STATUS:CONFIRMED
DTSTAMP:20250310T080000Z
SUMMARY:Встреча по логотипу\\, второй раунд
DTSTART;TZID=Europe/Sofia:20250314T100000
DTEND;TZID=Europe/Sofia:20250314T113000
LOCATION:Office\\; room 2
ORGANIZER;CN="Olga Ivanova; client":mailto:Olga@nord.example
ATTENDEE;CN=Max;PARTSTAT=ACCEPTED;ROLE=OPT-PARTICIPANT:mailto:max@studio.example
DESCRIPTION:Please bring\\nboth versions.
BEGIN:VALARM
TRIGGER:-PT15M
END:VALARM"""


def test_an_invitation_reads_as_facts(read: Read) -> None:
    _, reading = read(calendar(INVITATION), "invite.ics")

    assert (reading.kind, reading.title) == (
        Kind.EVENT,
        "Встреча по логотипу, второй раунд",
    )
    assert reading.text.splitlines() == [
        "Invitation",
        "Встреча по логотипу, второй раунд",
        "When: 2025-03-14 10:00 – 11:30 (Europe/Sofia)",
        "Where: Office; room 2",
        "Organizer: Olga Ivanova; client <Olga@nord.example>",
        "Asked: Max <max@studio.example> (accepted, need not come)",
        "Please bring",
        "both versions.",
        "Reminder: -15 minutes",
        "Status: CONFIRMED",
        "UID: 1234@mail.example",
        "Sequence: 2",
        "Written: 2025-03-10 08:00 (UTC)",
    ]
    assert reading.people == (
        Participant("organizer", "Olga Ivanova; client", "olga@nord.example"),
        Participant("attendee", "Max", "max@studio.example"),
    )
    assert reading.facts == {
        "method": "REQUEST",
        "creator": "-//Invented//",
        "uid": "1234@mail.example",
        "sequence": "2",
    }


def test_words_that_the_reading_adds_are_marked(read: Read) -> None:
    _, reading = read(calendar("SUMMARY:Call\nUID:1"), "a.ics")

    said = as_it_reads(reading.text, reading.traces)
    assert "Invitation" in reading.text
    assert "Invitation" not in said
    assert "UID:" not in said
    assert "Call" in said


@pytest.mark.parametrize(
    ("method", "head"),
    [("CANCEL", "Cancellation"), ("REPLY", "Answer to an invitation")],
)
def test_what_is_meant_stands_first(read: Read, method: str, head: str) -> None:
    _, reading = read(calendar("SUMMARY:Call\nUID:1", method=method), "a.ics")

    assert reading.text.splitlines()[0] == head


def test_an_event_that_was_cancelled_says_so(read: Read) -> None:
    event = "SUMMARY:Call\nSTATUS:CANCELLED"

    _, reading = read(calendar(event, method="PUBLISH"), "a.ics")

    assert reading.text.splitlines()[0] == "Cancelled"


@pytest.mark.parametrize(
    ("times", "when"),
    [
        ("DTSTART:20250314T100000Z\nDTEND:20250314T110000Z", "10:00 – 11:00 (UTC)"),
        ("DTSTART:20250314T100000", "10:00 (no zone is named)"),
        (
            "DTSTART:20250314T100000Z\nDURATION:PT1H30M",
            "10:00, 1 hour 30 minutes (UTC)",
        ),
        ("DTSTART;VALUE=DATE:20250314\nDTEND;VALUE=DATE:20250315", "(the whole day)"),
        (
            "DTSTART;VALUE=DATE:20250314\nDTEND;VALUE=DATE:20250317",
            "– 2025-03-16 (the whole day)",
        ),
        (
            "DTSTART:20250314T230000Z\nDTEND:20250315T010000Z",
            "23:00 – 2025-03-15 01:00 (UTC)",
        ),
        (
            "DTSTART;TZID=Europe/Sofia:20250314T100000\nDTEND:20250314T110000Z",
            "10:00 (Europe/Sofia) – 2025-03-14 11:00 (UTC)",
        ),
    ],
)
def test_a_time_stands_with_its_zone(read: Read, times: str, when: str) -> None:
    _, reading = read(calendar(f"SUMMARY:Call\n{times}"), "a.ics")

    line = reading.text.splitlines()[2]
    assert line.startswith("When: 2025-03-14")
    assert line.endswith(when)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE", "every 2 weeks on Monday, Wednesday"),
        ("FREQ=DAILY;COUNT=5", "every day, 5 times"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "every month on the last Friday"),
        ("FREQ=YEARLY;UNTIL=20301231", "every year, until 2030-12-31"),
        ("FREQ=MONTHLY;BYMONTHDAY=13;BYSETPOS=1", ""),
        ("FREQ=HOURLY", ""),
        ("nonsense", ""),
    ],
)
def test_a_rule_is_told_in_words_or_as_it_stands(
    read: Read, rule: str, words: str
) -> None:
    _, reading = read(calendar(f"SUMMARY:Call\nRRULE:{rule}"), "a.ics")

    assert days.rule(rule) == words
    assert reading.text.splitlines()[2] == (
        f"Repeats: {rule} ({words})" if words else f"Repeats: {rule}"
    )


def test_lines_folded_in_the_middle_of_a_letter_are_joined(read: Read) -> None:
    letters = "SUMMARY:Встреча".encode()
    folded = letters[:9] + b"\r\n " + letters[9:12] + b"\n\t" + letters[12:]
    data = calendar("SUMMARY:x").replace(b"SUMMARY:x", folded)

    _, reading = read(data, "a.ics")

    assert reading.title == "Встреча"


@pytest.mark.parametrize("charset", ["cp1251", "utf-16", "utf-8-sig", "koi8-r"])
def test_a_charset_that_is_not_named_is_guessed(read: Read, charset: str) -> None:
    text = calendar("SUMMARY:Встреча по логотипу\nLOCATION:Кишинёв").decode()

    _, reading = read(text.encode(charset), "a.ics")

    assert reading.title == "Встреча по логотипу"


def test_a_file_in_an_event_is_a_member(read: Read) -> None:
    data = base64.b64encode(b"%PDF-1.4").decode()
    named = "FMTTYPE=application/pdf;X-FILENAME=a.pdf"
    line = f"ATTACH;VALUE=BINARY;ENCODING=BASE64;{named}:{data}"

    [member], reading = read(calendar(f"SUMMARY:Call\n{line}"), "a.ics")

    assert (member.name, member.data) == ("a.pdf", b"%PDF-1.4")
    assert data not in reading.text


def test_versions_of_one_event_stand_apart(read: Read) -> None:
    first = "UID:1\nSUMMARY:Call\nRRULE:FREQ=DAILY"
    moved = "UID:1\nSUMMARY:Call\nRECURRENCE-ID:20250315T100000Z"

    _, reading = read(calendar(first, moved), "a.ics")

    assert "About the one of: 2025-03-15 10:00 (UTC)" in reading.text
    assert reading.facts["events"] == "2"


def test_a_calendar_without_events_says_so(read: Read) -> None:
    _, reading = read(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "a.ics")

    assert "no event" in (reading.problem or "")


@given(
    strategies.lists(
        strategies.sampled_from(
            [*INVITATION.splitlines(), "", "END:VEVENT", "BEGIN:VEVENT", "\x00", " x"]
        )
    )
)
def test_lines_in_any_order_end_in_a_reading(read: Read, listed: list[str]) -> None:
    _, reading = read(calendar("\n".join(listed)), "a.ics")

    assert reading.parser == "ics"


@given(strategies.binary(max_size=200))
def test_any_bytes_behind_the_mark_end_in_a_reading(read: Read, data: bytes) -> None:
    _, reading = read(b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + data, "a.ics")

    assert reading.parser == "ics"


@given(strategies.text(max_size=80))
def test_folding_changes_no_value(value: str) -> None:
    clean = "".join(each for each in value if each.isprintable() and each != "\\")
    data = f"X:{clean}".encode()
    folded = b"\r\n ".join(data[at : at + 7] for at in range(0, len(data), 7))

    assert [line.value for line in lines(folded)] == [clean]
