"""Check this folder: run ``python3 check.py`` in it.

It needs Python 3.8 or newer and nothing else, no network and no program of ours. What
it proves is what it prints, from the sealed events; no page and no list is believed.
"""

from __future__ import annotations

import base64
import hashlib
import io
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
PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*")
BROKEN = (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError)


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
    if key is None or r is None or base is None or s >= L:
        return False
    challenge = hashlib.sha512(signature[:32] + public + text).digest()
    left = times(s, base)
    right = added(r, times(int.from_bytes(challenge, "little") % L, key))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (
        left[1] * right[2] - right[1] * left[2]
    ) % P == 0


def stated(note: str, vkey: str) -> Checkpoint | None:
    """Return origin, size and root of a checkpoint, if the key signed it."""
    text, _, lines = note.partition("\n\n")
    origin, size, root = text.split("\n")[:3]
    name, key_id, encoded = vkey.split("+", 2)
    public = base64.b64decode(encoded)
    named = hashlib.sha256(name.encode() + b"\n" + public).hexdigest()[:8]
    if public[:1] != b"\x01" or len(public) != 33 or named != key_id:
        return None
    for line in lines.splitlines():
        _dash, who, data = line.split(" ")
        raw = base64.b64decode(data)
        ours = who == name == origin and raw[:4].hex() == key_id
        if (
            ours
            and len(raw) == 68
            and signed(public[1:], f"{text}\n".encode(), raw[4:])
        ):
            return origin, int(size), base64.b64decode(root)
    return None


def root_by(index: int, size: int, leaf: bytes, path: list[bytes]) -> bytes | None:
    """Return the root that an audit path leads to (RFC 9162, 2.1.3.2)."""
    node, last, found = index, size - 1, leaf
    for part in path:
        if last == 0:
            return None
        right = node % 2 or node == last
        both = part + found if right else found + part
        found = hashlib.sha256(b"\x01" + both).digest()
        while right and node and not node % 2:
            node, last = node // 2, last // 2
        node, last = node // 2, last // 2
    return found if last == 0 else None


class Event:
    """An event that is under the checkpoint, with those of its fields that are here."""

    def __init__(self, body: dict[str, Any], fields: dict[str, Any]) -> None:
        self.position, self.kind, self.at = body["position"], body["kind"], body["at"]
        self.log, self.subject = body["log"], body["subject"]
        self.fields, self.sealed = fields, set(body["sd"])
        self.blobs = {b["sha256"] for b in body["blobs"] if b["role"] == "raw"}


class Check:
    """All that is looked at; faults are gathered, and nothing breaks off."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.faults: list[str] = []
        self.found: list[str] = []
        self.events: list[Event] = []
        self.paths: dict[str, str] = {}
        self.files, self.newer = 0, 0
        self.checkpoint: Checkpoint = ("", 0, b"")

    def run(self) -> None:
        """Look at everything, as far as there is a checkpoint."""
        for step in (self.see_files, self.see_checkpoint, self.see_manifest):
            try:
                for fault in step():
                    self.faults.append(fault)
            except BROKEN as error:
                self.faults.append(f"{step.__name__[4:]}: {error!r}")

    def bytes_at(self, path: str) -> bytes:
        """Return the bytes of a file of this folder, and of no other one."""
        if not PLAIN.fullmatch(path):
            raise ValueError(path + " is no path of this folder")
        return (self.folder / path).read_bytes()

    def see_files(self) -> Iterator[str]:
        """Yield which files are missing, changed or too many."""
        listed = {"manifest-sha256.txt"}
        lines = self.bytes_at("manifest-sha256.txt").decode().splitlines()
        for digest, _, path in (line.partition("  ") for line in lines):
            if not PLAIN.fullmatch(path) or path in listed:
                yield path + " is listed twice, or is no path of this folder"
            elif not (self.folder / path).is_file():
                yield path + " is missing"
            elif hashlib.sha256(self.bytes_at(path)).hexdigest() != digest:
                yield path + " was changed"
            listed.add(path)
        for file in sorted(self.folder.rglob("*")):
            name = file.relative_to(self.folder).as_posix()
            if file.is_symlink() or (not file.is_dir() and name not in listed):
                yield name + " does not belong here"

    def see_checkpoint(self) -> Iterator[str]:
        """Yield what is wrong with the checkpoint: nothing is proven without it."""
        note, vkey = map(self.bytes_at, ("proof/checkpoint.txt", "proof/key.txt"))
        found = stated(note.decode(), vkey.decode().strip())
        self.checkpoint = found or self.checkpoint
        if found is None:
            yield "the checkpoint was not signed by the key in proof/key.txt"

    def see_manifest(self) -> Iterator[str]:
        """Yield what is wrong with the events and the originals."""
        if not self.checkpoint[0]:
            return
        manifest = json.loads(self.bytes_at("manifest.json"))
        if not manifest["events"] or not manifest["originals"]:
            yield "manifest.json lists no events, or no originals"
        for entry in manifest["events"]:
            yield from self.see_event(entry)
        if len({e["position"] for e in manifest["events"]}) != len(manifest["events"]):
            yield "manifest.json lists an event twice"
        yield from self.see_epochs()
        for entry in manifest["originals"]:
            yield from self.see_original(entry)
        if self.files != len(list((self.folder / "originals").iterdir())):
            yield "originals/ holds other files than manifest.json lists"
        told = [e.fields for e in self.events if e.kind == "request.recorded"]
        asked = [fields for fields in told if "quote" in fields]
        if not asked:
            yield "no request is under the checkpoint"
        for fields in asked:
            if not fields["quote"] or fields["document"] not in self.paths:
                yield f"the original of the words of {fields['label']} is not here"
        self.found = list(self.told())

    def see_event(self, entry: dict[str, Any]) -> Iterator[str]:
        """Yield what is wrong with one event; one that is proven is kept."""
        position, (_origin, size, root) = int(entry["position"]), self.checkpoint
        place, stem = f"event {position}", f"proof/events/{position:08d}"
        raw = self.bytes_at(f"{stem}.body.json")
        lines = self.bytes_at(f"{stem}.fields.txt").decode("ascii").split()
        event = Event(json.loads(raw), dict(field(line) for line in lines))
        if (event.position, event.kind) != (entry["position"], entry["kind"]):
            yield place + " is not the event that it is said to be"
        named = {hashlib.sha256(line.encode()).hexdigest() for line in lines}
        if not len(event.fields) == len(lines) == len(named & event.sealed):
            yield place + ": its fields are not those that were sealed"
        if entry["proof"] is None:
            self.newer += 1
            if position < size:
                yield place + " has no proof, but should be under the checkpoint"
            return
        proof = self.bytes_at(f"{stem}.proof.txt").decode().partition("\n\n")[0]
        index, *path = proof.split("\n")[1:]
        leaf = hashlib.sha256(b"\x00" + raw).digest()
        found = root_by(position, size, leaf, [base64.b64decode(p) for p in path])
        if index != f"index {position}" or position >= size or found != root:
            yield place + " is not under the checkpoint"
        else:
            self.events.append(event)

    def see_epochs(self) -> Iterator[str]:
        """Yield events that name another log than that of their epoch."""
        self.events.sort(key=lambda event: event.position)
        opened = [event for event in self.events if event.kind == "epoch.opened"]
        logs = [each.fields["former_key"].split("+")[0] for each in opened]
        logs.append(self.checkpoint[0])
        for event in self.events:
            number = sum(each.position <= event.position for each in opened)
            if event.log != logs[number]:
                yield f"event {event.position} belongs to another log"

    def see_original(self, entry: dict[str, Any]) -> Iterator[str]:
        """Yield what is wrong with an original: its bytes are held against events."""
        path, documents = entry["path"], entry["documents"]
        digest = hashlib.sha256(self.bytes_at(path)).hexdigest()
        self.files += 1
        if not path.startswith("originals/") or path in self.paths.values():
            yield path + " is listed twice, or is not in originals/"
        if digest != entry["sha256"] or not documents:
            yield path + " is not the file that manifest.json says it is"
        taken = [e for e in self.events if e.kind == "document.taken-in"]
        for document in documents:
            if not any(e.subject == document and digest in e.blobs for e in taken):
                yield path + " is named by no event under the checkpoint"
            elif self.paths.setdefault(document, path) != path:
                yield path + " is the document of another original too"

    def told(self) -> Iterator[str]:
        """Yield what is proven, in the words of the sealed events."""
        files, number = self.files, len(self.events)
        yield f"Intact: {files} original{'s' * (files != 1)}, and {number} events under"
        yield f"the checkpoint of {self.checkpoint[0]} at {self.checkpoint[1]} events."
        if self.newer:
            yield f"{self.newer} newer than the checkpoint, not proven."
        withheld = sum(len(each.sealed) - len(each.fields) for each in self.events)
        yield f"{withheld} fields of these events are withheld; their digests are here."
        yield "Proven, as sealed in the log:"
        for event in self.events:
            fields = event.fields
            if "quote" in fields:
                where = self.paths.get(fields["document"], "an original elsewhere")
                words = " ".join(fields["quote"].split()) or "(the whole document)"
                label = fields.get("label", event.kind)
                yield f"  {event.at} {label}: \u201c{words}\u201d in {where}"
            elif event.kind.endswith((".withdrawn", ".restored", "epoch.opened")):
                yield f"  {event.at} {event.kind} {fields.get('former_key', '')}"
        yield f"Key: {self.bytes_at('proof/key.txt').decode().strip()}"
        yield "Not proven: index.html, and titles and names in manifest.json, which"
        yield "help to read; nor that nothing was left out of this folder."
        yield "Compare key and checkpoint with a copy that you were given before: a log"
        yield "that was made up anew would have another key. If yours is a former key,"
        yield "let the holder of the log show that it begins with your checkpoint."


def field(line: str) -> Any:
    """Return name and value of a field."""
    return json.loads(base64.urlsafe_b64decode(line + "=" * (-len(line) % 4)))[1:]


def main() -> int:
    """Say whether the folder is intact; 0 where it is."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    check = Check(Path(__file__).resolve().parent)
    check.run()
    for text in check.faults or check.found:
        print("".join(c if c.isprintable() else "?" for c in text))
    if check.faults:
        print(f"NOT INTACT: {len(check.faults)} faults.")
    return 1 if check.faults else 0


if __name__ == "__main__":
    sys.exit(main())
