"""The shape of the house: what may import what, and how large a room may be."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("ledger", "index")
OURS = (*PACKAGES, "benchmarks", "tools")
MODULES = [path for name in OURS for path in sorted((ROOT / name).rglob("*.py"))]

LONGEST_MODULE = 300
LONGEST_FUNCTION = 40

LARGE_MODULES = {
    "ledger/store/documents.py": "one noun with its texts and people; each of its "
    "functions is one query, and a half would have no name of its own",
    "ledger/store/migrations/versions/0001_first.py": "the schema of the first day, "
    "written out so that it never changes",
    "ledger/store/tables.py": "the tables, one after the other; nothing else is in it",
}
LARGE_FUNCTIONS = {
    "ledger/store/migrations/versions/0001_first.py upgrade": "the schema of the first "
    "day, table by table",
    "ledger/store/migrations/versions/0002_requests.py upgrade": "two tables, column "
    "by column",
    "ledger/services/contracts.py add_term": "one event, a line for each of its fields",
}


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Yield the functions of a module with their lengths in lines."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, int(node.end_lineno or 0) - node.lineno + 1


def large_modules() -> set[str]:
    """Return the modules that are over the limit."""
    return {
        path.relative_to(ROOT).as_posix()
        for path in MODULES
        if len(path.read_text("utf-8").splitlines()) > LONGEST_MODULE
    }


def large_functions() -> set[str]:
    """Return the functions that are over the limit."""
    return {
        f"{path.relative_to(ROOT).as_posix()} {name}"
        for path in MODULES
        for name, length in functions(path)
        if length > LONGEST_FUNCTION
    }


def test_there_is_something_to_measure() -> None:
    assert len(MODULES) > 100


def test_no_module_is_too_long_without_a_reason() -> None:
    assert large_modules() - set(LARGE_MODULES) == set()


def test_no_function_is_too_long_without_a_reason() -> None:
    assert large_functions() - set(LARGE_FUNCTIONS) == set()


def test_no_reason_outlives_what_it_excuses() -> None:
    assert set(LARGE_MODULES) - large_modules() == set()
    assert set(LARGE_FUNCTIONS) - large_functions() == set()


def test_no_python_lives_among_the_templates() -> None:
    assert [path.name for path in (ROOT / "templates").rglob("*.py*")] == []


def test_every_package_says_what_it_is_for() -> None:
    silent = [
        path.relative_to(ROOT).as_posix()
        for path in MODULES
        if not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]

    assert silent == []


@pytest.mark.xdist_group("imports")
def test_the_contracts_of_imports_are_kept() -> None:
    command = Path(sys.executable).parent / "lint-imports"

    ran = subprocess.run(  # noqa: S603 - a tool of the project
        [command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "0 broken" in ran.stdout


@pytest.mark.xdist_group("imports")
def test_no_module_imports_itself_by_a_detour() -> None:
    graph = grimp.build_graph(*PACKAGES, cache_dir=None)

    circles = [
        (module, imported)
        for module in graph.modules
        for imported in graph.find_modules_directly_imported_by(module)
        if graph.find_shortest_chain(importer=imported, imported=module)
    ]

    assert circles == []
