"""Readers of files, one module a format; they run inside the box and nowhere else.

A module that has ``MEDIA_TYPES`` is a format: it is found by looking into this folder,
so a new format is one new file. Each says how sure it is that a file is its own, by
the bytes first; the surest reads it. What nobody can read is kept under its kind.
"""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import cast

from ledger.domain import problems
from ledger.domain.reading import Kind
from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from ledger.formats import sniff
from ledger.formats.source import Format
from ledger.formats.source import Source
from ledger.formats.source import UnreadError

EMPTY = sniff.Look(Kind.FILE, "application/octet-stream", problems.EMPTY)


def all_formats() -> tuple[Format, ...]:
    """Return the modules of this folder that are formats."""
    names = sorted(module.name for module in iter_modules(__path__))
    modules = [import_module(f"{__name__}.{name}") for name in names if name[0] != "_"]
    return tuple(
        cast("Format", module) for module in modules if hasattr(module, "MEDIA_TYPES")
    )


def choose(formats: tuple[Format, ...], source: Source) -> Format | sniff.Look:
    """Return the format that is surest of the file, or what it is known to be."""
    if not source.head and not source.start:
        return EMPTY
    known = sniff.look(source)
    if source.start:  # only a container is read on
        formats = tuple(form for form in formats if form.KIND is Kind.ARCHIVE)
    bids = [(form.sniff(source), form.PARSER) for form in formats]
    sure, parser = max(bids)
    if known.sure > sure:
        return known
    return next(form for form in formats if parser == form.PARSER)


def read(formats: tuple[Format, ...], source: Source) -> Iterator[Member | Reading]:
    """Yield the members of a file in their order, then one reading, always.

    A reader's own errors end in a reading that says so; members that came before it
    stay good. What a reader cannot catch (a crash, a limit) is caught by the box.
    """
    form = choose(formats, source)
    if isinstance(form, sniff.Look):
        yield sniff.reading(form, source)
        return
    try:
        yield from form.read(source)
    except UnreadError as error:
        yield unread(form, source, str(error), error.flags)
    except MemoryError:
        yield unread(form, source, problems.OUT_OF_MEMORY)
    except Exception:  # noqa: BLE001 – the box is the place where readers may fail
        yield unread(form, source, problems.FAILED)


def unread(
    form: Format, source: Source, problem: str, flags: tuple[str, ...] = ()
) -> Reading:
    """Return the reading of a file that its reader gave up."""
    return Reading(
        parser=form.PARSER,
        version=form.VERSION,
        kind=form.KIND,
        media_type=form.MEDIA_TYPES[0],
        title=source.title,
        flags=flags,
        problem=problem,
    )
