"""What an office file says of itself: who wrote it, when, how often it was kept."""

from ledger.formats.mail.words import clean
from ledger.formats.office.package import Package
from ledger.formats.office.stream import Collector
from ledger.formats.office.stream import tell
from ledger.formats.text import UNSTORABLE

LONGEST_FACT = 500
FACTS = {
    "dc:title": "title",
    "dc:creator": "author",
    "dc:subject": "subject",
    "dc:description": "description",
    "dc:date": "modified",
    "dcterms:created": "created",
    "dcterms:modified": "modified",
    "lastModifiedBy": "last modified by",
    "lastPrinted": "printed",
    "keywords": "keywords",
    "revision": "revision",
    "Application": "creator",
    "Company": "company",
    "Manager": "manager",
    "Template": "template",
    "TotalTime": "minutes of editing",
    "meta:initial-creator": "author",
    "meta:creation-date": "created",
    "meta:generator": "creator",
    "meta:editing-cycles": "revision",
    "meta:editing-duration": "time of editing",
    "meta:keyword": "keywords",
    "meta:printed-by": "printed by",
    "meta:print-date": "printed",
}
"""Names of elements, with or without their room, and what we call them."""

META = "meta.xml"
PARTS = ("docProps/core.xml", "docProps/app.xml")


def of_package(package: Package) -> dict[str, str]:
    """Return what an Open XML package says of itself."""
    facts: dict[str, str] = {}
    for part in PARTS:
        if part in package:
            facts |= of_part(package, part)
    return facts


def of_open_document(package: Package) -> dict[str, str]:
    """Return what an OpenDocument says of itself; its creator is the last one."""
    if META not in package:
        return {}
    return of_part(package, META, {**FACTS, "dc:creator": "last modified by"})


def of_part(
    package: Package, part: str, words: dict[str, str] = FACTS
) -> dict[str, str]:
    """Return what one part of a package says of the whole."""
    collector = Collector()
    package.flags.update(dict.fromkeys(tell(package.chunks(part), collector)))
    facts: dict[str, str] = {}
    for name, _, pieces in collector.found:
        known = words.get(name) or words.get(name.rpartition(":")[2])
        value = clean("".join(pieces))[:LONGEST_FACT]
        if known and value:
            facts[known] = UNSTORABLE.sub("\ufffd", value)
    return facts
