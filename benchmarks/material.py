"""What is measured on: real mails where they are there, and archives of any size."""

import os
from pathlib import Path

from ledger.config import Config
from ledger.opened import Ledger
from ledger.samples.archive import write_archive
from ledger.services import handlers
from ledger.services import indexing
from ledger.services import intake
from ledger.services import scans
from ledger.services import working
from ledger.services.walking import walk
from ledger.store.jobs import HOLDING

_HEAD = """\
From studio@studio.example Mon Jun  2 09:00:00 2025
From: Studio <studio@studio.example>
Date: Mon, 2 Jun 2025 09:00:00 +0000
Message-ID: <heavy-{number}@studio.example>
Subject: A long letter
Content-Type: text/plain; charset=utf-8

"""
_BESIDE = Path(__file__).resolve().parents[2] / "shared" / "data"


def real_mail() -> list[Path]:
    """Return folders of real mail; none where they are not there."""
    folder = Path(os.environ.get("SCOPE_LEDGER_SAMPLES", _BESIDE)) / "mail"
    names = ("spamassassin", "mbox", "maildir_notmuch", "flanker", "ruby_mail")
    return [folder / name for name in names if (folder / name).is_dir()]


def archive(folder: Path, messages: int) -> Path:
    """Write an archive of so many messages and return its path."""
    path = folder / f"archive-{messages}.mbox"
    with path.open("wb") as stream:
        write_archive(stream, messages)
    return path


def heavy(folder: Path, messages: int, size: int) -> Path:
    """Write a mailbox of few messages with so many bytes of text; return its path."""
    path = folder / f"heavy-{messages}.mbox"
    with path.open("wb") as stream:
        for number in range(messages):
            stream.write(_HEAD.format(number=number).encode("ascii"))
            written = line = 0
            while written < size:
                words = (
                    f"Правка {line}: логотип крупнее, макет {line % 97} без рамки.\n"
                )
                written += stream.write(words.encode())
                line += 1
            stream.write(b"\n")
    return path


def opened(folder: Path) -> Ledger:
    """Return a new ledger in a folder."""
    return Ledger(Config(home=folder))


def receive(ledger: Ledger, paths: list[Path]) -> str:
    """Keep and log the files; return the receipt."""
    receipt = intake.open_receipt(
        ledger, "benchmark", custodian="benchmark", channel="benchmark"
    )
    for _number in intake.receive(ledger, receipt, walk(paths, ledger.home)):
        pass
    intake.let_close(ledger, receipt)
    return receipt


def read(ledger: Ledger) -> None:
    """Read everything that waits: then it is in the log, with segments and threads."""
    working.run(ledger, _nothing, kinds=HOLDING)


def finish(ledger: Ledger) -> None:
    """Compare quotes and check senders; words in pictures are measured apart."""
    working.run(ledger, _nothing, kinds=set(handlers.EVERY) - {scans.RECOGNISE})


def filled(folder: Path, messages: int) -> Ledger:
    """Return a ledger with an archive taken in and indexed."""
    ledger = opened(folder / "home")
    receive(ledger, [archive(folder, messages)])
    read(ledger)
    finish(ledger)
    indexing.catch_up(ledger)
    return ledger


def _nothing(_number: int) -> None:
    pass
