"""What is done at each element of an OpenDocument part; others are walked through.

An act may return what is to be done when its element ends.
"""

from collections.abc import Callable

from ledger.formats.links import OUTSIDE
from ledger.formats.links import target
from ledger.formats.mail.words import clean
from ledger.formats.office.stream import Attributes
from ledger.formats.opendocument.state import After
from ledger.formats.opendocument.state import HIDDEN
from ledger.formats.opendocument.state import State
from ledger.formats.opendocument.styles import number

Act = Callable[[State, str, Attributes], After]

MOST_SPACES = 1000
ON, OFF = "☒", "☐"


def _paragraph(state: State, name: str, attributes: Attributes) -> After:
    style = attributes.get("text:style-name", "")
    boxed = state.frame.depth > 0 and state.enter()
    if name == "text:h" and not state.lists.open:
        label = state.lists.heading(attributes)
    else:
        label = state.lists.label(style)
    frame = state.frame
    state.begin_paragraph(label)
    if name == "text:h":
        frame.head(max(1, number(attributes.get("text:outline-level"), 1)))
    looked = state.look("paragraph", style)

    def leave() -> None:
        if looked is not None:
            looked()
        frame.end_paragraph()
        if boxed:
            state.wait(state.leave())

    return leave


def _span(state: State, _: str, attributes: Attributes) -> After:
    return state.look("text", attributes.get("text:style-name", ""))


def _spaces(state: State, _: str, attributes: Attributes) -> After:
    count = number(attributes.get("text:c"), 1)
    state.write(" " * min(count, MOST_SPACES))
    return None


def _tab(state: State, name: str, _: Attributes) -> After:
    if state.frame.depth:
        state.write("\t" if name == "text:tab" else "\n")
    return None


def _link(state: State, _: str, attributes: Attributes) -> After:
    address = attributes.get("xlink:href", "")
    begun = len(state.draft.pieces)

    def leave() -> None:
        state.add(target(address, state.draft.since(begun)))

    return leave


def _list(state: State, _: str, attributes: Attributes) -> After:
    state.lists.begin(attributes)
    return state.lists.end


def _item(state: State, name: str, attributes: Attributes) -> After:
    state.lists.item(attributes, plain=name == "text:list-header")
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


# Notes, margins, boxes, forms.


def _citation(state: State, _: str, __: Attributes) -> After:
    heard: list[str] = []
    state.captured = heard

    def leave() -> None:
        state.captured = None
        state.label = f"[{clean(''.join(heard)) or '*'}]"
        state.add(state.label)

    return leave


def _note(state: State, _: str, __: Attributes) -> After:
    label, state.label = state.label, ""
    if not state.enter():
        return None

    def leave() -> None:
        state.notes.append((f"{label} ".lstrip(), state.leave()))

    return leave


def _margin(state: State, name: str, _: Attributes) -> After:
    """Read a header or a footer."""
    if not state.enter():
        return None
    return lambda: state.margins.append((name, state.leave()))


def _box(state: State, _: str, __: Attributes) -> After:
    if not state.enter():
        return None
    return lambda: state.wait(state.leave())


def _section(state: State, _: str, attributes: Attributes) -> After:
    hides = attributes.get("text:display") == "none"
    return state.under(HIDDEN) if hides else None


def _hidden(state: State, name: str, attributes: Attributes) -> After:
    if attributes.get("text:is-hidden", "true") != "true":
        return None
    leave = state.under(HIDDEN)
    if name == "text:hidden-text":
        state.write(attributes.get("text:string-value", ""))
    return leave


def _outside(state: State, _: str, attributes: Attributes) -> After:
    if OUTSIDE.match(attributes.get("xlink:href", "")):
        state.flags["remote-parts"] = None
    return None


def _control(state: State, name: str, attributes: Attributes) -> After:
    """Note what a part of a form shows, to be written where it stands."""
    label = attributes.get("form:label", "")
    if name in {"form:checkbox", "form:radio"}:
        state_now = attributes.get("form:current-state", attributes.get("form:state"))
        chosen = "checked" in {state_now, attributes.get("form:current-selected")}
        on = chosen or attributes.get("form:current-selected") == "true"
        shown = f"{ON if on else OFF} {label}".strip()
    else:
        shown = attributes.get("form:current-value") or attributes.get("form:value", "")
        shown = shown or label
    for key in {attributes.get("form:id", ""), attributes.get("xml:id", "")} - {""}:
        state.controls[key] = shown
    return None


def _placed(state: State, _: str, attributes: Attributes) -> After:
    state.write(state.controls.get(attributes.get("draw:control", ""), ""))
    return None


ACTS: dict[str, Act] = {
    "text:p": _paragraph,
    "text:h": _paragraph,
    "text:span": _span,
    "text:s": _spaces,
    "text:tab": _tab,
    "text:line-break": _tab,
    "text:a": _link,
    "text:list": _list,
    "text:list-item": _item,
    "text:list-header": _item,
    "table:table": _table,
    "table:table-row": _row,
    "table:table-cell": _cell,
    "text:note-citation": _citation,
    "text:note-body": _note,
    **{
        f"style:{name}{which}": _margin
        for name in ("header", "footer")
        for which in ("", "-left", "-first")
    },
    "draw:text-box": _box,
    "text:section": _section,
    "text:hidden-text": _hidden,
    "text:hidden-paragraph": _hidden,
    "draw:image": _outside,
    "text:section-source": _outside,
    **dict.fromkeys(
        (
            *("form:checkbox", "form:radio", "form:text", "form:textarea"),
            *("form:combobox", "form:formatted-text", "form:date", "form:number"),
        ),
        _control,
    ),
    "draw:control": _placed,
}
