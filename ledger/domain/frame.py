"""Frames: how two processes speak over a pipe.

A frame is a JSON object (the head) and bytes (the body), each after its length. The
box and its workers use nothing else; both sides import this module, so that the
format stands in one place.
"""

import json
from struct import Struct
from typing import Any

LENGTHS = Struct(">II")
"""Before each frame: how long its head and its body are."""

CHUNK = Struct(">I")
"""Before each piece of a streamed input; a length of nought ends the input."""


def pack(head: dict[str, Any], body: bytes = b"") -> bytes:
    """Return a frame, ready for the pipe."""
    text = json.dumps(head, ensure_ascii=True, separators=(",", ":")).encode()
    return b"".join((LENGTHS.pack(len(text), len(body)), text, body))


def pack_chunk(data: bytes) -> bytes:
    """Return a piece of a streamed input, ready for the pipe."""
    return CHUNK.pack(len(data)) + data
