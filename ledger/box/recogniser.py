"""The program that recognises words: whether it is here, and what it can read."""

import re
import shutil
import subprocess

from ledger.domain.scan import Recogniser

COMMAND = "tesseract"
FINDS_TOP = "osd"
"""What tesseract calls the data by which it finds the top of a page."""

NO_TEXTS = frozenset({FINDS_TOP, "equ", "snum"})
SECONDS = 30
_VERSION = re.compile(r"tesseract v?(\S+)")


def find() -> Recogniser | None:
    """Return tesseract as it is on this machine; None where it is missing."""
    program = shutil.which(COMMAND)
    if program is None:
        return None
    version = _VERSION.search(_said(program, "--version"))
    known = _said(program, "--list-langs").split("\n")[1:]
    languages = tuple(name.strip() for name in known if name.strip())
    texts = tuple(name for name in languages if name not in NO_TEXTS)
    if version is None or not texts:
        return None
    return Recogniser(
        program=program,
        version=version[1],
        languages=texts,
        finds_top=FINDS_TOP in languages,
    )


def _said(program: str, word: str) -> str:
    """Return what the program says of itself; nothing where it does not start."""
    try:
        told = subprocess.run(  # noqa: S603 - a program of the system, fixed words
            [program, word],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return (told.stdout or told.stderr).decode("utf-8", errors="replace")
