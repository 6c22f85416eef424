"""The mails of the sample projects, as their programs would send them."""

import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime
from html import unescape

import pytest

from ledger.samples.charsets import fitted
from ledger.samples.contracts import pdf
from ledger.samples.mails import copies
from ledger.samples.mails import message_id
from ledger.samples.mails import original
from ledger.samples.mails import sent
from ledger.samples.story import Mail
from ledger.samples.story import Quote
from ledger.samples.story import Side
from ledger.samples.story import Story
from ledger.samples.told import load
from ledger.samples.told import tray

STORIES = (*load(), tray())
MAILS = [(story, mail) for story in STORIES for mail in story.mails]
ALL = pytest.mark.parametrize(
    ("story", "mail"), MAILS, ids=[f"{s.key}-{m.key}" for s, m in MAILS]
)


def parsed(data: bytes) -> EmailMessage:
    message = message_from_bytes(data, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def text(message: EmailMessage, kind: str = "plain") -> str:
    body = message.get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def squeezed(words: str) -> str:
    return re.sub(r"[\s>]+", " ", words)


@ALL
def test_a_mail_is_read_without_a_defect(story: Story, mail: Mail) -> None:
    message = parsed(original(story, mail))

    assert [part.defects for part in message.walk() if part.defects] == []
    assert message["Subject"] == mail.subject
    assert message["From"].addresses[0].addr_spec == mail.address
    assert message["From"].addresses[0].display_name == mail.sender.name
    assert parsedate_to_datetime(message["Date"]) == mail.sent_at


@ALL
def test_a_mail_says_that_it_is_a_sample(story: Story, mail: Mail) -> None:
    assert parsed(original(story, mail))["X-Sample-Data"] == "yes"


@ALL
def test_every_address_ends_in_example(story: Story, mail: Mail) -> None:
    found = re.findall(rb"[\w.+-]+@[\w.-]+", original(story, mail))

    assert found
    assert all(address.endswith(b".example") for address in found)


@ALL
def test_lines_end_as_the_standard_says(story: Story, mail: Mail) -> None:
    lines = original(story, mail).split(b"\r\n")

    assert all(b"\n" not in line and b"\r" not in line for line in lines)
    assert all(len(line) <= 998 for line in lines)


@ALL
def test_the_words_of_the_author_stand_in_the_text(story: Story, mail: Mail) -> None:
    words = squeezed(text(parsed(original(story, mail)))).casefold()

    written = fitted(mail.text, mail.charset).decode(mail.charset)
    assert words.startswith(squeezed(written).casefold())
    assert written.count("?") == mail.text.count("?")


@ALL
def test_html_says_what_the_text_says(story: Story, mail: Mail) -> None:
    message = parsed(original(story, mail))

    if not mail.html:
        assert message.get_body(("html",)) is None
        return
    bare = re.sub(r"<[^>]*>", " ", text(message, "html"))
    assert squeezed(unescape(bare)).split() == squeezed(text(message)).split()


@ALL
def test_an_answer_names_the_whole_thread(story: Story, mail: Mail) -> None:
    message = parsed(original(story, mail))
    identities = {message_id(story, one) for one in story.mails}

    if not mail.answers:
        assert message["In-Reply-To"] is None
        return
    parent = parsed(sent(story, story.mail(mail.answers)))
    line = [*str(parent["References"] or "").split(), str(parent["Message-ID"])]
    assert str(message["References"]).split() == line
    assert message["In-Reply-To"] == parent["Message-ID"]
    assert set(line) <= identities


@ALL
def test_an_answer_is_younger_than_what_it_answers(story: Story, mail: Mail) -> None:
    if mail.answers:
        assert story.mail(mail.answers).sent_at < mail.sent_at


@pytest.mark.parametrize(
    ("story", "mail"), [pair for pair in MAILS if pair[1].quote is not Quote.NONE]
)
def test_a_quotation_repeats_what_was_written(story: Story, mail: Mail) -> None:
    """Only letters that an old program lacks may differ, and those by one for one.

    And the words that the story lets a sender change.
    """
    parent = squeezed(text(parsed(sent(story, story.mail(mail.answers)))))
    for was, made in mail.altered:
        assert was in parent
        parent = parent.replace(was, made)
    answer = squeezed(text(parsed(sent(story, mail))))

    quoted = answer[-len(parent.strip()) - 1 :].strip()

    differing = sum(a != b for a, b in zip(parent.strip(), quoted, strict=True))
    assert differing <= len(parent) // 10
    if mail.charset == "utf-8" == story.mail(mail.answers).charset:
        assert differing == 0


def test_lines_answered_in_between_are_lines_of_the_question() -> None:
    polar = STORIES[2]
    question = polar.mail("specification").text.split("\n")
    answer = polar.mail("answers").text.split("\n")

    quoted = [line for line in answer if line.startswith("> ")]

    assert len(quoted) == 3
    assert all(line.removeprefix("> ") in question for line in quoted)


def test_a_forwarded_mail_is_attached_byte_for_byte() -> None:
    nord = STORIES[0]

    data = sent(nord, nord.mail("facts"))

    assert sent(nord, nord.mail("warning")) in data


def test_the_contract_is_attached_byte_for_byte() -> None:
    for story in load():
        message = parsed(original(story, story.mail("contract")))

        [attachment] = list(message.iter_attachments())

        assert attachment.get_filename() == story.paper("contract").filename
        assert attachment.get_content() == pdf(story.paper("contract"))


def test_a_copy_from_another_mailbox_has_other_bytes_and_the_same_message() -> None:
    nord = STORIES[0]
    mail = nord.mail("insists")

    [(holder, data)] = list(copies(nord, mail))

    assert holder == "andrei"
    assert data != original(nord, mail)
    assert data.endswith(sent(nord, mail))
    assert original(nord, mail).endswith(sent(nord, mail))


def test_one_mail_has_no_message_id() -> None:
    without = [
        mail.key
        for story, mail in MAILS
        if parsed(original(story, mail))["Message-ID"] is None
    ]

    assert without == ["site-round-2"]


def test_no_two_mails_share_an_id() -> None:
    identities = [
        identity
        for story, mail in MAILS
        if (identity := parsed(original(story, mail))["Message-ID"])
    ]

    assert len(identities) == len(set(identities)) == len(MAILS) - 1


def test_mail_from_outside_carries_its_trace() -> None:
    for story, mail in MAILS:
        outside = mail.sender.side is not Side.PROVIDER
        assert (parsed(original(story, mail))["Received"] is not None) == outside


def test_old_and_new_encodings_are_among_the_mails() -> None:
    charsets = {mail.charset for _, mail in MAILS}
    transfers = {mail.transfer for _, mail in MAILS}

    assert charsets >= {"utf-8", "windows-1251", "koi8-r", "iso-8859-2", "iso-8859-16"}
    assert transfers == {"base64", "quoted-printable", "8bit", "7bit"}


def test_the_request_against_advice_runs_its_whole_course() -> None:
    nord = STORIES[0]
    course = ["bigger-logo", "warning", "insists", "red-logo", "you-are-professionals"]

    moments = [nord.mail(key).sent_at for key in course]

    assert moments == sorted(moments)
    assert "увеличить логотип" in nord.mail("bigger-logo").text
    assert "не советуем" in nord.mail("warning").text
    assert (
        "Да, я сама об этом просила, но вы же профессионалы!"
        in nord.mail("you-are-professionals").text
    )


def test_one_mail_changes_words_of_what_it_quotes() -> None:
    assert [mail.key for _story, mail in MAILS if mail.altered] == ["quote-altered"]
