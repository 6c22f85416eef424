"""What Rich Text says of itself, and the pictures and objects that lie in it."""

import re
from collections.abc import Callable

from ledger.formats.links import OUTSIDE
from ledger.formats.mail.words import clean
from ledger.formats.office.properties import LONGEST_FACT
from ledger.formats.richtext.moments import told
from ledger.formats.richtext.state import Group
from ledger.formats.richtext.state import State

Act = Callable[[State, str, int | None], None]

NOT_HEX = re.compile(rb"[^0-9A-Fa-f]+")
FACTS = {
    "title": "title",
    "author": "author",
    "subject": "subject",
    "operator": "last modified by",
    "keywords": "keywords",
    "doccomm": "description",
    "company": "company",
    "manager": "manager",
    "generator": "creator",
}
TIMES = {"creatim": "created", "revtim": "modified", "printim": "printed"}
PICTURES = {
    "pngblip": "png",
    "jpegblip": "jpg",
    "emfblip": "emf",
    "wmetafile": "wmf",
    "dibitmap": "bmp",
    "macpict": "pict",
}


def _fact(state: State, word: str, _: int | None) -> None:
    heard: list[str] = []

    def done() -> None:
        value = clean("".join(heard)).rstrip(";")[:LONGEST_FACT]
        if value:
            state.facts[FACTS[word]] = value

    state.hear(heard, done)


def _time(state: State, word: str, _: int | None) -> None:
    state.hear([])
    state.clock = {}

    def done() -> None:
        parts = state.clock
        date = (parts.get("yr", 0), parts.get("mo", 0), parts.get("dy", 0))
        moment = told(*date, parts.get("hr", 0), parts.get("min", 0))
        if moment:
            state.facts[TIMES[word]] = moment

    state.group.leave = done


def _clock(state: State, word: str, number: int | None) -> None:
    state.clock[word] = number or 0


def _version(state: State, _: str, number: int | None) -> None:
    state.facts["revision"] = str(number or 0)


def _template(state: State, _: str, __: int | None) -> None:
    heard: list[str] = []

    def done() -> None:
        if OUTSIDE.match("".join(heard).strip()):
            state.flags["remote-parts"] = None

    state.hear(heard, done)


def _picture(state: State, _: str, __: int | None) -> None:
    state.picture_kind = "bin"
    _collect(state, state.group)


def _object(state: State, _: str, __: int | None) -> None:
    state.picture_kind = ""
    _collect(state, state.group)


def _collect(state: State, group: Group) -> None:
    data = bytearray()
    group.bytes = data
    silent = group.silent

    def done() -> None:
        digits = NOT_HEX.sub(b"", data)
        if digits and not silent:
            known = bytes.fromhex(digits[: len(digits) // 2 * 2].decode())
            state.pictures.append((state.picture_kind, known))

    group.leave = done


def _picture_kind(state: State, word: str, _: int | None) -> None:
    state.picture_kind = PICTURES[word]


TOLD: dict[str, Act] = {
    **dict.fromkeys(FACTS, _fact),
    **dict.fromkeys(TIMES, _time),
    **dict.fromkeys(("yr", "mo", "dy", "hr", "min"), _clock),
    "version": _version,
    "template": _template,
    "atnid": _template,
    "pict": _picture,
    "objdata": _object,
    **dict.fromkeys(PICTURES, _picture_kind),
}
