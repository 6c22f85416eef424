"""Warnings that a server wrote over a mail from outside: nobody's words.

Such a paragraph stands above all that the sender wrote and says that the mail came from
outside; who sent it did not write it, and neither did who is quoted below.
"""

import re
from collections.abc import Sequence

from ledger.formats.mail.lines import Line
from ledger.formats.mail.phrases import BANNER

MOST_LINES = 8
MOST_LETTERS = 900
CALLS = re.compile(
    r"(?i)[\W_]*(?:caution|warning|attention|achtung|warnung|vorsicht|important|notice"
    r"|external|extern|\[?ext\]?\b|внимание|осторожно|увага|обережно|atenție|atentie"
    r"|avertisment|prudence|avertissement|atención|precaución|attenzione|uwaga|let op"
    r"|atenção|this (?:e-?mail|message)|you (?:don['’]t|do not) often"
    r"|вы (?:редко|нечасто)|не получавате често|nu primiți|sie erhalten nicht"
    r"|vous n['’]|ви (?:рідко|нечасто)|no suele|non si riceve"
    r"|diese (?:e-?mail|nachricht)|это (?:письмо|сообщение)"
    r"|внешнее|външн|зовнішн|това|цей|acest (?:e-?mail|mesaj))"
)
"""How such a warning begins; who tells of one in his own words begins otherwise."""


def mark(lines: Sequence[Line], own: Sequence[bool]) -> range:
    """Return which of the sender's first lines are the warning of a server."""
    top = next((n for n, line in enumerate(lines) if line.said), len(lines))
    end = top
    while end < len(lines) and lines[end].said and own[end]:
        end += 1
    said = " ".join(line.said for line in lines[top:end])
    if not own[top:end] or end - top > MOST_LINES or len(said) > MOST_LETTERS:
        return range(0)
    if not (CALLS.match(said) and BANNER.search(said)):
        return range(0)
    if not any(line.said for line in lines[end:]):
        return range(0)
    return range(top, end)
