"""Contacts (.vcf): people with their addresses, numbers and firms, of any version."""

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field

from ledger.domain import problems
from ledger.domain.reading import Kind
from ledger.domain.reading import Member
from ledger.domain.reading import Participant
from ledger.domain.reading import Reading
from ledger.formats import language
from ledger.formats.cards.lines import begins
from ledger.formats.cards.lines import Line
from ledger.formats.cards.lines import lines
from ledger.formats.cards.lines import parted
from ledger.formats.cards.written import Sheet
from ledger.formats.mail.words import clean
from ledger.formats.office.draft import finished
from ledger.formats.office.draft import shortcomings
from ledger.formats.source import Source
from ledger.formats.source import UnreadError
from ledger.formats.text import own

KIND = Kind.DOCUMENT
MEDIA_TYPES = ("text/vcard", "text/x-vcard", "text/directory")
SUFFIXES = frozenset({".vcf", ".vcard"})
PARSER = "vcf"
VERSION = 1

MARK = "BEGIN:VCARD"
MOST_CARDS = 10_000
MOST_PEOPLE = 2_000
MOST_PICTURES = 500
LONGEST_ENDING = 5
NAMED = {
    "ORG": "Firm",
    "TITLE": "Position",
    "ROLE": "Role",
    "TEL": "Telephone",
    "EMAIL": "Mail",
    "IMPP": "Messenger",
    "X-SKYPE": "Skype",
    "X-TELEGRAM": "Telegram",
    "X-SOCIALPROFILE": "Profile",
    "ADR": "Address",
    "LABEL": "Address",
    "URL": "Web",
    "BDAY": "Born",
    "NICKNAME": "Called",
    "RELATED": "Related",
    "CATEGORIES": "Categories",
    "NOTE": "",
    "REV": "Changed",
}
PARTS = frozenset({"ADR", "ORG", "CATEGORIES", "NICKNAME"})
PICTURES = {"PHOTO": "photo", "LOGO": "logo", "SOUND": "sound", "KEY": "key"}
SILENT = frozenset({"PREF", "INTERNET", "VOICE"})


@dataclass(slots=True)
class Card:
    """A contact with its lines in their order."""

    lines: list[Line] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Return the name; of its parts where it is not written as a whole."""
        for line in self.lines:
            if line.name == "FN" and line.text.strip():
                return clean(line.text)[:200]
        for line in self.lines:
            if line.name == "N":
                last, first, middle, before, after, *_ = [
                    *parted(line.value, ";"),
                    *[""] * 5,
                ]
                return clean(f"{before} {first} {middle} {last} {after}")[:200]
        return ""


def sniff(source: Source) -> int:
    """Bid for what begins as a contact."""
    return 95 if begins(source.head, MARK) else 0


def read(source: Source) -> Iterator[Member | Reading]:
    """Read contacts, one after the other."""
    cards = _cards(source.whole(source.most, problems.TOO_LARGE))
    if not cards:
        raise UnreadError(problems.BROKEN_CONTACTS)
    sheet = Sheet()
    people: dict[str, Participant] = {}
    for card in cards[:MOST_CARDS]:
        sheet.gap()
        _write(sheet, card, people)
    text, traces = finished(sheet.draft)
    flags = shortcomings(sheet.draft)
    if len(cards) > MOST_CARDS:
        flags.append("text-cut")
    yield from _pictures(cards)
    yield Reading(
        parser=PARSER,
        version=VERSION,
        kind=KIND,
        media_type=MEDIA_TYPES[0],
        title=cards[0].name if len(cards) == 1 and cards[0].name else source.title,
        text=text,
        language=language.guess(text),
        segments=own(text),
        traces=traces,
        people=tuple(people.values()),
        flags=tuple(dict.fromkeys(flags)),
        facts={"contacts": str(len(cards))},
    )


def _cards(data: bytes) -> list[Card]:
    found: list[Card] = []
    is_open = 0
    for line in lines(data):
        if line.name == "BEGIN" and line.value.strip().upper() == "VCARD":
            is_open += 1
            if is_open == 1:
                found.append(Card())
        elif line.name == "END" and is_open:
            is_open -= 1
        elif is_open:
            found[-1].lines.append(line)
        if len(found) > MOST_CARDS:
            break
    return found


def _write(sheet: Sheet, card: Card, people: dict[str, Participant]) -> None:
    sheet.fact("", card.name)
    for line in card.lines:
        if line.name not in NAMED or line.data is not None:
            continue
        value = line.text
        if line.name in PARTS:
            mark = ";" if line.name in {"ADR", "ORG"} else ","
            value = ", ".join(each for each in parted(line.value, mark) if each)
        kinds = [each.lower() for each in line.parameters.get("TYPE", [])]
        told = ", ".join(each for each in kinds if each.upper() not in SILENT)
        sheet.fact(NAMED[line.name], value, clean(told)[:100])
        if line.name == "EMAIL" and "@" in value and len(people) < MOST_PEOPLE:
            address = clean(value).removeprefix("mailto:").lower()[:320]
            known = Participant("contact", card.name, address)
            people.setdefault(address, known)


def _pictures(cards: list[Card]) -> Iterator[Member]:
    """Yield pictures and the like that lie in contacts."""
    number = 0
    for card in cards:
        for line in card.lines:
            data = line.data or _inline(line)
            if line.name not in PICTURES or not data or number >= MOST_PICTURES:
                continue
            number += 1
            kind = line.parameter("TYPE").lower().rpartition("/")[2]
            ending = (
                f".{kind}" if kind.isalnum() and len(kind) <= LONGEST_ENDING else ""
            )
            yield Member(
                name=f"{PICTURES[line.name]}{ending}",
                media_type=f"image/{kind}" if ending and line.name == "PHOTO" else "",
                place=str(number),
                data=data,
                inline=line.name in {"PHOTO", "LOGO"},
            )


def _inline(line: Line) -> bytes:
    """Return what a ``data:`` address holds, as version 4 has pictures."""
    head, comma, data = line.value.replace("\\,", ",").partition(",")
    if not comma or not head.lower().startswith("data:") or "base64" not in head:
        return b""
    return next(lines(b"PHOTO;ENCODING=B:" + data.encode())).data or b""
