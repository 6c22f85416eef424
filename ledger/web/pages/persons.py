"""A person: what is known of him, and all that he wrote; what can be done with both."""

from collections.abc import Callable
from http import HTTPStatus

from flask import Blueprint
from flask import flash
from flask import redirect
from flask import request
from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ledger.domain.errors import LedgerError
from ledger.domain.errors import NotFoundError
from ledger.domain.people import Use
from ledger.domain.project import Person
from ledger.services import asking
from ledger.services import certificates
from ledger.services import merging
from ledger.services import people
from ledger.services import projects
from ledger.services import quotations
from ledger.services import undoing
from ledger.services import writings
from ledger.services.asking import Filters
from ledger.services.people import Changes
from ledger.services.people import Done
from ledger.web import citing
from ledger.web import marking
from ledger.web import noting
from ledger.web import words
from ledger.web.context import actor
from ledger.web.context import page
from ledger.web.context import the_ledger
from ledger.web.forms import Form
from ledger.web.pages.people import told_filed
from ledger.web.sentences import translated

pages = Blueprint("persons", __name__, url_prefix="/people")

_AT_ONCE = 20
_REQUESTS = 5


@pages.get("/<key>")
def show(key: str) -> ResponseReturnValue:
    """Show a person; one who was merged leads to who stands for him."""
    person = people.find(the_ledger(), key)
    if person.id != key:
        return redirect(url_for("persons.show", key=person.id))
    return _page(person, Form({}))


@pages.get("/<key>/quoted")
def quoted(key: str) -> ResponseReturnValue:
    """Show what is known of a person's words only because others quote them."""
    ledger = the_ledger()
    person = people.find(ledger, key)
    after = max(0, request.args.get("after", 0, type=int))
    return page(
        "people/quoted.html",
        person=person,
        found=quotations.of_person(ledger, person, limit=_AT_ONCE, after=after),
        after=after,
        time_source=citing.time_source,
    )


@pages.post("/<key>/change")
def change(key: str) -> ResponseReturnValue:
    """Change what is known of a person."""
    form = Form(request.form)
    side = form.typed("side")
    wanted = Changes(
        name=form.needed("name", _("Enter the name.")),
        role=form.typed("role"),
        side=side,
        client=form.typed("client") if side == "client" else None,
    )
    if form.right:
        with form.blame("client"):
            done = people.change(the_ledger(), actor(), key, wanted)
            return _done(done, _("%(name)s is changed.", name=done.person.name))
    return _page(people.find(the_ledger(), key), form, "change")


@pages.post("/<key>/addresses")
def add_address(key: str) -> ResponseReturnValue:
    """Add an address of a person, or give one that he has other days."""
    form = Form(request.form)
    address = form.needed("address", _("Enter the address."))
    begin, until = form.day("from"), form.day("until")
    if form.right:
        with form.blame("address", only=LedgerError):
            done = people.add_address(the_ledger(), actor(), key, address, begin, until)
            text = _(
                "%(address)s is an address of %(name)s.",
                address=address,
                name=done.person.name,
            )
            return _done(done, text)
    faulty = form.typed("row") or "address"
    return _page(people.find(the_ledger(), key), form, faulty)


@pages.post("/<key>/remove")
def remove_address(key: str) -> ResponseReturnValue:
    """Take an address away that never was this person's."""
    address = request.form.get("address", "")
    return _act(
        key,
        lambda: people.remove_address(the_ledger(), actor(), key, address),
        lambda person: _(
            "%(address)s is no address of %(name)s any more.",
            address=address,
            name=person.name,
        ),
    )


@pages.post("/<key>/merge")
def merge(key: str) -> ResponseReturnValue:
    """Let a person stand for another; who stands for others already goes on so."""
    other = request.form.get("other", "")
    if not other:
        flash(_("Choose who is the same person."), "error")
        return _to(key)
    one, two = people.find(the_ledger(), key), people.find(the_ledger(), other)
    if two.merged and not one.merged:
        one, two = two, one
    return _act(
        key,
        lambda: merging.merge(the_ledger(), actor(), two.id, one.id),
        lambda person: _(
            "%(other)s is %(name)s: one person now.", other=two.name, name=person.name
        ),
    )


@pages.post("/<key>/part")
def part(key: str) -> ResponseReturnValue:
    """Let a person stand for himself again."""
    return _act(
        key,
        lambda: merging.part(the_ledger(), actor(), key),
        lambda person: _("%(name)s stands alone again.", name=person.name),
    )


@pages.post("/<key>/apart")
def tell_apart(key: str) -> ResponseReturnValue:
    """Keep that two people only look like one."""
    other = request.form.get("other", "")
    try:
        merging.tell_apart(the_ledger(), actor(), key, other)
        flash(_("They are two people; this is not asked again."), "success")
    except LedgerError as error:
        flash(translated(error.sentence), "error")
    return redirect(url_for("people.listed"), HTTPStatus.SEE_OTHER)


@pages.post("/undo")
def undo() -> ResponseReturnValue:
    """Take acts on people back; the log keeps both."""
    positions = request.args.getlist("at", type=int)
    try:
        done = undoing.undo(the_ledger(), actor(), positions)
    except LedgerError as error:
        flash(translated(error.sentence), "error")
        return redirect(url_for("people.listed"), HTTPStatus.SEE_OTHER)
    flash(_("Taken back; the log keeps both."), "success")
    return _to(done.person.id)


def _act(
    key: str, act: Callable[[], Done], told: Callable[[Person], str]
) -> ResponseReturnValue:
    """Do something, or say why it cannot be done."""
    try:
        done = act()
    except NotFoundError:
        raise
    except LedgerError as error:
        flash(translated(error.sentence), "error")
        return _to(key)
    return _done(done, told(done.person))


def _done(done: Done, text: str) -> ResponseReturnValue:
    told = f"{text} {told_filed(done.filed)}" if done.filed else text
    undo = url_for("persons.undo", at=[event.position for event in done.events])
    flash({"text": told, "url": undo}, "undo")  # type: ignore[arg-type]
    return _to(done.person.id)


def _to(key: str) -> ResponseReturnValue:
    return redirect(url_for("persons.show", key=key), HTTPStatus.SEE_OTHER)


def _page(person: Person, form: Form, faulty: str = "") -> ResponseReturnValue:
    ledger = the_ledger()
    asked = words.asked(request.args, person)
    told = writings.written(
        ledger,
        person,
        asked.wanted(ledger),
        limit=_AT_ONCE,
        offset=(asked.page - 1) * _AT_ONCE,
    )
    if told.total and not told.listed:
        last = asked.turned(-(-told.total // _AT_ONCE))
        return redirect(last, HTTPStatus.SEE_OTHER)
    requests = asking.listed(ledger, filters=Filters(person=person.id))
    entries = people.entries(ledger, person)
    others = [p for p in people.every(ledger) if p.id != person.id]
    return page(
        "people/show.html",
        person=person,
        entries=entries,
        row=_row,
        clashes=people.clashes(ledger, person),
        merged=merging.merged(ledger, person),
        others=[each for each in others if each.side is person.side],
        clients=projects.clients(ledger),
        certificates=certificates.every(ledger, person.id),
        where=writings.in_projects(ledger, person),
        requests=requests[:_REQUESTS],
        asked_for=len(requests),
        asked=asked,
        told=told,
        pieces=lambda each: marking.pieces(each.words, each.marks),
        count=max(1, -(-told.total // _AT_ONCE)),
        time_source=citing.time_source,
        form=form,
        faulty=faulty,
        noted=noting.searched(asked.apart, told.total) if asked.q else True,
    ), form.status


def faulty_page(person: Person, form: Form, faulty: str) -> ResponseReturnValue:
    """Show a person again, with a form that was filled in wrongly."""
    return _page(person, form, faulty)


def _row(use: Use) -> str:
    """Return the name of the line of an address, by which its form is known again."""
    return f"{use.entered} {use.address.address}"
