"""Filing rules and the tray: what goes where by itself, and what waits."""

import click

from ledger.cli import paging
from ledger.cli import shapes
from ledger.cli.door import ACTOR
from ledger.cli.door import counted
from ledger.cli.door import Door
from ledger.cli.door import pass_door
from ledger.domain.rule import Match
from ledger.domain.rule import Rule
from ledger.services import filing
from ledger.services import history
from ledger.services import rules
from ledger.services.rules import Wanted


@click.group()
def rule() -> None:
    """Filing rules: what goes to which project by itself."""


@rule.command("add")
@click.argument("project_key", metavar="PROJECT")
@click.argument("match", type=click.Choice([str(each) for each in Match]))
@click.argument("value")
@click.option("--suggest", is_flag=True, help="Only suggest it in the tray.")
@click.option("--apply", "applied", is_flag=True, help="File what waits and fits now.")
@pass_door
def rule_add(
    door: Door,
    project_key: str,
    match: str,
    value: str,
    *,
    suggest: bool,
    applied: bool,
) -> None:
    """Let what fits go to PROJECT as it comes in.

    VALUE is an e-mail address, a domain, a reference number in the subject, or a
    folder in which it lay, such as Clients/Nord.
    """
    wanted = Wanted(Match(match), value, files=not suggest)
    made = rules.add(door.ledger, ACTOR, project_key, wanted)
    filed = rules.apply(door.ledger, ACTOR, made.id) if applied else []
    event = history.newest_of(door.ledger, made.id)
    data = {**_json(made, project_key), "filed": filed, "event": shapes.event(event)}
    lines = [f"Rule {made.id} added."]
    door.show(data, lines + [f"{counted(len(filed), 'document')} filed."] * applied)


@rule.command("list")
@pass_door
def rule_list(door: Door) -> None:
    """List the rules, and how much of the tray each fits now."""
    listed = rules.every(door.ledger)
    data = {
        "rules": [
            {**_json(each.rule, each.project.key), "waiting": each.waiting}
            for each in listed
        ]
    }
    lines = [
        f"{each.rule.id}  {each.rule.match}: {each.rule.value} → {each.project.key}"
        f"{'' if each.rule.files else '  (only suggests)'}  {each.waiting} waiting"
        for each in listed
    ]
    door.show(data, lines or ["No rules yet; add one with: rule add"])


@rule.command("apply")
@click.argument("key", metavar="RULE")
@pass_door
def rule_apply(door: Door, key: str) -> None:
    """File what waits in the tray and fits RULE."""
    filed = rules.apply(door.ledger, ACTOR, key)
    door.show({"filed": filed}, [f"{counted(len(filed), 'document')} filed."])


@rule.command("remove")
@click.argument("key", metavar="RULE")
@click.option("--why", required=True, help="The reason, kept with the act.")
@pass_door
def rule_remove(door: Door, key: str, why: str) -> None:
    """Let RULE be tried no more; what it filed stays where it is."""
    rules.remove(door.ledger, ACTOR, key, why)
    event = history.newest_of(door.ledger, key)
    door.show({"event": shapes.event(event)}, [f"Rule {key} removed."])


@click.command()
@paging.limit(50)
@paging.offset
@pass_door
def unfiled(door: Door, limit: int, offset: int) -> None:
    """List what waits for a project, with guesses and reasons."""
    listed = filing.tray(door.ledger, limit, offset)
    guesses = filing.guesses(door.ledger, listed)
    data = {
        "total": filing.tray_size(door.ledger),
        "documents": [
            {
                "id": each.id,
                "kind": each.kind,
                "title": each.title,
                "guesses": [
                    {"project": guess.project.key, "why": guess.why.sentence}
                    for guess in guesses[each.id]
                ],
            }
            for each in listed
        ],
    }
    lines = []
    for each in listed:
        lines.append(f"{each.id}  {each.title or 'without a title'}")
        lines += [f"    {g.project.key}: {g.why.sentence}" for g in guesses[each.id]]
    door.show(data, lines or ["Nothing waits; everything is filed."])


def _json(made: Rule, project: str) -> shapes.Json:
    return {
        "id": made.id,
        "match": str(made.match),
        "value": made.value,
        "project": project,
        "files": made.files,
    }
