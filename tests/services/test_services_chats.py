"""Chats: one message once, its versions, its absence, and what a person answers."""

import pytest

from ledger.domain.errors import BadInputError
from ledger.domain.errors import NotFoundError
from ledger.domain.event import EventKind
from ledger.domain.reading import Kind
from ledger.domain.rereading import ReadWithWholeError
from ledger.opened import Ledger
from ledger.services import chatting
from ledger.services import conversing
from ledger.services import filing
from ledger.services import indexing
from ledger.services import people
from ledger.services import projects
from ledger.services import rebuilding
from ledger.services import rereading
from ledger.services import searching
from ledger.services.conversing import Said
from ledger.services.projects import NewPerson
from ledger.store import documents
from ledger.store import filing as filed
from ledger.store import receipts
from tests.acts import ACTOR
from tests.acts import every_document
from tests.acts import log_of
from tests.acts import nord
from tests.acts import take_in
from tests.formats import made_chats

message = made_chats.telegram_message
NAME = "WhatsApp Chat with Anna.txt"
UNCLEAR = (
    "3/4/24, 21:45 - Anna: bigger\n3/4/24, 21:46 - Bo: ok\n3/4/24, 21:46 - Bo: ok\n"
)


def bring(ledger: Ledger, name: str, data: bytes | str, project: str = "") -> str:
    """Take one export in and return its receipt."""
    told = data.encode() if isinstance(data, str) else data
    found = projects.find(ledger, project) if project else None
    return take_in(ledger, {name: told}, found)


def the_day(ledger: Ledger, at: int = 0) -> tuple[Said, ...]:
    """Return the messages of a day of the only chat."""
    [told] = chatting.every(ledger)
    day, _number = told.days[at]
    return conversing.day_of(ledger, told.chat.id, day or "undated").messages


def said(ledger: Ledger, at: int = 0) -> list[str]:
    """Return what was said on a day of the only chat."""
    return [each.text.text for each in the_day(ledger, at)]


def test_each_message_is_a_document_and_is_found_by_its_author(ledger: Ledger) -> None:
    bo = {"from": "Bo", "from_id": "user8"}
    messages = [message(1, "a bigger logo"), message(2, "logo: no", **bo)]
    bring(ledger, "result.json", made_chats.telegram(messages))
    indexing.catch_up(ledger)

    found = searching.search(ledger, "logo by:ann kind:chat").findings

    assert [each.document.kind for each in found] == [Kind.CHAT]
    assert found[0].author is not None
    assert found[0].author.address == "user77@telegram"


def test_a_longer_export_adds_the_new_messages_alone(ledger: Ledger) -> None:
    bring(ledger, "result.json", made_chats.telegram(map(message, range(1, 4))))

    again = bring(ledger, "result.json", made_chats.telegram(map(message, range(2, 6))))

    with ledger.db.reading() as tx:
        lines = [line for line in receipts.lines(tx, again) if "›" in line.path]
        first = {line.first for line in lines if line.first}
    assert [str(line.outcome) for line in lines] == ["duplicate"] * 2 + ["taken-in"] * 2
    assert len(first) == 2
    assert len(the_day(ledger)) == 5


def test_equal_messages_of_one_minute_are_two_and_stay_two(ledger: Ledger) -> None:
    bring(ledger, NAME, UNCLEAR)

    again = bring(ledger, "x/" + NAME, UNCLEAR + "5/4/24, 10:00 - Anna: red\n")

    with ledger.db.reading() as tx:
        counts = receipts.counts(tx, again)
    assert {str(name): number for name, number in counts.items()} == {
        "taken-in": 2,  # the file itself, and one message
        "duplicate": 3,
        "set-aside": 0,
    }


def test_overlapping_texts_without_a_name_become_one_chat(ledger: Ledger) -> None:
    first = "31.12.24, 10:00 - Ann: one\n31.12.24, 10:01 - Ann: two\n"
    bring(ledger, "a.txt", first)

    bring(ledger, "b.txt", "31.12.24, 10:01 - Ann: two\n31.12.24, 10:02 - Bo: three\n")

    assert said(ledger) == ["one", "two", "three"]


def test_an_edited_message_is_a_version_that_names_the_older_one(
    ledger: Ledger,
) -> None:
    bring(ledger, "result.json", made_chats.telegram([message(1, "red")]))
    edited = message(1, "blue", edited_unixtime="1741078800")

    bring(ledger, "result.json", made_chats.telegram([edited]))

    old, new = the_day(ledger)
    assert (old.text.text, new.text.text) == ("red", "blue")
    assert [each.id for each in new.versions] == [old.document.id]
    assert [each.id for each in old.versions] == [new.document.id]
    assert new.stored.post.edited


def test_a_reply_answers_the_version_that_was_there_when_it_was_written(
    ledger: Ledger,
) -> None:
    reply = message(2, "we advise against it", reply_to_message_id=1)
    bring(ledger, "result.json", made_chats.telegram([message(1, "green"), reply]))
    later = message(1, "GREEN", edited_unixtime="1741164000")

    bring(ledger, "result.json", made_chats.telegram([later, message(3)]))

    answers = {each.text.text: each.answers for each in the_day(ledger)}
    answered = answers["we advise against it"]
    assert answered is not None
    assert answered.text.text == "green"


WHATSAPP = (
    "31.12.24, 10:00 - Bo: hello\n31.12.24, 10:01 - Ann: red\n"
    "31.12.24, 10:01 - Bo: red\n31.12.24, 10:02 - Bo: fine\n"
)


@pytest.mark.parametrize(
    ("now", "mark"),
    [
        ("blue <This message was edited>", "edited"),
        ("This message was deleted", "deleted"),
    ],
)
def test_an_edit_without_a_number_is_tied_to_what_it_must_have_replaced(
    ledger: Ledger, now: str, mark: str
) -> None:
    bring(ledger, NAME, WHATSAPP)

    bring(ledger, NAME, WHATSAPP.replace("Ann: red", f"Ann: {now}"))

    first, old, bos, new, last = the_day(ledger)
    assert (old.text.text, bos.text.text) == ("red", "red")
    assert getattr(new.stored.post, mark)
    assert [each.id for each in new.versions] == [old.document.id]
    assert [each.id for each in old.versions] == [new.document.id]
    assert [each.missing for each in (first, old, bos, new, last)] == [()] * 5


def test_where_more_than_one_could_have_been_edited_none_is_said_to_be(
    ledger: Ledger,
) -> None:
    two = WHATSAPP.replace("Bo: red", "Ann: green")
    bring(ledger, NAME, two)
    later = two.replace("Ann: red", "Ann: blue <This message was edited>")

    bring(ledger, NAME, later.replace("31.12.24, 10:01 - Ann: green\n", ""))

    day = the_day(ledger)
    assert [each.versions for each in day] == [()] * 5
    assert [
        len(each.missing) for each in day if each.text.text in {"red", "green"}
    ] == [
        1,
        1,
    ]


def test_what_a_later_export_does_not_hold_is_marked_and_stays(ledger: Ledger) -> None:
    bring(ledger, "result.json", made_chats.telegram(map(message, range(1, 6))))
    left = [message(number) for number in (1, 2, 4, 5, 6)]

    bring(ledger, "result.json", made_chats.telegram(left))

    listed = the_day(ledger)
    gone = {each.stored.post.number: each.missing for each in listed if each.missing}
    assert len(listed) == 6
    assert list(gone) == ["3"]
    assert gone["3"][0].export.title == "Nord site"


def test_an_export_says_nothing_of_days_that_it_does_not_reach(ledger: Ledger) -> None:
    bring(ledger, "result.json", made_chats.telegram(map(message, range(1, 6))))

    bring(ledger, "result.json", made_chats.telegram(map(message, range(3, 7))))

    assert not any(each.missing for each in the_day(ledger))


def test_a_reply_shows_what_it_answers_or_that_it_is_missing(ledger: Ledger) -> None:
    bring(
        ledger,
        "result.json",
        made_chats.telegram(
            [
                message(1, "which?"),
                message(2, "this", reply_to_message_id=1),
                message(3, "that", reply_to_message_id=77),
            ]
        ),
    )

    first, second, third = the_day(ledger)

    assert second.answers is not None
    assert second.answers.document.id == first.document.id
    assert (third.answers, third.answers_missing) == (None, True)
    assert second.document.thread == first.document.thread


def test_day_order_and_zone_are_asked_and_never_assumed(ledger: Ledger) -> None:
    bring(ledger, NAME, UNCLEAR)

    [asked] = chatting.asked(ledger)
    assert [str(need) for need in asked.export.open_needs] == ["day-order", "time-zone"]
    assert (asked.examples, asked.orders) == (("3/4/24",), ("dmy", "mdy"))
    assert all(each.document.sent_at is None for each in the_day(ledger))

    chatting.answer(ledger, ACTOR, asked.document.id, order="mdy", zone="Europe/Berlin")

    assert chatting.asked(ledger) == []
    [first, *_others] = the_day(ledger)
    assert first.document.sent_at is not None
    assert first.document.sent_at.isoformat() == "2024-03-04T20:45:00+00:00"
    assert first.document.sent_zone == "+0100"


def test_the_search_knows_the_day_that_was_answered(ledger: Ledger) -> None:
    bring(ledger, NAME, UNCLEAR)
    [asked] = chatting.asked(ledger)
    indexing.catch_up(ledger)
    chatting.answer(ledger, ACTOR, asked.document.id, order="dmy", zone="Europe/Berlin")

    indexing.catch_up(ledger)

    assert searching.search(ledger, "bigger after:2024-04-02 before:2024-04-05").total
    assert not searching.search(ledger, "bigger before:2024-04-01").findings


def test_an_answer_can_be_given_anew(ledger: Ledger) -> None:
    bring(ledger, NAME, UNCLEAR)
    [asked] = chatting.asked(ledger)
    key = asked.document.id
    chatting.answer(ledger, ACTOR, key, order="mdy", zone="Europe/Berlin")

    chatting.answer(ledger, ACTOR, key, order="dmy")

    [told] = chatting.every(ledger)
    assert [day for day, _number in told.days] == ["2024-04-03"]
    assert told.exports[0][0].zone == "Europe/Berlin"


@pytest.mark.parametrize(
    ("order", "zone"),
    [("abc", ""), ("", "Atlantis/Deep"), ("", ""), ("ymd", "")],
)
def test_an_answer_that_cannot_be_is_refused(
    ledger: Ledger, order: str, zone: str
) -> None:
    bring(ledger, NAME, UNCLEAR)
    [asked] = chatting.asked(ledger)

    with pytest.raises(BadInputError):
        chatting.answer(ledger, ACTOR, asked.document.id, order=order, zone=zone)
    with pytest.raises(NotFoundError):
        chatting.answer(ledger, ACTOR, "d_nothing", zone="Europe/Berlin")


def test_an_answer_holds_for_an_export_that_shows_the_same_clock(
    ledger: Ledger,
) -> None:
    bring(ledger, NAME, UNCLEAR)
    [asked] = chatting.asked(ledger)
    chatting.answer(ledger, ACTOR, asked.document.id, order="dmy", zone="Europe/Berlin")

    bring(ledger, "later/" + NAME, UNCLEAR + "5/4/24, 10:00 - Anna: red\n")
    bring(ledger, "other/" + NAME, "7/4/24, 10:00 - Anna: another phone\n")

    events = [e for e in log_of(ledger) if e.kind == EventKind.CHAT_ANSWERED]
    assert [event.actor for event in events] == [ACTOR, "system"]
    assert events[1].fields["agrees_with"] == asked.document.id
    assert len(chatting.asked(ledger)) == 1


def test_the_rows_are_made_again_from_the_log(ledger: Ledger) -> None:
    bring(ledger, NAME, UNCLEAR)
    [asked] = chatting.asked(ledger)
    chatting.answer(ledger, ACTOR, asked.document.id, order="dmy", zone="Europe/Berlin")
    bring(ledger, "result.json", made_chats.telegram(map(message, range(1, 4))))
    before = [chatting.find(ledger, each.chat.id) for each in chatting.every(ledger)]

    rebuilding.projections_anew(ledger)

    assert [chatting.find(ledger, each.chat.id) for each in before] == before


def test_a_chat_is_filed_once_for_all_its_messages_and_exports(ledger: Ledger) -> None:
    nord(ledger)
    bring(ledger, "result.json", made_chats.telegram(map(message, range(1, 4))))
    [told] = chatting.every(ledger)
    assert filing.tray_size(ledger) == 1
    filing.file(ledger, ACTOR, [told.exports[0][1].id], "NORD", "it is theirs")

    bring(ledger, "result.json", made_chats.telegram(map(message, range(1, 6))))

    chat = [each for each in every_document(ledger) if each.kind == Kind.CHAT]
    with ledger.db.reading() as tx:
        there = filed.projects_of(tx, [each.id for each in chat])
    assert len(chat) == 8
    assert all(there.values())
    assert filing.tray_size(ledger) == 0


def test_a_handle_is_mapped_to_a_person_once(ledger: Ledger) -> None:
    bring(ledger, "result.json", made_chats.telegram([message(1, "a logo")]))
    assert [each.address for each in chatting.unknown(ledger)] == ["user77@telegram"]
    new = NewPerson(name="Anna Li", side="client", client="Nord Invented")
    person = projects.add_person(ledger, ACTOR, new)

    people.add_address(ledger, ACTOR, person.id, "user77@telegram")

    [first] = the_day(ledger)
    assert first.person is not None
    assert first.person.name == "Anna Li"
    assert chatting.unknown(ledger) == []


def test_a_chat_in_a_mail_belongs_to_the_mail(ledger: Ledger) -> None:
    head = (
        b"From: a@b.example\nSubject: x\nContent-Type: multipart/mixed; boundary=b\n\n"
    )
    part = b"--b\nContent-Disposition: attachment; filename=_chat.txt\n\n"
    text = b"31.12.24, 10:00 - Ann: one\n31.12.24, 10:01 - Ann: two\n"
    take_in(ledger, {"a.eml": head + part + text + b"\n--b--\n"})

    [told] = chatting.every(ledger)

    assert told.number == 2
    assert filing.tray_size(ledger) == 1
    with ledger.db.reading() as tx:
        assert documents.find(tx, told.chat.id).parent is not None


def test_the_files_of_a_folder_are_joined_to_their_messages(ledger: Ledger) -> None:
    data = made_chats.telegram([message(1, "", file="files/offer.txt")])
    take_in(ledger, {"e/result.json": data, "e/files/offer.txt": b"the offer"})

    [first] = the_day(ledger)

    [file] = first.files
    assert file.document is not None
    assert file.document.name == "offer.txt"


def test_a_zip_brings_its_files_into_their_messages_and_is_filed_once(
    ledger: Ledger,
) -> None:
    nord(ledger)
    text = "[31.12.24, 21:45:07] Ann: \u200e<attached: 01-offer.txt>\n"
    files = {"_chat.txt": text.encode(), "01-offer.txt": b"the offer"}
    bring(ledger, "WhatsApp Chat - Ann.zip", made_chats.zipped(files), "NORD")

    [first] = the_day(ledger)

    [file] = first.files
    assert file.document is not None
    assert file.document.parent == first.document.id
    assert filing.tray_size(ledger) == 0
    with ledger.db.reading() as tx:
        assert filed.projects_of(tx, [file.document.id])[file.document.id]


def test_an_export_that_is_read_again_doubles_nothing(ledger: Ledger) -> None:
    text = "[31.12.24, 21:45:07] Ann: one\n[31.12.24, 21:46:07] Ann: two\n"
    archive = made_chats.zipped({"_chat.txt": text.encode()})
    bring(ledger, "WhatsApp Chat - Ann.zip", archive)
    before = [each.id for each in every_document(ledger)]

    rereading.read_again(ledger, ACTOR, before[0])

    assert [each.id for each in every_document(ledger)] == before
    for inside in before[1:]:
        with pytest.raises(ReadWithWholeError):
            rereading.read_again(ledger, ACTOR, inside)
