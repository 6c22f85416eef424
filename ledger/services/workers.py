"""Workers by name: who holds a lease, and whether he still lives."""

import os
import socket
import threading


def name() -> str:
    """Return the name of whoever asks: this machine, process and thread."""
    return f"{socket.gethostname()}:{os.getpid()}:{threading.get_ident()}"


def alive(holder: str) -> bool:
    """Tell whether a worker may still be at work.

    One of another machine always may, and so may a holder that is no process.
    """
    host, _, rest = holder.partition(":")
    process = rest.partition(":")[0]
    if host != socket.gethostname() or not process.isdigit():
        return True
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
