"""Outlook's files and archives from elsewhere, where these are at hand.

The expected values come with the samples, from another program. Where we differ, the
reason stands below.
"""

import csv
import json
from collections.abc import Callable
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ledger.domain import problems
from ledger.domain.reading import Kind
from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from ledger.formats.outlook import compound

Read = Callable[..., tuple[list[Member], Reading]]

REASONS = {
    "the other program reads Cyrillic letters in a western code page": {
        ("ASCII_CP1251_LCID1049.msg", "subject"),
        ("ASCII_CP1251_LCID1049.msg", "text_snippet"),
    },
    "its date names no zone (-0000), so it tells no moment": {
        ("message_1979.msg", "date"),
        ("message_1980.msg", "date"),
    },
}


def rows(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    with (folder / "MANIFEST.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield row["file"], json.loads(row["expected_facts (JSON)"] or "{}")


def folded(text: str) -> str:
    return " ".join(text.replace("\0", "").split())


def agreements(
    facts: dict[str, Any], members: list[Member], reading: Reading
) -> Iterator[tuple[str, bool]]:
    """Yield for each fact of a message whether we read the same."""
    headers = reading.headers
    senders = [
        f"{person.name} {person.address}"
        for person in reading.people
        if person.role == "from"
    ]
    yield "subject", folded(facts.get("subject") or "") == folded(reading.title)
    if "text_snippet" in facts:
        yield "text_snippet", folded(facts["text_snippet"]) in folded(reading.text)
    if "attachments" in facts:
        yield "attachments", set(facts["attachments"]) <= {m.name for m in members}
    if facts.get("from"):
        name = facts["from"].replace('"', "").partition("<")[0].strip()
        yield "from", name in " ".join(senders)
    if headers is not None and facts.get("date", "None") != "None":
        said = headers.sent_at
        yield "date", said is not None and f"{said:%Y-%m-%d %H:%M:%S}" in facts["date"]


def test_outlooks_messages_are_read_as_another_program_reads_them(
    samples: Path, read: Read
) -> None:
    differing = set()
    compared = 0
    for name, facts in rows(samples / "mail"):
        if not name.startswith("msg/poi/") or "class" not in facts:
            continue
        members, reading = read((samples / "mail" / name).read_bytes(), name)
        found = list(agreements(facts, members, reading))
        compared += len(found)
        short = name.rpartition("/")[2]
        differing |= {(short, key) for key, same in found if not same}
        assert reading.parser == "msg"
        assert reading.problem is None

    assert compared > 70
    assert differing == set().union(*REASONS.values())


def test_a_message_that_is_written_anew_says_the_same(
    samples: Path, read: Read
) -> None:
    for path in sorted((samples / "mail" / "msg").rglob("*.msg")):
        data = path.read_bytes()
        again = compound.write(compound.read(data))

        assert compound.write(compound.read(again)) == again
        assert read(again, path.name) == read(data, path.name)


def test_archives_made_to_do_harm_end_in_a_sentence(samples: Path, read: Read) -> None:
    folder = samples / "hostile" / "archive"
    known = {
        "testZIP_corrupted_oom.zip": problems.BROKEN_ARCHIVE,
        "quine.gz": problems.ARCHIVE_NOT_YET,
    }
    for name, problem in known.items():
        members, reading = read((folder / name).read_bytes(), name)

        assert members == []
        assert reading.kind is Kind.ARCHIVE
        assert reading.problem == problem

    _, text = read((folder / "invalid-zip.zip").read_bytes(), "invalid-zip.zip")
    assert text.text.startswith("This is not really a valid zip file")
    members, reading = read((folder / "testZipEncrypted.zip").read_bytes(), "a.zip")
    assert [member.name for member in members] == ["unencrypted.txt"]
    assert reading.flags == ("encrypted", "locked-parts")
