"""Copy the third-party files of the interface into ``ledger/static``.

Run it by hand when a version changes (it needs npm), and commit what it writes; neither
the program nor its package needs npm or a network for these files afterwards.

1. fetch each package at its pinned version, and refuse one whose bytes have changed;
2. write the script, the fonts with their style sheet, and one sprite of the icons used;
3. put each licence beside them, and list file, version, licence and digest in a README.
"""
# ruff: noqa: INP001 - a script to run, not a package to import

import hashlib
import re
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

STATIC = Path(__file__).parent.parent / "ledger" / "static"


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A pinned npm package; ``digest`` is the SHA-256 of its archive."""

    name: str
    version: str
    digest: str
    licence: str
    short: str


HTMX = Package(
    name="htmx.org",
    version="4.0.1",
    digest="5fba65616ca148a86d377e9771bcada7f35faee3558651feb929eea425e13b3c",
    licence="0BSD",
    short="htmx",
)
LUCIDE = Package(
    name="lucide-static",
    version="1.62.0",
    digest="386f9080c440d6f5049cefe3456ae8357f7a0c7f76e59670cd1cb83bc7050a44",
    licence="ISC, in part MIT",
    short="lucide",
)
INTER = Package(
    name="@fontsource-variable/inter",
    version="5.3.0",
    digest="d26710dd38e7217484a1d47ee76c024977ec550548876f26d06ed1844af09a14",
    licence="OFL-1.1",
    short="inter",
)
SOURCE_SERIF = Package(
    name="@fontsource-variable/source-serif-4",
    version="5.3.1",
    digest="8c452853c74be1e43e9fbfe76321c26f4678a2d431e93209ff1d9faec03fd96f",
    licence="OFL-1.1",
    short="source-serif-4",
)

FAMILIES = {INTER: "Inter", SOURCE_SERIF: "Source Serif"}
SUBSETS = ("cyrillic-ext", "cyrillic", "latin-ext", "latin")
"""What English, German, Romanian, Bulgarian, Russian and Ukrainian are written with."""

ICONS = """
activity archive arrow-left arrow-right badge-check calendar calendar-days check
book-open chevron-down chevron-left chevron-right chevron-up circle-alert circle-check
circle-question-mark clock coins copy download ellipsis external-link eye file
file-lock file-question-mark file-spreadsheet file-text folder folder-input hash
history house image inbox info keyboard link list-filter lock log-out mail
message-circle minus monitor moon notebook-pen package paperclip pencil plus quote
rotate-ccw scale scroll-text search shield-check sun trash-2 triangle-alert undo-2
upload user user-plus users x
"""

FACE = re.compile(r"/\* (?P<name>\S+) \*/\s*@font-face \{(?P<body>[^}]*)\}")
RANGE = re.compile(r"unicode-range: ([^;]+);")
DRAWING = re.compile(r"<svg[^>]*>(?P<paths>.*)</svg>", re.DOTALL)


class ChangedError(Exception):
    """A package no longer has the bytes that were pinned."""

    def __init__(self, package: Package, found: str) -> None:
        super().__init__(
            f"{package.name} {package.version} has changed:"
            f" expected {package.digest}, found {found}."
        )


SPRITE_HEAD = """\
<svg xmlns="http://www.w3.org/2000/svg">
<!-- Icons of Lucide, written by tools/vendor.py; licence: licences/lucide.txt -->"""

FONTS_HEAD = """\
/* The fonts of the interface, written by tools/vendor.py; licences: licences/ */
"""

README_HEAD = """\
# What is served as it is

Our own files are `app.css`, `theme.js`, `app.js`, `shared.js`, `keys.js`, `upload.js`
and `favicon.svg` (drawn after an icon of Lucide).
`fonts.css` and this list are written by `tools/vendor.py`, which copied these files:

| file | from the npm package | licence | SHA-256 |
|---|---|---|---|
"""


def main() -> None:
    """Fetch every package and write the files, their licences and the README."""
    rows: list[str] = []
    faces: list[str] = []
    with TemporaryDirectory() as folder:
        for package in (HTMX, LUCIDE, INTER, SOURCE_SERIF):
            unpacked = fetch(package, Path(folder))
            files = pick(package, unpacked)
            for name, content in files.items():
                _write(name, content)
                rows.append(_row(name, content, package))
            licence = (unpacked / "LICENSE").read_bytes().replace(b"\r\n", b"\n")
            _write(f"licences/{package.short}.txt", licence)
            if package in FAMILIES:
                faces += _faces(package, unpacked, files)
    _write("fonts.css", "\n".join([FONTS_HEAD, *faces]).encode())
    _write("README.md", (README_HEAD + "\n".join(rows) + "\n").encode())


def fetch(package: Package, folder: Path) -> Path:
    """Return the folder into which the package was unpacked.

    Raises:
        ChangedError: the archive is not the one that was pinned.
    """
    own = folder / package.short
    own.mkdir()
    command = ["npm", "pack", "--silent", f"{package.name}@{package.version}"]
    subprocess.run(command, cwd=own, check=True, capture_output=True)  # noqa: S603 - constants of this file
    archive = next(own.glob("*.tgz"))
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != package.digest:
        raise ChangedError(package, found)
    with tarfile.open(archive) as opened:
        opened.extractall(own, filter="data")
    return own / "package"


def pick(package: Package, unpacked: Path) -> dict[str, bytes]:
    """Return what we use of a package, by the name it gets in ``static``."""
    if package is HTMX:
        return {"htmx.min.js": (unpacked / "dist" / "htmx.min.js").read_bytes()}
    if package is LUCIDE:
        return {"icons.svg": _sprite(unpacked / "icons")}
    names = [f"{package.short}-{subset}-wght-normal.woff2" for subset in SUBSETS]
    return {f"fonts/{name}": (unpacked / "files" / name).read_bytes() for name in names}


def _sprite(folder: Path) -> bytes:
    """Return one drawing that holds every icon we use as a symbol."""
    symbols = [SPRITE_HEAD]
    for name in ICONS.split():
        drawing = DRAWING.search((folder / f"{name}.svg").read_text("utf-8"))
        paths = " ".join(drawing["paths"].split()) if drawing else ""
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{paths}</symbol>')
    return "\n".join([*symbols, "</svg>", ""]).encode()


def _faces(package: Package, unpacked: Path, files: dict[str, bytes]) -> list[str]:
    """Return a ``@font-face`` rule for each file, with the package's own ranges."""
    rules = []
    sheet = (unpacked / "wght.css").read_text("utf-8")
    for face in FACE.finditer(sheet):
        path = f"fonts/{face['name']}.woff2"
        ranges = RANGE.search(face["body"])
        if path not in files or ranges is None:
            continue
        version = hashlib.sha256(files[path]).hexdigest()[:12]
        rules.append(
            "@font-face {\n"
            f'  font-family: "{FAMILIES[package]}";\n'
            "  font-weight: 200 900;\n"
            "  font-display: swap;\n"
            f'  src: url("{path}?v={version}") format("woff2");\n'
            f"  unicode-range: {ranges[1]};\n"
            "}\n"
        )
    return rules


def _row(name: str, content: bytes, package: Package) -> str:
    """Return the line of the README that tells where a file comes from."""
    digest = hashlib.sha256(content).hexdigest()
    source = f"{package.name} {package.version}"
    licence = f"[{package.licence}](licences/{package.short}.txt)"
    return f"| `{name}` | {source} | {licence} | `{digest}` |"


def _write(name: str, content: bytes) -> None:
    path = STATIC / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


if __name__ == "__main__":
    main()
