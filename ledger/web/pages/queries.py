"""A list of queries at once: what there is for each line of it."""

from collections.abc import Callable
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from pathlib import PurePath

from flask import Blueprint
from flask import flash
from flask import redirect
from flask import request
from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ledger.domain.access import Of
from ledger.domain.errors import BadInputError
from ledger.services import lists
from ledger.services import projects
from ledger.services import querying
from ledger.services.accesses import Apart
from ledger.services.lists import Kept
from ledger.services.narrowing import Narrowed
from ledger.services.querying import Answer
from ledger.services.saved import Wanted
from ledger.web import downloads
from ledger.web import marking
from ledger.web import noting
from ledger.web import running
from ledger.web.asked import Asked
from ledger.web.context import actor
from ledger.web.context import page
from ledger.web.context import the_ledger
from ledger.web.running import Run
from ledger.web.sentences import translated

pages = Blueprint("queries", __name__, url_prefix="/search/list")

_AT_ONCE = 20
_KIND = "queries"


@dataclass(frozen=True, slots=True)
class Listed:
    """The answers to a list, and what it was narrowed to."""

    answers: Sequence[Answer]
    narrowed: Narrowed

    def asked(self, answer: Answer) -> Asked:
        """Return what the page of results is asked for to see all of an answer."""
        return Asked(wanted=Wanted(words=answer.words, narrowed=self.narrowed))


@pages.get("")
def form() -> str:
    """Show where the queries are written, or the file with them chosen."""
    return _form()


@pages.post("")
def ask() -> ResponseReturnValue:
    """Answer a list of queries, in the background where that takes long."""
    ledger, by = the_ledger(), noting.by()
    key = request.form.get("project", "")
    limit = request.form.get("candidates", querying.CANDIDATES, type=int)
    limit = min(max(1, limit), querying.MOST_CANDIDATES)
    try:
        asked = _queries()
    except BadInputError as error:
        return _form(translated(error.sentence)), HTTPStatus.UNPROCESSABLE_ENTITY
    project = projects.find(ledger, key).key if key else ""
    made = Kept(account=by.account, queries=asked, project=project, limit=limit)
    started = _start(made, running.new_key(), partial(querying.answer, ledger, by))
    lists.keep(ledger, started.key, made)
    return redirect(url_for("queries.show", key=started.key), HTTPStatus.SEE_OTHER)


@pages.get("/<key>")
def show(key: str) -> ResponseReturnValue:
    """Show how far it is, and the answers at the end."""
    run = _run(key)
    if run is None:
        return _gone()
    if not run.end.done():
        return page("queries/running.html", "progress", run=run)
    if request.headers.get("HX-Request") == "true":
        return "", HTTPStatus.NO_CONTENT, {"HX-Redirect": request.path}
    return _answers(key, run.end.result())


@pages.get("/<key>/sheet")
def sheet(key: str) -> ResponseReturnValue:
    """Hand out the answers as a sheet: a line for each candidate."""
    run = _run(key)
    if run is None:
        return _gone()
    if not run.end.done():
        return redirect(url_for("queries.show", key=key), HTTPStatus.SEE_OTHER)
    listed: Listed = run.end.result()
    noting.exported(
        Apart(of=Of.LIST, key="".join(listed.narrowed.project)),
        sum(len(each.results.findings) for each in listed.answers),
    )
    return downloads.sheet(
        querying.sheet(listed.answers, request.host_url.rstrip("/")),
        f"queries-{the_ledger().now():%Y-%m-%d}.csv",
    )


def _run(key: str) -> Run | None:
    """Return the answers of a list; they are made again where they are gone."""
    known = running.find(actor(), key, _KIND)
    made = lists.find(the_ledger(), actor(), key) if known is None else None
    if made is None:
        return known
    return _start(made, key, partial(querying.answer_again, the_ledger()))


def _start(made: Kept, key: str, answer: Callable[..., list[Answer]]) -> Run:
    """Begin to answer a list; the key is that of its answers."""
    narrowed = Narrowed(project=(made.project,) if made.project else ())

    def work(told: running.Progress) -> Listed:
        found = answer(made.queries, narrowed, limit=made.limit, told=told)
        return Listed(found, narrowed)

    return running.start(made.account, work, _KIND, len(made.queries), key)


def _queries() -> list[str]:
    """Return the queries that were written, or those of the file that was chosen."""
    file = request.files.get("file")
    if file is None or not file.filename:
        return querying.lines(request.form.get("queries", ""))
    with file.stream as brought:
        data = brought.read(querying.LARGEST + 1)
    if PurePath(file.filename).suffix.lower() in querying.TABLES:
        return querying.table(data)
    return querying.lines(querying.decoded(data))


def _form(error: str = "") -> str:
    ledger = the_ledger()
    return page(
        "queries/form.html",
        error=error,
        queries=request.form.get("queries", ""),
        project=request.values.get("project", ""),
        candidates=request.form.get("candidates", str(querying.CANDIDATES)),
        titles={each.key: each.title for each in projects.every(ledger)},
        most=querying.MOST,
        days=ledger.config.access_days,
    )


def _answers(key: str, listed: Listed) -> str:
    number = max(1, request.args.get("page", 1, type=int))
    count = -(-len(listed.answers) // _AT_ONCE)
    start = (min(number, count) - 1) * _AT_ONCE
    part = listed.answers[start : start + _AT_ONCE]
    return page(
        "queries/answers.html",
        key=key,
        answers=[(each, listed.asked(each)) for each in part],
        total=len(listed.answers),
        without=sum(not each.results.total for each in listed.answers),
        number=min(number, count),
        pages=count,
        turned=lambda at: url_for("queries.show", key=key, page=at),
        pieces=marking.pieces,
    )


def _gone() -> ResponseReturnValue:
    flash(_("These answers are not kept any more; ask again."), "warning")
    return redirect(url_for("queries.form"), HTTPStatus.SEE_OTHER)
