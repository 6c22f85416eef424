"""The page of a mail says what came of its quotes, and of its thread."""

from ledger.domain.document import Document
from ledger.opened import Ledger
from ledger.services import working
from tests.acts import CLIENT
from tests.acts import every_document
from tests.acts import mail
from tests.acts import OURS
from tests.acts import take_in
from tests.web.browser import Browser

LEAD = f"On Mon, Jun 2, 2025 at 9:01 AM Ines <{CLIENT}> wrote:\n"


def answered(ledger: Ledger) -> Document:
    """Take in a message, and an answer that quotes it with other words."""
    said = "We do not need the English version. <b>Make it red.</b>"
    words = f"Yes.\n\n{LEAD}> We need the English version. <b>Make it very red.</b>\n"
    head = "In-Reply-To: <m1@mail.example>\n"
    mails = {"1.eml": mail(1, words=said)}
    mails["2.eml"] = mail(2, sender=OURS, to=CLIENT, words=words, head=head)
    take_in(ledger, mails)
    working.run(ledger, lambda _number: None)
    return every_document(ledger)[-1]


def test_an_altered_quote_is_marked_with_what_differs(
    client: Browser, ledger: Ledger
) -> None:
    page = client.read(f"/documents/{answered(ledger).id}")

    assert "These words are not those of the message that is quoted" in page
    assert "[−do not−]" in page
    assert "[+very+]" in page
    assert "<b>Make" not in page


def test_a_message_is_parted_from_its_thread_on_its_page(
    client: Browser, ledger: Ledger
) -> None:
    document = answered(ledger)
    assert "joined by In-Reply-To" in client.read(f"/documents/{document.id}")

    client.submit(f"/documents/{document.id}/part", why="It is another matter.")
    parted = client.read(f"/documents/{document.id}")
    client.submit(f"/documents/{document.id}/rejoin")

    assert "Put it back into its thread" in parted
    assert "It is another matter." in parted
    assert "joined by In-Reply-To" in client.read(f"/documents/{document.id}")


def test_of_a_long_quote_only_what_differs_is_told_with_some_words_around_it(
    client: Browser, ledger: Ledger
) -> None:
    said = " ".join(f"word{number}" for number in range(100)) + "."
    cited = said.replace("word50 ", "word50 never ")
    words = f"Yes.\n\n{LEAD}> {cited}\n"
    head = "In-Reply-To: <m1@mail.example>\n"
    mails = {"1.eml": mail(1, words=said)}
    mails["2.eml"] = mail(2, sender=OURS, to=CLIENT, words=words, head=head)
    take_in(ledger, mails)
    working.run(ledger, lambda _number: None)

    page = client.read(f"/documents/{every_document(ledger)[-1].id}")

    told = page.partition('class="words diff"')[2].partition("</p>")[0]
    assert "word50 <ins>" in told
    assert "word40" in told
    assert "word60" in told
    assert "word20" not in told
    assert page.count("word20") == 1
