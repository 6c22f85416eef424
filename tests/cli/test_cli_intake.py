"""Take in, and put to projects: nothing that is brought is lost or left unsaid."""

import os
import re
import zipfile
from pathlib import Path

import pypdf
import pytest

from ledger.config import Config
from ledger.opened import Ledger
from ledger.samples import folder
from ledger.samples.archive import write_archive
from ledger.services import intake
from ledger.services.walking import walk
from tests.cli.running import Program

BROKEN = b"""\
From: Ines Invented <ines@client.example>
Subject: =?utf-8?b?!!!
Content-Type: multipart/mixed; boundary="edge"

--edge
Content-Type: text/plain; charset=nonsense
Content-Transfer-Encoding: base64

%%%% no base64 at all
"""
MAIL = b"""\
From: Ines Invented <ines@client.example>
To: max@studio.example
Subject: The banner
Message-ID: <banner@client.example>
Date: Mon, 2 Jun 2025 09:00:00 +0300

Please make the banner bigger.
"""


@pytest.fixture
def everything(tmp_path: Path) -> Path:
    """A folder with one file of each kind, good and bad."""
    place = tmp_path / "everything"
    (place / "deep" / "er").mkdir(parents=True)
    samples = dict(folder.files())
    contract = samples["contracts/Contract_17-2025.pdf"]
    (place / "contract.pdf").write_bytes(contract)
    (place / "deep" / "er" / "mail.eml").write_bytes(MAIL)
    (place / "note.txt").write_text("Разговор с клиентом", "utf-8")
    with (place / "box.mbox").open("wb") as stream:
        write_archive(stream, 5)
    (place / "empty.eml").write_bytes(b"")
    (place / "thing.bin").write_bytes(bytes(range(256)) * 9)
    (place / "broken.eml").write_bytes(BROKEN)
    (place / "damaged.pdf").write_bytes(contract[:1500])
    (place / "large.txt").write_bytes(b"larger than one megabyte " * 50_000)
    (place / "gone.eml").symlink_to("nowhere")
    (place / "deep" / "loop").symlink_to("..")
    os.mkfifo(place / "pipe")
    _locked(place / "contract.pdf", place / "locked.pdf")
    with zipfile.ZipFile(place / "bomb.eml", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("inside", b"\0" * 50_000_000)
    return place


def _locked(source: Path, target: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(source))
    writer.encrypt("secret", algorithm="AES-256")
    writer.write(target)
    writer.close()


@pytest.fixture
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set the limit to one megabyte."""
    monkeypatch.setenv("SCOPE_LEDGER_LIMIT_MB", "1")


@pytest.fixture
def mail(tmp_path: Path) -> Path:
    """A mail as a file."""
    path = tmp_path / "mail.eml"
    path.write_bytes(MAIL)
    return path


@pytest.mark.usefixtures("_small")
def test_every_file_of_a_folder_is_kept_or_set_aside_with_a_sentence(
    program: Program, everything: Path
) -> None:
    answer = program.json("take-in", everything)

    said = {Path(each["path"]).name: each["reason"] for each in answer["set_aside"]}
    at = f"“{everything}"
    assert said == {
        "empty.eml": f"{at}/empty.eml” is empty; there is nothing to keep.",
        "gone.eml": f"{at}/gone.eml” could not be opened: No such file or directory.",
        "large.txt": f"{at}/large.txt” is larger than 1 MB, the limit of this ledger; "
        "raise the limit or split the file.",
        "loop": f"{at}/deep/loop” could not be opened: "
        "it leads back to a folder that it stands in.",
        "pipe": f"{at}/pipe” could not be opened: it is neither a file nor a folder.",
    }
    assert answer["closed"]
    roots = [each for each in answer["documents"] if each["parent"] is None]
    assert {Path(each["path"]).name for each in roots} == {
        *("contract.pdf", "mail.eml", "note.txt", "box.mbox", "thing.bin"),
        *("broken.eml", "damaged.pdf", "locked.pdf", "bomb.eml"),
    }
    assert answer["taken_in"] == len(roots) + 5


@pytest.mark.usefixtures("_small")
def test_what_is_kept_and_cannot_be_read_says_why(
    program: Program, everything: Path
) -> None:
    answer = program.json("take-in", everything)

    said = {Path(each["path"]).name: each["reason"] for each in answer["unread"]}
    assert said == {
        "bomb.eml": "This file would unpack to far more than its size, as files made "
        "to do harm do; it was not opened, and the original is kept.",
        "damaged.pdf": "This PDF is damaged and cannot be read; the original is kept.",
        "locked.pdf": "This PDF needs a password to be read; the original is kept.",
        "thing.bin": "Files of this kind cannot be read yet; the original is kept.",
    }
    for each in answer["unread"]:
        shown = program.json("show", each["id"])
        assert shown["problem"] == each["reason"]
        assert program("raw", each["id"]).raw == Path(each["path"]).read_bytes()


@pytest.mark.usefixtures("_small")
def test_people_are_told_of_each_file_that_has_trouble(
    program: Program, everything: Path
) -> None:
    lines = program("take-in", everything).out.splitlines()

    assert lines[0].startswith("14 taken in, 0 there before, 5 set aside. Receipt rc_")
    assert sum(line.startswith("set aside: “") for line in lines) == 5
    assert sum(line.startswith("not readable: ") for line in lines) == 4


@pytest.mark.usefixtures("_small")
def test_taking_in_twice_gives_duplicates_and_no_second_document(
    program: Program, everything: Path
) -> None:
    first = program.json("take-in", everything)

    second = program.json("take-in", everything)

    assert (second["taken_in"], second["documents"]) == (0, [])
    assert second["duplicates"] == 9
    known = {each["id"] for each in first["documents"]}
    assert {each["first"] for each in second["again"]} <= known
    assert program.json("search", '"banner"')["total"] == 1


def test_the_same_message_by_another_way_is_a_duplicate(
    program: Program, mail: Path, tmp_path: Path
) -> None:
    traced = tmp_path / "traced.eml"
    traced.write_bytes(b"Received: by mail.example; Mon, 2 Jun 2025\n" + MAIL)
    [known] = program.json("take-in", mail)["documents"]

    answer = program.json("take-in", traced)

    assert answer["duplicates"] == 1
    assert answer["again"][0]["first"] == known["id"]
    [hit] = program.json("search", "banner")["hits"]
    assert (hit["id"], len(hit["originals"])) == (known["id"], 2)
    assert program.json("show", known["id"])["originals"] == hit["originals"]


def test_nothing_to_take_in_is_a_failure_with_its_receipt(program: Program) -> None:
    ran = program("take-in", "nowhere.eml", "--json")

    assert (ran.code, ran.json["taken_in"]) == (1, 0)
    assert ran.json["set_aside"][0]["reason"] == (
        "“nowhere.eml” could not be opened: No such file or directory."
    )


def test_an_empty_folder_is_a_failure(program: Program, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    assert program("take-in", tmp_path / "empty").code == 1


def test_some_trouble_is_no_failure(program: Program, mail: Path) -> None:
    assert program("take-in", "nowhere.eml", mail).code == 0


def test_the_home_is_not_taken_into_itself(program: Program, mail: Path) -> None:
    program("project", "list")

    answer = program.json("take-in", mail.parent)

    assert answer["taken_in"] == 1
    [aside] = answer["set_aside"]
    assert aside == {
        "path": str(program.home),
        "reason": f"“{program.home}” could not be opened: "
        "it is the home of this ledger.",
    }


@pytest.mark.parametrize(
    ("whose", "why"),
    [
        ("this", r"it (is|lies in) the home of this ledger\."),
        ("another", r"it is the home of another ledger, or lies in one\."),
    ],
)
@pytest.mark.parametrize(
    "place", ["home", "home/keys", "home/keys/log.key", "home/ledger.db", "link", "way"]
)
def test_nothing_is_taken_out_of_the_home_of_a_ledger(
    tmp_path: Path, place: str, whose: str, why: str
) -> None:
    home = tmp_path / "home"
    Program(home)("project", "list")
    (tmp_path / "link").symlink_to(home / "keys" / "log.key")
    (tmp_path / "way").symlink_to(home / "keys")
    program = Program(home if whose == "this" else tmp_path / "mine")

    ran = program("take-in", tmp_path / place, "--json")

    assert ran.code == 1
    assert ran.err == "Nothing could be taken in; the receipt says why.\n"
    assert ran.json["taken_in"] == 0
    [aside] = ran.json["set_aside"]
    assert re.search(why, aside["reason"])


def test_the_key_of_the_log_is_not_taken_in_from_wherever_it_lies(
    program: Program, mail: Path
) -> None:
    program("project", "list")
    key = program.home / "keys" / "log.key"
    (mail.parent / "copy.txt").write_text(f" {key.read_text()}\n")
    (mail.parent / "digest.txt").write_text("0" * 64)

    answer = program.json("take-in", mail.parent)

    assert answer["taken_in"] == 2
    assert [each["reason"].rpartition(": ")[2] for each in answer["set_aside"]] == [
        "it is a key of this ledger, which belongs into no record.",
        "it is the home of this ledger.",
    ]


def test_a_path_that_cannot_be_looked_at_is_set_aside(
    program: Program, mail: Path
) -> None:
    long = mail.parent / ("x" * 300)

    answer = program.json("take-in", long, mail)

    assert answer["taken_in"] == 1
    assert answer["set_aside"][0]["reason"].endswith(
        "could not be opened: File name too long."
    )


def test_a_name_that_is_no_text_is_kept_readable(
    program: Program, tmp_path: Path
) -> None:
    path = os.fsencode(tmp_path) + b"/scr\xffipt.txt"
    Path(os.fsdecode(path)).write_bytes(b"Some words")

    [document] = program.json("take-in", tmp_path)["documents"]

    assert document["path"].endswith("scr\N{REPLACEMENT CHARACTER}ipt.txt")


def test_custodian_channel_and_project_are_kept(program: Program, mail: Path) -> None:
    program("project", "add", "BAN", "--client", "Ines", "--title", "Banner")

    words = ["--project", "ban", "--custodian", "Max", "--channel", "usb stick"]
    [document] = program.json("take-in", mail, *words)["documents"]

    shown = program.json("show", document["id"])
    assert shown["projects"] == ["BAN"]
    assert shown["provenance"]["custodian"] == "Max"
    assert shown["provenance"]["channel"] == "usb stick"


def test_the_members_of_a_mailbox_are_found_by_their_author(
    program: Program, tmp_path: Path
) -> None:
    (tmp_path / "box.mbox").write_bytes(
        b"From nobody Mon Jun  2 09:00:00 2025\n" + MAIL
    )
    program("take-in", tmp_path / "box.mbox")

    found = program.json("search", "by:ines banner", "--facets")

    assert found["total"] == 1
    assert found["hits"][0]["author_address"] == "ines@client.example"
    assert found["facets"]["author"] == {"Ines Invented ines@client.example": 1}


def test_what_another_run_left_waiting_is_read(program: Program, mail: Path) -> None:
    _leave_unread(program, mail)
    other = mail.with_name("other.txt")
    other.write_text("Something else", "utf-8")

    program("take-in", other)

    assert program.json("search", "banner")["total"] == 1


def _leave_unread(program: Program, path: Path) -> None:
    """Keep a file and stop before it is read, as a killed run does."""
    ledger = Ledger(Config(home=program.home))
    receipt = intake.open_receipt(ledger, "somebody", custodian="", channel="test")
    for _number in intake.receive(ledger, receipt, walk([path], ledger.home)):
        pass
    intake.let_close(ledger, receipt)
    ledger.close()


def test_documents_are_put_to_a_project_and_taken_out(
    program: Program, mail: Path
) -> None:
    program("project", "add", "BAN", "--client", "Ines", "--title", "Banner")
    [document] = program.json("take-in", mail)["documents"]
    key = document["id"]

    filed = program.json("file", key, "--project", "BAN", "--why", "he said so")
    again = program.json("file", key, "--project", "BAN")
    out = program.json("unfile", key, "--project", "BAN")

    assert filed["documents"] == [key]
    assert filed["events"][0]["kind"] == "document.filed"
    assert filed["events"][0]["fields"] == {"why": "he said so"}
    assert again["documents"] == []
    assert out["events"][0]["kind"] == "document.unfiled"
    assert program.json("show", key)["projects"] == []


def test_people_are_told_how_many_were_filed(program: Program, mail: Path) -> None:
    program("project", "add", "BAN", "--client", "Ines", "--title", "Banner")
    [document] = program.json("take-in", mail)["documents"]

    first = program("file", document["id"], "--project", "BAN").out
    second = program("file", document["id"], "--project", "BAN").out

    assert first == "1 of 1 put to BAN.\n"
    assert second.startswith("0 of 1 put to BAN.\nThe others were so already")


def test_nothing_is_filed_when_one_of_them_is_unknown(
    program: Program, mail: Path
) -> None:
    program("project", "add", "BAN", "--client", "Ines", "--title", "Banner")
    [document] = program.json("take-in", mail)["documents"]

    program.fails(1, "file", document["id"], "d_none", "--project", "BAN")

    assert program.json("show", document["id"])["projects"] == []


def test_mail_of_a_person_who_is_introduced_leaves_the_tray(
    program: Program, mail: Path
) -> None:
    program("project", "add", "BAN", "--client", "Ines & Co", "--title", "Banner")
    [document] = program.json("take-in", mail)["documents"]

    words = ["--client", "Ines & Co", "--address", "Ines@Client.example"]
    answer = program.json("person", "add", "Ines Invented", *words)

    assert (answer["filed"], answer["kind"]) == (1, "person.added")
    assert answer["addresses"][0]["address"] == "ines@client.example"
    assert program.json("show", document["id"])["projects"] == ["BAN"]


def test_progress_goes_to_standard_error(program: Program, tmp_path: Path) -> None:
    with (tmp_path / "box.mbox").open("wb") as stream:
        write_archive(stream, 1010)

    ran = program("take-in", tmp_path / "box.mbox", "--json")

    assert ran.json["taken_in"] == 1011
    assert [line.partition(" ")[2] for line in ran.err.splitlines()] == [
        "documents read"
    ]
