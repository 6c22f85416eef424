"""Proposals: what a contract seems to say, before anybody accepts it."""

from datetime import date

import click

from ledger.cli.agreement import Day
from ledger.cli.agreement import REMARK
from ledger.cli.agreement import written
from ledger.cli.door import ACTOR
from ledger.cli.door import Door
from ledger.cli.door import pass_door
from ledger.cli.shapes import day
from ledger.cli.shapes import Json
from ledger.cli.shapes import money
from ledger.domain.clauses.proposal import Doubt
from ledger.domain.clauses.proposal import Proposal
from ledger.domain.money import parse_number
from ledger.domain.provision import Per
from ledger.domain.provision import TermName
from ledger.domain.provision import Unit
from ledger.domain.provision import UNLIMITED
from ledger.services import projects
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
@click.option(
    "--project", "key", metavar="KEY", help="Leave out what is decided in this project."
)
@pass_door
def contract_propose(door: Door, document: str, key: str | None) -> None:
    """Show which terms DOCUMENT seems to hold; none is saved."""
    if key:
        project = projects.find(door.ledger, key)
        judged = proposing.judged(door.ledger, project, document)
        found, offers, refused = judged.document, judged.waiting, judged.refused
    else:
        found, offers = proposing.read(door.ledger, document)
        refused = []
    data = {
        "document": found.id,
        "proposals": [_offer(each) for each in offers],
        "refused": [{"id": each.id, "term": each.name} for each in refused],
    }
    lines = [_line(each.proposal) for each in offers]
    lines += [f"refused {each.id}  {each.name}  “{each.quote}”" for each in refused]
    door.show(data, lines or ["No term was found in the text."])


@click.command("accept")
@click.argument("key", metavar="PROJECT")
@click.argument("document", metavar="DOCUMENT")
@click.argument("proposal", metavar="PROPOSAL")
@click.option(
    "--per", type=click.Choice(list(Per)), help="Where the text does not say."
)
@click.option(
    "--unit",
    type=click.Choice([Unit.WORKING_DAY, Unit.CALENDAR_DAY]),
    help="Which days are meant, where the text does not say.",
)
@click.option(
    "--looked", is_flag=True, help="Words of a scan were compared with the page."
)
@click.option(
    "--from", "from_day", type=Day(), required=True, help="First day in force."
)
@click.option("--remark", default="", help=REMARK)
@pass_door
def contract_accept(  # noqa: PLR0913 - one for each option
    door: Door,
    key: str,
    document: str,
    proposal: str,
    from_day: date,
    *,
    per: str | None,
    unit: str | None,
    looked: bool,
    remark: str,
) -> None:
    """Record a PROPOSAL of the text of DOCUMENT as a term."""
    made = proposing.accept(
        door.ledger,
        ACTOR,
        key,
        document,
        proposal,
        from_day=from_day,
        looked=looked,
        per=per,
        unit=unit,
        remark=remark,
    )
    written(door, made.id, f"Recorded: “{made.quote}”.")


@click.command("refuse")
@click.argument("key", metavar="PROJECT")
@click.argument("document", metavar="DOCUMENT")
@click.argument("proposal", metavar="PROPOSAL")
@pass_door
def contract_refuse(door: Door, key: str, document: str, proposal: str) -> None:
    """Say that a PROPOSAL of DOCUMENT is no term."""
    made = proposing.refuse(door.ledger, ACTOR, key, document, proposal)
    written(door, made.id, f"Refused: “{made.quote}”.")


@click.command("offer-again")
@click.argument("key", metavar="ID")
@pass_door
def offer_again(door: Door, key: str) -> None:
    """Take the refusal of a proposal back."""
    made = proposing.offer_again(door.ledger, ACTOR, key)
    written(door, made.id, "It is offered again.")


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
        "missing": list(found.missing),
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
    blank = "  no number could be read: look at the page"
    unread = blank if Doubt.UNREAD in found.doubts else ""
    return (
        f"{found.key}  {found.name}  {said}  {where}{page}  {sure}  “{quote}”{unread}"
    )


COMMANDS = (contract_propose, contract_accept, contract_refuse, offer_again)
"""What ``contract`` can do with proposals."""
