"""What is done at each element of a Word part; what has no act is walked through.

An act may return what is to be done when its element ends.
"""

import re
from collections.abc import Callable

from ledger.domain.trace import TraceKind
from ledger.formats.links import target
from ledger.formats.office.draft import Sign
from ledger.formats.office.forms import FETCHING
from ledger.formats.office.forms import Field
from ledger.formats.office.forms import number
from ledger.formats.office.frame import MOST_SIGNS
from ledger.formats.office.stream import Attributes
from ledger.formats.office.symbols import symbol
from ledger.formats.word.book import author
from ledger.formats.word.state import GONE
from ledger.formats.word.state import Paragraph
from ledger.formats.word.state import Part
from ledger.formats.word.state import State
from ledger.formats.word.styles import OFF

After = Callable[[], object] | None
Act = Callable[[State, str, Attributes], After]

CHANGES = {
    "w:ins": TraceKind.INSERTED,
    "w:del": TraceKind.DELETED,
    "w:moveTo": TraceKind.MOVED_HERE,
    "w:moveFrom": TraceKind.MOVED_AWAY,
    "w:cellIns": TraceKind.INSERTED,
    "w:cellDel": TraceKind.DELETED,
}
LETTERS = {
    "w:tab": "\t",
    "w:ptab": "\t",
    "w:br": "\n",
    "w:cr": "\n",
    "w:noBreakHyphen": "\u2011",
    "w:softHyphen": "\u00ad",
}
HEX = re.compile("[0-9A-Fa-f]{1,6}")
FORM = ("w:checkBox", "w:default", "w:checked", "w:listEntry", "w:result", "w:ddList")


def _paragraph(state: State, _: str, __: Attributes) -> After:
    frame = state.frame
    frame.begin_paragraph()
    paragraph = Paragraph()
    frame.paragraphs.append(paragraph)
    state.looks = {}

    def leave() -> None:
        state.open_paragraph()
        if paragraph.mark is not None and paragraph.mark.kind in GONE:
            state.draft.write("¶", (paragraph.mark,))
        frame.paragraphs.pop()
        frame.end_paragraph()

    return leave


def _paragraph_style(state: State, _: str, attributes: Attributes) -> After:
    if state.paragraph is not None:
        state.paragraph.style = attributes.get("w:val", "")
    return None


def _outline(state: State, _: str, attributes: Attributes) -> After:
    if state.paragraph is not None and state.within("w:p", "w:pPr"):
        state.paragraph.outline = number(attributes.get("w:val", ""))
    return None


def _list(state: State, name: str, attributes: Attributes) -> After:
    if state.paragraph is not None and state.within("w:numPr"):
        value = attributes.get("w:val", "")
        if name == "w:numId":
            state.paragraph.list = value
        else:
            state.paragraph.level = number(value)
    return None


def _run(state: State, _: str, __: Attributes) -> After:
    state.look()
    return None


def _run_style(state: State, _: str, attributes: Attributes) -> After:
    if state.within("w:r", "w:rPr"):
        state.look(attributes.get("w:val", ""))
    return None


def _look(state: State, name: str, attributes: Attributes) -> After:
    if state.within("w:r", "w:rPr"):
        kind = TraceKind.HIDDEN if name == "w:vanish" else TraceKind.STRUCK
        state.looks[kind] = attributes.get("w:val", "1") not in OFF
    return None


def _letter(state: State, name: str, _: Attributes) -> After:
    if state.within("w:r"):
        state.write(LETTERS[name])
    return None


def _symbol(state: State, _: str, attributes: Attributes) -> After:
    code = attributes.get("w:char", "")
    font = attributes.get("w:font", "")
    known = HEX.fullmatch(code)
    state.write(symbol(font, int(code, 16)) if known else f"[{font} {code}]")
    return None


def _change(state: State, name: str, attributes: Attributes) -> After:
    """Mark what an author inserted or deleted: words, a paragraph's end, a row."""
    who = author(attributes.get("w:author", ""))
    sign = Sign(CHANGES[name], who, attributes.get("w:date", "")[:40])
    state.book.flags["tracked-changes"] = None
    cells = state.frame.tables[-1] if state.frame.tables else None
    if state.within("w:pPr", "w:rPr"):
        if state.paragraph is not None:
            state.paragraph.mark = sign
    elif state.within("w:trPr"):
        if cells is not None:
            cells.row = (*cells.row, sign)
    elif state.within("w:tcPr"):
        if cells is not None:
            cells.cell = (*cells.cell, sign)
    elif not (state.within("w:numPr") or state.within("w:rPr")):
        state.changes.append(sign)
        return state.changes.pop
    return None


def _table(state: State, _: str, __: Attributes) -> After:
    state.frame.begin_table()
    return state.frame.end_table


def _row(state: State, _: str, __: Attributes) -> After:
    if not state.frame.tables:
        return None
    state.frame.begin_row()
    return state.frame.end_row


def _cell(state: State, _: str, __: Attributes) -> After:
    if state.frame.tables:
        state.frame.begin_cell()
    return None


def _box(state: State, _: str, __: Attributes) -> After:
    """Read a text box by itself; its words stand behind what it hangs on."""
    if len(state.frames) > MOST_SIGNS:
        return None
    state.frames.append(Part())

    def leave() -> None:
        draft = state.leave_frame()
        if draft:
            state.frame.later.append(draft)

    return leave


def _note(state: State, name: str, attributes: Attributes) -> After:
    """Read a comment, a footnote or an endnote of a part that holds such."""
    if len(state.frames) > MOST_SIGNS:
        return None
    state.frames.append(Part())
    return lambda: state.notes.append((name, attributes, state.leave_frame()))


def _reference(state: State, name: str, attributes: Attributes) -> After:
    key = attributes.get("w:id", "")
    which = state.book.footnote if name == "w:footnoteReference" else state.book.endnote
    state.add(which(key))
    return None


def _comment(state: State, name: str, attributes: Attributes) -> After:
    key = attributes.get("w:id", "")
    found = state.book.comments.get(key)
    if found is None:
        return None
    if name == "w:commentRangeStart":
        state.about[key] = Sign(TraceKind.COMMENTED, found.author, found.at, key)
    elif name == "w:commentRangeEnd":
        state.about.pop(key, None)
    else:
        state.comment(key)
    return None


def _choice(state: State, _: str, __: Attributes) -> After:
    state.choices.append(state.written)
    return state.choices.pop


def _field(state: State, _: str, attributes: Attributes) -> After:
    step = attributes.get("w:fldCharType", "")
    if step == "begin":
        state.fields.append(Field())
    elif state.fields and step == "separate":
        state.fields[-1].result = True
        state.fields[-1].piece = len(state.draft.pieces)
    elif state.fields and step == "end":
        done = state.fields.pop()
        result = state.draft.since(done.piece) if done.result else ""
        _show(state, done, result)
    return None


def _simple_field(state: State, _: str, attributes: Attributes) -> After:
    done = Field(code=[attributes.get("w:instr", "")])
    begun = len(state.draft.pieces)

    def leave() -> None:
        _show(state, done, state.draft.since(begun))

    return leave


def _show(state: State, done: Field, result: str) -> None:
    if FETCHING.match("".join(done.code)):
        state.book.flags["remote-parts"] = None
    shown = done.form(result)
    if shown:
        state.write(shown)
    state.add(done.link(result))


def _form(state: State, name: str, attributes: Attributes) -> After:
    if state.fields:
        state.fields[-1].hear(name, attributes)
    return None


def _link(state: State, _: str, attributes: Attributes) -> After:
    address = state.links.get(attributes.get("r:id", ""), "")
    begun = len(state.draft.pieces)

    def leave() -> None:
        state.add(target(address, state.draft.since(begun)))

    return leave


ACTS: dict[str, Act] = {
    "w:p": _paragraph,
    "w:pStyle": _paragraph_style,
    "w:outlineLvl": _outline,
    "w:numId": _list,
    "w:ilvl": _list,
    "w:r": _run,
    "m:r": _run,
    "w:rStyle": _run_style,
    **dict.fromkeys(("w:vanish", "w:strike", "w:dstrike"), _look),
    **dict.fromkeys(LETTERS, _letter),
    "w:sym": _symbol,
    **dict.fromkeys(CHANGES, _change),
    "w:tbl": _table,
    "w:tr": _row,
    "w:tc": _cell,
    "w:txbxContent": _box,
    **dict.fromkeys(("w:comment", "w:footnote", "w:endnote"), _note),
    **dict.fromkeys(("w:footnoteReference", "w:endnoteReference"), _reference),
    "w:commentRangeStart": _comment,
    "w:commentRangeEnd": _comment,
    "w:commentReference": _comment,
    "mc:AlternateContent": _choice,
    "w:fldChar": _field,
    "w:fldSimple": _simple_field,
    **dict.fromkeys(FORM, _form),
    "w:hyperlink": _link,
}
