"""Which parts a Word file has: its main one, those it names, and what lies in it."""

from ledger.formats.office.package import Package
from ledger.formats.office.relations import Relation
from ledger.formats.office.relations import relations

MAIN = "word/document.xml"
OTHERS = ("xl/", "ppt/", "visio/")
"""Where the main part of another kind of file stands."""

EMBEDDED = ("word/media/", "word/embeddings/", "word/activex/")
LINKS = frozenset({"hyperlink"})
"""Of what lies outside, programs follow these only when a person clicks."""


def main_part(package: Package) -> str:
    """Return the part that holds the document; empty where there is none."""
    for relation in relations(package, ""):
        if relation.kind != "officeDocument" or relation.target not in package:
            continue
        if not relation.target.lower().startswith(OTHERS):
            return relation.target
    return MAIN if MAIN in package else ""


def embedded(package: Package, listed: list[Relation]) -> list[str]:
    """Return the names of what lies in a package, each once."""
    names = [part.name for part in package.under(*EMBEDDED)]
    chunks = [each.target for each in listed if each.kind == "aFChunk"]
    return list(dict.fromkeys([*names, *(one for one in chunks if one in package)]))
