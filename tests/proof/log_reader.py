"""Check a home by the words of docs/formats/log.md, without any of our code.

``python log_reader.py HOME VKEY < CHECKPOINT`` prints what is wrong, one finding a
line, and ends with 0 where nothing is. It uses the standard library alone and so has
an Ed25519 of its own (RFC 8032).
"""

import base64
import hashlib
import json
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# Ed25519: only what verifying needs, on extended coordinates, in plain integers.
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
Point = tuple[int, int, int, int]
Row = tuple[int, bytes, str | None]


def added(a: Point, b: Point) -> Point:
    one, two = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    three, four = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = two - one, four - three, four + three, two + one
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number: int, point: Point) -> Point:
    found: Point = (0, 1, 1, 0)
    while number:
        if number & 1:
            found = added(found, point)
        point, number = added(point, point), number >> 1
    return found


def point_of(data: bytes) -> Point | None:
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def signed(public: bytes, text: bytes, signature: bytes) -> bool:
    key, r = point_of(public), point_of(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    base = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))
    if key is None or r is None or base is None or s >= L or len(signature) != 64:
        return False
    challenge = hashlib.sha512(signature[:32] + public + text).digest()
    left = times(s, base)
    right = added(r, times(int.from_bytes(challenge, "little") % L, key))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (
        left[1] * right[2] - right[1] * left[2]
    ) % P == 0


def stated(note: str, vkey: str) -> tuple[str, int, bytes] | None:
    """Return what a checkpoint says, if the key signed it."""
    name, key_id, encoded = vkey.split("+", 2)
    public = base64.b64decode(encoded)[1:]
    wanted = hashlib.sha256(f"{name}\n\x01".encode() + public).digest()[:4]
    text, _, lines = note.partition("\n\n")
    text += "\n"
    for line in lines.splitlines():
        dash, who, data = line.split(" ")
        raw = base64.b64decode(data)
        if (dash, who, raw[:4].hex()) == ("\u2014", name, key_id) and raw[:4] == wanted:
            origin, size, root = text.split("\n")[:3]
            if signed(public, text.encode(), raw[4:]) and origin == name:
                return origin, int(size), base64.b64decode(root)
    return None


def canonical(value: Any) -> str:
    """RFC 8785, for what the log holds: no fractions."""
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        inner = (f"{canonical(name)}:{canonical(value[name])}" for name in names)
        return "{" + ",".join(inner) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    if isinstance(value, float):
        raise TypeError(value)
    return json.dumps(value, ensure_ascii=False)


def root_of(leaves: list[bytes]) -> bytes:
    """RFC 6962, section 2.1, as it stands there."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    left, right = root_of(leaves[:split]), root_of(leaves[split:])
    return hashlib.sha256(b"\x01" + left + right).digest()


def faults(home: Path, vkey: str, note: str) -> Iterator[str]:
    """Yield what is wrong with a home."""
    checkpoint = stated(note, vkey)
    if checkpoint is None:
        yield "the checkpoint was not signed by this key"
        return
    origin, size, root = checkpoint
    rows = read(home)
    named: dict[str, int] = {}
    before, log = "", ""
    for place, row in enumerate(rows):
        try:
            event = json.loads(row[1])
            log = in_force(event, row, log)
            yield from (f"event {place}: {x}" for x in wrong(event, row, place, log))
            if place == size - 1 and log != origin:
                yield "the checkpoint is one of another log"
            if event["at"] < before:
                yield f"event {place}: before the one before it"
            before = event["at"]
            named.update((blob["sha256"], place) for blob in event["blobs"])
        except (ValueError, KeyError, TypeError, AttributeError):
            yield f"event {place}: not understood"
    leaves = [hashlib.sha256(b"\x00" + body).digest() for _, body, _ in rows[:size]]
    if len(leaves) < size:
        yield f"the log was cut: {len(leaves)} of {size} events"
    elif root_of(leaves) != root:
        yield "the log is not the one that was signed"
    yield from lost(home, named)


def lost(home: Path, named: dict[str, int]) -> Iterator[str]:
    """Yield the blobs that are not as they were named."""
    for digest, place in named.items():
        path = home / "blobs" / digest[:2] / digest
        if not path.is_file():
            yield f"event {place}: its blob {digest} is missing"
        elif hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            yield f"event {place}: its blob {digest} was changed"


def in_force(event: Any, row: Row, log: str) -> str:
    """Return the origin in force: the first event's, until an epoch is opened."""
    if event["kind"] == "epoch.opened":
        for part in (row[2] or "").split("~"):
            _, name, value = json.loads(base64.urlsafe_b64decode(part + "==="))
            if (name, value) == ("former", log):
                return str(event["log"])
    return log or str(event["log"])


def read(home: Path) -> list[Row]:
    db = sqlite3.connect(f"file:{home / 'ledger.db'}?mode=ro", uri=True)
    rows = db.execute(
        "SELECT e.position, e.body, p.disclosures FROM event e"
        " LEFT JOIN payload p ON p.position = e.position ORDER BY e.position"
    ).fetchall()
    db.close()
    return rows


def wrong(event: Any, row: Row, place: int, origin: str) -> Iterator[str]:
    """Yield what is wrong with one event."""
    position, body, disclosures = row
    if canonical(event).encode() != body:
        yield "not canonical"
    if (position, event["position"], event["log"]) != (place, place, origin):
        yield "not in its place"
    parts = disclosures.split("~") if disclosures else []
    digests = [hashlib.sha256(each.encode()).hexdigest() for each in parts]
    if disclosures is None or sorted(digests) != event["sd"]:
        yield "other fields"


def main() -> int:
    home, vkey = sys.argv[1:]
    found = list(faults(Path(home), vkey, sys.stdin.read()))
    sys.stdout.writelines(f"{each}\n" for each in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
