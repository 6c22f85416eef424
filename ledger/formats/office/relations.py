"""What the parts of an Open XML package name: each other, and addresses outside."""

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass

from ledger.formats.office.package import Package
from ledger.formats.office.stream import Collector
from ledger.formats.office.stream import Handler
from ledger.formats.office.stream import tell

CALLED = {
    "word/": ("wordprocessingml", "ms-word"),
    "xl/": ("spreadsheetml", "ms-excel"),
    "ppt/": ("presentationml", "ms-powerpoint"),
}
"""How packages call their main parts, by the folder in which these usually lie."""


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


def note(package: Package, part: str, handler: Handler) -> None:
    """Tell a handler what stands in a part; its oddities are the package's."""
    if part in package:
        package.flags.update(dict.fromkeys(tell(package.chunks(part), handler)))


def media_type(package: Package, main: str, known: Sequence[str]) -> str:
    """Return which of the known types a package has by its main part, or the first."""
    named = called(package, main).removesuffix(".main+xml").lower()
    for each in known:
        if each.lower().removesuffix(".12") == named:
            return each
    return known[0]


def called(package: Package, part: str) -> str:
    """Return what a package calls one of its parts; nothing where it says nothing."""
    collector = Collector()
    note(package, "[Content_Types].xml", collector)
    for _, attributes, _ in collector.found:
        if attributes.get("PartName", "").lstrip("/").lower() == part.lower():
            return attributes.get("ContentType", "")
    return ""


def main_of(package: Package, folder: str, usual: str) -> str:
    """Return the main part of a package of this kind; empty for none.

    It lies in its kind's folder, or anywhere else where the package calls it so.
    """
    for relation in relations(package, ""):
        if relation.kind != "officeDocument" or relation.target not in package:
            continue
        if relation.target.lower().startswith(folder):
            return relation.target
        name = called(package, relation.target)
        if any(mark in name for mark in CALLED.get(folder, ())):
            return relation.target
    return usual if usual in package else ""
