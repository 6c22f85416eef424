"""A real server in a process of its own, and a real browser that looks at it."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import BrowserContext
from playwright.sync_api import ConsoleMessage
from playwright.sync_api import expect
from playwright.sync_api import Page
from playwright.sync_api import sync_playwright

from tests.browser.looking import Eye
from tests.browser.looking import WIDE
from tests.conftest import BESIDE

_QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
_PATIENCE = 20_000
"""How long a page may take to show what is expected, on a busy machine."""

_ADDRESS = re.compile(r"http://\S+")

NEWCOMER = "ana@lumen.example"
PASSWORD = "walking the first mile"  # noqa: S105 - of ledgers that the tests make


class Server:
    """``scope-ledger serve`` on a home, to be killed and started again."""

    def __init__(self, home: Path, *, demo: bool = False) -> None:
        self.home = home
        self._demo = ["--demo"] if demo else []
        self.address = ""
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start it and wait until it says where it is open."""
        command = [sys.executable, "-m", "ledger", "--home", str(self.home), "serve"]
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            [*command, *self._demo, "--port", "0"],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        assert self._process.stdout
        said = []
        for line in self._process.stdout:
            said.append(line)
            if found := _ADDRESS.search(line):
                self.address = found[0].rstrip("/")
                return
        message = f"the server did not start: {''.join(said)}"
        raise AssertionError(message)

    def kill(self) -> None:
        """End it as a power cut would."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Ask it to end."""
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self._process:
            with suppress(ProcessLookupError):
                self._process.send_signal(how)
            self._process.wait(timeout=60)
            if self._process.stdout:
                self._process.stdout.close()
            self._process = None


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server that is not started yet, on a home of the test."""
    made = Server(tmp_path / "home")
    yield made
    made.stop()


@pytest.fixture(scope="session")
def sample_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running server of the sample data."""
    made = Server(tmp_path_factory.mktemp("sample") / "home", demo=True)
    made.start()
    yield made
    made.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser of the system; tests that need it are skipped where it is missing."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("Chromium is not installed, so no page was looked at.")
    expect.set_options(timeout=_PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(_QUIET))
        yield browser
        browser.close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser without any memory, in a wide window."""
    made = chromium.new_context(viewport={"width": 1360, "height": 900})
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page; whatever it complains about fails the test."""
    made = context.new_page()
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            complaints.append(message.text)

    made.on("console", note)
    made.on("pageerror", lambda error: complaints.append(str(error)))
    yield made
    assert [each for each in complaints if "net::ERR" not in each] == []


@pytest.fixture(scope="session")
def real_files() -> Path | None:
    """The folder of real files, or nothing where it is not there."""
    folder = Path(os.environ.get("SCOPE_LEDGER_SAMPLES", BESIDE))
    return folder if folder.is_dir() else None


@pytest.fixture(scope="session")
def empty_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running server of a ledger with an account and a project without anything."""
    made = Server(tmp_path_factory.mktemp("empty") / "home")
    command = [sys.executable, "-m", "ledger", "--home", str(made.home)]
    account = ["user", "add", NEWCOMER, "--name", "Ana", "--password", PASSWORD]
    project = ["project", "add", "BARE", "--client", "Nobody", "--title", "Bare"]
    for words in (account, project):
        subprocess.run([*command, *words], check=True, capture_output=True)  # noqa: S603 - our own program
    made.start()
    yield made
    made.stop()


@pytest.fixture(scope="session")
def session_eye(chromium: Browser) -> Iterator[Eye]:
    """A page that is kept for the session, because a new one for each test is slow."""
    context = chromium.new_context(viewport=WIDE, reduced_motion="reduce")
    yield Eye(context.new_page())
    context.close()


@pytest.fixture
def eye(session_eye: Eye) -> Iterator[Eye]:
    """Somebody who looks at pages in the light, in the dark and on a phone."""
    session_eye.page.goto("about:blank")
    yield session_eye
    session_eye.page.emulate_media(media="screen", color_scheme="light")
    session_eye.page.set_viewport_size(WIDE)


@pytest.fixture(scope="session")
def newcomer(chromium: Browser, empty_server: Server) -> Iterator[Eye]:
    """Somebody who is signed in to a ledger in which there is nothing yet."""
    context = chromium.new_context(viewport=WIDE, reduced_motion="reduce")
    page = context.new_page()
    page.goto(empty_server.address)
    page.get_by_label("E-mail address").fill(NEWCOMER)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{empty_server.address}/")
    yield Eye(page)
    context.close()


@pytest.fixture
def plain(chromium: Browser) -> Iterator[Page]:
    """A page of a browser in which scripts are switched off."""
    context = chromium.new_context(viewport=WIDE, java_script_enabled=False)
    yield context.new_page()
    context.close()
