"""Read the stories from their data files."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from ledger.samples.rounds import Delivery
from ledger.samples.rounds import Round
from ledger.samples.story import Annex
from ledger.samples.story import Attachment
from ledger.samples.story import Deliverable
from ledger.samples.story import Drawing
from ledger.samples.story import Letter
from ledger.samples.story import Mail
from ledger.samples.story import Paper
from ledger.samples.story import PaperKind
from ledger.samples.story import Person
from ledger.samples.story import Place
from ledger.samples.story import Quote
from ledger.samples.story import Section
from ledger.samples.story import Side
from ledger.samples.story import Story
from ledger.samples.story import Term
from ledger.samples.story import Wish

PROJECTS = ("nord", "klas", "polar")
"""The folders of the stories, in the order in which they are told."""


def load() -> tuple[Story, ...]:
    """Return the stories of all sample projects."""
    return tuple(_story(folder) for folder in PROJECTS)


def tray() -> Story:
    """Return the mails that belong to no project: a story without key and papers."""
    return _told(read("tray.toml"), ())


def read(*path: str) -> dict[str, Any]:
    """Return what a data file says."""
    source = resources.files("ledger.samples").joinpath("stories", *path)
    return tomllib.loads(source.read_text(encoding="utf-8"))


@cache
def _story(folder: str) -> Story:
    values = read(folder, "story.toml")
    papers = (_paper(key, read(folder, f"{key}.toml")) for key in values["papers"])
    chapters = [read(folder, f"{name}.toml") for name in values["chapters"]]
    for name in ("mails", "letters", "wishes"):
        told = [row for chapter in chapters for row in chapter.get(name, ())]
        values[name] = [*values.get(name, ()), *told]
    values["mails"].sort(key=lambda row: row["sent_at"])
    return _told(values, tuple(papers))


def _told(values: Mapping[str, Any], papers: tuple[Paper, ...]) -> Story:
    own = [_person(row, Side.PROVIDER) for row in read("agency.toml")["people"]]
    side = Side.CLIENT if values["key"] else Side.OTHER
    people = own + [_person(row, side) for row in values["people"]]
    known = {person.key: person for person in people}
    return Story(
        client=values["client"],
        key=values["key"],
        title=values["title"],
        zone=values["zone"],
        people=tuple(people),
        papers=papers,
        letters=tuple(_letter(row) for row in values.get("letters", ())),
        deliverables=tuple(
            Deliverable(**row) for row in values.get("deliverables", ())
        ),
        mails=tuple(_mail(row, known) for row in values["mails"]),
        deliveries=tuple(Delivery(**row) for row in values.get("deliveries", ())),
        rounds=tuple(
            Round(**{"excluded": None, **row}) for row in values.get("rounds", ())
        ),
        stated=tuple(values["stated"]) if "stated" in values else None,
        wishes=tuple(_wish(row) for row in values.get("wishes", ())),
    )


def _letter(row: Mapping[str, Any]) -> Letter:
    listed = {name: tuple(row.get(name, ())) for name in ("opening", "points")}
    closing = tuple(row.get("closing", ()))
    return Letter(**{"signed": False, **row, **listed, "closing": closing})


def _wish(row: Mapping[str, Any]) -> Wish:
    return Wish(
        key=row["key"],
        at=Place(mail=row["mail"], quote=row["quote"], note=row.get("note", "")),
        deliverable=row.get("deliverable", ""),
        round=row.get("round", ""),
        warnings=tuple(Place(**each) for each in row.get("warnings", ())),
        confirmations=tuple(Place(**each) for each in row.get("confirmations", ())),
        withdrawn=row.get("withdrawn", ""),
        item=row.get("item", ""),
    )


def _person(row: Mapping[str, Any], side: Side) -> Person:
    return Person(**{**row, "side": side, "addresses": tuple(row["addresses"])})


_UNSAID = dict.fromkeys(("per", "unit", "currency", "counting"))


def _paper(key: str, values: Mapping[str, Any]) -> Paper:
    return Paper(
        **{
            **values,
            "key": key,
            "kind": PaperKind(values["kind"]),
            "opening": tuple(values["opening"]),
            "sections": tuple(
                Section(row["title"], tuple(row["clauses"]))
                for row in values["sections"]
            ),
            "annexes": tuple(
                Annex(row["title"], row["language"], tuple(row["lines"]))
                for row in values.get("annexes", ())
            ),
            "terms": tuple(
                Term(**{**_UNSAID, **row}) for row in values.get("terms", ())
            ),
        }
    )


def _mail(row: Mapping[str, Any], known: Mapping[str, Person]) -> Mail:
    sender = known[row["sender"]]
    return Mail(
        key=row["key"],
        sent_at=row["sent_at"],
        sender=sender,
        address=row.get("address", sender.addresses[0]),
        to=tuple(known[key] for key in row["to"]),
        cc=tuple(known[key] for key in row.get("cc", ())),
        subject=row["subject"],
        language=row["language"],
        text=row["text"].strip("\n"),
        charset=row.get("charset", "utf-8"),
        transfer=row.get("transfer", "base64"),
        html=row.get("html", False),
        answers=row.get("answers", ""),
        quote=Quote(row.get("quote", "none")),
        altered=tuple((was, made) for was, made in row.get("altered", ())),
        attachments=tuple(_attachment(part) for part in row.get("attachments", ())),
        identified=row.get("identified", True),
        copies=tuple(row.get("copies", ())),
    )


def _attachment(row: Mapping[str, Any]) -> Attachment:
    drawing = Drawing(**row["drawing"]) if "drawing" in row else None
    return Attachment(**{**row, "drawing": drawing})
