"""Proposals: what a contract seems to say, before anybody accepts it."""

import click

from ledger.cli.door import Door
from ledger.cli.door import pass_door
from ledger.cli.shapes import day
from ledger.cli.shapes import Json
from ledger.cli.shapes import money
from ledger.domain.clauses.proposal import Proposal
from ledger.domain.money import parse_number
from ledger.domain.provision import TermName
from ledger.domain.provision import UNLIMITED
from ledger.services import proposing
from ledger.services.proposing import Offer

_COUNTED = frozenset(
    {
        *(TermName.FREE_ROUNDS, TermName.REVIEW_WINDOW, TermName.DEEMED_ACCEPTANCE),
        *(TermName.FURTHER_ROUND_RATE, TermName.FURTHER_ROUND_MINIMUM),
    }
)


@click.command("propose")
@click.argument("document", metavar="DOCUMENT")
@pass_door
def contract_propose(door: Door, document: str) -> None:
    """Show which terms the text of DOCUMENT seems to hold; none is saved."""
    found, offers = proposing.read(door.ledger, document)
    data = {"document": found.id, "proposals": [_offer(each) for each in offers]}
    lines = [_line(each.proposal) for each in offers]
    door.show(data, lines or ["No term was found in the text."])


def _offer(offer: Offer) -> Json:
    """Return a proposal as programs read it."""
    found = offer.proposal
    return {
        "id": found.key,
        "term": found.name,
        "value": _value(found),
        "per": found.per,
        "unit": found.unit,
        "currency": found.currency,
        "counting": found.counting,
        "due": day(found.due),
        "limit": money(found.limit),
        "clause": found.clause,
        "quote": found.quote,
        "start": found.start,
        "end": found.end,
        "page": found.page,
        "confidence": found.confidence,
        "open": found.open,
        "doubts": list(found.doubts),
        "needs_looking": offer.needs_looking,
        "language": found.language,
    }


def _value(found: Proposal) -> int | float | str | None:
    counted = found.name in _COUNTED or (
        found.name is TermName.PAYMENT_DAY and found.unit is not None
    )
    if found.value is None or found.value == UNLIMITED or not counted:
        return found.value
    number = parse_number(found.value)
    whole = number == number.to_integral_value()
    return int(number) if whole else float(number)


def _line(found: Proposal) -> str:
    """Return a proposal as a line for people."""
    value = "open" if found.value is None else found.value
    parts = [value, found.currency, f"per {found.per}" if found.per else None]
    parts += [found.unit, f"due {found.due}" if found.due else None]
    said = " ".join(str(each) for each in parts if each)
    sure = f"{round(found.confidence * 100)} %"
    where = f"clause {found.clause or '–'}"
    page = f", page {found.page}" if found.page else ""
    quote = " ".join(found.quote.split())
    return f"{found.name}  {said}  {where}{page}  {sure}  “{quote}”"


COMMANDS = (contract_propose,)
"""What ``contract`` can do with proposals."""
