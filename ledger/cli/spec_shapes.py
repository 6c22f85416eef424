"""The JSON of specifications."""

from collections.abc import Sequence

from ledger.cli.shapes import at
from ledger.cli.shapes import day
from ledger.cli.shapes import Json
from ledger.domain.folding import fingerprint
from ledger.domain.specification import Difference
from ledger.domain.specification import End
from ledger.domain.specification import Item
from ledger.domain.specification import Origin
from ledger.domain.specification import Stage
from ledger.domain.specification import State
from ledger.services import specifications
from ledger.services.likeness import Change as Word
from ledger.services.likeness import Piece
from ledger.services.linking import Linked
from ledger.services.spec_preview import Preview
from ledger.services.spec_preview import Row
from ledger.services.specifications import History
from ledger.services.specifications import Line
from ledger.services.specifications import Shown
from ledger.services.specifications import Sources


def item(value: Item) -> Json:
    """Return an item by itself."""
    return {"id": value.id, "label": value.label}


def state(value: State, sources: Sources | None = None) -> Json:
    """Return how an item stands: its words, and where they come from."""
    wording = value.wording
    source = wording.source if wording else None
    told: Json = {
        "words": value.words,
        "from": day(value.from_day),
        "ended": value.end if value.end is not End.NOT_YET else None,
        "wording": wording.id if wording else None,
        "number": wording.number if wording else "",
        "heading": wording.heading if wording else "",
        "by_hand": wording is not None and source is None,
        "document": source.document if source else None,
        "start": source.start if source else None,
        "end": source.end if source else None,
        "pieces": [list(each) for each in source.pieces] if source else [],
        "page": source.page if source else None,
        "specification": wording.specification if wording else None,
        "fingerprint": fingerprint(value.words) if value.words is not None else None,
    }
    if value.baseline:
        told["specification"] = value.baseline.id
        told["document"] = value.baseline.document
    if sources and wording:
        told["asked"] = origin(wording.origin, sources)
    return told


def origin(value: Origin, sources: Sources) -> Json:
    """Return who asked for something, and where."""
    request, person = sources.asked(value), sources.person(value)
    return {
        "request": request.label if request else None,
        "document": value.document,
        "person": {"id": person.id, "name": person.name} if person else None,
        "note": value.note,
    }


def line(value: Line, sources: Sources) -> Json:
    """Return an item in force."""
    return {
        **item(value.item),
        **state(value.state, sources),
        "since": day(value.since),
        "versions": value.versions,
        "links": [link(each) for each in value.links],
        "suspect": value.suspect,
    }


def shown(value: Shown) -> Json:
    """Return a specification as it reads on a day."""
    return {
        "project": value.project.key,
        "on": day(value.day),
        "items": [line(each, value.sources) for each in value.lines],
        "ended": [
            {**item(each), **state(gone, value.sources)} for each, gone in value.ended
        ],
        "specifications": [
            {
                "id": each.id,
                "document": each.document,
                "from": day(each.from_day),
                "whole": each.whole,
                "withdrawn": each.withdrawn,
                "asked": origin(each.origin, value.sources),
            }
            for each in value.specification.baselines
        ],
    }


def history(value: History) -> Json:
    """Return an item with all that it ever read like."""
    return {
        **item(value.item),
        "project": value.project.key,
        **state(value.now, value.sources),
        "history": [_stage(each, value.sources) for each in value.stages],
        "withdrawn": [
            {"wording": each.id, "words": each.words, "why": each.withdrawn}
            for each in value.withdrawn
        ],
        "links": [link(each) for each in value.links],
    }


def _stage(value: Stage, sources: Sources) -> Json:
    return {**state(value.state, sources), "until": day(value.until)}


def link(value: Linked) -> Json:
    """Return a link, and whether the item still reads as it did."""
    return {
        "id": value.link.id,
        "item": value.item.label,
        "request": value.request.label,
        "on": day(value.link.on),
        "words": value.link.words,
        "fingerprint": value.link.fingerprint,
        "now": value.now.words,
        "suspect": value.suspect,
        "looked": [
            {"by": name, "at": at(look.at), "fingerprint": look.fingerprint}
            for look, name in value.seen_by
        ],
        "withdrawn": value.link.withdrawn,
    }


def difference(value: Difference) -> Json:
    """Return an item that reads otherwise on another day."""
    return {
        **item(value.item),
        "change": value.change,
        "before": value.before.words,
        "after": value.after.words,
        "from": day(value.after.from_day),
        "words": pieces(specifications.pieces(value.before.words, value.after.words)),
    }


def pieces(value: Sequence[Piece]) -> list[Json]:
    """Return words with what was left out and put in."""
    return [{"change": each.change, "text": each.text} for each in value]


def preview(value: Preview) -> Json:
    """Return what recording a document would do."""
    return {
        "project": value.project.key,
        "document": value.document.id,
        "reading": value.reading,
        "whole": value.whole,
        "items": [_row(each) for each in value.rows],
        "missing": [{**item(each), "words": now.words} for each, now in value.missing],
        "left": list(value.left),
        "remarks": [str(each) for each in value.remarks],
    }


def _row(value: Row) -> Json:
    return {
        "item": value.item.id if value.item else None,
        "label": value.label,
        "change": value.change or "same",
        "number": value.found.number,
        "heading": value.found.heading,
        "words": value.found.words,
        "before": value.before.words,
        "start": value.found.start,
        "end": value.found.end,
        "pieces": [list(each) for each in value.found.pieces],
        "page": value.found.page,
        "doubtful": list(value.doubtful),
    }


def link_line(value: Linked) -> str:
    """Return a link in one line."""
    state = "suspect: the item reads otherwise now" if value.suspect else "as it was"
    return (
        f"{value.link.id}  {value.request.label} → {value.item.label}  "
        f"({value.link.on})  {state}"
    )


def words_line(pieces: Sequence[Piece]) -> str:
    """Return words in one line, with what was left out and put in."""
    signs = {Word.LEFT_OUT: "[-{}-]", Word.PUT_IN: "{{+{}+}}", Word.SAME: "{}"}
    return " ".join(signs[each.change].format(each.text) for each in pieces)
