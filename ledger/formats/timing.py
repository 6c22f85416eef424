"""A time-out for code that runs in Python, by a signal to the worker's main thread."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread
from threading import main_thread
from types import FrameType


class TookTooLongError(Exception):
    """The time given is over."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Stop what runs inside after some seconds of the processor's time.

    Said again each time as many seconds later: where Python is just tidying up, an
    exception goes nowhere.

    Raises:
        TookTooLongError: they are over.
    """
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, seconds, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _stop(_: int, __: FrameType | None) -> None:
    raise TookTooLongError
