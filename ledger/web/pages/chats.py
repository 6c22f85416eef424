"""Chats: their days, message by message, and what has to be said of their exports."""

import re
from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from datetime import timezone
from functools import partial
from http import HTTPStatus

from flask import Blueprint
from flask import flash
from flask import redirect
from flask import request
from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ledger.domain.errors import BadInputError
from ledger.domain.errors import LedgerError
from ledger.domain.filing import Code
from ledger.domain.filing import Reason
from ledger.services import asking
from ledger.services import chatting
from ledger.services import conversing
from ledger.services import filing
from ledger.services import people
from ledger.services import projects
from ledger.services import searching
from ledger.services.conversing import Said
from ledger.web import citing
from ledger.web import passages
from ledger.web import places
from ledger.web import stepping
from ledger.web import viewing
from ledger.web.context import actor
from ledger.web.context import page
from ledger.web.context import the_ledger
from ledger.web.pages.people import told_filed
from ledger.web.passages import Passage
from ledger.web.places import Places
from ledger.web.sentences import translated

_ZONE = re.compile(r"[+-]\d{4}")
pages = Blueprint("chats", __name__, url_prefix="/chats")


@dataclass(frozen=True, slots=True)
class Bubble:
    """A message on a page: what was said, cut where it is marked."""

    said: Said
    passages: list[Passage]
    places: Places
    """Of the search."""

    edited: str
    """When it was changed, by the clock of the export; empty where nothing says so."""

    citation: str


@pages.get("")
def listed() -> str:
    """Show the chats, what is asked of their exports, and who is not known in them."""
    ledger = the_ledger()
    return page(
        "chats/listed.html",
        chats=chatting.every(ledger),
        asked=chatting.asked(ledger),
        unknown=chatting.unknown(ledger),
        people=people.every(ledger),
        zones=chatting.zones(),
        first_day=conversing.first_day,
    )


@pages.get("/<key>")
def show(key: str) -> ResponseReturnValue:
    """Lead to the newest day of a chat, or to the day of a message, at that message."""
    ledger = the_ledger()
    found = conversing.place_of(ledger, key)
    if found:
        chat, day, message = found
        search, at = stepping.kept(), request.args.get("at") or None
        place = url_for(
            "chats.day",
            key=chat.id,
            day=day,
            **search,
            message=message if at or "hit" in search else None,
            at=at,
            _anchor=f"m-{message}",
        )
        return redirect(place)
    told = chatting.find(ledger, key)
    day = conversing.first_day(told.days)
    return redirect(url_for("chats.day", key=told.chat.id, day=day))


@pages.get("/<key>/<day>")
def day(key: str, day: str) -> str:
    """Show a day of a chat, with the words of ``q`` marked.

    With ``message`` and ``at`` (a range of its text) those words are pointed at.
    """
    ledger = the_ledger()
    found = conversing.day_of(ledger, key, day)
    told = chatting.find(ledger, key)
    words = request.args.get("q", "").strip()
    asked = asking.about(ledger, [each.document.id for each in found.messages])
    bubbles = [_bubble(each, words, asked) for each in found.messages]
    of_words = words and searching.asks_for_words(ledger, words)
    return page(
        "chats/day.html",
        found=found,
        told=told,
        on=conversing.calendar_day(found.day),
        bubbles=bubbles,
        words=words,
        places=places.together(each.places for each in bubbles) if of_words else None,
        steps=stepping.around(request.args.get("message", "")),
        undated=conversing.UNDATED,
        zones=sorted({each.document.sent_zone for each in found.messages} - {""}),
        all_projects=projects.every(ledger),
        filed=chatting.projects_of(ledger, told),
        waiting=[each for each in chatting.asked(ledger) if each.chat == told.chat],
    )


def _bubble(said: Said, words: str, asked: list[asking.Asked]) -> Bubble:
    text = said.text
    part = passages.stretch(text, 0)
    pointed = request.args.get("message") == said.document.id
    cited = viewing.cited(len(text.text)) if pointed else None
    marks = searching.marks_in(the_ledger(), said.document, text.text, words)
    used = passages.used(asked, said.document.id, said.text.text)
    lead = partial("#h-{}-{}".format, said.document.id)
    return Bubble(
        said,
        passages.passages(text, part, marks, cited, used),
        places.of(text, marks, 0, len(text.text), lead),
        _edited(said),
        citing.citation(said.document, said.author),
    )


def _edited(said: Said) -> str:
    """Return when a message was changed, with its day if that is another one."""
    told = said.stored.post.edited
    try:
        moment = datetime.fromisoformat(told)
    except ValueError:
        return ""
    zone = timezone(timedelta(minutes=_minutes(said.document.sent_zone)))
    clock = moment.astimezone(zone)
    if said.document.sent_zone and f"{clock:%Y-%m-%d}" == said.stored.clock[:10]:
        return f"{clock:%H:%M}"
    return f"{clock:%Y-%m-%d %H:%M} UTC{said.document.sent_zone}"


def _minutes(zone: str) -> int:
    """Return how far a zone (``+0300``) is from UTC."""
    if not _ZONE.fullmatch(zone):
        return 0
    minutes = int(zone[1:3]) * 60 + int(zone[3:])
    return -minutes if zone[0] == "-" else minutes


@pages.post("/answer/<key>")
def answer(key: str) -> ResponseReturnValue:
    """Keep what somebody says of an export: the order of its dates, and its zone."""
    order = request.form.get("order", "")
    zone = request.form.get("zone", "").strip()
    try:
        found = chatting.answer(the_ledger(), actor(), key, order=order, zone=zone)
    except BadInputError as error:
        flash(translated(error.sentence), "error")
        return redirect(
            url_for("chats.listed", _anchor=f"a-{key}"), HTTPStatus.SEE_OTHER
        )
    if found.open_needs:
        flash(_("Kept. Something is still asked of this export."), "success")
        return redirect(
            url_for("chats.listed", _anchor=f"a-{key}"), HTTPStatus.SEE_OTHER
        )
    flash(_("Kept. The messages have their dates now."), "success")
    return redirect(url_for("chats.show", key=key), HTTPStatus.SEE_OTHER)


@pages.post("/<key>/file")
def file(key: str) -> ResponseReturnValue:
    """Put a whole chat to a project; its later exports follow."""
    ledger = the_ledger()
    told = chatting.find(ledger, key)
    wanted = request.form.get("project", "")
    back = request.form.get("day", "") or conversing.first_day(told.days)
    place = url_for("chats.day", key=told.chat.id, day=back)
    if not wanted:
        flash(_("Choose a project first."), "error")
        return redirect(place, HTTPStatus.SEE_OTHER)
    found = projects.find(ledger, wanted)
    exports = [document.id for _export, document in told.exports]
    filing.file(ledger, actor(), exports, found.id, Reason(Code.CHOSEN))
    flash(_("The chat is filed to %(title)s.", title=found.title), "success")
    return redirect(place, HTTPStatus.SEE_OTHER)


@pages.post("/who")
def who() -> ResponseReturnValue:
    """Say whose a handle is; it is known from then on."""
    handle, person = request.form.get("handle", ""), request.form.get("person", "")
    place = redirect(url_for("chats.listed", _anchor="who"), HTTPStatus.SEE_OTHER)
    if not person:
        flash(_("Choose who it is first."), "error")
        return place
    try:
        done = people.add_address(the_ledger(), actor(), person, handle)
    except LedgerError as error:
        flash(translated(error.sentence), "error")
        return place
    known = _("%(handle)s is %(name)s.", handle=handle, name=done.person.name)
    flash(f"{known} {told_filed(done.filed)}", "success")
    return place
