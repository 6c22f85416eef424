"""WhatsApp's text: every line is somebody's, in the layouts and words of all phones."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from ledger.domain.chat import post_of
from ledger.domain.reading import Kind
from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from ledger.domain.reading import SegmentKind

Read = Callable[..., tuple[list[Member], Reading]]
NAME = "WhatsApp Chat with Ann Lee.txt"
PHOTO = "IMG-20241231-WA0001.jpg"

LAYOUTS = {
    "31.12.24, 21:45 - {}: {}\n": "2024-12-31T21:45:00",
    "31/12/2024, 9:45 pm - {}: {}\n": "2024-12-31T21:45:00",
    "12/31/24, 9:45\u202fPM - {}: {}\n": "2024-12-31T21:45:00",
    "31/12/2024, 9:45 p. m. - {}: {}\n": "2024-12-31T21:45:00",
    "31.12.2024 21:45 - {}: {}\n": "2024-12-31T21:45:00",
    "31.12.24 г., 21:45 ч. - {}: {}\n": "2024-12-31T21:45:00",
    "31.12.2024 klo 21.45 - {}: {}\n": "2024-12-31T21:45:00",
    "2024-12-31, 21:45 - {}: {}\n": "2024-12-31T21:45:00",
    "2024/12/31, 下午9:45 - {}: {}\n": "2024-12-31T21:45:00",
    "[31.12.24, 21:45:07] {}: {}\n": "2024-12-31T21:45:07",
    "\u200e[31.12.24, 21:45:07] {}: {}\r\n": "2024-12-31T21:45:07",
    "[31/12/2024, 9:45:07\u202fp.m.] {}: {}\n": "2024-12-31T21:45:07",
    "[12/31/24, 9:45:07 PM] {}: {}\n": "2024-12-31T21:45:07",
    "[31.12.24 um 21:45:07] {}: {}\n": "2024-12-31T21:45:07",
}
AUTHORS = st.sampled_from(
    ["Ann Lee", "Иван Петров", "Ștefan", "+49 170 1234567", "n", "José 🙈", "علی"]
)
LINES = st.text(
    st.characters(
        exclude_categories=["Cs", "Cc", "Zl", "Zp", "Cf"], exclude_characters="<>:"
    ),
    min_size=1,
    max_size=30,
).filter(lambda line: not line[0].isdigit() and line.strip() and line[0] != "[")
BODIES = st.lists(LINES, min_size=1, max_size=3).map("\n".join)


def posts(read: Read, text: str, name: str = NAME) -> list[Reading]:
    """Return the readings of the messages of a text."""
    members, _ = read(text.encode(), name)
    found = [member.reading for member in members]
    assert all(found)
    return [each for each in found if each]


def own(reading: Reading) -> str:
    """Return the words that the author of a message wrote."""
    return "".join(
        reading.text[part.start : part.end]
        for part in reading.segments
        if part.kind is SegmentKind.OWN
    )


@pytest.mark.parametrize("layout", LAYOUTS)
@settings(max_examples=20, deadline=None)
@given(said=st.lists(st.tuples(AUTHORS, BODIES), min_size=1, max_size=4))
def test_what_was_said_is_read_in_every_layout(
    read: Read, layout: str, said: list[tuple[str, str]]
) -> None:
    text = "".join(layout.format(author, body) for author, body in said)

    members, reading = read(text.encode(), NAME)

    assert b"".join(member.data for member in members) == text.encode()
    found = [each.reading for each in members if each.reading]
    assert [(each.people[0].name, own(each)) for each in found] == said
    clocks = {each.facts.get("clock") for each in found}
    assert clocks == {LAYOUTS[layout]}
    assert reading.kind is Kind.ARCHIVE


@settings(deadline=None)
@given(
    lines=st.lists(
        st.sampled_from(
            [
                "31.12.24, 21:45 - Ann: words",
                "[31.12.24, 21:45:07] Ann: words",
                "99.99.99, 99:99 - nobody: nothing",
                "more words",
                "",
                "31.12.24, 21:45 - Ann created this group",
                "\u200e<attached: a.jpg>",
                "\ufeff",
            ]
        ),
        max_size=12,
    ),
    ending=st.sampled_from(["\n", "\r\n"]),
)
def test_no_line_is_lost(read: Read, lines: list[str], ending: str) -> None:
    text = "31.12.24, 21:44 - Ann: first" + ending + ending.join(lines)

    members, _ = read(text.encode(), NAME)

    assert b"".join(member.data for member in members) == text.encode()


@pytest.mark.parametrize(
    ("dates", "order"),
    [
        (["3/4/24", "14/4/24"], "dmy"),
        (["3/4/24", "3/14/24"], "mdy"),
        (["2/11/24", "3/11/24", "1/12/24"], "dmy"),
        (["11/2/24", "11/3/24", "12/1/24"], "mdy"),
        (["3/4/24"], ""),
        (["3/4/24", "4/4/24"], ""),
        (["5/5/24"], "dmy"),
        (["2024/04/03"], "ymd"),
        (["24. 12. 31"], "ymd"),
    ],
)
def test_the_order_of_day_and_month_is_proved_or_asked(
    read: Read, dates: list[str], order: str
) -> None:
    text = "".join(f"{each}, 10:00 - Ann: words\n" for each in dates)

    members, reading = read(text.encode(), NAME)

    needs = reading.facts["needs"].split()
    assert ("day-order" in needs) == (order == "")
    assert "time-zone" in needs
    clocks = [each.reading.facts.get("clock", "") for each in members if each.reading]
    assert all(clocks) == bool(order)
    assert all(each.reading and not each.reading.headers.sent_at for each in members)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "words",
    [
        "<Media omitted>",
        "<Medien ausgeschlossen>",
        "<Без медиафайлов>",
        "<Fișiere media omise>",
        "<Мултимедията е пропусната>",
        "<Médias omis>",
        "<Multimedia omitido>",
        "<Media omessi>",
        "<Arquivo de mídia oculto>",
        "\u200eimage omitted",
        "\u200eBild weggelassen",
        "\u200eимейдж отсутствует",
        "\u200eimagine omisă",
        "Offer.pdf • \u200e3 pages \u200edocument omitted",
    ],
)
def test_a_file_that_was_left_out_is_noted_and_is_nobodys_words(
    read: Read, words: str
) -> None:
    [found] = posts(read, f"31.12.24, 21:45 - Ann: {words}\n")

    post = post_of(found.facts)
    assert post is not None
    assert [file.path for file in post.files] == [""]
    assert own(found) == ""
    assert found.text


@pytest.mark.parametrize(
    ("words", "name", "caption"),
    [
        ("\u200e<attached: 00000012-PHOTO-a.jpg>", "00000012-PHOTO-a.jpg", ""),
        ("look \u200e<Anhang: 0012-PHOTO-a.jpg>", "0012-PHOTO-a.jpg", "look "),
        ("\u200e<прикреплено: 0012-AUDIO.opus>", "0012-AUDIO.opus", ""),
        ("IMG-20241231-WA0001.jpg (file attached)\nour logo", PHOTO, "our logo"),
        ("\u200eIMG-20241231-WA0001.jpg (Datei angehängt)", PHOTO, ""),
        ("Оферта 2.pdf (прикачен файл)", "Оферта 2.pdf", ""),
        ("DOC.pdf (файл добавлен)", "DOC.pdf", ""),
        ("DOC.pdf (fișier atașat)", "DOC.pdf", ""),
    ],
)  # fmt: skip
def test_a_file_that_came_along_is_named_apart_from_the_words(
    read: Read, words: str, name: str, caption: str
) -> None:
    [found] = posts(read, f"31.12.24, 21:45 - Ann: {words}\n")

    post = post_of(found.facts)
    assert post is not None
    assert [file.name for file in post.files] == [name]
    assert own(found).strip() == caption.strip()
    assert "".join(found.text[p.start : p.end] for p in found.segments) == found.text


@pytest.mark.parametrize(
    "words",
    [
        "This message was deleted",
        "You deleted this message",
        "Diese Nachricht wurde gelöscht.",
        "Данное сообщение удалено",
        "Acest mesaj a fost șters",
        "Това съобщение беше изтрито",
        "Це повідомлення було видалено",
        "Ce message a été supprimé",
        "Se eliminó este mensaje.",
        "Questo messaggio è stato eliminato",
    ],
)
def test_a_deleted_message_is_marked_and_has_no_words(read: Read, words: str) -> None:
    [found] = posts(read, f"[31.12.24, 21:45:07] Ann: \u200e{words}\n")

    assert found.facts["deleted"] == "yes"
    assert own(found) == ""


@pytest.mark.parametrize(
    "mark",
    [
        "\u200e<This message was edited>",
        " <Diese Nachricht wurde bearbeitet.>",
        "<Сообщение изменено>",
        "\u200e<Acest mesaj a fost editat>",
        "<Това съобщение беше редактирано>",
        " <Ce message a été modifié>",
        "<Se editó este mensaje.>",
    ],
)
def test_an_edited_message_is_marked_and_the_mark_is_not_its_authors(
    read: Read, mark: str
) -> None:
    [found] = posts(read, f"[31.12.24, 21:45:07] Ann: red, please{mark}\n")

    assert found.facts["edited"] == "yes"
    assert own(found) == "red, please"


@pytest.mark.parametrize(
    "line",
    [
        "31.12.24, 21:45 - Messages and calls are end-to-end encrypted. Tap for more.",
        '31.12.24, 21:45 - Ann created group "Nord: site"',
        "31.12.24, 21:45 - +12 345 578 added you",
        "[31.12.24, 21:45:07] Nord: \u200eMessages are end-to-end encrypted.",
        "[31.12.24, 21:45:07] Ann: \u200eAnn created this group",
        "31.12.24, 21:45 - Ann: Missed voice call",
        "31.12.24, 21:45 - Иван: Пропущенный голосовой вызов",
    ],
)  # fmt: skip
def test_what_the_service_reports_is_nobodys_words(read: Read, line: str) -> None:
    [found] = posts(read, f"{line}\n", "x.txt")

    assert found.facts["system"] == "yes"
    assert own(found) == ""


def test_two_messages_that_are_equal_to_the_letter_are_two(read: Read) -> None:
    found = posts(read, "31.12.24, 21:45 - Ann: ok\n" * 2)

    ids = {each.headers.message_id for each in found if each.headers}
    assert len(ids) == 2


def test_a_message_is_the_same_however_its_day_is_written(read: Read) -> None:
    texts = ("14/3/24, 21:45 - Ann: ok\n", "3/14/2024, 9:45 pm - Ann: ok\n")

    ids = [posts(read, text)[0].headers for text in texts]

    assert ids[0] is not None
    assert ids[1] is not None
    assert ids[0].message_id == ids[1].message_id


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("WhatsApp Chat with Ann Lee.txt", "Ann Lee"),
        ("WhatsApp Chat - Ann Lee (2).txt", "Ann Lee"),
        ("WhatsApp-Chat mit Ann.txt", "Ann"),
        ("Чат WhatsApp с Анна.txt", "Анна"),
        ("Conversație WhatsApp cu Ana.txt", "Ana"),
        ("Chat de WhatsApp con Ana.txt", "Ana"),
        ("notes.txt", ""),
    ],
)
def test_the_chat_is_named_by_the_file(read: Read, name: str, title: str) -> None:
    _, reading = read(b"31.12.24, 21:45 - Ann: ok\n", name)

    assert reading.title == title


def test_a_number_of_a_phone_is_a_handle_without_its_blanks(read: Read) -> None:
    [found] = posts(read, "31.12.24, 21:45 - +49 170 123-45-67: ok\n")

    assert found.people[0].address == "+491701234567@whatsapp"


def test_a_piece_that_was_pasted_from_another_day_is_flagged(read: Read) -> None:
    text = "31.12.24, 21:45 - Ann: see\n01.12.24, 10:00 - Bo: old\n"

    assert [each.flags for each in posts(read, text)] == [(), ("out-of-order",)]


def test_other_texts_with_dates_are_no_chats(read: Read) -> None:
    for text in ("31.12.24 Invoice\n", "Notes\n31.12.24, 21:45 - Ann: ok\n", "a,b\n"):
        _, reading = read(text.encode(), "notes.txt")

        assert reading.parser == "text"


def test_the_samples_are_read_line_by_line(read: Read, samples: Path) -> None:
    for path in sorted((samples / "chat" / "whatsapp").glob("*.txt")):
        members, reading = read(path.read_bytes(), path.name)

        assert reading.parser == "whatsapp", path.name
        assert b"".join(member.data for member in members) == path.read_bytes()


@pytest.mark.parametrize(
    "text",
    [
        "08/10/13 14:07:41: Ann: one\n08/10/13 14:07:49: Bo: two\n",
        "10/8/13, 2:07:41 PM: Ann: one\n10/8/13, 2:07:49 PM: Bo: two\n",
        "\ufeff13.06.18 21.25.15: Ann: one\n13.06.18 21.25.19: Bo: two\n",
    ],
)
def test_the_older_layout_of_apples_phones_is_read(read: Read, text: str) -> None:
    members, reading = read(text.encode(), NAME)
    told = [each.reading for each in members if each.reading]

    assert reading.parser == "whatsapp"
    assert [(each.text.strip(), each.people[0].name) for each in told] == [
        ("one", "Ann"),
        ("two", "Bo"),
    ]
    assert b"".join(each.data for each in members) == text.encode()


def test_lines_of_a_log_and_of_a_pasted_chat_are_no_messages(read: Read) -> None:
    log = "08/10/13 14:07:41: ERROR: disk\n08/10/13 14:07:49: info: up\n"
    later = "2013-10-08 14:07:41: Ann: one\n2013-10-08 14:07:49: Bo: two\n"
    pasted = "25.01.24, 21:05 - Ann: look\n08/10/13 14:07:41: Bo: old\n"

    assert read(log.encode(), "x.txt")[1].parser == "text"
    assert read(later.encode(), "x.txt")[1].parser == "text"
    assert len(read(pasted.encode(), NAME)[0]) == 1
