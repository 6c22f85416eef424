"""Archives: every file in them comes out to the byte, and nothing comes out of hand."""

import hmac
import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from hashlib import pbkdf2_hmac

import pytest
from cryptography.hazmat.primitives.ciphers import algorithms
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers import modes
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from ledger.domain import problems
from ledger.domain.reading import Kind
from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from tests.formats import made

Read = Callable[..., tuple[list[Member], Reading]]

PLAIN = b"A word is enough for the wise.\n"


def packed(
    files: dict[str, bytes] | list[tuple[str | zipfile.ZipInfo, bytes]],
    method: int = zipfile.ZIP_DEFLATED,
) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files.items() if isinstance(files, dict) else files:
            archive.writestr(name, data)
    return out.getvalue()


FILES = st.dictionaries(
    st.text("abcяș ", min_size=1, max_size=8).map(lambda name: f"in/{name}.txt"),
    st.binary(max_size=2000),
    min_size=1,
    max_size=8,
)
METHODS = st.sampled_from(
    (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
)


@settings(deadline=None)
@given(files=FILES, method=METHODS)
def test_every_file_comes_out_to_the_byte_with_its_folder(
    read: Read, files: dict[str, bytes], method: int
) -> None:
    members, reading = read(packed(files, method), "sent.zip")

    assert {member.place: member.data for member in members} == files
    assert [member.name for member in members] == [each[3:] for each in files]
    assert (reading.kind, reading.parser) == (Kind.ARCHIVE, "zip")
    assert (reading.flags, reading.problem) == ((), None)
    assert reading.facts == {"files": str(len(files))}


@settings(deadline=None)
@given(files=FILES, already=st.integers(0, 7))
def test_reading_goes_on_behind_any_file(
    read: Read, files: dict[str, bytes], already: int
) -> None:
    data = packed(files)
    members, whole = read(data, "sent.zip")
    last = members[min(already, len(members) - 1)]
    assert last.offset is not None
    end = data[last.offset :]

    rest, reading = read(
        end, "sent.zip", start=last.offset, done=already, file=io.BytesIO(data)
    )

    assert rest == members[min(already, len(members) - 1) + 1 :]
    assert reading == whole


@pytest.mark.parametrize("name", ["a.docx", "no ending"])
def test_a_document_that_is_a_zip_goes_to_its_own_reader(read: Read, name: str) -> None:
    _, word = read(made.docx(made.para("Words.")), name)
    _, text = read(made.odt("<text:p>Words.</text:p>"), name.replace("docx", "odt"))

    assert (word.parser, word.text) == ("docx", "Words.")
    assert (text.parser, text.text) == ("odt", "Words.")


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_zip_of_documents_is_an_archive_even_if_nothing_is_packed(
    read: Read, method: int
) -> None:
    files = {
        "word/offer.docx": made.docx(made.para("Words.")),
        "xl/notes.odt": made.odt("<text:p>More.</text:p>"),
    }
    members, reading = read(packed(files, method), "offer")

    assert reading.parser == "zip"
    assert {member.place: member.data for member in members} == files


def test_mail_without_an_ending_in_a_mail_folder_is_told_to_be_mail(read: Read) -> None:
    members, _ = read(packed({"Mail/.Sent/cur/1.host:2,S": PLAIN}), "mail.zip")

    assert members[0].media_type == "message/rfc822"
    assert members[0].place == "Mail/.Sent/cur/1.host:2,S"


# Names.


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ("cp866", ["Договор.txt", "Смета на сайт.txt"]),
        ("cp1251", ["Договор.txt", "Смета на сайт.txt"]),
        ("cp852", ["Ofertă finală.txt", "Către client.txt"]),
        ("cp850", ["Größe.txt", "Übersicht für alle.txt"]),
        ("utf-8", ["Договор.txt", "Ofertă.txt"]),
    ],
)
def test_names_are_read_in_the_page_of_the_machine_that_wrote_them(
    read: Read, page: str, names: list[str]
) -> None:
    data = packed({f"{number:09}.txt": PLAIN for number in range(len(names))})
    for number, name in enumerate(names):
        written = name.encode(page)
        data = _renamed(data, f"{number:09}.txt".encode(), written)

    members, _ = read(data, "a.zip")

    assert [member.name for member in members] == names


def _renamed(data: bytes, old: bytes, new: bytes) -> bytes:
    """Return a zip with a name of another length: in the file and in the list."""
    moved = len(new) - len(old)
    at = data.index(b"PK\x01\x02")
    body, table = data[:at], data[at:]
    place = body.index(old)
    body = body[: place - 4] + struct.pack("<H", len(new)) + body[place - 2 :]
    body = body.replace(old, new)
    out = b""
    end = table.index(b"PK\x05\x06")
    for entry in table[:end].split(b"PK\x01\x02")[1:]:
        offset = struct.unpack_from("<I", entry, 38)[0]
        if offset > place:
            entry = entry[:38] + struct.pack("<I", offset + moved) + entry[42:]  # noqa: PLW2901 - it is changed
        if old in entry:
            entry = entry[:24] + struct.pack("<H", len(new)) + entry[26:]  # noqa: PLW2901 - it is changed
        out += b"PK\x01\x02" + entry.replace(old, new)
    last = table[end:]
    return body + out + last[:12] + struct.pack("<2I", len(out), len(body)) + last[20:]


def test_a_name_in_utf_8_beside_the_old_one_is_the_name(read: Read) -> None:
    info = zipfile.ZipInfo("dogovor.txt")
    name = "Договор.txt".encode()
    beside = b"\1" + struct.pack("<I", zlib.crc32(b"dogovor.txt")) + name
    info.extra = struct.pack("<2H", 0x7075, len(beside)) + beside

    [member], _ = read(packed([(info, PLAIN)]), "a.zip")

    assert member.name == "Договор.txt"


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("C:\\Windows\\system.ini", "Windows/system.ini"),
        ("a/../../b.txt", "a/b.txt"),
        ("pdf.\u202eexe.txt", "pdf.exe.txt"),
        ("line\nbreak.txt", "linebreak.txt"),
        ("..", "nameless"),
    ],
)
def test_a_name_is_a_label_and_leads_nowhere(read: Read, name: str, label: str) -> None:
    [member], reading = read(packed({name: PLAIN}), "a.zip")

    assert (member.place, member.name) == (label, label.rpartition("/")[2])
    assert member.data == PLAIN
    assert "names-lead-astray" in reading.flags


def test_two_files_of_one_name_are_both_kept_and_told_apart(read: Read) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = packed([("a.txt", b"one"), ("a.txt", b"two"), ("a (2).txt", b"three")])

    members, reading = read(data, "a.zip")

    assert [(m.place, m.data) for m in members] == [
        ("a.txt", b"one"),
        ("a (2).txt", b"two"),
        ("a (2) (2).txt", b"three"),
    ]
    assert "doubled-part" in reading.flags


def test_a_link_is_passed_over_and_that_is_said(read: Read) -> None:
    link = zipfile.ZipInfo("link.txt")
    link.create_system = 3
    link.external_attr = (stat.S_IFLNK | 0o777) << 16

    members, reading = read(packed([(link, b"/etc/passwd"), ("a.txt", PLAIN)]), "a.zip")

    assert [member.name for member in members] == ["a.txt"]
    assert reading.flags == ("links-skipped",)
    assert reading.facts == {"files": "2", "links": "1"}
    assert reading.problem is None


# What is locked.


def _locked(data: bytes, password: bytes, at: int = 0) -> bytes:
    """Return a zip whose first file is locked in the old way."""
    info = zipfile.ZipFile(io.BytesIO(data)).infolist()[at]
    assert info.compress_type == zipfile.ZIP_STORED
    head = info.header_offset + 30 + len(info.orig_filename.encode())
    plain = data[head : head + info.file_size]
    keys = zipfile._ZipDecrypter(password)  # type: ignore[attr-defined]  # noqa: SLF001 - it holds the keys
    secret = _enciphered(bytes(11) + bytes([info.CRC >> 24]) + plain, password)
    assert keys(secret)[12:] == plain
    grown = struct.pack("<2I", len(secret), info.file_size)
    local = bytearray(data[info.header_offset : head])
    local[6] |= 1
    local[18:26] = grown
    table = bytearray(data[data.index(b"PK\x01\x02") :])
    table[8] |= 1
    table[20:28] = grown
    start = len(local) + len(secret) + len(data[head + info.file_size :]) - len(table)
    rest = data[head + info.file_size : data.index(b"PK\x01\x02")]
    end = table.index(b"PK\x05\x06")
    struct.pack_into("<I", table, end + 16, start)
    second = table.find(b"PK\x01\x02", 4)
    if second > 0:
        moved = struct.unpack_from("<I", table, second + 42)[0] + 12
        struct.pack_into("<I", table, second + 42, moved)
    return bytes(local) + secret + rest + bytes(table)


def _enciphered(plain: bytes, password: bytes) -> bytes:
    """Return bytes locked by the old cipher: the stream depends on what was locked."""
    table = [_crc(number) for number in range(256)]
    keys = [0x12345678, 0x23456789, 0x34567890]

    def turn(byte: int) -> None:
        keys[0] = (keys[0] >> 8) ^ table[(keys[0] ^ byte) & 255]
        keys[1] = (keys[1] + (keys[0] & 255)) & 0xFFFFFFFF
        keys[1] = (keys[1] * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = (keys[2] >> 8) ^ table[(keys[2] ^ (keys[1] >> 24)) & 255]

    for byte in password:
        turn(byte)
    out = bytearray()
    for byte in plain:
        word = keys[2] | 2
        out.append(byte ^ ((word * (word ^ 1)) >> 8 & 255))
        turn(byte)
    return bytes(out)


def _crc(number: int) -> int:
    for _ in range(8):
        number = (number >> 1) ^ (0xEDB88320 if number & 1 else 0)
    return number


def test_a_locked_file_stays_in_the_original_and_the_others_come(read: Read) -> None:
    plain = packed({"secret.txt": PLAIN, "open.txt": b"open"}, zipfile.ZIP_STORED)
    members, reading = read(_locked(plain, b"key"), "a.zip")

    assert [(m.name, m.data) for m in members] == [("open.txt", b"open")]
    assert reading.flags == ("encrypted", "locked-parts")
    assert reading.problem is not None
    assert reading.problem.startswith("1 of the files in this archive need a password")


def test_a_password_opens_it_and_a_wrong_one_is_told(read: Read) -> None:
    plain = packed({"secret.txt": PLAIN}, zipfile.ZIP_STORED)
    locked = _locked(plain, "Ключ".encode("cp866"))

    [member], reading = read(locked, "a.zip", options={"password": "Ключ"})
    nothing, wrong = read(locked, "a.zip", options={"password": "wrong"})
    _, unasked = read(locked, "a.zip")

    assert member.data == PLAIN
    assert reading.flags == ("encrypted", "unlocked")
    assert reading.problem is None
    assert nothing == []
    assert wrong.problem == problems.WRONG_PASSWORD
    assert unasked.problem == problems.PASSWORD_ARCHIVE
    assert {wrong.problem, unasked.problem} <= problems.LOCKED


# What is made to do harm.


def test_a_file_that_grows_beyond_measure_is_not_unpacked(read: Read) -> None:
    members, reading = read(packed({"bomb.bin": bytes(40 << 20)}), "bomb.zip")

    assert members == []
    assert reading.kind is Kind.ARCHIVE
    assert reading.problem == problems.GROWS


def test_files_that_share_their_bytes_are_refused_by_their_places(read: Read) -> None:
    data = packed({"aaa.txt": PLAIN, "bbb.txt": PLAIN})
    at = data.rindex(b"PK\x01\x02")
    shared = data[: at + 42] + struct.pack("<I", 0) + data[at + 46 :]

    members, reading = read(shared.replace(b"bbb.txt", b"aaa.txt"), "a.zip")

    assert members == []
    assert reading.problem == problems.GROWS


def test_a_file_above_the_limit_stays_and_says_so_and_its_neighbours_come(
    read: Read,
) -> None:
    noise = bytes((number * number) >> 3 & 255 for number in range(300_000))
    files = {"a.txt": PLAIN, "large.bin": noise, "z.txt": PLAIN}
    members, reading = read(packed(files), "a.zip", most_pages=200_000)

    assert [member.name for member in members] == ["a.txt", "large.bin", "z.txt"]
    assert [member.left for member in members] == [
        "",
        "It is larger than 0 MB. It stays in its file; the original is kept.",
        "",
    ]
    assert members[1].data == b""
    assert "members-too-large" in reading.flags
    assert reading.problem is not None
    assert reading.problem.startswith("1 of the files in this archive are larger than")


def test_an_archive_in_three_others_is_kept_and_not_opened(read: Read) -> None:
    inside = packed({"a.txt": PLAIN})
    _, reading = read(inside, "a.zip", levels=3)
    members, _ = read(inside, "a.zip", levels=2)

    assert reading.problem == problems.TOO_DEEP
    assert len(members) == 1


def test_a_damaged_file_gives_what_is_left_and_says_so(read: Read) -> None:
    data = bytearray(packed({"a.txt": PLAIN * 50, "z.txt": b"end"}, zipfile.ZIP_STORED))
    data[200] ^= 1

    members, reading = read(bytes(data), "a.zip")

    assert [member.name for member in members] == ["a.txt", "z.txt"]
    assert members[0].lost == 1
    assert reading.flags == ("damaged-part",)
    assert reading.problem is not None
    assert reading.problem.startswith("1 of the files in this archive are damaged")


def test_a_file_packed_by_a_method_that_is_not_known_here_is_not_called_damaged(
    read: Read,
) -> None:
    data = packed({"a.txt": PLAIN, "z.txt": b"end"})
    imploded = data.replace(b"PK\x03\x04\x14\0\0\0\x08", b"PK\x03\x04\x14\0\0\0\x06", 1)
    at = imploded.index(b"PK\x01\x02") + 10
    imploded = imploded[:at] + b"\x06" + imploded[at + 1 :]

    members, reading = read(imploded, "a.zip")

    assert [member.name for member in members] == ["z.txt"]
    assert reading.flags == ("packed-otherwise",)
    assert reading.problem is not None
    assert "packed by a method that cannot be undone here" in reading.problem


def test_what_was_damaged_before_is_still_said_when_reading_goes_on(read: Read) -> None:
    data = packed({"a.txt": PLAIN, "z.txt": b"end"})
    first = read(data, "a.zip")[0][0]
    assert first.offset is not None

    _, reading = read(
        data[first.offset :],
        "a.zip",
        start=first.offset,
        done=0,
        lost=1,
        file=io.BytesIO(data),
    )

    assert reading.flags == ("damaged-part",)


def test_an_archive_without_its_list_or_its_files_says_so(read: Read) -> None:
    _, cut = read(packed({"a.txt": PLAIN})[:40], "a.zip")
    _, empty = read(packed({}), "a.zip")

    assert cut.problem == problems.BROKEN_ARCHIVE
    assert empty.problem == problems.NO_FILES


@settings(deadline=None, max_examples=80)
@given(at=st.integers(0, 2000), bits=st.integers(1, 255), cut=st.integers(4, 2000))
def test_damage_anywhere_ends_in_a_reading_that_says_so(
    read: Read, at: int, bits: int, cut: int
) -> None:
    whole = packed({"a.txt": PLAIN * 9, "folder/b.txt": b"end" * 99})
    flipped = bytearray(whole)
    flipped[at % len(whole)] ^= bits

    for data in (bytes(flipped), whole[:cut]):
        _, reading = read(data, "a.zip")
        assert reading.problem != problems.FAILED


# AES, as WinZip and 7-Zip write it.


def _sealed(plain: bytes, password: str, strength: int, method: int) -> bytes:
    """Return a zip of one file that is locked with AES, by the rules of WinZip."""
    size = {1: 16, 2: 24, 3: 32}[strength]
    salt = bytes(range(size // 2))
    keys = pbkdf2_hmac("sha1", password.encode(), salt, 1000, 2 * size + 2)
    deflate = zlib.compressobj(wbits=-15)
    body = deflate.compress(plain) + deflate.flush() if method else plain
    count = -(-len(body) // 16)
    blocks = b"".join(number.to_bytes(16, "little") for number in range(1, count + 1))
    cipher = Cipher(algorithms.AES(keys[:size]), modes.ECB())  # noqa: S305 - WinZip counts its own blocks
    stream = cipher.encryptor().update(blocks)
    secret = bytes(a ^ b for a, b in zip(body, stream, strict=False))
    seal = hmac.digest(keys[size : 2 * size], secret, "sha1")[:10]
    data = salt + keys[-2:] + secret + seal
    extra = struct.pack("<3H2sBH", 0x9901, 7, 2, b"AE", strength, method)
    common = struct.pack(
        "<5HI2I2H", 51, 1, 99, 0, 33, 0, len(data), len(plain), 5, len(extra)
    )
    local = b"PK\3\4" + common + b"a.txt" + extra
    entry = b"PK\1\2" + struct.pack("<H", 51) + common + bytes(14) + b"a.txt" + extra
    end = struct.pack(
        "<4s4H2IH", b"PK\5\6", 0, 0, 1, 1, len(entry), len(local + data), 0
    )
    return local + data + entry + end


@pytest.mark.parametrize("method", [0, 8])
@pytest.mark.parametrize("strength", [1, 2, 3])
def test_a_file_locked_with_aes_is_opened_by_its_password(
    read: Read, strength: int, method: int
) -> None:
    data = _sealed(PLAIN * 99, "ключ", strength, method)

    [member], reading = read(data, "a.zip", options={"password": "ключ"})
    _, wrong = read(data, "a.zip", options={"password": "другой"})

    assert member.data == PLAIN * 99
    assert reading.problem is None
    assert wrong.problem == problems.WRONG_PASSWORD


def test_a_file_whose_seal_is_broken_is_kept_as_damaged(read: Read) -> None:
    data = bytearray(_sealed(PLAIN, "ключ", 3, 0))
    data[90] ^= 1

    [member], reading = read(bytes(data), "a.zip", options={"password": "ключ"})

    assert member.data != PLAIN
    assert reading.flags == ("damaged-part",)
