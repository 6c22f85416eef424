"""Two papers beside each other on the command line, word by word."""

import click

from ledger.cli.door import Door
from ledger.cli.door import pass_door
from ledger.cli.shapes import Json
from ledger.domain.collation import Verdict
from ledger.domain.collation import Weight
from ledger.services import collating
from ledger.services.collated import Collation
from ledger.services.collated import Difference
from ledger.services.collated import Place
from ledger.services.collated_texts import Paper

_TOLD = {
    Verdict.IDENTICAL: "Every word is the same.",
    Verdict.CHANGED: "Words differ.",
    Verdict.DOUBTFUL: "Only words that were read doubtfully differ; look at the page.",
    Verdict.INCOMPLETE: "What was compared is the same; not all could be compared.",
}
_SHOWN = 200


@click.command("compare")
@click.argument("sent", metavar="SENT")
@click.argument("returned", metavar="RETURNED")
@pass_door
def compare(door: Door, sent: str, returned: str) -> None:
    """Compare the papers SENT and RETURNED, word by word.

    Both are ids of documents, of any format. Numbers and negations come first; words
    of a scan that were read doubtfully are called doubtful, never changed.
    """
    found = collating.compare(door.ledger, sent, returned)
    lines = [_TOLD[found.verdict]]
    lines += [_line(each) for each in found.differences[:_SHOWN]]
    more = len(found.differences) - _SHOWN
    lines += [f"{more} more; all of them with --json."] if more > 0 else []
    door.show(_collation(found), [*lines, *map(str, found.remarks), *_missing(found)])


def _missing(found: Collation) -> list[str]:
    return [str(each) for each in found.not_compared]


def _collation(found: Collation) -> Json:
    return {
        "sent": _paper(found.sent),
        "returned": _paper(found.returned),
        "verdict": found.verdict,
        "same": found.same,
        "changes": found.changes,
        "counts": {str(each): found.count(each) for each in Weight},
        "differences": [_difference(each) for each in found.differences],
        "not_compared": _missing(found),
        "remarks": [str(each) for each in found.remarks],
    }


def _paper(value: Paper) -> Json:
    return {
        "document": value.document.id,
        "title": value.document.title,
        "digest": str(value.document.digest),
        "words": len(value.tokens),
        "scan": value.scanned,
        "pages_without_words": list(value.wordless),
    }


def _difference(each: Difference) -> Json:
    return {
        "number": each.number,
        "weight": each.weight,
        "before": each.sent.words,
        "after": each.returned.words,
        "lead": each.lead,
        "tail": each.tail,
        "sent": _place(each.sent),
        "returned": _place(each.returned),
        "tracked": each.tracked,
        "scan": each.scanned,
    }


def _place(value: Place) -> Json:
    return {
        "start": value.start,
        "end": value.end,
        "page": value.page,
        "clause": value.clause or None,
    }


def _line(each: Difference) -> str:
    before = f"[-{each.sent.words}-]" if each.sent.words else ""
    after = f"{{+{each.returned.words}+}}" if each.returned.words else ""
    words = " ".join(filter(None, (each.lead, before, after, each.tail)))
    clause = each.returned.clause or each.sent.clause
    where = f"  clause {clause}" if clause else ""
    page = f"  page {each.returned.page}" if each.returned.page else ""
    return f"{each.weight}{where}{page}  … {words} …"
