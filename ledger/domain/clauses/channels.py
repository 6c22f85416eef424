"""Channels by which a contract lets the parties say what counts."""

import re
from collections.abc import Iterator

from ledger.domain.clauses.folding import folded
from ledger.domain.clauses.proposal import Draft
from ledger.domain.clauses.statement import Statement
from ledger.domain.provision import TermName

_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_APPS = (
    r"telegram|whatsapp|viber|slack|signal|discord|microsoft teams|ms teams|teams"
    r"|basecamp|trello|asana|jira|clickup|notion|skype|threema|wechat"
    r"|facebook messenger"
)
_ROOM = (
    r"(?:group|chat|channel|workspace|board|account|группа|группе|группы|группу"
    r"|чат\w*|канал\w*|доск\w*|акк?аунт\w*|grup\w*|canal\w*|gruppe|kanal)"
)
_CALLED = r"(?:\s*[\"'“”„«][^\"'“”„»«]{1,60}[\"'“”»]|\s*@\w{3,32})"
_CHAT = re.compile(
    rf"(?<!\w)(?:{_ROOM}[\s-]+(?:(?:в|на|in|on|pe|din|във)\s)?)?"
    rf"(?:{_APPS})(?!\w)"
    rf"(?:[\s-]+{_ROOM}(?!\w))?{_CALLED}?",
    re.IGNORECASE,
)


def channels(statement: Statement) -> Iterator[Draft]:
    """Yield the addresses and chats that a sentence recognises."""
    lead = folded(statement.lead)
    led = statement.lexicon.has("channel", lead)
    denied = led and statement.lexicon.has("negation", lead)
    if not (statement.has("channel") or led) or denied:
        return
    if statement.has("hypothetical", "third"):
        return
    seen: set[str] = set()
    for start, words in _named(statement):
        if words.casefold() in seen or _denied(statement, start):
            continue
        seen.add(words.casefold())
        yield Draft(name=TermName.RECOGNISED_CHANNEL, value=words)


def _named(statement: Statement) -> Iterator[tuple[int, str]]:
    """Yield the addresses and chats of a sentence as they stand, with their places."""
    raw = statement.raw[statement.start : statement.end]
    for address in _ADDRESS.finditer(raw):
        yield address.start(), address[0].lower()
    for chat in _CHAT.finditer(raw):
        yield chat.start(), " ".join(chat[0].split())


def _denied(statement: Statement, place: int) -> bool:
    """Tell whether the part of a sentence with a place in it says no."""
    at = statement.start + place
    places = enumerate(statement.folded.places)
    inside = next((number for number, there in places if there >= at), 0)
    return statement.denied(*statement.piece(inside))
