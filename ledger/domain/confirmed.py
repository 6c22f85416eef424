"""Confirmed rounds: which of them a request came too late for.

A round that the client confirmed is the list that he confirmed. What is recorded later
of the same list does not slip into it: it waits until somebody decides.
"""

from collections.abc import Iterable

from ledger.domain.point import Delivery
from ledger.domain.point import Point
from ledger.domain.provision import RoundDefinition
from ledger.domain.revision import RevisionRound


def holding(
    rule: RoundDefinition,
    delivery: Delivery,
    point: Point,
    entered: Iterable[RevisionRound],
) -> RevisionRound | None:
    """Return the confirmed round in which a point would be; None where none is.

    Where all changes of a delivery are one round, that is the one which answers the
    delivery. Where each message is a round, it is the one of the same message: another
    message makes a round of its own, whatever was confirmed before.
    """
    same = rule is RoundDefinition.EACH_MESSAGE
    return next(
        (
            each
            for each in entered
            if each.fixed
            and each.delivery == delivery.id
            and not (same and point.document not in each.documents)
        ),
        None,
    )
