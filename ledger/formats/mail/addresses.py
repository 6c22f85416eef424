"""Names and addresses from a header, in one pass, however broken it is."""

import re
from collections.abc import Iterator

from ledger.formats import charset
from ledger.formats.mail import words

TOKEN = re.compile(
    r'"((?:[^"\\]|\\.)*)"?'  # quoted, also when it is never closed
    r"|\(((?:[^()\\]|\\.|\([^()]*\))*)\)?"  # a comment, nested once
    r"|<([^<>]*)>?"
    r"|([,;])|(:)|([^\"(<,;:\s]+)|(\s+)",
    re.DOTALL,
)
ADDRESS = re.compile(r"[^\s<>@\"',;:()\[\]]+@(?:[^\s<>@\"',;:()\[\]]+|\[[^\s\]]*\])")
LOOKS_LIKE_ONE = re.compile(r"[^\s@]+@[^\s@]+")


def parse(value: bytes) -> list[tuple[str, str]]:
    """Return (name, address in lower case) for each mailbox of a header.

    Groups give their members, comments a name where there is no other, and a name
    without an address is kept with an empty one.
    """
    text = words.CONTROLS.sub(" ", charset.guess(value))
    return [pair for mailbox in _mailboxes(text) if any(pair := _pair(mailbox))]


def _mailboxes(text: str) -> Iterator[list[tuple[str, str]]]:
    """Yield the tokens of each mailbox: (kind, text)."""
    grouped = ";" in text  # then a colon ends the name of a group
    tokens: list[tuple[str, str]] = []
    for match in TOKEN.finditer(text):
        quoted, comment, angle, comma, colon, atom, space = match.groups()
        if comma:
            yield tokens
            tokens = []
        elif colon:
            tokens = [] if grouped else [*tokens, ("atom", ":")]
        elif quoted is not None:
            tokens.append(("quoted", re.sub(r"\\(.)", r"\1", quoted)))
        elif comment is not None:
            tokens.append(("comment", comment))
        elif angle is not None:
            tokens.append(("angle", angle))
        else:
            tokens.append(("atom", atom) if atom else ("space", space))
    yield tokens


def _pair(tokens: list[tuple[str, str]]) -> tuple[str, str]:
    angles = [text for kind, text in tokens if kind == "angle" and text.strip()]
    comment = " ".join(text for kind, text in tokens if kind == "comment")
    bare = "".join(
        '"' + text + '"'
        if kind == "quoted" and not angles and "@" not in text
        else text
        for kind, text in tokens
        if kind in {"atom", "quoted", "space"}
    ).strip()
    if angles:
        return _name(bare or comment), _address(angles[-1])
    found = ADDRESS.search(bare) or LOOKS_LIKE_ONE.search(bare)
    if found is None:
        return _name(bare.replace('"', "") or comment), ""
    rest = bare[: found.start()] + bare[found.end() :]
    rest = rest.replace("mailto:", "").strip("\"'<> ")
    return _name(rest or comment), _address(found[0])


def _name(text: str) -> str:
    return words.clean(words.decoded_text(text)).strip("\"' ")


def _address(text: str) -> str:
    text = words.decoded_text(text) if "=?" in text else text
    text = re.sub(r"\([^()]*\)|\s", "", words.clean(text))
    return text.rpartition("mailto:")[2].strip("\"'<>").lower()
