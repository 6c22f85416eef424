"""Sources: how it goes with mailboxes, addresses and folders, and acts on them."""

from collections.abc import Callable
from http import HTTPStatus

from flask import Blueprint
from flask import flash
from flask import redirect
from flask import request
from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ledger.domain import source_errors
from ledger.domain.errors import LedgerError
from ledger.domain.errors import NotFoundError
from ledger.domain.source import Credential
from ledger.domain.source import How
from ledger.domain.source import Mailbox
from ledger.domain.source import Source
from ledger.domain.source import SourceKind
from ledger.domain.uids import Uids
from ledger.services import changing
from ledger.services import completeness
from ledger.services import history
from ledger.services import projects
from ledger.services import sources
from ledger.services import trail
from ledger.web.context import actor
from ledger.web.context import page
from ledger.web.context import the_ledger
from ledger.web.forms import Form
from ledger.web.sentences import translated

pages = Blueprint("sources", __name__, url_prefix="/sources")

_EVENTS = 20


@pages.get("")
def listed() -> str:
    """Show from where things keep coming, and how it goes with each."""
    ledger = the_ledger()
    found = sources.every(ledger)
    return page(
        "sources/listed.html",
        "standing",
        mailboxes=[each for each in found if each.source.kind is SourceKind.IMAP],
        boxes=[each for each in found if each.source.kind is SourceKind.DROP_BOX],
        folders=[each for each in found if each.source.kind is SourceKind.FOLDER],
        busy=any(each.busy for each in found),
        failure=source_errors.said_of,
        smtp=ledger.config.smtp,
    )


@pages.get("/<key>")
def show(key: str) -> ResponseReturnValue:
    """Show a source: how it goes with it, and what of it is not here."""
    return _page(key, Form({}))


@pages.post("/<key>/pause")
def pause(key: str) -> ResponseReturnValue:
    """Let nothing come from a source until it goes on."""
    return _act(key, sources.pause, lambda it: _("%(name)s is paused.", name=it.name))


@pages.post("/<key>/resume")
def resume(key: str) -> ResponseReturnValue:
    """Let a source go on."""
    return _act(key, sources.resume, lambda it: _("%(name)s goes on.", name=it.name))


@pages.post("/<key>/sync")
def sync(key: str) -> ResponseReturnValue:
    """Let a source be looked into as soon as possible."""
    return _act(
        key,
        lambda ledger, _actor, key: sources.ask_for(ledger, key),
        lambda it: _("%(name)s will be looked into at once.", name=it.name),
    )


@pages.post("/<key>/remove")
def remove(key: str) -> ResponseReturnValue:
    """Remove a source; what came from it stays."""
    try:
        made = sources.remove(the_ledger(), actor(), key)
    except NotFoundError:
        raise
    except LedgerError as error:
        flash(translated(error.sentence), "error")
        return _to(key)
    flash(_("%(name)s is removed. What came from it stays.", name=made.name), "success")
    return redirect(url_for("sources.listed"), HTTPStatus.SEE_OTHER)


@pages.post("/<key>/change")
def change(key: str) -> ResponseReturnValue:
    """Change what a source is called, where its files go, and what of it is taken."""
    form = Form(request.form)
    name = form.needed("name", _("Enter a name."))
    since = form.day("since")
    if form.right:
        with form.blame("folders"):
            wanted = changing.Wanted(
                name=name,
                project=form.typed("project"),
                folders=tuple(form.typed("folders").splitlines()),
                since=since,
                leave_out=form.typed("leave_out"),
            )
            made = changing.change(the_ledger(), actor(), key, wanted)
            flash(_("%(name)s is changed.", name=made.name), "success")
            return _to(key)
    return _page(key, form)


@pages.post("/<key>/password")
def password(key: str) -> ResponseReturnValue:
    """Keep another password of a mailbox."""
    form = Form(request.form)
    typed = form.needed("password", _("Enter the password."))
    if form.right:
        credential = Credential(How.PASSWORD, typed)
        return _act(
            key,
            lambda ledger, _actor, key: sources.give(ledger, key, credential),
            lambda it: _("The new password of %(name)s is tried.", name=it.name),
        )
    return _page(key, form)


@pages.post("/<key>/explain")
def explain(key: str) -> ResponseReturnValue:
    """Say why messages are not here."""
    form = Form(request.form)
    folder = request.form.get("folder", "")
    why = form.needed("why", _("Say why; it is kept in the log."))
    if form.right:
        with form.blame():
            uids = Uids.parse(request.form.get("uids", ""))
            found = sources.find(the_ledger(), key).source
            completeness.explain(the_ledger(), actor(), found, folder, uids, why)
            flash(_("It is explained; the log keeps it."), "success")
            return redirect(
                url_for("sources.show", key=key, _anchor="complete"),
                HTTPStatus.SEE_OTHER,
            )
    return _page(key, form)


def _act(
    key: str,
    act: Callable[..., Source],
    told: Callable[[Source], str],
) -> ResponseReturnValue:
    """Do something with a source, or say why it cannot be done."""
    try:
        flash(told(act(the_ledger(), actor(), key)), "success")
    except NotFoundError:
        raise
    except LedgerError as error:
        flash(translated(error.sentence), "error")
    return _to(key)


def _to(key: str) -> ResponseReturnValue:
    return redirect(url_for("sources.show", key=key), HTTPStatus.SEE_OTHER)


def _page(key: str, form: Form) -> ResponseReturnValue:
    ledger = the_ledger()
    known = sources.find(ledger, key)
    source = known.source
    is_mailbox = isinstance(source.settings, Mailbox)
    happened = list(reversed(history.of(ledger, source.id)))[:_EVENTS]
    return page(
        "sources/show.html",
        "standing",
        known=known,
        source=source,
        accounts=completeness.of_source(ledger, source) if is_mailbox else [],
        happenings=trail.of(ledger, happened),
        failure=source_errors.said_of,
        projects=projects.every(ledger),
        form=form,
        typed=request.form,
        smtp=ledger.config.smtp,
    ), form.status
