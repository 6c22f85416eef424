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
    return begin(head, len(body)) + body


def begin(head: dict[str, Any], length: int) -> bytes:
    """Return a frame without its body, of which just the length is needed."""
    text = json.dumps(head, ensure_ascii=True, separators=(",", ":")).encode()
    return LENGTHS.pack(len(text), length) + text


def pack_chunk(data: bytes) -> bytes:
    """Return a piece of a streamed input, ready for the pipe."""
    return CHUNK.pack(len(data)) + data
