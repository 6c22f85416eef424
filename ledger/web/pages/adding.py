"""Add a source: a mailbox is tried before it is added, a folder looked at."""

from http import HTTPStatus
from pathlib import Path

from flask import Blueprint
from flask import flash
from flask import redirect
from flask import request
from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ledger.domain.errors import BadInputError
from ledger.domain.errors import LedgerError
from ledger.domain.source import Credential
from ledger.domain.source import How
from ledger.domain.source import Mailbox
from ledger.domain.source import PORTS
from ledger.domain.source import Security
from ledger.domain.source import Source
from ledger.domain.source import WatchedFolder
from ledger.domain.source_errors import NotTrustedError
from ledger.domain.source_errors import RefusedError
from ledger.domain.source_errors import UnreachableError
from ledger.services import changing
from ledger.services import connecting
from ledger.services import projects
from ledger.services import sampling
from ledger.services import source_adding
from ledger.services.source_adding import About
from ledger.web import drafts
from ledger.web.context import actor
from ledger.web.context import page
from ledger.web.context import the_ledger
from ledger.web.drafts import Draft
from ledger.web.forms import Form

pages = Blueprint("adding", __name__, url_prefix="/sources/add")

_OAUTH = ("token_url", "client_id", "client_secret", "refresh_token", "scope")
_FIELD = {UnreachableError: "host", NotTrustedError: "host", RefusedError: "password"}
_LAST_PORT = 65535


@pages.route("/mailbox", methods=["GET", "POST"])
def mailbox() -> ResponseReturnValue:
    """Ask for a mailbox and try it; what was typed to get in is on no page."""
    form = Form(request.form, security=Security.TLS.value)
    if request.method == "POST":
        wanted = _mailbox(form)
        credential = _credential(form)
        if form.right and wanted:
            draft = _tried(form, wanted, credential)
            if draft:
                return _choose(draft, Form({}, name=wanted.user))
    return page("sources/mailbox.html", form=form), form.status


@pages.post("/mailbox/<key>")
def folders(key: str) -> ResponseReturnValue:
    """Add a mailbox that was tried, with the folders that were chosen."""
    draft = drafts.find(actor(), key)
    if draft is None:
        flash(_("That was a while ago; enter the mailbox once more."), "warning")
        return redirect(url_for("adding.mailbox"), HTTPStatus.SEE_OTHER)
    form = Form(request.form)
    name = form.needed("name", _("Enter a name."))
    since = form.day("since")
    chosen = [each for each in draft.tried.folders if each in _ticked()]
    with form.blame("folders"):
        if not chosen:
            raise BadInputError(_("Tick at least one folder."))
    with form.blame("leave_out"):
        left_out = changing.addresses(form.typed("leave_out"))
    if form.right:
        settings = Mailbox(
            host=draft.mailbox.host,
            port=draft.mailbox.port,
            security=draft.mailbox.security,
            user=draft.mailbox.user,
            folders=tuple(chosen),
            since=since,
            leave_out=left_out,
        )
        about = About(name=name, project=form.typed("project"))
        with form.blame("name"):
            sampling.must_be_own(the_ledger())
            made = source_adding.add(
                the_ledger(), actor(), settings, about, draft.credential
            )
            drafts.forget(draft)
            return _added(made)
    return _choose(draft, form)


@pages.route("/drop-box", methods=["GET", "POST"])
def drop_box() -> ResponseReturnValue:
    """Ask for a project, and make an address of it."""
    ledger = the_ledger()
    form = Form(request.form, host=ledger.config.drop_host)
    if request.method == "POST":
        project = form.needed("project", _("Choose the project."))
        if form.right:
            with form.blame("host"):
                sampling.must_be_own(ledger)
                host = form.typed("host")
                return _added(source_adding.drop_box(ledger, actor(), project, host))
    every = projects.every(ledger)
    return page(
        "sources/drop_box.html", form=form, projects=every, smtp=ledger.config.smtp
    ), form.status


@pages.route("/folder", methods=["GET", "POST"])
def folder() -> ResponseReturnValue:
    """Ask for a folder on the machine of the ledger, below the one that was set."""
    ledger = the_ledger()
    root = ledger.config.watch
    form = Form(request.form)
    if request.method == "POST" and root:
        typed = form.needed("path", _("Enter the folder."))
        if form.right:
            with form.blame("path"):
                sampling.must_be_own(ledger)
                settings = WatchedFolder(path=str(_below(Path(root), typed)))
                about = About(project=form.typed("project"))
                return _added(source_adding.add(ledger, actor(), settings, about))
    every = projects.every(ledger)
    return page(
        "sources/folder.html", form=form, root=root, projects=every
    ), form.status


def _mailbox(form: Form) -> Mailbox | None:
    host = form.needed("host", _("Enter the server."))
    user = form.needed("user", _("Enter the name that you sign in by."))
    security = Security(form.typed("security") or Security.TLS)
    port = form.typed("port").strip() or str(PORTS[security])
    with form.blame("port"):
        if not (port.isascii() and port.isdigit() and 0 < int(port) <= _LAST_PORT):
            raise BadInputError(_("A port is a number up to 65535."))
    if not form.right:
        return None
    return Mailbox(host=host, port=int(port), security=security, user=user, folders=())


def _credential(form: Form) -> Credential:
    """Return by what to sign in: a refresh token where one was typed."""
    oauth = {name: form.typed(name).strip() for name in _OAUTH}
    if oauth["refresh_token"]:
        return Credential(How.OAUTH, oauth=oauth)
    password = form.typed("password")
    with form.blame("password"):
        if not password:
            raise BadInputError(_("Enter the password."))
    return Credential(How.PASSWORD, password)


def _tried(form: Form, mailbox: Mailbox, credential: Credential) -> Draft | None:
    """Try a mailbox; None where that fails, which the form then says."""
    try:
        connecting.must_be_private(mailbox, spoken=False)
        tried = connecting.attempt(mailbox, credential)
    except LedgerError as error:
        fields = (name for kind, name in _FIELD.items() if isinstance(error, kind))
        with form.blame(next(fields, "")):
            raise
        return None
    return drafts.keep(actor(), mailbox, credential, tried)


def _choose(draft: Draft, form: Form) -> ResponseReturnValue:
    ticked = _ticked() if request.form.getlist("folder") else draft.tried.proposed
    return page(
        "sources/folders.html",
        draft=draft,
        form=form,
        ticked=ticked,
        projects=projects.every(the_ledger()),
    ), form.status


def _ticked() -> list[str]:
    return request.form.getlist("folder")


def _below(root: Path, typed: str) -> Path:
    """Return a folder below the one that was set.

    Raises:
        BadInputError: it leads out of that.
    """
    top = root.expanduser().resolve()
    found = (top / typed.strip()).resolve()
    if found != top and top not in found.parents:
        raise BadInputError(_("Choose a folder below the one that is named here."))
    return found


def _added(made: Source) -> ResponseReturnValue:
    flash(_("%(name)s is added.", name=made.name), "success")
    return redirect(url_for("sources.show", key=made.id), HTTPStatus.SEE_OTHER)
