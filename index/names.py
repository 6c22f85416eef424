"""What fields and operators are called, in the four languages of the interface.

Names are compared folded: case and diacritics do not matter. Operators are capitals, so
that small words stay words. One name may mean two fields in two languages, or even in
one: what stands behind it decides, a date or a name (`BY_VALUE`).
"""

import re

from index import analysis

NAMES = {
    "from": "from от|от кого|de",
    "to": "to кому|към|catre|la",
    "by": "by автор|написал|autor|scris de",
    "with": "with cu|със",
    "kind": "kind type|вид|тип|fel|tip",
    "project": "project проект|proiect",
    "client": "client клиент",
    "lang": "lang language|язык|език|limba",
    "has": "has есть|содержит|има|съдържа|are|contine",
    "is": "is это|е|este",
    "strength": "strength сила|putere",
    "before": "before until|перед|преди|inainte de|inainte|pana la",
    "after": "after since|после|след|dupa",
    "on": "on when|когда|за|кога|на|през|cand|pe",
    "round": "round раунд|круг|рунд|кръг|runda",
    "in": "in в|във",
}
"""By the name in English, the first; behind the space all others, with bars between."""

BY_VALUE = {
    "от": ("from", "after"),
    "de la": ("from", "after"),
    "до": ("to", "before"),
    "с": ("with", "after"),
    "со": ("with", "after"),
    "in": ("in", "on"),
    "в": ("in", "on"),
    "във": ("in", "on"),
}
"""Names that mean one field, but another where a date stands behind them."""

FIELDS = {
    name: field
    for field, names in NAMES.items()
    for name in (field, *names.removeprefix(field + " ").split("|"))
} | {name: field for name, (field, _dated) in BY_VALUE.items()}
"""The field that each name means."""

OPERATORS = {
    **dict.fromkeys(("AND", "И", "ȘI", "ŞI", "SI"), "AND"),
    **dict.fromkeys(("OR", "ИЛИ", "SAU"), "OR"),
    **dict.fromkeys(("NOT", "НЕ", "NU"), "NOT"),
}

_LETTERS = {"a": "[aăâ]", "i": "[iî]", "s": "[sșş]", "t": "[tțţ]", " ": r"\s+"}


def field_of(name: str) -> str:
    """Return the field that a name means; empty where it means none."""
    return FIELDS.get(folded(name), "")


def dated(name: str) -> str:
    """Return the field that a name means before a date; empty where it means none."""
    return BY_VALUE.get(folded(name), ("", ""))[1]


def folded(name: str) -> str:
    """Return a name as names are compared."""
    return analysis.fold(" ".join(name.split()))


def of_several_words() -> str:
    """Return a pattern of the names that have more than one word."""
    several = sorted((name for name in FIELDS if " " in name), key=len, reverse=True)
    return "|".join(
        "".join(_LETTERS.get(letter, re.escape(letter)) for letter in name)
        for name in several
    )
