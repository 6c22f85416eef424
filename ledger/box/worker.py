"""A worker process and the pipe to it.

Writes and reads take turns on one thread by ``poll``, so a worker that answers before
it has read everything, or never reads at all, blocks nobody for longer than the
time-out. The limits are set from outside, before the first byte of a file.
"""

import fcntl
import io
import json
import os
import resource
import select
import signal
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any
from typing import IO

from ledger.box import isolation
from ledger.box.feeding import Feed
from ledger.domain import frame

MEGABYTE = 1024 * 1024
CHUNK = MEGABYTE
LONGEST_HEAD = MEGABYTE
TICKS = os.sysconf("SC_CLK_TCK")
RENEWED_AFTER = 1.0
LONGEST_BODY = 512 * MEGABYTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one file may cost."""

    cpu_seconds: int = 20
    seconds: float = 30.0
    """How long a worker may be silent, by the clock on the wall."""

    memory: int = 1024 * MEGABYTE
    open_files: int = 64
    most: int = 50 * MEGABYTE
    """The largest mail, text or member of a mailbox that is read."""

    most_pages: int = 200 * MEGABYTE
    """The largest PDF that is read."""

    files_per_worker: int = 5_000

    page_seconds: float = 240.0
    """How long the recognition of one page may be silent, by the clock on the wall."""


class WorkerDiedError(Exception):
    """The process ended, or answered what no worker of ours would."""


class WorkerLateError(Exception):
    """The process was silent for longer than it may."""


class Worker:
    """One warm process; used by one caller at a time."""

    def __init__(self, limits: Limits, shut_in: str) -> None:
        self.limits = limits
        self.files = 0
        self.patience = limits.seconds
        self.process = subprocess.Popen(  # noqa: S603 – our own program, fixed words
            isolation.command(shut_in),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"LC_ALL": "C.UTF-8"},
            cwd="/",
            start_new_session=True,
            bufsize=0,
        )
        self.input = _descriptor(self.process.stdin)
        self.output = _descriptor(self.process.stdout)
        self.unsent = memoryview(b"")
        self.received = bytearray()
        self.head: dict[str, Any] | None = None
        """Of the answer whose body is on its way."""

        self.body = io.BytesIO()
        self.missing = 0
        self.feeding: Iterator[bytes] | None = None
        self.feed: Feed | None = None
        self.renewed_at = 0.0
        self.pid = self.process.pid

    def be_ready(self) -> None:
        """Wait until the process says that it is ready, then set its limits.

        Raises:
            WorkerDiedError: it did not start.
            WorkerLateError: it was silent for too long.
        """
        try:
            self.next_frame()
            self.pid = _youngest(self.process.pid)
            self._limit()
        except BaseException:
            self.kill()
            raise

    def is_alive(self) -> bool:
        """Tell whether the process still runs."""
        return self.process.poll() is None

    def begin(
        self, head: dict[str, Any], source: IO[bytes], seconds: float | None = None
    ) -> None:
        """Hand over an act and the file that it is about, and how long it may take."""
        self.files += 1
        self.patience = seconds or self.limits.seconds
        self._renew()
        self.feed = Feed(source)
        self.feeding = self.feed.pieces(frame.pack(head))

    def next_frame(self) -> tuple[dict[str, Any], bytes]:
        """Return the worker's next answer.

        Raises:
            WorkerDiedError: it ended, by itself or by a limit.
            WorkerLateError: it was silent for too long.
        """
        while (found := self._frame()) is None or self._goes_elsewhere(found[0]):
            if found is None:
                self._turn()
        if monotonic() - self.renewed_at > RENEWED_AFTER and "offset" in found[0]:
            self._renew()  # a mailbox may be long; each message has its own time
        return found

    def finish(self) -> None:
        """End the act: send no more of the file than what has been begun."""
        if self.feed is not None:
            self.feeding = self.feed.end()
        while self._has_more():
            self._turn()
            if self.received:  # the last answer was the last
                raise WorkerDiedError

    def _goes_elsewhere(self, head: dict[str, Any]) -> bool:
        """Feed the file from another place, if that is what the worker asks for."""
        if head.get("is") != "seek":
            return False
        at = head.get("at")
        if self.feed is None or not isinstance(at, int) or at < 0:
            raise WorkerDiedError
        self.feeding = self.feed.elsewhere(at)
        return True

    def kill(self) -> int:
        """End the process and all it started; return how it ended."""
        if self.is_alive():
            for kill, number in ((os.kill, self.pid), (os.killpg, self.process.pid)):
                with suppress(ProcessLookupError):
                    kill(number, signal.SIGKILL)
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()
        return self.process.wait()

    def ran_out_of_time(self) -> bool:
        """Tell whether a process that ended was stopped for the time it used."""
        with suppress(subprocess.TimeoutExpired):
            code = self.process.wait(timeout=1)
            return code in {-signal.SIGXCPU, 128 + signal.SIGXCPU}
        return False

    def _frame(self) -> tuple[dict[str, Any], bytes] | None:
        """Return an answer that is here as a whole; its body is not copied again."""
        if self.head is None and not self._begin_answer():
            return None
        piece = self.received[: self.missing]
        del self.received[: len(piece)]
        self.body.write(piece)
        self.missing -= len(piece)
        if self.missing or self.head is None:
            return None
        answer = self.head, self.body.getvalue()
        self.head, self.body = None, io.BytesIO()
        return answer

    def _begin_answer(self) -> bool:
        """Take the head of the next answer, and how long its body is; False if not."""
        at = frame.LENGTHS.size
        if len(self.received) < at:
            return False
        head, body = frame.LENGTHS.unpack_from(self.received)
        if head > LONGEST_HEAD or body > LONGEST_BODY:
            raise WorkerDiedError
        if len(self.received) < at + head:
            return False
        try:
            answer = json.loads(self.received[at : at + head])
        except (ValueError, RecursionError) as error:
            raise WorkerDiedError from error
        if not isinstance(answer, dict):
            raise WorkerDiedError
        del self.received[: at + head]
        self.head, self.missing = answer, body
        return True

    def _turn(self) -> None:
        """Send or receive whatever goes, and wait only if nothing does."""
        poll = select.poll()
        poll.register(self.output, select.POLLIN)
        if self._has_more():
            poll.register(self.input, select.POLLOUT)
        ready = dict(poll.poll(self.patience * 1000))
        if not ready:
            raise WorkerLateError
        if self.output in ready:
            self._receive()
        if self.input in ready:
            self._send()

    def _has_more(self) -> bool:
        if not self.unsent and self.feeding is not None:
            piece = next(self.feeding, None)
            if piece is None:
                self.feeding = None
            else:
                self.unsent = memoryview(piece)
        return bool(self.unsent)

    def _receive(self) -> None:
        data = os.read(self.output, CHUNK)
        if not data:
            raise WorkerDiedError
        self.received += data

    def _send(self) -> None:
        try:
            count = os.write(self.input, self.unsent)
        except BlockingIOError:
            return
        except BrokenPipeError as error:
            raise WorkerDiedError from error
        self.unsent = self.unsent[count:]

    def _limit(self) -> None:
        limits = self.limits
        for what, most in (
            (resource.RLIMIT_AS, limits.memory),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_NOFILE, limits.open_files),
            (resource.RLIMIT_CORE, 0),
        ):
            resource.prlimit(self.pid, what, (most, most))

    def _renew(self) -> None:
        """Grant the seconds of one file, beyond what the process has used so far."""
        self.renewed_at = monotonic()
        most = _seconds_used(self.pid) + self.limits.cpu_seconds
        with suppress(ProcessLookupError):
            resource.prlimit(
                self.pid, resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY)
            )


def _descriptor(pipe: IO[bytes] | None) -> int:
    if pipe is None:
        raise WorkerDiedError
    os.set_blocking(pipe.fileno(), False)
    with suppress(OSError):  # only faster where it may be larger
        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, CHUNK)
    return pipe.fileno()


def _youngest(pid: int) -> int:
    """Return the process that reads: bubblewrap stands before it as its parent."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    return _youngest(int(children[-1])) if children else pid


def _seconds_used(pid: int) -> int:
    try:
        text = Path(f"/proc/{pid}/stat").read_text("ascii", errors="replace")
    except OSError:
        return 0
    ticks = text.rpartition(")")[2].split()[11:13]
    return sum(map(int, ticks)) // TICKS + 1
