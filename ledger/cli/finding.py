"""Search on the command line: one query, a saved one, or a list of them at once."""

from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from ledger.cli import paging
from ledger.cli import shapes
from ledger.cli import wanting
from ledger.cli.door import BY
from ledger.cli.door import counted
from ledger.cli.door import Door
from ledger.cli.door import pass_door
from ledger.cli.door import Progress
from ledger.cli.door import written_to
from ledger.domain.access import Of
from ledger.services import accesses
from ledger.services import exporting
from ledger.services import indexing
from ledger.services import querying
from ledger.services import saved
from ledger.services import searching
from ledger.services.accesses import Apart
from ledger.services.findings import Finding
from ledger.services.narrowing import EVERYWHERE
from ledger.services.narrowing import Narrowed
from ledger.services.querying import Answer
from ledger.services.saved import Wanted
from ledger.services.searching import Results

_File = click.Path(path_type=Path, dir_okay=False, allow_dash=True)
_CSV = "Write all that is found to a sheet, with digests and citations."
_QUERIES = "Answer each line of a file, or each row of a .csv; - for standard input."

_LOOSENED = "No document has all of these words; these have most of them."


@click.command(context_settings=wanting.PLAIN)
@click.argument("words", nargs=-1, metavar="WORDS...")
@paging.limit(20, least=0, most=1000)
@paging.offset
@wanting.options
@click.option(
    "--saved", "name", metavar="NAME", default="", help="Begin with a saved search."
)
@click.option("--facets", is_flag=True, help="Count by kind, project, author, …")
@click.option("--csv", "file", metavar="FILE", type=_File, help=_CSV)
@click.option("--queries", metavar="FILE", type=_File, help=_QUERIES)
@pass_door
def search(
    door: Door,
    /,
    words: tuple[str, ...],
    limit: int,
    offset: int,
    *,
    facets: bool,
    file: Path | None,
    queries: Path | None,
    **told: str | None,
) -> None:
    """Show the documents that best answer some words.

    Words are found in any of their forms. "Words in quotes" stand together, -word
    must not be there, and by:name, project:key or before:2025-03-14 narrow the search.
    "Words near"~5 each other, misspelt~ words, round:2, in:ID, after:last week and
    more: the page "What you can type into the search" of the handbook has all of it.
    """
    wanting.refuse_options(words)
    if queries is not None:
        _answer(door, words, queries, file, limit, wanting.narrowed(EVERYWHERE, told))
        return
    wanted = _wanted(door, " ".join(words), told)
    indexing.catch_up(door.ledger)
    if file is not None:
        _export(door, wanted, file)
        return
    found = searching.search(
        door.ledger,
        wanted.words,
        wanted.narrowed,
        sort=wanted.sort,
        limit=limit,
        offset=offset,
        facets=facets,
    )
    accesses.searched(door.ledger, BY, wanted, found.total)
    door.show(shapes.results(found), _found(found))


def _wanted(door: Door, words: str, told: dict[str, str | None]) -> Wanted:
    """Return what is asked for: by words, by a saved search, or by both.

    Raises:
        click.MissingParameter: by neither.
    """
    name = told["name"]
    if not name and not words:
        context = click.get_current_context()
        raise click.MissingParameter(ctx=context, param=context.command.params[0])
    wanted = saved.wanted(saved.named(door.ledger, name).query) if name else Wanted()
    both = f"({wanted.words}) {words}" if words and wanted.words else ""
    return replace(
        wanted,
        words=both or words or wanted.words,
        narrowed=wanting.narrowed(wanted.narrowed, told),
        sort=told["sort"] or wanted.sort,
    )


def _export(door: Door, wanted: Wanted, file: Path) -> None:
    """Write all that is found to a sheet."""
    with written_to(file):
        found = exporting.export(door.ledger, BY, wanted)
        with click.open_file(str(file), "w", encoding="utf-8") as out:
            out.writelines(found.lines)
    if str(file) != "-":
        data = {"total": found.total, "csv": str(file)}
        door.show(data, [f"{counted(found.total, 'document')} written to {file}."])


def _answer(
    door: Door,
    words: tuple[str, ...],
    queries: Path,
    file: Path | None,
    limit: int,
    narrowed: Narrowed,
) -> None:
    """Answer each query of a file.

    Raises:
        click.UsageError: words are given as well.
    """
    if words:
        message = "Give either words or --queries, not both."
        raise click.UsageError(message, click.get_current_context())
    asked = _queries(queries)
    indexing.catch_up(door.ledger)
    progress = Progress("query", "answered")
    found = querying.answer(
        door.ledger,
        BY,
        asked,
        narrowed,
        limit=min(limit, querying.MOST_CANDIDATES),
        told=progress.reach,
    )
    progress.end()
    if file is not None:
        number = sum(len(each.results.findings) for each in found)
        of = Apart(of=Of.LIST, key="".join(narrowed.project))
        accesses.exported(door.ledger, BY, of, number)
        with written_to(file), click.open_file(str(file), "w", encoding="utf-8") as out:
            out.writelines(querying.sheet(found))
        if str(file) == "-":
            return
    door.show({"queries": [_as_json(each) for each in found]}, _answers(found))


def _queries(file: Path) -> list[str]:
    """Return the queries of a file.

    Raises:
        click.ClickException: it cannot be read.
    """
    try:
        with click.open_file(str(file), "rb") as source:
            data = source.read(querying.LARGEST + 1)
    except OSError as error:
        message = f"“{file}” could not be read: {error.strerror}."
        raise click.ClickException(message) from error
    if file.suffix.lower() in querying.TABLES:
        return querying.table(data)
    return querying.lines(querying.decoded(data))


def _as_json(value: Answer) -> shapes.Json:
    found = value.results
    return {
        "number": value.number,
        "query": value.words,
        "total": found.total,
        "loosened": found.loosened,
        "suggestion": found.suggestion,
        "remarks": [str(each) for each in value.remarks],
        "hits": [shapes.hit(each) for each in found.findings],
    }


def _answers(listed: Sequence[Answer]) -> Iterator[str]:
    for each in listed:
        yield f"{each.number}. {each.words}: {each.results.total} found"
        yield from (f"  {remark}" for remark in each.remarks)
        if each.results.loosened:
            yield f"  {_LOOSENED}"
        for finding in each.results.findings:
            yield from (f"  {line}" for line in _hit(finding))


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
        *_also(finding),
    ]


def _also(finding: Finding) -> list[str]:
    """Return why it was found, where the words are not as they were typed."""
    others = [f"{each.found} (for {each.asked})" for each in finding.also]
    return [f"    also matches: {', '.join(others)}"] if others else []
