"""Cached: files that can be made again, kept for the next time in ``cache/``."""

import os
import threading
from pathlib import Path


def keep(path: Path, data: bytes) -> None:
    """Write a file of the cache so that nobody ever sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}")
    draft.write_bytes(data)
    draft.rename(path)
