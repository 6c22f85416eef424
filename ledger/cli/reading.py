"""Find documents and read them."""

import shutil
import sys
from dataclasses import replace

import click

from ledger.cli import evidence
from ledger.cli import paging
from ledger.cli import shapes
from ledger.cli.door import counted
from ledger.cli.door import Door
from ledger.cli.door import pass_door
from ledger.domain import oddity
from ledger.domain import worth as worth_words
from ledger.domain.scan import listed
from ledger.services import accounts
from ledger.services import authenticity
from ledger.services import indexing
from ledger.services import joints
from ledger.services import quotes
from ledger.services import saved
from ledger.services import scans
from ledger.services import searching
from ledger.services import showing
from ledger.services.findings import Finding
from ledger.services.likeness import Change
from ledger.services.quotes import Compared
from ledger.services.saved import Wanted
from ledger.services.searching import Results
from ledger.services.showing import Shown

# A word after a dash is one that must not be there, so `-hotel` is no `-h`.
_PLAIN = {"ignore_unknown_options": True, "help_option_names": ["--help"]}

_LOOSENED = "No document has all of these words; these have most of them."


@click.command(context_settings=_PLAIN)
@click.argument("words", nargs=-1, metavar="WORDS...")
@paging.limit(20, least=0, most=1000)
@paging.offset
@click.option(
    "--sort",
    type=click.Choice(["best", "newest", "oldest"]),
    help="What comes first; best by default.",
)
@click.option("--project", metavar="KEY", default="", help="Only in this project.")
@click.option("--saved", "name", metavar="NAME", help="Begin with a saved search.")
@click.option("--facets", is_flag=True, help="Count by kind, project, author, …")
@pass_door
def search(
    door: Door,
    words: tuple[str, ...],
    limit: int,
    offset: int,
    sort: str | None,
    project: str,
    name: str | None,
    *,
    facets: bool,
) -> None:
    """Show the documents that best answer some words.

    Words are found in any of their forms. "Words in quotes" stand together, -word
    must not be there, and by:name, project:key or before:2025-03-14 narrow the search.
    """
    _refuse_options(words)
    wanted = _wanted(door, " ".join(words), project, name)
    indexing.catch_up(door.ledger)
    found = searching.search(
        door.ledger,
        wanted.words,
        wanted.narrowed,
        sort=sort or wanted.sort,
        limit=limit,
        offset=offset,
        facets=facets,
    )
    door.show(shapes.results(found), _found(found))


@click.command()
@click.argument("key", metavar="ID")
@pass_door
def show(door: Door, key: str) -> None:
    """Show a document: its head, its text and where it came from."""
    found = showing.show(door.ledger, key)
    document = found.document
    claims = showing.claims(door.ledger, document)
    people = [f"{each.role}: {each.name} <{each.address}>" for each in found.people]
    head = [
        f"{document.title or document.name}  ({document.kind})",
        str(document.digest),
        *people,
        f"sent: {document.sent_raw or '–'}",
        f"taken in: {shapes.at(document.provenance.taken_in_at)}",
    ]
    keys = [project.key for project, _why in found.projects]
    around = [
        f"projects: {', '.join(keys) or 'none yet'}",
        *oddity.told(document.flags),
        *(f"the same Message-ID, other content: {each}" for each in found.namesakes),
        *_of_scan(door, found),
        *(f"inside: {each.title or each.name}  {each.id}" for each in found.children),
    ]
    body = document.problem or found.text.text or _nothing(found)
    worth = authenticity.of(door.ledger, document)
    head.append(f"{worth.grade}: {worth_words.name(worth)}")
    compared = quotes.of(door.ledger, document, found.text)
    told = [line for each in compared.values() for line in _compared(each)]
    door.show(
        evidence.shown(found, claims, worth, compared),
        [*head, *around, *told, "", body],
    )


def _compared(value: Compared) -> list[str]:
    """Return that a quote is not what was written, with what differs."""
    if not value.altered or value.original is None:
        return []
    marks = {Change.LEFT_OUT: "[−%s−]", Change.PUT_IN: "[+%s+]", Change.SAME: "%s"}
    words = " ".join(marks[each.change] % each.text for each in value.pieces)
    return [f"altered quote of {value.original.id}: {words}"]


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
    """Show the messages around a message, and which are missing."""
    found = joints.thread(door.ledger, key)
    data = evidence.thread(found)
    lines = [
        f"{line['sent_at'] or '–'}  {line['author'] or '–'}  {line['title']}  "
        f"{line['id']}  {line['joined_by'] or ''}"
        for line in data["messages"]
    ]
    missing = [
        f"missing: <{gap['message_id']}>"
        if gap["message_id"]
        else f"known only by quotation: {gap['author'] or '–'}: {gap['text']}"
        for gap in data["gaps"]
    ]
    alone = ["This document is no message; it stands in no thread."]
    door.show(data, [*lines, *missing] or alone)


@click.group("saved")
def saved_group() -> None:
    """See the searches that were saved under a name."""


@saved_group.command("list")
@pass_door
def saved_list(door: Door) -> None:
    """List the saved searches of everybody."""
    listed = saved.every(door.ledger)
    emails = {each.id: each.email for each in accounts.every(door.ledger)}
    lines = [
        f"{each.id}  {each.name}  {'team' if each.shared else 'private'}  "
        f"{emails.get(each.account, each.account)}  {each.query}"
        for each in listed
    ]
    data = {"saved": [shapes.saved(each, emails) for each in listed]}
    door.show(data, lines or ["None yet; searches are saved on the page of results."])


def _wanted(door: Door, words: str, project: str, name: str | None) -> Wanted:
    """Return what is asked for: by words, by a saved search, or by both.

    Raises:
        click.MissingParameter: by neither.
    """
    if name is None and not words:
        context = click.get_current_context()
        raise click.MissingParameter(ctx=context, param=context.command.params[0])
    wanted = saved.wanted(saved.named(door.ledger, name).query) if name else Wanted()
    both = f"({wanted.words}) {words}" if words and wanted.words else ""
    narrowed = wanted.narrowed
    if project:
        narrowed = replace(narrowed, project=(project,))
    return replace(wanted, words=both or words or wanted.words, narrowed=narrowed)


def _refuse_options(words: tuple[str, ...]) -> None:
    """Refuse what looks like an option, for nobody searches for two dashes.

    Raises:
        click.NoSuchOption: a word begins with ``--``.
    """
    context = click.get_current_context()
    if words == ("-h",):
        click.echo(context.get_help())
        context.exit()
    for word in words:
        if word.startswith("--"):
            raise click.NoSuchOption(word, ctx=context)


def _found(found: Results) -> list[str]:
    """Return the answer to a search for people."""
    facets = [
        f"{name}: " + ", ".join(f"{value} {number}" for value, number in facet.items())
        for name, facet in shapes.facets(found).items()
        if facet
    ]
    hints = [f"Did you mean “{found.suggestion}”?"] if found.suggestion else []
    if found.lag:
        hints.append(f"The index is {counted(found.lag, 'event')} behind the log.")
    return [
        *(str(remark) for remark in found.remarks),
        *([_LOOSENED] if found.loosened else []),
        *(line for finding in found.findings for line in _hit(finding)),
        *facets,
        *hints,
        f"{found.total} found in {found.took_ms} ms",
    ]


def _of_scan(door: Door, found: Shown) -> list[str]:
    """Return how the words of a scan are known, and which pages still wait."""
    read = [number for number, state in found.text.scans.items() if state.recognised]
    lines = [f"read from a scan: pages {listed(read)}"] if read else []
    waits = scans.progress(door.ledger, found.document)
    if waits:
        lines.append(f"to be recognised: {waits.of - waits.done} of {waits.of} pages")
    return lines


def _nothing(found: Shown) -> str:
    waits = found.document.reading is None
    return "It waits to be read." if waits else "It has no text."


def _hit(finding: Finding) -> list[str]:
    document = finding.document
    author = finding.author
    name = (author.name or author.address) if author else ""
    when = document.dated_at.date().isoformat() if document.dated_at else "no date   "
    page = f", {finding.spot.said}" if finding.spot else ""
    page += ", read from a scan" if finding.scan else ""
    return [
        f"{document.message or document.id}  {when}  {name}  {document.title}{page}",
        f"    {' '.join(finding.snippet.split())}",
    ]
