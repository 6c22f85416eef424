"""How a worker is shut in: by bubblewrap where it works, else by limits alone."""

import shutil
import sys
from pathlib import Path

BUBBLEWRAP = "bubblewrap"
LIMITS_ONLY = "limits only"

START = (
    "import runpy, sys; root = sys.argv.pop();"
    " at = next((n for n, p in enumerate(sys.path) if p.endswith('-packages')), None);"
    " sys.path.insert(len(sys.path) if at is None else at, root);"
    " runpy.run_module('ledger.formats', run_name='__main__')"
)
"""Finds the readers beside this very package, in a wheel as in a source tree."""

SYSTEM = ("/usr", "/lib", "/lib64", "/lib32", "/bin", "/etc/ld.so.cache")


def command(isolation: str) -> list[str]:
    """Return how a worker is started."""
    shut_in = _bubblewrap() if isolation == BUBBLEWRAP else []
    return [*shut_in, sys.executable, "-I", "-c", START, str(_root())]


def worth_trying() -> tuple[str, ...]:
    """Return which isolation may work here, the best first: a start shows it."""
    return (BUBBLEWRAP, LIMITS_ONLY) if shutil.which("bwrap") else (LIMITS_ONLY,)


def _root() -> Path:
    return Path(__file__).resolve().parent.parent.parent


def _bubblewrap() -> list[str]:
    """Return the call of bubblewrap: no network, and no files but the program's own."""
    return [
        shutil.which("bwrap") or "bwrap",
        *("--unshare-all", "--die-with-parent", "--new-session", "--clearenv"),
        *("--cap-drop", "ALL", "--tmpfs", "/tmp"),  # noqa: S108 – inside the box
        *(word for folder in _folders() for word in _bound(folder)),
        *("--chdir", "/"),
    ]


def _folders() -> list[Path]:
    root = _root()
    if root.name.endswith("-packages"):
        own = [root]
    else:
        package = root / "ledger"
        own = [package / name for name in ("__init__.py", "domain", "formats")]
    python = [Path(sys.base_prefix), Path(sys.prefix)]
    return [*map(Path, SYSTEM), *_whole(python), *own]


def _whole(folders: list[Path]) -> list[Path]:
    """Return folders, and where they really are."""
    return list(dict.fromkeys([*folders, *(folder.resolve() for folder in folders)]))


def _bound(folder: Path) -> list[str]:
    if folder.is_symlink() and str(folder) in SYSTEM:
        return ["--symlink", str(folder.readlink()), str(folder)]
    return ["--ro-bind-try", str(folder), str(folder)]
