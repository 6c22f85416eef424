"""Checkpoints: sign the log's length and root, and prove that an event is under it."""

from ledger.domain import seal
from ledger.domain.errors import NotFoundError
from ledger.domain.errors import ReadOnlyError
from ledger.domain.sentence import said
from ledger.opened import Ledger
from ledger.proof.checkpoint import Checkpoint
from ledger.proof.checkpoint import CheckpointError
from ledger.proof.proof import inclusion_text
from ledger.store import checkpoints
from ledger.store import events
from ledger.store.database import Tx


def sign(ledger: Ledger) -> str:
    """Return the signed checkpoint of the log as it stands, making it where needed.

    The signer first checks that the log it signed last is the beginning of this one.
    The note is in the file beside the database before it is in the database.

    Raises:
        ReadOnlyError: there is no key, or the log does not follow what was signed.
    """
    ledger.look_again()
    if ledger.read_only or ledger.key is None:
        raise ReadOnlyError(ledger.read_only or said("its signing key is missing."))
    with ledger.db.writing() as tx:
        ledger.must_be_current(tx)
        size = events.size(tx)
        root = events.root(tx, size)
        last = _newest(ledger, tx)
        if last and not _follows(tx, last[0], size, root):
            raise ReadOnlyError(
                said("the log does not begin with what was signed last; run an audit.")
            )
        if last and last[0].size == size:
            return last[1]
        note = ledger.key.sign(Checkpoint(ledger.origin, size, root))
        checkpoints.append_to_file(ledger.checkpoints_file, note)
        checkpoints.add(tx, size, note)
    return note


def must_be_one(note: str) -> None:
    """Refuse a text that is no checkpoint at all, whoever may have signed it.

    Raises:
        CheckpointError: it has another form.
    """
    text, separator, _signatures = note.replace("\r\n", "\n").partition("\n\n")
    if not separator:
        raise CheckpointError(said("This file is no signed checkpoint."))
    Checkpoint.parse(f"{text.lstrip()}\n")


def newest(ledger: Ledger) -> Checkpoint | None:
    """Return the newest checkpoint; None where nothing was signed yet."""
    with ledger.db.reading() as tx:
        found = _newest(ledger, tx)
    return found[0] if found else None


def proof_of(ledger: Ledger, position: int) -> str:
    """Return the proof that an event is under the newest checkpoint (tlog-proof).

    Raises:
        NotFoundError: there is no such event.
    """
    note = sign(ledger)
    size = ledger.epochs.signed(note).size
    with ledger.db.reading() as tx:
        if not 0 <= position < size:
            raise NotFoundError("event", str(position))
        path = seal.inclusion_proof(position, size, events.nodes_of(tx))
    return inclusion_text(position, path, note)


def _newest(ledger: Ledger, tx: Tx) -> tuple[Checkpoint, str] | None:
    note = checkpoints.newest(tx)
    if note is None:
        return None
    try:
        return ledger.epochs.signed(note), note
    except CheckpointError:
        raise ReadOnlyError(
            said("the checkpoint signed last was changed; run an audit.")
        ) from None


def _follows(tx: Tx, last: Checkpoint, size: int, root: bytes) -> bool:
    if last.size > size:
        return False
    if last.size == 0:  # every log begins with the empty one
        return last.root == seal.EMPTY_ROOT
    proof = seal.consistency_proof(last.size, size, events.nodes_of(tx))
    return seal.check_consistency(last.size, size, last.root, root, proof)
