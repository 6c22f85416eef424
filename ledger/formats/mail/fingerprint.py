"""When two mails are the same thing said: one digest over all that they say.

Covered: From, To, Cc, Date, Subject and every leaf, the unused alternatives included.
Not covered: trace headers, boundaries, transfer encodings, line ends, and the ``>``
that mailboxes put before ``From``. So copies from two mailboxes agree.
"""

import json
import re
from hashlib import sha256

from ledger.formats.mail import addresses
from ledger.formats.mail.body import decoded
from ledger.formats.mail.head import Head
from ledger.formats.mail.parts import Budget
from ledger.formats.mail.parts import Part

LINE_END = re.compile(rb"\r\n?")
ESCAPED = re.compile(r"(?m)^>+(?=From )")


def fingerprint(root: Part) -> str:
    """Return the hex SHA-256 over what the mail says."""
    said = [
        "mail-1",
        *(_people(root.head, name) for name in ("from", "to", "cc")),
        [" ".join(root.head.text("date").split()), root.head.text("subject")],
        [_leaf(part) for part in root.leaves()],
    ]
    return sha256(json.dumps(said, ensure_ascii=True).encode("ascii")).hexdigest()


def _people(head: Head, name: str) -> list[list[tuple[str, str]]]:
    return [addresses.parse(value) for value in head.all(name)]


def _leaf(part: Part) -> list[str]:
    budget = Budget()
    if part.media_type.startswith("text/"):
        text = ESCAPED.sub("", decoded(part, budget)).rstrip("\n")
        data = text.encode("utf-8", "replace")
    else:
        data = part.data(budget)
        if part.media_type.startswith("message/"):
            data = LINE_END.sub(b"\n", data).rstrip(b"\n")
    return [part.media_type, part.file_name, sha256(data).hexdigest()]
