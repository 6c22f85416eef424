"""The box: files from outside are read, rendered and made safe in processes apart.

This side starts the workers, hands each of them one file at a time, sets its limits
and ends it when they are passed. It never parses a file itself. A crash, a limit or a
time-out spoils that file only, and ends in a reading that says so in a sentence.
"""

import json
import os
from collections.abc import Generator
from collections.abc import Iterator
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextlib import ExitStack
from contextlib import suppress
from dataclasses import asdict
from dataclasses import replace
from threading import Lock
from typing import Any
from typing import cast
from typing import IO
from typing import Self

from ledger.box import answers
from ledger.box import isolation
from ledger.box import recogniser
from ledger.box.worker import Limits
from ledger.box.worker import Worker
from ledger.box.worker import WorkerDiedError
from ledger.box.worker import WorkerLateError
from ledger.domain import problems
from ledger.domain.authenticity import Finding
from ledger.domain.authenticity import Wanted
from ledger.domain.errors import BoxError
from ledger.domain.errors import ReadersMissingError
from ledger.domain.mark import Mark
from ledger.domain.picture import Picture
from ledger.domain.reading import Kind
from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from ledger.domain.scan import Recogniser
from ledger.domain.sentence import said

__all__ = ["UNREAD", "Box", "Limits"]

BEGINNING = Mark()
_NOT_STARTED = (WorkerDiedError, WorkerLateError, ReadersMissingError)

UNREAD = Reading(
    parser="box",
    version=1,
    kind=Kind.FILE,
    media_type="application/octet-stream",
    problem=problems.CRASHED,
)


class Box:
    """A pool of warm workers; any thread may ask it at any time.

    ``workers`` are kept warm; more are started while more calls are open at once, so
    that a mailbox can be open while its messages are read.
    """

    def __init__(self, limits: Limits | None = None, workers: int = 2) -> None:
        self.limits = limits or Limits()
        self.workers = workers
        self._lock = Lock()
        self._idle: list[Worker] = []
        self._isolation: str | None = None
        self._recogniser: Recogniser | None = None
        # Bubblewrap dies with the thread that started it: this one stays.
        self._starter = ThreadPoolExecutor(1, thread_name_prefix="box")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def isolation(self) -> str:
        """Return ``bubblewrap``, or ``limits only`` where that does not work."""
        if self._isolation is None:
            with self._worker():
                pass  # the first one that starts tells it, and stays warm
        return str(self._isolation)

    def warm(self, number: int) -> None:
        """See that so many workers wait; where none starts, whoever asks is told."""
        with suppress(*_NOT_STARTED), ExitStack() as lent:
            for _ in range(number):
                lent.enter_context(self._worker())

    def close(self) -> None:
        """End the workers that wait; whoever still reads ends his own."""
        with self._lock:
            idle, self._idle = self._idle, []
            self.workers = 0
        for worker in idle:
            worker.kill()
        self._starter.shutdown()

    def read(
        self,
        source: IO[bytes],
        name: str,
        *,
        media_type: str = "",
        mark: Mark = BEGINNING,
        levels: int = 0,
        options: Mapping[str, str] | None = None,
    ) -> Generator[Member | Reading, None, None]:
        """Yield the members of a file in their order, then one reading, always.

        ``media_type`` is what the parent called it, a hint. To go on in a mailbox, the
        caller seeks ``source`` to the start of the ``mark``. ``levels`` is the number
        of archives around it. Memory stays flat however long the source is.
        ``options`` is what a person said of the file; it goes no further than the box.
        """
        act: dict[str, Any] = {"act": "read", "name": name, "media_type": media_type}
        act |= {"start": mark.start, "done": mark.done, "lost": mark.lost}
        act |= {"passed": sorted(mark.passed), "levels": levels}
        act |= {"options": dict(options or {}), **self._sizes(source)}
        last = UNREAD
        with self._worker() as worker:
            try:
                worker.begin(act, source)
                ended = False
                while not ended:
                    ended, found = answers.outcome(*worker.next_frame())
                    if isinstance(found, Member):
                        yield found
                    else:  # what is said if it never comes to an end, or at the end
                        last = found
                    del found  # it may be large
                worker.finish()
            except (WorkerDiedError, WorkerLateError) as error:
                last = _broken_off(last, worker, error)
        yield last

    def render(self, source: IO[bytes], page: int, scale: float) -> Picture:
        """Return a page of a PDF as a JPEG.

        Raises:
            BoxError: there is no such page, or it cannot be shown.
        """
        head, data = self._ask({"act": "render", "page": page, "scale": scale}, source)
        return Picture(
            data=data,
            media_type=str(head.get("media_type")),
            width=int(head.get("width", 0)),
            height=int(head.get("height", 0)),
        )

    def recogniser(self) -> Recogniser | None:
        """Return the program that recognises words in pictures; None where none is."""
        if self._recogniser is None:
            self._recogniser = recogniser.find()
        return self._recogniser

    def recognise(self, source: IO[bytes], page: int, how: Recogniser) -> Reading:
        """Return a reading of one page of a PDF or an image, by the words in it.

        Raises:
            BoxError: there is no such page, or its words cannot be recognised.
        """
        act = {"act": "recognise", "page": page, "how": asdict(how)}
        _, data = self._ask(act, source, self.limits.page_seconds)
        try:
            return answers.reading(data)
        except WorkerDiedError as error:
            raise BoxError(said(problems.NOT_RECOGNISED)) from error

    def sanitise(self, source: IO[bytes]) -> str:
        """Return the body of a mail, or a page of HTML, made safe to show.

        Raises:
            BoxError: it cannot be shown.
        """
        _, data = self._ask({"act": "sanitise"}, source)
        return data.decode("utf-8", errors="replace")

    def _sizes(self, source: IO[bytes]) -> dict[str, int]:
        """Return how large a file is, and how large one may be."""
        at = source.tell()
        size = source.seek(0, os.SEEK_END)
        source.seek(at)
        return {
            "size": size,
            "most": self.limits.most,
            "most_pages": self.limits.most_pages,
        }

    def wanted(self, source: IO[bytes]) -> Wanted:
        """Return the keys that are needed to check the signatures of a mail.

        Raises:
            BoxError: they cannot be told.
        """
        return Wanted.of(self._found({"act": "authenticate"}, source))

    def authenticate(self, source: IO[bytes], given: dict[str, Any]) -> Finding:
        """Return what the signatures of a mail show, with the keys that are given.

        Raises:
            BoxError: they cannot be checked.
        """
        act = {"act": "authenticate", "given": given}
        try:
            return Finding.of(self._found(act, source))
        except (TypeError, ValueError, KeyError, AttributeError) as error:
            raise BoxError(said(problems.NOT_JUDGED)) from error

    def certificates(self, source: IO[bytes]) -> list[dict[str, Any]]:
        """Return what the certificates in a file name.

        Raises:
            BoxError: it holds none, or a secret key.
        """
        return cast("list[dict[str, Any]]", self._found({"act": "describe"}, source))

    def _found(self, act: dict[str, Any], source: IO[bytes]) -> Any:
        _, data = self._ask({**act, "most": self.limits.most}, source)
        try:
            return json.loads(data)
        except (ValueError, RecursionError) as error:
            raise BoxError(said(problems.NOT_JUDGED)) from error

    def _ask(
        self, act: dict[str, Any], source: IO[bytes], seconds: float | None = None
    ) -> tuple[dict[str, Any], bytes]:
        with self._worker() as worker:
            try:
                worker.begin(act, source, seconds)
                head, data = worker.next_frame()
                worker.finish()
            except (WorkerDiedError, WorkerLateError) as error:
                worker.kill()
                raise BoxError(said(problems.NOT_SHOWN)) from error
        if head.get("is") == "refused":
            raise BoxError(problems.said_of(str(head.get("sentence"))))
        return head, data

    @contextmanager
    def _worker(self) -> Iterator[Worker]:
        """Lend a worker; one that did not come to its end is never used again."""
        worker = self._take()
        try:
            yield worker
        except BaseException:
            worker.kill()
            raise
        self._give_back(worker)

    def _take(self) -> Worker:
        with self._lock:
            while self._idle:
                worker = self._idle.pop()
                if worker.is_alive():
                    return worker
                worker.kill()
        return self._first() if self._isolation is None else self._new(self._isolation)

    def _first(self) -> Worker:
        """Start a worker in the best isolation that works here.

        Raises:
            ReadersMissingError: none starts, so nothing may be called unreadable.
        """
        for shut_in in isolation.worth_trying():
            with suppress(WorkerDiedError):
                worker = self._new(shut_in)
                self._isolation = shut_in
                return worker
        raise ReadersMissingError

    def _new(self, shut_in: str) -> Worker:
        """Start a worker; several threads may wait for one each at the same time."""
        worker = self._starter.submit(Worker, self.limits, shut_in).result()
        worker.be_ready()
        return worker

    def _give_back(self, worker: Worker) -> None:
        spent = worker.files >= self.limits.files_per_worker or not worker.is_alive()
        with self._lock:
            if not spent and len(self._idle) < self.workers:
                self._idle.append(worker)
                return
        worker.kill()


def _broken_off(
    known: Reading, worker: Worker, error: WorkerDiedError | WorkerLateError
) -> Reading:
    late = isinstance(error, WorkerLateError) or worker.ran_out_of_time()
    worker.kill()
    return replace(known, problem=problems.TIMED_OUT if late else problems.CRASHED)
