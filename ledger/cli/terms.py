"""Terms: record them at their words, list them, end them, say how they count."""

from datetime import date
from typing import Any

import click

from ledger.cli import account
from ledger.cli import shapes
from ledger.cli.agreement import Day
from ledger.cli.agreement import REMARK
from ledger.cli.agreement import written
from ledger.cli.door import ACTOR
from ledger.cli.door import Door
from ledger.cli.door import pass_door
from ledger.domain import paper
from ledger.domain.money import Money
from ledger.domain.provision import Counting
from ledger.domain.provision import Unit
from ledger.domain.provision_rules import provision
from ledger.services import contracts
from ledger.services import projects
from ledger.services import terms


class Price(click.ParamType[Money]):
    """An amount with its currency, such as 500 EUR."""

    name = "price"

    def convert(
        self,
        value: str | Money,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Money:
        """Return the amount that was typed."""
        if isinstance(value, Money):
            return value
        amount, _space, currency = value.strip().partition(" ")
        return Money.entered(amount, currency.strip().upper())


_KINDS = """
TERM is one of free-rounds (VALUE is a number or unlimited), round-definition
(consolidated-list, each-message, each-delivery), rework (new-scope, round),
review-window, deemed-acceptance and notice-period (days, with --unit),
further-round-rate (a price, with --currency and --unit), further-round-minimum (hours,
or a price with --currency), further-round-rounding (hours), client-obligation (words,
with --due), input-counts (received, complete, usable), recognised-channel,
authorised-person (with --limit), payment-day (a day, or days with --unit),
working-hours (mon-fri 09:00-18:00), holidays (a country, such as LV).
"""


@click.command("term", epilog=_KINDS)
@click.argument("key", metavar="PROJECT")
@click.argument("term")
@click.argument("value")
@click.option(
    "--per",
    type=click.Choice(["deliverable", "project"]),
    help="Whose the free rounds are; each deliverable's own by default.",
)
@click.option(
    "--unit",
    type=click.Choice([str(each) for each in Unit]),
    help="What a price is paid for, or a period is counted in.",
)
@click.option("--currency", help="Three letters, such as EUR.")
@click.option(
    "--counting",
    type=click.Choice([str(each) for each in Counting]),
    help="How later free rounds count the rounds before them.",
)
@click.option("--due", type=Day(), help="By when the client owes it.")
@click.option("--until", type=Day(), help="Last day, where its words name one.")
@click.option(
    "--limit",
    type=Price(),
    help="Up to which cost an authorised person may agree.",
)
@click.option("--document", required=True, metavar="ID", help="The contract.")
@click.option("--quote", required=True, help="The words of the contract.")
@click.option("--clause", default="", help="Its number, such as 4.2.")
@click.option(
    "--looked", is_flag=True, help="Words of a scan were compared with the page."
)
@click.option(
    "--from", "from_day", type=Day(), required=True, help="First day in force."
)
@click.option("--remark", default="", help=REMARK)
@pass_door
def contract_term(  # noqa: PLR0913, PLR0917 - one for each option
    door: Door,
    /,
    key: str,
    term: str,
    value: str,
    document: str,
    quote: str,
    clause: str,
    from_day: date,
    *,
    looked: bool,
    remark: str,
    **parts: Any,
) -> None:
    """Record a term at the words of a document that say so."""
    made = contracts.add_term(
        door.ledger,
        ACTOR,
        key,
        provision(term, value, **parts),
        document_key=document,
        words=quote,
        from_day=from_day,
        clause=clause,
        looked=looked,
        remark=remark,
    )
    page = f" on page {made.page}" if made.page else ""
    written(door, made.id, f"Recorded{page}: “{made.quote}”.")


@click.command("terms")
@click.argument("key", metavar="PROJECT")
@click.option("--on", "on", type=Day(), help="Only what is in force on this day.")
@pass_door
def contract_terms(door: Door, key: str, on: date | None) -> None:
    """List the terms of PROJECT with their words and days in force."""
    found = projects.find(door.ledger, key)
    listed = [account.term(each) for each in contracts.terms(door.ledger, found, on)]
    lines = [
        f"{each['term']}  {_amount(each)}  clause {each['clause'] or '–'}  "
        f"{each['from']} – {each['until'] or ''}  {each['id']}{_state(each)}"
        f"{_remark(each)}"
        for each in listed
    ]
    door.show({"terms": listed}, lines or ["No terms are recorded."])


def _amount(term: shapes.Json) -> str:
    """Return what a term grants or asks, with its unit."""
    unit = {"hour": "h", "working-day": "working days", "calendar-day": "days"}
    more = [
        f"{term['currency']} per {term['unit']}" if term["currency"] else "",
        unit.get(term["unit"] or "", "") if not term["currency"] else "",
        f"per {term['per']}" if term["per"] else "",
        f"counted as {term['counting']}" if term["counting"] else "",
        f"due {term['due']}" if term["due"] else "",
        f"up to {_money(term['limit'])}" if term["limit"] else "",
    ]
    return " ".join([str(term["value"]), *(each for each in more if each)])


def _money(value: shapes.Json) -> str:
    return str(Money(value["minor"], value["currency"]))


def _state(term: shapes.Json) -> str:
    if term["withdrawn"] is not None:
        return f"  withdrawn: {term['withdrawn']}"
    return f"  ended: {term['ended']}" if term["ended"] else ""


def _remark(term: shapes.Json) -> str:
    return f"  on the paper: {term['remark']}" if term["remark"] else ""


_WHY = click.option("--why", required=True, help="The reason, shown with the term.")


@click.command("end-term")
@click.argument("key", metavar="ID")
@click.option("--on", type=Day(), required=True, help="Its last day.")
@_WHY
@pass_door
def end_term(door: Door, key: str, on: date, why: str) -> None:
    """Give a term its last day."""
    made = terms.end(door.ledger, ACTOR, key, on, why)
    written(door, made.id, f"It holds until {on}.")


@click.command("resume-term")
@click.argument("key", metavar="ID")
@_WHY
@pass_door
def resume_term(door: Door, key: str, why: str) -> None:
    """Take the end of a term back."""
    made = terms.resume(door.ledger, ACTOR, key, why)
    written(door, made.id, "It holds on.")


@click.command("withdraw-term")
@click.argument("key", metavar="ID")
@_WHY
@pass_door
def withdraw_term(door: Door, key: str, why: str) -> None:
    """Take back the entry of a term that was a mistake."""
    made = terms.withdraw(door.ledger, ACTOR, key, why)
    written(door, made.id, "It is withdrawn; it stays in the list.")


@click.command("restore-term")
@click.argument("key", metavar="ID")
@_WHY
@pass_door
def restore_term(door: Door, key: str, why: str) -> None:
    """Let a term stand that was withdrawn."""
    made = terms.restore(door.ledger, ACTOR, key, why)
    written(door, made.id, "It stands again.")


@click.command("count-term")
@click.argument("key", metavar="ID")
@click.argument("counting", type=click.Choice([str(each) for each in Counting]))
@_WHY
@pass_door
def count_term(door: Door, key: str, counting: str, why: str) -> None:
    """Say how later free rounds count the rounds before them.

    ordinal: the n-th of all rounds is free while n is within the number. free: so many
    free ones in all, a paid one uses none. fresh: so many from its first day on.
    """
    made = terms.choose_counting(door.ledger, ACTOR, key, counting, why)
    written(door, made.id, f"It counts as {counting}.")


@click.command("remark", epilog=f"Ready words: {'; '.join(paper.READY)}.")
@click.argument("key", metavar="ID")
@click.argument("text")
@_WHY
@pass_door
def remark_term(door: Door, key: str, text: str, why: str) -> None:
    """Say what was seen on the paper beside a term.

    It takes the place of what was remarked before; an empty TEXT takes it back.
    """
    made = terms.remark(door.ledger, ACTOR, key, text, why)
    line = f"On the paper: {made.remark}." if made.remark else "Nothing is remarked."
    written(door, made.id, line)


COMMANDS = (
    contract_term,
    contract_terms,
    end_term,
    resume_term,
    withdraw_term,
    restore_term,
    count_term,
    remark_term,
)
"""What ``contract`` can do with terms."""
