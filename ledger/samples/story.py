"""What happened in a sample project: who, what was agreed, written and asked for.

A story is whole: a ledger can be filled from it alone. Its texts are data files
beside this module, one folder a project, and are never changed by the program.
"""

from dataclasses import dataclass
from datetime import date
from datetime import datetime
from enum import StrEnum

from ledger.samples.rounds import Delivery
from ledger.samples.rounds import Round


class Side(StrEnum):
    """The party for which a person speaks."""

    CLIENT = "client"
    PROVIDER = "provider"
    OTHER = "other"
    """Somebody outside every project, as in the tray."""


class PaperKind(StrEnum):
    """What a paper is to its project."""

    CONTRACT = "contract"
    AMENDMENT = "amendment"
    SPECIFICATION = "specification"


class Quote(StrEnum):
    """How a mail program repeats the message that is answered."""

    NONE = "none"
    MARKS = "marks"
    """Below the answer, each line behind ``>``; in HTML a blockquote."""

    BLOCK = "block"
    """Below the answer, under a small head of From, Sent, To and Subject."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A human who writes."""

    key: str
    name: str
    side: Side
    role: str
    addresses: tuple[str, ...]
    signature: str
    program: str
    """The mail program, as ``X-Mailer`` names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A provision of a paper, as it is entered in the ledger."""

    name: str
    """Its kind, as ``free-rounds``."""

    value: int | str
    """A number of rounds, days or hours, minor units of a currency, or words."""

    per: str | None
    """``deliverable`` or ``project``, for what is granted."""

    unit: str | None
    """``hour`` or ``round``, for what is paid or measured."""

    currency: str | None
    counting: str | None
    """How a later allowance counts the rounds before it."""

    clause: str
    quote: str
    """The words of the paper, as they stand in the text of its PDF."""

    from_day: date


@dataclass(frozen=True, slots=True)
class Section:
    """A titled group of clauses; both are numbered by their place."""

    title: str
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Annex:
    """A page after the signatures, in a language of its own."""

    title: str
    language: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A contract, an amendment or a specification: its words and its terms."""

    key: str
    kind: PaperKind
    filename: str
    language: str
    title: str
    number: str
    place: str
    day: str
    signed_on: date
    opening: tuple[str, ...]
    sections: tuple[Section, ...]
    provider: str
    client: str
    annexes: tuple[Annex, ...]
    terms: tuple[Term, ...]

    def clause(self, number: str) -> str:
        """Return the words of the clause with this number (``4.2``)."""
        section, place = (int(part) for part in number.split("."))
        return self.sections[section - 1].clauses[place - 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A paper that one side sends: a confirmation, an invoice, a complaint."""

    key: str
    filename: str
    language: str
    title: str
    place: str
    day: str
    written_on: date
    sender: str
    """The lines of the head, as the receiver."""

    receiver: str
    opening: tuple[str, ...]
    points: tuple[str, ...]
    """Numbered by their place."""

    closing: tuple[str, ...]
    signature: str
    signed: bool
    """True where it bears a hand that signed it."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A draft of a logo."""

    background: str
    ink: str
    share: float
    """How much of the width the logo takes, from 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file on a mail: exactly one of a paper, a drawing, a text or another mail."""

    name: str
    paper: str = ""
    """The key of a paper or a letter of the story."""

    drawing: Drawing | None = None
    text: str = ""
    charset: str = "utf-8"
    mail: str = ""
    """The key of the mail that is forwarded whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One mail, as its author wrote it."""

    key: str
    sent_at: datetime
    """With the zone in which it was sent."""

    sender: Person
    address: str
    """The address it was sent from, one of the sender's."""

    to: tuple[Person, ...]
    cc: tuple[Person, ...]
    subject: str
    language: str
    text: str
    charset: str
    transfer: str
    """``base64``, ``quoted-printable``, ``8bit`` or ``7bit``."""

    html: bool
    """True where the program sends HTML beside the text."""

    answers: str
    """The key of the mail that is answered; empty for a new thread."""

    quote: Quote
    altered: tuple[tuple[str, str], ...]
    """Words of the quote that the sender changed, and what he made of them."""

    attachments: tuple[Attachment, ...]
    identified: bool
    """False for a program that leaves the Message-ID out."""

    copies: tuple[str, ...]
    """Keys of colleagues whose mailbox holds the same message, as it reached them."""


@dataclass(frozen=True, slots=True)
class Deliverable:
    """Something handed over for acceptance."""

    key: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Words of a mail, or of a file on it; without words it is meant as a whole."""

    mail: str
    quote: str = ""
    file: str = ""
    """The name of the attachment; empty for the mail itself."""

    strength: str = ""
    """Of a confirmation: ``signed``, ``scanned`` or ``mailed``."""

    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A request that the manager recorded, with what belongs to it."""

    key: str
    at: Place
    deliverable: str
    round: str
    """The key of the mail that opened its round; empty where it has none."""

    warnings: tuple[Place, ...]
    confirmations: tuple[Place, ...]
    withdrawn: str
    """Why it was taken back; empty where it stands."""
    item: str = ""
    """The item of the specification that it is about; empty for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A project from contract to complaint; every mail in it is filed to it."""

    client: str
    key: str
    title: str
    zone: str
    people: tuple[Person, ...]
    """Both sides: the agency's people first."""

    papers: tuple[Paper, ...]
    letters: tuple[Letter, ...]
    deliverables: tuple[Deliverable, ...]
    mails: tuple[Mail, ...]
    """In the order of time."""

    deliveries: tuple[Delivery, ...]
    rounds: tuple[Round, ...]
    wishes: tuple[Wish, ...]
    stated: tuple[date, date] | None = None
    """The first and the last day of which an account was issued."""

    def mail(self, key: str) -> Mail:
        """Return the mail with this key."""
        return next(mail for mail in self.mails if mail.key == key)

    def paper(self, key: str) -> Paper:
        """Return the paper with this key."""
        return next(paper for paper in self.papers if paper.key == key)

    def letter(self, key: str) -> Letter:
        """Return the letter with this key."""
        return next(letter for letter in self.letters if letter.key == key)

    def wish(self, key: str) -> Wish:
        """Return the request with this key."""
        return next(wish for wish in self.wishes if wish.key == key)
