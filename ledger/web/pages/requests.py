"""Requests: what the client asked for, as a list and each with its story."""

from http import HTTPStatus

from flask import Blueprint
from flask import flash
from flask import redirect
from flask import request
from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ledger.domain.access import Of
from ledger.domain.document import Document
from ledger.domain.errors import BadInputError
from ledger.domain.errors import NotFoundError
from ledger.domain.errors import RequestStateError
from ledger.domain.request import KnownBy
from ledger.domain.request import Request
from ledger.services import asking
from ledger.services import blind
from ledger.services import contracts
from ledger.services import cutouts
from ledger.services import filing
from ledger.services import placing
from ledger.services import projects
from ledger.services import pulls
from ledger.services import requests
from ledger.services import spots
from ledger.services import stories
from ledger.services import supports
from ledger.services import telling
from ledger.services import trail
from ledger.services.accesses import Apart
from ledger.services.asking import Asked
from ledger.services.cutouts import Cutout
from ledger.services.requests import Place
from ledger.services.stories import Scene
from ledger.services.stories import Story
from ledger.web import authenticity
from ledger.web import citing
from ledger.web import downloads
from ledger.web import noting
from ledger.web import specified
from ledger.web.context import actor
from ledger.web.context import page
from ledger.web.context import the_ledger
from ledger.web.forms import Form
from ledger.web.pages import selecting
from ledger.web.wanted import Wanted

pages = Blueprint("requests", __name__)

_AT_ONCE = 25
_PICKS = 40


@pages.get("/requests")
@pages.get("/projects/<key>/requests")
def listed(key: str = "") -> str:
    """Show what was asked for in one project, or in all; htmx asks for the list."""
    ledger = the_ledger()
    project = projects.find(ledger, key) if key else None
    wanted = Wanted.asked(request.args, project.key if project else "")
    every = asking.every(ledger, project)
    among = [e for e in every if wanted.project in {"", e.project.key}]
    found = asking.among(ledger, among, wanted.filters)
    count = max(1, -(-len(found) // _AT_ONCE))
    number = min(wanted.page, count)
    begin = (number - 1) * _AT_ONCE
    return page(
        "requests/listed.html",
        "asked",
        project=project,
        wanted=wanted,
        found=found[begin : begin + _AT_ONCE],
        total=len(found),
        standing=len([each for each in every if each.request.withdrawn is None]),
        withdrawn=len([each for each in every if each.request.withdrawn is not None]),
        number=number,
        count=count,
        choice=placing.of_project(ledger, project) if project else None,
        people=_people(every),
        all_projects=[] if project else projects.every(ledger),
        noted=noting.searched(wanted.apart, len(found)) if wanted.q else True,
    )


def _people(every: list[Asked]) -> list[tuple[str, str]]:
    """Return those who wrote some of the requests, by name."""
    found = {each.person.id: each.person.name for each in every if each.person}
    return sorted(found.items(), key=lambda pair: pair[1].casefold())


@pages.get("/requests/<key>")
def show(key: str) -> ResponseReturnValue:
    """Show a request's story, in the order of time."""
    return _page(key, Form({}))


@pages.post("/requests/<key>/place")
def place(key: str) -> ResponseReturnValue:
    """Put a request to another deliverable, round or note."""
    form = Form(request.values)
    with (
        form.blame(),
        form.blame("round", only=BadInputError),
        form.blame("deliverable", only=NotFoundError),
    ):
        before = _find(key)
        made = requests.put(the_ledger(), actor(), before.id, _placed(form))
        undo = url_for(
            "requests.place",
            key=made.label,
            deliverable=before.deliverable,
            round=before.round,
            note=before.note,
        )
        return _done(made, _("%(label)s is put there.", label=made.label), undo)
    return _page(key, form, "place")


@pages.post("/requests/<key>/withdraw")
def withdraw(key: str) -> ResponseReturnValue:
    """Take a request back, with a reason."""
    form = Form(request.values)
    why = form.needed("why", _("Say why; the reason is shown with the request."))
    if form.right:
        with form.blame("why", only=RequestStateError), form.blame():
            made = requests.withdraw(the_ledger(), actor(), key, why)
            undo = url_for("requests.restore", key=made.label, why=_again())
            return _done(made, _("%(label)s is taken back.", label=made.label), undo)
    return _page(key, form, "withdraw")


@pages.post("/requests/<key>/restore")
def restore(key: str) -> ResponseReturnValue:
    """Let a request stand again, with a reason."""
    form = Form(request.values)
    why = form.needed("why", _("Say why; the reason is shown with the request."))
    if form.right:
        with form.blame("why", only=RequestStateError), form.blame():
            made = requests.restore(the_ledger(), actor(), key, why)
            undo = url_for("requests.withdraw", key=made.label, why=_again())
            return _done(made, _("%(label)s stands again.", label=made.label), undo)
    return _page(key, form, "restore")


@pages.route(
    "/requests/<key>/<any(warning, confirmation):kind>", methods=["GET", "POST"]
)
def attach(key: str, kind: str) -> ResponseReturnValue:
    """Ask for the document that warns of a request or confirms it, and attach it."""
    posted = request.method == "POST"
    form = Form(request.form if posted else request.args)
    if posted:
        other = form.typed("other").strip().rstrip("/").rpartition("/")[2]
        document = other or form.needed("document", _("Choose the document."))
        if form.right:
            with form.blame("other" if other else "document", only=NotFoundError):
                saved = selecting.attach(form, kind, key, document)
                if saved:
                    return saved
    story = stories.story(the_ledger(), key)
    papers = _papers(story)
    return page(
        "requests/attach.html",
        story=story,
        asked=story.asked,
        kind=kind,
        form=form,
        papers=papers,
        authors=filing.authors(the_ledger(), papers),
    ), form.status if posted else HTTPStatus.OK


@pages.post("/supports/<key>/take-back")
def take_back(key: str) -> ResponseReturnValue:
    """Take a warning or a confirmation back, with a reason."""
    form = Form(request.values)
    form.needed("why", _("Say why; the reason is shown with the request."))
    owner = asking.supported(the_ledger(), key)
    if form.right:
        with form.blame("why", only=RequestStateError), form.blame():
            supports.take_back(the_ledger(), actor(), key, form.typed("why"))
            flash(_("It does not count any more; the log keeps it."), "success")
            return _seen(owner)
    return _page(owner.label, form, key)


@pages.post("/requests/<key>/pull")
def pull(key: str) -> ResponseReturnValue:
    """Hand out the zip of a story.

    It is whole on the disk before the log is told, and told before its first byte
    leaves: nothing is handed out that the log does not know of.
    """
    made = pulls.make(the_ledger(), key)
    originals = sum(each.path.startswith("originals/") for each in made.files)
    noting.exported(Apart(of=Of.STORY, key=key), originals)
    pulls.tell(the_ledger(), actor(), made)
    return downloads.zipped(made.file, made.size, made.name)


def _find(key: str) -> Request:
    return asking.find(the_ledger(), key).request


def _again() -> str:
    return str(_("Taken back at once."))


def _placed(form: Form) -> Place:
    return Place(
        deliverable=form.typed("deliverable"),
        round=form.typed("round"),
        note=form.typed("note"),
    )


def _done(made: Request, text: str, undo: str) -> ResponseReturnValue:
    flash({"text": text, "url": undo}, "undo")  # type: ignore[arg-type]
    return _seen(made)


def _seen(made: Request) -> ResponseReturnValue:
    return redirect(url_for("requests.show", key=made.label), HTTPStatus.SEE_OTHER)


def _page(key: str, form: Form, faulty: str = "") -> ResponseReturnValue:
    """Show the page of a request; ``faulty`` names the form that was wrong."""
    ledger = the_ledger()
    story = stories.story(ledger, key)
    asked = story.asked
    leaving = pulls.originals(ledger, story)
    return page(
        "requests/show.html",
        story=story,
        asked=asked,
        project=asked.project,
        heading=telling.heading,
        round_told=telling.round_told(asked.line) if asked.line else "",
        choice=placing.of_project(ledger, asked.project),
        happenings=trail.of_request(ledger, asked.request),
        **specified.of_request(story),
        citation=_citation(story),
        leaving=leaving,
        blind=blind.named_in(ledger, leaving),
        cut_of=_cut_of,
        senders=authenticity.of_mails(e.document for e in story.scenes if e.document),
        form=form,
        faulty=faulty,
    ), form.status


def _cut_of(scene: Scene) -> Cutout | None:
    """Return the piece of a scan with the words of a scene; None for other words."""
    if scene.passage is None or scene.document is None:
        return None
    passage = scene.passage
    return cutouts.of(the_ledger(), scene.document, passage.start, passage.end)


def _citation(story: Story) -> str:
    """Return the words of a request as they are cited to somebody else."""
    asked = story.asked
    passage, writer = asked.request.passage, asked.request.writer
    spot = spots.of_passage(the_ledger(), asked.document, passage)
    scene = next(each for each in story.scenes if each.part == "words")
    said = f"{asked.request.label}: “{' '.join(passage.quote.split())}”"
    if writer.known_by is KnownBy.HEAD:
        source = citing.citation(asked.document, scene.author, spot)
        return f"{said}, {source}"
    source = citing.citation(asked.document, None, spot)
    who = asked.writer or _("nobody is named")
    return str(
        _(
            "%(said)s, %(who)s, as it stands in: %(source)s",
            said=said,
            who=who,
            source=source,
        )
    )


def _papers(story: Story) -> list[Document]:
    """Return what may warn of a request or confirm it: its thread first."""
    thread = [each.document for each in story.scenes if each.document]
    listed = [*thread[::-1], *contracts.citable(the_ledger(), story.asked.project)]
    asked = story.asked.request.passage.document
    found: dict[str, Document] = {}
    for each in listed:
        if each.id != asked:
            found.setdefault(each.digest.hex, each)
    return list(found.values())[:_PICKS]
