"""What the data files tell: enough to fill a ledger, in the languages they claim."""

from zoneinfo import ZoneInfo

import pytest

from ledger.samples.story import Mail
from ledger.samples.story import PaperKind
from ledger.samples.story import Side
from ledger.samples.story import Story
from ledger.samples.told import load
from ledger.samples.told import tray

STORIES = load()
EACH = pytest.mark.parametrize("story", STORIES, ids=lambda story: story.key)
MAILS = [mail for story in (*STORIES, tray()) for mail in story.mails]

OWN = {"ru": "ыэ", "ro": "ășțî", "bg": "ъщ"}
"""Letters of which a mail of the language has at least one."""

SHORT = 150
"""Up to so many letters a mail may lack the letters of its language alone."""

COMMON = {"ru": "аеио", "ro": "aeio", "bg": "аеио"}

FOREIGN = {"ru": "ъіѝ", "ro": "şţŞŢ", "bg": "ыэё"}
"""Letters that betray another language, or the wrong form of a letter.

Russian has the hard sign too, but none of these texts needs one.
"""


def test_there_is_a_project_in_each_language() -> None:
    assert [story.key for story in STORIES] == ["NORD", "KLAS", "POLAR"]
    assert [story.paper("contract").language for story in STORIES] == ["ro", "bg", "ru"]


def test_there_are_about_two_hundred_mails() -> None:
    assert 190 <= len(MAILS) <= 230
    assert all(len(story.mails) >= 40 for story in STORIES)


def test_no_two_mails_say_the_same() -> None:
    texts = [mail.text for mail in MAILS]

    assert len(texts) == len(set(texts))


def test_there_are_two_specifications_and_one_has_a_later_version() -> None:
    numbers = [
        paper.number
        for story in STORIES
        for paper in story.papers
        if paper.kind is PaperKind.SPECIFICATION
    ]

    assert [number.rpartition(" ")[2] for number in numbers] == ["1.0", "1.0", "1.1"]


@pytest.mark.parametrize("mail", MAILS, ids=lambda mail: mail.key)
def test_a_mail_is_written_in_its_language(mail: Mail) -> None:
    if mail.language == "en":
        assert mail.text.isascii()
        return
    if len(mail.text) > SHORT:
        assert set(OWN[mail.language]) & set(mail.text)
    assert set(COMMON[mail.language]) & set(mail.text)
    assert not set(FOREIGN[mail.language]) & set(mail.text)


@EACH
def test_mails_are_told_in_the_order_of_time(story: Story) -> None:
    moments = [mail.sent_at for mail in story.mails]

    assert moments == sorted(moments)


@EACH
def test_a_mail_is_sent_in_the_zone_of_its_project(story: Story) -> None:
    for mail in story.mails:
        local = mail.sent_at.astimezone(ZoneInfo(story.zone))
        assert local.utcoffset() == mail.sent_at.utcoffset()
        assert mail.sent_at.weekday() < 5


@EACH
def test_a_round_is_opened_by_a_mail_of_the_client_on_its_day(story: Story) -> None:
    assert story.rounds

    for one in story.rounds:
        mail = story.mail(one.mail)
        assert mail.sender.side is Side.CLIENT
        assert one.opened_on == mail.sent_at.astimezone(ZoneInfo(story.zone)).date()
        assert one.deliverable in {item.key for item in story.deliverables}
        assert one.ground in {"wish", "defect", "change-order", "goodwill"}


def test_one_round_was_excluded_with_a_reason() -> None:
    reasons = [one.excluded for story in STORIES for one in story.rounds]

    assert len([reason for reason in reasons if reason]) == 1


@EACH
def test_a_contract_says_how_many_rounds_are_free_and_what_more_cost(
    story: Story,
) -> None:
    terms = {term.name: term for term in story.paper("contract").terms}

    assert terms["free-rounds"].per in {"deliverable", "project"}
    assert terms["further-round-rate"].currency == "EUR"
    assert terms["further-round-rate"].unit in {"hour", "round"}


@EACH
def test_every_letter_is_sent_from_an_address_of_its_author(story: Story) -> None:
    for mail in story.mails:
        assert mail.address in mail.sender.addresses


@EACH
def test_keys_are_unique(story: Story) -> None:
    for things in (story.people, story.papers, story.deliverables, story.mails):
        keys = [thing.key for thing in things]
        assert len(keys) == len(set(keys))
