"""What is done where Rich Text has words apart: notes, comments, boxes, fields."""

from collections.abc import Callable

from ledger.domain.trace import TraceKind
from ledger.formats.mail.words import clean
from ledger.formats.office.draft import Draft
from ledger.formats.office.forms import FETCHING
from ledger.formats.office.forms import Field
from ledger.formats.richtext.state import State

Act = Callable[[State, str, int | None], None]

UNDEFINED = 25
"""The result of a form that nobody filled in."""


def _note(state: State, _: str, __: int | None) -> None:
    if state.group.silent:
        return
    label = f"[{len(state.notes) + 1}]"
    state.add(label)
    at = len(state.notes)
    state.notes.append((label + " ", Draft()))

    def done(words: Draft) -> None:
        state.notes[at] = (label + " ", words)

    state.run_apart(done)


def _margin(state: State, word: str, _: int | None) -> None:
    kind = TraceKind.HEADER if word.startswith("header") else TraceKind.FOOTER
    state.run_apart(lambda words: state.margins.append((kind, words)))


def _box(state: State, _: str, __: int | None) -> None:
    scroll = state.group.scroll

    def done(words: Draft) -> None:
        if words:
            scroll.later.append(words)

    state.run_apart(done)


def _comment(state: State, _: str, __: int | None) -> None:
    state.run_apart(state.comment)


def _remark(state: State, word: str, _: int | None) -> None:
    remark = state.remark
    heard = {"atnauthor": remark.author, "atnref": remark.key, "atndate": remark.at}
    state.hear(heard[word])


def _about(state: State, word: str, _: int | None) -> None:
    heard: list[str] = []
    draft = state.group.scroll.draft

    def done() -> None:
        key = clean("".join(heard))
        if word == "atrfstart":
            state.marked[key] = (draft, draft.length, draft.length)
        elif key in state.marked:
            where, start, _end = state.marked[key]
            state.marked[key] = (where, start, where.length)

    state.hear(heard, done)


def _field(state: State, _: str, __: int | None) -> None:
    state.fields.append(Field(piece=len(state.group.scroll.draft.pieces)))
    scroll = state.group.scroll

    def leave() -> None:
        done = state.fields.pop()
        result = scroll.draft.since(done.piece)
        if FETCHING.search("".join(done.code)):
            state.flags["remote-parts"] = None
        state.put(done.form(result))
        state.add(done.link(result))

    state.group.leave = leave


def _code(state: State, _: str, __: int | None) -> None:
    state.hear(state.fields[-1].code if state.fields else [])


def _form(state: State, word: str, number: int | None) -> None:
    if not state.fields:
        return
    done = state.fields[-1]
    if word == "fftype":
        done.box = False if number == 1 else None
    elif word == "ffdefres":
        done.usual = number or 0
        if done.box is not None and done.chosen is None:
            done.box = bool(number)
    elif word == "ffres" and number != UNDEFINED:
        done.chosen = number
        if done.box is not None:
            done.box = bool(number)


def _choice(state: State, _: str, __: int | None) -> None:
    heard: list[str] = []
    fields = state.fields

    def done() -> None:
        if fields:
            fields[-1].choices.append("".join(heard).strip())

    state.hear(heard, done)


APART: dict[str, Act] = {
    "footnote": _note,
    **{
        f"{name}{which}": _margin
        for name in ("header", "footer")
        for which in ("", "l", "r", "f")
    },
    "shptxt": _box,
    "dptxbxtext": _box,
    "annotation": _comment,
    **dict.fromkeys(("atnauthor", "atnref", "atndate"), _remark),
    **dict.fromkeys(("atrfstart", "atrfend"), _about),
    "field": _field,
    "fldinst": _code,
    **dict.fromkeys(("fftype", "ffres", "ffdefres"), _form),
    "ffl": _choice,
}
