"""A pull: the originals of a story, a page to read, and all that proves them.

``manifest-sha256.txt`` lists every file for ``sha256sum --check``; ``check.py`` checks
the events and the checkpoint too and needs nothing but Python.
"""

import io
import json
from collections.abc import Callable
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from typing import IO

from ledger.packing import pages
from ledger.packing.archive import Archive
from ledger.packing.archive import Packed
from ledger.packing.archive import plain_name
from ledger.packing.archive import sums

FORM = "scope-ledger-pull-1"
_ENDINGS = (
    *("eml", "pdf", "txt", "md", "html", "docx", "odt", "rtf", "xlsx", "ods"),
    *("png", "jpg", "jpeg", "tif", "tiff", "gif", "webp"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """The bytes of a document as they came."""

    documents: Sequence[str]
    """The ids of the documents that have these bytes."""

    title: str
    name: str
    """The name it came with; data, never a path."""

    media_type: str
    open: Callable[[], IO[bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proven:
    """An event with its fields, and the proof that it is under the checkpoint."""

    position: int
    kind: str
    body: bytes
    disclosures: Sequence[str]
    """The fields that are shown."""

    withheld: int
    """How many more there are, of which the body has the digests alone."""

    proof: str | None
    """None for an event that is newer than the checkpoint."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What goes into a pull."""

    title: str
    page: dict[str, Any]
    """What the page shows, see ``templates/pull/page.html``."""

    originals: Sequence[Original]
    events: Sequence[Proven]
    checkpoint: str
    vkey: str


def write(target: IO[bytes], contents: Contents) -> list[Packed]:
    """Write a pull and return the files in it; equal contents give equal bytes."""
    archive = Archive(target)
    originals = [
        _original(archive, number, each)
        for number, each in enumerate(contents.originals, 1)
    ]
    paths = {key: each["path"] for each in originals for key in each["documents"]}
    _text(archive, "proof/checkpoint.txt", contents.checkpoint)
    _text(archive, "proof/key.txt", f"{contents.vkey}\n")
    events = [_event(archive, each) for each in contents.events]
    page = pages.render(
        "pull/page.html", paths=paths, originals=originals, **contents.page
    )
    _text(archive, "index.html", page)
    _text(archive, "check.py", _checker())
    manifest = {
        "form": FORM,
        "title": contents.title,
        "originals": originals,
        "events": events,
    }
    _text(archive, "manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1))
    withheld = sum(each.withheld for each in contents.events)
    readme = pages.render_text(
        "pull/README.txt",
        title=contents.title,
        withheld=withheld,
        position=f"{contents.events[-1].position:08d}",
    )
    _text(archive, "README.txt", readme)
    _text(archive, "manifest-sha256.txt", sums(archive.files))
    archive.close()
    return archive.files


def _original(archive: Archive, number: int, each: Original) -> dict[str, Any]:
    name = plain_name(number, each.name, _ENDINGS)
    if each.media_type == "message/rfc822":
        name = f"{name.rpartition('.')[0]}.eml"
    with each.open() as source:
        packed = archive.add(f"originals/{name}", source)
    return {
        "path": packed.path,
        "sha256": packed.digest,
        "size": packed.size,
        "documents": list(each.documents),
        "title": each.title,
        "name": each.name,
        "media_type": each.media_type,
    }


def _event(archive: Archive, each: Proven) -> dict[str, Any]:
    stem = f"proof/events/{each.position:08d}"
    body = archive.add(f"{stem}.body.json", io.BytesIO(each.body))
    shown = "".join(f"{text}\n" for text in each.disclosures)
    fields = _text(archive, f"{stem}.fields.txt", shown)
    proof = _text(archive, f"{stem}.proof.txt", each.proof) if each.proof else None
    return {
        "position": each.position,
        "kind": each.kind,
        "body": body.path,
        "fields": fields.path,
        "proof": proof.path if proof else None,
    }


def _text(archive: Archive, path: str, text: str) -> Packed:
    return archive.add(path, io.BytesIO(text.encode("utf-8", errors="replace")))


def _checker() -> str:
    return Path(__file__).with_name("check.py").read_text("utf-8")
