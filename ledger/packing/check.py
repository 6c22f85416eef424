"""Check this folder: run ``python3 check.py`` in it.

It needs Python 3.8 or newer and nothing else, no network and no program of ours.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import sys
from pathlib import Path
from typing import Any
from typing import Iterator
from typing import Tuple

# Ed25519 (RFC 8032), only what checking needs, in plain integers.
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
Point = Tuple[int, int, int, int]
Checkpoint = Tuple[str, int, bytes]


def added(a: Point, b: Point) -> Point:
    """Return the sum of two points."""
    one, two = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    three, four = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = two - one, four - three, four + three, two + one
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number: int, point: Point) -> Point:
    """Return a multiple of a point."""
    found: Point = (0, 1, 1, 0)
    while number:
        if number & 1:
            found = added(found, point)
        point, number = added(point, point), number >> 1
    return found


def point_of(data: bytes) -> Point | None:
    """Return the point that 32 bytes stand for; None where they stand for none."""
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
    """Tell whether a key signed a text."""
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


def stated(note: str, vkey: str) -> Checkpoint | None:
    """Return origin, size and root of a checkpoint, if one of the keys signed it."""
    text, _, lines = note.partition("\n\n")
    text += "\n"
    name, key_id, encoded = vkey.split("+", 2)
    public = base64.b64decode(encoded)[1:]
    for line in lines.splitlines():
        _dash, who, data = line.split(" ")
        raw = base64.b64decode(data)
        ours = who == name and raw[:4].hex() == key_id
        if ours and signed(public, text.encode(), raw[4:]):
            origin, size, root = text.split("\n")[:3]
            return origin, int(size), base64.b64decode(root)
    return None


def leaf_of(body: bytes) -> bytes:
    """Return the hash by which an event stands in the log (RFC 6962, 2.1)."""
    return hashlib.sha256(b"\x00" + body).digest()


def root_by(index: int, size: int, leaf: bytes, path: list[bytes]) -> bytes | None:
    """Return the root that an audit path leads to (RFC 9162, 2.1.3.2)."""
    node, last, found = index, size - 1, leaf
    for part in path:
        if node % 2 or node == last:
            found = hashlib.sha256(b"\x01" + part + found).digest()
            while node and not node % 2:
                node, last = node // 2, last // 2
        else:
            found = hashlib.sha256(b"\x01" + found + part).digest()
        node, last = node // 2, last // 2
    return found if last == 0 else None


def faults_of_files(folder: Path) -> Iterator[str]:
    """Yield which files are missing, changed or too many."""
    listed = {"manifest-sha256.txt"}
    for line in (folder / "manifest-sha256.txt").read_text("utf-8").splitlines():
        digest, _, path = line.partition("  ")
        listed.add(path)
        file = folder / path
        if not file.is_file():
            yield path + " is missing"
        elif hashlib.sha256(file.read_bytes()).hexdigest() != digest:
            yield path + " was changed"
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder).as_posix()
        if file.is_file() and name not in listed:
            yield name + " does not belong here"


def faults_of_event(
    folder: Path, entry: dict[str, Any], checkpoint: Checkpoint, known: set[str]
) -> Iterator[str]:
    """Yield what is wrong with one event of the log."""
    _origin, size, root = checkpoint
    place = f"event {entry['position']}"
    body = (folder / entry["body"]).read_bytes()
    event = json.loads(body)
    if event["position"] != entry["position"]:
        yield place + " is not the event that it is said to be"
    fields = (folder / entry["fields"]).read_text("ascii").split()
    if sorted(hashlib.sha256(f.encode()).hexdigest() for f in fields) != event["sd"]:
        yield place + ": its fields are not those that were sealed"
    if entry["proof"] is None:
        return
    lines = (
        (folder / entry["proof"]).read_text("utf-8").partition("\n\n")[0].split("\n")
    )
    index = int(lines[1].split(" ")[1])
    path = [base64.b64decode(line) for line in lines[2:]]
    if index != entry["position"] or root_by(index, size, leaf_of(body), path) != root:
        yield place + " is not under the checkpoint"
    known.update(blob["sha256"] for blob in event["blobs"])


def main() -> int:
    """Say whether the folder is intact; 0 where it is."""
    folder = Path(__file__).resolve().parent
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    faults = list(faults_of_files(folder))
    note = (folder / "proof" / "checkpoint.txt").read_text("utf-8")
    vkey = (folder / "proof" / "key.txt").read_text("utf-8").strip()
    checkpoint = stated(note, vkey)
    if checkpoint is None:
        print("The checkpoint was not signed by the key in proof/key.txt.")
        return 1
    known: set[str] = set()
    for entry in manifest["events"]:
        faults += faults_of_event(folder, entry, checkpoint, known)
    for each in manifest["originals"]:
        if each["sha256"] not in known:
            faults.append(each["path"] + " is named by no event under the checkpoint")
    for fault in faults:
        print(re.sub(r"[^ -~]", "?", fault))
    if faults:
        print(f"NOT INTACT: {len(faults)} faults.")
        return 1
    print(
        f"Intact: {len(manifest['originals'])} originals, and"
        f" {len(manifest['events'])} events under the checkpoint"
        f" of {checkpoint[0]} at {checkpoint[1]} events."
    )
    print("Compare proof/checkpoint.txt and proof/key.txt with a copy that you were")
    print("given before: a log that was made up anew would have another key.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
