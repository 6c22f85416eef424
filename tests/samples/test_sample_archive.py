"""Archives of any size."""

import mailbox
from collections import Counter
from email.header import decode_header
from email.header import make_header
from email.message import Message
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from ledger.samples.archive import write_archive

MESSAGES = 2000


def archive(messages: int, seed: int = 1) -> bytes:
    stream = BytesIO()
    write_archive(stream, messages, seed)
    return stream.getvalue()


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> list[Message]:
    path: Path = tmp_path_factory.mktemp("archive") / "all.mbox"
    path.write_bytes(archive(MESSAGES))
    box = mailbox.mbox(path)
    try:
        return list(box)
    finally:
        box.close()


def words_of(letter: Message) -> list[str]:
    part = letter.get_payload(0) if letter.is_multipart() else letter
    assert isinstance(part, Message)
    data = part.get_payload(decode=True)
    assert isinstance(data, bytes)
    return data.decode(part.get_content_charset() or "").split()


def test_it_holds_as_many_mails_as_were_asked_for(letters: list[Message]) -> None:
    assert len(letters) == MESSAGES


def test_every_mail_is_whole(letters: list[Message]) -> None:
    for letter in letters:
        assert letter["X-Sample-Data"] == "yes"
        assert letter["From"]
        assert letter["To"]
        assert letter["Date"]
        assert str(make_header(decode_header(letter["Subject"])))
        assert len(words_of(letter)) > 5
        assert [part.defects for part in letter.walk() if part.defects] == []


def test_threads_are_whole(letters: list[Message]) -> None:
    known: set[str] = set()
    answers = 0
    for letter in letters:
        if letter["In-Reply-To"]:
            answers += 1
            assert letter["In-Reply-To"] in known
            assert letter["References"].split()[-1] == letter["In-Reply-To"]
        assert letter["Message-ID"] not in known
        known.add(letter["Message-ID"])

    assert MESSAGES // 2 < answers < MESSAGES


def test_sizes_are_those_of_mail(letters: list[Message]) -> None:
    sizes = sorted(len(letter.as_bytes()) for letter in letters)

    assert sizes[0] > 300
    assert 1_000 < sizes[MESSAGES // 2] < 20_000
    assert sizes[-1] < 60_000


def test_a_few_percent_have_an_attachment(letters: list[Message]) -> None:
    attached = sum(letter.is_multipart() for letter in letters)

    assert 0.02 < attached / MESSAGES < 0.08


def test_words_are_as_unequal_as_in_life(letters: list[Message]) -> None:
    counts = Counter(word for letter in letters for word in words_of(letter))

    common = sum(count for _, count in counts.most_common(100))
    rare = sum(1 for count in counts.values() if count <= 3)

    assert common > sum(counts.values()) / 3
    assert rare > len(counts) / 3


def test_all_four_languages_are_there(letters: list[Message]) -> None:
    counts = Counter(word for letter in letters for word in words_of(letter))

    for word in ("логотип", "logo-ul", "логото", "logo"):
        assert counts[word] > 10


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others() -> None:
    assert archive(300) == archive(300)
    assert archive(300) != archive(300, seed=2)


@given(messages=st.integers(0, 40), seed=st.integers(0, 2**32))
@settings(max_examples=10, deadline=None)
def test_every_size_and_seed_gives_so_many_mails(messages: int, seed: int) -> None:
    data = archive(messages, seed)

    assert sum(line.startswith(b"From ") for line in data.split(b"\n")) == messages


def test_a_longer_archive_begins_with_the_shorter_one() -> None:
    assert archive(60).startswith(archive(40))
