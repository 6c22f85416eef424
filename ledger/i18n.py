"""The languages of the interface: one ``.po`` file each, compiled in memory.

A language is added by putting ``<code>.po`` into ``ledger/translations``; it is found
by its name, and nothing has to be built. English is what the templates say, so it needs
no file. This room knows nothing of requests: which language a viewer gets is decided at
the door.
"""

from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

TRANSLATIONS = Path(__file__).parent / "translations"
"""Where the catalogues of the product lie."""

SOURCE = "en"
"""The language in which the templates are written."""


def load(folder: Path = TRANSLATIONS) -> dict[str, Translations]:
    """Return the catalogue of each language, by its code.

    A message that is empty or marked as fuzzy is left out, so it shows in English.

    Raises:
        babel.messages.pofile.PoFileError: a file is no catalogue.
    """
    return {path.stem: _compiled(path) for path in sorted(folder.glob("*.po"))}


def languages(folder: Path = TRANSLATIONS) -> list[str]:
    """Return the codes of the languages that a viewer may choose, English first."""
    found = {path.stem for path in folder.glob("*.po")}
    return [SOURCE, *sorted(found - {SOURCE})]


def _compiled(path: Path) -> Translations:
    with path.open("rb") as source:
        catalogue = read_po(source, locale=path.stem, abort_invalid=True)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)
