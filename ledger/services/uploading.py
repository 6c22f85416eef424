"""Upload: files that come over the network in parts, and may be continued.

1. start: open a receipt, and note each file with the size it will have;
2. append: add bytes at the end of a part, a file in ``uploads/`` of the home;
3. finish: hand what is complete to ``intake``, say of the rest that it did not arrive.

Only the account that began an upload goes on with it. What nobody finishes is finished
after a day with what is there.
"""

import errno
import os
from collections.abc import Callable
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import IO

from ledger.domain.account import Account
from ledger.domain.digest import new_id
from ledger.domain.errors import BadInputError
from ledger.domain.errors import DiskFullError
from ledger.domain.errors import FileTooLargeError
from ledger.domain.errors import NotFoundError
from ledger.domain.errors import WrongOffsetError
from ledger.domain.receipt import PARTLY
from ledger.domain.sentence import said
from ledger.opened import Ledger
from ledger.services import intake
from ledger.services import parts
from ledger.services import projects
from ledger.services.intake import File
from ledger.store import leases
from ledger.store import receipts
from ledger.store import uploads
from ledger.store.blobs import Source
from ledger.store.database import Tx
from ledger.store.uploads import Upload

MOST_FILES = 10_000
HOLDER = "upload"
"""Who keeps the receipt of an upload open: a browser, that may come back for a day."""

_PATIENCE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Announced:
    """A file that somebody wants to send."""

    name: str
    size: int
    modified: int | None = None
    """When it was last changed, as the sender's disk says; None where nobody knows."""


@dataclass(frozen=True, slots=True)
class Part:
    """Where a file is sent to, or why it is not taken."""

    id: str = ""
    offset: int = 0
    error: str = ""


def start(
    ledger: Ledger,
    account: Account,
    files: Sequence[Announced],
    *,
    project: str,
    custodian: str,
) -> tuple[str, list[Part]]:
    """Open a receipt for files to come and return it with a part for each of them.

    Where the same account began to send the same files, it goes on with them.

    Raises:
        BadInputError: there are no files, or too many at once.
        NotFoundError: there is no such project.
        DiskFullError: the files would not fit.
    """
    if not 0 < len(files) <= MOST_FILES:
        message = said("Choose 1 to %(most)s files at once.", most=MOST_FILES)
        raise BadInputError(message)
    sweep(ledger)
    held_by = custodian.strip() or account.name
    begun = _begun(ledger, account, files, project=project, custodian=held_by)
    if begun:
        return begun
    limit = ledger.config.limit_mb << 20
    fitting = [file for file in files if file.size <= limit]
    parts.must_have_room(ledger, sum(file.size for file in fitting))
    receipt = begin(ledger, account, project=project, custodian=custodian)
    _refuse(ledger, receipt, [file.name for file in files if file.size > limit])
    if not fitting:
        intake.let_close(ledger, receipt)
    ids = iter(_note(ledger, account, receipt, fitting))
    return receipt, [
        Part(next(ids))
        if file.size <= limit
        else Part(error=FileTooLargeError(file.name, limit).sentence)
        for file in files
    ]


def _refuse(ledger: Ledger, receipt: str, names: Sequence[str]) -> None:
    """Say in a receipt which files are too large to be sent."""
    limit = ledger.config.limit_mb << 20
    refused = [File(name, _raising(FileTooLargeError(name, limit))) for name in names]
    for _number in intake.receive(ledger, receipt, refused):
        pass


def _begun(
    ledger: Ledger,
    account: Account,
    files: Sequence[Announced],
    *,
    project: str,
    custodian: str,
) -> tuple[str, list[Part]] | None:
    """Return what the account began to send of the same files; None where nothing is.

    A file is the same by its name, its size, and when it was last changed.
    """
    wanted = [(file.name, file.size, file.modified) for file in files]
    if any(file.modified is None for file in files):
        return None
    chosen = projects.find(ledger, project).id if project else None
    with ledger.db.reading() as tx:
        for key in leases.kept_open(tx, HOLDER):
            receipt = receipts.find(tx, key)
            about = (receipt.actor, receipt.project, receipt.custodian)
            listed = uploads.of_receipt(tx, key)
            there = [(each.name, each.size, each.modified) for each in listed]
            if about != (account.id, chosen, custodian) or sorted(there) != sorted(
                wanted
            ):
                continue
            ids = dict(zip(there, (each.id for each in listed), strict=True))
            return key, [_there(ledger, ids[each]) for each in wanted]
    return None


def _there(ledger: Ledger, key: str) -> Part:
    return Part(key, parts.size(parts.path(ledger, key)))


def begin(ledger: Ledger, account: Account, *, project: str, custodian: str) -> str:
    """Open the receipt of an upload; who sends it held it, unless he says otherwise.

    Raises:
        NotFoundError: there is no such project.
    """
    chosen = projects.find(ledger, project).id if project else None
    return intake.open_receipt(
        ledger,
        account.id,
        custodian=custodian.strip() or account.name,
        channel="upload",
        project=chosen,
        holder=HOLDER,
    )


def offset(ledger: Ledger, account: Account, key: str) -> int:
    """Return how many bytes of a part have arrived.

    Raises:
        NotFoundError: the account sends no such part.
    """
    return parts.size(parts.path(ledger, _own(ledger, account, key).id))


def append(ledger: Ledger, account: Account, key: str, at: int, stream: Source) -> int:
    """Add bytes at the end of a part and return how many there are now.

    What arrived before a connection broke stays; the sender goes on behind it.

    Raises:
        NotFoundError: the account sends no such part.
        WrongOffsetError: the part is shorter or longer than the sender believes.
        BadInputError: there are more bytes than were announced.
        DiskFullError: there is no room.
    """
    upload = _own(ledger, account, key)
    with parts.alone(parts.path(ledger, upload.id)) as file:
        there = file.seek(0, os.SEEK_END)
        if at != there:
            raise WrongOffsetError(at, there)
        try:
            return there + parts.copy(stream, file, upload.size - there, upload.name)
        except BadInputError:
            file.truncate(there)
            raise
        except OSError as error:
            if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
                raise DiskFullError from error
            raise


def finish(ledger: Ledger, account: Account, receipt: str) -> None:
    """Take in what arrived; a file that is not whole is set aside with a reason.

    It may be said twice: the second time there is nothing left to do.

    Raises:
        NotFoundError: the account has no such receipt.
    """
    with ledger.db.reading() as tx:
        found = receipts.find(tx, receipt)
    if found.actor != account.id:
        raise NotFoundError("receipt", receipt)
    _finish(ledger, receipt)


def sweep(ledger: Ledger) -> None:
    """Finish what nobody has finished for a day, and remove what belongs nowhere."""
    now = ledger.now()  # what is of tomorrow is of a clock that was ahead
    before, after = now - _PATIENCE, now + _PATIENCE
    with ledger.db.reading() as tx:
        forgotten = uploads.receipts_not_between(tx, before, after)
        forgotten += leases.held_open_until(tx, HOLDER, now, after + _PATIENCE)
    for receipt in dict.fromkeys(forgotten):
        _finish(ledger, receipt)
    for path in parts.folder(ledger).iterdir():
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < before.timestamp():
                path.unlink()


def _finish(ledger: Ledger, receipt: str) -> None:
    with parts.alone(parts.folder(ledger) / f"{receipt}.lock"):
        with ledger.db.reading() as tx:
            listed = uploads.of_receipt(tx, receipt)
            closed = receipts.find(tx, receipt).closed_at
        if closed:
            return
        arrived = [_arrived(ledger, upload) for upload in listed]
        for _number in intake.receive(ledger, receipt, arrived):
            pass
        intake.let_close(ledger, receipt)
    for upload in listed:
        parts.path(ledger, upload.id).unlink(missing_ok=True)


def _arrived(ledger: Ledger, upload: Upload) -> File:
    path = parts.path(ledger, upload.id)
    size = parts.size(path)
    if size == upload.size:
        return File(upload.name, lambda: path.open("rb"), _forget(upload))
    why = said(PARTLY, there=size, whole=upload.size)
    return File(upload.name, _raising(OSError(errno.EIO, why)), _forget(upload))


def _forget(upload: Upload) -> Callable[[Tx], None]:
    """Return what forgets an upload in the transaction that logs its file."""
    return lambda tx: uploads.remove(tx, [upload.id])


def _raising(error: Exception) -> Callable[[], IO[bytes]]:
    def opened() -> IO[bytes]:
        raise error

    return opened


def _note(
    ledger: Ledger, account: Account, receipt: str, files: Sequence[Announced]
) -> list[str]:
    """Note files to come; their ids sort in the order in which they were announced."""
    base = new_id("up")
    now = ledger.now()
    listed = [
        Upload(
            id=f"{base}_{number:05}",
            receipt=receipt,
            name=file.name,
            size=file.size,
            account=account.id,
            made_at=now,
            modified=file.modified,
        )
        for number, file in enumerate(files)
    ]
    with ledger.db.writing() as tx:
        uploads.add(tx, listed)
    for upload in listed:
        parts.path(ledger, upload.id).touch(mode=0o600)
    return [upload.id for upload in listed]


def _own(ledger: Ledger, account: Account, key: str) -> Upload:
    with ledger.db.reading() as tx:
        upload = uploads.find(tx, key)
    if upload.account != account.id:
        raise NotFoundError("upload", key)
    return upload
