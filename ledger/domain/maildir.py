"""Maildir: folders of mail as servers keep it, one file a message, without an ending.

A file is known by its folder (``cur``, ``new``, ``tmp``) and by a name that only such
programs give: a number, a dot and more, or flags at the end (``:2,S``).
"""

import re
from pathlib import PurePosixPath

_FOLDERS = frozenset({"cur", "new", "tmp"})
_NAME = re.compile(r"\d{5,}\.\S+|\S+[:;!][12],[A-Za-z,=]*|\S+,[SU]=\d+\S*")

MAIL = "message/rfc822"


def holds_mail(path: str) -> bool:
    """Tell whether a file stands where a mail server keeps a message."""
    place = PurePosixPath(path.replace("\\", "/"))
    return place.parent.name in _FOLDERS and bool(_NAME.fullmatch(place.name))
