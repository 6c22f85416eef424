"""Values as canonical JSON (RFC 8785): equal values are equal bytes, everywhere.

Of text, whole numbers and lists of them the standard library writes the very same
bytes, many times as fast; numbers with a fraction and names beyond ASCII, whose order
is another one, are left to the library that knows the rules.
"""

import json
from typing import Any

import rfc8785

_LARGEST = (1 << 53) - 1
_written = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
).encode


def dumps(value: Any) -> bytes:
    """Return the canonical bytes of a value.

    Raises:
        CanonicalizationError: it holds what cannot be written, or too large a number.
    """
    if _is_plain(value):
        try:
            return _written(value).encode("utf-8")
        except UnicodeEncodeError:
            pass  # half of a letter: refused below
    return rfc8785.dumps(value)


def _is_plain(value: Any) -> bool:
    """Tell whether nothing in a value is written otherwise by the standard library."""
    match value:
        case str() | bool() | None:
            return True
        case int():
            return -_LARGEST <= value <= _LARGEST
        case list() | tuple():
            return all(map(_is_plain, value))
        case dict():
            names = all(isinstance(name, str) and name.isascii() for name in value)
            return names and all(map(_is_plain, value.values()))
        case _:
            return False
