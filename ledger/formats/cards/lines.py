"""The lines of a calendar or a contact file: unfolded, decoded, taken apart.

Programs fold lines in the middle of a letter, end them as quoted-printable does, name
a charset for one line and mean another: lines are joined as bytes, and each value is
decoded by itself.
"""

import re
from binascii import a2b_base64
from binascii import a2b_qp
from binascii import Error
from codecs import BOM_UTF8
from codecs import BOM_UTF16_BE
from codecs import BOM_UTF16_LE
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from itertools import islice

from ledger.formats import charset

MOST_LINES = 200_000
LONGEST = 20_000_000
LONGEST_TEXT = 200_000
NAME = re.compile(rb"(?:[A-Za-z0-9-]{1,60}\.)?([A-Za-z0-9-]{1,60})")
PARAMETER = re.compile(r';\s*([A-Za-z0-9-]{1,60})(?:=((?:"[^"]*"|[^;:"])*))?')
ESCAPED = re.compile(r"\\(.)", re.DOTALL)
ENCODINGS = frozenset({"QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT"})


@dataclass(slots=True)
class Line:
    """A property: its name in capitals, its parameters, its value as it stands."""

    name: str
    value: str
    parameters: dict[str, list[str]] = field(default_factory=dict)
    data: bytes | None = None
    """What was encoded as bytes: a picture, an attachment."""

    def parameter(self, name: str) -> str:
        """Return the first value of a parameter; empty where there is none."""
        return next(iter(self.parameters.get(name, [])), "")

    @property
    def text(self) -> str:
        """Return the value as a person reads it."""
        return unescaped(self.value)[:LONGEST_TEXT]


def begins(head: bytes, mark: str) -> bool:
    """Tell whether a file begins with a line, whatever stands before it."""
    if head.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        head = head.decode("utf-16", errors="replace").encode("utf-8")
    start = head.removeprefix(BOM_UTF8).lstrip()[: len(mark)]
    return start.upper() == mark.encode()


def unescaped(value: str) -> str:
    """Return a value without the signs that keep its commas and lines together."""
    return ESCAPED.sub(lambda sign: "\n" if sign[1] in "nN" else sign[1], value)


def parted(value: str, mark: str) -> list[str]:
    """Return the parts of a value, each as a person reads it."""
    found = re.split(rf"(?<!\\){re.escape(mark)}", value)
    return [unescaped(part).strip() for part in found]


def lines(data: bytes) -> Iterator[Line]:
    """Yield the properties of a file; what is none is passed over."""
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        data = data.decode("utf-16", errors="replace").encode("utf-8")
    data = data.removeprefix(BOM_UTF8)
    joined = list(islice(_joined(data), MOST_LINES))
    usual = _usual(b"\n".join(joined))
    for whole in joined:
        line = _line(whole, usual)
        if line is not None:
            yield line


def _joined(data: bytes) -> Iterator[bytes]:
    """Yield lines with all that was folded behind them."""
    waiting: list[bytes] = []
    soft = False
    for each in data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n"):
        if soft:
            waiting[-1] = waiting[-1].rstrip(b" \t")[:-1]
            waiting.append(each)
        elif each[:1] in {b" ", b"\t"} and waiting:
            waiting.append(each[1:])
        else:
            if waiting:
                yield b"".join(waiting)[:LONGEST]
            waiting = [each]
        soft = each.rstrip(b" \t").endswith(b"=") and _is_quoted(waiting[0])
    if waiting:
        yield b"".join(waiting)[:LONGEST]


def _is_quoted(first: bytes) -> bool:
    return b"QUOTED-PRINTABLE" in first.partition(b":")[0].upper()


def _line(whole: bytes, usual: str) -> Line | None:
    named = NAME.match(whole)
    if named is None:
        return None
    head, value = _cut(whole[named.end() :])
    if value is None:
        return None
    parameters = _parameters(head)
    name = named[1].decode("ascii").upper()
    encoding = next(iter(parameters.get("ENCODING", [])), "").upper()
    if encoding in {"B", "BASE64"}:
        return Line(name, "", parameters, _decoded(value))
    if encoding == "QUOTED-PRINTABLE":
        value = a2b_qp(value)
    called = next(iter(parameters.get("CHARSET", [])), "")
    text = charset.decode(value, called or usual)[0]
    if encoding == "QUOTED-PRINTABLE":
        text = text.replace("\r\n", "\n")
    return Line(name, text, parameters)


def _cut(rest: bytes) -> tuple[str, bytes | None]:
    """Return the parameters, and the value behind the first colon without quotes."""
    quoted = False
    for at, sign in enumerate(rest[:10_000]):
        if sign == ord('"'):
            quoted = not quoted
        elif sign == ord(":") and not quoted:
            head = rest[:at].decode("utf-8", errors="replace")
            return head, rest[at + 1 :]
    return "", None


def _parameters(head: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in PARAMETER.findall(head):
        upper = name.upper()
        if value:
            values = [each.strip().strip('"') for each in _commas(value)]
            found.setdefault(upper, []).extend(values)
        elif upper in ENCODINGS:  # as version 2.1 of contacts has it
            found.setdefault("ENCODING", []).append(upper)
        else:
            found.setdefault("TYPE", []).append(name)
    return found


def _commas(value: str) -> list[str]:
    return re.findall(r'"[^"]*"|[^,]+', value)


def _decoded(value: bytes) -> bytes:
    try:
        return a2b_base64(value)
    except Error:
        return b""


def _usual(data: bytes) -> str:
    """Return the charset of the values that name none."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        sample = data[: charset.SAMPLE]
        return max(charset.GUESSES, key=lambda name: charset.likeness(sample, name))
    return "utf-8"
