"""What the client asked for: record it, attach its proof, show its story."""

import click

from ledger.cli import asked
from ledger.cli.agreement import written
from ledger.cli.door import ACTOR
from ledger.cli.door import BY
from ledger.cli.door import Door
from ledger.cli.door import pass_door
from ledger.domain.access import Of
from ledger.domain.point import Late
from ledger.domain.point import PointGround
from ledger.domain.request import Strength
from ledger.services import accesses
from ledger.services import asking
from ledger.services import classifying
from ledger.services import naming
from ledger.services import projects
from ledger.services import requests
from ledger.services import stories
from ledger.services import supports
from ledger.services.accesses import Apart
from ledger.services.asking import Asked
from ledger.services.asking import Filters
from ledger.services.asking import State
from ledger.services.classifying import Classified
from ledger.services.passages import Words
from ledger.services.requests import Place

_document = click.option(
    "--document", "document_key", metavar="ID", required=True, help="Where it stands."
)
_at = click.option(
    "--at",
    "near",
    type=int,
    metavar="OFFSET",
    help="About where, for words that stand in several places.",
)
_why = click.option("--why", required=True, help="The reason, shown with it.")
_note = click.option("--note", default="", help="A remark, shown with it.")


@click.group()
def request() -> None:
    """What the client asked for, in the words that say it."""


@request.command("add")
@click.argument("key", metavar="PROJECT")
@_document
@click.option("--quote", required=True, help="The words in which it is asked for.")
@_at
@click.option("--by", default="", metavar="ID", help="Who asked, if nothing says so.")
@click.option("--deliverable", default="", metavar="KEY", help="What it is about.")
@click.option("--round", default="", metavar="ID", help="In which round.")
@_note
@pass_door
def request_add(
    door: Door,
    /,
    key: str,
    document_key: str,
    quote: str,
    near: int | None,
    by: str,
    **place: str,
) -> None:
    """Record a request in PROJECT at the words that say it.

    What is to be known of the words is said with it.
    """
    words = Words(document=document_key, quote=quote, near=near)
    remarks = [str(each) for each in requests.looked(door.ledger, words).remarks]
    made = requests.record(door.ledger, ACTOR, key, words, Place(**place), by)
    found = asking.find(door.ledger, made.id)
    data = {**asked.request(found), "remarks": remarks}
    door.show(data, [f"{made.label} recorded.", *remarks])


@request.command("put")
@click.argument("key", metavar="REQUEST")
@click.option("--deliverable", default="", metavar="KEY", help="What it is about.")
@click.option("--round", default="", metavar="ID", help="In which round.")
@_note
@pass_door
def request_put(door: Door, /, key: str, **place: str) -> None:
    """Put REQUEST to a deliverable and a round.

    What is left out is emptied.
    """
    made = requests.put(door.ledger, ACTOR, key, Place(**place))
    _show(door, asking.find(door.ledger, made.id), f"{made.label} put there.")


@request.command("confirm")
@click.argument("key", metavar="REQUEST")
@_document
@click.option("--quote", default="", help="The words that confirm it.")
@_at
@click.option(
    "--strength",
    type=click.Choice([*map(str, Strength)], case_sensitive=False),
    help="Its form; else mailed for a message and scanned for anything else.",
)
@_note
@pass_door
def request_confirm(
    door: Door,
    key: str,
    document_key: str,
    quote: str,
    near: int | None,
    strength: str | None,
    note: str,
) -> None:
    """Attach what confirms REQUEST: a paper, a scan, a message."""
    words = Words(document=document_key, quote=quote, near=near)
    made = supports.confirm(door.ledger, ACTOR, key, words, strength or "", note)
    written(door, made.id, "The confirmation is attached.")


@request.command("warn")
@click.argument("key", metavar="REQUEST")
@_document
@click.option("--quote", default="", help="The words of the warning.")
@_at
@_note
@pass_door
def request_warn(
    door: Door, key: str, document_key: str, quote: str, near: int | None, note: str
) -> None:
    """Attach the warning that was given against REQUEST."""
    words = Words(document=document_key, quote=quote, near=near)
    made = supports.warn(door.ledger, ACTOR, key, words, note)
    written(door, made.id, "The warning is attached.")


@request.command("take-back")
@click.argument("key", metavar="ID")
@_why
@pass_door
def request_take_back(door: Door, key: str, why: str) -> None:
    """Take a warning or a confirmation back, with a reason."""
    made = supports.take_back(door.ledger, ACTOR, key, why)
    written(door, made.id, "It does not count any more.")


@request.command("withdraw")
@click.argument("key", metavar="REQUEST")
@_why
@pass_door
def request_withdraw(door: Door, key: str, why: str) -> None:
    """Take REQUEST back, with a reason."""
    made = requests.withdraw(door.ledger, ACTOR, key, why)
    written(door, made.id, f"{made.label} is withdrawn.")


@request.command("restore")
@click.argument("key", metavar="REQUEST")
@_why
@pass_door
def request_restore(door: Door, key: str, why: str) -> None:
    """Let REQUEST stand again, with a reason."""
    made = requests.restore(door.ledger, ACTOR, key, why)
    written(door, made.id, f"{made.label} stands again.")


@request.command("list")
@click.argument("key", metavar="PROJECT")
@click.option("--words", default="", help="Only those with these words.")
@click.option("--deliverable", default="", metavar="KEY", help="Only of this one.")
@click.option("--round", "round_id", default="", metavar="ID", help="Only of this one.")
@click.option("--person", default="", metavar="ID", help="Only what this one wrote.")
@click.option(
    "--state",
    type=click.Choice([*map(str, State)], case_sensitive=False),
    help="Only those that stand so.",
)
@click.option("--warned/--not-warned", default=None, help="With a warning or without.")
@pass_door
def request_list(
    door: Door,
    key: str,
    words: str,
    deliverable: str,
    round_id: str,
    person: str,
    state: str | None,
    *,
    warned: bool | None,
) -> None:
    """List what the client of PROJECT asked for, the newest first.

    Withdrawn ones are left out; --state withdrawn lists them.
    """
    project = projects.find(door.ledger, key)
    filters = Filters(
        words=words,
        deliverable=deliverable,
        round=round_id,
        person=person,
        state=state or "",
        warned=warned,
    )
    naming.must_know(door.ledger, project, filters)
    every = asking.every(door.ledger, project)
    found = asking.among(door.ledger, every, filters)
    if words:
        _keep(door, project.key, filters, len(found))
    data = {"requests": [asked.request(each) for each in found]}
    lines = [asked.line(each) for each in found]
    door.show(data, lines or [asked.none(filters, every)])


def _keep(door: Door, key: str, filters: Filters, number: int) -> None:
    given = {
        "q": filters.words,
        "deliverable": filters.deliverable,
        "round": filters.round,
        "person": filters.person,
        "state": filters.state,
        "warned": {True: "yes", False: "no", None: ""}[filters.warned],
    }
    asked_for = Apart(of=Of.REQUESTS, key=key, given=given)
    accesses.searched(door.ledger, BY, asked_for, number)


@request.command("show")
@click.argument("key", metavar="REQUEST")
@pass_door
def request_show(door: Door, key: str) -> None:
    """Show REQUEST and its story, in the order of time."""
    found = stories.story(door.ledger, key)
    data = asked.story(found)
    lines = asked.story_lines(found)
    door.show(data, lines)


def _show(door: Door, found: Asked, sentence: str) -> None:
    door.show(asked.request(found), [sentence])


@request.command("classify")
@click.argument("key", metavar="REQUEST")
@click.argument("ground", type=click.Choice([*map(str, PointGround)]))
@click.option(
    "--of", default="", metavar="REQUEST", help="What it repeats or reverses."
)
@click.option(
    "--late",
    type=click.Choice([*map(str, Late)]),
    help="What is decided where it came after its window.",
)
@click.option(
    "--document",
    "document_key",
    metavar="ID",
    default="",
    help="Of rework: where the client accepted what it reverses.",
)
@click.option("--quote", default="", help="The words in which he accepted it.")
@_at
@_why
@pass_door
def request_classify(
    door: Door,
    /,
    key: str,
    ground: str,
    late: str | None,
    near: int | None,
    why: str,
    **named: str,
) -> None:
    """Say what a request is in the account."""
    kind = Classified(
        ground=PointGround(ground),
        of=named["of"],
        late=Late(late) if late else None,
        accepted=Words(document=named["document_key"], quote=named["quote"], near=near),
    )
    made = classifying.classify(door.ledger, ACTOR, key, kind, why)
    written(door, made.id, f"{made.label} is entered as {ground}.")


@request.command("hours")
@click.argument("key", metavar="REQUEST")
@click.argument("hours")
@click.option("--why", required=True, help="Where the figure comes from.")
@pass_door
def request_hours(door: Door, key: str, hours: str, why: str) -> None:
    """Write down how many HOURS a request took."""
    made = classifying.worked(door.ledger, ACTOR, key, hours, why)
    told = f"{hours} h are entered." if hours.strip() else "Its hours are not known."
    written(door, made.id, told)
