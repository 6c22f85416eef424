"""JSON as it stands in a file: its values, and between which letters they lie.

A message of an export is kept as the very bytes that it has there, so arrays are
walked element by element and nothing is written anew.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

_DECODER = json.JSONDecoder(strict=False)
_SPACE = re.compile(r"[ \t\r\n]*")


class BrokenJsonError(ValueError):
    """The text ends, or goes astray, before its value does."""


def decoded(data: bytes) -> str:
    """Return the text of a file so that ``encoded`` makes the same bytes of it."""
    return data.decode("utf-8", "surrogateescape")


def encoded(text: str) -> bytes:
    """Return the bytes of a slice."""
    return text.encode("utf-8", "surrogateescape")


def value(text: str, at: int) -> tuple[Any, int]:
    """Return the value that begins at a letter, and where it ends.

    Raises:
        BrokenJsonError: there is none.
    """
    try:
        return _DECODER.raw_decode(text, at)
    except (ValueError, RecursionError) as error:
        raise BrokenJsonError from error


def past_space(text: str, at: int) -> int:
    """Return where the next letter is that is no white space."""
    found = _SPACE.match(text, at)
    return found.end() if found else at


class Elements:
    """The elements of an array, with their places; ``closed`` is where it ends.

    Walking it raises ``BrokenJsonError`` where it breaks off; what came is whole.
    """

    def __init__(self, text: str, at: int) -> None:
        """Take the text, and where in it the array begins."""
        self.text = text
        self.at = at
        self.closed = at

    def __iter__(self) -> Iterator[tuple[int, int, Any]]:
        """Yield (start, end, value) of each element."""
        text, at = self.text, past_space(self.text, self.at + 1)
        while text[at : at + 1] != "]":
            found, end = value(text, at)
            yield at, end, found
            at = _next(text, end, "]")
        self.closed = at + 1


class Members:
    """The members of an object: their names, and where their values begin.

    Who walks a value himself says in ``passed`` where it ends, so that it is not
    walked again. ``closed`` is where the object ends.
    """

    def __init__(self, text: str, at: int) -> None:
        """Take the text, and where in it the object begins."""
        self.text = text
        self.at = at
        self.closed = at
        self.passed: int | None = None

    def __iter__(self) -> Iterator[tuple[str, int]]:
        """Yield (name, start of the value) of each member."""
        text, at = self.text, past_space(self.text, self.at + 1)
        while text[at : at + 1] != "}":
            name, at = _name(text, at)
            self.passed = None
            yield name, at
            at = _next(text, self._end_of(at), "}")
        self.closed = at + 1

    def _end_of(self, at: int) -> int:
        return value(self.text, at)[1] if self.passed is None else self.passed


def _name(text: str, at: int) -> tuple[str, int]:
    """Return the name of a member, and where its value begins."""
    if text[at : at + 1] != '"':
        raise BrokenJsonError
    name, end = value(text, at)
    at = past_space(text, end)
    if text[at : at + 1] != ":":
        raise BrokenJsonError
    return name, past_space(text, at + 1)


def _next(text: str, end: int, last: str) -> int:
    """Return where the next element begins, or the sign that ends them all."""
    at = past_space(text, end)
    sign = text[at : at + 1]
    if sign == last:
        return at
    if sign != ",":
        raise BrokenJsonError
    return past_space(text, at + 1)
