"""What the client owes: record it, what came of it, and by how much it is late."""

from datetime import date
from pathlib import Path

import click

from ledger.cli import owed
from ledger.cli.agreement import Day
from ledger.cli.agreement import written
from ledger.cli.door import ACTOR
from ledger.cli.door import BY
from ledger.cli.door import Door
from ledger.cli.door import pass_door
from ledger.cli.door import written_to
from ledger.domain.access import Of
from ledger.domain.obligation import Obligation
from ledger.services import accesses
from ledger.services import delay_lists
from ledger.services import facts
from ledger.services import inputs
from ledger.services import notices
from ledger.services import obligations
from ledger.services import owing
from ledger.services import projects
from ledger.services import reminders
from ledger.services.accesses import Apart
from ledger.services.facts import Told
from ledger.services.inputs import Parts
from ledger.services.obligations import NewObligation
from ledger.services.passages import Words
from ledger.services.tongues import LANGUAGES

_key = click.argument("key", metavar="OBLIGATION")
_on = click.option("--on", type=Day(), help="As of this day; else today.")
_day = click.option(
    "--on", "on", type=Day(), help="On which day; else that of the message."
)
_document = click.option(
    "--document", default="", metavar="ID", help="The message or file that shows it."
)
_quote = click.option("--quote", default="", help="Its words that say so.")
_note = click.option("--note", default="", help="A remark, shown with it.")
_why = click.option("--why", required=True, help="The reason, shown with it.")


@click.group()
def obligation() -> None:
    """What the client owes, and how late it came."""


@obligation.command("add")
@click.argument("key", metavar="PROJECT")
@click.option("--what", default="", help="What is owed, in words.")
@click.option("--due", type=Day(), help="Its day, if one is agreed.")
@click.option("--parts", "expected", type=int, help="How many parts it has.")
@click.option("--term", default="", metavar="ID", help="The term that says so.")
@click.option("--document", default="", metavar="ID", help="Or the document.")
@click.option("--quote", default="", help="Its words that say so.")
@click.option("--clause", default="", help="Its number, such as 6.1.")
@pass_door
def obligation_add(
    door: Door,
    /,
    key: str,
    what: str,
    due: date | None,
    expected: int | None,
    document: str,
    quote: str,
    **where: str,
) -> None:
    """Record what the client of PROJECT owes, at its words."""
    new = NewObligation(
        what=what,
        due=due,
        expected=expected,
        words=Words(document=document, quote=quote) if document else None,
        **where,
    )
    made = obligations.record(door.ledger, ACTOR, key, new)
    _show(door, made, f"{made.label} recorded.")


@obligation.command("received")
@_key
@_day
@click.option("--parts", "number", type=int, help="How many came.")
@click.option("--unusable", type=int, help="How many of them cannot be used.")
@click.option(
    "--replaces",
    "replaced",
    type=int,
    default=0,
    help="How many good copies came of parts that could not be used.",
)
@click.option("--all", "all_of_it", is_flag=True, help="With this all of it was there.")
@_document
@_quote
@_note
@pass_door
def obligation_received(
    door: Door,
    /,
    key: str,
    number: int | None,
    unusable: int | None,
    replaced: int,
    *,
    all_of_it: bool,
    on: date | None,
    **told: str,
) -> None:
    """Record that something of OBLIGATION came.

    What nobody counted or looked at is left out, and stays unknown.
    """
    parts = Parts(
        number=number, unusable=unusable, replaced=replaced, all_of_it=all_of_it
    )
    made = inputs.receive(door.ledger, ACTOR, key, _told(on, told), parts)
    _show(door, made, "What came is recorded.")


@obligation.command("complete")
@_key
@_day
@_document
@_quote
@_note
@pass_door
def obligation_complete(door: Door, /, key: str, on: date | None, **told: str) -> None:
    """State from which day on all of OBLIGATION was there."""
    made = inputs.complete(door.ledger, ACTOR, key, _told(on, told))
    _show(door, made, "Recorded as complete.")


@obligation.command("usable")
@_key
@_day
@_document
@_quote
@_note
@pass_door
def obligation_usable(door: Door, /, key: str, on: date | None, **told: str) -> None:
    """State from which day on all of OBLIGATION could be used."""
    made = inputs.find_usable(door.ledger, ACTOR, key, _told(on, told))
    _show(door, made, "Recorded as usable.")


@obligation.command("noticed")
@_key
@_day
@click.option("--of", "about", default="", metavar="ID", help="Of what came.")
@click.option("--unusable", type=int, help="How many of it cannot be used.")
@_document
@_quote
@_note
@pass_door
def obligation_noticed(
    door: Door,
    /,
    key: str,
    on: date | None,
    about: str,
    unusable: int | None,
    **told: str,
) -> None:
    """Record when we noticed what is wrong with OBLIGATION."""
    made = inputs.notice(
        door.ledger, ACTOR, key, _told(on, told), about=about, unusable=unusable
    )
    _show(door, made, "What was noticed is recorded.")


@obligation.command("remind")
@_key
@click.argument("document", metavar="MESSAGE")
@click.option("--notice", "as_notice", is_flag=True, help="It gives notice.")
@_day
@_quote
@_note
@pass_door
def obligation_remind(
    door: Door, /, key: str, *, as_notice: bool, on: date | None, **told: str
) -> None:
    """Link MESSAGE, in which we asked for OBLIGATION."""
    made = reminders.remind(
        door.ledger, ACTOR, key, _told(on, told), as_notice=as_notice
    )
    _show(door, made, "The message is linked.")


@obligation.command("take-back")
@click.argument("key", metavar="ENTRY")
@_why
@pass_door
def obligation_take_back(door: Door, key: str, why: str) -> None:
    """Take an ENTRY about an obligation back, with a reason."""
    made = facts.take_back(door.ledger, ACTOR, key, why)
    _show(door, made, "It does not count any more.")


@obligation.command("withdraw")
@_key
@_why
@pass_door
def obligation_withdraw(door: Door, key: str, why: str) -> None:
    """Take OBLIGATION back, with a reason."""
    made = obligations.withdraw(door.ledger, ACTOR, key, why)
    written(door, made.id, f"{made.label} is withdrawn.")


@obligation.command("restore")
@_key
@_why
@pass_door
def obligation_restore(door: Door, key: str, why: str) -> None:
    """Let OBLIGATION stand again, with a reason."""
    made = obligations.restore(door.ledger, ACTOR, key, why)
    written(door, made.id, f"{made.label} stands again.")


@obligation.command("list")
@click.argument("key", metavar="PROJECT")
@click.option("--open", "only_open", is_flag=True, help="Only what is still owed.")
@click.option(
    "--csv",
    "target",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the statement of delays to this sheet.",
)
@_on
@pass_door
def obligation_list(
    door: Door, key: str, *, only_open: bool, target: Path | None, on: date | None
) -> None:
    """List what the client of PROJECT owes, and the delays."""
    found = owing.of(door.ledger, projects.find(door.ledger, key), on)
    if target:
        given = {"on": on.isoformat() if on else ""}
        asked = Apart(of=Of.DELAYS, key=found.project.key, given=given)
        accesses.exported(door.ledger, BY, asked)
        with written_to(target):
            target.write_text(delay_lists.sheet(found), encoding="utf-8", newline="")
    data = owed.owing(found)
    listed = found.open if only_open else list(found.obligations)
    data["obligations"] = [owed.obligation(each) for each in listed]
    none = "Nothing is owed." if only_open else "No obligations are recorded."
    door.show(data, [owed.line(each) for each in listed] or [none])


@obligation.command("show")
@_key
@_on
@pass_door
def obligation_show(door: Door, key: str, on: date | None) -> None:
    """Show OBLIGATION with its four days, delays and clocks."""
    found = owing.find(door.ledger, key, on)
    door.show(owed.one(found), owed.lines(found.obligations[0]))


@obligation.command("draft")
@_key
@click.option(
    "--language",
    type=click.Choice(list(LANGUAGES)),
    help="Else that of the client's last message.",
)
@_on
@pass_door
def obligation_draft(
    door: Door, key: str, language: str | None, on: date | None
) -> None:
    """Print a draft to the client with facts of OBLIGATION.

    Nothing is sent; what a person makes of it is up to him.
    """
    found = owing.find(door.ledger, key, on)
    draft = notices.draft(found, language or notices.language_of(found))
    data = {"language": draft.language, "subject": draft.subject, "text": draft.text}
    door.show(data, [draft.subject, "", draft.text])


def _told(on: date | None, told: dict[str, str]) -> Told:
    words = Words(document=told.get("document", ""), quote=told.get("quote", ""))
    return Told(on=on, words=words, note=told.get("note", ""))


def _show(door: Door, made: Obligation, sentence: str) -> None:
    found = owing.find(door.ledger, made.id)
    door.show(owed.one(found), [sentence, *owed.lines(found.obligations[0])])
