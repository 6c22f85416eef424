"""What lies in what: every leaf has its digest, and nothing grows beyond measure."""

import io
import threading
import zipfile
from hashlib import sha256
from pathlib import Path

from ledger.domain import problems
from ledger.domain.document import Document
from ledger.domain.reading import Kind
from ledger.opened import Ledger
from ledger.services import intake
from ledger.services import receipts
from ledger.services import working
from ledger.services.walking import walk
from tests.acts import bring
from tests.acts import every_document
from tests.acts import letter
from tests.acts import mail
from tests.acts import take_in
from tests.acts import work
from tests.formats import outlooks

PRICE = b"item;price\nlogo;130\n"
OLD = b"From: ann@client.example\r\nSubject: Old\r\n\r\nAs agreed.\r\n"


def packed(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def brief() -> bytes:
    """Return an Outlook message with a message in it, in which there is a mail."""
    inner = outlooks.message(
        {
            **outlooks.author("Ann", "ann@client.example"),
            outlooks.SUBJECT: "Brief",
            outlooks.BODY: "Two rounds, as agreed.\n",
        },
        [],
        [outlooks.file("old.eml", OLD), outlooks.file("price.csv", PRICE)],
        inside=True,
    )
    return outlooks.msg(
        {outlooks.SUBJECT: "Fwd: Brief", outlooks.BODY: "See below.\n"}, [], [inner]
    )


def attached(data: bytes, name: str) -> bytes:
    """Return a mail with an Outlook message on it, as mail programs send one."""
    whole = letter(attached=b"", boundary="edge")
    return whole.replace(
        b"Content-Type: message/rfc822\n\n",
        b"Content-Type: application/vnd.ms-outlook\n"
        b"Content-Transfer-Encoding: binary\n"
        b"Content-Disposition: attachment; filename=" + name.encode() + b"\n\n" + data,
    )


def tree(ledger: Ledger) -> list[tuple[int, str, str]]:
    """Return the depth, the name and the digest of all that was taken in."""
    return [
        (each.lineage.count("/"), each.name, each.digest.hex[:16])
        for each in sorted(every_document(ledger), key=lambda each: each.lineage)
    ]


def named(ledger: Ledger, name: str) -> Document:
    [found] = [each for each in every_document(ledger) if each.name == name]
    return found


def test_a_message_in_a_message_in_a_mail_in_an_archive_is_a_tree_of_digests(
    ledger: Ledger,
) -> None:
    outer = brief()
    sent = attached(outer, "brief.msg")
    take_in(ledger, {"sent.zip": packed({"Project/fwd.eml": sent})})

    found = {each.name: each for each in every_document(ledger)}
    assert {name: each.lineage.count("/") for name, each in found.items()} == {
        "sent.zip": 0,
        "fwd.eml": 1,
        "brief.msg": 2,
        "Forwarded.msg": 3,
        "old.eml": 4,
        "price.csv": 4,
    }
    known = {"fwd.eml": sent, "brief.msg": outer, "old.eml": OLD, "price.csv": PRICE}
    for name, data in known.items():
        assert found[name].digest.hex == sha256(data).hexdigest()
    assert found["Forwarded.msg"].digest.hex == (
        "4e31abb87dbf8fef237485845302298642c3037fc06a31871e280885e6a45e46"
    )
    assert found["fwd.eml"].place == "Project/fwd.eml"
    assert [found[name].kind for name in ("brief.msg", "Forwarded.msg", "old.eml")] == [
        Kind.MAIL
    ] * 3
    assert found["Forwarded.msg"].title == "Brief"
    assert all(each.problem is None for each in found.values())


def test_an_archive_that_is_read_in_turns_gives_the_same_as_at_once(
    ledger: Ledger,
) -> None:
    files = {f"mail/{number:03}.eml": mail(number) for number in range(200)}
    bring(ledger, {"mail.zip": packed(files), "other.eml": mail(999)})

    work(ledger)

    listed = every_document(ledger)
    assert len(listed) == 202
    digests = {each.digest.hex for each in listed}
    assert {sha256(data).hexdigest() for data in files.values()} <= digests
    archive = named(ledger, "mail.zip")
    assert archive.kind is Kind.ARCHIVE
    assert archive.problem is None


def test_an_archive_that_is_broken_off_goes_on_and_still_says_what_was_damaged(
    ledger: Ledger,
) -> None:
    files = {f"mail/{number:03}.eml": mail(number) for number in range(150)}
    data = packed(files).replace(b"mail/007.eml", b"mail/XXX.eml", 1)
    receipt = bring(ledger, {"mail.zip": data})
    stop = threading.Event()

    working.run(ledger, lambda _number: stop.set(), stop=stop)
    before = len(every_document(ledger))
    work(ledger)

    listed = every_document(ledger)
    assert 1 < before < 150
    assert len(listed) == 150
    assert len({each.place for each in listed}) == 150
    archive = named(ledger, "mail.zip")
    assert archive.flags == ("damaged-part", "members-left")
    [aside] = receipts.account(ledger, receipt).set_aside
    assert aside.path == "mail.zip › mail/007.eml"
    assert archive.problem == (
        "1 of the files in this archive are damaged and did not come out whole; the "
        "original is kept."
    )


def test_the_receipt_names_each_file_of_an_archive_with_its_folder(
    ledger: Ledger,
) -> None:
    receipt = take_in(ledger, {"a.zip": packed({"in/letter.eml": mail(1)})})

    assert "a.zip › in/letter.eml" in [
        path for _document, path in receipts.made(ledger, receipt)
    ]


def test_the_fourth_archive_in_a_row_is_kept_and_not_opened(ledger: Ledger) -> None:
    data = packed({"leaf.txt": b"words"})
    for number in (3, 2, 1):
        data = packed({f"{number}.zip": data})
    take_in(ledger, {"0.zip": data})

    assert {each.name for each in every_document(ledger)} == {
        "0.zip",
        "1.zip",
        "2.zip",
        "3.zip",
    }
    assert named(ledger, "3.zip").problem == problems.TOO_DEEP
    assert named(ledger, "2.zip").problem is None


def test_archives_in_an_archive_may_not_multiply(ledger: Ledger) -> None:
    """Each of them is modest by itself."""
    bomb = packed({"zeros.bin": bytes(14 << 20)})
    take_in(ledger, {"many.zip": packed({f"{n}.zip": bomb for n in range(10)})})

    listed = every_document(ledger)
    archives = [each for each in listed if each.place.endswith(".zip")]
    refused = [each for each in archives if each.problem == problems.GROWS]
    assert len(archives) == 10
    assert refused
    assert len([each for each in listed if each.name == "zeros.bin"]) <= 4


def maildir(folder: Path) -> dict[str, bytes]:
    """Write a Maildir; return its messages by their paths in it."""
    bare = b"Subject: a note to myself\n\nCall Ann.\n"
    found = {
        "cur/1204680122.M1P2.host:2,S": mail(1),
        "new/1204680123.M1P2.host": bare,
        ".Sent/cur/1204680124.M1P2.host:2,RS": mail(2),
        ".Sent.2024/tmp/1204680125.M1P2.host": mail(3),
        "dovecot-uidlist": b"3 V1 N4\n",
    }
    for name, data in found.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return found


def test_a_maildir_is_mail_whatever_its_files_are_called(
    ledger: Ledger, tmp_path: Path
) -> None:
    there = maildir(tmp_path / "Maildir")
    receipt = intake.open_receipt(ledger, "x", custodian="", channel="take-in")
    for _ in intake.receive(ledger, receipt, walk([tmp_path / "Maildir"], ledger.home)):
        pass
    intake.let_close(ledger, receipt)
    work(ledger)

    made = receipts.made(ledger, receipt)
    kinds = {path: document.kind for document, path in made}
    root = tmp_path / "Maildir"
    assert kinds == {
        str(root / name): Kind.MAIL if "/" in name else Kind.DOCUMENT for name in there
    }


def test_a_maildir_in_an_archive_keeps_its_folders(
    ledger: Ledger, tmp_path: Path
) -> None:
    there = maildir(tmp_path)
    take_in(ledger, {"mail.zip": packed({f"Maildir/{n}": d for n, d in there.items()})})

    mails = [each for each in every_document(ledger) if each.kind is Kind.MAIL]
    assert {each.place for each in mails} == {
        f"Maildir/{name}" for name in there if "/" in name
    }
