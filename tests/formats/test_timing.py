"""The time-out of a reader: it is heeded, and not only the first time."""

import signal
import time

import pytest

from ledger.formats.timing import at_most
from ledger.formats.timing import TookTooLongError


def work(seconds: float) -> None:
    """Use the processor for some seconds."""
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


class Tidied:
    """Something that takes long to go, where Python swallows what is raised."""

    def __del__(self) -> None:
        work(0.2)


def tidy_up_and_go_on() -> None:
    """Let something go, and go on working."""
    Tidied()
    work(3)


def test_what_takes_too_long_is_stopped_and_what_follows_is_not() -> None:
    before = signal.getsignal(signal.SIGPROF)

    with pytest.raises(TookTooLongError), at_most(0.02):
        work(5)

    work(0.1)
    assert signal.getsignal(signal.SIGPROF) is before


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_time_out_that_went_nowhere_comes_again() -> None:
    with pytest.raises(TookTooLongError), at_most(0.02):
        tidy_up_and_go_on()
