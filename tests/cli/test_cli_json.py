"""The JSON of every command is a contract: its fields and what they hold."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ledger.cli.door import AMONG_SAMPLES
from ledger.config import Config
from ledger.opened import Ledger
from ledger.services import saved
from tests.cli.running import Program

Words = list[str | Path]

SAID_ON_THE_SIDE = ("", f"{AMONG_SAMPLES}\n")
"""Of a command that records something, that it did so among sample data."""


class Maybe:
    """What may be null."""

    def __init__(self, shape: Any) -> None:
        self.shape = shape


class By:
    """An object of which only the values have a shape."""

    def __init__(self, shape: Any) -> None:
        self.shape = shape


class Anything:
    """What has no shape that is promised."""


class Either:
    """What may be one or the other."""

    def __init__(self, *shapes: Any) -> None:
        self.shapes = shapes


def misfits(  # noqa: PLR0911 - one answer for each kind of shape
    value: Any, shape: Any, where: str = "answer"
) -> list[str]:
    """Return where a value does not have the shape that is promised."""
    match shape:
        case Anything():
            return []
        case Maybe():
            return [] if value is None else misfits(value, shape.shape, where)
        case Either():
            wrong = [misfits(value, each, where) for each in shape.shapes]
            return [] if [] in wrong else wrong[0]
        case By() if isinstance(value, dict):
            return [w for k, v in value.items() for w in misfits(v, shape.shape, k)]
        case list() if isinstance(value, list):
            return [
                wrong
                for number, each in enumerate(value)
                for wrong in misfits(each, shape[0], f"{where}[{number}]")
            ]
        case dict() if isinstance(value, dict):
            if value.keys() != shape.keys():
                return [f"{where}: {sorted(value.keys() ^ shape.keys())}"]
            return [
                w for k in shape for w in misfits(value[k], shape[k], f"{where}.{k}")
            ]
        case type() if type(value) is shape:
            return []
    return [f"{where}: {value!r}"]


NUMBER = Either(int, float)
MONEY = Maybe({"minor": int, "currency": str})
EVENT = {
    "position": int,
    "at": str,
    "kind": str,
    "subject": str,
    "projects": [str],
    "actor": str,
    "fields": dict,
}
ACT = {"id": str, **EVENT}
PROJECT = {"id": str, "key": str, "title": str, "client": str, "zone": str}
DELIVERABLE = {"id": str, "key": str, "title": str}
ACCOUNT = {"id": str, "email": str, "name": str, "role": str}
PERSON = {
    "id": str,
    "name": str,
    "side": str,
    "client": Maybe(str),
    "role": str,
    "addresses": [{"address": str, "from": Maybe(str), "until": Maybe(str)}],
    "merged": [str],
}
MET = {**PERSON, "filed": int, **EVENT}
WRITTEN = {
    "id": str,
    "title": str,
    "at": Maybe(str),
    "projects": [str],
    "words": str,
    "marks": [[int]],
    "cut": bool,
    "start": Maybe(int),
    "end": Maybe(int),
}
FILED = {"project": str, "documents": [str], "asked": [str], "events": [EVENT]}
TAKEN_IN = {
    "receipt": str,
    "closed": bool,
    "opened_at": str,
    "closed_at": Maybe(str),
    "by": str,
    "custodian": str,
    "channel": str,
    "taken_in": int,
    "duplicates": int,
    "inside": int,
    "waiting": By(int),
    "set_aside": [{"path": str, "reason": str}],
    "unread": [{"path": str, "id": str, "reason": str}],
    "again": [{"path": str, "id": str, "first": str}],
    "documents": [
        {
            "id": str,
            "digest": str,
            "kind": str,
            "title": str,
            "parent": Maybe(str),
            "path": str,
        }
    ],
}
HIT = {
    "id": str,
    "message": Maybe(str),
    "originals": [str],
    "kind": str,
    "title": str,
    "author": Maybe(str),
    "author_address": Maybe(str),
    "sent_at": Maybe(str),
    "projects": [str],
    "page": Maybe(int),
    "spot": Maybe(str),
    "snippet": str,
    "marks": [[int]],
    "score": float,
    "places": int,
    "others": [str],
    "quoted_only": bool,
    "also": [{"asked": str, "found": str, "why": str}],
    "scan": bool,
    "digest": str,
}
FOUND = {
    "total": int,
    "took_ms": float,
    "hits": [HIT],
    "loosened": bool,
    "suggestion": Maybe(str),
    "remarks": [str],
    "behind": int,
    "facets": {},
}
FACETS = dict.fromkeys(("kind", "project", "author", "month", "language"), By(int))
AUTHENTICITY = {
    "checked": bool,
    "state": str,
    "class": str,
    "says": str,
    "shows": [str],
    "shows_not": [str],
    "remarks": [str],
    "position": Maybe(int),
    "checked_at": Maybe(str),
    "checks": int,
    "asked_again_at": Maybe(str),
    "finding": Anything(),
}
SHOWN = {
    "id": str,
    "message": Maybe(str),
    "originals": [str],
    "kind": str,
    "title": str,
    "name": str,
    "digest": str,
    "size": int,
    "media_type": str,
    "parent": Maybe(str),
    "place": str,
    "children": [str],
    "projects": [str],
    "people": [{"role": str, "name": str, "address": str}],
    "sent_at": Maybe(str),
    "sent_raw": str,
    "sent_zone": str,
    "received_at": Maybe(str),
    "taken_in_at": str,
    "language": Maybe(str),
    "read": bool,
    "reading": Maybe(str),
    "problem": Maybe(str),
    "flags": [str],
    "same_message_id": [str],
    "text": str,
    "pages": [
        {
            "number": int,
            "label": Maybe(str),
            "start": int,
            "end": int,
            "width": NUMBER,
            "height": NUMBER,
            "scan": Maybe(str),
        }
    ],
    "segments": [
        {
            "kind": str,
            "author": Maybe(str),
            "start": int,
            "end": int,
            "text": str,
            "altered": bool,
            "verdict": Maybe(str),
            "original": Maybe(str),
            "found_by": Maybe(str),
            "changes": [{"change": str, "text": str}],
        }
    ],
    "traces": [
        {
            "kind": str,
            "author": str,
            "at": str,
            "start": int,
            "end": int,
            "text": str,
        }
    ],
    "facts": By(str),
    "authenticity": AUTHENTICITY,
    "provenance": {
        "custodian": str,
        "channel": str,
        "taken_in_at": str,
        "receipt": str,
        "position": int,
        "arrivals": [dict],
    },
}
THREAD = {
    "messages": [
        {
            "id": str,
            "title": str,
            "sent_at": Maybe(str),
            "author": Maybe(str),
            "joined_by": Maybe(str),
            "joined_to": Maybe(str),
            "parted": bool,
        }
    ],
    "gaps": [{"message_id": str, "named_by": [str]}],
}
TERMS = {
    "terms": [
        {
            "id": str,
            "term": str,
            "value": Either(int, float, str),
            "money": MONEY,
            "per": Maybe(str),
            "unit": Maybe(str),
            "currency": Maybe(str),
            "counting": Maybe(str),
            "chosen_by": Maybe(str),
            "due": Maybe(str),
            "limit": MONEY,
            "clause": str,
            "quote": str,
            "remark": Maybe(str),
            "remarked_why": Maybe(str),
            "start": int,
            "end": int,
            "page": Maybe(int),
            "document": str,
            "from": str,
            "until": Maybe(str),
            "ended": Maybe(str),
            "withdrawn": Maybe(str),
        }
    ]
}
POINT = {
    "request": str,
    "said_on": Maybe(str),
    "ground": str,
    "counts": bool,
    "why": Maybe(str),
    "hours": Maybe(str),
    "rework": Maybe(str),
}
CONFIRMED = {
    "on": str,
    "document": str,
    "quote": str,
    "page": Maybe(int),
    "known_by": str,
    "by": Maybe(str),
    "by_address": Maybe(str),
}
STANDING = {
    "key": str,
    "title": str,
    "allowed": Maybe(Either(int, str)),
    "used": int,
    "left": Maybe(Either(int, str)),
    "shared": bool,
    "term": Maybe(str),
    "next_round": {
        "number": int,
        "free": Maybe(bool),
        "price": MONEY,
        "at_least": bool,
        "basis": str,
    },
    "rounds": [
        {
            "id": str,
            "number": int,
            "opened_on": str,
            "ground": str,
            "counts": bool,
            "free": Maybe(bool),
            "price": MONEY,
            "why": str,
            "note": str,
            "hours": Maybe(str),
            "hours_of": Maybe(str),
            "computed": bool,
            "delivery": Maybe(str),
            "confirmed": Maybe(CONFIRMED),
            "requests": int,
            "points": [POINT],
            "documents": [str],
        }
    ],
}
REVISIONS = {
    "deliverables": [STANDING],
    "readings": [
        {
            "term": str,
            "outcomes": [{"counting": str, "deliverables": [STANDING]}],
        }
    ],
}
AUDIT = {
    "events": int,
    "since": int,
    "blobs": int,
    "verdict": str,
    "isolation": str,
    "findings": [{"what": str, "where": str, "broken": bool}],
}


def first_mail(program: Program) -> str:
    """Return the id of a message of the sample data."""
    found = program.json("search", "Логотип, третий вариант", "--limit", "1")
    return str(found["hits"][0]["id"])


def keep(program: Program) -> str:
    """Save a search, and return the name of the commands about it."""
    ledger = Ledger(Config(home=program.home, boxes=1))
    saved.save(ledger, "u_somebody", "Logos", "q=logo", shared=True)
    ledger.close()
    return "saved"


def contract(program: Program) -> str:
    """Return the id of a contract of the sample data."""
    [known] = program.json("project", "show", "NORD")["contracts"]
    return str(known["document"])


def a_round(program: Program) -> str:
    """Return the id of a round of the sample data that counts."""
    for each in program.json("revisions", "NORD")["deliverables"]:
        for line in each["rounds"]:
            if line["counts"]:
                return str(line["id"])
    raise AssertionError


def excluded(program: Program) -> str:
    """Return the id of a round after taking it out of the count."""
    key = a_round(program)
    program.json("round", "exclude", key, "--why", "a slip")
    return key


def somebody(program: Program) -> str:
    """Return the id of a person of the sample data."""
    return str(program.json("person", "list")["people"][0]["id"])


def using(program: Program) -> Words:
    """Return a person of the sample data and an address of his."""
    [first, *_] = program.json("person", "list")["people"]
    return [str(first["id"]), str(first["addresses"][0]["address"])]


def double(program: Program) -> Words:
    """Return a new person and the one of the sample data who is the same."""
    [first, *_] = program.json("person", "list")["people"]
    of = ["--client", first["client"]] if first["client"] else []
    made = program.json("person", "add", str(first["name"]), *map(str, of))
    return [str(made["id"]), str(first["id"])]


def merged(program: Program) -> str:
    """Return a person who was merged into another."""
    words = double(program)
    program.json("person", "merge", *words)
    return str(words[0])


A_DAY = "2025-06-01"
PASSWORD = "a long enough sentence"  # noqa: S105 - of nobody
TERM = ["contract", "term", "NORD", "free-rounds", "5", "--from", A_DAY, "--document"]

CONTRACT: list[tuple[str, Callable[[Program], Words], int, Any]] = [
    (
        "take-in",
        lambda p: ["take-in", p.home.parent / "note.txt", f"--home={p.home}-own"],
        0,
        TAKEN_IN,
    ),
    ("search", lambda _: ["search", "логотипы"], 0, FOUND),
    (
        "search with facets",
        lambda _: ["search", "логотипы", "--facets"],
        0,
        {**FOUND, "facets": FACETS},
    ),
    (
        "saved list",
        lambda p: [keep(p), "list"],
        0,
        {
            "saved": [
                {
                    "id": str,
                    "name": str,
                    "query": str,
                    "team": bool,
                    "by": str,
                    "made_at": str,
                    "new": Maybe(int),
                }
            ]
        },
    ),
    ("show a mail", lambda p: ["show", first_mail(p)], 0, SHOWN),
    ("show a contract", lambda p: ["show", contract(p)], 0, SHOWN),
    ("thread", lambda p: ["thread", first_mail(p)], 0, THREAD),
    (
        "project add",
        lambda _: ["project", "add", "ALFA", "--client", "Alfa", "--title", "Alfa"],
        0,
        PROJECT,
    ),
    ("project list", lambda _: ["project", "list"], 0, {"projects": [PROJECT]}),
    (
        "project show",
        lambda _: ["project", "show", "nord"],
        0,
        {
            **PROJECT,
            "documents": By(int),
            "deliverables": [DELIVERABLE],
            "contracts": [{"id": str, "document": str, "from": str}],
        },
    ),
    (
        "contract add",
        lambda p: ["contract", "add", "NORD", first_mail(p), "--from", A_DAY],
        0,
        ACT,
    ),
    (
        "contract term",
        lambda p: [*TERM, contract(p), "--quote", quoted(p)],
        0,
        ACT,
    ),
    ("contract terms", lambda _: ["contract", "terms", "NORD"], 0, TERMS),
    (
        "deliverable add",
        lambda _: ["deliverable", "add", "NORD", "CARD", "--title", "Card"],
        0,
        {**DELIVERABLE, "project": str},
    ),
    ("revisions", lambda _: ["revisions", "NORD"], 0, REVISIONS),
    (
        "round open",
        lambda _: ["round", "open", "NORD", "--deliverable", "LOGO", "--on", A_DAY],
        0,
        ACT,
    ),
    (
        "round exclude",
        lambda p: ["round", "exclude", a_round(p), "--why", "a slip"],
        0,
        ACT,
    ),
    (
        "round reinstate",
        lambda p: ["round", "reinstate", excluded(p), "--why", "no slip"],
        0,
        ACT,
    ),
    (
        "user add",
        lambda _: ["user", "add", "ana@alfa.example", "--password", PASSWORD],
        0,
        {**ACCOUNT, **EVENT},
    ),
    (
        "user password",
        lambda _: ["user", "password", "maria@lumen.example", "--password", PASSWORD],
        0,
        ACCOUNT,
    ),
    ("user list", lambda _: ["user", "list"], 0, {"users": [ACCOUNT]}),
    (
        "person add",
        lambda _: ["person", "add", "Ana Alfa", "--address", "ana@alfa.example"],
        0,
        {**PERSON, "filed": int, **EVENT},
    ),
    (
        "person address",
        lambda p: ["person", "address", somebody(p), "new@alfa.example"],
        0,
        {**PERSON, "filed": int, **EVENT},
    ),
    ("person list", lambda _: ["person", "list"], 0, {"people": [PERSON]}),
    (
        "person show",
        lambda p: ["person", "show", somebody(p)],
        0,
        {**PERSON, "projects": By(int), "total": int, "written": [WRITTEN]},
    ),
    (
        "person change",
        lambda p: ["person", "change", somebody(p), "--role", "owner"],
        0,
        MET,
    ),
    (
        "person end-address",
        lambda p: ["person", "end-address", *using(p), "--until", A_DAY],
        0,
        MET,
    ),
    (
        "person remove-address",
        lambda p: ["person", "remove-address", *using(p)],
        0,
        MET,
    ),
    ("person merge", lambda p: ["person", "merge", *double(p)], 0, MET),
    ("person part", lambda p: ["person", "part", merged(p)], 0, MET),
    ("person tell-apart", lambda p: ["person", "tell-apart", *double(p)], 0, MET),
    (
        "person doubles",
        lambda p: ["person", "doubles", *double(p)[:0]],
        0,
        {"doubles": [{"people": [PERSON], "why": str}]},
    ),
    (
        "person strangers",
        lambda _: ["person", "strangers"],
        0,
        {"strangers": [{"address": str, "name": str, "messages": int}]},
    ),
    ("file", lambda p: ["file", first_mail(p), "--project", "KLAS"], 0, FILED),
    ("unfile", lambda p: ["unfile", first_mail(p), "--project", "NORD"], 0, FILED),
    ("audit", lambda _: ["audit"], 3, AUDIT),
    (
        "checkpoint",
        lambda _: ["checkpoint"],
        0,
        {"size": int, "note": str, "vkey": str},
    ),
    (
        "rebuild",
        lambda p: ["rebuild", "--dump", p.home.parent / "dump"],
        0,
        {"events": int, "indexed": int, "rows": int, "seconds": float},
    ),
]


def quoted(program: Program) -> str:
    """Return the words of a term, as its contract has them."""
    [term, *_] = program.json("contract", "terms", "NORD")["terms"]
    return str(term["quote"])


@pytest.mark.parametrize(
    ("words", "code", "shape"),
    [case[1:] for case in CONTRACT],
    ids=[case[0] for case in CONTRACT],
)
def test_a_command_answers_with_the_fields_that_are_promised(
    sample: Program, words: Callable[[Program], Words], code: int, shape: Any
) -> None:
    (sample.home.parent / "note.txt").write_text("A note for nobody.", "utf-8")

    ran = sample(*words(sample), "--json")

    assert ran.code == code
    assert ran.err in SAID_ON_THE_SIDE
    assert misfits(ran.json, shape) == []


@pytest.mark.parametrize(
    ("words", "code"),
    [case[1:3] for case in CONTRACT],
    ids=[case[0] for case in CONTRACT],
)
def test_a_command_answers_people_in_lines(
    sample: Program, words: Callable[[Program], Words], code: int
) -> None:
    (sample.home.parent / "note.txt").write_text("A note for nobody.", "utf-8")

    ran = sample(*words(sample))

    assert ran.code == code
    assert ran.err in SAID_ON_THE_SIDE
    assert ran.out.strip()
    assert not ran.out.startswith("{")


def test_a_shape_is_held_to_the_field() -> None:
    shape = {"id": str, "left": Maybe(int)}

    assert misfits({"id": "d_1", "left": None}, shape) == []
    assert misfits({"id": "d_1"}, shape) == ["answer: ['left']"]
    assert misfits({"id": "d_1", "left": True}, shape) == ["answer.left: True"]
