"""The wheel holds all that the program needs, and runs where only it is installed."""

import os
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BESIDE = ("ledger", "index", "templates")
"""The folders that become the wheel."""

NEVER = {".pyc", ".pyo"}

SIGN_IN = """
import sys
from pathlib import Path
import ledger
from ledger.config import Config
from ledger.opened import Ledger
from ledger.web import create_app

opened = Ledger(Config(home=Path(sys.argv[1])))
answer = create_app(opened).test_client().get("/sign-in")
style = create_app(opened).test_client().get("/static/app.css")
opened.close()
print(Path(ledger.__file__).parent)
print(answer.status_code, style.status_code)
print(answer.text)
"""

pytestmark = pytest.mark.xdist_group("packaging")


def ran(*words: str | Path, cwd: Path, path: str | None = None) -> str:
    """Run a program to its good end and return what it printed."""
    environment = {
        name: value for name, value in os.environ.items() if "PYTHON" not in name
    }
    done = subprocess.run(  # noqa: S603 - our own programs
        [*words],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        env={
            **environment,
            "SCOPE_LEDGER_HOME": str(cwd / "home"),
            "PATH": path or environment["PATH"],
        },
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without a network."""
    target = tmp_path_factory.mktemp("wheel")
    words: list[str | Path] = [
        "-m",
        "hatchling",
        "build",
        "--target",
        "wheel",
        "--directory",
        target,
    ]
    ran(sys.executable, *words, cwd=ROOT)
    [built] = target.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs where the wheel is installed beside its dependencies."""
    place = tmp_path_factory.mktemp("installed")
    venv.create(place, symlinks=True)
    scripts = Path(sysconfig.get_path("scripts", "venv", {"base": str(place)}))
    library = Path(sysconfig.get_path("purelib", "venv", {"base": str(place)}))
    words: list[str | Path] = [
        "-m",
        "pip",
        "--python",
        scripts / "python",
        "install",
        "--quiet",
    ]
    offline = ["--no-deps", "--no-index", "--disable-pip-version-check"]
    ran(sys.executable, *words, *offline, wheel, cwd=place)
    # A line with a path adds the dependencies; the editable install is a .pth file
    # of its own there, and such files are not read in a folder that is added so.
    (library / "dependencies.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    return scripts


def names(wheel: Path) -> set[str]:
    """Return what is in a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_every_file_of_the_packages(wheel: Path) -> None:
    kept = names(wheel)

    tracked = ran("git", "ls-files", *BESIDE, cwd=ROOT).split("\n")
    wanted = {
        name if not name.startswith("templates/") else f"ledger/{name}"
        for name in tracked
        if name
    }
    assert len(wanted) > 200
    assert wanted - kept == set()


@pytest.mark.parametrize(
    "name",
    [
        "ledger/py.typed",
        "index/py.typed",
        "ledger/cli/__init__.py",
        "ledger/templates/layout.html",
        "ledger/static/app.css",
        "ledger/static/icons.svg",
        "ledger/store/migrations/versions/0001_first.py",
        "ledger/services/common_passwords.txt",
        "ledger/samples/stories/nord/story.toml",
        "ledger/samples/stories/paper.typ",
        "index/engine.py",
    ],
)
def test_the_wheel_holds(wheel: Path, name: str) -> None:
    assert name in names(wheel)


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    strange = {
        name
        for name in names(wheel)
        if not name.startswith(("ledger/", "index/", "scope_ledger-"))
        or Path(name).suffix in NEVER
    }

    assert strange == set()


def test_the_wheel_says_what_it_is(wheel: Path) -> None:
    described = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    with zipfile.ZipFile(wheel) as archive:
        [metadata] = [name for name in archive.namelist() if name.endswith("/METADATA")]
        text = archive.read(metadata).decode("utf-8")
        folder = metadata.rpartition("/")[0]
        scripts = archive.read(f"{folder}/entry_points.txt").decode("utf-8")

    assert "Name: scope-ledger\n" in text
    assert f"Version: {described['version']}\n" in text
    assert f"{folder}/licenses/LICENSE" in names(wheel)
    assert "scope-ledger = ledger.cli:main" in scripts


def test_the_installed_program_runs(installed: Path, tmp_path: Path) -> None:
    program = installed / "scope-ledger"

    assert ran(program, "--version", cwd=tmp_path).startswith("scope-ledger, version ")
    assert ran(program, "project", "list", cwd=tmp_path) == (
        "No projects yet; add one with: project add\n"
    )
    assert (tmp_path / "home" / "ledger.db").is_file()


def test_the_installed_program_reads_what_it_takes_in(
    installed: Path, tmp_path: Path
) -> None:
    (tmp_path / "note.txt").write_text("The banner is too small", "utf-8")
    program = installed / "scope-ledger"
    # Bubblewrap shows a reader the folder of the wheel alone, and the dependencies of
    # this test lie in another one; without it on the path there are limits only.
    alone = str(installed)

    out = ran(program, "take-in", tmp_path / "note.txt", cwd=tmp_path, path=alone)

    assert out.startswith("1 taken in, 0 there before, 0 set aside.")
    assert "not readable" not in out
    assert "1 found in " in ran(program, "search", "banners", cwd=tmp_path)


def test_pages_come_out_of_the_wheel(installed: Path, tmp_path: Path) -> None:
    python = installed / "python"

    printed = ran(python, "-c", SIGN_IN, tmp_path / "home", cwd=tmp_path)

    where, statuses, page = printed.split("\n", 2)
    assert where.startswith(str(installed.parent))
    assert statuses == "200 200"
    assert "<title>" in page
    assert "scope-ledger user add" in page


def test_the_wheel_is_the_same_when_it_is_built_again(
    wheel: Path, tmp_path: Path
) -> None:
    words: list[str | Path] = [
        "-m",
        "hatchling",
        "build",
        "--target",
        "wheel",
        "--directory",
        tmp_path,
    ]
    ran(sys.executable, *words, cwd=ROOT)

    [again] = tmp_path.glob("*.whl")
    assert names(again) == names(wheel)
