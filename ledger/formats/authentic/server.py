"""Our own mail server's record of a message: ``Authentication-Results`` (RFC 8601).

Anybody can write such a line into a message. It is believed only where it stands above
all others and names a server that was named in the settings as ours; such a server
takes away lines that claim its name before it adds its own.
"""

import re
from collections.abc import Sequence

from ledger.domain.signatures import ServerRecord
from ledger.formats.authentic.raw import Raw

FIELD = "authentication-results"
COMMENT = re.compile(r"\((?:[^()\\]|\\.)*\)")
METHOD = re.compile(
    r"([a-z][\w-]*)(?:/\d+)?\s*=\s*([a-z]+)(.*)", re.IGNORECASE | re.DOTALL
)
MOST = 30
MOST_TEXT = 2000


def check(raw: Raw, ours: Sequence[str]) -> ServerRecord | None:
    """Return what our server wrote; None where the topmost line is not its own."""
    values = raw.all(FIELD)
    if not values or not ours:
        return None
    text = " ".join(values[0].decode("utf-8", errors="replace").split())
    plain = COMMENT.sub(" ", text)
    first, _semicolon, rest = plain.partition(";")
    server = (first.split() or [""])[0].lower().rstrip(".")
    if server not in {each.lower().rstrip(".") for each in ours}:
        return None
    if not _is_above(raw):
        return None
    results = [_result(part) for part in rest.split(";")[:MOST]]
    return ServerRecord(
        server=server,
        results=tuple(each for each in results if each),
        text=text[:MOST_TEXT],
    )


def _is_above(raw: Raw) -> bool:
    """Tell whether the line stands where only the last server can have put it.

    Each server writes above what it received: at most its own ``Received`` lines are
    higher, so below the second of them it is another's.
    """
    names = [name for name, _value in raw.fields]
    return names[: names.index(FIELD)].count("received") <= 1


def _result(part: str) -> tuple[str, str, str] | None:
    found = METHOD.match(part.strip())
    if found is None:
        return None
    about = " ".join(found[3].split())
    return found[1].lower(), found[2].lower(), about[:300]
