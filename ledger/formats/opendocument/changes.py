"""What is done where an OpenDocument text tells of changes and comments."""

from collections.abc import Callable

from ledger.domain.trace import TraceKind
from ledger.formats.office.draft import Draft
from ledger.formats.office.stream import Attributes
from ledger.formats.opendocument.state import After
from ledger.formats.opendocument.state import State
from ledger.formats.opendocument.state import Told

Act = Callable[[State, str, Attributes], After]


def _region(state: State, _: str, attributes: Attributes) -> After:
    told = Told()
    state.regions[attributes.get("xml:id") or attributes.get("text:id", "")] = told
    state.flags["tracked-changes"] = None
    state.told.append(told)
    return state.told.pop


def _kind(state: State, name: str, _: Attributes) -> After:
    if not state.told:
        return None
    told = state.told[-1]
    if name == "text:insertion":
        told.kind = TraceKind.INSERTED
        return None
    told.kind = TraceKind.DELETED
    if not state.enter():
        return None

    def leave() -> None:
        told.draft = state.leave()

    return leave


def _captured(state: State, name: str, _: Attributes) -> After:
    """Hear who did something, or when."""
    if not state.told:
        return None
    told = state.told[-1]
    state.captured = told.author if name == "dc:creator" else told.at

    def leave() -> None:
        state.captured = None

    return leave


def _change(state: State, name: str, attributes: Attributes) -> After:
    key = attributes.get("text:change-id", "")
    told = state.regions.get(key)
    if name == "text:change":
        state.deleted(key)
    elif name == "text:change-end":
        state.changes.pop(key, None)
    elif told is not None and told.kind is TraceKind.INSERTED:
        state.changes[key] = told.sign(TraceKind.INSERTED, key)
    return None


def _comment(state: State, _: str, attributes: Attributes) -> After:
    if not state.enter():
        return None
    told = Told()
    state.told.append(told)
    key = attributes.get("office:name", "")

    def leave() -> None:
        words = state.leave()
        state.told.pop()
        draft = Draft()
        sign = (told.sign(TraceKind.COMMENT, f"{key} {state.draft.length}"),)
        if words:
            draft.append(words, sign)
        else:
            draft.write(" ", sign)
        state.wait(draft)
        if key:
            state.begin_about(key, told.sign(TraceKind.COMMENTED, key))

    return leave


def _comment_end(state: State, _: str, attributes: Attributes) -> After:
    state.end_about(attributes.get("office:name", ""))
    return None


CHANGES: dict[str, Act] = {
    "text:changed-region": _region,
    "text:insertion": _kind,
    "text:deletion": _kind,
    "dc:creator": _captured,
    "dc:date": _captured,
    **dict.fromkeys(("text:change", "text:change-start", "text:change-end"), _change),
    "office:annotation": _comment,
    "office:annotation-end": _comment_end,
}
