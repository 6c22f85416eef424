"""The language of a mail is that of its sender's own words, not of what is quoted."""

from collections.abc import Callable

import pytest

from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from ledger.formats import language

Read = Callable[..., tuple[list[Member], Reading]]

HEAD = (
    "From: Elena Example <elena@client.example>\nTo: <max@studio.example>\n"
    "Subject: Re: Brochure\nMessage-ID: <1@mail.example>\n"
    "Date: Tue, 13 May 2025 10:00:00 +0300\nMIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
)
ENGLISH = (
    "> Dear Elena,\n>\n> we advise against the red background: it will not print well. "
    "Do you want it anyway?\n"
)
RUSSIAN = "> Мы советуем не делать красный фон: он плохо напечатается, вы знаете.\n"


@pytest.mark.parametrize(
    ("own", "quoted", "found"),
    [
        ("Да, всё равно сделайте красный фон.", ENGLISH, "ru"),
        ("Please do it anyway, we want the red one.", RUSSIAN, "en"),
        ("Da, vă rog să o faceți așa cum am spus.", ENGLISH, "ro"),
        ("Ok.", ENGLISH, "en"),
        ("Ок", RUSSIAN, "ru"),
        ("", RUSSIAN, "ru"),
        ("Ок, Елена", ENGLISH, None),
    ],
)
def test_a_mail_is_in_the_language_of_its_own_words(
    read: Read, own: str, quoted: str, found: str | None
) -> None:
    _members, reading = read(f"{HEAD}{own}\n\n{quoted}".encode(), "re.eml")

    assert reading.language == found


def test_words_too_few_to_tell_are_in_the_language_of_the_rest() -> None:
    assert language.of_own("Ок.", "Ок. Мы это уже сделали для вас.") == "ru"
    assert language.of_own("Ок.", "Ок. We have done it for you.") is None
    assert language.of_own("!", "We have done it for you.") == "en"
