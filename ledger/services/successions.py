"""Successions: how one epoch of the log follows another, as the log itself tells it.

The keys are rows beside the log; what makes them count is the event that opens the
epoch, which stands at its first position and names its key and the former one.
"""

from collections.abc import Iterator
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from ledger.domain.digest import new_id
from ledger.domain.errors import DatabaseDamagedError
from ledger.domain.event import Event
from ledger.domain.event import EventKind
from ledger.domain.filing import fields_of
from ledger.domain.filing import Why
from ledger.domain.sentence import counted
from ledger.domain.sentence import said
from ledger.domain.sentence import Sentence
from ledger.proof.checkpoint import VerifyingKey
from ledger.store import events
from ledger.store.database import Tx


def opening(
    former: VerifyingKey,
    key: VerifyingKey,
    *,
    actor: str,
    why: Why,
    checkpoint: str,
    lost: int,
) -> Event:
    """Return the event that opens an epoch.

    ``checkpoint`` is the newest one known of the former epoch, and ``lost`` how many
    events under it are not there any more.
    """
    return Event(
        kind=EventKind.EPOCH_OPENED,
        subject=new_id("ep"),
        actor=actor,
        fields={
            "former": former.name,
            "former_key": str(former),
            "key": str(key),
            **fields_of(why),
            "checkpoint": checkpoint,
            "lost": lost,
        },
    )


def declared(lost: int) -> Sentence:
    """Return what is said of events that were signed and are not there any more."""
    return counted(
        "%(num)s event was lost before a new epoch began, as was declared",
        "%(num)s events were lost before a new epoch began, as was declared",
        lost,
    )


def faults(tx: Tx, keys: Sequence[tuple[Any, Any]]) -> Iterator[Sentence]:
    """Yield what is wrong with the stored keys: (key, first position) of each."""
    if [first for _key, first in keys[:1]] != [0]:
        yield said("the log has a key from its beginning on")
    for (former, _), (key, first) in pairwise(keys):
        if not _opens(tx, former, key, first):
            yield said("no event of the log opens the epoch of a key")


def _opens(tx: Tx, former: Any, key: Any, first: Any) -> bool:
    try:
        event = events.at(tx, first)
    except DatabaseDamagedError:
        return False
    if event is None or event.kind != EventKind.EPOCH_OPENED:
        return False
    named = (event.fields.get("former_key"), event.fields.get("key"))
    return named == (former, key)
