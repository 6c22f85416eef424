"""The complaint, its evidence, and that nobody real is named."""

import re

import pytest

from ledger.samples.mails import original
from ledger.samples.mails import said_in
from ledger.samples.quoting import plain
from ledger.samples.story import Mail
from ledger.samples.story import Side
from ledger.samples.story import Story
from ledger.samples.story import Wish
from ledger.samples.told import load
from ledger.samples.told import tray

STORIES = load()
NORD = STORIES[0]
WISHES = [(story, wish) for story in STORIES for wish in story.wishes]
MAILS = [(story, mail) for story in (*STORIES, tray()) for mail in story.mails]
REAL = re.compile(
    r"\b[\w-]+\.(?:com|net|org|info|eu|io|ru|md|ro|bg|lv|de|uk|рф)\b", re.IGNORECASE
)
ONE_OF_OURS = "Mail.Ru Mailer"
"""The name of a mail program, which is no address."""


def folded(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("story", "mail"), MAILS, ids=[f"{s.key}-{m.key}" for s, m in MAILS]
)
def test_no_mail_names_a_domain_that_may_be_somebodys(story: Story, mail: Mail) -> None:
    head = original(story, mail).partition(b"\r\n\r\n")[0].decode("ascii")
    files = [part.text for part in mail.attachments]

    said = "\n".join([head, mail.subject, plain(story, mail), *files])
    assert REAL.findall(said.replace(ONE_OF_OURS, "")) == []


def test_no_paper_and_no_letter_names_a_domain_that_may_be_somebodys() -> None:
    for story in STORIES:
        for paper in (*story.papers, *story.letters):
            assert REAL.findall(repr(paper)) == []


@pytest.mark.parametrize(("story", "wish"), WISHES, ids=lambda each: each.key)
def test_a_request_is_made_in_the_clients_own_words(story: Story, wish: Wish) -> None:
    mail = story.mail(wish.at.mail)

    assert mail.sender.side is Side.CLIENT
    assert folded(wish.at.quote) in folded(mail.text)


@pytest.mark.parametrize(("story", "wish"), WISHES, ids=lambda each: each.key)
def test_a_warning_is_ours_and_a_confirmation_the_clients(
    story: Story, wish: Wish
) -> None:
    asked = story.mail(wish.at.mail)

    for side, places in (
        (Side.PROVIDER, wish.warnings),
        (Side.CLIENT, wish.confirmations),
    ):
        for place in places:
            mail = story.mail(place.mail)
            assert mail.sender.side is side
            assert mail.sent_at > asked.sent_at
            if not place.file:
                assert folded(place.quote) in folded(mail.text)
                assert said_in(mail, place.quote).count("?") == place.quote.count("?")


def test_some_requests_have_no_written_yes_and_some_were_warned_of() -> None:
    standing = [wish for _story, wish in WISHES if not wish.withdrawn]

    assert len([wish for wish in standing if not wish.confirmations]) >= 2
    assert len([wish for wish in standing if wish.warnings]) >= 4


def test_the_complaint_has_four_points() -> None:
    letter = NORD.letter("complaint")
    brought = NORD.mail("complaint")

    assert len(letter.points) == 4
    assert [part.paper for part in brought.attachments] == ["complaint"]
    assert brought.sender.side is Side.CLIENT


def test_first_they_asked_for_red_against_our_warning_and_said_so_in_writing() -> None:
    wish = NORD.wish("red-background")

    assert "на ярко-красном фоне тонкие белые линии" in wish.warnings[0].quote
    assert "мы решили" in wish.confirmations[0].quote


def test_second_the_pale_cards_were_confirmed_with_a_signature() -> None:
    wish = NORD.wish("pale-cards")
    letter = NORD.letter("cards-letter")

    assert [place.strength for place in wish.confirmations] == ["", "signed"]
    assert letter.signed
    assert any(wish.confirmations[1].quote in point for point in letter.points)


def test_third_three_free_rounds_were_used_and_the_fourth_agreed() -> None:
    rounds = [each for each in NORD.rounds if each.deliverable == "LOGO"]

    assert len(rounds) == 4
    assert NORD.paper("contract").terms[0].value == 3
    assert "130 EUR" in NORD.wish("back-to-blue").confirmations[0].quote


def test_fourth_they_are_right_the_trial_version_was_a_week_late() -> None:
    due = NORD.paper("specification").clause("5.1")
    promise, sent = NORD.mail("trial-promise"), NORD.mail("trial-sent")

    assert "29 апреля 2025 года" in due
    assert "29 aprilie" in promise.text
    assert sent.sent_at.date().isoformat() == "2025-05-06"
    assert "o săptămână întârziere din vina noastră" in sent.text
