"""The call of tesseract: a picture goes in, words with boxes and confidence come out.

It is a child of the box's worker and has limits of its own. Nothing is written to a
disk: the picture goes through a pipe, in the plainest form there is.
"""

import os
import resource
import subprocess
from contextlib import suppress
from dataclasses import dataclass

from PIL import Image

from ledger.domain.scan import Recogniser

SECONDS = 90
"""Of the processor, for one look at one picture."""

PATIENCE = 110
"""Seconds by the clock on the wall: others may need the processor more."""

KINDNESS = 10
"""How much it stands back behind what a person waits for."""

WHOLE_PAGE = 3
WITH_TOP = 1
"""Like the whole page, and it finds out first which side is the top."""

SPARSE = 11
"""Single words, anywhere."""

COLUMNS = 12
WORD = "5"


class NotRecognisedError(Exception):
    """Tesseract gave no answer."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A word in a picture, its box in pixels from the picture's top left corner."""

    text: str
    line: tuple[str, str, str]
    """The block, the paragraph and the line in which it stands."""

    box: tuple[float, float, float, float]
    confidence: int


def look(
    picture: Image.Image, dpi: int, how: Recogniser, mode: int
) -> tuple[Seen, ...]:
    """Return the words of a picture in the order in which they are read.

    Raises:
        NotRecognisedError: it broke off, or took too long.
    """
    words = [how.program, "stdin", "stdout", "-l", "+".join(how.languages)]
    words += ["--psm", str(mode), "--dpi", str(dpi), "tsv"]
    try:
        child = subprocess.Popen(  # noqa: S603 - a program of the system, fixed words
            words,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=None,  # the worker's own, which leads nowhere; the box has no /dev
            env={"LC_ALL": "C.UTF-8", "OMP_THREAD_LIMIT": "1"},
            cwd="/",
        )
    except OSError as error:
        raise NotRecognisedError from error
    with child:
        _limit(child.pid)
        try:
            out, _ = child.communicate(_plain(picture), timeout=PATIENCE)
        except subprocess.TimeoutExpired as error:
            child.kill()
            raise NotRecognisedError from error
    if child.returncode:
        raise NotRecognisedError
    return tuple(_seen(out.decode("utf-8", errors="replace")))


def _limit(pid: int) -> None:
    """Let a process stand back, and end it when it has used its time."""
    with suppress(ProcessLookupError):
        kind = max(KINDNESS, os.getpriority(os.PRIO_PROCESS, pid))
        os.setpriority(os.PRIO_PROCESS, pid, kind)
        _, most = resource.prlimit(pid, resource.RLIMIT_CPU)
        resource.prlimit(pid, resource.RLIMIT_CPU, (SECONDS, most))


def _plain(picture: Image.Image) -> bytes:
    """Return a picture as a portable grey map."""
    return b"P5\n%d %d\n255\n" % picture.size + picture.tobytes()


def _seen(table: str) -> list[Seen]:
    """Return the words of a table as tesseract writes it."""
    found = []
    for row in table.split("\n")[1:]:
        cells = row.split("\t")
        if len(cells) != COLUMNS or cells[0] != WORD or not cells[-1].strip():
            continue
        left, top, width, height = map(int, cells[6:10])
        box = (float(left), float(top), float(left + width), float(top + height))
        sure = max(0, min(100, round(float(cells[10]))))
        found.append(Seen(cells[-1].strip(), (cells[2], cells[3], cells[4]), box, sure))
    return found
