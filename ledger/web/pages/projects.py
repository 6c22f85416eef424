"""Projects: all of them, one of them with all that belongs to it, and new ones."""

from http import HTTPStatus

from flask import Blueprint
from flask import flash
from flask import redirect
from flask import request
from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ledger.domain import moment
from ledger.domain.project import Project
from ledger.domain.provision import TermName
from ledger.services import asking
from ledger.services import contracts
from ledger.services import overview
from ledger.services import projects
from ledger.services import revisions
from ledger.services import timeline
from ledger.web import meters
from ledger.web.context import actor
from ledger.web.context import page
from ledger.web.context import the_ledger
from ledger.web.context import whole
from ledger.web.forms import Form

pages = Blueprint("projects", __name__)

_ENTRIES = 12
_MOST = 1000
_ORDER = list(TermName)


@pages.get("/projects")
def listed() -> str:
    """Show all projects, the newest first."""
    found = whole().projects[::-1]
    return page("projects/listed.html", projects=[(x, meters.of(x)) for x in found])


@pages.route("/new-project", methods=["GET", "POST"])
def add() -> ResponseReturnValue:
    """Ask for a new project, and add it."""
    form = Form(request.form, zone=the_ledger().config.zone)
    if request.method == "POST":
        key = form.needed("key", _("Enter a short key, such as NORD."))
        client = form.needed("client", _("Enter the client."))
        title = form.needed("title", _("Enter a title."))
        zone = form.typed("zone").strip()
        with form.blame("zone"):
            moment.zone(zone or the_ledger().config.zone)
        if form.right:
            with form.blame("key"):
                made = projects.add_project(
                    the_ledger(), actor(), key, client=client, title=title, zone=zone
                )
                flash(_("“%(title)s” is there now.", title=made.title), "success")
                return _seen(made.key)
    known = projects.clients(the_ledger())
    return page("projects/add.html", form=form, clients=known), form.status


@pages.get("/projects/<key>")
def show(key: str) -> str:
    """Show one project; htmx asks for more of its timeline alone."""
    return _page(projects.find(the_ledger(), key), Form({}))


@pages.post("/projects/<key>/deliverables")
def add_deliverable(key: str) -> ResponseReturnValue:
    """Add something that will be handed over for acceptance."""
    project = projects.find(the_ledger(), key)
    form = Form(request.form)
    label = form.needed("key", _("Enter a short key, such as LOGO."))
    title = form.needed("title", _("Enter what is handed over."))
    if form.right:
        with form.blame("key"):
            made = projects.add_deliverable(
                the_ledger(), actor(), project.key, label, title
            )
            flash(_("“%(title)s” is there now.", title=made.title), "success")
            return _seen(project.key)
    return _page(project, form), form.status


def _page(project: Project, form: Form) -> str:
    ledger = the_ledger()
    found = overview.of(ledger, project)
    limit = request.args.get("entries", _ENTRIES, type=int)
    limit = max(_ENTRIES, min(limit, _MOST))
    return page(
        "projects/show.html",
        "timeline",
        project=project,
        meters=meters.of(found),
        needs=overview.needs_in(ledger, found),
        asked=asking.listed(ledger, project),
        timeline=timeline.newest(ledger, project, limit),
        next_limit=limit + 3 * _ENTRIES,
        terms=sorted(
            contracts.terms(ledger, project, revisions.today(ledger, project)),
            key=lambda each: _ORDER.index(each.term.provision.name),
        ),
        contracts=contracts.contracts_of(ledger, project),
        counts=projects.counts(ledger, project),
        theirs=[
            each for each in projects.people(ledger) if each.client == project.client
        ],
        form=form,
    )


def _seen(key: str) -> ResponseReturnValue:
    return redirect(url_for("projects.show", key=key), HTTPStatus.SEE_OTHER)
