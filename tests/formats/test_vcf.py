"""Contacts of any version, in whatever charset an old phone wrote them."""

import base64
import quopri

import pytest
from hypothesis import given
from hypothesis import strategies

from ledger.domain.reading import Kind
from ledger.domain.reading import Participant
from tests.formats.conftest import Read

NEWER = """\
BEGIN:VCARD
VERSION:3.0
N:Ivanova;Olga;;;
FN:Olga Ivanova
ORG:Nord\\, Ltd;Marketing
TITLE:Head of marketing
TEL;TYPE=CELL,VOICE:+373 22 000000
item1.EMAIL;TYPE=INTERNET;TYPE=WORK:Olga@nord.example
ADR;TYPE=WORK:;;Main street 1;Chisinau;;2001;Moldova
NOTE:Calls only\\nafter ten.
END:VCARD
"""


def test_a_contact_reads_as_facts(read: Read) -> None:
    _, reading = read(NEWER.replace("\n", "\r\n").encode(), "olga.vcf")

    assert (reading.kind, reading.title) == (Kind.DOCUMENT, "Olga Ivanova")
    assert reading.text.splitlines() == [
        "Olga Ivanova",
        "Firm: Nord, Ltd, Marketing",
        "Position: Head of marketing",
        "Telephone: +373 22 000000 (cell)",
        "Mail: Olga@nord.example (work)",
        "Address: Main street 1, Chisinau, 2001, Moldova (work)",
        "Calls only",
        "after ten.",
    ]
    assert reading.people == (
        Participant("contact", "Olga Ivanova", "olga@nord.example"),
    )


@pytest.mark.parametrize("charset", ["windows-1251", "UTF-8"])
def test_an_old_contact_in_quoted_printable_is_read(read: Read, charset: str) -> None:
    def quoted(text: str) -> str:
        return quopri.encodestring(text.encode(charset)).decode().replace("\n", "\r\n")

    note = "Директор по развитию, звонить после десяти часов утра и до обеда"
    data = (
        f"BEGIN:VCARD\r\nVERSION:2.1\r\n"
        f"N;CHARSET={charset};ENCODING=QUOTED-PRINTABLE:{quoted('Иванова;Ольга')}\r\n"
        f"NOTE;QUOTED-PRINTABLE;CHARSET={charset}:{quoted(note)}\r\n"
        f"TEL;CELL;PREF:+373\r\nEND:VCARD\r\n"
    )

    _, reading = read(data.encode(), "olga.vcf")

    assert reading.text.splitlines() == [
        "Ольга Иванова",
        note,
        "Telephone: +373 (cell)",
    ]


def test_a_contact_in_a_charset_that_is_not_named_is_read(read: Read) -> None:
    data = "BEGIN:VCARD\nFN:Ольга Иванова\nNOTE:Звонить после десяти\nEND:VCARD\n"

    _, reading = read(data.encode("cp1251"), "olga.vcf")

    assert reading.text == "Ольга Иванова\nЗвонить после десяти"


def test_several_contacts_stand_apart(read: Read) -> None:
    _, reading = read((NEWER + NEWER.replace("Olga", "Max")).encode(), "all.vcf")

    assert reading.title == "all"
    assert reading.facts == {"contacts": "2"}
    assert "after ten.\n\nMax Ivanova" in reading.text


@pytest.mark.parametrize(
    "line",
    [
        "PHOTO;ENCODING=b;TYPE=JPEG:{data}",
        "PHOTO;TYPE=JPEG;ENCODING=BASE64:\r\n {data}\r\n",
        "PHOTO;TYPE=jpeg:data:image/jpeg;base64\\,{data}",
    ],
)
def test_a_picture_is_a_member(read: Read, line: str) -> None:
    data = base64.b64encode(b"\xff\xd8\xff picture").decode()
    made = NEWER.replace("NOTE:", line.format(data=data) + "\nNOTE:")

    [member], reading = read(made.encode(), "olga.vcf")

    assert (member.name, member.data) == ("photo.jpeg", b"\xff\xd8\xff picture")
    assert data not in reading.text


def test_a_file_without_contacts_says_so(read: Read) -> None:
    _, reading = read(b"BEGIN:VCARDS\n", "a.vcf")

    assert "no contact" in (reading.problem or "")


@given(strategies.binary(max_size=200))
def test_any_bytes_behind_the_mark_end_in_a_reading(read: Read, data: bytes) -> None:
    _, reading = read(b"BEGIN:VCARD\nFN;QUOTED-PRINTABLE:" + data, "a.vcf")

    assert reading.parser == "vcf"
