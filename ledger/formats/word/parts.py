"""Which parts a Word file has: its main one, those it names, and what lies in it."""

import posixpath
from dataclasses import dataclass

from ledger.formats.office.package import Package
from ledger.formats.office.stream import Collector
from ledger.formats.office.stream import tell

MAIN = "word/document.xml"
OTHERS = ("xl/", "ppt/", "visio/")
"""Where the main part of another kind of file stands."""

EMBEDDED = ("word/media/", "word/embeddings/", "word/activex/")
LINKS = frozenset({"hyperlink"})
"""Of what lies outside, programs follow these only when a person clicks."""


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part names: another part, or an address outside."""

    key: str
    kind: str
    target: str
    outside: bool


def relations(package: Package, part: str) -> list[Relation]:
    """Return what a part names; for the whole package, the part is empty."""
    folder, name = posixpath.split(part)
    listed = posixpath.join(folder, "_rels", f"{name}.rels")
    if listed not in package:
        return []
    collector = Collector()
    note(package, listed, collector)
    found = []
    for element, attributes, _ in collector.found:
        if element.endswith("Relationship"):
            target = attributes.get("Target", "")
            outside = attributes.get("TargetMode", "") == "External"
            if not outside:
                target = posixpath.normpath(posixpath.join("/", folder, target))[1:]
            kind = attributes.get("Type", "").rpartition("/")[2]
            found.append(Relation(attributes.get("Id", ""), kind, target, outside))
    return found


def note(package: Package, part: str, handler: Collector) -> None:
    """Read a small part; its oddities are the package's."""
    package.flags.update(dict.fromkeys(tell(package.chunks(part), handler)))


def main_part(package: Package) -> str:
    """Return the part that holds the document; empty where there is none."""
    for relation in relations(package, ""):
        if relation.kind != "officeDocument" or relation.target not in package:
            continue
        if not relation.target.lower().startswith(OTHERS):
            return relation.target
    return MAIN if MAIN in package else ""


def media_type(package: Package, part: str) -> str:
    """Return what the package calls a part."""
    collector = Collector()
    if "[Content_Types].xml" in package:
        note(package, "[Content_Types].xml", collector)
    for _, attributes, _ in collector.found:
        if attributes.get("PartName", "").lstrip("/").lower() == part.lower():
            return attributes.get("ContentType", "")
    return ""


def embedded(package: Package, listed: list[Relation]) -> list[str]:
    """Return the names of what lies in a package, each once."""
    names = [part.name for part in package.under(*EMBEDDED)]
    chunks = [each.target for each in listed if each.kind == "aFChunk"]
    return list(dict.fromkeys([*names, *(one for one in chunks if one in package)]))
