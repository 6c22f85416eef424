"""Find documents and read them."""

import shutil
import sys

import click

from ledger.cli import shapes
from ledger.cli.door import Door
from ledger.cli.door import pass_door
from ledger.services import searching
from ledger.services import showing
from ledger.services.searching import Finding
from ledger.services.searching import Narrowed

_PLAIN = {"ignore_unknown_options": True}


@click.command(context_settings=_PLAIN)
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", default=20, show_default=True, type=click.IntRange(0, 1000))
@click.option("--offset", default=0, type=click.IntRange(0))
@click.option(
    "--sort",
    default="best",
    show_default=True,
    type=click.Choice(["best", "newest", "oldest"]),
)
@click.option("--project", default="", help="Only in this project.")
@click.option("--facets", is_flag=True, help="Count by kind, project, author, …")
@pass_door
def search(
    door: Door,
    words: tuple[str, ...],
    limit: int,
    offset: int,
    sort: str,
    project: str,
    *,
    facets: bool,
) -> None:
    """Show the documents that best answer WORDS."""
    found = searching.search(
        door.ledger,
        " ".join(words),
        Narrowed(project=project),
        sort=sort,
        limit=limit,
        offset=offset,
        facets=facets,
    )
    lines = [line for finding in found.findings for line in _hit(finding)]
    remarks = [str(remark) for remark in found.remarks]
    counted = [f"{found.total} found in {found.took_ms} ms"]
    door.show(shapes.results(found, facets=facets), [*remarks, *lines, *counted])


@click.command()
@click.argument("key", metavar="ID")
@pass_door
def show(door: Door, key: str) -> None:
    """Show a document: its head, its text and where it came from."""
    found = showing.show(door.ledger, key)
    document = found.document
    people = [f"{each.role}: {each.name} <{each.address}>" for each in found.people]
    head = [
        f"{document.title or document.name}  ({document.kind})",
        str(document.digest),
        *people,
        f"sent: {document.sent_raw or '–'}",
        f"taken in: {shapes.at(document.provenance.taken_in_at)}",
    ]
    body = [document.problem] if document.problem else [found.text.text]
    door.show(shapes.shown(found), [*head, "", *body])


@click.command()
@click.argument("key", metavar="ID")
@pass_door
def raw(door: Door, key: str) -> None:
    """Write the bytes of a document as they were received."""
    _document, source = showing.raw(door.ledger, key)
    with source:
        shutil.copyfileobj(source, sys.stdout.buffer)


@click.command()
@click.argument("key", metavar="ID")
@pass_door
def thread(door: Door, key: str) -> None:
    """Show the messages that belong together, why, and which are missing."""
    found = showing.thread(door.ledger, key)
    data = shapes.thread(found)
    lines = [
        f"{line['sent_at'] or '–'}  {line['author'] or '–'}  {line['title']}  "
        f"{line['id']}  {line['joined_by'] or ''}"
        for line in data["messages"]
    ]
    missing = [f"missing: <{gap['message_id']}>" for gap in data["gaps"]]
    door.show(data, [*lines, *missing])


def _hit(finding: Finding) -> list[str]:
    document = finding.document
    author = finding.author
    name = (author.name or author.address) if author else ""
    when = document.sorted_at.date().isoformat()
    page = f", page {finding.page}" if finding.page else ""
    return [
        f"{document.id}  {when}  {name}  {document.title}{page}",
        f"    {' '.join(finding.snippet.split())}",
    ]
