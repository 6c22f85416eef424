"""Audit: check that everything is as it was sealed, and what happened in order."""

from http import HTTPStatus

from flask import Blueprint
from flask import flash
from flask import redirect
from flask import request
from flask import Response
from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ledger.domain.errors import LedgerError
from ledger.opened import Ledger
from ledger.services import audit
from ledger.services import checkpoints
from ledger.services import completeness
from ledger.services import history
from ledger.services import trail
from ledger.services.audit import Progress
from ledger.services.audit import Report
from ledger.web import running
from ledger.web.context import actor
from ledger.web.context import page
from ledger.web.context import the_ledger

pages = Blueprint("audit", __name__)

_AT_ONCE = 30
_LONGEST_NOTE = 64 * 1024
_MOST_FINDINGS = 200


@pages.get("/audit")
def show() -> str:
    """Show the newest events, and ways to check them all."""
    return _page()


@pages.post("/audit")
def run() -> ResponseReturnValue:
    """Check the whole log, against a checkpoint from outside where one is brought.

    The answer is the report itself: it is of this moment and is not kept.
    """
    ledger = the_ledger()
    brought = request.files.get("checkpoint")
    notes = []
    if brought and brought.filename:
        note = brought.stream.read(_LONGEST_NOTE).decode("utf-8", errors="replace")
        try:
            ledger.look_again()
            ledger.epochs.signed(note)
        except LedgerError as error:
            return _page(error=error.sentence), HTTPStatus.UNPROCESSABLE_ENTITY
        notes.append(note)
    started = running.start(actor(), lambda told: _audited(ledger, notes, told))
    if started.end.done():
        return _page(report=started.end.result())
    seen = url_for("audit.watch", key=started.key)
    return redirect(seen, HTTPStatus.SEE_OTHER)


def _audited(ledger: Ledger, notes: list[str], told: Progress) -> Report:
    report = audit.audit(ledger, notes, 0, told)
    return completeness.with_gaps(ledger, report)


@pages.get("/audit/runs/<key>")
def watch(key: str) -> ResponseReturnValue:
    """Show how far an audit is, and its report at the end."""
    found = running.find(actor(), key)
    if found is None:
        flash(_("This audit is not running any more; start another one."), "warning")
        return redirect(url_for("audit.show"))
    if not found.end.done():
        return page("audit/running.html", "progress", run=found)
    if request.headers.get("HX-Request") == "true":
        return "", HTTPStatus.NO_CONTENT, {"HX-Redirect": request.path}
    return _page(report=found.end.result())


@pages.post("/audit/checkpoint")
def checkpoint() -> ResponseReturnValue:
    """Sign the log as it stands and hand the checkpoint out, to be kept elsewhere."""
    ledger = the_ledger()
    note = checkpoints.sign(ledger)
    size = ledger.vkey.signed(note).size
    answer = Response(note, content_type="text/plain; charset=utf-8")
    name = f"scope-ledger-{size}.checkpoint"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _page(report: Report | None = None, error: str = "") -> str:
    ledger = the_ledger()
    size = history.size(ledger)
    before = max(0, min(request.args.get("before", size, type=int), size))
    return page(
        "audit/show.html",
        report=report,
        error=error,
        findings=_in_words(report) if report else [],
        hidden=max(0, len(report.findings) - _MOST_FINDINGS) if report else 0,
        size=size,
        signed=_signed(),
        vkey=str(ledger.vkey),
        origin=ledger.origin,
        can_sign=ledger.key is not None and not ledger.read_only,
        happenings=trail.newest(ledger, _AT_ONCE, before),
        before=before,
        older=url_for("audit.show", before=before - _AT_ONCE)
        if before > _AT_ONCE
        else "",
        newer=url_for("audit.show", before=min(size, before + _AT_ONCE))
        if before < size
        else "",
    )


def _signed() -> int | None:
    """Return how many events the newest checkpoint covers; None where none can say."""
    try:
        found = checkpoints.newest(the_ledger())
    except LedgerError:
        return None
    return found.size if found else None


def _in_words(report: Report) -> list[tuple[str, str, bool]]:
    """Return what was found, the worst first."""
    listed = sorted(report.findings, key=lambda finding: not finding.broken)
    return [(each.what, each.where, each.broken) for each in listed[:_MOST_FINDINGS]]
