"""Selecting: from words in a document to a request, a warning or a confirmation.

Somebody selects words on the page of a document, or copies them into a field; they are
looked up, shown as they stand, with who wrote them, and only then recorded.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from flask import Blueprint
from flask import flash
from flask import redirect
from flask import request
from flask import Response
from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ledger.domain.document import Document
from ledger.domain.errors import BadInputError
from ledger.domain.errors import NotFoundError
from ledger.domain.errors import QuoteNotFoundError
from ledger.domain.request import KnownBy
from ledger.domain.request import Passage
from ledger.domain.request import Writer
from ledger.services import asking
from ledger.services import blind
from ledger.services import cutouts
from ledger.services import layers
from ledger.services import placing
from ledger.services import requests
from ledger.services import supports
from ledger.services import writers
from ledger.services.asking import Asked
from ledger.services.asking import Filters
from ledger.services.cutouts import Cutout
from ledger.services.passages import Words
from ledger.services.placing import Places
from ledger.services.requests import Place
from ledger.services.showing import Shown
from ledger.web import citing
from ledger.web import passages
from ledger.web.context import actor
from ledger.web.context import page
from ledger.web.context import the_ledger
from ledger.web.context import who
from ledger.web.forms import Form
from ledger.web.sentences import translated

pages = Blueprint("selecting", __name__, url_prefix="/documents/<key>")

_MOST = 12
"""How many requests are offered at once."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Words that were found in a document, and who wrote them."""

    passage: Passage
    writer: Writer | None
    """None for words of several."""

    remarks: Sequence[str] = ()
    """What is to be known of them before anything rests on them."""

    cutout: Cutout | None = None
    """The piece of the page, for words that were read from a scan."""

    @property
    def asks_by(self) -> bool:
        """Tell whether a person has to say who asked: the document does not."""
        return self.writer is not None and (
            self.writer.known_by is KnownBy.NOBODY
            or not (self.writer.name or self.writer.address)
        )


@pages.route("/request", methods=["GET", "POST"])
def record(key: str) -> ResponseReturnValue:
    """Ask where a wish belongs, and record it at its words."""
    shown = blind.show(the_ledger(), who(), key)
    posted = request.method == "POST"
    typed = request.form if posted else request.args
    places = placing.of(the_ledger(), key, typed.get("quote", ""))
    guess = places.guess
    form = Form(
        typed,
        project=guess.project,
        deliverable=guess.deliverable,
        round=guess.round,
    )
    chosen = _chosen(form, key)
    if posted:
        form.needed("quote", _("Copy the words in which it is asked for."))
        form.needed("project", _("Choose the project."))
        if form.right and chosen and chosen.writer:
            saved = _record(form, key)
            if saved:
                return saved
    return _record_page(shown, form, chosen, places, posted=posted)


def _record(form: Form, key: str) -> ResponseReturnValue | None:
    """Record the request; None where something is wrong with the form."""
    with (
        form.blame(),
        form.blame("round", only=BadInputError),
        form.blame("deliverable", only=NotFoundError),
        form.blame("quote", only=QuoteNotFoundError),
    ):
        made = requests.record(
            the_ledger(),
            actor(),
            form.typed("project"),
            _words(form, key),
            Place(
                deliverable=form.typed("deliverable"),
                round=form.typed("round"),
                note=form.typed("note"),
            ),
            form.typed("by"),
        )
        undo = url_for(
            "requests.withdraw", key=made.label, why=_("Taken back at once.")
        )
        text = _("%(label)s is recorded.", label=made.label)
        flash({"text": text, "url": undo}, "undo")  # type: ignore[arg-type]
        return redirect(url_for("requests.show", key=made.label), HTTPStatus.SEE_OTHER)
    return None


def _record_page(
    shown: Shown, form: Form, chosen: Chosen | None, places: Places, *, posted: bool
) -> ResponseReturnValue:
    part = passages.stretch(shown.text, request.args.get("from", 0, type=int))
    return page(
        "requests/record.html",
        shown=shown,
        document=shown.document,
        form=form,
        chosen=chosen,
        places=places,
        projects=[(each.project.id, each.project.title) for each in places.choices],
        people=sorted(
            {(who.id, who.name) for each in places.choices for who in each.people},
            key=lambda pair: pair[1].casefold(),
        ),
        when=_when(shown.document, chosen),
        part=part,
        passages=passages.passages(shown.text, part, [], None),
        address=_address,
        name_of=citing.name_of,
    ), form.status if posted else HTTPStatus.OK


@pages.route(
    "/<any(warning, confirmation):kind>", endpoint="support", methods=["GET", "POST"]
)
def support(key: str, kind: str) -> ResponseReturnValue:
    """Ask which request some words warn of or confirm, and attach them to it."""
    shown = blind.show(the_ledger(), who(), key)
    posted = request.method == "POST"
    offered = _offered(shown, request.values.get("find", "").strip())
    first = offered[0].request.label if len(offered) == 1 else _near(shown, offered)
    strength = "mailed" if shown.document.kind == "mail" else "scanned"
    form = Form(
        request.form if posted else request.args, request=first, strength=strength
    )
    chosen = _chosen(form, key)
    if posted:
        form.needed("request", _("Choose the request."))
        if form.right:
            saved = attach(form, kind, form.typed("request"), key)
            if saved:
                return saved
    return page(
        "requests/support.html",
        shown=shown,
        document=shown.document,
        kind=kind,
        form=form,
        chosen=chosen,
        offered=offered,
    ), form.status if posted else HTTPStatus.OK


@pages.get("/pages/<int:number>/words")
def words(key: str, number: int) -> ResponseReturnValue:
    """Show the words of a page at their places, to be laid over its picture."""
    found = layers.of_page(the_ledger(), key, number)
    answer = Response(page("documents/words.html", layer=found))
    answer.cache_control.private = True
    answer.cache_control.max_age = 3600
    return answer


def attach(form: Form, kind: str, label: str, key: str) -> ResponseReturnValue | None:
    """Attach a document to a request; None where something is wrong with the form."""
    with (
        form.blame(),
        form.blame("quote", only=BadInputError),
        form.blame("quote", only=QuoteNotFoundError),
    ):
        words = _words(form, key)
        ledger, note = the_ledger(), form.typed("note")
        if kind == "warning":
            made = supports.warn(ledger, actor(), label, words, note)
            text = _("The warning is attached.")
        else:
            strength = form.typed("strength")
            made = supports.confirm(ledger, actor(), label, words, strength, note)
            text = _("The confirmation is attached.")
        why = _("Taken back at once.")
        undo = url_for("requests.take_back", key=made.id, why=why)
        flash({"text": text, "url": undo}, "undo")  # type: ignore[arg-type]
        found = asking.find(ledger, made.request).request
        return redirect(url_for("requests.show", key=found.label), HTTPStatus.SEE_OTHER)
    return None


def _chosen(form: Form, key: str) -> Chosen | None:
    """Return the words that were chosen as they stand; None where there are none."""
    if not form.typed("quote").strip():
        return None
    with form.blame("quote"):
        looked = requests.looked(the_ledger(), _words(form, key))
        told = [translated(each) for each in looked.remarks]
        cut = cutouts.of_passage(the_ledger(), looked.passage)
        return Chosen(looked.passage, looked.writer, told, cut)
    return None


def _words(form: Form, key: str) -> Words:
    near = form.typed("at").partition("-")[0]
    return Words(
        document=key,
        quote=form.typed("quote"),
        near=int(near) if near.isdecimal() and len(near) < _LONGEST else None,
    )


_LONGEST = 12
"""How many digits an offset may have."""


def _when(document: Document, chosen: Chosen | None) -> str:
    if chosen and chosen.writer and chosen.writer.known_by is KnownBy.QUOTATION:
        return str(_("not known: the words are only quoted here"))
    writer = chosen.writer if chosen else None
    known = writers.dated(document, writer) if writer else document.dated_at
    if known is None:
        return str(_("not known: the document does not say"))
    return ""


def _offered(shown: Shown, words: str) -> list[Asked]:
    """Return the requests of the projects of a document, those of its thread first."""
    ledger = the_ledger()
    keys = {project.id for project, _why in shown.projects}
    found = asking.listed(ledger, None, Filters(words=words))
    mine = [each for each in found if not keys or each.project.id in keys]
    thread = shown.document.thread
    mine.sort(key=lambda each: not thread or each.document.thread != thread)
    return mine[:_MOST]


def _near(shown: Shown, offered: list[Asked]) -> str:
    """Return the label of the newest request of the same thread; empty for none."""
    thread = shown.document.thread
    return next(
        (
            each.request.label
            for each in offered
            if thread and each.document.thread == thread
        ),
        "",
    )


def _address(key: str, **changes: object) -> str:
    """Return where another part of the text is shown beside the form."""
    kept = {name: request.args[name] for name in ("quote",) if name in request.args}
    values = {"key": key, **kept, **changes}
    return url_for("selecting.record", **values)  # type: ignore[arg-type]
