"""The texts of the interface, as a translator collects them (babel.cfg)."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.support import Translations

ROOT = Path(__file__).resolve().parent.parent
KEYWORDS = {**DEFAULT_KEYWORDS, "said": None, "to_say": None, "counted": (1, 2)}
DOORS = ("ledger/web/", "ledger/cli/", "templates/")

Text = str | tuple[str, ...]


def collected() -> Iterator[tuple[str, Text]]:
    """Yield each text with the file that it stands in."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as source:
        found = parse_mapping_cfg(source)  # type: ignore[no-untyped-call] # of Babel
        mapping, options = found
    for folder in ("ledger", "index", "templates"):
        found = extract_from_dir(
            ROOT / folder,
            [(each.removeprefix(f"{folder}/"), how) for each, how in mapping],
            {each.removeprefix(f"{folder}/"): o for each, o in options.items()},
            KEYWORDS,
        )
        for name, _line, text, _comments, _context in found:
            yield f"{folder}/{name}", text


def behind_the_doors() -> list[str]:
    """Return the texts that no page makes: of services, errors and tables."""
    texts: dict[str, None] = {}
    for name, text in collected():
        if not name.startswith(DOORS):
            texts |= dict.fromkeys([text] if isinstance(text, str) else text)
    return list(texts)


def marked() -> Translations:
    """Return a catalogue in which every text stands between brackets."""
    catalogue = Catalog(locale="de")
    for _name, text in collected():
        if isinstance(text, str):
            catalogue.add(text, f"⟦{text}⟧")
        else:
            catalogue.add(text[:2], tuple(f"⟦{each}⟧" for each in text[:2]))
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)
