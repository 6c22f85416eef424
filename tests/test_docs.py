"""The handbook names everything that can be set, called, answered or logged."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from ledger.cli import scope_ledger
from ledger.config import Config
from ledger.domain import errors
from ledger.domain.event import EventKind

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = (ROOT / "ledger" / "help" / "10-reference.md").read_text("utf-8")


def rows(heading: str) -> list[list[str]]:
    """Return the cells of the first table below a heading of the reference."""
    part = REFERENCE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    table = re.search(r"(?:^\|.*\n)+", part, re.MULTILINE)
    assert table, heading
    lines = table[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def commands(
    group: click.Group = scope_ledger, before: str = ""
) -> Iterator[tuple[str, click.Command]]:
    """Yield every command that does something, with its name."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


def options(command: click.Command) -> set[str]:
    """Return the long names of a command's options."""
    return {
        max(option.opts, key=len)
        for option in command.params
        if isinstance(option, click.Option)
    }


def error_classes(of: type[errors.LedgerError]) -> Iterator[type[errors.LedgerError]]:
    """Yield the kinds of an error."""
    for kind in of.__subclasses__():
        yield kind
        yield from error_classes(kind)


def shown(default: Any) -> str:
    """Return a default as the reference shows it."""
    return str(default).replace(str(Path.home()), "~")


def test_every_setting_stands_in_the_reference_with_its_default() -> None:
    listed = {row[0].strip("`"): row[1].strip("`") for row in rows("Settings")}

    fields = Config.model_fields
    assert listed == {
        f"SCOPE_LEDGER_{name.upper()}": shown(field.default)
        for name, field in fields.items()
    }


def test_every_command_stands_in_the_reference_with_its_options() -> None:
    known = dict(commands())
    listed = {}
    for usage, flags, *_rest in rows("Commands"):
        words = re.findall(r"[a-z-]+(?![A-Z])\b", usage.strip("`").split(" ID")[0])
        name = " ".join(word for word in words if word == word.lower())
        listed[name] = set(re.findall(r"--[a-z-]+", flags))

    assert listed == {name: options(command) for name, command in known.items()}


def test_every_error_code_stands_in_the_reference() -> None:
    listed = [row[0].strip("`") for row in rows("Error codes")]

    codes = {kind.code for kind in error_classes(errors.LedgerError)}
    assert listed == sorted(codes)


def test_every_kind_of_error_has_a_code_of_its_own() -> None:
    classes = list(error_classes(errors.LedgerError))

    codes = [kind.code for kind in classes]
    assert len(set(codes)) == len(codes)
    for code in codes:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", code), code


def test_every_kind_of_event_stands_in_the_reference_in_order() -> None:
    assert [row[0].strip("`") for row in rows("Event kinds")] == list(EventKind)


def test_every_line_of_the_reference_says_something() -> None:
    for heading in ("Settings", "Commands", "Error codes", "Event kinds"):
        assert all(row[-1] for row in rows(heading)), heading


def test_what_events_are_about_stands_in_the_glossary() -> None:
    glossary = (ROOT / "docs" / "glossary.md").read_text("utf-8")
    terms = re.findall(r"^\| ([^|]+?) \|", glossary, re.MULTILINE)[1:]
    known = {word for term in terms for word in re.findall(r"[a-z-]+", term)}

    assert terms == sorted(terms)
    assert {str(kind).partition(".")[0] for kind in EventKind} <= known


def test_the_changelog_has_the_form_that_it_names() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    sections = re.findall(r"^## (.+)$", text, re.MULTILINE)
    parts = re.findall(r"^### (.+)$", text, re.MULTILINE)

    assert sections
    for section in sections:
        assert re.fullmatch(r"Unreleased|\d+\.\d+\.\d+ - \d{4}-\d\d-\d\d", section)
    assert set(parts) <= {
        *("Security", "Removed", "Deprecated"),
        *("Added", "Changed", "Fixed"),
    }


@pytest.mark.parametrize(
    "written",
    sorted((ROOT / "docs").rglob("*.md")) + sorted(ROOT.glob("*.md")),
    ids=lambda path: path.name,
)
def test_every_link_of_the_handbook_leads_somewhere(written: Path) -> None:
    text = written.read_text("utf-8")
    targets = re.findall(r"(?<!!)\[[^]]*\]\(([^)#\s]+)[^)]*\)", text)

    lost = [
        target
        for target in targets
        if "://" not in target
        and not target.startswith("mailto:")
        and not (written.parent / target).exists()
    ]

    assert lost == []


def test_the_readme_names_the_two_commands_and_the_reference() -> None:
    text = (ROOT / "README.md").read_text("utf-8")

    assert "make run" in text
    assert "make test" in text
    assert "ledger/help/10-reference.md" in text
