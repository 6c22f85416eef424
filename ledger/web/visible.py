r"""Foreign text as it is: signs that control or reorder what is shown become visible.

``invoice\u202Efdp.exe`` looks like ``invoiceexe.pdf`` to a person. Every plain string
that a template shows passes here, and so does what is put into a translated sentence;
a template that has to keep a text to the letter (the words of a document, what somebody
typed) escapes it itself, with ``|e``.
"""

import re
from typing import Any

from markupsafe import escape
from markupsafe import Markup

_CONTROLS = re.compile(
    "[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]",
)
"""Controls of C0 and C1 but white space; embeddings, overrides and isolates."""


_ORDER = re.compile("[\u202a-\u202e\u2066-\u2069]")


def visible(value: Any) -> Any:
    """Return a string with a mark for each such sign; markup and others as they are."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return _CONTROLS.sub(_mark, value)


def signs(text: str) -> Markup:
    """Return words to the letter, each such sign in an element that names it.

    The name is put before it by the style sheet, so that it is never among the words
    that somebody selects, and no place in the text moves.
    """
    return Markup(_CONTROLS.sub(_named, str(escape(text))))  # noqa: S704 - it is escaped


def reorders(text: str) -> bool:
    """Tell whether signs in a text change the order in which its letters are shown."""
    return _ORDER.search(text) is not None


def _named(found: re.Match[str]) -> str:
    sign = found[0]
    return f'<span class="sign" data-sign="U+{ord(sign):04X}">{sign}</span>'


def _mark(found: re.Match[str]) -> str:
    return f"⟨U+{ord(found[0]):04X}⟩"
