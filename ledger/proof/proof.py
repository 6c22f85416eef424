"""Proofs for one event, in the form of C2SP ``tlog-proof@v1``."""

import base64
from collections.abc import Sequence

_HEAD = "c2sp.org/tlog-proof@v1"


def inclusion_text(index: int, path: Sequence[bytes], note: str) -> str:
    """Return the proof that the event at ``index`` is under a signed checkpoint."""
    lines = [_HEAD, f"index {index}"]
    lines += [base64.b64encode(part).decode() for part in path]
    return "\n".join(lines) + "\n\n" + note
