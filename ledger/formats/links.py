"""Where links lead, in words: readers must see an address that its words hide."""

import re

OUTSIDE = re.compile(r"(?:https?|ftp|mailto|tel):", re.IGNORECASE)


def target(address: str, shown: str) -> str:
    """Return where a link leads, to stand behind its words where these differ."""
    bare = address.removeprefix("mailto:").removeprefix("tel:").rstrip("/")
    if not OUTSIDE.match(address) or bare in shown:
        return ""
    return f" <{address}>"
