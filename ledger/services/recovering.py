"""Recovering: a log that may not grow goes on in a new epoch, and says why.

It may not grow because its key is missing, or because events are missing that somebody
holds a checkpoint over. To go on under the old name would be a second history beside
that one, so it never happens: the new epoch has a key and a name of its own, and its
first event names the former one, the newest checkpoint known of it, and what is lost.
"""

import secrets
from contextlib import suppress
from dataclasses import dataclass

from ledger.domain.errors import BadInputError
from ledger.domain.errors import HomeBrokenError
from ledger.domain.event import SealedEvent
from ledger.domain.filing import Why
from ledger.domain.sentence import said
from ledger.opened import Ledger
from ledger.proof.checkpoint import Checkpoint
from ledger.proof.checkpoint import CheckpointError
from ledger.proof.checkpoint import SigningKey
from ledger.services import audit
from ledger.services import successions
from ledger.services.audit import Progress
from ledger.services.audit import Verdict
from ledger.services.records import Copy
from ledger.store import checkpoints
from ledger.store import events

_RANDOM = 4


@dataclass(frozen=True, slots=True)
class _Known:
    """A checkpoint with the text that was signed."""

    stated: Checkpoint
    note: str


def recover(
    ledger: Ledger,
    actor: str,
    why: str,
    progress: Progress = lambda _number: None,
) -> SealedEvent:
    """Let a log that may not grow go on in a new epoch, if what is there is whole.

    Raises:
        BadInputError: it may grow, or no reason is given.
        ReadOnlyError: another program did so already.
        HomeBrokenError: what is there is not what was sealed.
    """
    with ledger.db.reading() as tx:
        ledger.must_be_current(tx)
    if not ledger.read_only:
        raise BadInputError(
            said("This ledger can grow as it is; there is nothing to recover from.")
        )
    if not why.strip():
        raise BadInputError(said("Say why, in a few words: the log keeps them."))
    _must_be_whole(ledger, progress)
    return begin(ledger, actor, why.strip())


def begin(ledger: Ledger, actor: str, why: Why) -> SealedEvent:
    """Open a new epoch at the end of the log."""
    former = ledger.epochs
    first, number = former.listed[0].key.name, len(former.listed) + 1
    key = SigningKey.make(f"{first}-{number}-{secrets.token_hex(_RANDOM)}")
    newest = max(_known(ledger), key=lambda each: each.stated.size, default=None)
    with ledger.db.reading() as tx:
        size = events.size(tx)
    opening = successions.opening(
        former.current.key,
        key.verifying,
        actor=actor,
        why=why,
        checkpoint=newest.note if newest else "",
        lost=max(0, newest.stated.size - size) if newest else 0,
    )
    return ledger.begin_epoch(key, opening)


def _must_be_whole(ledger: Ledger, progress: Progress) -> None:
    """Refuse to build on a log that differs from what was sealed and signed.

    The checkpoints over what is still there are held against it; those over what is
    missing are why an epoch is opened at all.
    """
    with ledger.db.reading() as tx:
        size = events.size(tx)
    notes = [each.note for each in _known(ledger) if each.stated.size <= size]
    nowhere = ledger.home / "no-checkpoints"
    record = Copy(ledger.db, ledger.blobs, nowhere, ledger.epochs)
    report = audit.audit(record, notes, progress=progress)
    if report.verdict is Verdict.BROKEN:
        worst = next(each for each in report.findings if each.broken)
        raise HomeBrokenError(
            said(
                "This ledger is not as it was sealed (%(where)s: %(what)s), so it "
                "cannot go on; bring back a backup that is.",
                where=worst.where,
                what=worst.what,
            )
        )


def _known(ledger: Ledger) -> list[_Known]:
    """Return the checkpoints of the file beside the log, those of lost epochs not."""
    found = []
    for note in checkpoints.notes_in_file(ledger.checkpoints_file):
        with suppress(CheckpointError):
            stated = ledger.epochs.signed(note)
            if not ledger.epochs.lost(stated):
                found.append(_Known(stated, note))
    return found
