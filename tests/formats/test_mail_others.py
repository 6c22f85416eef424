"""Whose words: what stands below a message of others is never the sender's own."""

from collections.abc import Callable
from html import escape
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from ledger.formats import html_text
from ledger.formats.mail.phrases import LANGUAGES
from ledger.formats.mail.quotes import segments

Read = Callable[..., tuple[list[Member], Reading]]

OPENINGS = {
    "en": "From: Boss <boss@shop.example>\nSent: Tuesday, March 4, 2025 9:00 AM\n"
    "To: Client\nSubject: Logo\n",
    "en without addresses": "From: Boss Pike\nSent: Tue 3/4/2025 9:00 AM\nTo: Client\n",
    "en starred": "*From:* Boss <boss@shop.example>\n*Sent:* Tuesday, March 4, 2025\n"
    "*To:* Client\n*Subject:* Logo\n",
    "en apart": "From: Boss <boss@shop.example>\n\nSent: 3/4/2025 9:00\n\nTo: Client\n",
    "en listing": "From: Boss <boss@shop.example>\nTo: Client <c@shop.example>,\n"
    "  Ann <ann@shop.example>\nDate: 4 March 2025 at 09:00:00 EET\nSubject: Logo\n",
    "ru": "От: Босс <boss@shop.example>\nОтправлено: 4 марта 2025 г. 9:00\n"
    "Кому: Клиент\nТема: Логотип\n",
    "bg": "От: Шеф <boss@shop.example>\nИзпратено: вторник, 4 март 2025 г. 9:00\n"
    "До: Клиент\nОтносно: Лого\n",
    "ro": "De la: Șef <boss@shop.example>\nTrimis: marți, 4 martie 2025 09:00\n"
    "Către: Client\nSubiect: Logo\n",
    "de": "Von: Chef <boss@shop.example>\nGesendet: Dienstag, 4. März 2025 09:00\n"
    "An: Kunde\nBetreff: Logo\n",
    "fr": "De : Chef <boss@shop.example>\nEnvoyé : mardi 4 mars 2025 09:00\n"
    "À : Client\nObjet : Logo\n",
    "uk": "Від: Шеф <boss@shop.example>\nНадіслано: 4 березня 2025 р. 9:00\n"
    "Кому: Клієнт\nТема: Логотип\n",
    "dashes": "-----Original Message-----\n",
    "dashes, spaced": "-------- Original Message --------\nSubject: Logo\n",
    "dashes ru": "-----Исходное сообщение-----\n",
    "dashes bg": "-------- Препратено съобщение --------\n",
    "dashes ro": "---------- Mesaj redirecționat ---------\n",
    "dashes de": "-----Ursprüngliche Nachricht-----\n",
    "dashes fr": "-----Message d'origine-----\n",
    "dashes uk": "-------- Переслане повідомлення --------\n",
    "gmail": "---------- Forwarded message ---------\nFrom: Boss <boss@shop.example>\n"
    "Date: Tue, 4 Mar 2025 at 09:00\nSubject: Logo\nTo: <client@shop.example>\n",
    "yandex": "-------- Пересылаемое сообщение --------\n"
    '04.03.2025, 09:00, "Босс" <boss@shop.example>:\n',
    "yandex, answered": '04.03.2025, 09:00, "Босс" <boss@shop.example>:\n',
    "mail.ru": "Вторник, 4 марта 2025, 9:00 +03:00 от Босс <boss@shop.example>:\n",
    "apple": "Begin forwarded message:\n\nFrom: Boss <boss@shop.example>\n"
    "Subject: Logo\nDate: 4 March 2025 at 09:00:00 EET\nTo: Client\n",
    "rule": "________________________________\nFrom: Boss <boss@shop.example>\n"
    "Sent: Tuesday, March 4, 2025 9:00 AM\nTo: Client\n",
    "on … wrote": "On Tue, Mar 4, 2025 at 9:00 AM Boss <boss@shop.example> wrote:\n",
    "on … wrote, wrapped": "On Tue, Mar 4, 2025 at 9:00 AM Boss Pike\n"
    "<boss@shop.example>\nwrote:\n",
    "wrote without an address": "On Tue, Mar 4, 2025, Boss Pike wrote:\n",
    "писал": "4 марта 2025 г., 9:00, Босс написал:\n",
    "a scris": "În mar., 4 mar. 2025 la 09:00, Șef <boss@shop.example> a scris:\n",
    "написа": "На вт, 4.03.2025 г. в 9:00 Шеф <boss@shop.example> написа:\n",
    "schrieb": "Am 04.03.25 um 09:00 schrieb Chef Pike:\n",
}

OWN = {
    "prose": "From: that is the word above the sender.\nWe agreed on 4 March 2025.\n",
    "prose, two": "Date: 4 March 2025 suits us.\nSubject: we keep the logo.\n",
    "addresses": "From: ann@shop.example\nTo: bob@shop.example\nCc: eve@shop.example\n",
    "contacts": "Ann <ann@shop.example>\nBob <bob@shop.example>\n",
    "signature": "Ann Lee\nTel: 022 12 34 56\nFax: 022 12 34 57\nE-mail: a@b.example\n",
    "stay": "From: 12 March\nTo: 14 March\nGuests: 2\n",
    "stay, ruled": "--------------------\nFrom: 12.03.2025\nTo: March\nGuests: 2\n",
    "stay bg": "От: 12.03.2025\nДо: 14.03.2025\nДата: 01.03.2025\n",
    "ride": "From: Chișinău\nTo: Bălți\nDate: 12.03.2025\n",
    "parcel": "От: Кишинёв\nКому: Бельцы\nДата: 12.03.2025\n",
    "list": "Send these by 12.03.2025 to ann@shop.example:\n- the logo\n",
    "contract": "В договоре от 12.03.2025 пишет юрист:\nтри раунда\n",
    "you wrote": "On 3 March you wrote:\nthe logo stays.\nIt does not.\n",
    "rule": "________________________________\nThe prices are below.\n",
    "words": "The original message was lost.\nThis is a forwarded message\n",
}

WORDS = "Make the logo green.\n\nIt is urgent.\n-- \nBoss\n"


def parted(text: str) -> list[tuple[str, str]]:
    return [(s.kind.value, text[s.start : s.end]) for s in segments(text)]


@pytest.mark.parametrize("opening", OPENINGS.values(), ids=list(OPENINGS))
def test_below_the_head_of_another_message_nothing_is_own(opening: str) -> None:
    before = "Please do as below.\n\n"

    assert parted(before + opening + "\n" + WORDS) == [
        ("own", before),
        ("unassigned", opening + "\n" + WORDS),
    ]


@pytest.mark.parametrize("opening", OPENINGS.values(), ids=list(OPENINGS))
@pytest.mark.parametrize("form", ["<br>", "</div><div>"])
def test_so_it_is_in_html(opening: str, form: str) -> None:
    head = escape(opening.rstrip()).replace("\n", form)
    html = (
        '<p>Please do as below.</p><div style="border-top:solid #E1E1E1 1.0pt"><div>'
        f"{head}</div></div><p>Make the logo green.</p>"
    )

    own, others = parted(html_text.read(html).text)
    assert (own[0], own[1].strip()) == ("own", "Please do as below.")
    assert others[0] == "unassigned"
    assert others[1].split()[:2] == opening.split()[:2]
    assert others[1].strip().endswith("Make the logo green.")


@pytest.mark.parametrize("text", OWN.values(), ids=list(OWN))
def test_what_only_looks_like_a_head_stays_own(text: str) -> None:
    assert parted("Hello,\n\n" + text + "\nBye\n") == [
        ("own", "Hello,\n\n" + text + "\nBye\n")
    ]


def test_an_answer_under_a_marked_quote_stays_own() -> None:
    lead = "On Tue, Mar 4, 2025 at 9:00 AM Boss <boss@shop.example> wrote:\n"

    for opening in (lead + "\n\n", lead + "[...]\n", "-----Original Message-----\n"):
        text = opening + "> Bigger?\n\nYes, please.\n"
        assert parted(text)[-1] == ("own", "\nYes, please.\n")


def test_a_quote_with_its_sign_stays_one_below_the_head_of_others() -> None:
    text = OPENINGS["en"] + "\n> Bigger?\nYes, says the boss.\n"

    assert parted(text) == [
        ("unassigned", OPENINGS["en"] + "\n"),
        ("quote", "> Bigger?\n"),
        ("unassigned", "Yes, says the boss.\n"),
    ]


def test_own_words_right_above_who_wrote_stay_own() -> None:
    lead = "On Tue, Mar 4, 2025 at 9:00 AM Boss <boss@shop.example> wrote:\n"

    assert parted("Do as below.\n" + lead + WORDS)[0] == ("own", "Do as below.\n")


def test_each_language_of_the_table_has_a_case() -> None:
    assert set(LANGUAGES) <= set(OPENINGS)


PIECES = st.sampled_from(
    (
        *(line + "\n" for opening in OPENINGS.values() for line in opening.split("\n")),
        *(line + "\n" for text in OWN.values() for line in text.split("\n")),
        *("> quoted\n", "-- \n", "\n", "no end"),
    )
)


@given(st.lists(PIECES, max_size=20).map("".join))
def test_the_segments_are_the_text_to_the_letter(text: str) -> None:
    found = segments(text)

    assert "".join(text[part.start : part.end] for part in found) == text
    assert all(a.end == b.start for a, b in pairwise(found))
    assert all(a.kind is not b.kind for a, b in pairwise(found))


@given(st.lists(PIECES, max_size=20).map("".join))
def test_below_the_first_words_of_nobody_none_are_own(text: str) -> None:
    kinds = [part.kind.value for part in segments(text)]

    if "unassigned" in kinds:
        below = kinds[kinds.index("unassigned") :]
        assert not {"own", "signature"} & set(below)


@pytest.mark.parametrize(
    "line", ["From: a\n", "-" * 900 + "\n", "a@b.example 1:00:\n", "- " * 400 + ":\n"]
)
def test_lines_made_to_cost_time_are_read(line: str) -> None:
    text = line * (600_000 // len(line))

    assert segments(text)[-1].end == len(text)
