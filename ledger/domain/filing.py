"""Why something happened: somebody's own words, or a reason of the program.

Most of them are why a document is in a project; two are why an epoch of the log began.

Words are sealed as they are, in the field ``why``. A reason of the program is sealed as
a code with its values, in the field ``reason``, so that it can be said in any language
at any time. Logs of the first version hold the program's reasons as words, too; they
are shown as they stand.
"""

from dataclasses import dataclass
from enum import StrEnum

from ledger.domain.event import Json
from ledger.domain.sentence import said
from ledger.domain.sentence import to_say


class Code(StrEnum):
    """The reasons that the program itself gives."""

    TAKEN_IN = "taken-in"
    SAME_MESSAGE = "same-message"
    SAME_CHAT = "same-chat"
    ADDRESS = "address"
    ADDRESS_CONFIRMED = "address-confirmed"
    """Of logs of the first version; ``confirmed`` says it of every reason now."""

    RULE_ADDRESS = "rule-address"
    RULE_DOMAIN = "rule-domain"
    RULE_REFERENCE = "rule-reference"
    RULE_FOLDER = "rule-folder"
    THREAD = "thread"
    KEY = "key"
    BEFORE = "before"
    CONTRACT = "contract"
    ROUND = "round"
    DELIVERY = "delivery"
    REQUEST = "request"
    OBLIGATION = "obligation"
    SPECIFICATION = "specification"
    CHOSEN = "chosen"
    TAKEN_BACK = "taken-back"
    UNDONE = "undone"
    WITHOUT_KEY = "without-key"
    LATER_UNKNOWN = "later-unknown"


SENTENCES: dict[str, str] = {
    Code.TAKEN_IN: to_say("chosen when it was taken in"),
    Code.SAME_MESSAGE: to_say("the same message was there already"),
    Code.SAME_CHAT: to_say("the same chat is there already"),
    Code.ADDRESS: to_say("%(address)s is %(name)s"),
    Code.ADDRESS_CONFIRMED: to_say(
        "guessed, then confirmed by hand: %(address)s is %(name)s"
    ),
    Code.RULE_ADDRESS: to_say("by a rule for mail from or to %(address)s"),
    Code.RULE_DOMAIN: to_say("by a rule for mail from or to @%(address)s"),
    Code.RULE_REFERENCE: to_say("by a rule: its subject names “%(name)s”"),
    Code.RULE_FOLDER: to_say("by a rule: it lay in the folder “%(name)s”"),
    Code.THREAD: to_say("other messages of its thread are in the project"),
    Code.KEY: to_say("its subject names “%(name)s”"),
    Code.BEFORE: to_say("so are other messages from %(address)s: %(name)s"),
    Code.CONTRACT: to_say("it is a contract of the project"),
    Code.ROUND: to_say("a round was opened from it"),
    Code.DELIVERY: to_say("a delivery rests on it"),
    Code.REQUEST: to_say("a request rests on it"),
    Code.OBLIGATION: to_say("an obligation, or a slip of ours, rests on it"),
    Code.SPECIFICATION: to_say("the specification rests on it"),
    Code.CHOSEN: to_say("chosen by hand"),
    Code.TAKEN_BACK: to_say("taken back by hand"),
    Code.UNDONE: to_say("undone"),
    Code.WITHOUT_KEY: to_say(
        "brought back from a backup; the key of the log is in no backup"
    ),
    Code.LATER_UNKNOWN: to_say(
        "brought back from a backup; whether more was signed after it is not known"
    ),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason of the program; an address and a name where it speaks of somebody."""

    code: str
    address: str = ""
    name: str = ""
    confirmed: bool = False
    """True where the program only guessed, and a person said yes."""

    @property
    def sentence(self) -> str:
        """Return what it says; of a code that is not known, the code itself."""
        if self.code not in SENTENCES:
            return self.code
        found = said(SENTENCES[self.code], address=self.address, name=self.name)
        if self.confirmed:
            return said("guessed, then confirmed by hand: %(why)s", why=found)
        return found


Why = str | Reason
"""Somebody's own words, or a reason of the program."""


def fields_of(why: Why) -> dict[str, Json]:
    """Return the fields of an event that hold why it happened."""
    if isinstance(why, str):
        return {"why": why}
    told: dict[str, Json] = {
        "code": str(why.code),
        "address": why.address,
        "name": why.name,
        "confirmed": why.confirmed,
    }
    return {"reason": {name: value for name, value in told.items() if value}}


def why_of(fields: dict[str, Json]) -> str:
    """Return why an event happened: a sentence, somebody's own words, or nothing."""
    reason = fields.get("reason")
    if not isinstance(reason, dict):
        return str(fields.get("why") or "")
    known = {"address": reason.get("address", ""), "name": reason.get("name", "")}
    texts = {name: str(value) for name, value in known.items()}
    confirmed = reason.get("confirmed") is True
    return Reason(str(reason.get("code", "")), confirmed=confirmed, **texts).sentence
