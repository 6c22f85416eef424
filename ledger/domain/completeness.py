"""Completeness: which messages of a folder were taken in, and what of the others.

A server counts the messages of a folder up and gives no number twice, so a number that
we have nothing of is a message that was left out, or gone before we looked.
"""

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ledger.domain.event import Json
from ledger.domain.sentence import said
from ledger.domain.sentence import to_say
from ledger.domain.uids import Uids


class Rule(StrEnum):
    """Why a message was left out."""

    SINCE = "since"
    LEAVE_OUT = "leave-out"
    GONE = "gone"
    BY_HAND = "by-hand"


RULES = {
    Rule.SINCE: to_say("received before the day from which mail is taken"),
    Rule.LEAVE_OUT: to_say("from an address that is left out"),
    Rule.GONE: to_say("it was listed, and gone when it was to be fetched"),
    Rule.BY_HAND: to_say("explained by hand"),
}


def why_of(fields: Mapping[str, Json]) -> str:
    """Return why messages were left out: somebody's own words, or a rule's."""
    rule = str(fields.get("rule", ""))
    why = str(fields.get("why") or "")
    if why or rule not in RULES:
        return why or rule
    return said(RULES[Rule(rule)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """Messages that were left out, and why."""

    uids: Uids
    rule: str
    reason: str
    position: int

    @property
    def why(self) -> str:
        """Return why: somebody's own words, or what the rule says."""
        return why_of({"rule": self.rule, "why": self.reason})


class Missing(StrEnum):
    """What is known of messages of which there is nothing here."""

    BEFORE = "before"
    """Gone before the folder was first looked into."""

    BETWEEN = "between"
    """Came and went between two looks."""

    WAITING = "waiting"
    """They are on the server, and were not taken in."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Messages of a folder of which there is nothing here, and no reason."""

    why: Missing
    uids: Uids


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderAccount:
    """What became of the messages of a folder, as far as its numbers go."""

    folder: str
    validity: int
    """The server's mark of this count; a new one means that it counts anew."""

    current: bool
    """Whether it still counts so."""

    taken_in: Uids
    set_aside: Uids
    exclusions: tuple[Exclusion, ...]
    first: Uids
    """Those that were there when it was first looked into."""

    first_next: int
    """The number that the next message was to have then."""

    there: Uids
    """Those that were there when it was last looked into as a whole."""

    next: int

    @property
    def excluded(self) -> Uids:
        """Return those that were left out with a reason."""
        found = Uids()
        for each in self.exclusions:
            found = found | each.uids
        return found

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Return those of which nothing is here and nothing says why."""
        return tuple(self._gaps())

    def _gaps(self) -> Iterator[Gap]:
        last = max(self.next - 1, self.taken_in.last, self.there.last)
        known = self.taken_in | self.set_aside | self.excluded
        unknown = Uids.between(1, last) - known
        waiting = unknown & self.there
        before = unknown & (Uids.between(1, self.first_next - 1) - self.first)
        between = unknown - waiting - before
        parts = {
            Missing.WAITING: waiting,
            Missing.BETWEEN: between,
            Missing.BEFORE: before,
        }
        for why, uids in parts.items():
            if uids:
                yield Gap(why, uids)
