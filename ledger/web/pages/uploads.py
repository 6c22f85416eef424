"""Uploads: files come in, whole or in parts, and a receipt says what became of each.

With scripts a file comes in parts, so that it may be of any size and go on after a
broken connection (docs/interface.md). Without scripts the same form sends whole files.
"""

from http import HTTPStatus
from typing import Any

from flask import Blueprint
from flask import current_app
from flask import jsonify
from flask import redirect
from flask import request
from flask import Response
from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from ledger.domain.access import Of
from ledger.domain.account import Account
from ledger.domain.errors import BadInputError
from ledger.domain.receipt import Outcome
from ledger.services import accounts
from ledger.services import chatting
from ledger.services import intake
from ledger.services import itemising
from ledger.services import projects
from ledger.services import receipts
from ledger.services import resuming
from ledger.services import uploading
from ledger.services.accesses import Apart
from ledger.services.uploading import Announced
from ledger.services.uploading import Part
from ledger.web import citing
from ledger.web import downloads
from ledger.web import noting
from ledger.web.context import actor
from ledger.web.context import page
from ledger.web.context import the_ledger
from ledger.web.sentences import translated

pages = Blueprint("uploads", __name__)

_AT_ONCE = 50
_LONGEST_NAME = 1000
_LATEST = 1 << 53
"""No script of a browser counts milliseconds beyond."""

SHOWN: dict[str, Outcome | None] = {
    "all": None,
    "taken-in": Outcome.TAKEN_IN,
    "duplicate": Outcome.DUPLICATE,
    "set-aside": Outcome.SET_ASIDE,
}
UNREAD = "unread"


@pages.get("/upload")
def form() -> str:
    """Ask for files."""
    return _form()


@pages.post("/upload")
def take_in() -> ResponseReturnValue:
    """Take in whole files from a form, for who has no scripts."""
    files = [each for each in request.files.getlist("files") if each.filename]
    if not files:
        error = _("Choose at least one file.")
        return _form(error), HTTPStatus.UNPROCESSABLE_ENTITY
    ledger = the_ledger()
    receipt = uploading.begin(ledger, _account(), **_chosen(request.form))
    brought = [_brought(each) for each in files]
    for _number in intake.receive(ledger, receipt, brought):
        pass
    intake.let_close(ledger, receipt)
    return redirect(url_for("uploads.receipt", key=receipt), HTTPStatus.SEE_OTHER)


@pages.post("/upload/start")
def start() -> ResponseReturnValue:
    """Open a receipt for files that will come in parts."""
    asked = _asked()
    receipt, parts = uploading.start(
        the_ledger(), _account(), _announced(asked), **_chosen(asked)
    )
    return jsonify(receipt=receipt, parts=[_sent_to(part) for part in parts])


@pages.put("/upload/<key>")
def append(key: str) -> ResponseReturnValue:
    """Add bytes at the end of a part."""
    at = request.args.get("offset", -1, type=int)
    there = uploading.append(the_ledger(), _account(), key, at, request.stream)
    return jsonify(offset=there)


@pages.get("/upload/<key>")
def offset(key: str) -> ResponseReturnValue:
    """Say how much of a part has arrived."""
    return jsonify(offset=uploading.offset(the_ledger(), _account(), key))


@pages.post("/upload/<key>/finish")
def finish(key: str) -> ResponseReturnValue:
    """Take in what arrived."""
    uploading.finish(the_ledger(), _account(), key)
    return jsonify(location=url_for("uploads.receipt", key=key))


@pages.get("/receipts")
def receipts_listed() -> str:
    """Show the receipts, newest first."""
    number = max(1, request.args.get("page", 1, type=int))
    listed = receipts.newest(the_ledger(), _AT_ONCE, (number - 1) * _AT_ONCE)
    return page(
        "uploads/receipts.html",
        listed=listed,
        number=number,
        pages=-(-receipts.number(the_ledger()) // _AT_ONCE),
        names=_names(),
        turned=lambda to: url_for("uploads.receipts_listed", page=to),
    )


@pages.get("/receipts/<key>")
def receipt(key: str) -> str:
    """Show what became of the files of one act of taking in, and what still waits."""
    ledger = the_ledger()
    found = receipts.progress(ledger, key)
    which = request.args.get("show", "all")
    which = which if which in {*SHOWN, UNREAD} else "all"
    number = max(1, request.args.get("page", 1, type=int))
    total = _total(found, which)
    place = (_AT_ONCE, (number - 1) * _AT_ONCE)
    if which == UNREAD:
        lines = receipts.unreadable(ledger, key, *place)
    else:
        lines = receipts.lines(ledger, key, SHOWN[which], *place)
    lines = list(lines)
    known = {each.id: each for each in projects.every(ledger)}
    return page(
        "uploads/receipt.html",
        "progress",
        found=found,
        receipt=found.receipt,
        which=which,
        number=number,
        pages=-(-total // _AT_ONCE),
        lines=[(line, citing.in_words(line.reason)) for line in lines],
        insides=receipts.insides(ledger, lines),
        total=_total(found, "all"),
        asked=chatting.asked(ledger, receipt=key),
        names=_names(),
        project=known.get(found.receipt.project or ""),
        turned=lambda to: url_for("uploads.receipt", key=key, show=which, page=to),
    )


@pages.get("/receipts/<key>/sheet")
def sheet(key: str) -> Response:
    """Hand out a receipt as a sheet: a line for every file, and every file inside."""
    found = receipts.progress(the_ledger(), key).receipt
    lines = itemising.sheet(the_ledger(), key)
    noting.exported(Apart(of=Of.RECEIPT, key=key))
    name = f"receipt-{found.opened_at:%Y-%m-%d}-{found.id}.csv"
    return downloads.sheet(lines, name)


@pages.post("/receipts/<key>/close")
def close(key: str) -> ResponseReturnValue:
    """Close a receipt that was broken off, with what was brought so far."""
    resuming.close(the_ledger(), key)
    return redirect(url_for("uploads.receipt", key=key), HTTPStatus.SEE_OTHER)


def _form(error: str = "") -> str:
    ledger = the_ledger()
    return page(
        "uploads/form.html",
        error=error,
        projects=projects.every(ledger),
        project=request.values.get("project", ""),
        custodian=request.form.get("custodian", ""),
        limit=ledger.config.limit_mb << 20,
        at_once=current_app.config["MAX_CONTENT_LENGTH"],
        newest=receipts.newest(ledger, 5),
    )


def _account() -> Account:
    return next(each for each in accounts.every(the_ledger()) if each.id == actor())


def _asked() -> dict[str, Any]:
    asked = request.get_json(silent=True)
    if not isinstance(asked, dict):
        raise BadInputError(_("This request is no upload."))
    return asked


def _chosen(fields: Any) -> dict[str, str]:
    """Return the project and the custodian of a form, or of a request of a script."""
    return {
        name: str(fields.get(name) or "").strip()[:_LONGEST_NAME]
        for name in ("project", "custodian")
    }


def _announced(asked: dict[str, Any]) -> list[Announced]:
    """Return the files that a script wants to send."""
    files = asked.get("files")
    if not isinstance(files, list):
        raise BadInputError(_("This request names no files."))
    return [_one(each) for each in files]


def _one(file: Any) -> Announced:
    size = file.get("size") if isinstance(file, dict) else None
    if not isinstance(size, int) or isinstance(size, bool) or size < 0:
        raise BadInputError(_("This request does not say how large a file is."))
    return Announced(_text(str(file.get("name") or "")), size, _whole(file))


def _whole(file: dict[str, Any]) -> int | None:
    """Return when a file was last changed; None where the script does not say."""
    said = file.get("modified")
    if not isinstance(said, int) or isinstance(said, bool):
        return None
    return said if abs(said) < _LATEST else None


def _sent_to(part: Part) -> dict[str, str | int]:
    if part.error:
        return {"error": translated(part.error)}
    return {"id": part.id, "offset": part.offset}


def _brought(file: FileStorage) -> intake.File:
    return intake.File(_text(file.filename or ""), lambda: file.stream)


def _text(name: str) -> str:
    """Return the name of a file as text that can be written anywhere."""
    whole = name.encode("utf-8", errors="replace").decode().replace("\0", "�")
    return whole[:_LONGEST_NAME] or str(_("without a name"))


def _names() -> dict[str, str]:
    return {each.id: each.name for each in accounts.every(the_ledger())}


def _total(found: receipts.Progress, which: str) -> int:
    if which == UNREAD:
        return found.unread
    outcome = SHOWN[which]
    return found.counts[outcome] if outcome else sum(found.counts.values())
