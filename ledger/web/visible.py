r"""Foreign text as it is: signs that control or reorder what is shown become visible.

``invoice\u202Efdp.exe`` looks like ``invoiceexe.pdf`` to a person. Every plain string
that a template shows passes here, and so does what is put into a translated sentence;
a template that has to keep a text to the letter (the words of a document, what somebody
typed) escapes it itself, with ``|e``.
"""

import re
from typing import Any

from markupsafe import Markup

_CONTROLS = re.compile(
    "[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]",
)
"""Controls of C0 and C1 but white space; embeddings, overrides and isolates."""


def visible(value: Any) -> Any:
    """Return a string with a mark for each such sign; markup and others as they are."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return _CONTROLS.sub(_mark, value)


def _mark(found: re.Match[str]) -> str:
    return f"⟨U+{ord(found[0]):04X}⟩"
