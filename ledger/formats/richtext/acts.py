"""What is done at the control words that write words or say how they look."""

from collections.abc import Callable

from ledger.domain.trace import TraceKind
from ledger.formats.mail.words import clean
from ledger.formats.office.properties import LONGEST_FACT
from ledger.formats.richtext.codepages import BY_PAGE
from ledger.formats.richtext.codepages import BY_WORD
from ledger.formats.richtext.codepages import Font
from ledger.formats.richtext.codepages import USUAL
from ledger.formats.richtext.state import State

Act = Callable[[State, str, int | None], None]

MOST_FONTS = 10_000
LETTERS = {
    "tab": "\t",
    "line": "\n",
    "lbr": "\n",
    "emdash": "—",
    "endash": "–",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "zwj": "\u200d",
    "zwnj": "\u200c",
}
LOOKS = {
    "v": TraceKind.HIDDEN,
    "strike": TraceKind.STRUCK,
    "striked": TraceKind.STRUCK,
    "revised": TraceKind.INSERTED,
    "deleted": TraceKind.DELETED,
    "mvt": TraceKind.MOVED_HERE,
    "mvf": TraceKind.MOVED_AWAY,
}
AUTHORS = {
    "revauth": (TraceKind.INSERTED,),
    "revauthdel": (TraceKind.DELETED,),
    "mvauth": (TraceKind.MOVED_HERE, TraceKind.MOVED_AWAY),
}
MOMENTS = {
    "revdttm": (TraceKind.INSERTED,),
    "revdttmdel": (TraceKind.DELETED,),
    "mvdate": (TraceKind.MOVED_HERE, TraceKind.MOVED_AWAY),
}
SILENT = (
    *(
        "colortbl",
        "stylesheet",
        "listtable",
        "listoverridetable",
        "rsidtbl",
        "xmlnstbl",
    ),
    *("themedata", "colorschememapping", "datastore", "latentstyles", "filetbl", "sn"),
    *("sv", "nonshppict", "nonesttables", "pntxta", "pntxtb", "bkmkstart", "bkmkend"),
    *("xe", "tc", "ffname", "ffdeftext", "ffformat", "ffhelptext", "ffstattext"),
    *("falt", "panose", "fname", "nesttableprops", "blipuid", "pgptbl", "mmathPr"),
    *(
        "info",
        "shprslt",
        "atnicn",
        "datafield",
        "private",
        "fontemb",
        "pnseclvl",
        "wgrffmtfilter",
    ),
    *("ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "oldcprops"),
    *("oldpprops", "oldtprops", "oldsprops", "userprops", "passwordhash", "propname"),
)
"""Groups without words of the text."""


def _silent(state: State, _: str, __: int | None) -> None:
    state.group.silent = True


def _letter(state: State, word: str, _: int | None) -> None:
    state.put(LETTERS[word])


def _line(state: State, word: str, _: int | None) -> None:
    group = state.group
    if group.silent or group.heard is not None:
        return
    inside = group.in_table and word == "par"
    if word == "par" and state.signs():
        state.put("¶" if _is_gone(state) else "")
    group.scroll.end_line(whole=not inside)


def _is_gone(state: State) -> bool:
    looks = state.group.looks
    return bool(looks.get(TraceKind.DELETED) or looks.get(TraceKind.MOVED_AWAY))


def _cell(state: State, _: str, __: int | None) -> None:
    if not state.group.silent and state.group.heard is None:
        state.group.scroll.end_cell()


def _paragraph(state: State, _: str, __: int | None) -> None:
    state.group.in_table = False


def _in_table(state: State, _: str, __: int | None) -> None:
    state.group.in_table = True


def _plain(state: State, _: str, __: int | None) -> None:
    state.group.looks, state.group.authors, state.group.font = {}, {}, None


def _look(state: State, word: str, number: int | None) -> None:
    state.look(LOOKS[word], on=number != 0)


def _author(state: State, word: str, number: int | None) -> None:
    for kind in AUTHORS[word]:
        _who, when = state.group.authors.get(kind, (0, 0))
        state.group.authors = {**state.group.authors, kind: (number or 0, when)}


def _moment(state: State, word: str, number: int | None) -> None:
    for kind in MOMENTS[word]:
        who, _when = state.group.authors.get(kind, (0, 0))
        state.group.authors = {**state.group.authors, kind: (who, number or 0)}


def _authors(state: State, _: str, __: int | None) -> None:
    heard: list[str] = []

    def done() -> None:
        names = "".join(heard).split(";")
        state.authors = [clean(name)[:LONGEST_FACT] for name in names]

    state.hear(heard, done)


# Character sets.


def _page(state: State, word: str, number: int | None) -> None:
    if word == "ansicpg":
        state.codec = BY_PAGE.get(number or 0, USUAL)
    else:
        state.codec = BY_WORD[word]


def _fallback(state: State, _: str, number: int | None) -> None:
    state.group.fallback = max(0, min(number or 0, 100))


def _fonts(state: State, _: str, __: int | None) -> None:
    heard: list[str] = []
    state.hear(heard)
    state.fonts = {}
    state.font = Font()


def _font(state: State, _: str, number: int | None) -> None:
    """Choose a font; in their table, begin the next one."""
    key = number or 0
    if state.group.heard is not None and len(state.fonts) < MOST_FONTS:
        state.font = state.fonts.setdefault(key, Font())
        state.group.heard = state.font.said
    else:
        state.group.font = key


def _charset(state: State, word: str, number: int | None) -> None:
    if word == "cpg":
        state.font.page = number or 0
    else:
        state.font.charset = number or 0


def _usual_font(state: State, _: str, number: int | None) -> None:
    state.usual_font = number


ACTS: dict[str, Act] = {
    **dict.fromkeys(SILENT, _silent),
    **dict.fromkeys(LETTERS, _letter),
    **dict.fromkeys(("par", "sect", "page", "row", "nestrow"), _line),
    **dict.fromkeys(("cell", "nestcell"), _cell),
    "pard": _paragraph,
    "intbl": _in_table,
    "plain": _plain,
    **dict.fromkeys(LOOKS, _look),
    **dict.fromkeys(AUTHORS, _author),
    **dict.fromkeys(MOMENTS, _moment),
    "revtbl": _authors,
    **dict.fromkeys(("ansicpg", *BY_WORD), _page),
    "uc": _fallback,
    "fonttbl": _fonts,
    "f": _font,
    "fcharset": _charset,
    "cpg": _charset,
    "deff": _usual_font,
}
