"""Quotes beside their originals, threads with the reasons of their joints, and gaps."""

import io
import re

import pytest

from ledger.domain.comparison import How
from ledger.domain.comparison import Verdict
from ledger.domain.document import Document
from ledger.domain.errors import BadInputError
from ledger.domain.event import EventKind
from ledger.opened import Ledger
from ledger.services import joints
from ledger.services import likeness
from ledger.services import quotes
from ledger.services import rebuilding
from ledger.services import working
from ledger.services.joints import Thread
from ledger.services.likeness import Change
from ledger.services.quotes import Compared
from ledger.services.wording import Words
from ledger.store import documents
from ledger.store import events
from ledger.store import projections
from tests.acts import ACTOR
from tests.acts import CLIENT
from tests.acts import every_document
from tests.acts import mail
from tests.acts import OURS
from tests.acts import take_in

SAID = "We do not need the English version. Make the logo red, please.\n\nInes"
LEAD = f"On Mon, Jun 2, 2025 at 9:01 AM Ines Invented <{CLIENT}> wrote:\n"


def marked(words: str) -> str:
    return "".join(f"> {line}".rstrip() + "\n" for line in words.splitlines())


def answer(
    words: str, *, number: int = 2, named: bool = True, lead: str = LEAD
) -> bytes:
    head = "In-Reply-To: <m1@mail.example>\n" if named else ""
    text = f"Understood.\n\n{lead}{marked(words)}"
    return mail(number, sender=OURS, to=CLIENT, words=text, head=head)


def original() -> bytes:
    return mail(1, words=SAID)


def taken(ledger: Ledger, *mails: bytes) -> list[Document]:
    """Take mails in one after another, do all that waits, and return them."""
    for number, each in enumerate(mails):
        take_in(ledger, {f"{number}.eml": each})
    working.run(ledger, lambda _number: None)
    return [each for each in every_document(ledger) if each.message]


def compared(ledger: Ledger, document: Document) -> list[Compared]:
    with ledger.db.reading() as tx:
        text = documents.text_of(tx, document)
    return list(quotes.of(ledger, document, text).values())


def dumped(ledger: Ledger) -> str:
    text = io.StringIO()
    with ledger.db.reading() as tx:
        projections.dump(tx, text)
    return text.getvalue()


def number_of(ledger: Ledger, kind: EventKind) -> int:
    with ledger.db.reading() as tx:
        return len(list(events.of_kind(tx, kind)))


def thread_of(ledger: Ledger, document: Document) -> Thread:
    return joints.thread(ledger, document.id)


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        (SAID, Verdict.IDENTICAL),
        (SAID.replace("logo red", "logo\nred"), Verdict.IDENTICAL),
        ("We do not need the English version.", Verdict.SHORTENED),
        ("Make the logo red, please.", Verdict.SHORTENED),
        ("We need the English version. Make the logo red, please.", Verdict.ALTERED),
        ("need the English version. Make the logo red, please.", Verdict.ALTERED),
        ("We do not need the English version. Make the logo blue.", Verdict.ALTERED),
    ],
)
@pytest.mark.parametrize("named", [True, False])
def test_a_quote_is_compared_with_its_original(
    ledger: Ledger, words: str, verdict: Verdict, *, named: bool
) -> None:
    first, second = taken(ledger, original(), answer(words, named=named))

    [found] = compared(ledger, second)

    assert found.quote.verdict is verdict
    assert found.quote.original == first.id
    assert found.quote.how is (How.IN_REPLY_TO if named else How.AUTHOR)
    assert found.altered == (verdict is Verdict.ALTERED)


def test_an_altered_quote_shows_which_words_differ(ledger: Ledger) -> None:
    words = "We need the English version. Make the logo very red, please."
    _first, second = taken(ledger, original(), answer(words))

    [found] = compared(ledger, second)

    differing = [(p.change, p.text) for p in found.pieces if p.change != Change.SAME]
    assert differing == [
        (Change.LEFT_OUT, "do not"),
        (Change.PUT_IN, "very"),
        (Change.LEFT_OUT, "Ines"),
    ]


def test_a_quote_of_nobodys_name_is_found_by_its_words(ledger: Ledger) -> None:
    lead = "On Mon, Jun 2, 2025 at 9:01 AM Ines wrote:\n"
    first, second = taken(ledger, original(), answer(SAID, named=False, lead=lead))

    [found] = compared(ledger, second)

    assert (found.quote.original, found.quote.how) == (first.id, How.WORDS)


def at(number: int, words: str, time: str) -> bytes:
    """Return a mail of the client's that was sent at a time of the second of June."""
    said = mail(number, words=words)
    return re.sub(rb"\nDate: [^\n]*", f"\nDate: Mon, 2 Jun 2025 {time}".encode(), said)


def test_of_several_that_fit_it_is_the_one_of_the_time_that_is_told(
    ledger: Ledger,
) -> None:
    times = ("04:01:00 +0000", "05:01:07 +0000", "05:31:00 +0000")
    mails = [at(number, SAID, time) for number, time in enumerate(times, 11)]

    quoted = answer(SAID, named=False, lead=LEAD.replace("9:01", "8:01"))
    *written, last = taken(ledger, *mails, quoted)

    [found] = compared(ledger, last)
    assert found.quote.original == written[1].id
    assert (found.quote.verdict, found.quote.how) == (Verdict.IDENTICAL, How.AUTHOR)


def test_the_time_is_a_reason_beside_nearly_the_same_words(ledger: Ledger) -> None:
    altered = SAID.replace("do not need", "need")
    mails = [at(11, SAID, "05:01:07 +0000"), at(12, altered, "05:31:00 +0000")]
    quoted = answer(altered, named=False, lead=LEAD.replace("9:01", "8:01"))

    first, _other, last = taken(ledger, *mails, quoted)

    [found] = compared(ledger, last)
    assert (found.quote.original, found.quote.verdict) == (first.id, Verdict.ALTERED)


def test_the_time_alone_is_no_reason(ledger: Ledger) -> None:
    other = at(
        11, "The invoice is paid, thank you for your patience.", "06:01:07 +0000"
    )

    _first, last = taken(ledger, other, answer(SAID, named=False))

    [found] = compared(ledger, last)
    assert (found.quote.original, found.quote.verdict) == (None, Verdict.UNKNOWN)


def test_an_old_message_is_found_by_its_time(ledger: Ledger) -> None:
    many = [at(20 + n, SAID + f"\n{n}", f"05:{10 + n}:00 +0000") for n in range(15)]
    mails = [at(11, "Make it red.\nPlease do so now.", "05:01:07 +0000"), *many]
    lead = LEAD.replace("9:01", "8:01")
    quoted = answer("Make it red.\nPlease do so now.", named=False, lead=lead)

    first, *_others, last = taken(ledger, *mails, quoted)

    [found] = compared(ledger, last)
    assert (found.quote.original, found.quote.how) == (first.id, How.AUTHOR)


def test_without_its_original_a_quote_is_known_by_quotation_alone(
    ledger: Ledger,
) -> None:
    [document] = taken(ledger, answer(SAID))

    [found] = compared(ledger, document)
    [gap] = thread_of(ledger, document).gaps

    assert found.quote.verdict is Verdict.UNKNOWN
    assert (gap.message_id, gap.author) == ("m1@mail.example", CLIENT)
    assert gap.words.startswith("We do not need")
    assert [each.document for each in gap.quoted_by] == [document.id]
    assert gap.before == document.id


def test_it_is_compared_anew_when_the_original_arrives(ledger: Ledger) -> None:
    for named in (True, False):
        number = 2 if named else 3
        taken(ledger, answer(SAID, number=number, named=named))

    listed = taken(ledger, original())

    answers = [each for each in listed if each.title != "Wish number 1"]
    found = [compared(ledger, each)[0].quote.verdict for each in answers]
    assert found == [Verdict.IDENTICAL, Verdict.IDENTICAL]
    assert thread_of(ledger, listed[0]).gaps == ()


def test_nothing_is_logged_where_nothing_new_came_of_it(ledger: Ledger) -> None:
    _first, second = taken(ledger, original(), answer(SAID))
    before = number_of(ledger, EventKind.QUOTE_COMPARED)

    with ledger.db.writing() as tx:
        quotes.add(tx, [second.id], ledger.now())
    working.run(ledger, lambda _number: None)

    assert number_of(ledger, EventKind.QUOTE_COMPARED) == before == 1


def test_messages_are_joined_by_ids_then_by_what_they_quote(ledger: Ledger) -> None:
    listed = taken(
        ledger,
        original(),
        answer(SAID, number=2),
        answer(SAID, number=3, named=False),
        mail(4, words=SAID.replace("red", "green")),
    )

    lines = thread_of(ledger, listed[0]).lines

    assert [(line.document.id, line.joined_by, line.joined_to) for line in lines] == [
        (listed[0].id, None, None),
        (listed[1].id, "in-reply-to", listed[0].id),
        (listed[2].id, "quotation", listed[0].id),
    ]


def test_an_equal_subject_joins_nothing(ledger: Ledger) -> None:
    one = mail(1, words="First words of the one message.")
    other = mail(2, words="Other words.").replace(b"Wish number 2", b"Wish number 1")
    first, _second = taken(ledger, one, other)

    assert len(thread_of(ledger, first).lines) == 1


def test_a_person_parts_a_message_and_puts_it_back(ledger: Ledger) -> None:
    follow = mail(
        5,
        sender=CLIENT,
        words="Thanks!",
        head="In-Reply-To: <m3@mail.example>\n"
        "References: <m1@mail.example> <m3@mail.example>\n",
    )
    listed = taken(
        ledger, original(), answer(SAID), answer(SAID, number=3, named=False), follow
    )
    first, _second, third, last = listed
    assert len(thread_of(ledger, first).lines) == 4

    joints.part(ledger, ACTOR, third.id, "It is about another shop.")

    assert [line.document.id for line in thread_of(ledger, third).lines] == [
        third.id,
        last.id,
    ]
    assert len(thread_of(ledger, first).lines) == 2
    with pytest.raises(BadInputError):
        joints.part(ledger, ACTOR, third.id, "Again.")

    joints.rejoin(ledger, ACTOR, third.id)

    assert len(thread_of(ledger, first).lines) == 4
    with pytest.raises(BadInputError):
        joints.rejoin(ledger, ACTOR, third.id)


def test_a_rebuild_makes_the_same_rows(ledger: Ledger) -> None:
    listed = taken(
        ledger,
        answer(SAID, number=3, named=False),
        answer("We need the English version."),
        original(),
    )
    joints.part(ledger, ACTOR, listed[-1].id, "Not this one.")
    before = dumped(ledger)

    rebuilding.projections_anew(ledger)

    assert dumped(ledger) == before
    assert '"comparison"' in before
    assert '"parting"' in before


@pytest.mark.parametrize(
    ("written", "cited", "verdict"),
    [
        ("Vă mulțumim, șefii vin luni.", "Vă mulţumim, şefii vin luni.", "identical"),
        ("Bună ziua, adunăm șefii luni.", "Buna ziua, adunam sefii luni.", "identical"),
        ("Bună ziua, adunăm șefii luni.", "Bună ziua, adunam șefii luni.", "altered"),
        ("Buna ziua, adunam sefii luni.", "Bună ziua, adunăm șefii luni.", "altered"),
        ("Мы берём всё на себя, да.", "Мы берем все на себя, да.", "altered"),
        ("Vântul nu bate de la nord.", "Vantul bate de la nord.", "altered"),
    ],
)
def test_marks_that_a_program_does_not_have_are_no_alteration(
    written: str, cited: str, verdict: str
) -> None:
    assert likeness.compare(Words(written), Words(cited)).verdict == verdict


def test_the_words_that_differ_are_found_among_those_that_lost_their_marks() -> None:
    found = likeness.pieces("Vântul nu bate de la nord.", "Vantul bate de la nord.")

    told = [(each.change, each.text) for each in found if each.change != "same"]
    assert told == [("left-out", "nu")]
