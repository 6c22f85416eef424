"""Persons whom a contract lets decide for the client."""

import re
from collections.abc import Iterator

from ledger.domain.clauses.folding import folded
from ledger.domain.clauses.prices import prices
from ledger.domain.clauses.proposal import Doubt
from ledger.domain.clauses.proposal import Draft
from ledger.domain.clauses.statement import Statement
from ledger.domain.errors import BadInputError
from ledger.domain.money import Money
from ledger.domain.provision import TermName

_CAPITAL = r"[A-ZÀ-ÖØ-ÞĂÂÎȘŞȚŢА-ЯЁ]"
_PART = rf"(?:{_CAPITAL}[^\W\d_]*(?:['’-][^\W\d_]+)*[^\W\d_]|{_CAPITAL}\.)"
_NAME = re.compile(
    rf"(?<!\w){_PART}(?:[ \u00a0]+(?:von|van|de|der)?[ ]?{_PART}){{1,2}}"
)
_COMPANY = re.compile(
    r"\b(?:GmbH|AG|UG|Ltd|LLC|Inc|SRL|S\.R\.L|SA|ООО|АО|ЗАО|ОАО|ИП|ЕООД|ООД|АД|Foods|Studio"
    r"|Company|Agency|Group|KG|Limited|Corp|Corporation|Standard|Terms|Services)\b"
)
_NEAR = 24
_NO_NAMES = (
    *("titles", "client", "contractor", "common", "person", "channel", "revision"),
    *(
        "no_name",
        "pay",
        "included",
        "means",
        "material",
        "round",
        "accepted",
        "negation",
    ),
)


def persons(statement: Statement) -> Iterator[Draft]:
    """Yield who a sentence says may decide for the client."""
    found = list(statement.find("person"))
    if not found or statement.has("hypothetical", "third") or not _of_client(statement):
        return
    seen: set[str] = set()
    for phrase in found:
        start, end = statement.piece(phrase.start())
        if statement.denied(start, end):
            continue
        for name in _names(statement, start, end):
            if name not in seen:
                seen.add(name)
                yield _person(statement, name)


def _person(statement: Statement, name: str) -> Draft:
    """Return a person; an amount that is no limit for certain makes it doubtful."""
    limit = _limit(statement)
    sure = statement.has("client") or limit is not None
    doubts = () if sure else (Doubt.NO_GRANT,)
    unread = limit is None and any(True for _each in prices(statement))
    return Draft(
        name=TermName.AUTHORISED_PERSON,
        value=name,
        limit=limit,
        doubts=(*doubts, Doubt.CONDITION) if unread else doubts,
    )


def _of_client(statement: Statement) -> bool:
    """Tell whether it may be about the client's people: the first party is not us."""
    ours = next(statement.find("contractor"), None)
    client = next(statement.find("client"), None)
    return ours is None or (client is not None and client.start() < ours.start())


def _names(statement: Statement, start: int, end: int) -> Iterator[str]:
    """Yield the names in a part of a sentence, else in those before or after it."""
    own = list(_in(statement, start, end))
    if own:
        yield from own
        return
    before = [piece for piece in statement.pieces() if piece[1] <= start]
    earlier: list[str] = []
    for piece in reversed(before):
        earlier += _in(statement, *piece)
        if earlier:
            break
    if earlier:
        yield from earlier
        return
    for piece in statement.pieces():
        if piece[0] >= end and not statement.denied(*piece):
            yield from _in(statement, *piece)


def _in(statement: Statement, start: int, end: int) -> Iterator[str]:
    words = statement.original(start, end)
    before = statement.lexicon.any_of("determiners") or r"(?!)"
    thing = re.compile(rf"(?:(?<!\w)(?:{before})\s|[\"“„«])$")
    for found in _NAME.finditer(words):
        if thing.search(words[: found.start()].lower()):
            continue
        parts = re.split(r"[ \u00a0]+", found[0])
        while parts and not _of_name(statement, parts[0]):
            parts = parts[1:]
        name = " ".join(parts)
        known = all(_of_name(statement, part) for part in parts)
        if len(parts) > 1 and known and not _COMPANY.search(name):
            yield name


def _of_name(statement: Statement, part: str) -> bool:
    """Tell whether a capitalised word can be of a name: it is no word of a contract."""
    word = folded(part).rstrip(".")
    if len(word) > 1 and part.isupper() and not part.endswith("."):
        return False
    return not any(statement.lexicon.has(entry, word) for entry in _NO_NAMES)


def _limit(statement: Statement) -> Money | None:
    """Return up to which amount somebody may decide; None where none is named."""
    words = statement.lexicon.any_of("cap", "until_day")
    cap = re.compile(rf"(?<!\w)(?:{words})(?:\s\w+)?\W*$")
    for price in prices(statement):
        before = statement.text[max(0, price.start - _NEAR) : price.start]
        if cap.search(before) and price.numeral.text and price.currency:
            try:
                return Money.parse(price.numeral.text, price.currency)
            except BadInputError:
                return None
    return None
