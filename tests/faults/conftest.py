"""What each fault showed, as a table at the end of a run."""

from collections.abc import Callable

import pytest
from _pytest.terminal import TerminalReporter

Showed = Callable[[str], None]
_NAME = "showed"


@pytest.fixture
def showed(request: pytest.FixtureRequest) -> Showed:
    """Say in a line what a test has shown; it stands in the table at the end."""

    def note(line: str) -> None:
        request.node.user_properties.append((_NAME, line))

    return note


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """Print what each test showed, and why others were not run."""
    lines = []
    for outcome in ("passed", "failed"):
        for report in terminalreporter.stats.get(outcome, []):
            for name, line in getattr(report, "user_properties", []):
                if name == _NAME and report.when == "call":
                    lines.append((report.nodeid.rpartition("::")[2], outcome, line))
    for report in terminalreporter.stats.get("skipped", []):
        if "faults" in report.nodeid:
            why = str(report.longrepr[2]).removeprefix("Skipped: ")
            lines.append((report.nodeid.rpartition("::")[2], "skipped", why))
    if lines:
        terminalreporter.section("what the faults showed")
        for test, outcome, line in lines:
            terminalreporter.write_line(f"{outcome}: {test.replace('_', ' ')}")
            terminalreporter.write_line(f"    {line}")
