"""How strong the record of a message is, as a page shows it: a chip, and a card."""

from collections.abc import Iterable
from dataclasses import dataclass

from ledger.domain import remarks
from ledger.domain import worth as words
from ledger.domain.document import Document
from ledger.domain.grading import Grade
from ledger.domain.grading import State
from ledger.domain.sentence import Sentence
from ledger.domain.worth import Worth
from ledger.services import authenticity
from ledger.web.context import the_ledger

_LOOKS = {
    Grade.A: ("ok", "badge-check"),
    Grade.B: ("ok", "shield-check"),
    Grade.C: ("info", "shield-check"),
    Grade.D: ("", "inbox"),
    Grade.E: ("", "upload"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is known of who sent a message, in words."""

    worth: Worth
    name: Sentence
    look: str
    symbol: str
    shows: tuple[Sentence, ...]
    shows_not: tuple[Sentence, ...]
    remarks: tuple[Sentence, ...]


def told(worth: Worth) -> Told:
    """Return it in words, with how its chip looks."""
    look, symbol = _LOOKS[worth.grade]
    if worth.grade is Grade.E and worth.alarming:
        look, symbol = "bad", "triangle-alert"
    elif worth.grade is Grade.E and worth.state in {State.WAITING, State.NOT_CHECKED}:
        symbol = "clock" if worth.state is State.WAITING else "circle-question-mark"
    return Told(
        worth=worth,
        name=words.name(worth),
        look=look,
        symbol=symbol,
        shows=tuple(words.shows(worth)),
        shows_not=tuple(words.shows_not(worth)),
        remarks=tuple(remarks.of(worth)),
    )


def of_mails(listed: Iterable[Document]) -> dict[str, Told]:
    """Return what is known of who sent the messages among some documents."""
    mails = {each.id: each for each in listed if each.kind == "mail"}
    found = authenticity.of_many(the_ledger(), mails.values())
    return {key: told(worth) for key, worth in found.items()}
