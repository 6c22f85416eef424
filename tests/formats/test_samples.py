"""The readers on real files, where these are at hand: nothing of them is kept here.

The expected values come with the samples; they were made by Python's own mail parser.
Where we differ, the reason stands below, file by file.
"""

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ledger.box import Box
from ledger.domain.reading import Kind
from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from ledger.domain.trace import as_it_reads

Read = Callable[..., tuple[list[Member], Reading]]

REASONS = {
    "the words or names stand in an attached message, a document of its own": """
cpython/msg_11.txt text_snippet
cpython/msg_28.txt text_snippet
cpython/msg_30.txt text_snippet
cpython/msg_46.txt text_snippet
ruby_mail/attachment_emails/attachment_message_rfc822.eml attachments
""",
    "has no head of a mail, so it is kept under another kind": """
cpython/msg_19.txt kind
ruby_mail/sample_output_multipart kind
""",
    "raw 8-bit text, which the other parser shows as replacement signs": """
flanker/from-encoding.eml from
flanker/mailformed-headers.eml subject
flanker/outlook-express.eml attachments
flanker/russian-attachment-yahoo.eml attachments
flanker/spam/broken-headers.eml subject
ruby_mail/attachment_emails/attachment_nonascii_filename.eml attachments
ruby_mail/attachment_emails/attachment_pdf.eml subject
ruby_mail/attachment_emails/attachment_pdf_lf.eml subject
ruby_mail/attachment_emails/attachment_pdf_non_ascii.eml subject
ruby_mail/attachment_emails/attachment_pdf_non_ascii_lf.eml subject
ruby_mail/attachment_emails/attachment_with_encoded_name.eml attachments
ruby_mail/error_emails/content_transfer_encoding_empty.eml subject
ruby_mail/error_emails/invalid_subject_characters.eml subject
ruby_mail/error_emails/must_supply_encoding.eml subject
ruby_mail/error_emails/trademark_character_in_subject.eml subject
ruby_mail/plain_emails/raw_email_string_in_date_field.eml date
ruby_mail/rfc6532/utf8_headers.eml from
ruby_mail/rfc6532/utf8_headers.eml subject
""",
    "a subject of 8 KB and more is cut": """
flanker/long-header.eml subject
""",
    "the other parser leaves or garbles what is sent broken": """
nodemailer/nodemailer.eml subject
ruby_mail/error_emails/bad_encoded_subject.eml subject
spamscope/mail_test_9 subject
""",
    "the one part of a mail is its body": """
notmuch_html/attribute-text attachments
""",
    "its words stand in a delivery status, which is a member": """
ruby_mail/multipart_report_emails/multipart_report_multiple_status.eml text_snippet
""",
    "comments inside an address are left out": """
ruby_mail/rfc2822/example10.eml from
""",
    "another place where the head ends": """
ruby_mail/rfc2822/example13.eml text_snippet
""",
}
"""Why we differ, and where: file and fact."""


TOLD = {"no-text", "damaged-part", "waits-for-recognition"}
RIGHT_TO_LEFT = "\u202b"


def rows(folder: Path) -> list[dict[str, Any]]:
    with (folder / "MANIFEST.tsv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        row | {"facts": json.loads(row["expected_facts (JSON)"] or "{}")}
        for row in found
    ]


def lines(text: str) -> list[str]:
    return text.strip().splitlines()


def folded(text: str) -> str:
    return " ".join(text.split())


def names(text: str) -> set[str]:
    return set(re.findall(r"[\w.@-]+", text.lower()))


def agreements(
    facts: dict[str, Any], members: list[Member], reading: Reading
) -> dict[str, bool]:
    """Return for each fact of a mail whether we read the same."""
    headers = reading.headers
    assert headers is not None
    people = [person for person in reading.people if person.role == "from"]
    sender = " ".join(f"{person.name} {person.address}" for person in people)
    attached = [member.name for member in members]
    ours: dict[str, Callable[[Any], bool]] = {
        "subject": lambda said: folded(said) == folded(headers.subject),
        "date": lambda said: folded(said) == folded(headers.sent_raw),
        "message_id": lambda said: said.strip().strip("<>") == headers.message_id,
        "from": lambda said: names(said) <= names(sender),
        "attachments": lambda said: set(said) <= set(attached),
        "text_snippet": lambda said: folded(said) in folded(reading.text),
    }
    return {key: ours[key](facts[key]) for key in ours if key in facts}


def test_mail_is_read_as_another_parser_reads_it(samples: Path, read: Read) -> None:
    """All but the reasoned exceptions, and no exception without a cause."""
    differing: set[tuple[str, str]] = set()
    compared = 0
    for row in rows(samples / "mail"):
        if not row["checked_with"].startswith("python email"):
            continue
        data = (samples / "mail" / row["file"]).read_bytes()
        members, reading = read(data, row["file"], media_type="message/rfc822")
        if reading.kind is Kind.ARCHIVE and members:  # an envelope line before it
            members, reading = read(members[0].data, "x.eml")
        if reading.kind is not Kind.MAIL:
            differing.add((row["file"], "kind"))
            continue
        found = agreements(row["facts"], members, reading)
        compared += len(found)
        differing |= {(row["file"], key) for key, same in found.items() if not same}

    excused = [
        tuple(line.split()) for where in REASONS.values() for line in lines(where)
    ]
    assert compared > 1000
    assert differing == set(excused)


def test_a_pdf_gives_the_pages_and_words_it_is_known_for(
    samples: Path, read: Read
) -> None:
    compared = 0
    wrong = []
    for row in rows(samples / "pdf"):
        facts = row["facts"]
        if not row["file"].endswith(".pdf") or "pages" not in facts:
            continue
        _, reading = read((samples / "pdf" / row["file"]).read_bytes(), row["file"])
        if reading.problem is not None:
            continue
        compared += 1
        snippet = facts.get("text_snippet", "")
        if RIGHT_TO_LEFT in snippet:  # marks of the other program, in its own order
            snippet = ""
        if len(reading.pages) != facts["pages"] or not holds(reading.text, snippet):
            wrong.append(row["file"])

    assert compared > 80
    assert wrong == []


def test_a_contract_gives_the_words_it_is_known_for(samples: Path, read: Read) -> None:
    """Templates of contracts and test files of other readers, in three formats."""
    readers = {".docx": "docx", ".odt": "odt", ".md": "markdown"}
    compared = 0
    wrong = []
    for row in rows(samples / "contracts"):
        path = samples / "contracts" / row["file"]
        if path.suffix not in readers:
            continue
        _, reading = read(path.read_bytes(), row["file"])
        snippet = row["facts"].get("text_snippet", "")
        compared += bool(snippet)
        own_words = as_it_reads(reading.text, reading.traces).replace("\xad", "")
        known = holds(own_words, snippet) and not reading.problem
        if reading.parser != readers[path.suffix] or not known:
            wrong.append(row["file"])

    assert compared >= 50
    assert wrong == ["odt/odfpy_imageslabels.odt"]  # labels stand behind, not in, it


def holds(text: str, snippet: str) -> bool:
    return "".join(snippet.split()) in "".join(text.split())


def test_every_hostile_file_ends_in_a_reading_and_its_neighbours_are_read(
    samples: Path,
) -> None:
    good = samples / "mail" / "cpython" / "msg_01.txt"
    with Box(workers=1) as box:
        for path in sorted((samples / "hostile").glob("*/*")):
            with path.open("rb") as source:
                *_, last = box.read(source, path.name)
            with good.open("rb") as source:
                [after] = box.read(source, "good.eml")

            assert isinstance(last, Reading)
            assert last.text or last.problem or TOLD & {*last.flags}
            assert isinstance(after, Reading)
            assert after.kind is Kind.MAIL


@pytest.mark.parametrize(
    "name", ["spamassassin/easy_ham_250.mbox", "mbox/extropians_1996-07.mbox"]
)
def test_a_real_mailbox_comes_out_whole(samples: Path, read: Read, name: str) -> None:
    data = (samples / "mail" / name).read_bytes()

    members, reading = read(data, name)

    assert reading.problem is None
    assert len(members) == len(re.findall(rb"^From ", data, re.MULTILINE))
    for member in members:
        _, one = read(member.data, member.name)
        assert one.kind is Kind.MAIL
        assert one.problem is None
        assert member.data in data
