"""Passwords that are tried first.

``common_passwords.txt`` holds the 4,000 most frequent ones of leaked lists, most
frequent first (from zxcvbn 4.5.0, MIT licence, Dropbox and contributors). Few of them
are long enough to be allowed at all, so a longer password is also refused when it is
one of them repeated, or one of them with digits around it.
"""

from functools import cache
from importlib.resources import files


def is_common(password: str) -> bool:
    """Tell whether a password is a frequent one, repeated or with digits around it."""
    folded = password.casefold()
    core = folded.strip("0123456789!. ")
    known = _known()
    if folded in known or core in known or len(set(folded)) <= len("abcd"):
        return True
    halves = (folded[: len(folded) // n] * n == folded for n in (2, 3, 4))
    return any(halves)


@cache
def _known() -> frozenset[str]:
    text = files("ledger.services").joinpath("common_passwords.txt").read_text("utf-8")
    return frozenset(text.split())
